"""Types and fields of BibTeX → CSL types and variables, its dates (``year``, ``date``), and the fields that it inherits.

Source: "BibTeXing" (O. Patashnik, 1988); the manual of biblatex, §2.2; the fields that reference managers and databases add.
Inheritance follows the default rules of biblatex (manual, appendix B), reduced to fields that describe both the parent and the
child. An identifier or a URL of the parent is never inherited.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping

from attrs import evolve

from refcheck.gazetteer.item_types import FROM_BIBTEX, IN_BOOKS, SUBTYPES, THESES, by_name
from refcheck.gazetteer.variables import BIBTEX
from refcheck.lexicon import month_number
from refcheck.model import Date, Span
from refcheck.readers.data.bibtex.braces import depths
from refcheck.readers.data.bibtex.scanner import RawEntry, RawField, Strings, entries
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.tex import decode

PEOPLE = {"author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container_author"}
DAYS = {"origdate": "original_date", "eventdate": "event_date"}
SEEN = ("urldate", "lastchecked", "lastaccessed", "accessed", "access-date", "accessdate")
"""Fields with the date on which a URL was accessed."""

PLAIN = {name: variable for name, variable in by_name(BIBTEX).items() if name not in PEOPLE | DAYS}
"""Fields whose value becomes that of a variable without conversion."""

BETTER = {
    name: names[:place]
    for variable, names in ((variable, tuple(names.split())) for variable, names in BIBTEX.items())
    for place, name in enumerate(names)
    if variable != "container_title_alternative"
}
"""Fields, with those that are preferred to them for the same variable; but a container may have several alternative titles."""

PUBLISHERS = {
    "report": ("institution", "publisher", "organization", "school"),
    "thesis": ("school", "institution", "publisher", "organization"),
}
PUBLISHER = ("publisher", "institution", "organization", "school")

IDENTIFIERS = by_name(
    {"doi": "doi", "url": "url link ee", "isbn": "isbn", "issn": "issn eissn", "arxiv": "arxivid"}
) | {"pmid": "pmid", "pmcid": "pmcid", "note": "", "howpublished": ""}
"""Fields that hold identifiers, with their scheme; a note may hold identifiers of any scheme."""

ARCHIVES = {"arxiv": "arxiv", "pubmed": "pmid", "hdl": "", "pmcid": "pmcid"}
"""Archives whose ``eprint`` is an identifier, with its scheme."""

ARXIV = "arxiv:"
"""Part of a journal field that does not name a journal: ``arXiv preprint arXiv:2001.08361``."""

PLACES = ("journal", "journaltitle", "volume", "number", "eid", "pages")
"""Fields that may hold an arXiv number instead: ``eid={arXiv:2001.08361}`` (ADS), ``volume={abs/2001.08361}`` (dblp)."""

GENRES_OF_TYPES = {kind: genre for genre, kind in THESES.items()}
GENRES = GENRES_OF_TYPES | {
    "mathesis": "Master's thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
}
"""The text that biblatex prints for each keyword that ``type`` may hold."""

_SUBTYPES = {name: kind for kind, name in SUBTYPES.items()}


def csl_type(kind: str, subtype: str = "") -> str | None:
    """Return the CSL type for an entry type in small letters; ``None`` for one that does not determine it."""
    own = FROM_BIBTEX.get(kind)
    return _SUBTYPES.get(subtype.lower(), own) if own == "article-journal" else own


def is_in_another(kind: str) -> bool:
    """Return whether entries of a type are parts of a book, whose title is the container's."""
    return FROM_BIBTEX.get(kind) in IN_BOOKS


def is_title(chapter: str) -> bool:
    """Return whether a chapter is given by its title, and not by its number: ``Locks and weirs``, not ``3``, ``IV``."""
    return _WORD.search(chapter) is not None and _ROMAN_OR_COUNTED.search(decode(chapter)) is None


_ROMAN_OR_COUNTED = re.compile(r"\d|^[IVXLC]+$")
"""A chapter given by its number: ``3``, ``Ch. 12``, ``IV``."""

_YEAR = re.compile(r"\d{4}")

_WORD = re.compile(r"[^\W\d_]+")
"""A word that may be the name of a month: ``jan``, ``Mars``."""

