"""The picture of a report, drawn from what the command prints on a terminal; ``python docs/site/picture.py`` writes it.

It is kept in the repository, since the README is read where nothing is built; a test compares it with what the command prints.
"""

import re
import sys
from collections.abc import Iterator
from html import escape
from io import StringIO
from pathlib import Path

from wcwidth import width

from refcheck import check
from refcheck.registries import Local
from refcheck.reports.formats.terminal import draw
from refcheck.reports.screen import Screen, Styles

EXAMPLE = Path(__file__).parent.parent / "guides" / "example"
PICTURE = Path(__file__).parent.parent / "report.svg"

_COLUMNS = 96
_CELL, _LINE, _EDGE, _BAR = 8.4, 20, 20, 34
"""A letter's width and a line's height, the margin and the window's head, in pixels. Source: a choice of layout."""

_STYLE = re.compile(r"\x1b\[(\d*)m|\x1b\]8;[^\x1b]*\x1b\\")
"""One change of style, ``\x1b[31m``, or the begin or end of a link."""

_FILLS = {"31": "#ff8f87", "32": "#7ee787", "33": "#e8c15a", "35": "#e5a5ff", "36": "#7fd6e0"}
_LOOKS = {"1": "font-weight:bold", "2": "fill:#a5adb8", "4": "text-decoration:underline"}


def picture() -> str:
    """The picture, always the same for the same report."""
    text = StringIO()
    report = check(EXAMPLE / "references.txt", registry=Local.read(EXAMPLE / "records.jsonl"))
    draw(report, Screen(file=text, columns=_COLUMNS, styles=Styles.COLOURS))
    lines = ["$ refcheck check references.txt", *text.getvalue().replace(f"{EXAMPLE}/", "").splitlines()]
    wide, high = round(2 * _EDGE + _COLUMNS * _CELL), _BAR + _EDGE + _LINE * len(lines)
    drawn = "".join(f'<text y="{_BAR + _LINE * at}">{"".join(_spans(line))}</text>' for at, line in enumerate(lines, 1))
    lamps = "".join(f'<circle cx="{20 + 18 * at}" cy="17" r="5.5" fill="#4b5563"/>' for at in range(3))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" role="img">'
        "<title>What refcheck prints about a list of six references</title>"
        f'<rect width="{wide}" height="{high}" rx="8" fill="#17191e"/>{lamps}'
        '<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace" font-size="14" '
        f'fill="#e6e8eb" xml:space="preserve">{drawn}</g></svg>\n'
    )


def _spans(line: str) -> Iterator[str]:
    """The stretches of a line that look alike, each where it begins and as wide as its cells."""
    looks: list[str] = []
    at = column = 0
    for change in [*_STYLE.finditer(line), None]:
        text = line[at : change.start() if change else None]
        if text.strip():
            style = f' style="{";".join(looks)}"' if looks else ""
            x = _EDGE + (column + width(text) - width(text.lstrip())) * _CELL
            long = width(text.strip()) * _CELL
            yield f'<tspan x="{x:.1f}" textLength="{long:.1f}"{style}>{escape(text.strip())}</tspan>'
        column += width(text)
        if change is not None:
            at = change.end()
            looks = _looks(looks, change[1])


def _looks(looks: list[str], code: str | None) -> list[str]:
    if code is None:
        return looks
    if code in _FILLS:
        return [*looks, f"fill:{_FILLS[code]}"]
    return [*looks, _LOOKS[code]] if code in _LOOKS else []


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
    sys.stdout.write(f"{PICTURE}\n")
