"""Where in a document the reference list is, by what the document itself says: containers, headings, items."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve, frozen

from refcheck.model import Span
from refcheck.parsing import Entry, split
from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.headings import Heading, heading
from refcheck.parsing.splitting.layout.lines import Line, lines_of
from refcheck.parsing.splitting.numbering import numbered
from refcheck.parsing.splitting.strays import ADDRESS, announces

_NUMBER = re.compile(r"[\[(]?(\d{1,4})[\]).:]?")
"""A number that stands alone, in a cell or element of its own: "[12]", "12."."""

_SURE = 0.7
"""At least this share of a list's items must look like references for each item to be one. Source: set by hand."""
_SHORT = 40
_LONGEST_HEADING = 200
_LOOKED_AT = 1000
"""How many characters of a block are judged."""
NO_HEADING = 0
_LOWEST = 9


@frozen(kw_only=True)
class Block:
    """A paragraph, and what the document says about it.

    ``level`` is that of a heading, from 1, ``NO_HEADING`` for none. Blocks with the same ``item`` (list item, table row) belong
    together; with ``is_entry`` the document says that the item is one of a list. ``lists`` are the containers around it that are
    said to be reference lists.
    """

    span: Span
    item: object
    is_entry: bool = False
    level: int = NO_HEADING
    lists: tuple[object, ...] = ()


def listed(text: str, blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """The references of the lists that containers or headings tell; none where there is no such list."""
    weights = [evidence(block.span.of(text)[:_LOOKED_AT]) for block in blocks]
    ranges = [*_by_container(blocks), *_by_heading(text, blocks)]
    worth = {each: sum(weights[number] > 0 for number in each) for each in ranges}
    taken: list[range] = []
    for each in sorted(worth, key=lambda each: (-worth[each], len(each))):
        if worth[each] and not any(each.start < other.stop and other.start < each.stop for other in taken):
            taken.append(each)
    ordered = sorted(taken, key=lambda each: each.start)
    return tuple(entry for each in ordered for entry in _entries(text, [blocks[number] for number in each]))


def split_within(text: str, part: Span) -> tuple[Entry, ...]:
    """The references that are found in a part of a text."""
    return tuple(
        evolve(entry, spans=tuple(span.shifted(part.start) for span in entry.spans)) for entry in split(part.of(text))
    )


def _by_container(blocks: Sequence[Block]) -> Iterator[range]:
    """The stretches of blocks within a container that is said to be a list."""
    open_at: dict[object, int] = {}
    for number, block in enumerate(blocks):
        for each in [each for each in open_at if each not in block.lists]:
            yield range(open_at.pop(each), number)
        open_at = dict.fromkeys(block.lists, number) | open_at
    yield from (range(start, len(blocks)) for start in open_at.values())


def _by_heading(text: str, blocks: Sequence[Block]) -> Iterator[range]:
    """The stretches of blocks from a heading such as "References" to the next heading of its level, or of what is no list."""
    kinds = [_heading(block.span.of(text)) for block in blocks]
    for number, kind in enumerate(kinds):
        if kind is Heading.LIST:
            level = blocks[number].level or _LOWEST
            ends = (n for n in range(number + 1, len(blocks)) if kinds[n] or NO_HEADING < blocks[n].level <= level)
            yield range(number + 1, next(ends, len(blocks)))


def _heading(text: str) -> Heading | None:
    lines = lines_of(text) if len(text) <= _LONGEST_HEADING else []
    return heading(lines[0]) if len(lines) == 1 else None


def _entries(text: str, blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """The references of one list: its items, or what is found in its text where these are no references one by one."""
    blocks = [block for block in blocks if not block.level]
    if not blocks:
        return ()
    items = [[block.span for block in group] for _, group in groupby(blocks, key=lambda block: block.item)]
    items = [item for item in _with_numbers(text, list(_with_addresses(text, items))) if _may_be_reference(text, item)]
    good = sum(evidence(" ".join(span.of(text) for span in item)[:_LOOKED_AT]) > 0 for item in items)
    is_told = sum(block.is_entry for block in blocks) >= _SURE * len(blocks)
    if is_told and len(items) > 1 and good >= _SURE * len(items):
        return _of_items(text, items)
    whole = Span(blocks[0].span.start, blocks[-1].span.end)
    found = split_within(text, whole)
    if len(items) > 1 and good >= _SURE * len(items) and good >= len(found) / 2:
        return _of_items(text, items)
    return found


def _with_numbers(text: str, items: Sequence[list[Span]]) -> Iterator[list[Span]]:
    """The items, where a number stands in one of its own, put before the next."""
    waiting: list[Span] = []
    for item in items:
        if len(item) == 1 and _NUMBER.fullmatch(item[0].of(text).strip()):
            waiting = item
        else:
            yield [*waiting, *item]
            waiting = []


def _with_addresses(text: str, items: Sequence[list[Span]]) -> Iterator[list[Span]]:
    """The items, one that is nothing but an address put to the one that announces it."""
    held: list[Span] = []
    for item in items:
        whole = "\n".join(span.of(text).strip() for span in item)
        if held and ADDRESS.fullmatch(whole) and announces("\n".join(span.of(text).strip() for span in held)):
            held = [*held, *item]
            continue
        if held:
            yield held
        held = item
    if held:
        yield held


def _may_be_reference(text: str, item: Sequence[Span]) -> bool:
    """Whether an item of a list can be one of its references: no word such as "Show all", and no heading."""
    whole = " ".join(span.of(text) for span in item)
    if any(map(str.isdecimal, whole)):
        return any(map(str.isalpha, whole))
    return len(whole) >= _SHORT and evidence(whole[:_LOOKED_AT]) > 0


def _of_items(text: str, items: Sequence[Sequence[Span]]) -> tuple[Entry, ...]:
    """The references of a list whose items are known, each as its lines, without the numbers that are printed before them."""
    spans = [tuple(line for span in item for line in _lines(text, span)) for item in items]
    numbers = [_NUMBER.fullmatch(lines[0].of(text).strip()) if len(lines) > 1 else None for lines in spans]
    if all(numbers):
        pairs = zip(numbers, spans, strict=True)
        return tuple(_kept(text, number[1] if number else None, lines[1:]) for number, lines in pairs)
    firsts = [Line(text=lines[0].of(text), start=lines[0].start, edge=len(lines[0])) for lines in spans]
    told = numbered(firsts)
    if [line.start for line in told] != [line.start for line in firsts]:
        told = firsts
    return tuple(_entry(text, line, lines) for line, lines in zip(told, spans, strict=True))


def _entry(text: str, first: Line, spans: Sequence[Span]) -> Entry:
    kept = tuple(span for span in (Span(first.start + first.skip, spans[0].end), *spans[1:]) if len(span))
    return _kept(text, first.key, kept)


def _kept(text: str, key: str | None, spans: tuple[Span, ...]) -> Entry:
    return Entry(key=key, raw="\n".join(span.of(text) for span in spans), spans=spans)


def _lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a span that are not blank."""
    start = span.start
    for line in span.of(text).split("\n"):
        if line.strip():
            yield Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        start += len(line) + 1
