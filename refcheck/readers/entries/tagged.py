"""Records of tagged lines (``TY  - JOUR``), with the place of every value, and what they state by their tags."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from refcheck.model import Bibliography, Date, Name, Span
from refcheck.readers.entries import LINE, listed, notations, trimmed
from refcheck.readers.entries.stated import Entry, Place, Stated, broken, reference


@frozen
class Line:
    """A line with its continuation lines: its tag, its start, and the span of its value, with white space around it."""

    tag: str
    start: int
    value: Span


def lines(text: str, line: re.Pattern[str], last: str = "") -> Iterator[Line]:
    """Yield the lines with tags; ``last``, the tag that ends a record, has no continuation lines.

    ``line`` has the tag as its first group and the value as its second.
    """
    held: Line | None = None
    for found in LINE.finditer(text):
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
    """A tag, its value on one line, and the span of the value, without white space around it."""

    tag: str
    text: str
    span: Span


class Record:
    """The lines of one record that have a value, with spans relative to it; and its span in the text."""

    def __init__(self, held: Sequence[Line], text: str) -> None:
        """Take the lines of a record of the text."""
        start = held[0].start
        self.span = Span(start, start + len(text[start : held[-1].value.end].rstrip()))
        self.raw = self.span.of(text)
        self.is_whole = len(held) > 1
        self.lines = [bare for each in held if (bare := _bare(each, text, start)).text]
        self._by_tag: dict[str, list[Tagged]] = {}
        for line in self.lines:
            self._by_tag.setdefault(line.tag, []).append(line)

    def all(self, *tags: str) -> list[Tagged]:
        """Return the lines of some tags, those of the first tag first."""
        return [line for tag in tags for line in self._by_tag.get(tag, ())]

    def first(self, *tags: str) -> Tagged | None:
        """Return the first line with one of the tags, in the order of ``all``."""
        return next(iter(self.all(*tags)), None)

    def text(self, tag: str) -> str:
        """Return the first value of a tag; empty where there is none."""
        line = self.first(tag)
        return line.text if line else ""

    def entry(
        self,
        place: int,
        kind: str | None,
        values: Iterable[Stated],
        places: Iterable[Place],
        *,
        key: str = "",
        et_al: bool = False,
    ) -> Entry:
        """Return the entry of the record; its key is the value of the tag ``key``, or else its place in the list."""
        return Entry(
            key=self.text(key) or str(place),
            span=self.span,
            type=kind,
            values=tuple(values),
            places=tuple(places),
            et_al=et_al,
        )

    def plain(self, table: Mapping[str, str]) -> Iterator[Stated]:
        """Yield a value for each variable, from the first of its tags that has one; pages and languages in refcheck's form."""
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


def _bare(line: Line, text: str, origin: int) -> Tagged:
    return Tagged(line.tag, notations.one_line(line.value.of(text)), trimmed(line.value, text).shifted(-origin))


@frozen(kw_only=True)
class Tags:
    """The syntax of a format's records: patterns of a line, of the first line of a record, and of another that most records have.

    A record extends from the tag ``begins`` to the next, or to the tag ``ends``. ``entry`` reads one, given its place in the list.
    """

    name: str
    line: re.Pattern[str]
    first: re.Pattern[str]
    other: re.Pattern[str]
    begins: str
    ends: str = ""
    entry: Callable[[Record, int], Entry]

    def recognises(self, name: str, text: str) -> bool:
        """Return whether a line of a text starts a record, and a line after it has another tag of the format."""
        start = self.first.search(text)
        return start is not None and self.other.search(text, start.end()) is not None

    def read(self, text: str, name: str) -> Bibliography:
        """Return one reference for each record, in order; a record of a single line is broken."""
        read = ((record, self.entry(record, place)) for place, record in enumerate(self._records(text), start=1))
        references = (reference(each, text) if of.is_whole else broken(each.key, text, of.span) for of, each in read)
        return listed(text, name, self.name, references)

    def _records(self, text: str) -> Iterator[Record]:
        held: list[Line] = []
        for each in lines(text, self.line, self.ends):
            if held and each.tag == self.begins:
                yield Record(held, text)
                held = []
            if held or each.tag == self.begins:
                held.append(each)
            if held and each.tag == self.ends:
                yield Record(held, text)
                held = []
        if held:
            yield Record(held, text)


def containers(lines: Iterable[Tagged]) -> Iterator[Stated]:
    """Yield the titles of a work's container: the first is its title, the others are alternative forms of it."""
    for place, line in enumerate(lines):
        yield Stated("container_title_alternative" if place else "container_title", line.text, line.span)


def distinct(lines: Sequence[Tagged]) -> list[Tagged]:
    """Return the lines without later ones that repeat the first."""
    return [line for place, line in enumerate(lines) if not place or line.text != lines[0].text]
