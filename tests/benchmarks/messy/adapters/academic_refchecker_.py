"""RefChecker's errors in the benchmark's form: ``python academic_refchecker_.py FOLDER OUT STAND_IN``, run with its own Python.

Run as its command, without a language model: it then reads BibTeX. Its errors, warnings and infos are kept as such; *could not verify* is
a note, and what an entry lacks ("missing: should include") is left out. What it finds of a reference without errors is taken as it is handed on.
"""

import importlib
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from lists import dois, person, printed_by, problem, report

CLASSES = {"title": "title", "author": "authors", "year": "year", "venue": "container", "url": "link-dead"}
IDENTIFIERS = {"arxiv_id": "identifier-other-work", "arxiv": "identifier-other-work"}
FIELDS = {"title": "title", "year": "year", "volume": "volume", "number": "issue", "pages": "page"}
HOMES = ("journal", "booktitle", "venue")
LACKING = re.compile(r"^Missing \w+:|missing: should include")
"""As in ``Missing venue:`` and ``Year missing: should include '2001'``: what an entry lacks."""

KINDS = (("error_type", "error"), ("warning_type", "warning"), ("info_type", "note"))


def main(folder: str, out: str, stand_in: str) -> None:
    os.chdir(tempfile.mkdtemp())
    version = importlib.import_module("importlib.metadata").version("academic-refchecker")
    core: Any = importlib.import_module("refchecker.core.refchecker")
    told: list[tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]] = []
    plain = core.ArxivReferenceChecker._process_reference_result

    def process(self: Any, paper: Any, reference: Any, errors: Any, *more: Any, **options: Any) -> Any:
        told.append((reference, list(errors or ()), options.get("verified_data") or {}))
        return plain(self, paper, reference, errors, *more, **options)

    core.ArxivReferenceChecker._process_reference_result = process

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix != ".bib":
            return None
        told.clear()
        sys.argv = ["academic-refchecker", "--paper", str(path)]
        printed_by(core.main)
        return {"references": [_reference(*each) for each in told], "problems": []}

    fields = ["author", "container", *FIELDS.values()]
    tasks = ["read", "mend", "resolve", "judge"]
    report("academic-refchecker", version, tasks, Path(folder), Path(out), read, fields)


def _reference(cited: dict[str, Any], errors: list[dict[str, Any]], found: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {kept: cited[name] for name, kept in FIELDS.items() if cited.get(name)}
    home = next((cited[name] for name in HOMES if cited.get(name)), None)
    values |= {"container": home} if home else {}
    if cited.get("authors"):
        values["author"] = [person(name) for name in cited["authors"] if name not in ("et al", "others")]
    problems = [each for error in errors for each in _problems(error)]
    is_wrong = any(each["class"] in ("unverified", "title", "doi-other-work") for each in problems)
    doi = (found.get("externalIds") or {}).get("DOI") or found.get("DOI") or found.get("doi")
    return {
        "key": cited.get("bibtex_key"),
        "raw": cited.get("bibtex_key"),
        "fields": values,
        "identifiers": dois(cited.get("doi"))
        + ([{"scheme": "url", "value": cited["url"]}] if cited.get("url") else []),
        "doi": None if is_wrong else doi,
        "problems": problems,
    }


def _problems(error: dict[str, Any]) -> list[dict[str, str]]:
    for name, severity in KINDS:
        kind = error.get(name)
        if not kind:
            continue
        details = str(error.get(name.replace("_type", "_details")) or "")
        if LACKING.search(details) or kind in ("arxiv_url_available", "api_failure", "processing_failed"):
            return []
        if kind == "unverified":
            return [problem("unverified", "note")]
        if kind == "doi":
            is_dead = "resolve" in details.lower() or "invalid" in details.lower() or "not found" in details.lower()
            return [problem("doi-unregistered" if is_dead else "doi-other-work", severity)]
        return [problem(CLASSES.get(kind) or IDENTIFIERS.get(kind, "other"), severity)]
    return []


if __name__ == "__main__":
    main(*sys.argv[1:])
