"""Recorded answers read by hand: what their JSON and XML say, without a line of the package's readers."""

import html
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Protocol
from urllib.parse import unquote
from xml.etree import ElementTree

from attrs import fields, frozen

from refcheck.model import Scope


class Heard(Protocol):
    """An answer."""

    @property
    def status(self) -> int: ...
    @property
    def body(self) -> bytes: ...


@frozen(kw_only=True)
class Said:
    """What is said of a work."""

    title: str
    author: str
    year: int | None
    doi: str
    numbers: frozenset[str]
    updates: frozenset[tuple[str, str]]
    relations: frozenset[str]


@frozen(kw_only=True)
class Told:
    """One answer: ``found`` with its works, ``not-found`` (of a scope), or ``unavailable``."""

    kind: str
    scope: Scope | None = None
    works: tuple[Said, ...] = ()


FIELDS = len(fields(Said))
NONE, UNKNOWN = Told(kind="not-found"), Told(kind="unavailable")


def said(
    *,
    title: object,
    author: object,
    year: object,
    doi: object,
    numbers: Iterable[object] = (),
    updates: Iterable[tuple[object, object]] = (),
    relations: Iterable[object] = (),
) -> Said:
    """The same of both readings: letters and figures, small."""
    return Said(
        title=letters(title),
        author=letters(author),
        year=int(str(year)) if str(year).isdigit() else None,
        doi=str(doi or "").lower(),
        numbers=frozenset(letters(each) for each in numbers if letters(each)),
        updates=frozenset((letters(kind), str(to or "").lower()) for kind, to in updates),
        relations=frozenset(str(each).lower() for each in relations),
    )


def letters(text: object) -> str:
    """A text without tags, entities, signs, accents and capitals."""
    plain = str(text) if text is not None else ""
    for _ in range(2):
        plain = re.sub(r"</?[a-zA-Z][^<>]*>", "", html.unescape(plain))
    folded = unicodedata.normalize("NFKD", plain).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def differences(one: Said, other: Said) -> list[str]:
    """The fields in which a reading (``other``) is not what is said (``one``)."""
    pairs = ((each.name, getattr(one, each.name), getattr(other, each.name)) for each in fields(Said))
    return [f"{name}: {told!r} read as {read!r}" for name, told, read in pairs if told != read]


def _json(heard: Heard) -> Any:
    try:
        return json.loads(heard.body)
    except ValueError:
        return None


def _table(value: Any) -> dict[str, Any]:
    """An object, or an empty one where there is none."""
    return value if isinstance(value, dict) else {}


