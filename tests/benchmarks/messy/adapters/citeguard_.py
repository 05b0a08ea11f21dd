"""CiteGuard's results in the benchmark's form: ``python citeguard_.py FOLDER OUT STAND_IN``, run with its own Python.

Its marks give the severity: not found and retracted are errors, *likely wrong* and the year are warnings. It takes a pasted list, so that a
text that cites one is not given to it.
"""

import importlib
import sys
from pathlib import Path
from typing import Any

from lists import papers, problem, report

FIELDS = {"title": "title", "authors": "authors", "year": "year", "venue": "container", "pages": "pages"}


def main(folder: str, out: str, stand_in: str) -> None:
    tool: Any = importlib.import_module("refaudit")
    parser: Any = importlib.import_module("refaudit.parser")
    bibtex: Any = importlib.import_module("refaudit.bibtex_parser")
    crossref: Any = importlib.import_module("refaudit.crossref")
    importlib.import_module("refaudit.budget").NO_BUDGET._total = 1e9  # ten minutes are for one list, here are sixty
    running = papers(Path(folder))

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix not in (".txt", ".bib") or (path.suffix == ".txt" and path.stem in running):
            return None
        client = crossref.CrossrefClient()
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".bib":
            try:
                lines = {entry["ID"]: bibtex.entry_to_citation_text(entry) for entry in bibtex.parse_bibtex(text)}
            except KeyError:  # a word without braces that it does not know: its command ends
                return None
        else:
            lines = {str(at): line for at, line in enumerate(parser.split_references(text))}
        told = [_reference(key, line, client.check_one(line)) for key, line in lines.items()]
        return {"references": told, "problems": []}

    report("CiteGuard", tool.__version__, ["find", "resolve", "judge"], Path(folder), Path(out), read)


def _reference(key: str, line: str, result: Any) -> dict[str, Any]:
    doi = result.doi if result.status == "found" else None
    return {"key": key, "raw": line, "doi": doi, "problems": _problems(result)}


def _problems(result: Any) -> list[dict[str, str]]:
    if result.retracted:
        kinds = " ".join(str(each.get("update_type")) for each in result.retraction_details)
        return [problem("concern" if "concern" in kinds else "retracted", "error")]
    if result.status == "website":
        return []
    if result.verification_status == "partial":
        return [problem("unverified", "note")]
    if result.status == "not_found":
        return [problem("doi-unregistered" if result.note == "doi_not_resolved" else "not-found", "error")]
    if result.status == "found":
        return [problem("year", "warning")] if result.note == "year_warning" else []
    diffs = result.field_diffs or (result.best_candidate or {}).get("field_diffs") or {}
    named = [FIELDS[name] for name, each in diffs.items() if name in FIELDS and each.get("state") == "mismatch"]
    if result.method and "doi" in result.method.lower() and "title" in named:
        named.append("doi-other-work")
    return [problem(kind, "warning") for kind in named or ["mixture"]]


if __name__ == "__main__":
    main(*sys.argv[1:])
