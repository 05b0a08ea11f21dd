"""A printed text as people read it, and where each of its characters stands in what was printed.

What was pasted from a page's source, a program's export or a broken line says ``M&uuml;ller``, ``<i>E. coli</i>``, ``MÃ¼ller``
or ``com-⏎puter``. It is read as if it said what it means, and every value keeps its place in the text as it stands.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from refcheck.text import adobe_letters, blanks, marks, markup, mojibake
from refcheck.text.edits import Edit

_PARTED = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\r?\n[ \t]*(?=[^\W\d_])")
r"""A word that a line's end parts: "com-\nputer", "Physi-\n  ology"."""

Place = tuple[int, int]
"""From where to where, in code points."""


@frozen
class Rendered:
    """A text, and for each of its characters where what it was made of begins and ends in the source."""

    text: str
    _starts: Sequence[int]
    _ends: Sequence[int]

    def source(self, start: int, end: int) -> Place:
        """Return where what stands from ``start`` to ``end`` is in the source."""
        if start == end:
            before = self._ends[start - 1] if start else 0
            return before, self._starts[start] if start < len(self._starts) else max(before, self._last())
        return self._starts[start], self._ends[end - 1]

    def place(self, start: int, end: int) -> Place:
        """Return where what stands from ``start`` to ``end`` in the source is in the text; nothing is left of a tag."""
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._starts, end))

    def _last(self) -> int:
        return self._ends[-1] if self._ends else 0


def rendered(text: str, kept: Iterable[Place] = ()) -> Rendered | None:
    """The text without markup, entities, mojibake, fonts' own letters, parted words, odd blanks; ``None`` where there are none.

    Args:
        text: what was printed.
        kept: stretches in which nothing is decoded: identifiers, which have repairs of their own. Those in tags go with them.
    """
    kept = tuple(kept)
    found: Rendered | None = None
    for _ in range(markup.DEEPEST):
        before, found = found, _changed(text, found, markup.edits, kept)
        if found is before:
            break
    for step in (mojibake.edits, adobe_letters.edits, marks.link_edits, marks.emphasis_edits, _rejoined, blanks.edits):
        found = _changed(text, found, step, kept)
    return found


def _changed(
    source: str, found: Rendered | None, step: Callable[[str], Iterator[Edit]], kept: Sequence[Place]
) -> Rendered | None:
    text = found.text if found else source
    edits = list(step(text))
    if not edits:
        return found
    starts = found._starts if found else range(len(source))
    ends = found._ends if found else range(1, len(source) + 1)
    parts: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    last = 0
    for start, end, new in edits:
        if any(_cuts((starts[start], ends[end - 1]), each) for each in kept):
            continue
        parts += [text[last:start], new]
        new_starts += [*starts[last:start], *[starts[start]] * len(new)]
        new_ends += [*ends[last:start], *[ends[end - 1]] * len(new)]
        last = end
    if not parts:
        return found
    return Rendered("".join([*parts, text[last:]]), [*new_starts, *starts[last:]], [*new_ends, *ends[last:]])


def _cuts(edited: Place, kept: Place) -> bool:
    """Return whether a change would touch a part of what is to be kept, and not go with the whole of it."""
    (start, end), (first, stop) = edited, kept
    return start < stop and first < end and not (start <= first and stop <= end)


def _rejoined(text: str) -> Iterator[Edit]:
    """Yield where a word goes on behind a line's end: in small letters, as names and titles in capitals keep their hyphen."""
    for parted in _PARTED.finditer(text) if "\n" in text else ():
        start, end = parted.span()
        is_word = text[end].islower() and text[start - 1].islower() and text[max(start - 2, 0)].isalpha()
        yield start if is_word else start + 1, end, ""
