"""citecheck's results in the benchmark's form: ``python citecheck_.py FOLDER OUT STAND_IN``, run with its own Python (``citecheck-refs``).

MISMATCH and NOT_FOUND are errors, CHECK is a warning. That it could not decide, or that the indexes seldom hold such a work, is a note.
"""

import importlib
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from lists import dois, person, printed_by, problem, report, text_of

ISSUES = (
    ("DOI .* does not exist", "doi-unregistered"),
    ("arXiv:.* does not exist", "identifier-unregistered"),
    ("DOI .* resolves to a different work", "doi-other-work"),
    ("arXiv:.* resolves to a different work", "identifier-other-work"),
    ("is in the future|^cited year", "year"),
    ("title differs|is titled", "title"),
    ("cited author|given name|^cites ", "authors"),
    ("^cited at", "container"),
    ("expression of concern", "concern"),
    ("has been", "retracted"),
    ("URL is dead", "link-dead"),
    ("^no work with this title|^only works by other", "not-found"),
)
"""Patterns of its sentences and their classes, of which the first that fits counts."""

UNDECIDED = ("URL is live", "refused an automated check", "rarely", "often not indexed", "could not")
MISSING = re.compile(r"cited but not in the bibliography: (.*)")
"""As in ``warning: cited but not in the bibliography: oxley2001x, brandt1999``; or with one key."""


def main(folder: str, out: str, stand_in: str) -> None:
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()
    citecheck: Any = importlib.import_module("citecheck")

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix not in (".bib", ".ris"):
            return None
        written = Path(tempfile.mkdtemp()) / "report.json"
        printed_by(citecheck.main, [str(path), "--json", str(written)])
        told = json.loads(written.read_text(encoding="utf-8"))
        keys = [each["key"] for each in told["results"]]
        references = [_reference(each) for each in told["results"]]
        for each in (key for group in told["duplicates"] for key in group):
            references[keys.index(each)]["problems"].append(problem("duplicate", "warning"))
        for number, each in enumerate(references, 1):
            each["key"] = str(number) if path.suffix == ".ris" else each["key"]  # its own keys for RIS are made up
        text = text_of(path)
        found = MISSING.search(printed_by(citecheck.main, [str(path), "--cited-in", str(text)])) if text else None
        cited = found[1].split(", ") if found else []
        return {"references": references, "problems": [{"kind": "cited-not-listed", "text": key} for key in cited]}

    tasks, fields = ["read", "mend", "resolve", "judge", "cite"], ["author", "year", "title"]
    report("citecheck", citecheck.__version__, tasks, Path(folder), Path(out), read, fields)


def _reference(result: dict[str, Any]) -> dict[str, Any]:
    cited, match = result["cited"], result["match"] or {}
    urls = [{"scheme": "url", "value": cited["url"]}] if cited["url"] else []
    people = [person(name.strip("{}")) for name in cited["authors"]]
    values = {"author": people, "year": cited["year"], "title": cited["title"]}
    return {
        "key": result["key"],
        "raw": result["key"],
        "fields": {name: value for name, value in values.items() if value},
        "identifiers": dois(cited["doi"]) + urls,
        "doi": match.get("doi") if result["verdict"] in ("VERIFIED", "CHECK") else None,
        "problems": _problems(result),
    }


def _problems(result: dict[str, Any]) -> list[dict[str, str]]:
    verdict, issues = result["verdict"], result["issues"]
    if verdict in ("VERIFIED", "ERROR", "SKIPPED"):
        return [] if verdict == "VERIFIED" else [problem("unverified", "note")]
    is_undecided = verdict == "CHECK" and any(word in issue for issue in issues for word in UNDECIDED)
    if is_undecided:
        return [problem("unverified", "note")]
    severity = "warning" if verdict == "CHECK" else "error"
    return [problem(_class(issue), severity) for issue in issues] or [problem("other", severity)]


def _class(issue: str) -> str:
    return next((kind for pattern, kind in ISSUES if re.search(pattern, issue)), "other")


if __name__ == "__main__":
    main(*sys.argv[1:])
