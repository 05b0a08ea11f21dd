"""Which rows are headings, as their print tells: larger letters than the text has, or bold ones."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from refcheck.readers.documents.pdf.rows import LARGER, Row

_COMMON = 0.12
"""What this share of all rows have is no print of headings. Source: set by hand on the PDF files of the tests."""
_LONGEST = 150
_MOST = 4
"""A heading has at most so many rows."""

Print = tuple[float, bool]
"""The size of the letters, to half a point, and whether they are bold."""


def levels(rows: Sequence[Row]) -> list[int]:
    """For each row the level of the heading that it is (a part of), from 1 for the most prominent print, and 0 for any other."""
    prints = [(round(2 * row.points) / 2, row.is_bold) for row in rows]
    weights: Counter[Print] = Counter()
    for each, row in zip(prints, rows, strict=True):
        weights[each] += len(row.text)
    body = max(weights, key=weights.__getitem__, default=(0.0, False))
    counts = Counter(prints)
    standing_out = sorted(
        (each for each in counts if _stands_out(each, body) and counts[each] <= max(_COMMON * len(rows), _MOST)),
        key=lambda each: (-each[0], not each[1]),
    )
    ranks = {each: rank for rank, each in enumerate(standing_out, start=1)}
    found: list[int] = []
    for each, run in groupby(zip(prints, rows, strict=True), key=lambda pair: pair[0]):
        shown = [row.text for _, row in run]
        is_heading = len(shown) <= _MOST and max(map(len, shown)) <= _LONGEST and any(map(str.isalpha, "".join(shown)))
        found += [ranks.get(each, 0) if is_heading else 0] * len(shown)
    return found


def _stands_out(each: Print, body: Print) -> bool:
    return each[0] > LARGER * body[0] or (each[1] and not body[1])
