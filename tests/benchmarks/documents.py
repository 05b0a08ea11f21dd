"""Documents that others made: references found beside those that are there, and PDFs' references matched by their text.

    python tests/benchmarks/documents.py FOLDER

FOLDER holds ``documents/`` with ``index.json`` (rows of ``name``, ``format``, the ``true`` number of references or null, and
``warnings``: the loud findings known to be right) and ``pdf/`` with ``gold.json`` (the stem of each PDF → its reference
strings). A string and a reference are the same where their letters and digits are so to 80 of 100, one to one, as published
benchmarks have it. A document that fails counts as missed as a whole.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

from rapidfuzz import fuzz

import refcheck
from refcheck.errors import RefcheckError
from refcheck.model import Severity
from refcheck.registries import Offline

NEAR = 80
OFF = 0.1
COLUMNS = ("documents", "exact", "off>10%", "true", "found", "extra", "missed", "loud", "doubtful", "failed")


def main(folder: str) -> None:
    """Print both tables."""
    print_counts(Path(folder) / "documents")
    print()
    print_strings(Path(folder) / "pdf")


def print_counts(folder: Path) -> None:
    """References counted, by format, and the documents that are not exact."""
    rows = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    tables: dict[str, Counter[str]] = {}
    odd: list[str] = []
    for row in rows:
        if row["true"] is None:
            continue
        counted, remark = counts_of(folder / row["name"], row)
        tables.setdefault(row["format"], Counter()).update(counted)
        odd += [remark] if remark else []
    tables["all"] = sum(tables.values(), Counter())
    print(f"{'format':22}" + "".join(f"{column:>10}" for column in COLUMNS))
    for form, table in tables.items():
        print(f"{form:22}" + "".join(f"{table[column]:10}" for column in COLUMNS))
    print(*odd, sep="\n")


def counts_of(path: Path, row: dict[str, object]) -> tuple[Counter[str], str]:
    """The counts of one document, and what is not as it should be."""
    true = int(str(row["true"]))
    try:
        report = refcheck.check(path, registry=Offline())
    except RefcheckError as error:
        return Counter(documents=1, true=true, missed=true, failed=1), f"{path.name}: {error}"
    found = len(report.references)
    loud = Counter(finding.code for finding in report.findings() if finding.rule.severity is not Severity.INFO)
    warnings = row["warnings"]
    known = Counter(each["code"] for each in warnings if each["right"]) if isinstance(warnings, list) else Counter()
    doubtful = loud - known
    counted = Counter(
        {
            "documents": 1,
            "exact": found == true,
            "off>10%": abs(found - true) > max(1, OFF * true),
            "true": true,
            "found": found,
            "extra": max(0, found - true),
            "missed": max(0, true - found),
            "loud": loud.total(),
            "doubtful": doubtful.total(),
        }
    )
    remarks = [f"{found} found, {true} there"] if found != true else []
    remarks += [f"not known to be right: {dict(doubtful)}"] if doubtful else []
    return counted, f"{path.name}: {'; '.join(remarks)}" if remarks else ""


def print_strings(folder: Path) -> None:
    """Precision, recall and F of the PDFs' strings, those that are not wholly right, and the time that the slowest took."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    right = found = there = 0
    slowest = 0.0
    for stem, strings in gold.items():
        started = time.perf_counter()
        references = refcheck.read(folder / f"{stem}.pdf").references
        slowest = max(slowest, time.perf_counter() - started)
        wanted = [text for each in strings if (text := letters(each))]
        same = matched(wanted, [letters(each.raw) for each in references])
        right, found, there = right + same, found + len(references), there + len(wanted)
        if not same == len(references) == len(wanted):
            print(f"{stem}: {len(wanted)} there, {len(references)} found, {same} right")
    precision, recall = right / found, right / there
    print(f"{len(gold)} PDFs, {there} strings: precision {precision:.3f}, recall {recall:.3f}, ", end="")
    print(f"F {2 * precision * recall / (precision + recall):.3f}; the slowest took {slowest:.1f} s")


def matched(wanted: list[str], found: list[str]) -> int:
    """How many of the wanted strings were found, each at most once."""
    used: set[int] = set()
    for text in wanted:
        scores = ((fuzz.ratio(text, other, score_cutoff=NEAR), at) for at, other in enumerate(found) if at not in used)
        score, at = max(scores, default=(0.0, 0))
        if score:
            used.add(at)
    return len(used)


def letters(text: str) -> str:
    """The letters and digits of a text, in small letters."""
    return "".join(character for character in text.casefold() if character.isalnum())


if __name__ == "__main__":
    main(*sys.argv[1:])
