"""Whole papers as they are pasted, in 27 layouts: how many references are read exactly, and how many are invented.

    python tests/benchmarks/pasted.py DATA [PAPERS]

DATA is a file of JSON lines as ``split.py`` takes it. PAPERS is how many are made for each layout: a title page, an abstract,
prose that cites, a table, a list under its heading or without one, and what stands behind it.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pasted_columns as columns
import split_layouts as layouts
from split import _prepared, _read, judge

from refcheck.parsing import split

Paper = Callable[[Sequence[str], random.Random], str]

_SENTENCES = (
    "The towns of the delta were counted twice in that century, once by the crown and once by the church (Oxley 2011).",
    "As Brandt and Ruiz (2014) have shown, the two counts differ by no more than 3 per cent.",
    "We were able to place 412 of the maps, which is more than was expected when the work began in 1998.",
    "This may be due to the floods of 1784 and 1799 [3, 7], after which many people left for the hills.",
    "It has been argued that the moves were planned (see Okafor 2009, pp. 12-19), but there is little evidence that they were.",
    "In 37 of the cases the church was moved first, and the market followed it within a year or two.",
)
_TABLE = """Table 1. Moves of towns by decade

Decade    Moves   Towns   Share
1750-1759    12     301    3.99
1760-1769     8     298    2.68
1770-1779    15     305    4.92
1780-1789    31     287   10.80
1790-1799    27     291    9.28
Note. Shares are in per cent. Source: parish registers."""


def prose(rng: random.Random, paragraphs: int) -> list[str]:
    """Paragraphs that cite."""
    return [" ".join(rng.choices(_SENTENCES, k=rng.randint(4, 9))) for _ in range(paragraphs)]


def one_column(layout: layouts.Layout, *, heading: bool = True) -> Paper:
    """A paper in one column, whose list is set as the layout has it."""

    def made(refs: Sequence[str], rng: random.Random) -> str:
        body = ["1. Introduction", *prose(rng, 3), "2. Results", *prose(rng, 2), _TABLE, *prose(rng, 2)]
        text = "\n\n".join(part if part == _TABLE else layouts.wrap(part) for part in body)
        title = rng.choice(layouts._HEADINGS) + "\n\n" if heading else ""
        return (
            f"{layouts._wrap_all(layouts._FRONT)}{text}\n\n{title}{layout(refs, rng)}{layouts._wrap_all(layouts._BACK)}"
        )

    return made


def two_columns(entry: Callable[[str, int], str]) -> Paper:
    """A paper whose front matter goes across the page and whose text and list stand in two columns, as ``pdftotext -layout`` has it."""

    def made(refs: Sequence[str], rng: random.Random) -> str:
        blocks = ["1. Introduction", *prose(rng, 4), "2. Results", *prose(rng, 4)]
        lines = [line for block in blocks for line in [*layouts.wrap(block, 46).split("\n"), ""]]
        lines += [rng.choice(("References", "REFERENCES", "Literatur", "Literature cited")), ""]
        for number, ref in enumerate(refs, 1):
            lines += entry(ref, number).split("\n")
        front = layouts._wrap_all(layouts._FRONT).split("\n")
        pages: list[str] = []
        while lines:
            height = 60 - (len(front) if not pages else 0)
            page, lines = lines[: 2 * max(height, 20)], lines[2 * max(height, 20) :]
            pages.append(layouts._side_by_side(page))
        head = "Delta Studies 12 (2019)                                            Oxley and Brandt"
        return "\n".join(front) + "\n" + f"\n\f{head}\n\n".join(pages)

    return made


def _hung(ref: str, number: int) -> str:
    return layouts.wrap(ref, 46, "", "  ")


def _numbered(ref: str, number: int) -> str:
    return layouts.wrap(f"[{number}] {ref}", 46, "", "    ")


def _hyphenated(ref: str, number: int) -> str:
    return layouts.hyphenate(ref, 46)


PAPERS: dict[str, Paper] = {
    "one a line": one_column(layouts.one_a_line),
    "blank lines between": one_column(layouts.blank_lines_between),
    "wrapped, blank lines": one_column(layouts.wrapped_and_blank_lines),
    "wrapped flush": one_column(layouts.wrapped_flush),
    "wrapped hyphenated": one_column(layouts.wrapped_hyphenated),
    "hanging": one_column(layouts.hanging),
    "numbered brackets": one_column(layouts.numbered_brackets),
    "numbered point": one_column(layouts.numbered_point),
    "numbered bare": one_column(layouts.numbered_bare),
    "numbered run": one_column(layouts.numbered_run),
    "with furniture": one_column(layouts.with_furniture),
    "without heading": one_column(layouts.one_a_line, heading=False),
    "two columns, hanging": two_columns(_hung),
    "two columns, numbered": two_columns(_numbered),
    "two columns, hyphenated": two_columns(_hyphenated),
}


PAPERS |= {name: columns.paper(entry, setting, prose) for name, (entry, setting) in columns.SETTINGS.items()}


def main(data: str, papers: str = "8") -> None:
    """Prints one table."""
    sources = [refs for refs in _read(Path(data)).values() if len(refs) >= 90]
    total: Counter[str] = Counter()
    print(f"{'layout':26}{'refs':>6}{'exact':>8}{'invented':>10}{'lost':>6}{'merged':>8}{'cut':>6}")
    for name, paper in PAPERS.items():
        rng = random.Random(name)
        score: Counter[str] = Counter()
        for _ in range(int(papers)):
            refs = _prepared(name, rng.sample(rng.choice(sources), rng.randint(15, 40)), rng)
            entries = split(paper(refs, rng))
            score.update(judge("", refs, entries))
        total.update(score)
        print(_row(name, score))
    print(_row("all", total))


def _row(name: str, score: Counter[str]) -> str:
    share = score["right"] / score["refs"]
    counts = f"{score['made']:10}{score['lost']:6}{score['merged']:8}{score['cut']:6}"
    return f"{name:26}{score['refs']:6}{share:8.3f}{counts}"


if __name__ == "__main__":
    main(*sys.argv[1:])
