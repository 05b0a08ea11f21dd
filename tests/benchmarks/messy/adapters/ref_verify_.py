"""ref-verify's verdicts in the benchmark's form: ``python ref_verify_.py FOLDER OUT STAND_IN``, run with its own Python.

*Unverified* is a note, for it is "not a finding that it is wrong". It asks for a list, so that a text that cites one is not given to it.
"""

import importlib
import sys
from pathlib import Path
from typing import Any

from lists import dois, papers, problem, report

READS = (".txt", ".bib", ".ris")
FIELDS = {"title": "title", "first_author": "authors", "year": "year"}
LOUD = {"WARN": "warning", "REJECT": "error"}


def main(folder: str, out: str, stand_in: str) -> None:
    version = importlib.import_module("importlib.metadata").version("ref-verify")
    parsing: Any = importlib.import_module("ref_verify.reference_parse")
    resolving: Any = importlib.import_module("ref_verify.reference_resolve")
    crossref: Any = importlib.import_module("ref_verify.crossref")
    client, running = crossref.CrossrefClient(), papers(Path(folder))

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix not in READS or (path.suffix == ".txt" and path.stem in running):
            return None
        entries = parsing.parse_reference_file(path, None)
        told = [resolving.check_reference(entry, client) for entry in entries]
        return {"references": [_reference(each) for each in told], "problems": []}

    report("ref-verify", version, ["find", "mend", "resolve", "judge"], Path(folder), Path(out), read, schemes=["doi"])


def _reference(result: Any) -> dict[str, Any]:
    entry, fetched = result.entry, result.fetched
    doi = result.resolved_doi or (fetched.doi if fetched is not None else None)
    return {
        "key": entry.key or str(entry.index),
        "raw": entry.raw,
        "identifiers": dois(entry.doi),
        "doi": doi if result.verdict != "REJECT" or result.error_code == "PAPER_RETRACTED" else None,
        "problems": _problems(result),
    }


def _problems(result: Any) -> list[dict[str, str]]:
    if result.verdict == "PASS":
        return []
    if result.error_code == "PAPER_RETRACTED":
        return [problem("retracted", "error")]
    if result.error_code == "DOI_NOT_FOUND":
        return [problem("doi-unregistered", "error")]
    if result.status == "UNVERIFIED":
        return [problem("unverified", "note")]
    severity = LOUD[result.verdict]
    named = [FIELDS[each] for each in result.mismatches if each in FIELDS]
    is_another = result.verdict == "REJECT" or not named
    return [problem(kind, severity) for kind in (*named, *["doi-other-work"] * is_another)]


if __name__ == "__main__":
    main(*sys.argv[1:])
