"""Changes to the punctuation of a DOI, which leave its letters and digits alone."""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade
from refcheck.identifiers.suffixes import grammars
from refcheck.model import Safety

_RUN = re.compile(r"[^0-9A-Za-z]+|[0-9A-Za-z]+")
"""A run of punctuation, or of letters and digits: ``/.``, ``science``."""


def collapsed(text: str, mark: str, why: str, registered: tuple[str, ...] = ()) -> Iterator[Change]:
    """The change that leaves one of several ``mark`` in a row within a DOI.

    It is likely where only the result fits the registrant's pattern, and merely possible elsewhere, and for the prefixes
    that have such DOIs ``registered``.
    """
    if mark * 2 not in text:
        return
    runs = re.finditer(f"(?<={re.escape(mark)}){re.escape(mark)}+", text)
    edits = tuple(Edit(*run.span()) for run in runs if run.end() < len(text))
    if edits:
        fits = grammars.fits(re.sub(f"{re.escape(mark)}{{2,}}", mark, text))
        yield Change(
            edits=edits,
            why=why,
            grade=Grade.LIKELY if fits and not text.startswith(registered) else Grade.POSSIBLE,
            safety=Safety.UNSAFE,
        )


def punctuation_edits(text: str, shape: str) -> tuple[Edit, ...]:
    """The edits that turn ``text`` into ``shape``, which has the same letters and digits, whatever their case."""
    edits = []
    at = 0
    wanted = _punctuation(shape)
    printed = _punctuation(text)
    for place in sorted(wanted.keys() | printed.keys()):
        before, after = printed.get(place, ""), wanted.get(place, "")
        start = place + at
        at += len(before)
        if before != after:
            edits.append(Edit(start, start + len(before), after))
    return tuple(edits)


def _punctuation(text: str) -> dict[int, str]:
    """The runs of punctuation, by the number of letters and digits before them."""
    runs, count = {}, 0
    for run in _RUN.finditer(text):
        if run[0][0].isascii() and run[0][0].isalnum():
            count += len(run[0])
        else:
            runs[count] = run[0]
    return runs
