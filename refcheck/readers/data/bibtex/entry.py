"""Conversion of a BibTeX entry to the values of a work."""

import re
from collections.abc import Iterator

from refcheck import identifiers
from refcheck.gazetteer.item_types import SERIALS
from refcheck.gazetteer.journals import is_preprint_server
from refcheck.identifiers.bare import bare_identifiers
from refcheck.identifiers.schemes import arxiv
from refcheck.lexicon import Term, words
from refcheck.lexicon.patterns import any_of
from refcheck.model import Name, Span
from refcheck.parsing.dates import read_date
from refcheck.readers.data.bibtex import fields as _fields
from refcheck.readers.data.bibtex.names import read_list
from refcheck.readers.data.bibtex.scanner import RawEntry, RawField
from refcheck.readers.entries.notations import exact, language, page_range
from refcheck.readers.entries.stated import Entry, Place, Stated
from refcheck.readers.entries.tex import decode
from refcheck.text.folding import fold

_ACCESSED = any_of(words(Term.ACCESSED, Term.AVAILABLE))
"""Words in a note that introduce the date on which a URL was accessed."""

_URL = re.compile(r"\\url\s?\{([^{}]*)\}")
"""The command for a URL: ``\\url{https://example.org/a}``."""


class Reading:
    """The values of one entry by field name: the first of several fields of one name; empty fields are left out."""

    def __init__(self, raw: RawEntry) -> None:
        """Take the values of an entry as it is written."""
        self.raw = raw
        self.fields: dict[str, RawField] = {}
        self.texts: dict[str, str] = {}
        self.unknown: list[Span] = []
        for field in raw.fields:
            name, text, span, _ = field
            if text is None:
                self.unknown.append(span)
            elif text and name not in self.texts:
                self.fields[name] = field
                self.texts[name] = text
        self.numbered = [name for name in _fields.PLACES if arxiv.find(self.texts.get(name, ""))]
        """The fields that hold an arXiv number instead of a place in a journal."""
        self.type = _fields.csl_type(raw.type, self.texts.get("entrysubtype", ""))
        if self._is_preprint():
            self.type = "article"

    def entry(self, place: int) -> Entry:
        """Return the entry; ``place`` is its number in the list, which is its key if it has none."""
        people, et_al = self._people()
        return Entry(
            key=self.raw.key or str(place),
            span=self.raw.span,
            type=self.type,
            values=(*self._titles(), *people, *self._dates(), *self._other_values()),
            places=tuple(self._places()),
            unread=tuple(self.unknown),
            et_al=et_al,
        )

    def _first(self, variable: str, *names: str) -> list[Stated]:
        """Return the value of the first field that has one, in a list; the list is empty if no field has a value."""
        for name in names:
            if name in self.texts and (value := decode(self.texts[name])):
                return [Stated(variable, value, self.fields[name].span)]
        return []

    def _titles(self) -> Iterator[Stated]:
        if self._has_titled_chapter():
            yield from self._first("title", "chapter")
            yield from self._with_subtitle("container_title", "title", "subtitle")
            return
        yield from self._with_subtitle("title", "title", "subtitle")
        if not _fields.is_in_another(self.raw.type):
            yield from self._first("container_title", "journaltitle", "journal", "booktitle")
            return
        whole = next((name for name in ("booktitle", "maintitle") if name in self.texts), "journal")
        yield from self._with_subtitle("container_title", whole, whole.replace("title", "subtitle"))
        if whole != "journal" and "series" not in self.texts:  # the journal that printed a meeting's papers
            yield from self._first("collection_title", "journaltitle", "journal")

    def _has_titled_chapter(self) -> bool:
        """Return whether ``chapter`` is the title of a part of the book that ``title`` names, as in BibTeX's ``inbook``."""
        is_inbook = self.raw.type == "inbook" and "booktitle" not in self.texts
        return is_inbook and _fields.is_title(self.texts.get("chapter", ""))

    def _with_subtitle(self, variable: str, name: str, subtitle: str) -> Iterator[Stated]:
        for stated in self._first(variable, name):
            if subtitle not in self.texts:
                yield stated
                continue
            joint = " " if str(stated.value).endswith(("?", "!", ":")) else ": "
            yield stated._replace(value=f"{stated.value}{joint}{decode(self.texts[subtitle])}")

    def _people(self) -> tuple[list[Stated], bool]:
        stated: list[Stated] = []
        et_al = False
        for name, role in _fields.PEOPLE.items():
            if name in self.texts:
                field = self.fields[name]
                names, is_cut = read_list(self.texts[name], field.span.start)
                et_al = et_al or (is_cut and role == "author")
                stated += [Stated(role, person, span if field.is_in_place else field.span) for person, span in names]
        named = {fold(word) for each in stated for word in str(each.value).split()} | words(Term.AND, Term.GROUP)
        for group in self._first("author", "collaboration"):
            if not named.issuperset(map(fold, str(group.value).split())):
                stated.append(group._replace(value=Name(literal=str(group.value))))
        return stated, et_al

    def _dates(self) -> Iterator[Stated]:
        if "date" in self.texts:
            yield from self._day("issued", "date")
        elif "year" in self.texts and (issued := _fields.read_parts(self.texts)):
            yield Stated("issued", issued, self.fields["year"].span)
        seen = next((name for name in _fields.SEEN if name in self.texts), None)
        yield from self._day("accessed", seen) if seen else self._seen_in_note()
        for name, variable in _fields.DAYS.items():
            if name in self.texts:
                yield from self._day(variable, name)

    def _day(self, variable: str, name: str) -> Iterator[Stated]:
        if date := _fields.read_day(self.texts[name]):
            yield Stated(variable, date, self.fields[name].span)

    def _seen_in_note(self) -> Iterator[Stated]:
        """Yield the date on which a URL was accessed according to a note."""
        for name in ("note", "howpublished"):
            accessed = _ACCESSED.search(self.texts[name]) if name in self.texts else None
            if accessed and (date := read_date(decode(self.texts[name][accessed.end() :]))) and date.year:
                yield Stated("accessed", exact(date.year, date.month, date.day), self.fields[name].span)
                return

    def _other_values(self) -> Iterator[Stated]:
        """Yield the other values, except those that are only an arXiv number, which is neither a volume nor a page."""
        whole = (self.fields[name] for name in self.numbered if bare_identifiers(self.texts[name]))
        spans = {field.span for field in whole if field.is_in_place}  # inherited values share a span
        yield from (each for each in (*self._plain(), *self._numbers(), *self._special()) if each.span not in spans)

    def _plain(self) -> Iterator[Stated]:
        for name, text in self.texts.items():
            variable = _fields.PLAIN.get(name)
            if (
                variable
                and not (name == "chapter" and self._has_titled_chapter())
                and not any(better in self.texts for better in _fields.BETTER.get(name, ()))
            ):
                found = _fields.keywords(text) if variable == "keyword" else (decode(text),)
                yield from (Stated(variable, value, self.fields[name].span) for value in found if value)
        yield from self._first("publisher", *_fields.PUBLISHERS.get(self.type or "", _fields.PUBLISHER))
        if "address" in self.texts:
            yield from self._first("event_place", "location")
        if "howpublished" in self.texts and not identifiers.find(self.texts["howpublished"]):
            yield from self._first("medium", "howpublished")
            if is_preprint_server(fold(decode(self.texts["howpublished"]))):
                yield from self._first("archive", "howpublished")
        if self._archive() not in _fields.ARCHIVES:
            yield from self._first("archive", "eprinttype", "archiveprefix")

    def _numbers(self) -> Iterator[Stated]:
        if self.type in SERIALS:
            yield from self._first("issue", "number", "issue")
            return
        in_series = "series" in self.texts and self.type in ("book", "chapter", "paper-conference")
        yield from self._first("collection_number" if in_series else "number", "number")
        yield from self._first("issue", "issue")

    def _special(self) -> Iterator[Stated]:
        for _, text, span in self._first("page", "pages"):
            pages = page_range(str(text))
            total = self.type == "book" and pages.isdecimal()
            yield Stated("number_of_pages" if total else "page", pages, span)
        for _, text, span in self._first("language", "language", "langid", "hyphenation"):
            yield Stated("language", language(str(text)), span)
        for _, text, span in self._first("genre", "type"):
            yield Stated("genre", _fields.GENRES.get(str(text), text), span)
        if "type" not in self.texts and (genre := _fields.GENRES_OF_TYPES.get(self.raw.type)):
            yield Stated("genre", genre, Span(1, 1 + len(self.raw.type)))

    def _is_preprint(self) -> bool:
        """Return whether the work is only on arXiv: a ``misc`` entry, or an article whose journal is a preprint server."""
        is_there = bool(self.numbered) or ("eprint" in self.texts and self._archive() == "arxiv")
        is_there |= any(_fields.ARXIV in self.texts.get(name, "").lower() for name in ("howpublished", "note"))
        journal = self.texts.get("journal") or self.texts.get("journaltitle", "")
        is_numbered = bool(self.numbered) and is_preprint_server(fold(decode(journal)))
        return (is_there and self.type is None) or is_numbered or _fields.ARXIV in journal.lower()

    def _archive(self) -> str:
        return decode(self.texts.get("eprinttype") or self.texts.get("archiveprefix", "")).lower()

    def _places(self) -> Iterator[Place]:
        for name, text in self.texts.items():
            if name in _fields.IDENTIFIERS:
                yield from self._in_commands(name, text)
                yield Place(_fields.IDENTIFIERS[name], self.fields[name].span, text)
            elif name == "eprint":
                yield Place(_fields.ARCHIVES.get(self._archive(), ""), self.fields[name].span, text)
            elif name in self.numbered:
                yield Place("", self.fields[name].span, text)

    def _in_commands(self, name: str, text: str) -> Iterator[Place]:
        """Yield the URLs in the commands for them, which have nothing else in their braces."""
        span = self.fields[name].span
        if "\\url" in text and len(text) == len(span) and _fields.IDENTIFIERS[name] in ("url", ""):
            yield from (Place("url", Span(*found.span(1)).shifted(span.start)) for found in _URL.finditer(text))
