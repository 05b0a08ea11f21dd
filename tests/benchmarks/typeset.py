"""Papers typeset as PDF files, in German and in English, in 16 layouts: how many references are read exactly, and how many are invented.

    python tests/benchmarks/typeset.py DATA [PAPERS] [LANGUAGE] [LAYOUT] [--show]

DATA is a file of JSON lines as ``split.py`` takes it, from which the sources ``excite-de`` and ``excite-en`` are taken: references that
follow one another there are of one paper, and of one style. PAPERS is how many are made for each layout. A string and a
reference are the same where ``documents.py`` says so; ``--show`` prints those of which nothing is the same.
"""

import gzip
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import typeset_pages as pages
import typst
from documents import letters, matched

import refcheck
from refcheck.model import Severity
from refcheck.registries import Offline


def main(data: str, papers: str = "4", language: str = "", layout: str = "", show: str = "") -> None:
    """Prints one table a language, with the papers of which a reference is missing or made."""
    for each in (language,) if language else ("de", "en"):
        sources = _read(Path(data), f"excite-{each}")
        total: Counter[str] = Counter()
        print(
            f"{each:24}{'there':>7}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}{'F':>7}{'loud':>6}{'about text':>12}"
        )
        for name, page in pages.LAYOUTS.items():
            if layout in ("", name):
                score = _scored(name, page, sources, each, int(papers), bool(show))
                total.update(score)
                print(_row(name, score), flush=True)
        print(_row("all", total))


def _read(path: Path, source: str) -> list[str]:
    data = path.read_bytes()
    rows = map(json.loads, (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines())
    own = sorted((row for row in rows if row["source"] == source), key=lambda row: int(row["id"].rpartition("-")[2]))
    return [" ".join(row["raw"].split()) for row in own]


def _scored(
    name: str, page: Callable[..., str], sources: Sequence[str], language: str, papers: int, is_shown: bool
) -> Counter[str]:
    rng = random.Random(name)
    score: Counter[str] = Counter()
    for number in range(papers):
        length = rng.randint(12, 50)
        start = rng.randrange(len(sources) - length)
        references = sources[start : start + length]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "paper.pdf"
            path.write_bytes(bytes(typst.compile(page(references, language, rng).encode())))
            report = refcheck.check(path, registry=Offline())
        found = [letters(each.case.reference.raw) for each in report.references]
        wanted = [letters(each) for each in references]
        same = matched(wanted, found)
        loud = [each for each in report.findings() if each.rule.severity is not Severity.INFO]
        about = [each for each in loud if each.rule.code.startswith(("cited-", "listed-"))]
        score.update(there=len(wanted), found=len(found), right=same, loud=len(loud), about=len(about))
        if not same == len(found) == len(wanted):
            print(f"  {name} {number}: {len(wanted)} there, {len(found)} found, {same} right")
            if is_shown:
                _show("missed", references, found)
                _show("made", [each.case.reference.raw for each in report.references], wanted)
    return score


def _show(what: str, texts: Sequence[str], others: list[str]) -> None:
    for each in texts:
        if not matched([letters(each)], others):
            print(f"    {what}: {each}")


def _row(name: str, score: Counter[str]) -> str:
    precision, recall = score["right"] / max(score["found"], 1), score["right"] / score["there"]
    f = 2 * precision * recall / max(precision + recall, 1e-9)
    counts = f"{score['there']:7}{score['found']:7}{score['right']:7}"
    return f"{name:24}{counts}{precision:11.3f}{recall:8.3f}{f:7.3f}{score['loud']:6}{score['about']:12}"


if __name__ == "__main__":
    main(*sys.argv[1:])
