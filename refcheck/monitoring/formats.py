"""Bulletin → text, one function per format: Atom feed (RFC 4287), HTML page, JSON, Markdown for an issue, text for a terminal."""

import json
from collections.abc import Callable, Mapping
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from attrs import asdict

from refcheck._version import __version__
from refcheck.monitoring.asking import Bulletin, places
from refcheck.monitoring.news import Told
from refcheck.reports.markup import escaped, link
from refcheck.text.visible import visible

_ATOM = "http://www.w3.org/2005/Atom"

MOST = 200
"""Most entries of the feed, which has the latest first."""


def as_atom(bulletin: Bulletin) -> str:
    """Return the bulletin as an Atom feed with the earlier news; the feed's identifier is made from the names of the sources."""
    feed = Element("feed", xmlns=_ATOM)
    _add(feed, "id", uuid5(NAMESPACE_URL, "\n".join(bulletin.sources)).urn)
    _add(feed, "title", f"News about the works cited in {', '.join(bulletin.sources)}")
    entries = sorted((*bulletin.news, *bulletin.earlier), key=lambda told: told.told, reverse=True)[:MOST]
    _add(feed, "updated", max((told.told for told in entries), default=bulletin.made).isoformat())
    _add(SubElement(feed, "author"), "name", "refcheck")
    SubElement(feed, "generator", version=__version__).text = "refcheck"
    for told in entries:
        _feed_entry(SubElement(feed, "entry"), told)
    indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, encoding="unicode")}\n'


def _feed_entry(entry: Element, told: Told) -> None:
    news = told.news
    _add(entry, "id", news.uuid.urn)
    _add(entry, "title", f"{news.kind}: {news.work}")
    _add(entry, "updated", told.told.isoformat())
    if news.url:
        SubElement(entry, "link", href=visible(news.url))
    SubElement(entry, "category", term=news.kind)
    _add(entry, "content", f"{news.message} Cited in {places(news.cited)}.")


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = visible(text)


def as_html(bulletin: Bulletin) -> str:
    """Return the bulletin as an HTML page."""
    from refcheck.reports.html.page import page_of  # only pages need the template engine
    from refcheck.reports.html.words import day

    lists = [("News", _shown(bulletin.news)), ("Reported before", _shown(bulletin.earlier))]
    page = page_of("refcheck.monitoring")
    return page.render(bulletin=bulletin, made=day(bulletin.made.date()), lists=lists) + "\n"


def _shown(told: tuple[Told, ...]) -> list[dict[str, str]]:
    from refcheck.reports.html.words import day

    return [
        {
            "work": each.news.work,
            "kind": each.news.kind.replace("-", " "),
            "message": each.news.message,
            "url": each.news.url if each.news.url.startswith(("http://", "https://")) else "",
            "cited": places(each.news.cited),
            "told": day(each.told.date()),
        }
        for each in told
    ]


def as_json(bulletin: Bulletin) -> str:
    """Return the bulletin as JSON, with the earlier news in a list of their own."""
    data = {
        "made": bulletin.made.isoformat(),
        "sources": list(bulletin.sources),
        "works": bulletin.monitored.works,
        "references": bulletin.monitored.references,
        "news": list(map(_entry, bulletin.news)),
        "earlier": list(map(_entry, bulletin.earlier)),
        "gaps": [
            {"registry": registry, "why": why, "works": number} for registry, why, number in bulletin.monitored.gaps
        ],
        "unfinished": list(map(asdict, bulletin.unfinished)),
    }
    return f"{json.dumps(data, indent=1)}\n"


def _entry(told: Told) -> dict[str, object]:
    news = told.news
    return {
        "id": str(news.uuid),
        "told": told.told.isoformat(),
        "work": f"{news.id.scheme.value}:{news.id.value}",
        "kind": news.kind,
        "message": news.message,
        "notice": news.notice,
        "day": str(news.day) if news.day else None,
        "url": news.url,
        "cited": list(map(asdict, news.cited)),
    }


_LONGEST = 300
"""Most characters shown of a text."""

_MOST = 150
"""Most pieces of news shown; an issue holds 65,536 characters."""


def as_markdown(bulletin: Bulletin) -> str:
    """Return the heading, one list item per piece of news, and the gaps."""
    lines = [bulletin.heading, ""]
    for news in (told.news for told in bulletin.news[:_MOST]):
        work = escaped(news.work, _LONGEST)
        message, cited = escaped(news.message, _LONGEST), escaped(places(news.cited), _LONGEST)
        lines.append(f"- **{link(work, news.url)}**: {message} Cited in {cited}.")
    if len(bulletin.news) > _MOST:
        lines.append(f"- and {len(bulletin.news) - _MOST} more")
    lines += (f"\n{escaped(gap, _LONGEST)}" for gap in bulletin.gaps)
    return "".join(f"{line}\n" for line in lines)


def as_text(bulletin: Bulletin) -> str:
    """Return the heading, each piece of news with its work and where that is cited, and the gaps."""
    lines = [bulletin.heading]
    for news in (told.news for told in bulletin.news):
        lines += ("", visible(news.work), f"  {visible(news.message)}", f"  cited in {visible(places(news.cited))}")
    if bulletin.gaps:
        lines += ("", *map(visible, bulletin.gaps))
    return "".join(f"{line}\n" for line in lines)


_FORMATS: Mapping[str, Callable[[Bulletin], str]] = {
    "atom": as_atom,
    "html": as_html,
    "json": as_json,
    "markdown": as_markdown,
    "text": as_text,
}


def formats() -> tuple[str, ...]:
    """Return the names of the formats, in alphabetical order."""
    return tuple(_FORMATS)


def render(bulletin: Bulletin, name: str) -> str:
    """Return the bulletin in the named format, ending in a newline."""
    return _FORMATS[name](bulletin)
