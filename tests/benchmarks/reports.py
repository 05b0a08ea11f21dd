"""How long a report takes to render, and how large it is, in every format.

    python tests/benchmarks/reports.py LIST RECORDS [SIZE ...]

The references of LIST, audited offline beside RECORDS, are repeated until there are SIZE of them (5,000 and 10,000 by default).
"""

import sys
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import process_time

from attrs import evolve

from refcheck import check
from refcheck.model import Report
from refcheck.registries import Local
from refcheck.reports import formats, render
from refcheck.reports.queries import docx as _queries_docx
from refcheck.reports.queries import rows as _queries

SIZES = (5_000, 10_000)


def main(references: Path, records: Path, sizes: tuple[int, ...]) -> None:
    report = check(references, registry=Local.read(records))
    repeated = [_repeated(report, size) for size in sizes]
    renderers: dict[str, Callable[[Report], bytes]] = {name: partial(_rendered, name) for name in formats()}
    renderers |= {"queries.md": _queries_markdown, "queries.docx": _queries_document}
    print("format          " + "".join(f"{f'{size:,} references':>28}" for size in sizes))
    for name, renderer in renderers.items():
        cells = []
        for each in repeated:
            start = process_time()
            size = len(renderer(each))
            cells.append(f"{process_time() - start:10.2f} s  {size / 1e6:10.1f} MB  ")
        print(f"{name:<16}" + " ".join(cells), flush=True)


def _rendered(name: str, report: Report) -> bytes:
    return render(report, name).encode("utf-8")


def _queries_markdown(report: Report) -> bytes:
    return _queries.markdown(_queries.queries(report)).encode("utf-8")


def _queries_document(report: Report) -> bytes:
    return _queries_docx.document(_queries.queries(report), report.run.finished)


def _repeated(report: Report, size: int) -> Report:
    """So many references; every one has its own key and line."""
    references = []
    for number, audited in enumerate(islice(cycle(report.references), size), start=1):
        case = evolve(audited.case, reference=evolve(audited.case.reference, key=str(number)))
        places = tuple(evolve(place, line=number) for place in audited.places)
        findings = tuple(evolve(finding, references=(str(number),)) for finding in audited.findings)
        references.append(evolve(audited, case=case, places=places, findings=findings))
    return evolve(report, references=tuple(references))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), tuple(map(int, sys.argv[3:])) or SIZES)
