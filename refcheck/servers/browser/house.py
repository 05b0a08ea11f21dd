"""Whom the page asks, and what it says of itself before Python is loaded."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from refcheck.registries.connections import Connections
from refcheck.servers.page.about import about as page_about

PDF, MARKUP = "pypdfium2", "lxml"
"""The libraries that a page may have beside those that run anywhere: wheels that are built for a browser."""

_NEEDING = {PDF: (".pdf",), MARKUP: (".html",)}
"""What cannot be read without them."""

_WRITTEN_WITH_MARKUP, _UNWRITTEN = "annotated", ("queries-docx", "xlsx")
"""What the page can write with a library for markup alone, and what it never can."""

_CARRIED = ("crossref_url", "datacite_url", "doi_url", "mailto", "also", "without", "service_urls", "send")
"""The fields of the connections that go along. Keys do not: whoever reads the page would have them."""

_MOST_BYTES = 20_000_000
"""Bytes of a file that is taken: all of it is held in the browser's memory."""


def carried(connections: Connections) -> dict[str, Any]:
    """The fields that the page's own Python is given."""
    return {name: value for name in _CARRIED if (value := getattr(connections, name)) is not None}


def origins(connections: Connections) -> list[str]:
    """The origins of all who are asked, in alphabetical order."""
    main = (connections.crossref_url, connections.datacite_url, connections.doi_url)
    parts = map(urlsplit, (*main, *(each.url for each in connections.further())))
    return sorted({f"{each.scheme}://{each.netloc}" for each in parts})


def about(connections: Connections, wheels: Iterable[str]) -> dict[str, Any]:
    """What the page says before anybody gives a list: as the service says it."""
    unread = {suffix for name, suffixes in _NEEDING.items() if name not in wheels for suffix in suffixes}
    unwritten = {*_UNWRITTEN, *(() if MARKUP in wheels else (_WRITTEN_WITH_MARKUP,))}
    own = {"offline": False, "links": False, "keep": False, "cache": False, "limits": {"bytes": _MOST_BYTES}}
    return page_about(connections, unread=unread, unwritten=unwritten, **own)
