"""Records in Crossref's JSON, made up, for indexes."""

import gzip
import io
import json
import random
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from refcheck.model import Date, Name, Query, Work
from refcheck.registries.index import LocalIndex

_STEMS = (
    "soil",
    "steppe",
    "glacier",
    "enzyme",
    "tensor",
    "ledger",
    "orchard",
    "plasma",
    "dialect",
    "reactor",
    "canopy",
    "lattice",
    "archive",
    "membrane",
)
_ENDS = ("growth", "survey", "response", "theory", "imaging", "transport", "policy", "decline", "kinetics", "grammar")
_FAMILIES = (
    "Muster",
    "Probe",
    "Okafor",
    "Lindqvist",
    "Tanaka",
    "Silva",
    "Novak",
    "Haddad",
    "Kowalska",
    "Berg",
    "Iyer",
    "Duarte",
    "Mbeki",
    "Rossi",
)
_JOURNALS = ("Journal of Samples", "Annals of Made Things", "Letters on Steppes", "Review of Soil")

Item = dict[str, Any]


def items(count: int, *, seed: int = 1) -> list[Item]:
    """So many records, no two alike."""
    rng = random.Random(seed)
    return [_item(number, rng) for number in range(count)]


def _item(number: int, rng: random.Random) -> Item:
    words = [*rng.sample(_STEMS, 3), rng.choice(_ENDS), f"site{number}"]
    first = rng.randrange(1, 900)
    return {
        "DOI": f"10.1000/Made.{number}",
        "type": "journal-article",
        "title": [" ".join(words).capitalize()],
        "author": [{"family": rng.choice(_FAMILIES), "given": "Ann", "affiliation": [{"name": "Nowhere"}]}],
        "container-title": [rng.choice(_JOURNALS)],
        "volume": str(rng.randrange(1, 90)),
        "page": f"{first}-{first + 9}",
        "issued": {"date-parts": [[rng.randrange(1980, 2025), 5]]},
        "reference": [{"key": "1", "DOI": "10.1000/other"}],
    }


def lines(path: Path, records: Sequence[object]) -> Path:
    """The records as a file of JSON lines; gzipped if its name says so."""
    data = "".join(json.dumps(record) + "\n" for record in records).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def document(records: Sequence[object], *, indent: int | None = None) -> bytes:
    """The records as a gzipped file of Crossref's public data."""
    return gzip.compress(json.dumps({"items": list(records)}, indent=indent).encode())


def archive(path: Path, **members: bytes) -> Path:
    """A tar archive of these files, a dot in the place of two underscores."""
    with tarfile.open(path, "w") as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name.replace("__", "."))
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def held(folder: Path, records: Sequence[Item]) -> list[object]:
    """What an index holds of these records."""
    index = LocalIndex.open(folder)
    return [index.item(str(record["DOI"]).lower()) for record in records]


def printed(item: Item, *, titled: bool = True) -> Query:
    """A reference to a record, and the part of it that a parser reads for sure."""
    family, year = item["author"][0]["family"], item["issued"]["date-parts"][0][0]
    title = f"{item['title'][0]}. " if titled else ""
    raw = f"{family} A. {title}{item['container-title'][0]} {item['volume']}, {item['page']} ({year})."
    return Query(raw=raw, work=Work(author=(Name(family=family),), issued=Date(year=year)))
