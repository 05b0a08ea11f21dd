"""What makes two runs one: the same version, settings and registries. A run goes on only as what it began as."""

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from attrs import asdict

from refcheck._version import __version__
from refcheck.backfile.values import Reach
from refcheck.registries.connections import Connections
from refcheck.registries.index.manifest import FILE as MANIFEST
from refcheck.settings import Settings

_UNASKED = ("mailto", "cache", "refresh", "records", "retraction_watch", "index")
"""Fields of ``Connections`` that say nothing of what is answered, or that are known by their files."""

_ELSEWHERE = ("here", "fail_on", "connections", "of_project")
"""Settings that say nothing of what is found and shown, or that have come into the ``Connections``."""

Identity = dict[str, str]


def identity(connections: Connections, reach: Reach, settings: Settings, *, size: int) -> Identity:
    """What a run is known by, name by name, so that it can be said in what two differ.

    ``size`` is about how many references a partition holds.

    Raises:
        OSError: a file of records or an index is not there.
    """
    asked = {name: value for name, value in asdict(connections).items() if name not in _UNASKED}
    own = {name: value for name, value in asdict(settings).items() if name not in _ELSEWHERE}
    return {
        "version of refcheck": __version__,
        "size of partitions": str(size),
        "network": reach.value,
        **{f"registries ({name})": _digest(value) for name, value in asked.items() if reach is Reach.ONLINE},
        **{f"settings ({name})": _digest(value) for name, value in own.items()},
        **dict(_files(connections)),
    }


def digest(identity: Identity) -> str:
    """An identity as one short text."""
    return _digest(identity)


def _files(connections: Connections) -> Iterator[tuple[str, str]]:
    """The files that are asked, by size and time; an index by its manifest, in which its files' checksums are."""
    for name, file in (("records", connections.records), ("retraction watch", connections.watched_table())):
        if file is not None:
            status = Path(file).stat()
            yield name, f"{file} {status.st_size} {status.st_mtime_ns}"
    for number, folder in enumerate(connections.index.split(os.pathsep) if connections.index else (), start=1):
        manifest = (Path(folder) / MANIFEST).read_bytes()
        yield f"index {number}", hashlib.sha256(manifest).hexdigest()[:12]


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no part of an identity")
