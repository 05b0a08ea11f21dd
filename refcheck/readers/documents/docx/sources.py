"""The references that Word's own list of sources, or fields hold, as bibliographies of their own.

Source: Office Open XML (ISO/IEC 29500-1), the schema ``bibliography``.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from refcheck.model import Bibliography, Date, Name
from refcheck.parsing.dates import read_date
from refcheck.readers.data import csl_json, endnote_xml
from refcheck.readers.documents.docx.fields import Cited
from refcheck.readers.entries.items import Given, Item, written_out
from refcheck.readers.sources.xml import Element, children, descendants, local, text_of


@frozen(kw_only=True)
class Attached:
    """The bibliographies, and the keys of the references that each field cites, by the field's number."""

    bibliographies: tuple[Bibliography, ...]
    keys: Mapping[int, tuple[str, ...]]


def attached(cited: Cited, own: Sequence[Bibliography]) -> Attached:
    """Return what the fields cite, and Word's ``own`` sources. An item's key is its place among those of the document, from 1."""
    keys = {source: str(place) for place, source in enumerate([*cited.csl, *cited.endnote], start=1)}
    return Attached(
        bibliographies=(*_read(cited, keys), *own),
        keys=cited.tags | {number: tuple(keys[each] for each in sources) for number, sources in cited.keys.items()},
    )


def _read(cited: Cited, keys: Mapping[str, str]) -> Iterator[Bibliography]:
    if cited.csl:
        items = "[\n" + ",\n".join(cited.csl.values()) + "\n]"
        yield _numbered(csl_json.read(items, "fields"), [keys[each] for each in cited.csl])
    if cited.endnote:
        records = "<xml><records>\n" + "\n".join(cited.endnote.values()) + "\n</records></xml>"
        yield _numbered(endnote_xml.read_bytes(records.encode(), "fields"), [keys[each] for each in cited.endnote])


def _numbered(bibliography: Bibliography, keys: Sequence[str]) -> Bibliography:
    references = zip(bibliography.references, keys, strict=True)
    return evolve(bibliography, references=tuple(evolve(each, key=key) for each, key in references))


ROOT = "Sources"

_TYPES = {
    "JournalArticle": "article-journal", "ArticleInAPeriodical": "article-magazine", "Book": "book", "BookSection": "chapter",
    "ConferenceProceedings": "paper-conference", "Report": "report", "InternetSite": "webpage", "Patent": "patent",
    "DocumentFromInternetSite": "webpage", "Film": "motion_picture", "Interview": "interview", "Case": "legal_case",
}  # fmt: skip
_ROLES = {"Author": "author", "Editor": "editor", "BookAuthor": "editor", "Translator": "translator"}
_PLAIN = {
    "Title": "title", "JournalName": "container_title", "PeriodicalTitle": "container_title", "BookTitle": "container_title",
    "ConferenceName": "container_title", "InternetSiteTitle": "container_title", "Volume": "volume", "Issue": "issue",
    "Pages": "page", "Edition": "edition", "City": "publisher_place", "Publisher": "publisher", "Institution": "publisher",
    "URL": "url", "DOI": "doi", "Comments": "note",
}  # fmt: skip


def sources(root: Element) -> Iterator[Item]:
    """Yield the sources, each with its tag as key."""
    for source in children(root, "Source"):
        values = {local(each): text_of(each) for each in children(source)}
        raw, placed = written_out(_givens(source, values))
        if raw:
            yield Item(key=values.get("Tag"), raw=raw, values=placed, kind=_TYPES.get(values.get("SourceType", "")))


def _givens(source: Element, values: dict[str, str]) -> Iterator[Given]:
    for authors in children(source, "Author"):
        for role in children(authors, *_ROLES):
            yield from _names(role, _ROLES[local(role)])
    if year := values.get("Year"):
        yield _date("issued", year, values.get("Month"), values.get("Day"))
    for name, variable in _PLAIN.items():
        if text := values.get(name):
            yield Given(name=variable, value=text, text=text)
    number = values.get("StandardNumber", "")
    if number:
        yield Given(name=_standard(number), value=number, text=number)
    if year := values.get("YearAccessed"):
        yield _date("accessed", year, values.get("MonthAccessed"), values.get("DayAccessed"))


def _names(role: Element, variable: str) -> Iterator[Given]:
    for corporate in descendants(role, "Corporate"):
        if text := text_of(corporate):
            yield Given(name=variable, value=Name(literal=text), text=text)
    for person in descendants(role, "Person"):
        parts = {local(each): text_of(each) for each in children(person)}
        given = " ".join(filter(None, (parts.get("First"), parts.get("Middle"))))
        if family := parts.get("Last") or given:
            name = Name(family=family, given=given if given != family and given else None)
            yield Given(name=variable, value=name, text=str(name))


def _date(variable: str, *parts: str | None) -> Given:
    text = " ".join(reversed([part for part in parts if part]))
    return Given(name=variable, value=read_date(text) or Date(raw=text), text=text)


def _standard(number: str) -> str:
    """Return the variable of what Word calls a standard number: an ISBN, an ISSN or a DOI."""
    digits = sum(map(str.isdecimal, number))
    return "doi" if "10." in number and "/" in number else "issn" if digits <= 8 else "isbn"
