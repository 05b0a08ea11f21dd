"""hallubib's results in the benchmark's form: ``python hallubib_.py FOLDER OUT STAND_IN``, run with its own Python (3.12 or later).

*Unknown* is an error, *needs attention* and corrections are warnings, as its colours are; what an entry lacks is left out.
"""

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from lists import dois, problem, report

DIFFS = {
    "title": "title",
    "year": "year",
    "journal": "container",
    "volume": "volume",
    "number": "issue",
    "pages": "pages",
    "doi": "doi-other-work",
}
NOTES = {
    "Title similarity": "title",
    "First author mismatch": "authors",
    "Year mismatch": "year",
    "DOI does not resolve": "doi-unregistered",
}
FIELDS = {
    "year": "year",
    "title": "title",
    "journal": "container",
    "volume": "volume",
    "number": "issue",
    "pages": "page",
}


def main(folder: str, out: str, stand_in: str) -> None:
    hallubib: Any = importlib.import_module("hallubib")
    hallubib.configure(cache_dir=tempfile.mkdtemp())

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix != ".bib":
            return None
        cited = hallubib.parse_bib(path.read_text(encoding="utf-8"))
        return {"references": [_reference(each) for each in hallubib.check_references(cited)], "problems": []}

    tasks, fields = ["read", "mend", "resolve", "judge"], ["author", *FIELDS.values()]
    report("hallubib", hallubib.__version__, tasks, Path(folder), Path(out), read, fields)


def _reference(result: Any) -> dict[str, Any]:
    cited, match = result.reference, result.best_match
    fields: dict[str, Any] = {kept: value for name, kept in FIELDS.items() if (value := getattr(cited, name))}
    if cited.authors:
        fields["author"] = [{"family": name.literal or name.family, "given": name.given} for name in cited.authors]
    return {
        "key": cited.key,
        "raw": cited.key,
        "fields": fields,
        "identifiers": dois(cited.doi) + ([{"scheme": "url", "value": cited.url}] if cited.url else []),
        "doi": match.doi if match is not None and str(result.status) != "Unknown" else None,
        "problems": _problems(result),
    }


def _problems(result: Any) -> list[dict[str, str]]:
    status, notes = str(result.status), " ".join(result.notes)
    if status in ("Verified", "URL reference"):
        return []
    if status == "Unknown":
        if not all(each.ok for each in result.attempts):
            return [problem("unverified", "note")]
        return [problem("link-dead" if "not reachable" in notes else "not-found", "error")]
    named = [kind for words, kind in NOTES.items() if words in notes]
    named += [DIFFS[each.field_name] for each in result.diffs if str(each.kind) == "correction" and not _is_same(each)]
    if not named and status == "Needs attention":
        named = ["other"]
    return [problem(kind, "error" if kind == "doi-unregistered" else "warning") for kind in dict.fromkeys(named)]


def _is_same(diff: Any) -> bool:
    """Whether a DOI is corrected that only has the resolver's address before it, which is how it is written."""
    local, online = str(diff.local_value).casefold(), str(diff.online_value).casefold()
    return diff.field_name == "doi" and local.removeprefix("https://doi.org/") == online


if __name__ == "__main__":
    main(*sys.argv[1:])
