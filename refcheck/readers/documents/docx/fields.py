"""The fields of citation programs: which program writes them, and the references of Zotero, Mendeley, EndNote and Word in them.

Source: Office Open XML (ISO/IEC 29500-1), the schema ``bibliography``.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import define, evolve, field, frozen

from refcheck.errors import SourceError
from refcheck.model import Bibliography, Name
from refcheck.readers.data import csl_json, endnote_xml
from refcheck.readers.entries.items import Given, Item, given, given_date, item_of, write_items
from refcheck.readers.papers.sheet import Sheet
from refcheck.readers.sources.xml import Element, children, descendants, local, parse, source, text_of

OTHER = "an add-in"

_PROGRAMS = {
    "ADDIN ZOTERO": "Zotero",
    "ADDIN CSL_": "Mendeley",
    "ADDIN MENDELEY": "Mendeley",
    "MENDELEY": "Mendeley",
    "ADDIN EN.": "EndNote",
    "ADDIN CITAVI": "Citavi",
    "CITAVI": "Citavi",
    "ADDIN RW.": "RefWorks",
    "ADDIN PAPERS": "Papers",
    "ADDIN PAPERPILE": "Paperpile",
    "ADDIN": OTHER,
    "CITATION": "Word",
    "BIBLIOGRAPHY": "Word",
}
"""The programs, by the start of a field's instruction or a content control's tag; longer ones precede shorter ones."""


def program(instruction: str) -> str:
    """Return the name of the citation program that writes a field, and will overwrite it; an empty string for any other field."""
    given = " ".join(instruction.upper().split())
    return next((name for beginning, name in _PROGRAMS.items() if given.startswith(beginning)), "")


@frozen(kw_only=True)
class Field:
    """A field's instruction, its additional data (base64), and its number in the document."""

    number: int
    instruction: str
    data: str


_CSL = ("ADDIN ZOTERO_ITEM CSL_CITATION", "ADDIN CSL_CITATION")
_MENDELEY = "MENDELEY_CITATION_v3_"
_ENDNOTE = "ADDIN EN.CITE"
_WORD = "CITATION"
_FURTHER = "\\m"
"""Word's switch before each further source in a citation."""


@define
class Cited:
    """The references that the fields cite.

    ``csl`` are CSL-JSON items and ``endnote`` records in EndNote's XML, each once, by a key that identifies it. ``keys`` are the
    keys that each field cites, by the field's number; ``tags`` are the tags of Word's own sources, likewise.
    """

    csl: dict[str, str] = field(factory=dict)
    endnote: dict[str, str] = field(factory=dict)
    keys: dict[int, tuple[str, ...]] = field(factory=dict)
    tags: dict[int, tuple[str, ...]] = field(factory=dict)


def cited(fields: Sequence[Field]) -> Cited:
    """Return the references that the fields of a document cite."""
    found = Cited()
    for each in fields:
        instruction = " ".join(each.instruction.split(maxsplit=3)[:3])
        if instruction.startswith(_CSL) or each.instruction.startswith(_MENDELEY):
            found.keys[each.number] = tuple(_kept(found.csl, _csl_items(each.instruction)))
        elif instruction.startswith(_ENDNOTE):
            found.keys[each.number] = tuple(_kept(found.endnote, _endnote_records(each)))
        elif instruction.split()[:1] == [_WORD]:
            words = each.instruction.split()
            further = [tag for switch, tag in pairwise(words) if switch == _FURTHER]
            found.tags[each.number] = (*words[1:2], *further)
    return found


def _kept(known: dict[str, str], items: Iterator[tuple[str, str]]) -> Iterator[str]:
    for key, text in items:
        known.setdefault(key, text)
        yield key


def _csl_items(instruction: str) -> Iterator[tuple[str, str]]:
    """Yield a key that identifies each item of a citation, and the item in CSL-JSON."""
    for item in _citation_items(instruction):
        data = item.get("itemData") or item.get("item")
        if isinstance(data, Mapping):
            uris = item.get("uris")
            key = uris[0] if isinstance(uris, list) and uris else item.get("id", data.get("id"))
            yield str(key), json.dumps(data, ensure_ascii=False)


def _citation_items(instruction: str) -> Iterator[Mapping[str, object]]:
    text = instruction[max(instruction.find("{"), 0) :]
    if instruction.startswith(_MENDELEY):
        text = _unpacked(instruction.removeprefix(_MENDELEY))
    try:
        citation, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return
    items = citation.get("citationItems") if isinstance(citation, dict) else None
    yield from (item for item in items or () if isinstance(item, dict)) if isinstance(items, list) else ()


def _endnote_records(field_: Field) -> Iterator[tuple[str, str]]:
    """Yield the key of each record of a citation, and the record in EndNote's XML, from the instruction or the additional data."""
    start = field_.instruction.find("<EndNote")
    text = field_.instruction[start:] if start >= 0 else _unpacked(field_.data)
    try:
        root, _ = parse(text.encode("utf-8", "replace"), "field")
    except SourceError:
        return
    for record in descendants(root, "record"):
        record.tail = None
        number = text_of(next(descendants(record, "rec-number"), None))
        yield f"EndNote {number or text_of(record)}", source(record)


def _unpacked(data: str) -> str:
    """Return the text in base64 data, which may be folded and lack padding; an empty string if it is not base64."""
    letters = "".join(data.split())
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


@frozen(kw_only=True)
class Attached:
    """The bibliographies (of the fields and of Word's own sources), and the keys that each field cites, by the field's number."""

    bibliographies: tuple[Bibliography, ...]
    keys: Mapping[int, tuple[str, ...]]


def attached(cited: Cited, own: Iterable[Sequence[Item]]) -> Attached:
    """Return the references that the fields cite and the word processor's ``own`` sources, as bibliographies.

    A cited item's key is its place among those of the document, from 1.
    """
    keys = {one: str(place) for place, one in enumerate([*cited.csl, *cited.endnote], start=1)}
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
    """Yield Word's sources, each with its tag as key."""
    for element in children(root, "Source"):
        values = {local(each): text_of(each) for each in children(element)}
        kind = _TYPES.get(values.get("SourceType", ""))
        if (item := item_of(_givens(element, values), key=values.get("Tag"), kind=kind)).raw:
            yield item


def _givens(element: Element, values: Mapping[str, str]) -> Iterator[Given]:
    for authors in children(element, "Author"):
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
    """Return a date, day first; an empty string if it has no year."""
    parts = [values.get(f"{part}{kind}", "") for part in ("Day", "Month", "Year")]
    return " ".join(filter(None, parts)) if parts[-1] else ""


def _standard(number: str) -> str:
    """Return the variable for Word's "standard number": an ISBN, an ISSN or a DOI."""
    digits = sum(map(str.isdecimal, number))
    return "doi" if "10." in number and "/" in number else "issn" if digits <= 8 else "isbn"
