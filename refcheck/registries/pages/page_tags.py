"""The machine-readable metadata of a page (its meta tags and its JSON-LD), and the work that they describe.

Sources: Highwire Press tags as Google Scholar's inclusion guidelines name them (``citation_…``); Dublin Core in HTML
(DCMI, ``DC.…`` and ``DCTERMS.…``); The Open Graph protocol (``og:…``, ``article:…``); schema.org's ``CreativeWork`` in JSON-LD.

The tags of scholarly articles (``citation_…``) take precedence over JSON-LD, Dublin Core and Open Graph. The name of the site and
that of its owner are ignored: they are not a container or an author.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from refcheck.model import Name, Work
from refcheck.registries.transport.stated import page_range, stated_date, stated_name
from refcheck.text.markup import clean
from refcheck.text.recoding import recoded_json

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DEEPEST = 4
"""The depth to which works are searched for in JSON-LD: ``@graph``, ``mainEntity``, a list in each."""

_MOST = 500
"""The most objects of JSON-LD, and the most values of one tag, that are read."""

_WORKS = {
    "AdvertiserContentArticle": "article-newspaper",
    "AnalysisNewsArticle": "article-newspaper",
    "Article": "webpage",
    "BlogPosting": "post-weblog",
    "Book": "book",
    "Chapter": "chapter",
    "Dataset": "dataset",
    "MedicalScholarlyArticle": "article-journal",
    "NewsArticle": "article-newspaper",
    "OpinionNewsArticle": "article-newspaper",
    "Report": "report",
    "ReportageNewsArticle": "article-newspaper",
    "ScholarlyArticle": "article-journal",
    "TechArticle": "webpage",
    "Thesis": "thesis",
}
"""The CSL types of schema.org's types of works. ``WebPage`` and ``WebSite`` are left out: they describe the site, not a work."""


@frozen(kw_only=True)
class PageTags:
    """The values of each meta tag by its name in lower case, and the works of the JSON-LD, each with its CSL type."""

    metas: Mapping[str, tuple[str, ...]]
    works: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    def first(self, *names: str) -> str | None:
        """Return the first value of the first of these tags that has any."""
        return next(iter(self.all(*names)), None)

    def all(self, *names: str) -> tuple[str, ...]:
        """Return the values of the first of these tags that has any."""
        return next((values for name in names if (values := self.metas.get(name))), ())


def page_tags(text: str) -> PageTags:
    """Return the tags of an HTML page, however malformed it is.

    >>> page_tags('<meta name="citation_title" content="Soil">').first("citation_title")
    'Soil'
    """
    tree = _tree(text)
    if tree is None:
        return PageTags(metas={})
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        names = (meta.get(key) for key in ("name", "property", "itemprop", "http-equiv"))
        name = next(filter(None, names), "").strip().lower()
        value = clean(meta.get("content") or "")
        if name and value and len(metas.setdefault(name, [])) < _MOST:
            metas[name].append(value)
    return PageTags(metas={name: tuple(values) for name, values in metas.items()}, works=tuple(_works(tree))[:_MOST])


def _tree(text: str) -> "HtmlElement | None":
    from lxml import etree, html  # here, because lxml is missing in a browser, which checks no pages

    try:
        return html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.LxmlError, ValueError, AssertionError):  # empty or unreadable
        return None


