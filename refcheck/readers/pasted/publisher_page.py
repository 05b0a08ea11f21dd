"""A reference list pasted from a publisher's page, with the words of its buttons: "Article", "CAS", "Google Scholar", "View".

The buttons stand behind each reference and part it from the next; a number, or the label "Doe and Roe, 2010", may stand before it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from refcheck.model import Bibliography, Document, Span
from refcheck.parsing import Entry, parse_list
from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.headings import Heading, heading
from refcheck.parsing.splitting.layout.lines import lines_of
from refcheck.readers.citations import citations
from refcheck.readers.papers.buttons import is_button

NAME = "publisher-page"

_FEWEST = 3
"""So many references must have buttons."""
_LINE = re.compile(r"[^\r\n]+")
_NUMBER = re.compile(r"[\[(]?(\d{1,4})[\]).]{0,2}")
"""A number alone on its line: "12.", "[12]", "12"."""

_NUMBERED = re.compile(r"(?:\[(\d{1,4})\]|(\d{1,4})[.)])[ \t]+(?=\S)")
"""A number before a reference: "12. Doe", "[12] Doe"."""

_LABEL = re.compile(r"[^\W\d_][^\d]{1,60},? (?:\d{4}[a-z]?|n\.d\.)")
"""The label before a reference: "Doe and Roe, 2010", "Doe et al., 2010a", "World Bank, 2010"."""

_BARE_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)?10\.\d{4,9}/\S+", re.IGNORECASE)
_LONGEST_BUTTON = 80


@frozen
class _Line:
    text: str
    span: Span
    is_button: bool


def recognises(name: str, text: str) -> bool:
    """Whether button lines stand behind several references."""
    lines = _lines(text)
    runs = sum(line.is_button and not before.is_button for before, line in pairwise(lines))
    return (
        runs >= _FEWEST
        and sum(evidence(" ".join(line.text for line in group)) > 0 for group in _groups(lines)) >= _FEWEST
    )


def read(text: str, name: str) -> Bibliography:
    """One reference for each stretch between buttons, parted where numbers or labels say so."""
    references = parse_list([entry for group in _groups(_lines(text)) for entry in _entries(text, group)])
    return Bibliography(
        document=Document(name=name, format=NAME, text=text),
        references=references,
        citations=citations(text, references),
    )


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank, from the heading of the list on where there is one before the first button."""
    lines = [
        _Line(found[0].strip(), _bare(found), len(found[0]) <= _LONGEST_BUTTON and is_button(found[0]))
        for found in _LINE.finditer(text)
        if found[0].strip()
    ]
    first = next((number for number, line in enumerate(lines) if line.is_button), 0)
    start = max((number + 1 for number in range(first) if _is_heading(lines[number].text)), default=0)
    return lines[start:]


def _bare(found: re.Match[str]) -> Span:
    lead = len(found[0]) - len(found[0].lstrip())
    return Span(found.start() + lead, found.start() + len(found[0].rstrip()))


def _is_heading(text: str) -> bool:
    lines = lines_of(text)
    return len(lines) == 1 and heading(lines[0]) is Heading.LIST


def _groups(lines: Sequence[_Line]) -> Iterator[Sequence[_Line]]:
    """The lines before each run of buttons; what stands behind the last only where it is numbered on."""
    group: list[_Line] = []
    for line in lines:
        if not line.is_button:
            group.append(line)
        elif group:
            yield group
            group = []
    if group and (_NUMBER.fullmatch(group[0].text) or _NUMBERED.match(group[0].text)):
        yield group


def _entries(text: str, group: Sequence[_Line]) -> Iterator[Entry]:
    """The references of a group: one, or one for each number, label or line of its own."""
    starts = [place for place, line in enumerate(group) if _begins(group, place)]
    if not starts or starts[0] != 0:
        starts.insert(0, 0)
    if len(starts) == 1 and not _NUMBER.fullmatch(group[0].text) and _are_whole(group):
        starts = [place for place, line in enumerate(group) if not _BARE_DOI.fullmatch(line.text)]
    for start, end in zip(starts, [*starts[1:], len(group)], strict=True):
        if entry := _entry(text, group[start:end]):
            yield entry


def _begins(group: Sequence[_Line], place: int) -> bool:
    text = group[place].text
    is_label = _LABEL.fullmatch(text) is not None and place + 1 < len(group)
    return _NUMBER.fullmatch(text) is not None or _NUMBERED.match(text) is not None or is_label


def _are_whole(group: Sequence[_Line]) -> bool:
    """Whether each line is a reference of its own."""
    lines = [line for line in group if not _BARE_DOI.fullmatch(line.text)]
    return len(lines) > 1 and all(evidence(line.text) > 1 and len(line.text) > _LONGEST_BUTTON for line in lines)


def _entry(text: str, lines: Sequence[_Line]) -> Entry | None:
    key: str | None = None
    spans = [line.span for line in lines]
    if number := _NUMBER.fullmatch(lines[0].text):
        key, spans = number[1], spans[1:]
    elif numbered := _NUMBERED.match(lines[0].text):
        key = numbered[1] or numbered[2]
        spans[0] = Span(spans[0].start + numbered.end(), spans[0].end)
    elif len(lines) > 1 and _LABEL.fullmatch(lines[0].text):
        spans = spans[1:]
    raw = "\n".join(span.of(text) for span in spans)
    return Entry(key=key, raw=raw, spans=tuple(spans)) if any(map(str.isalpha, raw)) else None
