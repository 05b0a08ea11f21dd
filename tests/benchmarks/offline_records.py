"""Right references checked offline: what is loud on them, and which of their DOIs are read as another.

    python tests/benchmarks/offline_records.py RECORDS [COUNT] [SEED] [--unlike SEED] [--counts]

RECORDS holds works as Crossref gives them, one a line, plain or in gzip. COUNT of them (2,000) are drawn by SEED (1), and each is printed in five
ways (``offline_prints.py``): as an entry of BibTeX by the project's own writer and in a plain way, and as text in three styles. Lists of fifty are
checked as the files of a repository are, asking nobody. Whatever is a warning or an error there is false, unless the record itself is
wrong. Each is shown with its reference, or, with ``--counts``, none: for rows that nobody is to look at. ``--unlike`` leaves out
the works that another seed draws.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from attrs import evolve, frozen
from offline_prints import BIBTEX, WAYS, Way, printed_list

from refcheck.audit import audit
from refcheck.model import CheckedReference, Provenance, Record, Scheme, Severity
from refcheck.readers import read_bytes
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import offline
from refcheck.registries.services.crossref import date_of
from refcheck.registries.services.crossref.record import crossref_record

LIST = 50
PARTS = frozenset({"component", "journal", "journal-issue", "journal-volume", "proceedings-series", "book-series"})
"""Types that nobody lists: a figure of an article, a whole journal."""


@frozen
class Told:
    """One thing that would fail a commit, or a DOI read as another."""

    way: str
    code: str
    message: str
    raw: str


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("records", type=Path)
    arguments.add_argument("count", type=int, nargs="?", default=2000)
    arguments.add_argument("seed", type=int, nargs="?", default=1)
    arguments.add_argument("--unlike", type=int, metavar="SEED")
    arguments.add_argument("--counts", action="store_true")
    given = arguments.parse_args()
    looked_at = drawn(given.records, given.count, given.unlike) if given.unlike is not None else []
    records = drawn(given.records, given.count + len(looked_at), given.seed)
    known = {record.id for record in looked_at}
    records = [record for record in records if record.id not in known][: given.count]
    told = [
        each
        for way in WAYS
        for start in range(0, len(records), LIST)
        for each in of_list(way, records[start : start + LIST])
    ]
    if not given.counts:
        for each in sorted(told, key=lambda each: (each.code, each.raw)):
            print(f"{each.way:9} {each.code}: {each.message}\n{'':10}{' '.join(each.raw.split())[:600]}")
    print(f"{len(records)} records, seed {given.seed}")
    print(f"{'':40}" + "".join(f"{way.name:>10}" for way in WAYS))
    counted = Counter((each.code, each.way) for each in told)
    for code in sorted({each.code for each in told}):
        print(f"{code:40}" + "".join(f"{counted[code, way.name]:10}" for way in WAYS))


def drawn(path: Path, count: int, seed: int) -> list[Record]:
    """Works that have a title and a date, with the date of print as the only other one."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        items = [item for item in map(json.loads, lines) if item.get("type") not in PARTS]
    provenance = Provenance(registry="Crossref", url="", retrieved=datetime(2026, 1, 1, tzinfo=UTC))
    records = []
    for item in random.Random(seed).sample(items, len(items)):
        record = crossref_record(item, provenance)
        printed = date_of(item.get("published-print"))
        if record.work.title and record.work.year:
            work = evolve(record.work, issued_alternative=(printed,) if printed and printed.raw is None else ())
            records.append(evolve(record, work=work))
    return records[:count]


def of_list(way: Way, records: list[Record]) -> Iterator[Told]:
    """What is loud in one list; how it was read otherwise than it was written; and its DOIs that were read as others."""
    pieces = printed_list(way, records)
    name = "references.bib" if way in BIBTEX else "references.txt"
    bibliography = read_bytes("".join(pieces).encode(), name)
    report = audit([bibliography], registry=offline(Connections(cache="off")))
    for note in report.run.notes:
        yield Told(way.name, "(note)", note.message, "")
    for each in report.list_findings:
        if each.finding.severity is not Severity.INFO:
            raws = " || ".join(report[key].case.reference.raw for key in each.finding.references)
            yield Told(way.name, each.finding.code, each.finding.message, raws)
    homes = [home(audited, pieces) for audited in report]
    if homes != list(range(len(pieces))):
        raw = " || ".join(pieces[number] for number in range(len(pieces)) if homes.count(number) != 1)
        yield Told(way.name, "(split otherwise)", f"{len(pieces)} written, {len(homes)} read", raw)
    for audited, number in zip(report, homes, strict=True):
        raw = audited.case.reference.raw
        for finding in audited.findings:
            if finding.severity is not Severity.INFO:
                yield Told(way.name, finding.code, finding.message, raw)
        dois = {each.value.lower() for each in audited.case.reference.of_scheme(Scheme.DOI)}
        right = records[number].id.value.lower()
        if right not in dois or any(doi not in raw.lower() for doi in dois):
            yield Told(way.name, "(DOI read as another)", f"{', '.join(sorted(dois)) or 'none'} for {right}", raw)


def home(audited: CheckedReference, pieces: list[str]) -> int:
    """The number of the piece in which a reference begins."""
    start = audited.case.reference.spans[0].start
    for number, piece in enumerate(pieces):
        if start < len(piece):
            return number
        start -= len(piece)
    raise ValueError("a reference begins behind the end of its list")


if __name__ == "__main__":
    main()
