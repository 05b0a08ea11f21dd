"""What mail and chat programs put before each line: marks of quotation, and who said it when."""

import re
from collections.abc import Sequence

from attrs import evolve

from refcheck.parsing.splitting.layout.lines import Line, without_empty

_QUOTE = re.compile(r"(?:>[ \t\xa0]?)+")
"""The marks before a line of a mail that is quoted: "> Doe, J.", ">> 12(3)", "> > Oslo"."""

_MESSAGE = re.compile(
    r"\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?\]?(?: [-–])? [^:\n]{1,40}: "
)
"""What a chat writes before a message: "[03.05.19, 12:14:07] Maria: ", "5/3/19, 9:14 PM - Maria: "."""

_FEWEST = 3
_MOSTLY = 0.5
"""A text is a chat where so many of its lines are messages. Source: set by hand."""


def without_prefixes(lines: Sequence[Line]) -> list[Line]:
    """The lines without the marks of quotation, and the messages of a chat without who said them, each set apart."""
    if sum(line.text[0] == ">" for line in lines) >= _FEWEST:
        lines = list(without_empty(map(_unquoted, lines)))
    said = {place: match.end() for place, line in enumerate(lines) if (match := _MESSAGE.match(line.text))}
    if len(said) < max(_FEWEST, _MOSTLY * len(lines)):
        return list(lines)
    return [
        evolve(_from(line, said[place]), blanks=max(line.blanks, 1)) if place in said else line
        for place, line in enumerate(lines)
    ]


def _unquoted(line: Line) -> Line:
    mark = _QUOTE.match(line.text)
    return _from(line, mark.end()) if mark else line


def _from(line: Line, place: int) -> Line:
    """The line from a place on, as far in as its text stands behind what was before it."""
    text = line.text[place:]
    inner = len(text) - len(text.lstrip())
    return evolve(line, text=text.lstrip(), start=line.start + place + inner, indent=line.indent + inner)
