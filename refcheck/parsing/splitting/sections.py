"""The sections of a document, each with its heading: the one model of a document's parts, whatever format it came in."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from refcheck.layout.lines import Line
from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.headings import Heading, contents, heading

_UNKNOWN = 9
"""The level of a heading that is told by its words alone: any heading that the document tells ends its section."""


@frozen(kw_only=True)
class Part:
    """The lines between a heading and the next: ``kind`` is what the heading says, ``None`` where that is nothing known.

    ``level`` is that of the heading where the document tells it, else 0.
    """

    kind: Heading | None
    lines: tuple[Line, ...]
    level: int = 0


def sections(lines: Sequence[Line]) -> Iterator[Part]:
    """The sections of a text, in order, without their headings; the first has none.

    A section begins at every heading that is known by its words, and at every one that the document tells, unless it stands deeper
    than the heading of the list around it: the parts of a list are no lists of their own.
    """
    kind: Heading | None = None
    level = 0
    held: list[Line] = []
    are_told = any(line.level for line in lines)
    found_at = [heading(line) for line in lines]
    apart = [bool(line.blanks or line.page or line.level) for line in lines]
    listed = contents(found_at, apart, [line.text for line in lines])
    for place, line in enumerate(lines):
        found = None if place in listed else found_at[place]
        before = lines[place - 1] if place else None
        may_go_on = are_told or line.text.endswith(".")
        if found and may_go_on and not line.level and before and _goes_on(before, line):
            found = None
        if found is None and (line.level == 0 or (kind is Heading.LIST and line.level > level)):
            if not (kind is Heading.LIST and line.level and _is_bare(line)):
                held.append(line)
            continue
        yield Part(kind=kind, lines=tuple(held), level=level % _UNKNOWN)
        kind, level, held = found, line.level or _UNKNOWN, []
    yield Part(kind=kind, lines=tuple(held), level=level % _UNKNOWN)


def _is_bare(line: Line) -> bool:
    """Whether a heading within a list holds nothing that a reference has: "Laws and statutes"."""
    return not any(map(str.isdecimal, line.text)) and evidence(line.text) <= 0


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line is the rest of the sentence before it: "… and Their\nSources"."""
    return not line.blanks and not line.page and ending(before.text) in (Ending.JOINED, Ending.WORD)