_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
"""A number that may be a day or a month: ``7``, ``31``."""


def read_day(text: str) -> Date | None:
    """Return the value of a field that holds a whole date."""
    plain = text if _EXTENDED.fullmatch(text) else decode(text)  # elsewhere a tilde is a space
    return _values.date(plain.replace("\u2013", "/"))


_EXTENDED = re.compile(r"[\d./~?%-]+", re.ASCII)
"""A date in biblatex's format: ``2012-05/2012-07``, ``1850~``."""


def keywords(text: str) -> Iterator[str]:
    """Yield keywords, separated by semicolons, or else by commas outside braces.

    >>> list(keywords("lakes, {Rhine, the}")), list(keywords("lakes; Rhine, the"))
    (['lakes', 'Rhine, the'], ['lakes', 'Rhine, the'])
    """
    mark = ";" if ";" in text else ","
    start = 0
    for place, (sign, depth) in enumerate(zip(text, depths(text), strict=True)):
        if sign == mark and depth == 0:
            yield decode(text[start:place]).strip()
            start = place + 1
    yield decode(text[start:]).strip()


def read_parts(values: Mapping[str, str]) -> Date | None:
    """Return the date in the fields ``year``, ``month`` and ``day``, as far as they are given."""
    year = decode(values.get("year", ""))
    if not _YEAR.fullmatch(year):
        return _values.date(year)
    text = decode(values.get("month", ""))
    words, numbers = _WORD.findall(text), _DAY.findall(text)
    months = [month for word in words if (month := month_number(word))]
    if not months and numbers and not words:
        months = [int(numbers.pop(0))]
    days = _DAY.findall(values.get("day", "")) or (numbers if len(months) == 1 and len(numbers) == 1 else [])
    return _values.exact(int(year), months[0] if months else None, int(days[0]) if days else None)


_SHARED = frozenset({
    "booktitle", "booksubtitle", "maintitle", "mainsubtitle", "series", "number", "volume", "volumes", "issue", "edition",
    "editor", "translator", "publisher", "organization", "institution", "school", "address", "location", "year", "month",
    "date", "isbn", "issn", "eventtitle", "eventdate", "venue", "language", "langid", "journal", "journaltitle",
    "journalsubtitle", "shortjournal",
})  # fmt: skip
"""Fields that a child inherits from its parent under the same name."""

_TO_PART = {"title": "booktitle", "subtitle": "booksubtitle"}
_TO_ARTICLE = {"title": "journaltitle", "subtitle": "journalsubtitle"}
_TO_VOLUME = {"title": "maintitle", "subtitle": "mainsubtitle"}
"""Fields that a child inherits under another name: a book's ``title`` is its chapter's ``booktitle``."""

_RELATION = re.compile(r"crossref|xdata", re.IGNORECASE)
"""Fields that name parents."""

_MOST_FIELDS = 200
"""The largest number of a parent's fields that are considered: the first ones."""

_MOST_PARENTS = 16
"""The largest number of entries from which one inherits, the parents of its parents included."""


def entries_of(text: str, strings: Strings, joint: str) -> Iterator[RawEntry]:
    """Yield the entries of a bibliography; inherited fields follow an entry's own, with the span at which the parent is named.

    ``strings`` are abbreviations that other bibliographies of the document have defined; those of the text are added to them.

    Parents are found in the ``joint`` text of all bibliographies, before and after their children; of several with one key, the
    first is used. If nothing is inherited, only one entry is in memory at a time.
    """
    parents = {} if _RELATION.search(text) is None else _parents(joint, strings)
    for entry in entries(text, strings):
        inherited = tuple(_inherited(entry, parents)) if parents else ()
        yield evolve(entry, fields=(*entry.fields, *inherited)) if inherited else entry


def _parents(text: str, strings: Strings) -> dict[str, RawEntry]:
    """Return the entries that are named as parents, by key in small letters."""
    named = {key for entry in entries(text, strings.copy()) for _, key, _ in _named(entry)}
    parents: dict[str, RawEntry] = {}
    for entry in entries(text, strings.copy()):
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
    """Yield the relation, key and span of each parent that an entry names."""
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
