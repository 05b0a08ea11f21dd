"""A small backfile: made records, and documents that cite them rightly, wrongly and not at all."""

import hashlib
import json
import os
import signal
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from registries_index_made import items, lines

from refcheck.backfile.processes import work
from refcheck.backfile.values import Done, Job, Partition, Reach
from refcheck.registries.connections import Connections
from refcheck.settings import Settings

DAY = date(2026, 3, 1)

ITEMS = items(60)


def printed(item: dict[str, Any], *, doi: bool = True) -> str:
    """A reference to a made record."""
    family, year = item["author"][0]["family"], item["issued"]["date-parts"][0][0]
    text = f"{family}, A. ({year}). {item['title'][0]}. {item['container-title'][0]}, {item['volume']}, {item['page']}."
    return f"{text} https://doi.org/{item['DOI']}" if doi else text


def documents(count: int = 20) -> list[dict[str, Any]]:
    """Rows of documents with three references each; the second has a wrong year, the third a DOI that is cut by a space."""
    return [
        {
            "id": f"10.9999/paper.{number}",
            "journal": ("Annals of Papers", "Letters on Papers", None)[number % 3],
            "year": 2015 + number % 5,
            "references": [
                printed(ITEMS[3 * number % 60]),
                _wrong_year(ITEMS[(3 * number + 1) % 60]),
                printed(ITEMS[(3 * number + 2) % 60]).replace("10.1000/", "10.1000/ "),
            ],
        }
        for number in range(count)
    ]


def _wrong_year(item: dict[str, Any]) -> str:
    year = item["issued"]["date-parts"][0][0]
    return printed(item).replace(f"({year})", f"({year - 7})")


def records(folder: Path) -> Path:
    """The records as a file that is asked offline."""
    return lines(folder / "records.jsonl", ITEMS)


def a_job(folder: Path, out: str | Path) -> Job:
    """An audit of files in ``folder`` against made records."""
    return Job(
        connections=Connections(records=str(records(folder)), cache="off"),
        reach=Reach.OFFLINE,
        settings=Settings(),
        day=DAY,
        here=folder.as_posix(),
        out=str(out),
        identity="",
    )


def rows(path: Path, objects: Sequence[object]) -> Path:
    """A file of JSON lines; a text stands in it as it is."""
    texts = (each if isinstance(each, str) else json.dumps(each) for each in objects)
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def sums(out: Path) -> dict[str, str]:
    """The SHA-256 of every table and summary of an output."""
    files = (*out.glob("*/*.parquet"), *out.glob("summary.*"))
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


def die_on_the_third(partition: Partition, job: Job) -> Done:
    """Work that kills its process on partition 2, whenever it is tried."""
    if partition.number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return work(partition, job)


def die_once_on_the_third(partition: Partition, job: Job) -> Done:
    """Work that kills its process on partition 2, the first time."""
    mark = Path(job.here, "died")
    if partition.number == 2 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return work(partition, job)


def fail_on_the_third(partition: Partition, job: Job) -> Done:
    """Work that raises on partition 2."""
    if partition.number == 2:
        raise ValueError("no such luck")
    return work(partition, job)
