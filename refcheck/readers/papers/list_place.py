"""The place of the reference list in a document, by its own structure: containers, headings, items."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from refcheck.layout import MOST, NEARLY_ALL, SOME
from refcheck.layout.runs import stretches
from refcheck.parsing import Entry
from refcheck.parsing.splitting import has_year
from refcheck.parsing.splitting.headings import Heading
from refcheck.readers.papers.cells import with_cells_apart
from refcheck.readers.papers.item_worth import is_led, worth
from refcheck.readers.papers.list_items import entries_of
from refcheck.readers.papers.sheet import Block

_FEW = 2
"""The number of apparent references that may follow the end of a list in any case; more only up to the share ``SOME``."""
_LOWEST = 9
_FEWEST_LISTED = 3
"""The number of consecutive headings that occur only in a table of contents; the smallest number of items in a list of links."""


def listed(text: str, blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """Return the references of the lists that containers, headings or cells of a table mark; none if there is no such list."""
    known = set(map(id, blocks))
    blocks, _ = with_cells_apart(text, blocks)
    are_like = [is_led(block) or worth(block.span.of(text), is_told=block.is_entry) > 0 for block in blocks]
    are_like = [
        is_like or (block.is_term and is_next)  # e.g. a title, followed by its authors and source
        for block, is_like, is_next in zip(blocks, are_like, [*are_like[1:], False], strict=False)
    ]

    def count_evidence(each: range) -> int:
        return sum(are_like[each.start : each.stop])

    containers = list(_by_container(blocks))
    ranges = [
        *containers,
        *stretches(block.has_style for block in blocks),  # in a style of references
        *(_within(each, blocks, containers, count_evidence) for each in _by_heading(text, blocks, count_evidence)),
    ]
    unheaded = list(stretches(id(block) not in known for block in blocks)) or _by_links(blocks)
    counts = {each: count_evidence(each) for each in ranges or unheaded}
    taken: list[range] = []
    for each in sorted(counts, key=lambda each: (-counts[each], len(each))):
        if counts[each] and not any(each.start < other.stop and other.start < each.stop for other in taken):
            taken.append(each)
    ordered = sorted(taken, key=lambda each: each.start)
    return tuple(entry for each in ordered for entry in entries_of(text, [blocks[number] for number in each]))


def _by_container(blocks: Sequence[Block]) -> Iterator[range]:
    """Yield the stretches of blocks within a container that is marked as a reference list."""
    open_at: dict[object, int] = {}
    for number, block in enumerate(blocks):
        for each in [each for each in open_at if each not in block.lists]:
            yield range(open_at.pop(each), number)
        open_at = dict.fromkeys(block.lists, number) | open_at
    yield from (range(start, len(blocks)) for start in open_at.values())


def _within(
    headed: range, blocks: Sequence[Block], containers: Sequence[range], count_evidence: Callable[[range], int]
) -> range:
    """Return a stretch under a heading, cut where its section ends, text beside it starts, or its last container ends."""
    heading = blocks[headed.start - 1]
    beside = (n for n in headed if blocks[n].aside not in (None, heading.aside))
    headed = range(headed.start, next(beside, headed.stop))
    ends = [next((n for n in headed if each not in blocks[n].sections), headed.stop) for each in heading.sections[:1]]
    within = [each.stop for each in containers if headed.start <= each.start and each.stop <= headed.stop]
    ends += [max(within)] if within else []
    whole = count_evidence(headed)
    kept = (range(headed.start, end) for end in sorted(ends))
    most = max(SOME * whole, min(_FEW, whole - 1))
    return next((each for each in kept if whole - count_evidence(each) <= most), headed)


def _by_heading(text: str, blocks: Sequence[Block], count_evidence: Callable[[range], int]) -> Iterator[range]:
    """Yield the stretches of blocks from a heading such as "References" to the next of its level, or one on another subject.

    A heading of a lower level, such as "Methods", does not end the list if most blocks under it look like references.
    """

    def holds_references(number: int) -> bool:
        under = range(number + 1, next((n for n in range(number + 1, len(blocks)) if blocks[n].level), len(blocks)))
        return count_evidence(under) > MOST * len(under)

    of_items = [
        block.is_entry and not block.level and block.item in (before and before.item, after and after.item)
        for before, block, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False)
    ]
    kinds = [
        None if is_led(block) or is_within else block.heading(text)
        for block, is_within in zip(blocks, of_items, strict=True)
    ]
    for number in _contents(text, blocks, kinds):
        kinds[number] = None
    for number, kind in enumerate(kinds):
        if kind is Heading.LIST:
            level = blocks[number].level or _LOWEST
            ends = (  # a list's heading of a lower level does not end the list: it may be a part of it
                n
                for n in range(number + 1, len(blocks))
                if (blocks[n].level <= level if blocks[n].level else kinds[n])
                or (kinds[n] not in (None, Heading.LIST) and not (blocks[n].level and holds_references(n)))
            )
            yield range(number + 1, next(ends, len(blocks)))


def _by_links(blocks: Sequence[Block]) -> Iterator[range]:
    """Yield the stretches of items, in a text without a list, of which nearly all link to a work by its identifier."""
    for numbers in stretches(block.is_entry for block in blocks):
        leading = sum(is_led(blocks[number]) for number in numbers)
        if leading >= max(_FEWEST_LISTED, NEARLY_ALL * len(numbers)):
            yield numbers


def _contents(text: str, blocks: Sequence[Block], kinds: Sequence[Heading | None]) -> Iterator[int]:
    """Yield the numbers of blocks in a table of contents: a paragraph or list with several headings and no year."""
    pairs = pairwise([*blocks[:1], *blocks])
    firsts = [
        number
        for number, (before, block) in enumerate(pairs)
        if block.level or (block.item != before.item and not (block.is_entry and before.is_entry))
    ]
    for first, last in pairwise([0, *firsts, len(blocks)]):
        headings = sum(kind is not None for kind in kinds[first:last])
        if headings >= _FEWEST_LISTED and not any(has_year(each.span.of(text)) for each in blocks[first:last]):
            yield from range(first, last)
