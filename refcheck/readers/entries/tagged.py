"""Records of tagged lines (``TY  - JOUR``), with the place of every value, and what they state by their tags."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from refcheck.model import Bibliography, Date, Name, Reference, Span
from refcheck.readers.entries import listed, notations
from refcheck.readers.entries.stated import Entry, Stated, broken, reference

_LINE = re.compile(r"[^\r\n]+")


@frozen
class Line:
    """A line and those that go on with it: its tag, where it begins, and where its value stands, with white space around."""

    tag: str
    start: int
    value: Span


def lines(text: str, line: re.Pattern[str], last: str = "") -> Iterator[Line]:
    """Yield the lines with tags; nothing goes on with the tag that ends a record, which is ``last``.

    ``line`` has the tag as its first group and the value as its second.
    """
    held: Line | None = None
    for found in _LINE.finditer(text):
        tagged = line.fullmatch(text, *found.span())
        if tagged is not None:
            if held is not None:
                yield held
            start = tagged.start(2) if tagged.start(2) >= 0 else found.end()
            held = Line(tagged[1], found.start(), Span(start, found.end()))
        elif held is not None and held.tag != last and found[0].strip():
            held = Line(held.tag, held.start, Span(held.value.start, found.end()))
    if held is not None:
        yield held


@frozen
class Tagged:
    """A tag, its value on one line, and where that stands, without white space around."""

    tag: str
    text: str
    span: Span


@frozen
class Record:
    """The lines of one record, and where it stands; spans count from the start of the text."""

    lines: Sequence[Tagged]
    span: Span


def records(text: str, line: re.Pattern[str], first: str, last: str = "") -> Iterator[Record]:
    """Yield the records of a text, whose lines are as ``line`` says, from the tag ``first`` to the next or to the tag ``last``."""
    held: list[Line] = []
    for each in lines(text, line, last):
        if held and each.tag == first:
            yield _record(held, text)
            held = []
        if held or each.tag == first:
            held.append(each)
        if held and each.tag == last:
            yield _record(held, text)
            held = []
    if held:
        yield _record(held, text)


def _record(held: Sequence[Line], text: str) -> Record:
    start = held[0].start
    end = start + len(text[start : held[-1].value.end].rstrip())
    return Record([_bare(each, text) for each in held], Span(start, end))


def _bare(line: Line, text: str) -> Tagged:
    value = line.value.of(text)
    start = line.value.start + len(value) - len(value.lstrip())
    return Tagged(line.tag, " ".join(value.split()), Span(start, max(start, line.value.start + len(value.rstrip()))))


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
        self.lines = [evolve(each, span=each.span.shifted(-self.span.start)) for each in record.lines if each.text]
        self._by_tag: dict[str, list[Tagged]] = {}
        for line in self.lines:
            self._by_tag.setdefault(line.tag, []).append(line)

    def all(self, *tags: str) -> list[Tagged]:
        """Return the lines of some tags, those of the first tag first."""
        return [line for tag in tags for line in self._by_tag.get(tag, ())]

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
                yield Stated(variable, notations.as_written(variable, line.text), line.span)

    def several(self, variable: str, *tags: str) -> Iterator[Stated]:
        """Yield every value of some tags."""
        yield from (Stated(variable, line.text, line.span) for line in self.all(*tags))

    def people(self, roles: Mapping[str, str], read: Callable[[str], Name]) -> Iterator[Stated]:
        """Yield the people of the tags that have roles, in order."""
        yield from (Stated(roles[line.tag], read(line.text), line.span) for line in self.lines if line.tag in roles)

    def dates(self, table: Mapping[str, str], read: Callable[[str], Date | None] = notations.date) -> Iterator[Stated]:
        """Yield a date for each variable whose tag has one."""
        for variable, tag in table.items():
            if (line := self.first(tag)) and (date := read(line.text)):
                yield Stated(variable, date, line.span)


def containers(lines: Iterable[Tagged]) -> Iterator[Stated]:
    """Yield titles of what holds a work: the first is its own, the others are other forms of it."""
    for place, line in enumerate(lines):
        yield Stated("container_title_alternative" if place else "container_title", line.text, line.span)


def distinct(lines: Sequence[Tagged]) -> list[Tagged]:
    """Return the lines without those that say the same as the first."""
    return [line for place, line in enumerate(lines) if not place or line.text != lines[0].text]
