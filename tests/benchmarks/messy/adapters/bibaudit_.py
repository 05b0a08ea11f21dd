"""bibaudit's results in the benchmark's form: ``python bibaudit_.py FOLDER OUT STAND_IN``, run with its own Python.

It reads BibTeX and what cites it, and looks for no references, so that *find* is none of its tasks. What an entry lacks is a note.
"""

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from lists import problem, report, text_of

VERDICTS = {
    "RETRACTED": ("retracted", "error"),
    "BAD-ID": ("doi-unregistered", "error"),
    "WRONG-WORK": ("doi-other-work", "error"),
    "UNCONFIRMED": ("not-found", "warning"),
}
FIELDS = {
    "title": "title",
    "authors": "authors",
    "author": "authors",
    "year": "year",
    "container": "container",
    "volume": "volume",
    "issue": "issue",
    "pages": "pages",
    "publisher": "publisher",
    "doi": "doi-unregistered",
}
STATUS = {"retracted": "retracted", "expression-of-concern": "concern", "correction": "corrected"}
LACKING = ("missing", "proposed", "absent", "not-asked")
SETTLED = (
    "OK",
    "COSMETIC",
    "TITLE-DRIFT",
    "INCOMPLETE",
    "REGISTRY-ARTIFACT",
    "FIELD-MISMATCH",
    "DISPUTED",
    "RETRACTED",
    "ADJUDICATED",
)


def main(folder: str, out: str, stand_in: str) -> None:
    bibaudit: Any = importlib.import_module("bibaudit")
    cli: Any = importlib.import_module("bibaudit.cli")
    cache = Path(tempfile.mkdtemp())

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix != ".bib":
            return None
        text = text_of(path)
        given = [str(path), *([str(text)] if text is not None and text.suffix == ".md" else [])]
        references, cited, defined, _ = cli._collect(cli.build_parser().parse_args(["check", *given]))
        own = [each for each in references if each.key in defined]
        results = bibaudit.audit(own, bibaudit.AuditOptions(cache_dir=cache, mailto="benchmark@example.org"))
        told = [_reference(each) for each in results]
        places = {each["key"]: at for at, each in enumerate(told)}
        problems: list[dict[str, Any]] = []
        if cited:
            problems += [{"kind": "cited-not-listed", "text": key} for key in cited if key not in defined]
            problems += [{"kind": "listed-not-cited", "reference": places.get(key, -1)} for key in defined - set(cited)]
        return {"references": told, "problems": problems}

    report(
        "bibaudit", bibaudit.__version__, ["read", "mend", "resolve", "judge", "cite"], Path(folder), Path(out), read
    )


def _reference(result: Any) -> dict[str, Any]:
    cited = result.ref
    people = [{"family": name.literal or name.family, "given": name.given} for name in cited.authors if not name.et_al]
    values = {
        "author": people,
        "year": cited.year,
        "title": cited.title,
        "container": cited.container,
        "volume": cited.volume,
        "issue": cited.issue,
        "page": cited.pages,
        "publisher": cited.publisher,
    }
    identifiers = [
        {"scheme": scheme, "value": value} for scheme, value in (("doi", cited.doi), ("url", cited.url)) if value
    ]
    return {
        "key": cited.key,
        "raw": cited.key,
        "fields": {name: value for name, value in values.items() if value},
        "identifiers": identifiers,
        "doi": cited.doi if result.verdict in SETTLED else None,
        "problems": _problems(result),
    }


def _problems(result: Any) -> list[dict[str, str]]:
    found = [problem(*VERDICTS[result.verdict])] if result.verdict in VERDICTS else []
    for issue in result.issues:
        if issue.kind in LACKING:
            continue
        severity = "note" if issue.severity == "info" else issue.severity
        kind = STATUS.get(issue.kind) or FIELDS.get(issue.field, "other")
        found.append(problem(kind, severity))
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
