"""The second number of a range that a line ends amid, which begins no reference: "S. 557-" and "566, DOI: …" below it."""

from collections.abc import Sequence

from refcheck.layout.lines import Line
from refcheck.text.characters import DASHES
from refcheck.text.deferred import deferred

_BEGUN = deferred(rf"\d\s?[-{DASHES}]$")
"""A number and the dash of a range at a line's end: "S. 557-", "12 –"."""

_REST = deferred(r"\d{1,7}(?!\d)")
"""A number at the beginning of the next: "566, DOI"."""

_MARKS = frozenset(f"-{DASHES}")


def with_range_rests(entries: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the entries, those that begin with the second number of a range put to the entry that the range begins in.

    One whose number the list counts stays.
    """
    kept: list[list[Line]] = []
    for entry in entries:
        first = entry[0]
        begun = kept and kept[-1][-1].text[-1:] in _MARKS and _BEGUN.search(kept[-1][-1].text)
        if begun and first.key is None and _REST.match(first.body):
            kept[-1] += entry
        else:
            kept.append(list(entry))
    return kept
