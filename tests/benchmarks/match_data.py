"""The records that the benchmarks of matching work on."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from refcheck.matching.fields.title import full_title
from refcheck.model import Provenance, Record
from refcheck.registries.services.crossref.record import crossref_record
from refcheck.text.folding import fold, squeeze

_NOBODY = Provenance(registry="file", url="", retrieved=datetime(2026, 1, 1, tzinfo=UTC))


def lines(path: str) -> Iterator[Any]:
    """The objects of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def load(path: str) -> list[Record]:
    """The records of a gzipped file of works in Crossref's JSON."""
    return [crossref_record(item, _NOBODY) for item in lines(path)]


def in_fitting_half(record: Record) -> bool:
    """Whether a record is one that weights are fitted on; figures are measured on the others."""
    return hashlib.sha256(record.id.value.encode()).digest()[0] % 2 == 0


def printable(record: Record) -> bool:
    """Whether a record says enough to be cited: a title, and an author or a container."""
    return bool(record.work.title and (record.work.author or record.work.container_title))


def twins(one: Record, other: Record) -> bool:
    """Whether two records are one work, registered twice."""
    return one is not other and _signature(one) == _signature(other)


def _signature(record: Record) -> tuple[str, str, str | None]:
    work = record.work
    author = work.author[0].family or "" if work.author else ""
    return squeeze(fold(full_title(work))), fold(author), work.container_title
