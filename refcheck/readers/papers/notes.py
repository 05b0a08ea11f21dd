"""The references in the footnotes and endnotes of a document, with keys from the notes; and the notes that were not read."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from attrs import evolve

from refcheck.model import Span
from refcheck.parsing import Entry, apart
from refcheck.parsing.splitting import has_year
from refcheck.parsing.splitting.evidence import PASSING, evidence, is_sentence
from refcheck.parsing.splitting.sections import refers_back
from refcheck.readers.papers.sheet import Block
from refcheck.readers.papers.unmarked_list import at_items, without

_MOST = 30
"""The most notes whose numbers are shown."""


def keyed_by_notes(
    text: str, found: Sequence[Entry], notes: Sequence[tuple[Span, int]]
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return the same as :func:`in_notes`, with keys that name the notes: ``n6``, and ``n6.2`` for the second reference in note 6.

    The keys are unchanged if a reference is not in a note, or if the number of a note is uncertain: not unique, or 0.
    """
    entries, remarks = in_notes(text, found, notes)
    listed = apart(entries)
    starts = [span.start for span, _ in notes]
    held = [bisect_right(starts, entry.spans[0].start) - 1 for entry in listed]
    if -1 in held or not _are_numbered(notes):
        return entries, remarks
    keyed, counts = [], Counter[int]()
    for entry, place in zip(listed, held, strict=True):
        counts[place] += 1
        nth = f".{counts[place]}" if counts[place] > 1 else ""
        keyed.append(evolve(entry, key=f"n{notes[place][1]}{nth}"))
    return tuple(keyed), remarks


def _are_numbered(notes: Sequence[tuple[Span, int]]) -> bool:
    """Return whether the number of each note is known and unique."""
    return len({number for _, number in notes} - {0}) == len(notes)


def in_notes(
    text: str, found: Sequence[Entry], notes: Sequence[tuple[Span, int]]
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return the references, split where another note starts, and remarks on notes that may contain more.

    There are no remarks if the references are in the text, and the notes cite them.
    """
    note_starts = {span.start for span, _ in notes}
    parts = [(entry, part) for entry in found for part in at_items(text, entry, note_starts)]
    entries = tuple(part for entry, part in parts if part.spans[0] == entry.spans[0] or not is_sentence(part.raw))
    read = sorted((span for each in entries for span in each.spans), key=lambda span: span.start)
    shown = without(text, [Block(span=span, item=None) for span in read])
    if entries and all(span.of(shown) == span.of(text) for span, _ in notes):
        return entries, ()
    rests = [(note, note[0].of(shown).strip()) for note in notes]
    lost = [note for note, rest in rests if has_year(rest) or (evidence(rest) >= PASSING and not refers_back(rest))]
    said = f"Footnotes and endnotes that may contain references but were not read: {which(lost, notes)}."
    return entries, (said,) if lost else ()


def which(some: Sequence[tuple[Span, int]], notes: Sequence[tuple[Span, int]]) -> str:
    """Return the numbers of some of the notes, or how many they are if the numbers are uncertain or too many to be shown."""
    is_shown = _are_numbered(notes) and len(some) <= _MOST
    return ", ".join(str(number) for _, number in some) if is_shown else f"{len(some)} of {len(notes)}"