def _tables(value: Any) -> list[dict[str, Any]]:
    """The objects in a list, or the one that stands alone."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


def _xml(heard: Heard) -> ElementTree.Element | None:
    try:
        return ElementTree.fromstring(heard.body)
    except ElementTree.ParseError:
        return None


def crossref_work(heard: Heard) -> Told:
    body = _json(heard)
    if heard.status == 404:
        return NONE
    if heard.status != 200 or not isinstance(body, dict) or body.get("message-type") != "work":
        return UNKNOWN
    message = _table(body.get("message"))
    return Told(kind="found", works=(_of_crossref(message),)) if message.get("DOI") else UNKNOWN


def crossref_list(heard: Heard) -> Told:
    body = _json(heard)
    if heard.status != 200 or not isinstance(body, dict) or body.get("message-type") != "work-list":
        return UNKNOWN
    message = _table(body.get("message"))
    if not isinstance(message.get("items"), list) or (not message["items"] and message.get("total-results")):
        return UNKNOWN  # it counts works and gives none
    works = tuple(_of_crossref(item) for item in _tables(message["items"]) if item.get("DOI"))
    return Told(kind="found", works=works) if works else NONE


def csl(heard: Heard, doi: str) -> Told:
    """CSL-JSON, as an agency hands it out; some give a DOI as an address, or none."""
    body = _json(heard)
    is_work = heard.status == 200 and isinstance(body, dict) and body.get("title")
    told = str(body.get("DOI") or doi).rpartition("doi.org/")[2] if is_work else ""
    return Told(kind="found", works=(_of_crossref({**body, "DOI": told}),)) if is_work else UNKNOWN


_DATES = (
    "issued",
    *(f"published{kind}" for kind in ("-print", "-online", "", "-other")),
    "posted",
    "accepted",
    "approved",
)


def _of_crossref(item: Mapping[str, Any]) -> Said:
    titles = _many(item.get("title"))
    people = [each for role in ("author", "editor") for each in _tables(item.get(role)) if _called(each)]
    dated = [source.get(name) for source in (item, _table(item.get("journal-issue"))) for name in _DATES]
    notices = [each for way in ("update-to", "updated-by") for each in _tables(item.get(way)) if each.get("type")]
    return said(
        title=next((each for each in titles if letters(each)), None),
        author=_called(people[0]) if people else None,
        year=next(filter(None, map(_year, dated)), None),
        doi=item.get("DOI"),
        numbers=[each.rsplit("/", 1)[-1] for name in ("ISBN", "ISSN") for each in _many(item.get(name))],
        updates=[(each.get("type"), each.get("DOI")) for each in notices],
        relations=[
            " ".join(str(entry["id"]).split())
            for kind, found in _table(item.get("relation")).items()
            if kind not in ("cites", "is-cited-by", "references", "is-referenced-by")
            for entry in _tables(found)
            if entry.get("id")
        ],
    )


def _called(person: Mapping[str, Any]) -> str:
    """The family name; of who has none, whatever there is."""
    particles = "".join(str(person.get(name) or "") for name in ("non-dropping-particle",))
    family = person.get("family")
    return (
        f"{particles}{family}"
        if family
        else str(person.get("name") or person.get("literal") or person.get("given") or "")
    )


def _many(value: object) -> list[str]:
    return [str(each) for each in (value if isinstance(value, list) else [value]) if each is not None]


def _year(value: object) -> int | None:
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    told = str(first[0]) if isinstance(first, list) and first else ""
    year = int(told) if re.fullmatch(r"[1-9]\d{0,3}", told) else None
    return year + 621 if year and 1300 <= year <= 1410 else year  # of Iran's calendar: nothing is so old


def agency(heard: Heard, doi: str) -> Told:
    body = _json(heard)
    entries = _tables(body) if heard.status == 200 and isinstance(body, list) else []
    entry = next((each for each in entries if str(each.get("DOI")).strip().lower() == doi.lower()), {})
    if entry.get("RA") is not None:
        return Told(kind="not-found", scope=Scope.HOLDINGS)
    return Told(kind="not-found", scope=Scope.REGISTRATION) if entry.get("status") == "DOI does not exist" else UNKNOWN


def handle(heard: Heard) -> Told:
    """One that is registered has no record: it is told as unavailable, like what nobody could tell."""
    body = _json(heard)
    code = body.get("responseCode") if isinstance(body, dict) else None
    return Told(kind="not-found", scope=Scope.REGISTRATION) if code == 100 else UNKNOWN


def datacite(heard: Heard) -> Told:
    body = _json(heard)
    data = body.get("data") if heard.status == 200 and isinstance(body, dict) else None
    if not isinstance(data, list):
        return UNKNOWN
    if not data:
        return NONE
    found = [_table(each.get("attributes")) for each in _tables(data)]
    works = tuple(_of_datacite(each) for each in found if each.get("doi"))
    return Told(kind="found", works=works) if works else UNKNOWN


def _of_datacite(item: Mapping[str, Any]) -> Said:
    titles = [each for each in _tables(item.get("titles")) if each.get("title")]
    main = [each["title"] for each in titles if not each.get("titleType")] or [each["title"] for each in titles]
    person = next((each for each in _tables(item.get("creators")) if each.get("name") or each.get("familyName")), {})
    whole = person.get("familyName") or str(person.get("name") or "")
    is_body = person.get("nameType") == "Organizational"
    container = _table(item.get("container"))
    kinds = ("IsVersionOf", "HasVersion", "IsPreviousVersionOf", "IsNewVersionOf", "IsIdenticalTo", "IsPublishedIn")
    doi = str(item["doi"])
    arxiv = doi.lower().partition("10.48550/arxiv.")[2]
    return said(
        title=main[0] if main else None,
        author=whole if is_body else whole.split(",")[0],
        year=next(filter(None, map(_issued, _tables(item.get("dates")))), None) or item.get("publicationYear"),
        doi=doi,
        numbers=[
            arxiv,
            container.get("identifier") if container.get("identifierType") in ("ISSN", "ISBN") else None,
        ],
        relations=[
            each["relatedIdentifier"]
            for each in _tables(item.get("relatedIdentifiers"))
            if each.get("relationType") in kinds and each.get("relatedIdentifier")
        ],
    )


def _issued(date: Mapping[str, Any]) -> str | None:
    found = re.match(r"\d{4}", str(date.get("date") or "").strip())
    return found[0] if found and date.get("dateType") == "Issued" else None


def summaries(heard: Heard) -> defaultdict[str, Told]:
    """What NCBI says of each article, by its number."""
    body = _json(heard)
    result = body.get("result") if heard.status == 200 and isinstance(body, dict) else None
    if not isinstance(result, dict):
        return defaultdict(lambda: UNKNOWN)
    return defaultdict(lambda: NONE, {str(each): _summary(result.get(str(each))) for each in result.get("uids", ())})


def _summary(item: Any) -> Told:
    if not isinstance(item, dict) or "error" in item:
        return NONE
    if not item.get("title"):
        return UNKNOWN
    numbers = {each["idtype"]: each["value"] for each in item.get("articleids", ())}
    people = [each for each in item.get("authors", ()) if each.get("name")]
    first = people[0]["name"] if people else ""
    is_body = people and people[0].get("authtype") == "CollectiveName"
    kinds = [("retraction", "") for each in item.get("pubtype", ()) if each == "Retracted Publication"]
    read = said(
        title=item.get("title"),
        author=first if is_body else re.sub(r" [^\W\d_]+(?: (?:[JS]r|\d\w\w))?$", "", first),
        year=(re.findall(r"\d{4}", item.get("pubdate") or "") or [None])[0],
        doi=numbers.get("doi"),
        numbers=[
            item.get("issn"),
            item.get("essn"),
            numbers.get("pubmed") or numbers.get("pmid"),
            numbers.get("pmc") or numbers.get("pmcid"),
        ],
        updates=kinds,
    )
    return Told(kind="found", works=(read,))


def citation(heard: Heard, number: int) -> Told:
    """What the citation matcher says of a line: one without our own number tells nothing, and of an article no record is played."""
    for line in heard.body.decode("utf-8", "replace").splitlines() if heard.status == 200 else ():
        parts = line.strip().split("|")
        if len(parts) > 2 and parts[-2] == str(number):
            return NONE
    return UNKNOWN


def copies(heard: Heard, page: str) -> Told:
    rows = _json(heard)
    if heard.status != 200 or not isinstance(rows, list):
        return UNKNOWN
    names = rows[0] if rows else []
    found = [dict(zip(names, row, strict=False)) for row in rows[1:]]
    first = next((each for each in found if each.get("timestamp") and each.get("original")), None)
    if first is None:
        return NONE
    return Told(kind="found") if _page(first["original"]) == _page(page) else UNKNOWN


def availability(heard: Heard, page: str) -> Told:
    body = _json(heard)
    closest = ((body.get("archived_snapshots") or {}).get("closest") or {}) if isinstance(body, dict) else {}
    found = re.search(r"/web/\d+\w*/(.+)", str(closest.get("url", "")))
    is_there = heard.status == 200 and found and closest.get("status") == "200" and _page(found[1]) == _page(page)
    return Told(kind="found") if is_there else NONE  # the index, asked next, holds nothing


def _page(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|:(?:80|443)(?=/|$)|/$", "", unquote(url).lower())


_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_ATOM, _OF_ARXIV = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"


def feed(heard: Heard) -> Told:
    root = _xml(heard)
    if heard.status != 200 or root is None or root.tag != f"{_ATOM}feed":
        return UNKNOWN
    entries = list(root.iter(f"{_ATOM}entry"))
    if any("/api/errors" in (entry.findtext(f"{_ATOM}id") or "") for entry in entries):
        return UNKNOWN
    works = tuple(_entry(entry) for entry in entries if entry.findtext(f"{_ATOM}title"))
    if works:
        return Told(kind="found", works=works)
    return UNKNOWN if (root.findtext(_TOTAL) or "0") != "0" else NONE


def _entry(entry: ElementTree.Element) -> Said:
    address = entry.findtext(f"{_ATOM}id") or ""
    whole = address.partition("/abs/")[2]
    number = re.sub(r"v\d+$", "", whole)
    person = entry.findtext(f"{_ATOM}author/{_ATOM}name") or ""
    published = entry.findtext(f"{_OF_ARXIV}doi")
    withdrawn = "withdrawn" in (entry.findtext(f"{_OF_ARXIV}comment") or "").lower()
    return said(
        title=entry.findtext(f"{_ATOM}title"),
        author=re.sub(r",? (?:[JS]r\.?|I{2,3}|IV|2nd|3rd)$", "", person).rsplit(" ", 1)[-1],
        year=(entry.findtext(f"{_ATOM}published") or "")[:4],
        doi=f"10.48550/arxiv.{number}",
        numbers=[number],
        updates=[("withdrawal", "")] if withdrawn else [],
        relations=[*([published] if published else []), whole],
    )


def marc(heard: Heard) -> Told:
    root = _xml(heard)
    if heard.status != 200 or root is None or not root.tag.endswith("searchRetrieveResponse"):
        return UNKNOWN
    number = next((each.text or "0" for each in root.iter() if each.tag.endswith("numberOfRecords")), "0")
    records = [each for each in root.iter() if each.find("{*}datafield") is not None]
    if not records:
        has_fault = any(each.tag.endswith("}diagnostics") for each in root)
        return UNKNOWN if has_fault or int(number) else NONE
    works = tuple(book for book in map(_book, records) if book.title)
    return Told(kind="found", works=works) if works else UNKNOWN


def _book(record: ElementTree.Element) -> Said:
    def parts(tag: str, code: str) -> list[str]:
        return [
            each.text or "" for each in record.findall(f"{{*}}datafield[@tag='{tag}']/{{*}}subfield[@code='{code}']")
        ]

    numbers = (re.match(r"[\dXx-]+", each.strip()) for each in parts("020", "a"))
    years = [
        year for tag in ("264", "260") for each in parts(tag, "c") for year in re.findall(r"(?:1[4-9]|20)\d\d", each)
    ]
    return said(
        title=" ".join(each for code in ("a", "n", "p") for each in parts("245", code)[:1]),
        author=_person(record),
        year=years[0] if years else None,
        doi=None,
        numbers=[each[0] for each in numbers if each],
    )


def _person(record: ElementTree.Element) -> str:
    """The heading, or else the first author or editor of those named beside it."""
    named = [each for tag in ("100", "110", "700", "710") for each in record.findall(f"{{*}}datafield[@tag='{tag}']")]
    for wanted in ({"1"}, {"", "aut"}, {"edt"}):
        for each in named:
            tag = each.get("tag", "")
            roles = {(part.text or "").lower().strip(" ,") for part in each if part.get("code") in ("4", "e")} or {""}
            if tag[0] in wanted or (tag[0] == "7" and roles & wanted):
                whole = each.findtext("{*}subfield[@code='a']") or ""
                return whole if tag.endswith("10") else whole.split(",")[0]
    return ""
