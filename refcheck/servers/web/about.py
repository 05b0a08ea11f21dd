"""What the service says of itself, so that a page can tell people before they give anything."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from refcheck._version import __version__
from refcheck.registries.connections import Connections
from refcheck.reports.queries.wording import languages
from refcheck.servers.page import FORMS
from refcheck.servers.web.limits import Limits
from refcheck.servers.web.tasks import House

ACCEPTS = (
    *(
        ".txt",
        ".md",
        ".docx",
        ".odt",
        ".pdf",
        ".bib",
        ".ris",
        ".nbib",
        ".ciw",
        ".enw",
        ".json",
        ".yaml",
        ".yml",
        ".xml",
    ),
    *(".csv", ".tsv", ".html", ".tex", ".bbl", ".typ", ".zip"),
)
"""How files are called that can be read."""


def about(house: House, limits: Limits, *, keeps: bool) -> dict[str, Any]:
    """Version, limits, what is taken and given, and who is asked."""
    return {
        "version": __version__,
        "offline": house.offline,
        "links": house.connections.links and not house.offline,
        "keep": keeps,
        "cache": house.connections.cache_path() is not None,
        "forgets_after": limits.forgets_after,
        "languages": list(languages()),
        "limits": {"bytes": limits.upload, "seconds": int(limits.seconds)},
        "accepts": list(ACCEPTS),
        "downloads": [{"format": name, "label": form.label, "suffix": form.suffix} for name, form in FORMS.items()],
        "services": [] if house.offline else list(_services(house.connections)),
    }


def _services(connections: Connections) -> Iterator[dict[str, str]]:
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
