"""Bar charts of the tables of a page: ``<!-- chart: COLUMN, COLUMN -->`` below a table draws the numbers of those columns.

They are drawn when the site is built, from the table above them, so that none can be older than its figures; they are SVG in the
colours of the page, light or dark, and need no script.
"""

import re
from collections.abc import Sequence
from html import escape

ASKED = re.compile(r"(?P<table>(?:^\|.*\n)+)\n?<!-- chart: (?P<columns>[^>]+?) -->", re.MULTILINE)
"""A table and what is to be drawn of it."""

_NUMBER = re.compile(r"-?(?:\d[\d,]*)?\.?\d+")
"""The first number of a cell: ``1,034``, ``.97``, ``97.0 %``."""

_SHADES = ("var(--md-primary-fg-color)", "var(--md-accent-fg-color)", "currentColor")
_ROW, _BAR, _LABEL, _WIDTH, _FIGURE = 26, 16, 260, 720, 70


def with_charts(markdown: str) -> str:
    """The page with a chart below each table that asks for one.

    Raises:
        ValueError: a table has no such column.
    """
    return ASKED.sub(
        lambda found: f"{found['table']}\n{_chart(found['table'], found['columns'].split(', '))}\n", markdown
    )


def _chart(table: str, columns: Sequence[str]) -> str:
    head, _, *body = [[cell.strip() for cell in line.strip("| ").split("|")] for line in table.splitlines()]
    try:
        at = [head.index(column) for column in columns]
    except ValueError as error:
        raise ValueError(f"{error}: the table has {head}") from None
    bars = [
        (row[0] if number == 0 else "", columns[number], row[column], number)
        for row in body
        for number, column in enumerate(at)
        if len(row) > column and _NUMBER.search(row[column])
    ]
    most = max((_value(said) for _, _, said, _ in bars), default=0) or 1
    drawn = "".join(_bar(line, *bar, most) for line, bar in enumerate(bars))
    title = escape(f"{', '.join(columns)} by {head[0] or 'row'}, as in the table above")
    high = _ROW * len(bars)
    return (
        f'<svg class="chart" role="img" aria-label="{title}" viewBox="0 0 {_WIDTH} {high}" width="{_WIDTH}" height="{high}" '
        f'xmlns="http://www.w3.org/2000/svg">{drawn}</svg>\n'
    )


def _bar(line: int, label: str, column: str, said: str, shade: int, most: float) -> str:
    y = line * _ROW
    width = round(max(_value(said), 0) / most * (_WIDTH - _LABEL - _FIGURE), 1)
    name = escape(_cut(re.sub(r"[*`]|\[|\]\([^)]*\)", "", label)))
    return (
        f'<text x="{_LABEL - 8}" y="{y + 17}" text-anchor="end">{name}</text>'
        f'<rect x="{_LABEL}" y="{y + 5}" width="{width}" height="{_BAR}" fill="{_SHADES[shade % len(_SHADES)]}">'
        f"<title>{escape(column)}: {escape(said)}</title></rect>"
        f'<text x="{_LABEL + width + 6}" y="{y + 17}">{escape(_NUMBER.search(said)[0])}</text>'  # type: ignore[index]
    )


def _value(said: str) -> float:
    found = _NUMBER.search(said)
    return float(found[0].replace(",", "")) if found else 0.0


def _cut(label: str, longest: int = 38) -> str:
    return label if len(label) <= longest else f"{label[: longest - 1]}…"
