"""Marks that a program has put around the lines of a text: in an e-mail, a chat, a list of strings, a table, Org."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from refcheck.layout import MOST
from refcheck.layout.lines import Line, without_empty
from refcheck.parsing.splitting import has_year
from refcheck.parsing.splitting.evidence import LIKE_A_REFERENCE, evidence
from refcheck.parsing.splitting.headings import Heading, heading
from refcheck.parsing.splitting.openings import BULLET, NUMBER
from refcheck.text.deferred import deferred

_QUOTE = re.compile(r"(?:>[ \t\xa0]?)+")
"""The marks before a quoted line in an e-mail: "> Doe, J.", ">> 12(3)", "> > Oslo"."""

_DAY, _TIME = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?"
_MESSAGE = re.compile(rf"\[?(?:{_DAY},? {_TIME}|{_TIME}(?:,? {_DAY})?)\]?(?: [-–])? [^:\n]{{1,40}}: ")
"""The stamp of a chat before a message: "[03.05.19, 12:14:07] Maria: ", "5/3/19, 9:14 PM - Maria: ", "[9:14] Maria: "."""

_ITEM = re.compile(r"""(?:-\s+)?(?P<mark>["'])(?P<said>.{20,})(?P=mark),?$""")
"""A string on its own line in a list in JSON, YAML or a program: ``"Doe, J. …",``, ``- 'Doe, J. …'``."""

_DRAWER = deferred(r":(?!END:)[\w-]{1,40}:$")
"""The opening of a drawer of Org, whose lines are not text: ":PROPERTIES:", ":LOGBOOK:"."""

_CELL = deferred(r"[^|\s][^|]*(?=\|)")
"""A cell of a row between bars: "Doe, J. (2004)." in "| 1 | Doe, J. (2004). |"."""

_RULE = frozenset("|-+:= ")
"""Characters of a rule between two rows: "|---+---|"."""

_FEWEST = 3
"""The fewest such lines of a quoted text, a chat, a list of a program or a table of references."""


def without_prefixes(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without quote prefixes, the quotation marks of a program, and the stamps and senders of a chat.

    Drawers of Org are removed, and of a table's row only the cell with the reference is kept.
    """
    lines = list(_without_drawers(lines))
    if sum(line.text[0] == ">" for line in lines) >= _FEWEST:
        lines = list(without_empty(map(_unquoted, lines)))
    if sum(_ITEM.match(line.text) is not None for line in lines) >= max(_FEWEST, MOST * len(lines)):
        lines = [_bare(line) for line in lines if _ITEM.match(line.text) or len(line.text) > 1]
    lines = _in_cells(lines)
    message_start = {place: match.end() for place, line in enumerate(lines) if (match := _MESSAGE.match(line.text))}
    if len(message_start) < max(_FEWEST, MOST * len(lines)):
        return list(lines)
    return [
        evolve(_from(line, message_start[place]), blanks=max(line.blanks, 1)) if place in message_start else line
        for place, line in enumerate(lines)
    ]


_SIGNATURE = "--"
"""The line before an e-mail's signature, whose space at the end is left out here. Source: RFC 3676, section 4.3."""

_LONGEST = 6
"""The most lines of a signature. Source: a judgement: four are advised (RFC 3676, section 4.3), and long ones are wrapped."""

_DOI = deferred(r"\b10\.\d{4,9}/")
"""The prefix of a DOI, which no signature has: "10.1000/"."""


def without_signature(lines: Sequence[Line]) -> list[Line]:
    """Return the lines before the signature of an e-mail; or all, if its mark is one of several, or has a list below."""
    marks = [place for place, line in enumerate(lines) if line.text == _SIGNATURE]
    below = lines[marks[0] + 1 :] if len(marks) == 1 else ()
    if not below or len(below) > _LONGEST or any(map(_is_of_list, below)):
        return list(lines)
    return list(lines[: marks[0]])


def _is_of_list(line: Line) -> bool:
    """Return whether a line is the heading of a list, an item with a number or a mark, or a dated reference."""
    return (
        heading(line) in (Heading.LIST, Heading.NOTES)
        or any(each.match(line.text) for each in (NUMBER, BULLET))
        or _DOI.search(line.text) is not None
        or (has_year(line.text) and evidence(line.text) >= LIKE_A_REFERENCE)
    )


def _without_drawers(lines: Sequence[Line]) -> Iterator[Line]:
    closed = [place for place, line in enumerate(lines) if line.text == ":END:"]
    end = -1
    for place, line in enumerate(lines):
        if place > end and closed and _DRAWER.match(line.text):  # without an end no drawer is sought
            end = next((each for each in closed if each > place), place)
        elif place > end:
            yield line


def _in_cells(lines: Sequence[Line]) -> list[Line]:
    """Return the rows of a table as their longest cells, if most of those look like references, one in each row."""
    rows = {place: _longest_cell(line) for place, line in enumerate(lines) if line.text[0] == line.text[-1] == "|"}
    cells = [cell for cell in rows.values() if cell is not None]
    if len(cells) < _FEWEST or sum(evidence(cell.text) > 0 for cell in cells) <= MOST * len(cells):
        return list(lines)
    return [cell for place, line in enumerate(lines) if (cell := rows.get(place, line))]


def _longest_cell(row: Line) -> Line | None:
    """Return the longest cell of a row; ``None`` for a rule between rows."""
    cells = () if _RULE.issuperset(row.text) else _CELL.finditer(row.text)
    cell = max(cells, key=lambda cell: len(cell[0]), default=None)
    return evolve(_from(row, cell.start()), text=cell[0].rstrip(), blanks=max(row.blanks, 1)) if cell else None


def _bare(line: Line) -> Line:
    item = _ITEM.match(line.text)
    return evolve(_from(line, item.start("said")), text=item["said"]) if item else line


def _unquoted(line: Line) -> Line:
    mark = _QUOTE.match(line.text)
    return _from(line, mark.end()) if mark else line


def _from(line: Line, place: int) -> Line:
    """Return the line from a place on, with leading spaces there counted as indentation."""
    text = line.text[place:]
    inner = len(text) - len(text.lstrip())
    return evolve(line, text=text.lstrip(), start=line.start + place + inner, indent=line.indent + inner)
