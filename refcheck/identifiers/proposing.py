"""Changes that several steps propose: what stands for something else is replaced, what follows is cut, punctuation is moved."""

import re
from collections.abc import Callable, Iterator

from refcheck.identifiers.mending import Change, Edit, Grade
from refcheck.model import Safety

_RUN = re.compile(r"[^0-9A-Za-z]+|[0-9A-Za-z]+")
"""A run of punctuation, or of letters and digits: ``/.``, ``science``."""


def replaced(
    pattern: re.Pattern[str],
    text: str,
    *,
    after: str | Callable[[re.Match[str]], str],
    why: str,
    grade: Grade = Grade.LIKELY,
    safety: Safety = Safety.SAFE,
) -> Iterator[Change]:
    """Yield the change that puts ``after`` for all that the pattern finds; none where it finds nothing."""
    edits = tuple(
        Edit(*found.span(), after if isinstance(after, str) else after(found)) for found in pattern.finditer(text)
    )
    if edits:
        yield Change(edits=edits, why=why, grade=grade, safety=safety)


def cut_off(text: str, at: int, why: str, *, grade: Grade = Grade.LIKELY, safety: Safety = Safety.SAFE) -> Change:
    """Return the change that cuts a text from a place on."""
    return Change(edits=(Edit(at, len(text)),), why=why, grade=grade, safety=safety)


def punctuation_edits(text: str, shape: str) -> tuple[Edit, ...]:
    """Return the edits that turn ``text`` into ``shape``, which has the same letters and digits, whatever their case."""
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
    """Return the runs of punctuation, by the number of letters and digits before them."""
    runs, count = {}, 0
    for run in _RUN.finditer(text):
        if run[0][0].isascii() and run[0][0].isalnum():
            count += len(run[0])
        else:
            runs[count] = run[0]
    return runs
