"""An entry → what it says of a work.

Source: the fields of BibTeX and of biblatex (manual, §2.2), and those that reference managers and databases add; CSL 1.0.2 for
the variables.
"""

import re
from collections.abc import Iterator

from refcheck import identifiers
from refcheck.model import Date, Span
from refcheck.parsing.dates import read_date
from refcheck.readers import _values
from refcheck.readers._bibtex.dates import read_day, read_parts
from refcheck.readers._bibtex.names import read_list
from refcheck.readers._bibtex.scanner import RawEntry, RawField
from refcheck.readers._bibtex.types import csl_type, genre_of, is_in_another
from refcheck.readers._stated import Entry, Place, Stated
from refcheck.readers._tex import decode

_PLAIN = {
    "title_short": ("shorttitle",),
    "original_title": ("origtitle",),
    "container_title_alternative": ("shortjournal", "journal-iso", "journalabbr"),
    "collection_title": ("series",),
    "event_title": ("eventtitle", "conference"),
    "event_place": ("venue",),
    "volume": ("volume",),
    "number_of_volumes": ("volumes",),
    "chapter_number": ("chapter",),
    "number_of_pages": ("pagetotal", "numpages"),
    "article_number": ("eid", "articleno", "article-number"),
    "publisher_place": ("address", "location"),
    "edition": ("edition",),
    "version": ("version",),
    "status": ("pubstate",),
    "note": ("note",),
    "annote": ("annote", "annotation"),
    "abstract": ("abstract",),
    "keyword": ("keywords", "keyword"),
}
"""Variables, and the fields that state them, the best one first."""

_PLAIN_OF = {name: variable for variable, names in _PLAIN.items() for name in names}

_PUBLISHERS = {
    "report": ("institution", "publisher", "organization", "school"),
    "thesis": ("school", "institution", "publisher", "organization"),
}
_PUBLISHER = ("publisher", "institution", "organization", "school")

_PEOPLE = ("author", "editor", "translator")
_DATES = {
    "issued": ("date",),
    "accessed": ("urldate", "lastchecked", "lastaccessed", "accessed", "access-date", "accessdate"),
}
_YEAR = ("year", "month", "day")

_IDENTIFIERS = {
    "doi": "doi",
    "url": "url",
    "link": "url",
    "ee": "url",
    "isbn": "isbn",
    "issn": "issn",
    "eissn": "issn",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "arxivid": "arxiv",
    "note": "",
    "howpublished": "",
}
"""Fields that hold identifiers, and of which scheme; a note may hold any."""

_ARCHIVES = {"arxiv": "arxiv", "pubmed": "pmid", "hdl": "", "pmcid": "pmcid"}
"""Archives whose ``eprint`` is an identifier."""

_ARXIV = "arxiv:"
"""What a journal is called that is none: ``arXiv preprint arXiv:2001.08361``."""

_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper", "periodical"})

_THESES = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master's thesis",
    "mastersthesis": "Master's thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
}
"""What biblatex prints for the keywords that ``type`` may hold."""

_ACCESSED = re.compile(r"\b(?:last\s+)?(?:accessed|visited|retrieved|checked)\b", re.IGNORECASE)
"""What says in a note that an address was seen on a date."""


def read_entry(raw: RawEntry, place: int) -> Entry:
    """What an entry says; ``place`` is its number in the list, which is its key if it has none."""
    return _Reading(raw).entry(place)


