"""paper-preflight's report in the benchmark's form: ``python paper_preflight_.py FOLDER OUT STAND_IN``, run with its own Python."""

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from lists import BIBTEX_FIELDS, person, problem, report, text_of

CLASSES = {
    "REF001": "doi-other-work",
    "REF002": "doi-unregistered",
    "REF003": "not-found",
    "REF004": "retracted",
    "REF005": "concern",
    "REF010": "authors",
    "REF011": "authors",
    "REF012": "title",
    "REF013": "year",
    "REF014": "container",
    "REF015": "advice",
    "REF016": "advice",
    "REF017": "doi-malformed",
    "REF018": "retracted",
    "REF019": "unverified",
    "REF020": "container",
    "REF021": "link-dead",
    "REF090": "unverified",
    "CIT004": "duplicate",
    "CIT006": "advice",
    "CIT007": "style",
    "CIT008": "style",
}
CITED = {"CIT001": "cited-not-listed", "CIT003": "listed-not-cited"}
READS = (".txt", ".docx", ".bib", ".ris", ".pdf")
FIELDS = {"year": ("year", "date"), **BIBTEX_FIELDS}


def main(folder: str, out: str, stand_in: str) -> None:
    preflight: Any = importlib.import_module("paper_preflight")
    check: Any = importlib.import_module("paper_preflight.check")
    identifiers: Any = importlib.import_module("paper_preflight.bib.ids")
    cache = Path(tempfile.mkdtemp()) / "cache.sqlite3"
    printed = _printed()

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix not in READS:
            return None
        printed.clear()
        result = check.run_check(
            text_of(path) or path,
            main=None,
            extra_bib=[],
            verify=check.VerifyOptions(cache_path=cache),
            config=_settings(),
        )
        entries = check.first_definitions(result.bib_files)
        places = {entry.key: at for at, entry in enumerate(entries)}
        texts = printed if len(printed) == len(entries) else [entry.raw for entry in entries]
        references = [
            _reference(entry, text, result.verdicts.get(entry.key), identifiers)
            for entry, text in zip(entries, texts, strict=True)
        ]
        problems = []
        for finding in result.findings:
            at = places.get(finding.key or "", -1)
            if finding.rule_id in CITED:
                problems.append({"kind": CITED[finding.rule_id], "text": finding.message.en, "reference": at})
            elif at >= 0:
                kind = CLASSES.get(finding.rule_id, "other")
                is_note = finding.severity.value == "info" or kind == "advice"
                references[at]["problems"].append(problem(kind, "note" if is_note else finding.severity.value))
        return {"references": references, "problems": problems}

    tasks = ["find", "read", "mend", "resolve", "judge", "cite"]
    report("paper-preflight", preflight.__version__, tasks, Path(folder), Path(out), read)


def _settings() -> Any:
    return importlib.import_module("paper_preflight.config").Config()


def _printed() -> list[str]:
    """The printed references of the list that is being read: what is parsed one by one, and not reported."""
    plaintext: Any = importlib.import_module("paper_preflight.bib.plaintext")
    parse = plaintext.parse_reference
    seen: list[str] = []

    def parse_and_keep(text: str) -> Any:
        seen.append(text)
        return parse(text)

    plaintext.parse_reference = parse_and_keep
    return seen


def _reference(entry: Any, raw: str, assessment: Any, identifiers: Any) -> dict[str, Any]:
    values = {name: next((text for key in keys if (text := entry.text(key))), None) for name, keys in FIELDS.items()}
    fields: dict[str, Any] = {name: value for name, value in values.items() if value}
    for role in ("author", "editor"):
        people = [each for each in (entry.text(role) or "").split(" and ") if each.strip() and each != "others"]
        fields |= {role: [person(each) for each in people]} if people else {}
    found = [each for each in identifiers.extract_identifiers(entry) if each.scheme == "doi"]
    record = assessment.record if assessment is not None else None
    urls = [entry.text("url")] if entry.text("url") else []
    return {
        "key": entry.key,
        "raw": raw,
        "fields": fields,
        "identifiers": [{"scheme": "doi", "value": each.value} for each in found]
        + [{"scheme": "url", "value": each} for each in urls],
        "doi": record.doi if record is not None else None,
        "problems": [],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
