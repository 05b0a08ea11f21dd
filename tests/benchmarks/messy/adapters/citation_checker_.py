"""citation-checker's results in the benchmark's form: ``python citation_checker_.py FOLDER OUT STAND_IN``, run with its own Python.

MISMATCH is an error, as its exit code has it, and NOT_FOUND a warning; a score it warns of alone is a note.
"""

import asyncio
import importlib
import sys
from pathlib import Path
from typing import Any

from lists import dois, person, problem, report

TITLE, AUTHORS = 85.0, 55.0
"""Its own bounds, below which a title and the authors are another's."""

UNDECIDED = ("GREY_LITERATURE", "UNVERIFIABLE", "ERROR")
WARNINGS = {"Year mismatch": "year", "Venue mismatch": "container"}


def main(folder: str, out: str, stand_in: str) -> None:
    tool: Any = importlib.import_module("citation_checker")
    parsing: Any = importlib.import_module("citation_checker.parser")
    pdf: Any = importlib.import_module("citation_checker.pdf_parser")
    checker: Any = importlib.import_module("citation_checker.checker")
    clients: Any = importlib.import_module("citation_checker.http_client")

    async def check(entries: list[Any]) -> list[Any]:
        async with clients.CitationHttpClient(timeout=10.0, max_retries=3, mailto="benchmark@example.org") as client:
            checked: list[Any] = await checker.run_checks(entries=entries, client=client)
        return checked

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix not in (".bib", ".pdf"):
            return None
        try:
            entries = parsing.parse_bib_file(str(path)) if path.suffix == ".bib" else pdf.parse_pdf_file(str(path))
        except ValueError:  # a heading that it does not know: its command ends
            return None
        pairs = zip(entries, asyncio.run(check(entries)), strict=True)
        return {"references": [_reference(entry, result) for entry, result in pairs], "problems": []}

    tasks = ["find", "read", "mend", "resolve", "judge"]
    report("citation-checker", tool.__version__, tasks, Path(folder), Path(out), read, ["author", "year", "title"])


def _reference(entry: Any, result: Any) -> dict[str, Any]:
    remote = result.remote_record
    held = (remote.raw_response or {}) if remote is not None and result.status.value == "VERIFIED" else {}
    doi = held.get("DOI") or held.get("doi") or (held.get("externalIds") or {}).get("DOI") or ""
    people = [person(name) for name in entry.authors]
    values = {"author": people, "year": entry.year, "title": entry.title}
    return {
        "key": entry.key,
        "raw": entry.raw_fields.get("raw_text") or entry.key,
        "fields": {name: value for name, value in values.items() if value},
        "identifiers": dois(entry.doi) + ([{"scheme": "url", "value": entry.url}] if entry.url else []),
        "doi": str(doi).removeprefix("https://doi.org/"),
        "problems": _problems(entry, result),
    }


def _problems(entry: Any, result: Any) -> list[dict[str, str]]:
    status, scores = result.status.value, result.scores
    warnings = " ".join(result.warnings)
    found = [problem("link-dead", "warning")] if result.url_reachable is False else []
    if "not found in CrossRef; trying" in warnings:
        found.append(problem("doi-unregistered", "warning"))
    if status in UNDECIDED:
        return [*found, problem("unverified", "note")]
    if status == "NOT_FOUND":
        return [*found, problem("not-found", "warning")]
    severity = "error" if status == "MISMATCH" else "note"
    named = [kind for words, kind in WARNINGS.items() if words in warnings]
    named += ["title"] if scores.title_score < TITLE else []
    named += ["authors"] if scores.author_score is not None and scores.author_score < AUTHORS else []
    if "title" in named and entry.doi and result.strategy.value == "doi_crossref":
        named.append("doi-other-work")
    if status == "MISMATCH" and not named:
        named = ["authors"]  # too few of many, where the bound is higher
    return found + [problem(kind, severity) for kind in named]


if __name__ == "__main__":
    main(*sys.argv[1:])
