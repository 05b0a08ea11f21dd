"""The references of a document that does not mark its list: looked for in its text, and last in its tables."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import pairwise
from statistics import mean

from attrs import evolve

from refcheck.model import Span
from refcheck.parsing import Entry, split
from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.headings import Heading
from refcheck.parsing.splitting.openings import NAMED, opening
from refcheck.readers.papers.cells import with_cells_apart
from refcheck.readers.papers.item_worth import label_of
from refcheck.readers.papers.sheet import Block
from refcheck.text.deferred import deferred

_ALONE = 3.0
"""Fitted: the least evidence of a single reference, and the least mean for references in a table: seven in ten of the references
of 50 lists have more; 2026."""

_REST = deferred(r"[^\w\s<]{0,4}\s*<?(?:(?:https?://|www\.)\S+|(?:DOI|doi)\s?[:.]?\s*10\.\d{4,9}/\S+)")
"""An entry that is only a URL or a DOI, with any symbol before it: "🔗 https://example.org/a", "DOI: 10.1000/182"."""


def found_among(text: str, *parts: Sequence[Block]) -> tuple[Entry, ...]:
    """Return the references of a document that does not mark its list, looked for in each of its parts separately.

    Headings of unknown meaning are left out, and so is the heading of a list under which none was found. Text beside the main text
    (page footers, navigation), and then tables, are searched only if the rest has no references. In tables, references need strong
    evidence; so does a single reference, which must not be longer than a paragraph.
    """
    before = None
    apart = [with_cells_apart(text, part) for part in parts]
    parts = tuple(kept for kept, _ in apart)
    left_out = [block for _, others in apart for block in others]
    for is_beside, is_tabled in ((False, False), (True, False), (True, True)):
        not_shown = [
            each
            for part in parts
            for each, after in pairwise([*part, None])
            if each and (_is_label(text, each, after) or not _may_hold(text, each, after, is_beside, is_tabled))
        ]
        shown = without(text, sorted([*not_shown, *left_out], key=lambda block: block.span.start))
        if shown == before:  # nothing is beside the text, or in tables
            continue
        before = shown
        found = [entry for part in parts if part for entry in split_within(shown, part, split)]
        if len(found) == 1 and len(found[0].spans) > 1:
            continue
        if (len(found) > 1 and not is_tabled) or (found and _are_sure(found)):
            return tuple(found)
    return ()


def _are_sure(found: Sequence[Entry]) -> bool:
    """Return whether the evidence for entries is strong, and most start with a person, unlike rows of names and numbers."""
    named = sum(opening(each.raw) in NAMED for each in found)
    return mean(evidence(each.raw) for each in found) >= _ALONE and 2 * named >= len(found)


def _may_hold(text: str, block: Block, after: Block | None, is_beside: bool, is_tabled: bool) -> bool:
    is_in_place = (is_beside or block.aside is None) and (is_tabled or block.cell is None)
    introduced = block.heading(text) if block.level else Heading.OTHER
    is_looked_under = introduced is Heading.LIST and (after is None or after.heading(text) is None)
    return is_in_place and introduced is not None and not is_looked_under


def _is_label(text: str, block: Block, after: Block | None) -> bool:
    """Return whether a block is only the label of an item that continues in the next block."""
    if after is None or after.item != block.item or not block.is_term:
        return False
    return label_of(text, [block.span, after.span], {block.span.start}) is not None


def without(text: str, blocks: Sequence[Block]) -> str:
    """Return the text with spaces in place of some of its blocks."""
    pieces: list[str] = []
    last = 0
    for block in blocks:
        pieces += [text[last : block.span.start], " " * len(block.span)]
        last = block.span.end
    return "".join([*pieces, text[last:]])


def split_within(text: str, blocks: Sequence[Block], by: Callable[[str], tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """Return the references that are found in a part of a text, split where the document marks the start of a list item."""
    if not blocks:
        return ()
    start = blocks[0].span.start
    starts = {block.span.start for before, block in pairwise(blocks) if block.is_entry and block.item != before.item}
    found = (
        evolve(entry, spans=tuple(span.shifted(start) for span in entry.spans))
        for entry in by(text[start : blocks[-1].span.end])
    )
    parts = [part for entry in found for part in at_items(text, entry, starts)]
    return tuple(_with_urls(parts, [block for block in blocks if block.is_entry]))


def _with_urls(parts: Sequence[Entry], blocks: Sequence[Block]) -> Sequence[Entry]:
    """Return the entries; one that is only a URL or DOI is joined with the one before it in the same item."""
    starts = [block.span.start for block in blocks]

    def item_of(span: Span) -> object:
        place = bisect_right(starts, span.start)
        return blocks[place - 1].item if place else None

    held: list[Entry] = []
    for part in parts:
        item = item_of(part.spans[0]) if held and _REST.fullmatch(part.raw.strip()) else None
        if item is not None and item == item_of(held[-1].spans[-1]):
            last = held.pop()
            part = evolve(last, raw=f"{last.raw}\n{part.raw}", spans=(*last.spans, *part.spans))
        held.append(part)
    return held


def at_items(text: str, entry: Entry, starts: Set[int]) -> Iterator[Entry]:
    """Yield the parts of an entry, split where items start."""
    firsts = [
        n for n, (a, b) in enumerate(pairwise(entry.spans), 1) if not starts.isdisjoint(range(a.end, b.start + 1))
    ]
    for first, last in pairwise([0, *firsts, len(entry.spans)]) if firsts else ():
        raw = "\n".join(span.of(text) for span in entry.spans[first:last])
        yield evolve(entry, key=None if first else entry.key, raw=raw, spans=entry.spans[first:last])
    if not firsts:
        yield entry
