"""A reference list pasted from a publisher's page, with the words of its buttons: "Article", "CAS", "Google Scholar", "View".

The buttons follow each reference and separate it from the next; a number, or a label such as "Doe and Roe, 2010", may precede
it. Where they follow only some references, and each reference is on a line of its own, the lines separate them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from attrs import evolve, frozen

from refcheck.gazetteer.buttons import end_without_buttons, is_button
from refcheck.layout import LITTLE, MOST, NEARLY_ALL
from refcheck.layout.lines import lines_of
from refcheck.layout.runs import runs, stretches
from refcheck.model import Bibliography, Span
from refcheck.parsing import Entry, apart, parse_list, split_list
from refcheck.parsing.splitting import has_year
from refcheck.parsing.splitting.evidence import PASSING, evidence, is_sentence
from refcheck.parsing.splitting.headings import Heading, heading
from refcheck.parsing.splitting.layout.parts_by_line import LABEL, numbered_parts
from refcheck.parsing.splitting.splitter import shows_records
from refcheck.readers.citations import citations
from refcheck.readers.entries import LINE, listed

NAME = "publisher-page"

_FEWEST = 3
"""The fewest references that must have buttons; buttons on only a small share of the lines are a few links in a list."""
_ANNOTATED = 0.3
"""The share of stretches between buttons that start with a sentence if the buttons are headings: "Abstract". Source: a
judgement; not fitted."""
_FEWEST_WORDS = 3
"""The fewest words of a reference; a line of fewer is an identifier alone. Source: a judgement; not fitted."""

_NUMBER = re.compile(r"[\[(]?((?!(?:1[5-9]|20)\d\d(?!\d))\d{1,5})[\]).]{0,2}")
"""A number alone on its line: "12.", "[12]", "12"."""

_NUMBERED = re.compile(r"(?:\[(\d{1,5})\]|(\d{1,5})[.)])[ \t]+(?=\S)")
"""A number before a reference: "12. Doe", "[12] Doe"."""


@frozen
class _Line:
    text: str
    span: Span
    is_button: bool


def recognises(name: str, text: str) -> bool:
    """Return whether lines of buttons follow several references.

    If numbers that count stand alone above the references, or the page shows records, the buttons are not needed: such a page is
    a text like others.
    """
    lines = _lines(text)
    runs = sum(line.is_button and not before.is_button for before, line in pairwise(lines))
    if runs < max(_FEWEST, LITTLE * len(lines)) or numbered_parts(lines_of(text)):
        return False
    groups = [group for group, is_closed in _groups(lines) if is_closed]
    sentences = sum(is_sentence(group[0].text) and evidence(group[0].text) < 0 for group in groups)
    is_annotated = sentences > _ANNOTATED * len(groups)
    likely = sum(evidence(" ".join(line.text for line in group)) > 0 for group in groups)
    return not is_annotated and likely >= _FEWEST and not shows_records(text)


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each stretch between buttons, or more if numbers, labels or the lines of the list divide it."""
    lines = _lines(text)
    by_line = _by_line(text, lines)
    found = [_entries(text, group, is_closed=is_closed, by_line=by_line) for group, is_closed in _groups(lines)]
    references = parse_list(apart(list(chain.from_iterable(found))))
    return listed(text, name, NAME, references, citations=citations(text, references))


def _lines(text: str) -> list[_Line]:
    """Return the lines that are not blank, only those after the list's heading if there is one before the first button."""
    lines = [line for found in LINE.finditer(text) if found[0].strip() for line in _split_buttons(text, found)]
    first = next((number for number, line in enumerate(lines) if line.is_button), 0)
    start = max((number + 1 for number in range(first) if _is_heading(lines[number].text)), default=0)
    return lines[start:]


def _split_buttons(text: str, found: re.Match[str]) -> Iterator[_Line]:
    """Yield a line, and after it the buttons at its end as a line of their own."""
    if is_button(found[0]):
        yield _line(text, *found.span(), is_button=True)
        return
    end = found.start() + end_without_buttons(found[0])
    yield _line(text, found.start(), end, is_button=False)
    if end < found.end():
        yield _line(text, end, found.end(), is_button=True)


def _line(text: str, start: int, end: int, *, is_button: bool) -> _Line:
    printed = text[start:end]
    lead = len(printed) - len(printed.lstrip())
    return _Line(printed.strip(), Span(start + lead, start + len(printed.rstrip())), is_button)


