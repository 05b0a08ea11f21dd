"""What programs put around each line: a mail's marks of quotation, a list's quotes and commas, who said it when in a chat."""

import re
from collections.abc import Sequence

from attrs import evolve

from refcheck.layout.lines import Line, without_empty

_QUOTE = re.compile(r"(?:>[ \t\xa0]?)+")
"""The marks before a line of a mail that is quoted: "> Doe, J.", ">> 12(3)", "> > Oslo"."""

_DAY, _TIME = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?"
_MESSAGE = re.compile(rf"\[?(?:{_DAY},? {_TIME}|{_TIME},? {_DAY})\]?(?: [-–])? [^:\n]{{1,40}}: ")
"""What a chat writes before a message: "[03.05.19, 12:14:07] Maria: ", "5/3/19, 9:14 PM - Maria: ", "[9:14, 5/3/2019] Maria: "."""

_ITEM = re.compile(r"""(?:-\s+)?(?P<mark>["'])(?P<said>.{20,})(?P=mark),?$""")
"""A text of a list in JSON, YAML or a program, on its line: ``"Doe, J. …",``, ``- 'Doe, J. …'``."""

_FEWEST = 3
_MOSTLY = 0.5
"""A text is a chat, or a list of a program, where so many of its lines are messages or items. Source: set by hand."""


def without_prefixes(lines: Sequence[Line]) -> list[Line]:
    """The lines without the marks of quotation, the items of a list without its, and a chat's messages without who said them."""
    if sum(line.text[0] == ">" for line in lines) >= _FEWEST:
        lines = list(without_empty(map(_unquoted, lines)))
    if sum(_ITEM.match(line.text) is not None for line in lines) >= max(_FEWEST, _MOSTLY * len(lines)):
        lines = [_bare(line) for line in lines if _ITEM.match(line.text) or len(line.text) > 1]
    said = {place: match.end() for place, line in enumerate(lines) if (match := _MESSAGE.match(line.text))}
    if len(said) < max(_FEWEST, _MOSTLY * len(lines)):
        return list(lines)
    return [
        evolve(_from(line, said[place]), blanks=max(line.blanks, 1)) if place in said else line
        for place, line in enumerate(lines)
    ]


def _bare(line: Line) -> Line:
    item = _ITEM.match(line.text)
    return evolve(_from(line, item.start("said")), text=item["said"]) if item else line


def _unquoted(line: Line) -> Line:
    mark = _QUOTE.match(line.text)
    return _from(line, mark.end()) if mark else line


def _from(line: Line, place: int) -> Line:
    """The line from a place on, as far in as its text stands behind what was before it."""
    text = line.text[place:]
    inner = len(text) - len(text.lstrip())
    return evolve(line, text=text.lstrip(), start=line.start + place + inner, indent=line.indent + inner)
