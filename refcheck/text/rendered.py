"""A printed text as people read it, with the position of each of its characters in the source.

Text that was pasted from HTML, a program's export or a broken line has ``M&uuml;ller``, ``<i>E. coli</i>``, ``MÃ¼ller`` or
``com-⏎puter``. It is read as what it means, and every value keeps its position in the text as printed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from refcheck.text import adobe_letters, blanks, marks, markup, mojibake
from refcheck.text.edits import Edit

_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\r?\n[ \t]*(?=[^\W\d_])")
r"""The hyphen and line end within a word that is broken across lines: "com-\nputer", "Physi-\n  ology"."""

Place = tuple[int, int]
"""Start and end, in code points."""


@frozen
class Rendered:
    """A text, and for each of its characters the start and end in the source of what it was made from."""

    text: str
    _starts: Sequence[int]
    _ends: Sequence[int]

    def source(self, start: int, end: int) -> Place:
        """Return where the stretch from ``start`` to ``end`` of the text is in the source."""
        if start == end:
            before = self._ends[start - 1] if start else 0
            return before, self._starts[start] if start < len(self._starts) else max(before, self._last())
        return self._starts[start], self._ends[end - 1]

    def place(self, start: int, end: int) -> Place:
        """Return where the stretch from ``start`` to ``end`` of the source is in the text; that of a tag is empty."""
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._starts, end))

    def _last(self) -> int:
        return self._ends[-1] if self._ends else 0


def rendered(text: str, kept: Iterable[Place] = ()) -> Rendered | None:
    """Return the text without markup, entities, mojibake, private-use letters, broken words and odd spaces; ``None`` if unchanged.

    Args:
        text: the text as printed.
        kept: stretches in which nothing is decoded: identifiers, which have repairs of their own. A stretch within a tag is
            removed with the tag.
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
    """Return whether an edit would change a kept stretch, and not replace the whole of it."""
    (start, end), (first, stop) = edited, kept
    return start < stop and first < end and not (start <= first and stop <= end)


def _rejoined(text: str) -> Iterator[Edit]:
    """Yield the edits that rejoin words across line ends; the hyphen stays beside a capital, as in names, or after one letter."""
    for parted in _BROKEN_WORD.finditer(text) if "\n" in text else ():
        start, end = parted.span()
        is_word = text[end].islower() and text[start - 1].islower() and text[max(start - 2, 0)].isalpha()
        yield start if is_word else start + 1, end, ""