def _is_heading(text: str) -> bool:
    lines = lines_of(text)
    return len(lines) == 1 and heading(lines[0]) is Heading.LIST


def _by_line(text: str, lines: Sequence[_Line]) -> Sequence[Entry]:
    """Return the references of a list that has one on each line, if buttons follow only some of them; else nothing."""
    if not lines or _starts(lines, 0):
        return ()
    found = _split(text, lines)
    last = max((line.span.end for line in lines if line.is_button), default=0)
    before = [entry for entry in found if entry.spans[-1].end <= last and _has_words(entry)]
    is_by_line = sum(len(entry.spans) == 1 for entry in before) >= NEARLY_ALL * len(before)
    is_list = sum(map(_passes, before)) >= MOST * len(before)
    followed = sum(is_closed for _, is_closed in _groups(lines))
    return found if is_by_line and is_list and followed < NEARLY_ALL * len(before) else ()


def _split(text: str, lines: Sequence[_Line]) -> Sequence[Entry]:
    """Return the references of some lines, read as if they had no buttons."""
    start = lines[0].span.start
    letters = list(text[start : lines[-1].span.end])
    for line in lines:
        if line.is_button:
            letters[line.span.start - start : line.span.end - start] = " " * (line.span.end - line.span.start)
    found = split_list("".join(letters))
    return [evolve(entry, spans=tuple(span.shifted(start) for span in entry.spans)) for entry in found]


def _has_words(entry: Entry) -> bool:
    return len(entry.raw.split()) >= _FEWEST_WORDS


def _passes(entry: Entry) -> bool:
    return has_year(entry.raw) and evidence(entry.raw) > PASSING


def _groups(lines: Sequence[_Line]) -> Iterator[tuple[Sequence[_Line], bool]]:
    """Yield the lines before each run of buttons, and those after the last run; and whether buttons follow."""
    for places in stretches(not line.is_button for line in lines):
        yield lines[places.start : places.stop], places.stop < len(lines)


def _entries(text: str, group: Sequence[_Line], *, is_closed: bool, by_line: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the references of a group: one; one for each number or label; or several without either, some of them without buttons.

    Lines after the last buttons are read only if they start with a number, or if the list has a reference on each line.
    """
    parts = list(runs(enumerate(group), lambda _, placed: _starts(group, placed[0])))
    if not _starts(group, 0):
        several = _within(group, by_line)
        if is_closed and not several and len(parts) == 1 < len(group):
            several = _several(text, group)
        if len(several) > 1 or not is_closed:
            yield from several
            return
    for part in parts:
        if entry := _entry(text, [line for _, line in part]):
            yield entry


def _starts(group: Sequence[_Line], place: int) -> bool:
    text = group[place].text
    is_label = LABEL.fullmatch(text) is not None and place + 1 < len(group)
    return _NUMBER.fullmatch(text) is not None or _NUMBERED.match(text) is not None or is_label


def _within(group: Sequence[_Line], by_line: Sequence[Entry]) -> Sequence[Entry]:
    """Return the references of a list by lines that a group consists of; none if one crosses buttons, or is only an identifier."""
    start, end = group[0].span.start, group[-1].span.end
    found = [entry for entry in by_line if start < entry.spans[-1].end and entry.spans[0].start < end]
    is_whole = all(start <= entry.spans[0].start and entry.spans[-1].end <= end for entry in found)
    return found if is_whole and all(map(_has_words, found)) else ()


def _several(text: str, group: Sequence[_Line]) -> Sequence[Entry]:
    """Return the references of a group without numbers, some of them without buttons; none if it is a single reference."""
    found = _split(text, group)
    return found if len(found) > 1 and all(map(_passes, found)) else ()


def _entry(text: str, lines: Sequence[_Line]) -> Entry | None:
    key: str | None = None
    spans = [line.span for line in lines]
    if number := _NUMBER.fullmatch(lines[0].text):
        key, spans = number[1], spans[1:]
    elif numbered := _NUMBERED.match(lines[0].text):
        key = numbered[1] or numbered[2]
        spans[0] = Span(spans[0].start + numbered.end(), spans[0].end)
    elif len(lines) > 1 and LABEL.fullmatch(lines[0].text):
        spans = spans[1:]
    raw = "\n".join(span.of(text) for span in spans)
    return Entry(key=key, raw=raw, spans=tuple(spans)) if any(map(str.isalpha, raw)) else None
