"""Statements of a page before a list is given: what can be read, what can be downloaded, and which services are queried."""

from collections.abc import Container, Iterator
from typing import Any
from urllib.parse import urlsplit

from refcheck._version import __version__
from refcheck.messages import languages
from refcheck.model.formats import FILE_TYPES
from refcheck.registries.connections import Connections
from refcheck.servers.page.downloads import FORMS


def about(
    connections: Connections, *, unread: Container[str] = (), unwritten: Container[str] = (), **more: Any
) -> dict[str, Any]:
    """Return what is accepted, what can be downloaded and which services are queried, together with ``more``.

    Args:
        connections: the services that are queried for a list.
        unread: endings of files that cannot be read here.
        unwritten: formats in which a list cannot be downloaded here.
        more: all else, except the version, that only the server of the page knows.
    """
    forms = [(name, form) for name, form in FORMS.items() if name not in unwritten]
    return {
        "version": __version__,
        "languages": list(languages()),
        "accepts": [suffix for suffix, known in FILE_TYPES.items() if known.is_offered and suffix not in unread],
        "downloads": [{"format": name, "label": form.label, "suffix": form.suffix} for name, form in forms],
        "services": list(services(connections)),
    } | more


def services(connections: Connections) -> Iterator[dict[str, str]]:
    """Yield each service that is queried, with its host and what is sent there."""
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
        yield {"name": "the hosts of the cited URLs", "host": "", "sends": "links"}
