"""refproof's findings in the benchmark's form: ``python refproof_.py FOLDER OUT STAND_IN``, run with its own Python.

*Unverified* is a note: it says that refproof cannot tell. It keeps family names alone, so that *read* asks it for no authors.
"""

import asyncio
import importlib
import sys
from pathlib import Path
from typing import Any

from lists import problem, report, text_of

CLASSES = {
    "retracted": "retracted",
    "concern": "concern",
    "wrong_doi": "doi-other-work",
    "bad_doi": "doi-unregistered",
    "not_found": "not-found",
    "unverified": "unverified",
}
SETTLED = ("verified", "mismatch", "retracted", "concern", "wrong_doi", "bad_doi")
READS = (".txt", ".docx", ".bib", ".ris")
WORDS = {"title": "title", "author": "authors", "year": "year"}


def main(folder: str, out: str, stand_in: str) -> None:
    refproof: Any = importlib.import_module("refproof")
    parsers: Any = importlib.import_module("refproof.parsers")
    check: Any = importlib.import_module("refproof.check")
    transport: Any = importlib.import_module("refproof.transport")

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix not in READS:
            return None
        text = text_of(path)
        source = text if text is not None and text.suffix == ".tex" else path
        loaded = parsers.load(str(source), source.read_bytes(), "auto", lambda name: _bytes(Path(name)))
        checker = check.Checker(
            transport.UrllibTransport("benchmark@example.org", None), check.Options(mailto="benchmark@example.org")
        )
        findings = asyncio.run(checker.check_all(loaded.refs))
        return {"references": [_reference(each) for each in findings], "problems": []}

    report(
        "refproof",
        refproof.__version__,
        ["find", "read", "mend", "resolve", "judge"],
        Path(folder),
        Path(out),
        read,
        fields=["year", "title", "container"],
        schemes=["doi"],
    )


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _reference(finding: Any) -> dict[str, Any]:
    cited = finding.ref
    status = finding.status.value
    fields = {
        "author": [{"family": name} for name in cited.authors],
        "year": cited.year,
        "title": cited.title,
        "container": cited.venue,
    }
    return {
        "key": cited.key,
        "raw": cited.raw,
        "fields": {name: value for name, value in fields.items() if value},
        "identifiers": [{"scheme": "doi", "value": cited.doi}] if cited.doi else [],
        "doi": finding.record.doi if finding.record is not None and status in SETTLED else None,
        "problems": _problems(finding, status),
    }


def _problems(finding: Any, status: str) -> list[dict[str, str]]:
    """A mismatch names what differs in its notes."""
    if status == "mismatch":
        notes = " ".join(finding.notes).lower()
        named = [kind for word, kind in WORDS.items() if f"{word} differs" in notes or f"{word}s differ" in notes]
        return [problem(kind, finding.level) for kind in named or ["other"]]
    severity = "note" if status == "unverified" else finding.level
    return [problem(CLASSES[status], severity)] if status in CLASSES else []


if __name__ == "__main__":
    main(*sys.argv[1:])
