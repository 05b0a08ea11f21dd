"""Metadata of a page for machines: its meta tags, and its JSON-LD.

Sources: Highwire Press tags as Google Scholar's inclusion guidelines name them (``citation_…``); Dublin Core in HTML
(DCMI, ``DC.…`` and ``DCTERMS.…``); The Open Graph protocol (``og:…``, ``article:…``); schema.org's ``CreativeWork`` in JSON-LD.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from refcheck.text.markup import clean
from refcheck.text.recoding import recoded_json

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DEEPEST = 4
"""Works are looked for so deep in JSON-LD: ``@graph``, ``mainEntity``, a list in each."""

_MOST = 500
"""Objects of JSON-LD, and values of one tag, that are looked at."""

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
"""schema.org's types of works, in CSL's words. A ``WebPage`` or ``WebSite`` says more of the site than of what stands there."""


@frozen(kw_only=True)
class PageTags:
    """The values of each meta tag by its name in small letters, and the works of the JSON-LD, each with its CSL type."""

    metas: Mapping[str, tuple[str, ...]]
    works: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    def first(self, *names: str) -> str | None:
        """Return the first value of the first tag that has any."""
        return next(iter(self.all(*names)), None)

    def all(self, *names: str) -> tuple[str, ...]:
        """Return the values of the first tag that has any."""
        return next((values for name in names if (values := self.metas.get(name))), ())


def page_tags(text: str) -> PageTags:
    """Return the tags of an HTML page, whatever is wrong with it.

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
    from lxml import etree, html  # here, because not every machine that asks registries can ask for pages

    try:
        return html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.LxmlError, ValueError, AssertionError):  # nothing in it, or nothing that can be read
        return None


def _works(tree: "HtmlElement") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                data = recoded_json(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue
            yield from _described(data, 0)


def _described(data: object, depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for each in data[:_MOST]:
            yield from _described(each, depth + 1)
    elif isinstance(data, Mapping):
        kinds = data.get("@type")
        for kind in kinds if isinstance(kinds, list) else [kinds]:
            if isinstance(kind, str) and kind in _WORKS:
                yield _WORKS[kind], data
                break
        for key in ("@graph", "mainEntity"):
            if key in data:
                yield from _described(data[key], depth + 1)


def several(value: object) -> Sequence[object]:
    """Return the values of a property that has one or several."""
    return value[:_MOST] if isinstance(value, list) else [] if value is None else [value]
