"""Records of tagged lines (``TY  - JOUR``), with the place of every value, and what they state by their tags."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import define, frozen

from refcheck.model import Bibliography, Reference, Span
from refcheck.readers.entries import listed, notations
from refcheck.readers.entries.stated import Entry, Stated, broken, reference

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


def has_records(text: str, first: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Return whether a line of a text begins a record, and others behind it are its tags."""
    begun = first.search(text)
    return begun is not None and other.search(text, begun.end()) is not None


def bibliography(
    text: str, name: str, form: str, found: Iterable[Record], read: Callable[[Record, int], Entry]
) -> Bibliography:
    """One reference for each record, in order, as ``read`` has it with its place in the list; one of a single line is broken."""

    def read_one(record: Record, place: int) -> Reference:
        entry = read(record, place)
        return reference(entry, text) if len(record.lines) > 1 else broken(entry.key, text, record.span)

    return listed(text, name, form, (read_one(record, place) for place, record in enumerate(found, start=1)))


class Reading:
    """The lines of one record that say anything, placed within it."""

    def __init__(self, record: Record) -> None:
        """Take the lines of a record."""
        self.span = record.span
        self.lines = [
            Tagged(line.tag, line.text, line.span.shifted(-record.start)) for line in record.lines if line.text
        ]
        self.by_tag: dict[str, list[Tagged]] = {}
        for line in self.lines:
            self.by_tag.setdefault(line.tag, []).append(line)

    def all(self, *tags: str) -> list[Tagged]:
        """Return the lines of some tags, those of the first tag first."""
        return [line for tag in tags for line in self.by_tag.get(tag, ())]

    def first(self, *tags: str) -> Tagged | None:
        """Return the first of these lines."""
        return next(iter(self.all(*tags)), None)

    def text(self, tag: str) -> str:
        """Return the first value of a tag; empty where there is none."""
        line = self.first(tag)
        return line.text if line else ""

    def plain(self, table: Mapping[str, str]) -> Iterator[Stated]:
        """Yield a value for each variable, of the first of its tags that has one; pages and languages as they are written here."""
        for variable, tags in table.items():
            if line := self.first(*tags.split()):
                yield Stated(variable, _READ.get(variable, str)(line.text), line.span)


_READ: Mapping[str, Callable[[str], str]] = {"page": notations.page_range, "language": notations.language}


def containers(lines: Iterable[Tagged]) -> Iterator[Stated]:
    """Yield titles of what holds a work: the first is its own, the others are other forms of it."""
    for place, line in enumerate(lines):
        yield Stated("container_title_alternative" if place else "container_title", line.text, line.span)


def distinct(lines: Sequence[Tagged]) -> list[Tagged]:
    """Return the lines without those that say the same as the first."""
    return [line for place, line in enumerate(lines) if not place or line.text != lines[0].text]
