"""The references that Word's own list of sources, or fields hold, as bibliographies of their own.

Source: Office Open XML (ISO/IEC 29500-1), the schema ``bibliography``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from refcheck.model import Bibliography, Name
from refcheck.readers.data import csl_json, endnote_xml
from refcheck.readers.documents.docx.fields import Cited
from refcheck.readers.entries.items import Given, Item, given, given_date, item_of, write_items
from refcheck.readers.papers.sheet import Sheet
from refcheck.readers.sources.xml import Element, children, descendants, local, text_of


@frozen(kw_only=True)
class Attached:
    """The bibliographies, and the keys of the references that each field cites, by the field's number."""

    bibliographies: tuple[Bibliography, ...]
    keys: Mapping[int, tuple[str, ...]]


def attached(cited: Cited, own: Iterable[Sequence[Item]]) -> Attached:
    """Return what the fields cite, and the word processor's ``own`` sources, list by list.

    An item's key is its place among those of the document, from 1.
    """
    keys = {source: str(place) for place, source in enumerate([*cited.csl, *cited.endnote], start=1)}
    return Attached(
        bibliographies=(*_read(cited, keys), *_written(own)),
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
    nameless = evolve(bibliography.document, name="")
    return evolve(bibliography, document=nameless, references=tuple(evolve(each, key=key) for each, key in references))


def _written(own: Iterable[Sequence[Item]]) -> Iterator[Bibliography]:
    for items in own:
        sheet = Sheet()
        if references := write_items(items, sheet):
            yield Bibliography(document=sheet.document("", ""), references=references)


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
        kind = _TYPES.get(values.get("SourceType", ""))
        if (item := item_of(_givens(source, values), key=values.get("Tag"), kind=kind)).raw:
            yield item


def _givens(source: Element, values: Mapping[str, str]) -> Iterator[Given]:
    for authors in children(source, "Author"):
        for role in children(authors, *_ROLES):
            yield from _names(role, _ROLES[local(role)])
    yield from given_date("issued", _date(values, ""))
    for name, variable in _PLAIN.items():
        yield from given(variable, values.get(name, ""))
    number = values.get("StandardNumber", "")
    yield from given(_standard(number), number)
    yield from given_date("accessed", _date(values, "Accessed"))


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


def _date(values: Mapping[str, str], kind: str) -> str:
    """Return a date that has a year, day first."""
    parts = [values.get(f"{part}{kind}", "") for part in ("Day", "Month", "Year")]
    return " ".join(filter(None, parts)) if parts[-1] else ""


def _standard(number: str) -> str:
    """Return the variable of what Word calls a standard number: an ISBN, an ISSN or a DOI."""
    digits = sum(map(str.isdecimal, number))
    return "doi" if "10." in number and "/" in number else "issn" if digits <= 8 else "isbn"
