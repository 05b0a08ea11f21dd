"""Definitions of Markdown's links: where a label leads; their lines print nothing.

Source: CommonMark 0.31, 4.7 and 6.3. A number is left as a citation: "[1]" in the text, and "[1]: https://example.org" in the list.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from refcheck.readers.documents.markdown.items import HEADING

_DEFINITION = re.compile(
    r" {0,3}\[(?P<label>[^\[\]\n^][^\[\]\n]{0,200})\]:[ \t]*<?(?P<target>[^\s<>]+)>?"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?\s*$"
)
"""A definition: "[doe]: https://example.org", '[a b]: <https://example.org> "A title"'."""

_USE = re.compile(r"(?P<behind>\])?\[(?P<label>[^\[\]\n]{1,200})\](?!:)")
"""A label that is used, behind a link's text or by itself: "[A title][doe]", "[doe]"."""


@frozen
class Definition:
    """One of them: the number of its line, from 0, its label in small letters, and where it leads."""

    line: int
    label: str
    target: str


def of_links(lines: Sequence[str]) -> Iterator[Definition]:
    """Yield the definitions whose labels are used in links; under a heading of their own they are a list, and no definitions."""
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
