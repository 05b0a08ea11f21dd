"""Which rows of a page are footnotes: small letters at the foot of a column that begin with a number or a star."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from refcheck.layout.lines import lines_of
from refcheck.parsing.splitting.headings import heading
from refcheck.readers.documents.pdf.rows import Row

_MARK = re.compile(r"\d{1,3}\)?\s?(?=[^\W\d_]|[„“”\"»«›‹‘’'(§])|[*†‡§]")
"""What a footnote begins with: "12 See Oxley", "12Vgl. hierzu", "3) Ibid.", "* The author"; a point or a bracket is a
list's."""

_SMALL = 0.94
"""Footnotes have letters of at most this share of the text's size. Source: set by hand on the PDF files of the tests."""
_ONE_SIZE = 0.04
"""Letters of one size differ by no more than this share. Source: set by hand on the PDF files of the tests."""


def footnotes(pages: Sequence[Sequence[Row]]) -> frozenset[int]:
    """The identities of the rows that are footnotes; none where the sizes of letters are not known."""
    weights: Counter[float] = Counter()
    for rows in pages:
        for row in rows:
            weights[row.points] += len(row.text)
    body = max(weights, key=weights.__getitem__, default=0.0)
    if not body:
        return frozenset()
    return frozenset(id(row) for rows in pages for row in _of_page(rows, _SMALL * body))


def _of_page(rows: Sequence[Row], most: float) -> Iterator[Row]:
    place = 0
    for _, group in groupby(rows, key=lambda row: (row.edge, row.end)):
        column = list(group)
        foot = _foot(column, most)
        first = place + len(column) - len(foot)
        place += len(column)
        if foot and first and _stands_under(foot[0], rows[:first]):
            yield from foot


def _foot(column: Sequence[Row], most: float) -> Sequence[Row]:
    """The rows in small letters at the foot of a column, from the first that begins as a note does."""
    first = len(column)
    size = column[-1].points
    if not 0 < size <= most:  # letters that a broken file sets head over heels have a size below nothing
        return ()
    while first and abs(column[first - 1].points - size) <= _ONE_SIZE * size:
        first -= 1
    return column[first:] if _MARK.match(column[first].text) else ()


def _stands_under(row: Row, above: Sequence[Row]) -> bool:
    """Whether a row stands below larger letters that are no heading of a list."""
    before = above[-1]
    return (
        before.base > row.base
        and before.points * _SMALL >= row.points
        and not any(heading(line) for line in lines_of(before.text))
    )
