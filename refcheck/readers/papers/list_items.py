"""The references of one list whose blocks are known: its items, or those that are found in its text."""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import groupby, pairwise

from attrs import evolve

from refcheck.layout import MOST, NEARLY_ALL
from refcheck.layout.lines import Line
from refcheck.layout.runs import put_together, runs
from refcheck.model import Span
from refcheck.parsing import Entry, split_list
from refcheck.parsing.splitting import has_year
from refcheck.parsing.splitting.boundaries import ONLY_YEAR
from refcheck.parsing.splitting.endings import ENDED, ending
from refcheck.parsing.splitting.evidence import CERTAIN_REFERENCE, PASSING, clues, evidence
from refcheck.parsing.splitting.headings import heads_study
from refcheck.parsing.splitting.numbering import numbered
from refcheck.parsing.splitting.openings import NAMED, Opening, opening
from refcheck.parsing.splitting.sifting.paragraphs import is_closing
from refcheck.parsing.splitting.sifting.strays import ADDRESS, announces
from refcheck.readers.papers.item_worth import (
    LABEL,
    SHORT,
    evidence_of,
    is_linked,
    joined,
    label_of,
    may_be_reference,
    repeats_reference,
    worth,
)
from refcheck.readers.papers.sheet import Block
from refcheck.readers.papers.unmarked_list import split_within, without

_NUMBER = re.compile(r"[\[(［【]?\d{1,5}[\]).:］】．]\s?\S")
"""A number before a reference: "[12] Oxley", "12. Oxley"."""

_DOI = re.compile(r"(?:DOI|doi)\s?[:.]?\s*(?:https?://\S+/)?10\.\d{4,9}/\S+")
"""An item that is only a DOI: "DOI : 10.1000/182"."""