def _works(tree: "HtmlElement") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                data = recoded_json(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue
            yield from _works_in(data, 0)


def _works_in(data: object, depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for each in data[:_MOST]:
            yield from _works_in(each, depth + 1)
    elif isinstance(data, Mapping):
        kinds = data.get("@type")
        for kind in kinds if isinstance(kinds, list) else [kinds]:
            if isinstance(kind, str) and kind in _WORKS:
                yield _WORKS[kind], data
                break
        for key in ("@graph", "mainEntity"):
            if key in data:
                yield from _works_in(data[key], depth + 1)


def _several(value: object) -> Sequence[object]:
    """Return the values of a property that has one or several."""
    return value[:_MOST] if isinstance(value, list) else [] if value is None else [value]


_DOI = re.compile(r"(?:doi:\s{0,3}|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
"""A DOI in a tag: 10.1000/x, doi:10.1000/x, https://doi.org/10.1000/x"""

_CONTAINERS = {
    "citation_journal_title": "article-journal",
    "citation_conference_title": "paper-conference",
    "citation_inbook_title": "chapter",
    "citation_book_title": "chapter",
    "prism.publicationname": "article-journal",
}
_INSTITUTIONS = {"citation_dissertation_institution": "thesis", "citation_technical_report_institution": "report"}

_TITLES = ("citation_title", "dcterms.title", "dc.title", "eprints.title", "og:title", "twitter:title")
_AUTHORS = ("citation_author", "citation_authors", "dc.creator", "dcterms.creator", "eprints.creators_name")
_DATES = (
    "citation_publication_date",
    "citation_date",
    "citation_cover_date",
    "citation_online_date",
    "citation_year",
    "prism.publicationdate",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "article:published_time",
)


def page_titles(tags: PageTags) -> tuple[str, ...]:
    """Return the titles in the tags, those of the work before those of the page."""
    described = (_text(item.get(key)) for _, item in tags.works for key in ("headline", "name"))
    named = [tags.first(name) for name in _TITLES]
    return tuple(dict.fromkeys(title for title in (named[0], *described, *named[1:]) if title))


def page_work(tags: PageTags) -> Work:
    """Return the work that the tags describe, without its title; a ``webpage`` unless they state another type."""
    container, kind = _first_of(tags, _CONTAINERS)
    institution, institution_kind = _first_of(tags, _INSTITUTIONS)
    dates = tuple(dict.fromkeys(date for name in _DATES if (date := stated_date(tags.first(name)))))
    first = tags.first("citation_firstpage", "prism.startingpage")
    last = tags.first("citation_lastpage", "prism.endingpage")
    tagged = Work(
        type=kind or institution_kind or "webpage",
        author=tuple(name for text in tags.all(*_AUTHORS) for name in _people(text)),
        container_title=container,
        container_title_alternative=tags.all("citation_journal_abbrev"),
        volume=tags.first("citation_volume", "prism.volume"),
        issue=tags.first("citation_issue", "prism.number"),
        page=page_range(first, last),
        issued=dates[0] if dates else None,
        issued_alternative=dates[1:],
        publisher=institution or tags.first("citation_publisher", "dc.publisher", "dcterms.publisher"),
        language=tags.first("citation_language", "dc.language"),
        doi=_doi(tags.first("citation_doi", "prism.doi", "dc.identifier.doi", "dc.identifier")),
        isbn=tags.all("citation_isbn"),
        issn=tags.all("citation_issn", "prism.issn"),
    )
    described = [_described(kind, item) for kind, item in tags.works[:1]]
    return _filled(tagged, described[0]) if described else tagged


def _first_of(tags: PageTags, kinds: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the value of the first of these tags that has one, and the type of work that the tag belongs to."""
    return next(((value, kind) for name, kind in kinds.items() if (value := tags.first(name))), (None, None))


def _people(text: str) -> Iterator[Name]:
    """Yield one name, or several separated by semicolons; URLs and empty parts are left out."""
    for part in text.split(";"):
        if part.strip(" ,") and "://" not in part:
            yield stated_name(part.strip())


def _described(kind: str, item: Mapping[str, Any]) -> Work:
    """Return the work that JSON-LD describes."""
    parts = list(_upwards(item.get("isPartOf")))
    return Work(
        type=kind,
        author=tuple(_authors(item)),
        container_title=next((name for part in reversed(parts) if (name := _text(part.get("name")))), None),
        volume=next((text for part in (item, *parts) if (text := _text(part.get("volumeNumber")))), None),
        issue=next((text for part in (item, *parts) if (text := _text(part.get("issueNumber")))), None),
        page=_text(item.get("pagination")) or _text(item.get("pageStart")) or None,
        issued=stated_date(_text(item.get("datePublished"))),
        doi=next((doi for text in _identifiers(item) if (doi := _doi(text))), None),
        isbn=tuple(text for each in _several(item.get("isbn")) if (text := _text(each))),
    )


def _identifiers(item: Mapping[str, Any]) -> Iterator[str]:
    for key in ("sameAs", "identifier", "@id"):
        yield from map(_text, _several(item.get(key)))


def _authors(item: Mapping[str, Any]) -> Iterator[Name]:
    for each in _several(item.get("author") or item.get("creator")):
        is_organisation = isinstance(each, Mapping) and each.get("@type") not in (None, "Person")
        if (name := _text(each)) and "://" not in name:
            yield Name(literal=name) if is_organisation else stated_name(name)


def _upwards(whole: object) -> Iterator[Mapping[str, Any]]:
    """Yield the issue, the volume and the periodical that an article is part of, but not the site."""
    for _ in range(3):
        if not isinstance(whole, Mapping) or {"WebSite", "WebPage"} & set(map(str, _several(whole.get("@type")))):
            return
        yield whole
        whole = whole.get("isPartOf")


def _filled(work: Work, other: Work) -> Work:
    """Return the work with its missing fields taken from the other."""
    names = ("author", "container_title", "volume", "issue", "page", "issued", "doi", "isbn")
    missing = {name: getattr(other, name) for name in names if not getattr(work, name)}
    return evolve(work, **missing, type=other.type if work.type == "webpage" else work.type)


def _doi(text: str | None) -> str | None:
    found = _DOI.fullmatch((text or "").strip())
    return found[1].lower() if found else None


def _text(value: object) -> str:
    """Return a text, or the name or value of an object."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("value")
    return clean(str(value)) if isinstance(value, str | int) else ""
