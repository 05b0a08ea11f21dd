"""What a page tells people before they give anything: what can be read, what can be had, and who is asked."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from refcheck.registries.connections import Connections
from refcheck.servers.page.downloads import FORMS

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


def downloads() -> list[dict[str, str]]:
    """What a list can be had as."""
    return [{"format": name, "label": form.label, "suffix": form.suffix} for name, form in FORMS.items()]


def services(connections: Connections) -> Iterator[dict[str, str]]:
    """Who is asked, at which host, and what is sent there."""
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