def entries_of(text: str, blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """Return the references of one list: its items, or those that are found in its text if the items are not a reference each."""
    blocks = [evolve(block, level=block.level or int(heads_study(block.span.of(text)))) for block in blocks]
    shown = without(text, [block for block in blocks if block.level])
    blocks = [block for part in _without_links(text, blocks) for block in part if not block.level]
    if not blocks:
        return ()
    items = [[block.span for block in group] for _, group in groupby(blocks, key=lambda block: block.item)]
    items = list(_with_rests(text, list(_with_urls(text, items))))
    linked = {block.span.start for block in blocks if is_linked(text, block)}
    marked = {block.span.start for block in blocks if block.is_entry}
    terms = {block.span.start for block in blocks if block.is_term}
    items = list(_with_numbers(text, items))
    may_be = [
        (item[0].start in linked and (len(item) > 1 or item[0].start in marked))
        or may_be_reference(text, item, is_told=item[-1].start in marked)
        for item in items
    ]
    are_between = [
        is_before and is_after and item[-1].start in marked and _may_be_undated(joined(text, item))
        for is_before, item, is_after in zip([False, *may_be], items, [*may_be[1:], False], strict=False)
    ]
    items = [item for item, *reasons in zip(items, may_be, are_between, strict=True) if any(reasons)]
    is_told = len(marked) > MOST * len(blocks)
    if is_told:  # text beside the items may be the date of the page
        items = [item for item in items if item[-1].start in marked or evidence_of(text, item) >= CERTAIN_REFERENCE]
    is_told = is_told or _are_labelled([label_of(text, item, terms) for item in items])
    if is_closing([joined(text, item) for item in items]) and not _is_counted(text, items[-1], marked):
        items.pop()
    good = sum(
        item[0].start in linked
        or worth(joined(text, item), is_told=is_told) > 0
        or any(evidence_of(text, [span]) > 0 for span in item)
        for item in items
    )
    if is_told and len(items) > 1 and good >= MOST * len(items):
        return _of_items(text, items, terms)
    found = split_within(shown, blocks, split_list)
    if len(items) > 1 and good >= MOST * len(items) and good >= len(found) / 2:
        return _of_items(text, items, terms)
    return found if len(found) > 1 or any(evidence(entry.raw) >= PASSING for entry in found) else ()


def _may_be_undated(text: str) -> bool:
    """Return whether a text between two references may be one without a year or any other number."""
    return len(text) >= SHORT and clues(text).sentence_words <= 1  # one of them may be a word of a title


def _without_links(text: str, blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the parts of a list between its headings, without those that consist only of names of pages with links to them.

    All parts are kept if none has other text: then it is a list of pages.
    """
    parts = list(runs(blocks, lambda _, block: block.level))
    kept_parts = [part for part in parts if any(_says_more(text, block) for block in part if not block.level)]
    return kept_parts or parts


def _says_more(text: str, block: Block) -> bool:
    return any(map(str.isdecimal, block.span.of(text))) or not is_linked(text, block)


def _with_numbers(text: str, items: Sequence[list[Span]]) -> Iterator[list[Span]]:
    """Yield the items; a number or label that is an item of its own is joined with the next."""
    waiting: list[Span] = []
    for item, following in pairwise([*items, []]):
        alone = item[0].of(text).strip() if len(item) == 1 else ""
        is_number = LABEL.fullmatch(alone) and not ONLY_YEAR.fullmatch(alone)
        if is_number or (not waiting and repeats_reference(alone, joined(text, following))):
            waiting = item
        else:
            yield [*waiting, *item]
            waiting = []


def _with_urls(text: str, items: Sequence[list[Span]]) -> Iterator[list[Span]]:
    """Yield the items; one that is only a DOI, or a URL that the one before announces, is joined with the one before."""

    def belongs(held: Sequence[Span], item: Sequence[Span]) -> bool:
        whole = _stripped(text, item)
        is_announced = ADDRESS.fullmatch(whole) is not None and announces(_stripped(text, held))
        return is_announced or _DOI.fullmatch(whole) is not None

    return put_together(items, belongs)


def _stripped(text: str, item: Sequence[Span]) -> str:
    return "\n".join(span.of(text).strip() for span in item)


def _with_rests(text: str, items: Sequence[list[Span]]) -> Iterator[list[Span]]:
    """Return the items; one that is the rest of the one before is joined with it: a paragraph that was broken by mistake.

    In a numbered list that is one without a number, in any other one that begins with a small letter, if only one of the two has a
    year; the one before must be incomplete.
    """
    with_number = [item for item in items if _NUMBER.match(item[0].of(text).strip())]
    is_numbered = bool(with_number) and len(with_number) >= NEARLY_ALL * len(items)
    last = with_number[-1][0].start if is_numbered else 0

    def belongs(held: Sequence[Span], item: Sequence[Span]) -> bool:
        whole, before = item[0].of(text).strip(), held[-1].of(text).strip()
        if _NUMBER.match(whole):
            return False
        if not is_numbered:
            is_rest = opening(whole) is Opening.SMALL and not (has_year(whole) and has_year(joined(text, held)))
            return is_rest and ending(before) not in ENDED
        is_amid = item[0].start < last or evidence(whole) > 0
        return is_amid and _continues(before, whole)

    return put_together(items, belongs)


def _continues(before: str, text: str) -> bool:
    """Return whether an item continues the one before: with a further URL, or with the rest of a sentence."""
    if ADDRESS.fullmatch(text):
        return ADDRESS.fullmatch("".join(before.split()[-1:])) is not None
    is_unfinished = ending(before) not in ENDED and opening(text) not in NAMED
    return before.endswith((",", ":")) or is_unfinished


def _is_counted(text: str, item: Sequence[Span], marked: Set[int]) -> bool:
    """Return whether an item has a number, or the document marks it as an item."""
    return item[-1].start in marked or _NUMBER.match(item[0].of(text).strip()) is not None


def _of_items(text: str, items: Sequence[Sequence[Span]], terms: Set[int]) -> tuple[Entry, ...]:
    """Return the references of a list whose items are known, each with its lines, without the numbers printed before them."""
    spans = [tuple(line for span in item for line in _lines(text, span)) for item in items]
    labels = [label_of(text, lines, terms) for lines in spans]
    if _are_labelled(labels):
        pairs = zip(labels, spans, strict=True)
        return tuple(_kept(text, label or None, lines if label is None else lines[1:]) for label, lines in pairs)
    firsts = [Line(text=lines[0].of(text), start=lines[0].start, edge=len(lines[0])) for lines in spans]
    starts = numbered(firsts)
    if [line.start for line in starts] != [line.start for line in firsts]:
        starts = firsts
    return tuple(_entry(text, line, lines) for line, lines in zip(starts, spans, strict=True))


def _are_labelled(labels: Sequence[str | None]) -> bool:
    return sum(label is not None for label in labels) >= NEARLY_ALL * len(labels)


def _entry(text: str, first: Line, spans: Sequence[Span]) -> Entry:
    kept = tuple(span for span in (Span(first.start + first.skip, spans[0].end), *spans[1:]) if len(span))
    return _kept(text, first.key, kept)


def _kept(text: str, key: str | None, spans: tuple[Span, ...]) -> Entry:
    return Entry(key=key, raw="\n".join(span.of(text) for span in spans), spans=spans)


def _lines(text: str, span: Span) -> Iterator[Span]:
    """Yield the lines of a span that are not empty."""
    start = span.start
    for line in span.of(text).split("\n"):
        if line.strip():
            yield Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        start += len(line) + 1
