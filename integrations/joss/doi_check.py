"""Answer as the DOI check of a software journal's editorial bot does, from what ``refcheck check`` says of a bibliography.

doi_check.py [FILE] [OPTION of refcheck check …]: without FILE, the ``paper.bib`` below the working folder. Writes the comment
(``bibtex-summary.txt``) and its groups (``doi-summary.json``), and prints the comment.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

REFCHECK = os.environ.get("REFCHECK", "refcheck")

GROUPS = {"ok": "✅", "skip": "🟡", "missing": "❌", "invalid": "❌"}
"""The bot's groups, in its order, and what it marks them with."""

_TITLE = 50
"""The most characters of a title that the bot shows."""


def main() -> int:
    """Return 0 where there is an answer, also of a broken bibliography; 2 where there is no bibliography to check."""
    options = sys.argv[1:]
    file = options.pop(0) if options and not options[0].startswith("-") else _only_one("paper.bib")
    if file is None:
        print("doi_check: name the bibliography; there is not exactly one paper.bib here", file=sys.stderr)
        return 2
    report = Path(os.environ.get("RUNNER_TEMP", "."), "refcheck-report.json").resolve()
    checked = _refcheck(
        "check", "--quiet", "--format=json", f"--output={report}", "--fail-on=never", *options, "--", file
    )
    if checked.returncode in (0, 3, 4):
        groups = grouped(json.loads(report.read_text(encoding="utf-8")))
        Path("doi-summary.json").write_text(json.dumps(groups, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        rest = _refcheck("report", "--format=markdown", str(report)).stdout
        comment = f"{summary(groups)}\n{rest}"
    else:
        comment = f"Checking the BibTeX entries failed with the following error: \n```\n{checked.stderr.strip()}\n```\n"
    Path("bibtex-summary.txt").write_text(comment, encoding="utf-8")
    print(comment)
    return 0


def grouped(report: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the lines of each group for the references of a report."""
    groups: dict[str, list[str]] = {name: [] for name in GROUPS}
    for reference in report["references"]:
        for group, line in _lines(reference):
            groups[group].append(line)
    return groups


def summary(groups: Mapping[str, list[str]]) -> str:
    """Return the groups in the bot's layout."""
    parts = ["```", "Reference check summary (note 'MISSING' DOIs are suggestions that need verification):"]
    for name, lines in groups.items():
        shown = [f"- {line}" for line in lines] or ["- None"]
        parts += ["", f"{GROUPS[name]} {name.upper()} DOIs", "", *(line.replace("```", "'''") for line in shown)]
    return "\n".join([*parts, "", "```", ""])


def _lines(reference: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the group and the line of each DOI of a reference, or of its title where it has none."""
    dois = [each for each in reference["identifiers"] if each["scheme"] == "doi"]
    faults = [each["message"] for each in reference["findings"] if _is_of_the_doi(each)]
    found = {each["id"]["value"] for each in reference["answers"] if each["answer"]["answer"] == "found"}
    title = str(reference["work"].get("title") or reference["raw"])
    title = title if len(title) <= _TITLE else f"{title[:_TITLE]}..."
    for doi in dois[:1] if faults else ():
        yield "invalid", f"{doi['raw']} is INVALID: {' '.join(faults)}"
    for doi in () if faults else dois:
        if doi["value"] in found:
            yield "ok", f"{doi['value']} is OK"
        else:
            yield "skip", f"{doi['value']}: {reference['unsettled']}"
    if not dois and faults:
        yield "invalid", " ".join(faults)
    elif not dois:
        suggested = _suggested(reference)
        if suggested:
            yield "missing", f"{suggested} may be a valid DOI for title: {title}"
        else:
            yield (
                "skip",
                f"No DOI given, and none found for title: {title} ({reference['unsettled'] or reference['verdict']})",
            )


def _is_of_the_doi(finding: Mapping[str, Any]) -> bool:
    """Return whether a finding says that the DOI cannot stand as it is printed."""
    is_certain = finding["severity"] != "info" or (finding["fix"] or {}).get("safety") == "safe"
    return finding["code"].startswith("doi-") and is_certain


def _suggested(reference: Mapping[str, Any]) -> str | None:
    """Return the DOI that is registered for a reference without one."""
    for finding in reference["findings"]:
        for evidence in finding["evidence"] if finding["code"] == "doi-missing" else ():
            return str(evidence["registered"])
    return None


def _only_one(name: str) -> str | None:
    found = [each for each in Path().rglob(name) if not any(part.startswith(".") for part in each.parts)]
    return str(found[0]) if len(found) == 1 else None


def _refcheck(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([REFCHECK, *arguments], capture_output=True, encoding="utf-8", check=False)


if __name__ == "__main__":
    sys.exit(main())
