"""What a page tells people before they give anything: what can be read, what can be had, and who is asked."""

from collections.abc import Container, Iterator
from typing import Any
from urllib.parse import urlsplit

from refcheck._version import __version__
from refcheck.messages import languages
from refcheck.registries.connections import Connections
from refcheck.servers.page.downloads import FORMS

_ACCEPTS = (
    *(".txt", ".md", ".docx", ".odt", ".epub", ".pdf", ".bib", ".ris", ".nbib", ".ciw", ".enw"),
    *(".json", ".yaml", ".yml", ".xml", ".csv", ".tsv", ".html", ".tex", ".bbl", ".typ", ".zip"),
)
"""How files are called that can be read."""


def about(
    connections: Connections, *, unread: Container[str] = (), unwritten: Container[str] = (), **more: Any
) -> dict[str, Any]:
    """Return what is taken and given, and who is asked, with what ``more`` there is to say.

    Args:
        connections: whom a list asks.
        unread: endings of files that cannot be read here.
        unwritten: formats that a list cannot be had as here.
        more: version apart, all that only one who serves the page knows.
    """
    forms = [(name, form) for name, form in FORMS.items() if name not in unwritten]
    return {
        "version": __version__,
        "languages": list(languages()),
        "accepts": [suffix for suffix in _ACCEPTS if suffix not in unread],
        "downloads": [{"format": name, "label": form.label, "suffix": form.suffix} for name, form in forms],
        "services": list(services(connections)),
    } | more


def services(connections: Connections) -> Iterator[dict[str, str]]:
    """Yield who is asked, at which host, and what is sent there."""
    main = (
        ("Crossref", connections.crossref_url, "both"),
        ("doi.org", connections.doi_url, "identifiers"),
        ("DataCite", connections.datacite_url, "both"),
    )
    for name, url, sends in main:
        yield {"name": name, "host": urlsplit(url).hostname or "", "sends": sends}
    for each in connections.further():
        sends = "identifiers" if each.service.schemes else "search"
        yield {"name": each.service.name, "host": urlsplit(each.url).hostname or "", "sends": sends}
    if connections.links:
        yield {"name": "the hosts of the cited addresses", "host": "", "sends": "links"}
