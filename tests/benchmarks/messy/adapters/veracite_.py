"""VeraCite's issues in the benchmark's form: ``python veracite_.py FOLDER OUT STAND_IN``, run with its own Python.

Its severities are kept. How an entry is written is ``style``; what it lacks is left out; that no source held a record is a note.
"""

import importlib
import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from lists import dois, printed_by, problem, report, text_of

CLASSES = {
    "dead_doi": "doi-unregistered",
    "id_resolves_wrong_record": "doi-other-work",
    "retraction": "retracted",
    "related_work": "corrected",
    "wrong_journal": "container",
    "duplicate": "duplicate",
    "preprint_superseded": "advice",
    "divergent_manifestation": "advice",
    "preprint_version": "advice",
    "preprint_retitled": "advice",
    "record_unresolved": "unverified",
    "isbn_unresolved": "unverified",
    "container_granularity": "unverified",
}
LACKING = (
    "author_truncated_marker", "datamodel_recommended", "doi_available", "missing_field", "missing_locator", "missing_recommended",
    "parity_suggestion", "pid_missing",
)  # fmt: skip
STYLE = (
    "author_completeness", "author_format", "biblatex_validity", "citation_order", "dropped_field", "duplicate_field", "duplicate_field_conflict",
    "encoding", "entrytype_suggestion", "identifier_placement", "journal_macro", "journal_style", "misplaced_field", "missing_entry_header",
    "style", "syntax", "title_capitalization", "title_case", "title_style",
)  # fmt: skip
WORDS = (
    ("author|given name", "authors"),
    ("title", "title"),
    ("journal", "container"),
    ("year", "year"),
    ("volume", "volume"),
    ("number|issue", "issue"),
    ("pages", "pages"),
    ("publisher", "publisher"),
)
SEVERITIES = {"ERROR": "error", "WARN": "warning", "INFO": "note"}
MISSING = re.compile(r"cited key '([^']+)' has no entry")
"""As in ``cited key 'oxley2001x' has no entry in the .bib``; ``cited key 'a' has no entry``."""


def main(folder: str, out: str, stand_in: str) -> None:
    cli: Any = importlib.import_module("veracite.cli")
    version: Any = importlib.import_module("veracite.config").VERSION

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix != ".bib":
            return None
        written = Path(tempfile.mkdtemp()) / "report.ndjson"
        printed_by(cli.main, ["--bib", str(path), "--no-color", "--json", str(written)])
        told = [json.loads(line) for line in written.read_text(encoding="utf-8").splitlines()]
        text = text_of(path)
        cited = []
        if text is not None and text.suffix == ".tex":
            cited = MISSING.findall(
                printed_by(cli.main, ["--bib", str(path), "--tex", str(text), "--offline", "--no-color"])
            )
        problems = [{"kind": "cited-not-listed", "text": key} for key in cited]
        return {"references": [_reference(each) for each in told if each["key"] != "<file>"], "problems": problems}

    report("VeraCite", version, ["mend", "resolve", "judge", "cite"], Path(folder), Path(out), read, schemes=["doi"])


def _reference(entry: dict[str, Any]) -> dict[str, Any]:
    doi = entry["identifiers"]["doi"]
    issues = [each for each in entry["issues"] if not each.get("suppressed_by") and each["category"] not in LACKING]
    return {
        "key": entry["key"],
        "raw": entry["key"],
        "identifiers": dois(doi),
        "doi": doi if entry["status"] == "VERIFIED" else None,
        "problems": [_problem(each) for each in issues],
    }


def _problem(issue: dict[str, Any]) -> dict[str, str]:
    category, message = issue["category"], issue["message"]
    severity = SEVERITIES[issue["severity"]]
    if category in STYLE:
        return problem("style", severity)
    if category == "identifier_format":
        kind = "isbn-invalid" if "ISBN" in message else "doi-malformed" if "DOI" in message else "style"
        return problem(kind, severity)
    kind = CLASSES.get(category) or next((kind for words, kind in WORDS if re.search(words, message)), "other")
    return problem(kind, "note" if kind in ("advice", "unverified") else severity)


if __name__ == "__main__":
    main(*sys.argv[1:])
