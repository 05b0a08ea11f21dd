"""Papers in two, three and four columns as ``pdftotext -layout`` and terminals have them: narrow gutters, lines out of line, tables."""

import random
from collections.abc import Callable, Sequence

import split_layouts as layouts
from attrs import frozen

Entry = Callable[[str, int, int], str]
"""A reference, its number, and the width of a column → its lines."""

_TABLE = """Table 1. Moves of towns by decade

Decade            Towns that moved      Towns that stayed      Share of all towns
1750-1759         Northmoor, Seeburg                   301                   3.99
1760-1769         Delta, Oxbow                         298                   2.68
1770-1779         Lindholm, Brandt                     305                   4.92
1780-1789         Okafor, Voss, Ruiz                   287                  10.80
1790-1799         Winther, Holm                        291                   9.28
"""
_BESIDE = (
    "Author contributions",
    "M.O. and T.B. planned the study; M.O. read the registers and T.B. placed the maps. Both wrote the text and agreed to its final form.",
    "Funding",
    "This work was supported by the Northmoor Fund under grants 412-2014 and 318-2016. The fund had no part in it.",
    "Data availability",
    "The maps are kept in three archives and can be asked for. The registers are held by the parishes.",
    "Competing interests",
    "The authors declare that there are none.",
)


@frozen(kw_only=True)
class Setting:
    """How pages are set: columns, their width, the blank between them, and what may be odd about it."""

    columns: int = 2
    width: int = 46
    gutter: int = 2
    height: int = 60
    has_form_feeds: bool = True
    is_justified: bool = False
    drift: int = 0
    has_table: bool = False
    has_sections: bool = False
    is_spaced: bool = False


def paper(entry: Entry, setting: Setting, prose: Callable[[random.Random, int], list[str]]) -> Callable[..., str]:
    """A paper whose front matter goes across the page, and whose text and list stand in columns."""

    def made(refs: Sequence[str], rng: random.Random) -> str:
        width = setting.width
        blocks = ["1. Introduction", *prose(rng, 4), "2. Results", *prose(rng, 4)]
        lines = [line for block in blocks for line in [*layouts.wrap(block, width).split("\n"), ""]]
        lines += [rng.choice(("References", "REFERENCES", "Literatur", "Literature cited")), ""]
        for number, ref in enumerate(refs, 1):
            lines += entry(ref, number, width).split("\n") + [""] * setting.is_spaced
        if setting.has_sections:
            lines += [line for block in _BESIDE for line in ["", *layouts.wrap(block, width).split("\n")]]
        if setting.is_justified:
            lines = [_justified(line, after, width, rng) for line, after in zip(lines, [*lines[1:], ""], strict=True)]
        front = layouts._wrap_all(layouts._FRONT).split("\n")
        pages: list[str] = []
        while lines:
            height = max(setting.height - (len(front) if not pages else 0), 20)
            held, lines = lines[: setting.columns * height], lines[setting.columns * height :]
            page = _side_by_side(held, height, setting, rng)
            table = _TABLE + "\n" if setting.has_table and len(pages) == 1 else ""
            pages.append(table + page)
        head = "Delta Studies 12 (2019)                                            Oxley and Brandt"
        heads = (f"\n{setting.has_form_feeds * chr(12)}{head}          {number}\n\n" for number in range(121, 999))
        return (
            "\n".join(front)
            + "\n"
            + "".join(page + next(heads) * (at < len(pages)) for at, page in enumerate(pages, start=1))
        )

    return made


def _side_by_side(lines: Sequence[str], height: int, setting: Setting, rng: random.Random) -> str:
    count = min(height, -(-len(lines) // setting.columns)) if rng.random() < 0.5 else height
    columns = [lines[at : at + count] for at in range(0, len(lines), count)]
    pitch = setting.width + setting.gutter
    rows = []
    for number in range(max(map(len, columns))):
        row = ""
        for at, column in enumerate(columns):
            text = column[number] if number < len(column) else ""
            if text:
                start = at * pitch + (rng.randint(0, setting.drift) if at else 0)
                row = row.ljust(max(start, len(row) + setting.gutter if row else 0)) + text
        rows.append(row)
    return "\n".join(rows)


def _justified(line: str, after: str, width: int, rng: random.Random) -> str:
    """A line with blanks put in until it is full, unless it is the last of its paragraph."""
    words = line.split(" ")
    indent = len(line) - len(line.lstrip())
    if not after or len(words) - indent < 4 or len(line) < 0.75 * width:
        return line
    while sum(map(len, words)) + len(words) - 1 < width:
        at = rng.randrange(indent, len(words) - 1)
        words[at] += " "
    return " ".join(words)


def hung(ref: str, number: int, width: int) -> str:
    return layouts.wrap(ref, width, "", "  ")


def hung_deep(ref: str, number: int, width: int) -> str:
    return layouts.wrap(ref, width, "", "     ")


def flush(ref: str, number: int, width: int) -> str:
    return layouts.wrap(ref, width)


def numbered(ref: str, number: int, width: int) -> str:
    return layouts.wrap(f"[{number}] {ref}", width, "", "    ")


def dotted(ref: str, number: int, width: int) -> str:
    return layouts.wrap(f"{number}. {ref}", width)


SETTINGS: dict[str, tuple[Entry, Setting]] = {
    "narrow gutter, hanging": (hung, Setting()),
    "narrow gutter, flush": (flush, Setting()),
    "narrow gutter, justified": (hung_deep, Setting(is_justified=True)),
    "narrow gutter, numbered": (numbered, Setting(is_justified=True, has_sections=True)),
    "blank lines in columns": (flush, Setting(gutter=3, is_spaced=True)),
    "no form feeds": (hung, Setting(has_form_feeds=False)),
    "out of line": (hung, Setting(gutter=2, drift=3)),
    "sections beside": (hung_deep, Setting(gutter=4, has_sections=True)),
    "table above columns": (dotted, Setting(has_table=True)),
    "three columns, hanging": (hung, Setting(columns=3, width=36)),
    "three columns, numbered": (dotted, Setting(columns=3, width=34, has_sections=True)),
    "four columns": (hung, Setting(columns=4, width=28, gutter=3)),
}
"""Kinds of pages in columns."""
