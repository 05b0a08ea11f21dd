"""Features that lines share with their neighbours: sizes of letters, prefixes, widths."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from attrs import evolve

from refcheck.layout.lines import Line, without_empty
from refcheck.parsing.splitting.evidence import evidence
from refcheck.text.deferred import deferred

_QUOTE = re.compile(r"(?:>[ \t\xa0]?)+")
"""The marks before a line of a mail that is quoted: "> Doe, J.", ">> 12(3)", "> > Oslo"."""

_DAY, _TIME = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?"
_MESSAGE = re.compile(rf"\[?(?:{_DAY},? {_TIME}|{_TIME}(?:,? {_DAY})?)\]?(?: [-–])? [^:\n]{{1,40}}: ")
"""The stamp of a chat before a message: "[03.05.19, 12:14:07] Maria: ", "5/3/19, 9:14 PM - Maria: ", "[9:14] Maria: "."""

_ITEM = re.compile(r"""(?:-\s+)?(?P<mark>["'])(?P<said>.{20,})(?P=mark),?$""")
"""A text of a list in JSON, YAML or a program, on its line: ``"Doe, J. …",``, ``- 'Doe, J. …'``."""

_DRAWER = deferred(r":(?!END:)[\w-]{1,40}:$")
"""The opening of a drawer of Org, whose lines are no text: ":PROPERTIES:", ":LOGBOOK:"."""

_CELL = deferred(r"[^|\s][^|]*(?=\|)")
"""A cell of a row between bars: "Doe, J. (2004)." in "| 1 | Doe, J. (2004). |"."""

_RULE = frozenset("|-+:= ")
"""Signs of a line between two rows: "|---+---|"."""

_FEWEST = 3
_MOSTLY = 0.5
"""A text is a chat, or a list of a program, where so many of its lines are messages or items. Source: set by hand."""


def without_prefixes(lines: Sequence[Line]) -> list[Line]:
    """The lines without the marks of quotation, the items of a list without its, and a chat's messages without who said them."""
    lines = list(_without_drawers(lines))
    if sum(line.text[0] == ">" for line in lines) >= _FEWEST:
        lines = list(without_empty(map(_unquoted, lines)))
    if sum(_ITEM.match(line.text) is not None for line in lines) >= max(_FEWEST, _MOSTLY * len(lines)):
        lines = [_bare(line) for line in lines if _ITEM.match(line.text) or len(line.text) > 1]
    if sum(_is_row(line) for line in lines) >= _FEWEST:
        lines = [cell for line in lines if (cell := _cell(line) if _is_row(line) else line)]
    said = {place: match.end() for place, line in enumerate(lines) if (match := _MESSAGE.match(line.text))}
    if len(said) < max(_FEWEST, _MOSTLY * len(lines)):
        return list(lines)
    return [
        evolve(_from(line, said[place]), blanks=max(line.blanks, 1)) if place in said else line
        for place, line in enumerate(lines)
    ]


def _without_drawers(lines: Sequence[Line]) -> Iterator[Line]:
    closed = [place for place, line in enumerate(lines) if line.text == ":END:"]
    end = -1
    for place, line in enumerate(lines):
        if place > end and closed and _DRAWER.match(line.text):  # without an end no drawer is looked for
            end = next((each for each in closed if each > place), place)
        elif place > end:
            yield line


def _is_row(line: Line) -> bool:
    return line.text[0] == line.text[-1] == "|"


def _cell(line: Line) -> Line | None:
    """Return the longest cell of a table's row, in which a reference stands if one does; ``None`` for a rule between rows."""
    cells = () if _RULE.issuperset(line.text) else _CELL.finditer(line.text)
    cell = max(cells, key=lambda cell: len(cell[0]), default=None)
    return evolve(_from(line, cell.start()), text=cell[0].rstrip(), blanks=max(line.blanks, 1)) if cell else None


def _bare(line: Line) -> Line:
    item = _ITEM.match(line.text)
    return evolve(_from(line, item.start("said")), text=item["said"]) if item else line


def _unquoted(line: Line) -> Line:
    mark = _QUOTE.match(line.text)
    return _from(line, mark.end()) if mark else line


def _from(line: Line, place: int) -> Line:
    """Return the line from a place on, as far in as its text stands behind what was before it."""
    text = line.text[place:]
    inner = len(text) - len(text.lstrip())
    return evolve(line, text=text.lstrip(), start=line.start + place + inner, indent=line.indent + inner)


_RAGGED = 0.12
"""The share of the width by which the lines of a ragged or proportionally set text differ at the right edge. Source: set by
hand; what comes of it is measured by ``tests/benchmarks/split.py``."""
_OVERFLOW = 4
"""A line beyond the right edge counts against it as much as so many lines at the edge count for it."""
_NARROWEST = 20
_CROWDED = 0.1
"""The share of all lines that must reach the right edge for the text to have one. Source: set by hand; what comes of it is
measured by ``tests/benchmarks/split.py``."""


class Room(StrEnum):
    """How much room a line leaves for the first word of the next."""

    FULL = "full"
    TIGHT = "tight"
    SOME = "some"
    MUCH = "much"
    HALF = "half"


def width_of(lines: Sequence[Line]) -> int | None:
    """Return the width in columns that the lines were wrapped at, or ``None`` where they do not look wrapped."""
    edges = Counter(line.edge for line in lines if " " in line.text)
    best, most = None, 0
    beyond = 0
    for width in sorted(edges, reverse=True):
        if width < _NARROWEST:
            break
        band = max(int(width * _RAGGED), 4)
        reaching = sum(edges[edge] for edge in range(width - band + 1, width + 1)) - _OVERFLOW * beyond
        if reaching > most:
            best, most = width, reaching
        beyond += edges[width]
    return best if most >= _CROWDED * sum(edges.values()) else None


def room(line: Line, following: Line, width: int | None) -> Room:
    """Return how much room ``line`` leaves at its end once the first word of the line that follows were set there too."""
    if width is None:
        return Room.HALF
    word = following.text.split(maxsplit=1)[0]
    free = width - line.edge - 1 - len(word)
    if free < 0:
        return Room.FULL
    share = free / width
    if share < 0.05:
        return Room.TIGHT
    if share < 0.15:
        return Room.SOME
    return Room.MUCH if share < 0.4 else Room.HALF


_LOOKED_AT = 20
"""The list's size is that of its first lines."""
_SHARE = 0.7
"""So many of them must have it; a scanned page has letters of all sizes. Source: set by hand; what comes of it is measured
by ``tests/benchmarks/split.py``."""
_NEAR = 0.07
"""Sizes that differ by this share or less are the same. Source: set by hand; what comes of it is measured by
``tests/benchmarks/split.py``."""
_ALIKE = 0.15
"""Lines whose size differs by no more are looked at: an entry that was pasted in, in letters a point smaller. Source: set by
hand; what comes of it is measured by ``tests/benchmarks/split.py``."""
_FEW = 2
"""So many lines in another size may still be the list's: an address in a font of its own."""
_PAGE = 25
"""So many lines in another size are another thing than the list, and so is what comes after them."""


def in_one_size(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a list's section, in the size of its entries."""
    sizes = [line.size for line in lines if line.size and evidence(line.text) > 0][:_LOOKED_AT]
    if not sizes:
        return list(lines)
    size = Counter(sizes).most_common(1)[0][0]
    if sum(_differs(each, size) <= _NEAR for each in sizes) < _SHARE * len(sizes):
        return list(lines)
    return list(_of_size(lines, size))


def _of_size(lines: Sequence[Line], size: float) -> Iterator[Line]:
    runs = [list(run) for _, run in groupby(lines, key=lambda line: _differs(line.size, size) <= _NEAR)]
    for number, run in enumerate(runs):
        is_last = number == len(runs) - 1
        if _differs(run[0].size, size) <= _NEAR or (len(run) <= _FEW and not is_last) or _are_alike(run, size):
            yield from run
        elif len(run) >= _PAGE:
            return


def _are_alike(run: Sequence[Line], size: float) -> bool:
    return all(_differs(line.size, size) <= _ALIKE for line in run) and sum(evidence(line.text) for line in run) > 0


def _differs(size: float, other: float) -> float:
    return abs(size - other) / other
