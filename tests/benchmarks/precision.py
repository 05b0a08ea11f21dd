"""How often each rule is right on real documents: its findings, those that were judged, and those of them that are right.

    python tests/benchmarks/precision.py DATA [--judged FILE] [--cap 60] [--show CODE]

DATA holds folders of documents (``documents/``, ``pdf/``, ``jats/``), which are checked offline, and ``mutated-citations.jsonl.gz``: citations with the
true work and what was changed in them. On the documents a person judges: ``--judged`` is a file of JSON lines (``doc``, ``key``, ``code``, ``message``,
``right``), and ``--show CODE`` prints the findings of a rule that are not judged yet, with the reference. Of the citations the benchmark itself
says what differs; what it calls a mere variant of a name is to be told as a note at most. Of one rule no more than ``--cap`` findings of one document
count. A rule is loud here where its finding is a warning or an error.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen
from audit_world import Everything
from judge_mutated import mutated_rows
from match_data import lines

import refcheck
from refcheck.checks import check
from refcheck.errors import RefcheckError
from refcheck.model import Severity
from refcheck.parsing import Entry, parse_list
from refcheck.readers import read
from refcheck.registries import Offline
from refcheck.resolving import resolve

FOLDERS = ("documents", "pdf", "jats")
BAR = 0.95

FIELDS = {
    "author": {"authors"},
    "first-author": {"authors"},
    "title-of-other-authors": {"authors"},
    "title": {"title"},
    "work-under-another-title": {"title"},
    "container": {"venue"},
    "year": {"year"},
    "volume": {"volume"},
    "pages": {"pages"},
    "publisher": {"publisher"},
    "doi": {"doi"},
}
"""The fields of a citation that the rules of a beginning are about; any other rule is about all of them."""


@frozen(kw_only=True)
class Told:
    """One finding: where, and what."""

    doc: str
    key: str
    code: str
    severity: Severity
    message: str
    raw: str = ""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        return self.doc, self.key, self.code, self.message


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--judged", type=Path)
    arguments.add_argument("--cap", type=int, default=60)
    arguments.add_argument("--show")
    given = arguments.parse_args()
    told = list(capped(of_documents(given.data), given.cap))
    known = judged(given.judged) if given.judged else {}
    if given.show:
        for each in told:
            if each.code == given.show and each.identity not in known:
                print(json.dumps([*each.identity, each.raw[:400]], ensure_ascii=False))
        return
    documents: dict[tuple[str, Severity], list[bool | None]] = defaultdict(list)
    for each in told:
        documents[each.code, each.severity].append(known.get(each.identity))
    print_table("documents, checked offline, judged by reading", documents)
    citations: dict[tuple[str, Severity], list[bool | None]] = defaultdict(list)
    for code, severity, right in of_citations(given.data / "mutated-citations.jsonl.gz"):
        citations[code, severity].append(right)
    print_table("citations of known works, judged by the benchmark", citations)


def of_documents(data: Path) -> Iterator[Told]:
    for path in sorted(path for folder in FOLDERS for path in (data / folder).iterdir() if path.suffix != ".json"):
        try:
            report = refcheck.check(path, registry=Offline())
        except RefcheckError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            continue
        name, raws = f"{path.parent.name}/{path.name}", {each.key: each.case.reference.raw for each in report}
        found = [(each.key, finding) for each in report for finding in each.findings]
        found += [(",".join(each.finding.references), each.finding) for each in report.list_findings]
        for key, finding in found:
            raw = " || ".join(raws.get(each, "") for each in key.split(","))
            yield Told(
                doc=name, key=key, code=finding.code, severity=finding.severity, message=finding.message, raw=raw
            )


def capped(told: Iterator[Told], cap: int) -> Iterator[Told]:
    seen = Counter[tuple[str, str]]()
    for each in told:
        seen[each.doc, each.code] += 1
        if seen[each.doc, each.code] <= cap:
            yield each


def judged(path: Path) -> dict[tuple[str, str, str, str], bool]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {(row["doc"], row["key"], row["code"], row["message"]): row["right"] for row in rows}


def of_citations(path: Path) -> Iterator[tuple[str, Severity, bool]]:
    items = list(lines(str(path)))
    for form in ("bibtex", "text"):
        rows, records = mutated_rows(path, form)
        if form == "bibtex":
            references = read("\n".join(raw for _, raw in rows), format="bibtex").references
        else:
            references = parse_list([Entry(key=str(number), raw=raw, spans=()) for number, (_, raw) in enumerate(rows)])
        cases = resolve(references, Everything(records), today=date(2026, 11, 24))
        for item, case in zip(items, cases, strict=True):
            for finding in check(case):
                yield finding.code, finding.severity, is_right(finding.code, item)


def is_right(code: str, item: dict[str, Any]) -> bool:
    """Whether what the rule is about was changed, or differs from the true work in any case."""
    meta, citation = item["meta"], item["citation"]
    if meta["label"].startswith("POTENTIAL"):
        return False
    seed = meta.get("seed") or citation
    names = ("title", "authors", "venue", "year", "volume", "pages", "doi", "publisher")
    changed = {*(meta["changed_fields"] or ()), *(name for name in names if citation.get(name) != seed.get(name))}
    about = next((fields for begin, fields in FIELDS.items() if code.startswith(begin)), changed)
    return bool(changed & about)


def print_table(heading: str, found: dict[tuple[str, Severity], list[bool | None]]) -> None:
    print(f"\n{heading}\n{'rule':32}{'severity':>9}{'findings':>9}{'judged':>8}{'right':>7}{'share':>8}")
    for (code, severity), rights in sorted(found.items(), key=lambda each: (-each[0][1].rank, each[0][0])):
        told = [right for right in rights if right is not None]
        share = sum(told) / len(told) if told else None
        flag = "  below" if share is not None and share < BAR and severity is not Severity.INFO else ""
        shown = f"{share:.3f}" if share is not None else "–"
        print(f"{code:32}{severity.value:>9}{len(rights):9}{len(told):8}{sum(told):7}{shown:>8}{flag}")


if __name__ == "__main__":
    main()
