"""A feed (RFC 4287): an entry a piece of news, known again by its identifier in every run."""

from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from refcheck._version import __version__
from refcheck.monitoring.bulletin import Bulletin, places
from refcheck.monitoring.news import Told
from refcheck.text.characters import visible

_ATOM = "http://www.w3.org/2005/Atom"

MOST = 200
"""Entries of the feed, the latest first."""


def render(bulletin: Bulletin) -> str:
    """The feed, with what was told before; its own identifier is that of what is looked at."""
    feed = Element("feed", xmlns=_ATOM)
    _add(feed, "id", uuid5(NAMESPACE_URL, "\n".join(bulletin.sources)).urn)
    _add(feed, "title", f"What became of the works cited in {', '.join(bulletin.sources)}")
    entries = sorted((*bulletin.news, *bulletin.earlier), key=lambda told: told.told, reverse=True)[:MOST]
    _add(feed, "updated", max((told.told for told in entries), default=bulletin.made).isoformat())
    _add(SubElement(feed, "author"), "name", "refcheck")
    SubElement(feed, "generator", version=__version__).text = "refcheck"
    for told in entries:
        _entry(SubElement(feed, "entry"), told)
    indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, encoding="unicode")}\n'


def _entry(entry: Element, told: Told) -> None:
    news = told.news
    work = news.cited[0].work if news.cited else news.id.value
    _add(entry, "id", news.uuid.urn)
    _add(entry, "title", f"{news.kind}: {work}")
    _add(entry, "updated", told.told.isoformat())
    if news.url:
        SubElement(entry, "link", href=visible(news.url))
    SubElement(entry, "category", term=news.kind)
    _add(entry, "content", f"{news.message} Cited in {places(news.cited)}.")


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = visible(text)
