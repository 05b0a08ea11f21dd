"""Partitions audited by a Dask cluster: who works where, in which order, and what is done again is Dask's business."""

from collections.abc import Iterator, Sequence

from refcheck.backfile.processes import failed, work
from refcheck.backfile.storing import needed
from refcheck.backfile.values import Job, Outcome, Partition
from refcheck.errors import SettingsError


def on_cluster(partitions: Sequence[Partition], job: Job, *, address: str) -> Iterator[Outcome]:
    """What becomes of each partition, in the order that they are done.

    The workers need refcheck in the same version, and the sources, the index and the output at the same places.

    Args:
        partitions: what is audited.
        job: how.
        address: the scheduler's, such as ``tcp://10.0.0.1:8786``.

    Raises:
        SettingsError: Dask is not installed, or there is no scheduler at that address.
        ConnectionError: the scheduler went away.
    """
    dask = needed("distributed", "cluster")
    try:
        client = dask.Client(address)
    except (OSError, ValueError) as error:
        raise SettingsError(f"--scheduler {address}: no scheduler answers there: {error}") from error
    with client:
        futures = {client.submit(work, partition, job, pure=False): partition for partition in partitions}
        for future in dask.as_completed(futures):
            if future.cancelled():
                raise ConnectionError(f"the scheduler at {address} is gone; with one there, the same command goes on")
            partition = futures.pop(future)
            raised = future.exception()
            yield future.result() if raised is None else failed(partition, raised)
            future.release()
