"""A work whose values stand in cells that are known by the names of their columns, or by the labels before them."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from refcheck.model import Date, Reference, Span
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.columns import TYPES, bare
from refcheck.readers.entries.people import people
from refcheck.readers.entries.stated import Entry, Place, Stated, broken, reference

_PEOPLE = ("author", "editor")
_PLACES = ("doi", "url", "pmid", "pmcid", "isbn", "issn")


@frozen
class Cell:
    """One cell: its value, and where that stands in the text, without the quotes around."""

    text: str
    span: Span


def people_in_one(cells: Mapping[str, Sequence[Cell]]) -> Mapping[str, Sequence[Cell]]:
    """The cells, those of people one after another on lines of their own put into one."""
    return {variable: _in_one(each) if variable in _PEOPLE else each for variable, each in cells.items()}


def _in_one(cells: Sequence[Cell]) -> Sequence[Cell]:
    if len(cells) < 2 or any(";" in cell.text for cell in cells):
        return cells
    return [Cell("; ".join(cell.text for cell in cells), Span(cells[0].span.start, cells[-1].span.end))]


def reference_of(cells: Mapping[str, Sequence[Cell]], span: Span, place: int, text: str) -> Reference:
    """The reference that cells make.

    Args:
        cells: the cells of each variable, the fullest first; their places count from the start of the text.
        span: where the whole of it stands.
        place: its place in the list, which is its key where no cell says another.
        text: the whole source.
    """
    reading = _Reading(cells, span)
    key = reading.first("key")
    kind = reading.first("type")
    entry = Entry(
        key=key.text.strip() if key else str(place),
        span=span,
        type=TYPES.get(bare(kind.text.split(";")[0])) if kind else None,
        values=tuple(reading.values()),
        places=tuple(reading.places()),
    )
    return reference(entry, text) if entry.values or entry.places else broken(entry.key, text, span)


class _Reading:
    """The cells of one work by their variables, placed within the reference."""

    def __init__(self, cells: Mapping[str, Sequence[Cell]], span: Span) -> None:
        self.cells = {
            variable: [_trimmed(cell, -span.start) for cell in each if cell.text.strip()]
            for variable, each in cells.items()
        }

    def first(self, variable: str) -> Cell | None:
        """The first cell of a variable that holds anything."""
        return next(iter(self.cells.get(variable, ())), None)

    def values(self) -> Iterator[Stated]:
        """What the cells state."""
        for role in _PEOPLE:
            if cell := self.first(role):
                yield from (Stated(role, name, cell.span) for name in people(cell.text))
        for variable in (
            "title", "container_title", "collection_title", "volume", "issue", "article_number", "publisher", "publisher_place",
            "edition", "abstract",
        ):  # fmt: skip
            if cell := self.first(variable):
                yield Stated(variable, " ".join(cell.text.split()), cell.span)
        yield from self._issued()
        yield from self._pages()
        if cell := self.first("language"):
            yield Stated("language", _values.language(cell.text), cell.span)

    def places(self) -> Iterator[Place]:
        """Where identifiers stand."""
        for variable in _PLACES:
            for cell in self.cells.get(variable, ()):
                yield Place(variable, cell.span)

    def _issued(self) -> Iterator[Stated]:
        dates = [
            (date, cell) for cell in self.cells.get("issued", ()) if (date := _values.date(cell.text)) and date.year
        ]
        if dates:
            first = dates[0][0].year
            date, cell = max((each for each in dates if each[0].year == first), key=_exactness)
            yield Stated("issued", date, cell.span)

    def _pages(self) -> Iterator[Stated]:
        start, end = self.first("first_page"), self.first("last_page")
        if start:
            pages = f"{start.text}-{end.text}" if end and end.text != start.text else start.text
            yield Stated("page", _values.page_range(pages), start.span)
        elif cell := self.first("page"):
            yield Stated("page", _values.page_range(cell.text), cell.span)


def _exactness(dated: tuple[Date, Cell]) -> int:
    return bool(dated[0].month) + bool(dated[0].day)


def _trimmed(cell: Cell, by: int) -> Cell:
    text = cell.text.strip()
    lead = len(cell.text) - len(cell.text.lstrip())
    is_plain = len(cell.text) == len(cell.span)
    span = Span(cell.span.start + lead, cell.span.start + lead + len(text)) if is_plain else cell.span
    return Cell(text, span.shifted(by))
