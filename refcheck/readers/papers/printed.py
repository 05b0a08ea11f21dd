"""Which printed references are those that come along with a text, in its fields or in files of their own."""

from collections.abc import Mapping, Sequence

from refcheck.model import Reference, Span
from refcheck.parsing import Entry

_LONG_ENOUGH = 12
"""A title of so many letters and digits is not in another reference by chance."""


def printings(
    entries: Sequence[Entry], references: Sequence[Reference]
) -> Mapping[int, tuple[str | None, tuple[Span, ...]]]:
    """The printed entries that hold the title of a reference, by their place: that reference's key, and where they stand.

    The longest title tells; each reference is printed once, and what holds a title once more has no key.
    """
    titles = [(title, each.key) for each in references if len(title := _letters(each.work.title or "")) >= _LONG_ENOUGH]
    titles.sort(key=lambda each: -len(each[0]))
    found: dict[int, tuple[str | None, tuple[Span, ...]]] = {}
    taken: set[str] = set()
    for place, entry in enumerate(entries):
        printed = _letters(entry.raw) if titles else ""
        if keys := [key for title, key in titles if title in printed]:
            key = next((key for key in keys if key not in taken), None)
            found[place] = (key, entry.spans)
            taken |= {key} if key else set()
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
