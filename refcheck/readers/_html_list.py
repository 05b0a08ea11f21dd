"""Where on a page the reference list is, by what the page's own elements say."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from refcheck.model import Span
from refcheck.parsing import Entry
from refcheck.parsing.splitting import split
from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.headings import Heading, heading
from refcheck.parsing.splitting.lines import lines_of
from refcheck.readers._paper import entries_of
from refcheck.readers._xml import Element, local

# Classes, roles and ids of lists: "references", "ref-list", "csl-bib-body", "doc-bibliography", "article-references__list".
_LIST = re.compile(
    r"(?:^|[\s_-])(?:references?|ref-?lists?|refs|bibliography|bibliographies|biblio|literature|works-?cited|csl-bib-body"
    r"|citations?-?list|doc-bibliography|doc-endnotes|footnotes)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Classes and roles of entries: "csl-entry", "doc-biblioentry", "citation-item", "bib-reference", "ref".
_ENTRY = re.compile(
    r"(?:^|[\s_-])(?:csl-entry|doc-biblioentry|doc-endnote|(?:ref(?:erence)?|citation|bib(?:lio)?)(?:-?(?:item|entry|content|text))?)(?:$|\s)",
    re.IGNORECASE,
)
_ITEMS = frozenset({"li", "tr"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A number that stands alone, in a cell or element of its own: "[12]", "12.".
_NUMBER = re.compile(r"[\[(]?(\d{1,4})[\]).:]?")
_SURE = 0.7
"""At least this share of a list's items must look like references for each item to be one."""
_SHORT = 40

Block = tuple[Element | None, Span]
"""A paragraph: the innermost block that holds it, and where it stands."""


def listed(text: str, blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """The references of the lists that elements or headings tell; none where there is no such list."""
    weights = [evidence(span.of(text)[:1000]) for _, span in blocks]
    ranges = [*_by_class(blocks), *_by_heading(text, blocks)]
    worth = {each: sum(weights[number] > 0 for number in each) for each in ranges}
    taken: list[range] = []
    for each in sorted(worth, key=lambda each: (-worth[each], len(each))):
        if worth[each] and not any(each.start < other.stop and other.start < each.stop for other in taken):
            taken.append(each)
    return tuple(
        entry
        for each in sorted(taken, key=lambda each: each.start)
        for entry in _entries(text, [blocks[n] for n in each])
    )


def _by_class(blocks: Sequence[Block]) -> Iterator[range]:
    """The stretches of blocks within an element whose class, role or id says that it is a list."""
    open_at: dict[Element, int] = {}
    for number, (element, _) in enumerate(blocks):
        around = {} if element is None else {each: number for each in _with_ancestors(element) if _says(each, _LIST)}
        for each in [each for each in open_at if each not in around]:
            yield range(open_at.pop(each), number)
        open_at = around | open_at
    yield from (range(start, len(blocks)) for start in open_at.values())


def _by_heading(text: str, blocks: Sequence[Block]) -> Iterator[range]:
    """The stretches of blocks from a heading such as "References" to the next heading of its level."""
    levels = [_level(element) for element, _ in blocks]
    for number, (_, span) in enumerate(blocks):
        lines = lines_of(span.of(text)[:200])
        if len(lines) == 1 and heading(lines[0]) is Heading.LIST:
            level = levels[number] or len(_HEADINGS)
            end = next((n for n in range(number + 1, len(blocks)) if 0 < levels[n] <= level), len(blocks))
            yield range(number + 1, end)


def _entries(text: str, blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """The references of one list: its items, or what is found in its text where these are no references one by one."""
    blocks = [(element, span) for element, span in blocks if not _level(element)]
    items = [[span for _, span in group] for _, group in groupby(blocks, key=lambda block: _item(block[0]))]
    items = [item for item in _with_numbers(text, items) if _may_be_reference(text, item)]
    good = sum(evidence(" ".join(span.of(text) for span in item)[:1000]) > 0 for item in items)
    whole = Span(blocks[0][1].start, blocks[-1][1].end) if blocks else Span(0, 0)
    found = split(whole.of(text))
    if len(items) > 1 and good >= _SURE * len(items) and (good >= len(found) / 2):
        return entries_of(text, items)
    return tuple(
        Entry(key=entry.key, raw=entry.raw, spans=tuple(span.shifted(whole.start) for span in entry.spans))
        for entry in found
    )


def _with_numbers(text: str, items: Sequence[list[Span]]) -> Iterator[list[Span]]:
    """The items, where a number stands in one of its own, put before the next."""
    waiting: list[Span] = []
    for item in items:
        if len(item) == 1 and _NUMBER.fullmatch(item[0].of(text).strip()):
            waiting = item
        else:
            yield [*waiting, *item]
            waiting = []


def _may_be_reference(text: str, item: Sequence[Span]) -> bool:
    """Whether an item of a list can be one of its references: no word such as "Show all"."""
    whole = " ".join(span.of(text) for span in item)
    return any(map(str.isalpha, whole)) and (len(whole) >= _SHORT or any(map(str.isdecimal, whole)))


def _item(block: Element | None) -> Element | None:
    """The item that a block belongs to: the list item, table row or marked entry around it, else the block itself."""
    if block is None:
        return None
    return next((each for each in _with_ancestors(block) if local(each) in _ITEMS or _says(each, _ENTRY)), block)


def _says(element: Element, pattern: re.Pattern[str]) -> bool:
    values = (element.get("class"), element.get("id"), element.get("role"), element.get("epub:type"))
    return any(value is not None and len(value) < 300 and pattern.search(value) for value in values)


def _with_ancestors(element: Element) -> Iterator[Element]:
    yield element
    yield from element.iterancestors()


def _level(element: Element | None) -> int:
    """The level of a heading, 0 for what is none."""
    if element is None:
        return 0
    name = next((local(each) for each in _with_ancestors(element) if local(each) in _HEADINGS), "")
    return _HEADINGS.index(name) + 1 if name else 0
