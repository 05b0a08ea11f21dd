"""Types of entry → CSL types, and what an entry inherits from another.

Source: the entry types of BibTeX and of biblatex (manual, §2.1), and CSL 1.0.2.

Source: the default rules of biblatex (manual, appendix B), cut down to what describes the parent and the child alike. An
identifier or an address of the parent is never the child's.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping

from attrs import evolve

from refcheck.model import Span
from refcheck.readers.data.bibtex.scanner import RawEntry, RawField, entries

_TYPES = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "book": "book",
    "bookinbook": "chapter",
    "booklet": "pamphlet",
    "collection": "book",
    "commentary": "book",
    "conference": "paper-conference",
    "data": "dataset",
    "dataset": "dataset",
    "electronic": "webpage",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "manual": "book",
    "mastersthesis": "thesis",
    "movie": "motion_picture",
    "music": "song",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "online": "webpage",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "preprint": "article",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "review": "review",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "suppperiodical": "article-journal",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "webpage": "webpage",
    "www": "webpage",
}
"""``misc`` and the custom types have no counterpart."""

_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}

_GENRES = {"mastersthesis": "Master's thesis", "phdthesis": "PhD thesis"}
"""What BibTeX's styles print for an entry type."""

_IN_OTHERS = frozenset({"chapter", "paper-conference", "entry-encyclopedia"})


def csl_type(kind: str, subtype: str = "") -> str | None:
    """Return the CSL type for an entry type in small letters; ``None`` for one that says nothing."""
    if kind in ("article", "suppperiodical") and subtype.lower() in _SUBTYPES:
        return _SUBTYPES[subtype.lower()]
    return _TYPES.get(kind)


def genre_of(kind: str) -> str | None:
    """Return what an entry type says of the kind of thesis."""
    return _GENRES.get(kind)


def is_in_another(kind: str) -> bool:
    """Return whether entries of a type are parts of a book, whose title is their container's."""
    return _TYPES.get(kind) in _IN_OTHERS


_SHARED = frozenset({
    "booktitle", "booksubtitle", "maintitle", "mainsubtitle", "series", "number", "volume", "volumes", "issue", "edition",
    "editor", "translator", "publisher", "organization", "institution", "school", "address", "location", "year", "month",
    "date", "isbn", "issn", "eventtitle", "eventdate", "venue", "language", "langid", "journal", "journaltitle",
    "journalsubtitle", "shortjournal",
})  # fmt: skip
"""Fields that a child has from its parent under the same name."""

_TO_PART = {"title": "booktitle", "subtitle": "booksubtitle"}
_TO_ARTICLE = {"title": "journaltitle", "subtitle": "journalsubtitle"}
_TO_VOLUME = {"title": "maintitle", "subtitle": "mainsubtitle"}
"""Fields that are others in the child: a book's title is its chapter's ``booktitle``."""

_RELATION = re.compile(r"crossref|xdata", re.IGNORECASE)
"""Fields that name parents."""

_MOST_FIELDS = 200
"""Fields of a parent that are looked at."""

_MOST_PARENTS = 16
"""Entries from which one inherits, with their own parents."""


def entries_of(text: str) -> Iterator[RawEntry]:
    """The entries of a bibliography, each with what it inherits behind its own fields, which stands where the parent is named.

    Parents are found before and behind their children; of several under one key it is the first. Where nothing is inherited,
    one entry is held at a time.
    """
    parents = {} if _RELATION.search(text) is None else _parents(text)
    for entry in entries(text):
        lent = tuple(_inherited(entry, parents)) if parents else ()
        yield evolve(entry, fields=(*entry.fields, *lent)) if lent else entry


def _parents(text: str) -> dict[str, RawEntry]:
    """Return the entries that are named as parents, by their keys in small letters."""
    named = {key for entry in entries(text) for _, key, _ in _named(entry)}
    parents: dict[str, RawEntry] = {}
    for entry in entries(text):
        if entry.key and entry.key.lower() in named and not entry.is_broken:
            parents.setdefault(entry.key.lower(), evolve(entry, fields=entry.fields[:_MOST_FIELDS]))
    return parents


def _inherited(entry: RawEntry, parents: Mapping[str, RawEntry]) -> Iterator[RawField]:
    names = {field.name for field in entry.fields}
    seen = {(entry.key or "").lower()}
    heirs: deque[tuple[RawEntry, Span | None]] = deque([(entry, None)])
    while heirs and len(seen) <= _MOST_PARENTS:
        heir, named_at = heirs.popleft()
        for relation, key, span in _named(heir):
            parent = parents.get(key)
            if parent is None or key in seen or len(seen) > _MOST_PARENTS:
                continue
            seen.add(key)
            place = named_at or span
            heirs.append((parent, place))
            for field in parent.fields:
                name = field.name if relation == "xdata" else _name_in_child(field.name, heir, parent)
                if name and name not in names:
                    names.add(name)
                    yield RawField(name, field.text, place, is_in_place=False)


def _named(entry: RawEntry) -> Iterator[tuple[str, str, Span]]:
    """Yield the parents that an entry names: how, by which key, and where."""
    for field in entry.fields:
        if field.name in ("crossref", "xdata") and field.text is not None:
            for key in field.text.split(",", _MOST_PARENTS):
                yield field.name, key.strip().lower(), field.span


def _name_in_child(name: str, heir: RawEntry, parent: RawEntry) -> str | None:
    if name in _SHARED:
        return name
    if name == "author":
        return name if heir.type in ("inbook", "suppbook") else None
    if is_in_another(heir.type):
        return _TO_PART.get(name)
    if heir.type == "article":
        return _TO_ARTICLE.get(name)
    return _TO_VOLUME.get(name) if parent.type.startswith("mv") else None
