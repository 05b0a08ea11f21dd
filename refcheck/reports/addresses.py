"""Addresses: that of a document by its name, and those that become links.

A reference is a stranger's text: what is no plain web address stays text.
"""

from functools import lru_cache
from pathlib import PurePath
from urllib.parse import quote

from yarl import URL

from refcheck.identifiers.schemes import doi
from refcheck.model import Id, Identifier, Scheme


def uri(file: str) -> str:
    """Return the file's name as a percent-encoded URI reference, relative unless the name is absolute.

    ``my list.txt`` → ``my%20list.txt``; ``/tmp/list.txt`` → ``file:///tmp/list.txt``.
    """
    path = PurePath(file)
    encoded = quote(path.as_posix(), safe="/", errors="surrogatepass")
    return f"file://{encoded}" if path.is_absolute() else encoded


_LONGEST = 2_000
"""Browsers and servers take no more characters for sure, and no evidence needs as many."""


@lru_cache(maxsize=4_096)
def web_link(address: str) -> str | None:
    """Return the address, encoded for ``href``; ``None`` for anything but http and https to a host, without a user's name.

    ``javascript:`` and its like never pass, nor an address that a control, bidi or invisible character hides in, nor
    ``https://known.example@elsewhere.example``, which leads elsewhere than it seems.
    """
    if len(address) > _LONGEST or not address.isprintable() or address != address.strip():
        return None
    try:
        url = URL(address)
        sound = url.scheme in ("http", "https") and url.host is not None and url.raw_user is None
        return str(url) if sound else None
    except ValueError:  # no address at all
        return None


def doi_link(value: str) -> str | None:
    """Return the resolver's address for a DOI."""
    return web_link(doi.format(value)) if doi.is_valid(value) else None


def id_link(identifier: Id | Identifier) -> str | None:
    """Return where an identifier leads: DOIs and addresses have a link."""
    match identifier.scheme:
        case Scheme.DOI:
            return doi_link(identifier.value)
        case Scheme.URL:
            return web_link(identifier.value)
        case _:
            return None
