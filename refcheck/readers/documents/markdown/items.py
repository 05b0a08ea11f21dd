"""Items of Markdown lists, and definitions of links.

The lines of an item include its indented paragraphs; a fenced code block outside a list is an item too. The lines of link
definitions are not rendered. A number is left as a citation: "[1]" in the text, and "[1]: https://example.org" in the list.
Source: CommonMark 0.31, 4.5, 4.7, 5.2, 5.3 and 6.3.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

_MARK = re.compile(r"(?P<indent> *)(?:[-*+]|(?P<number>\d{1,9})[.)])[ \t]+\S")
"""The marker of an item and the character after it: "- Doe", "12. Doe"."""

FENCE = re.compile(
    r" {0,3}(`{3,}|~{3,})(?P<plain>[ \t]*(?:te?xt|plain(?:text)?|(?P<cited>bib(?:tex)?|cit(?:ation|e)))?[ \t]*\r?$)?"
)
"""The fence of a code block, with a group ``plain`` if it names no programming language, and a group ``cited`` if its label
says that it is cited: "```", "~~~text", "```bib", "~~~r"."""

_LABELLED = re.compile(
    r"(?: +[-*+][ \t]+[*_]{0,3}|[-*+][ \t]+[*_]{1,3})[^\W\d_][\w /&-]{0,34}[*_]{0,3}:[*_]{0,3}(?:\s|$)"
)
"""An item that describes the text above it: "   - **DOI:** 10.1000/182", "  - Relevance: a first survey"."""

HEADING = re.compile(r" {0,3}#{1,6} ")
"""A heading, which ends a list: "## Articles"."""

_INNER, _TAB = 2, 4
"""The fewest columns of indentation, from an item's marker, of lines that belong to it; and the width of a tab."""


def items_of(lines: Sequence[str]) -> list[int]:
    """Return for each line the number of its item, from 1; 0 for a line outside items, or in an item with further items in it."""
    found, holding = [], set()
    item = count = edge = 0
    last, is_apart, fence, is_own, is_below = 0.0, True, "", False, False
    for line in (each.expandtabs(_TAB) for each in lines):
        mark, indent, opened = _MARK.match(line), len(line) - len(line.lstrip()), FENCE.match(line)
        if fence:
            if opened and opened[1].startswith(fence):
                fence = ""
            elif is_own and line.strip() and (mark or is_apart):  # the block contains several items
                count += 1
                item = count
            is_apart = not line.strip()
            found.append(item)
            item = item if fence or not is_own else 0
            continue
        if opened:
            fence, is_own = opened[1], not item or (is_apart and indent < edge + _INNER)
            count += is_own
            item = count if is_own else item
        elif mark and item and indent >= edge + _INNER:
            holding.add(item)
        elif mark and not (is_below and _LABELLED.match(line)) and _counts(mark, item, last, is_apart):
            count += 1
            item, edge, last = count, indent, float(mark["number"] or "nan")
        elif HEADING.match(line) or (is_apart and line.strip() and indent < edge + _INNER):
            item = 0
        is_apart = not line.strip()
        is_below = is_below if is_apart else not item and not HEADING.match(line) and not line.rstrip().endswith(":")
        found.append(item)
    return [0 if each in holding else each for each in found]


def _counts(mark: re.Match[str], item: int, last: float, is_apart: bool) -> bool:
    """Return whether a marker starts an item: it has no number, is the first or after an empty line, or counts on by at most 1."""
    return not mark["number"] or not item or is_apart or abs(int(mark["number"]) - last) <= 1


_DEFINITION = re.compile(
    r" {0,3}\[(?P<label>[^\[\]\n^][^\[\]\n]{0,200})\]:[ \t]*<?(?P<target>[^\s<>]+)>?"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?\s*$"
)
"""A definition: "[doe]: https://example.org", '[a b]: <https://example.org> "A title"'."""

_USE = re.compile(r"(?P<behind>\])?\[(?P<label>[^\[\]\n]{1,200})\](?!:)")
"""A label that is used, after a link's text or on its own: "[A title][doe]", "[doe]"."""


@frozen
class Definition:
    """A definition of a link: the number of its line, from 0, its label, case-folded, and its target."""

    line: int
    label: str
    target: str


def of_links(lines: Sequence[str]) -> Iterator[Definition]:
    """Yield the definitions whose labels are used in links; those that are all that a section contains are a list instead."""
    used = {
        each["label"].casefold()
        for line in lines
        for each in _USE.finditer(line)
        if each["behind"] or not each["label"].isdecimal()
    }
    found: list[Definition] = []
    says_more = False
    for number, line in enumerate([*lines, "# "]):
        if each := _DEFINITION.match(line):
            found.append(Definition(number, each["label"].casefold(), each["target"]))
        elif HEADING.match(line):
            yield from (each for each in found if says_more and each.label in used)
            found, says_more = [], False
        elif line.strip() and not line.lstrip().startswith("<"):
            says_more = True
