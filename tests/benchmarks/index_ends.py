"""References a second from one end to the other: parsed, searched for in a local index, matched and checked."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bars import Row

from refcheck import check
from refcheck.registries import Registry
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import offline

LIST = 50
"""References of a list."""

_opened: list[Registry] = []


def end_to_end(what: str, folder: Path, references: Sequence[str]) -> Iterator[Row]:
    """By one process and by two; none of the references has a DOI."""
    lists = [references[start : start + LIST] for start in range(0, len(references), LIST)]
    for processes in (1, 2):
        with ProcessPoolExecutor(
            processes, mp_context=get_context("spawn"), initializer=_open, initargs=(str(folder),)
        ) as pool:
            list(pool.map(_checked, lists[:4]))  # the model and the index are read, by every process
            start = time.perf_counter()
            spent = sum(pool.map(_checked, lists))
            took = time.perf_counter() - start
        count = sum(map(len, lists))
        yield Row(
            what=f"{what}: parsed, searched for, matched and checked, references a second, {processes} processes",
            bar="",
            measured=f"{count / took:.0f} ({count / spent:.0f} a CPU second)",
            reached=True,
        )


def _open(folder: str) -> None:
    _opened[:] = [offline(Connections(index=folder, cache="off"))]


def _checked(references: Sequence[str]) -> float:
    """The CPU that the check of a list took."""
    start = time.process_time()
    check(list(references), registry=_opened[0])
    return time.process_time() - start
