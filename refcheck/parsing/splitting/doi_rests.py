"""The last figures of a DOI, alone on the line below it: no page's number, but a part of the reference."""

import re
from collections.abc import Sequence
from itertools import pairwise

from refcheck.layout.lines import Line
from refcheck.text.deferred import deferred

_BEGUN = deferred(r"10\.\d{4,9}/\S*[\w)](?P<mark>[./_-])$", re.ASCII)
"""A DOI that a line ends with, and a mark that may go on: ``10.1000/riv.29.3.``"""

_REST = deferred(r"\d{1,12}(?:[./_-]\d{1,8}){0,4}[.,;]?", re.ASCII)
"""Nothing but figures: ``14615``."""

_FEWEST_BEHIND_PERIOD = 5
"""A period may end the DOI; figures below it are that of a page, of which a page's number has fewer."""


def with_doi_rests(entries: Sequence[Sequence[Line]], lines: Sequence[Line]) -> list[list[Line]]:
    """Return the entries with the lines below them that hold no more than the last figures of the DOI at their end.

    Such a line is left out of every entry, or is one by itself. ``lines`` are all lines, in order.
    """
    below = {before.start: line for before, line in pairwise(lines) if _is_rest(before.text, line.text)}
    if not below:
        return [list(entry) for entry in entries]
    kept: list[list[Line]] = []
    for entry in entries:
        if kept and (rest := below.get(kept[-1][-1].start)) is not None and entry[0].start == rest.start:
            kept[-1] += entry[:1]
            entry = entry[1:]
        if entry:
            kept.append(list(entry))
    taken = {line.start for entry in kept for line in entry}
    for entry in kept:
        rest = below.get(entry[-1].start)
        if rest is not None and rest.start not in taken:
            entry.append(rest)
    return kept


def _is_rest(before: str, text: str) -> bool:
    begun = _BEGUN.search(before) if _REST.fullmatch(text) else None
    return begun is not None and (begun["mark"] != "." or len(text) >= _FEWEST_BEHIND_PERIOD)
