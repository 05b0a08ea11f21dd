"""URLs: the URI of a document by its file name, and the URLs that become links.

The text of a reference is untrusted: only plain web URLs become links.
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
"""The most characters of a link: not every browser and server accepts more, and no evidence needs as many."""


@lru_cache(maxsize=4_096)
def web_link(address: str) -> str | None:
    """Return the URL, encoded for ``href``; ``None`` for anything but an http or https URL with a host and without a user name.

    ``javascript:`` and other schemes never pass, nor does a URL that contains a control, bidi or invisible character, nor
    ``https://known.example@elsewhere.example``, which leads elsewhere than it seems.
    """
    if len(address) > _LONGEST or not address.isprintable() or address != address.strip():
        return None
    try:
        url = URL(address)
        sound = url.scheme in ("http", "https") and url.host is not None and url.raw_user is None
        return str(url) if sound else None
    except ValueError:  # not a URL
        return None


def doi_link(value: str) -> str | None:
    """Return the URL of a DOI at the resolver; ``None`` for an invalid DOI."""
    return web_link(doi.format(value)) if doi.is_valid(value) else None


def id_link(identifier: Id | Identifier) -> str | None:
    """Return the link of an identifier; only DOIs and URLs have one."""
    match identifier.scheme:
        case Scheme.DOI:
            return doi_link(identifier.value)
        case Scheme.URL:
            return web_link(identifier.value)
        case _:
            return None
