"""Records of tagged lines (``TY  - JOUR``), with the place of every value."""

import re
from collections.abc import Iterator, Sequence

from attrs import define, frozen

from refcheck.model import Span

_LINE = re.compile(r"[^\r\n]+")


@frozen
class Tagged:
    """One line: its tag, its value on one line, and where that stands, with the lines that go on with it."""

    tag: str
    text: str
    span: Span


@define
class Record:
    """The lines of one record, and where it stands; spans count from the start of the text."""

    lines: list[Tagged]
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


def records(text: str, line: re.Pattern[str], first: Sequence[str], last: str = "") -> Iterator[Record]:
    """Yield the records of a text.

    Args:
        text: the whole source.
        line: a line with a tag, which is its first group, and a value, which is its second.
        first: tags that begin a record, the first of them even where the record before was not ended.
        last: the tag that ends a record.
    """
    record: Record | None = None
    for found in _LINE.finditer(text):
        tagged = line.fullmatch(text, *found.span())
        if tagged is None:
            if record is not None and record.lines and found[0].strip():
                record.lines[-1] = Tagged(record.lines[-1].tag, "", Span(record.lines[-1].span.start, found.end()))
                record.end = found.end()
            continue
        tag, value = tagged[1], Span(*tagged.span(2))
        if tag == first[0] or (record is None and tag in first):
            if record is not None:
                yield _trimmed(record, text)
            record = Record([], found.start(), found.end())
        if record is None:
            continue
        record.end = found.end()
        if tag == last:
            yield _trimmed(record, text)
            record = None
            continue
        record.lines.append(Tagged(tag, "", value))
    if record is not None:
        yield _trimmed(record, text)


def _trimmed(record: Record, text: str) -> Record:
    """Return the record with its values on one line and without white space around."""
    record.lines = [_bare(tagged, text) for tagged in record.lines]
    record.end -= len(text[record.start : record.end]) - len(text[record.start : record.end].rstrip())
    return record


def _bare(tagged: Tagged, text: str) -> Tagged:
    value = tagged.span.of(text)
    start = tagged.span.start + len(value) - len(value.lstrip())
    end = max(start, tagged.span.start + len(value.rstrip()))
    return Tagged(tagged.tag, " ".join(value.split()), Span(start, end))
