"""Whom the page asks, and what it says of itself before Python is loaded."""

from collections.abc import Iterable
from typing import Any

from attrs import evolve

from refcheck._version import __version__
from refcheck.registries.connections import NO_CACHE, Connections
from refcheck.registries.further import names_in
from refcheck.reports.queries.wording import languages
from refcheck.servers.page.about import ACCEPTS, downloads, services

PDF, MARKUP = "pypdfium2", "lxml"
"""The libraries that a page may have beside those that run anywhere: wheels that are built for a browser."""

_NEEDING = {PDF: (".pdf",), MARKUP: (".docx", ".odt", ".html", ".xml")}
"""What cannot be read without them."""

_ANSWERING_IN_XML = ("acl-anthology", "arxiv", "k10plus")
"""The services whose answers cannot be read without a library for markup."""

_OF_DOCUMENTS = frozenset({"annotated", "queries-docx"})
"""What is written with libraries that run in no browser."""

_CARRIED = ("crossref_url", "datacite_url", "doi_url", "mailto", "also", "without", "service_urls", "send")
"""The fields of the connections that go along. Keys do not: whoever reads the page would have them."""

_MOST_BYTES = 20_000_000
"""Bytes of a file that is taken: all of it is held in the browser's memory."""


def settled(connections: Connections, wheels: Iterable[str]) -> Connections:
    """The connections of a page that has these wheels: services that it could not hear are left out."""
    without = names_in(connections.without)
    if MARKUP not in wheels:
        without |= frozenset(_ANSWERING_IN_XML)
    return evolve(connections, links=False, cache=NO_CACHE, without=",".join(sorted(without)) or None)


def carried(connections: Connections) -> dict[str, str]:
    """The fields that the page's own Python is given."""
    return {name: value for name in _CARRIED if (value := getattr(connections, name)) is not None}


def about(connections: Connections, wheels: Iterable[str]) -> dict[str, Any]:
    """What the page says before anybody gives a list: as the service says it."""
    unread = {suffix for name, suffixes in _NEEDING.items() if name not in wheels for suffix in suffixes}
    return {
        "version": __version__,
        "offline": False,
        "links": False,
        "keep": False,
        "cache": False,
        "languages": list(languages()),
        "limits": {"bytes": _MOST_BYTES},
        "accepts": [suffix for suffix in ACCEPTS if suffix not in unread],
        "downloads": [each for each in downloads() if each["format"] not in _OF_DOCUMENTS],
        "services": list(services(connections)),
    }