class _Reading:
    """The fields of one entry by name; of several of one name the first."""

    def __init__(self, raw: RawEntry) -> None:
        self.raw = raw
        self.fields: dict[str, RawField] = {}
        for field in raw.fields:
            self.fields.setdefault(field.name, field)
        self.type = csl_type(raw.type, self.text("entrysubtype"))
        if self._is_preprint():
            self.type = "article"

    def text(self, name: str) -> str:
        """The source of a field's value; empty where there is none."""
        field = self.fields.get(name)
        return (field.text or "") if field else ""

    def entry(self, place: int) -> Entry:
        """All that it says."""
        people, et_al = self._people()
        values = (*self._titles(), *people, *self._dates(), *self._plain(), *self._special())
        return Entry(
            key=self.raw.key or str(place),
            span=self.raw.span,
            type=self.type,
            values=values,
            places=tuple(self._places()),
            unread=tuple(field.span for field in self.fields.values() if field.text is None),
            et_al=et_al,
        )

    def _first(self, variable: str, names: tuple[str, ...]) -> Iterator[Stated]:
        """The value of the first of the fields that has any."""
        for name in names:
            if (source := self.text(name)) and (value := decode(source)):
                yield Stated(variable, value, self.fields[name].span)
                return

    def _titles(self) -> Iterator[Stated]:
        yield from self._with_subtitle("title", "title", "subtitle")
        if is_in_another(self.raw.type):
            whole = "booktitle" if self.text("booktitle") else "maintitle" if self.text("maintitle") else "journal"
            yield from self._with_subtitle("container_title", whole, whole.replace("title", "subtitle"))
        else:
            yield from self._first("container_title", ("journaltitle", "journal", "booktitle"))

    def _with_subtitle(self, variable: str, name: str, subtitle: str) -> Iterator[Stated]:
        for stated in self._first(variable, (name,)):
            more = decode(self.text(subtitle))
            joint = " " if str(stated.value).endswith(("?", "!", ":")) else ": "
            yield Stated(variable, f"{stated.value}{joint}{more}", stated.span) if more else stated

    def _people(self) -> tuple[list[Stated], bool]:
        stated: list[Stated] = []
        et_al = False
        for role in _PEOPLE:
            if source := self.text(role):
                field = self.fields[role]
                names, is_cut = read_list(source)
                et_al = et_al or (is_cut and role == "author")
                for name, span in names:
                    place = span.shifted(field.span.start) if field.is_in_place else field.span
                    stated.append(Stated(role, name, place))
        return stated, et_al

    def _dates(self) -> Iterator[Stated]:
        for variable, names in _DATES.items():
            for name in names:
                if self.text(name) and (date := read_day(self.text(name))):
                    yield Stated(variable, date, self.fields[name].span)
                    break
        if not self.text("date"):
            issued = read_parts({name: self.text(name) for name in _YEAR})
            if issued:
                yield Stated("issued", issued, self.fields["year"].span)
        if not any(self.text(name) for name in _DATES["accessed"]):
            yield from self._accessed_in_note()

    def _accessed_in_note(self) -> Iterator[Stated]:
        for name in ("note", "howpublished"):
            told = _ACCESSED.search(self.text(name))
            if told and (date := read_date(decode(self.text(name)[told.end() :]))) and date.year:
                yield Stated("accessed", Date(year=date.year, month=date.month, day=date.day), self.fields[name].span)
                return

    def _plain(self) -> Iterator[Stated]:
        for variable in dict.fromkeys(_PLAIN_OF[name] for name in self.fields if name in _PLAIN_OF):
            yield from self._first(variable, _PLAIN[variable])
        if self.text("address"):
            yield from self._first("event_place", ("location",))
        if not identifiers.find(self.text("howpublished")):
            yield from self._first("medium", ("howpublished",))
        yield from self._first("publisher", _PUBLISHERS.get(self.type or "", _PUBLISHER))

    def _special(self) -> Iterator[Stated]:
        yield from self._number()
        for stated in self._first("page", ("pages",)):
            pages = _values.page_range(str(stated.value))
            total = self.type == "book" and pages.isdecimal()
            yield Stated("number_of_pages" if total else "page", pages, stated.span)
        for stated in self._first("language", ("language", "langid", "hyphenation")):
            yield Stated("language", _values.language(str(stated.value)), stated.span)
        genres = [
            Stated("genre", _THESES.get(str(each.value), each.value), each.span)
            for each in self._first("genre", ("type",))
        ]
        if not genres and (genre := genre_of(self.raw.type)):
            genres = [Stated("genre", genre, Span(1, 1 + len(self.raw.type)))]
        yield from genres

    def _number(self) -> Iterator[Stated]:
        if self.type in _PERIODICALS:
            yield from self._first("issue", ("number", "issue"))
        elif self.text("series") and (self.type in ("book", "chapter", "paper-conference")):
            yield from self._first("collection_number", ("number",))
            yield from self._first("issue", ("issue",))
        else:
            yield from self._first("number", ("number",))
            yield from self._first("issue", ("issue",))

    def _is_preprint(self) -> bool:
        """Whether it is on arXiv and nowhere else: as ``misc``, or as an article of a journal that is called so."""
        is_there = bool(self.text("eprint")) and self._archive() == "arxiv"
        return (is_there and self.type is None) or _ARXIV in self.text("journal").lower()

    def _archive(self) -> str:
        return decode(self.text("eprinttype") or self.text("archiveprefix")).lower()

    def _places(self) -> Iterator[Place]:
        for name, variable in _IDENTIFIERS.items():
            if self.text(name):
                yield self._place(name, variable)
        if _ARXIV in self.text("journal").lower():
            yield self._place("journal", "")
        if self.text("eprint"):
            yield self._place("eprint", _ARCHIVES.get(self._archive(), ""))

    def _place(self, name: str, variable: str) -> Place:
        field = self.fields[name]
        return Place(variable, field.span, field.text)
