"""Entries that hold two references, parted: "… Water Policy, 4, 16–29. Roe, C. (2013). Dams and people. …" on one line."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from refcheck.model import Span
from refcheck.parsing.reading import LONGEST, draft
from refcheck.parsing.splitting.entry import Entry
from refcheck.parsing.splitting.years import STANDING_YEAR
from refcheck.parsing.tagging.tagger import MODEL

_TWO = 2
"""A text of two references has so many years at least."""

_NAME = re.compile(r"(?<=[\w.)\]/])[.;,]?\s+(?:\[?\d{1,3}[\].]{1,2}\s?)?[^\W\d_a-z][\w'’.-]{0,20},?\s[^\W\d_a-z]")
"""Where a second one may begin: two words with capitals, behind the end of the first."""


def apart(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries, those that hold two references as two; the second of the entry 12 has the key 12.2."""
    for entry in entries:
        cut = _cut(entry.raw)
        if cut is None or (parted := _parted(entry, cut)) is None:
            yield entry
        else:
            yield from parted


def _cut(raw: str) -> int | None:
    """Where a second reference begins in a text; ``None`` where it is one, or nothing speaks for another."""
    if len(raw) > LONGEST or len(STANDING_YEAR.findall(raw)) < _TWO or not _NAME.search(raw):
        return None
    made = draft(raw, MODEL)
    if made.rest is None:
        return None
    start = made.rest.start
    return made.source.rendered.source(start, start + 1)[0] if made.source else start


def _parted(entry: Entry, cut: int) -> tuple[Entry, Entry] | None:
    """The two parts of an entry; ``None`` where its pieces are not those of its text."""
    pieces = entry.raw.split("\n")
    if [len(piece) for piece in pieces] != [len(span) for span in entry.spans]:
        return None
    first, second, place = [], [], 0
    for piece, span in zip(pieces, entry.spans, strict=True):
        middle = min(max(cut - place, 0), len(piece))
        if kept := len(piece[:middle].rstrip()):
            first.append(Span(span.start, span.start + kept))
        if middle < len(piece):
            second.append(Span(span.start + middle, span.end))
        place += len(piece) + 1
    return (
        evolve(entry, raw=entry.raw[:cut].rstrip(), spans=tuple(first)),
        evolve(entry, key=f"{entry.key}.2" if entry.key else None, raw=entry.raw[cut:], spans=tuple(second)),
    )
