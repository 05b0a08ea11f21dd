"""check-hallucinations' findings in the benchmark's form: ``python check_hallucinations_.py FOLDER OUT STAND_IN``, run with its own Python.

It has no severities: what it prints in red ("Hallucinated") is an error, what it prints in yellow a warning, and what it could not check a note.
"""

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from lists import problem, report

CLASSES = {
    "not-found": "not-found",
    "title-mismatch": "title",
    "authors-mismatch": "authors",
    "year-mismatch": "year",
    "doi-not-found": "doi-unregistered",
    "doi-mismatch": "doi-other-work",
    "arxiv-not-found": "identifier-unregistered",
    "arxiv-mismatch": "identifier-other-work",
    "web-mismatch": "title",
    "web-not-found": "link-dead",
}
UNCHECKED = ("unchecked", "no-url", "no-title", "unparsed")
RED = ("not-found", "title-mismatch", "arxiv-not-found", "arxiv-mismatch", "web-mismatch", "web-not-found")
RESOLVER = "https://doi.org/"


def main(folder: str, out: str, stand_in: str) -> None:
    version = importlib.import_module("importlib.metadata").version("check-hallucinations")
    tool: Any = importlib.import_module("check_hallucinations.main")
    tool.CACHE_DIR = tempfile.mkdtemp()

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix != ".bib":
            return None
        entries = tool._parse_library(path.read_text(encoding="utf-8"))[0]
        return {"references": [_reference(each["ID"], tool.check_entry(each)) for each in entries], "problems": []}

    report("check-hallucinations", version, ["resolve", "judge"], Path(folder), Path(out), read)


def _reference(key: str, result: Any) -> dict[str, Any]:
    url = result.url or ""
    return {
        "key": key,
        "raw": key,
        "doi": url.removeprefix(RESOLVER) if url.startswith(RESOLVER) else None,
        "problems": [_problem(each.rule) for each in result.findings],
    }


def _problem(rule: str) -> dict[str, str]:
    if rule in UNCHECKED:
        return problem("unverified", "note")
    return problem(CLASSES[rule], "error" if rule in RED else "warning")


if __name__ == "__main__":
    main(*sys.argv[1:])
