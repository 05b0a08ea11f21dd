"""Which addresses are told neither the user's e-mail address nor a key: those that somebody else gave."""

from collections.abc import Collection, Iterator

from refcheck.registries.connections import CROSSREF_URL, DATACITE_URL, DOI_URL, WAYBACK_URL, Connections
from refcheck.registries.further import FURTHER, urls_in

_BUILT_IN = {
    "crossref_url": CROSSREF_URL,
    "datacite_url": DATACITE_URL,
    "doi_url": DOI_URL,
    "wayback_url": WAYBACK_URL,
}
"""The addresses by their fields, and where each is unless somebody says otherwise."""


def unsigned(connections: Connections, of_project: Collection[str]) -> tuple[str, ...]:
    """The addresses that are told nothing of who asks.

    A key and an e-mail address go to a service's own address, and to one that comes from whoever gave them: what the user
    gave goes to no address of a project's file, and the other way round.

    Args:
        connections: whom a run asks.
        of_project: the fields that a project's file has set, and nobody over it.
    """
    return tuple(dict.fromkeys(_strange(connections, of_project)))


def _strange(connections: Connections, of_project: Collection[str]) -> Iterator[str]:
    for field, built_in in _BUILT_IN.items():
        url = getattr(connections, field)
        if url not in (None, built_in) and _is_lent(connections, field, "mailto", of_project):
            yield url
    for name, url in urls_in(connections.service_urls).items():
        secrets = ("mailto", f"{name.replace('-', '_')}_key") if FURTHER[name].has_key else ("mailto",)
        if url != FURTHER[name].url and any(
            _is_lent(connections, "service_urls", secret, of_project) for secret in secrets
        ):
            yield url


def _is_lent(connections: Connections, address: str, secret: str, of_project: Collection[str]) -> bool:
    """Whether a secret that is there comes from another source than an address."""
    return bool(getattr(connections, secret)) and (secret in of_project) is not (address in of_project)
