"""Items of Markdown's lists: which lines lie in which, paragraphs further in among them.

Source: CommonMark 0.31, 5.2 and 5.3.
"""

import re
from collections.abc import Sequence

_MARK = re.compile(r"(?P<indent> *)(?:[-*+]|(?P<number>\d{1,9})[.)])[ \t]+\S")
"""The mark of an item: "- Doe", "12. Doe"."""

_HEADING = re.compile(r" {0,3}#{1,6} ")
"""A heading, which ends a list: "## Articles"."""

_INNER, _TAB = 2, 4
"""What stands so many columns further in than the mark of an item, lies in it; a tab leads to the next fourth one."""


def items_of(lines: Sequence[str]) -> list[int]:
    """For each line the number of the item that holds it, from 1; 0 for one in no item, or in one that holds further ones."""
    found, holding = [], set()
    item = count = edge = 0
    last, is_apart = 0.0, True
    for line in (each.expandtabs(_TAB) for each in lines):
        mark, indent = _MARK.match(line), len(line) - len(line.lstrip())
        if mark and item and indent >= edge + _INNER:
            holding.add(item)
        elif mark and (not mark["number"] or not item or is_apart or abs(int(mark["number"]) - last) <= 1):
            count += 1
            item, edge, last = count, indent, float(mark["number"] or "nan")
        elif _HEADING.match(line) or (is_apart and line.strip() and indent < edge + _INNER):
            item = 0
        is_apart = not line.strip()
        found.append(item)
    return [0 if each in holding else each for each in found]
