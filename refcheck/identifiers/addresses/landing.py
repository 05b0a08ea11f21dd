"""The DOI that the address of a work's page names.

Publishers build the addresses of landing pages from the DOI: most have it in them as it is, some have the suffix alone.

Source: the publishers' own addresses and the DOIs that their pages give, as of 2026.
"""

import re
from collections.abc import Mapping

from yarl import URL

from refcheck.identifiers.schemes import doi

_SUFFIXES: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "nature.com": (
        (re.compile(r"/articles/((?:s\d{5}-\d{3}-\d{4,5}-[\da-z])|[a-z]{3,12}\d{2,9})(?:\.pdf|/.*)?"), r"10.1038/\1"),
    ),
    "elifesciences.org": ((re.compile(r"/articles/0*(\d{5,6})(?:v\d)?(?:/.*)?"), r"10.7554/eLife.\1"),),
    "peerj.com": (
        (re.compile(r"/articles/(\d{1,5})(?:/.*|\.pdf)?"), r"10.7717/peerj.\1"),
        (re.compile(r"/articles/([a-z]{2,8})-(\d{1,5})(?:/.*|\.pdf)?"), r"10.7717/peerj-\1.\2"),
    ),
    "zenodo.org": ((re.compile(r"/records?/(\d{4,9})(?:/.*)?"), r"10.5281/zenodo.\1"),),
    "ssrn.com": (
        (
            re.compile(r"/(?:sol3/papers\.cfm\?abstract_?id=|abstract=)(\d{5,8})(?:&.*)?", re.IGNORECASE),
            r"10.2139/ssrn.\1",
        ),
    ),
    "acm.org": ((re.compile(r"/citation\.cfm\?(?:.*&)?(?:doid|id)=(\d{5,8}\.\d{5,8})(?:&.*)?"), r"10.1145/\1"),),
    "hindawi.com": ((re.compile(r"/journals/[a-z]+/(\d{4}/\d{5,7})(?:/.*)?"), r"10.1155/\1"),),
}
"""Host → what path and query look like, and the DOI that they make."""

_ARTICLE_NUMBER = re.compile(r"(?<=\d)/\d{4,10}(?:/.*)?$")
"""The publisher's own number behind a DOI: ``/4974842``, ``/123456/pdf``."""

_NUMBERED = re.compile(r"/article(?:-abstract|-pdf|-standard)?/doi/|/(?:chapter|book)(?:-abstract)?/doi/")
"""Paths of the platform that puts its own number behind the DOI: ``/article-abstract/doi/``."""

_VERSION = re.compile(r"v\d{1,2}$")
"""The version of a preprint, which the DOI has not: ``v1``."""

_VERSIONED = ("biorxiv.org", "medrxiv.org")


def doi_at(url: str) -> str | None:
    """The DOI of the work whose page an address leads to, as far as the address tells.

    >>> doi_at("https://onlinelibrary.wiley.com/doi/abs/10.1111/eva.12078")
    '10.1111/eva.12078'
    >>> doi_at("https://www.nature.com/articles/nature14539")
    '10.1038/nature14539'
    """
    try:
        address = URL(url)
    except ValueError:
        return None
    host = (address.raw_host or "").lower()
    named = doi.in_url(url)
    if named is None:
        return _made(host, address.raw_path_qs)
    if _NUMBERED.search(address.raw_path):
        named = _ARTICLE_NUMBER.sub("", named)
    return _VERSION.sub("", named) if host.endswith(_VERSIONED) else named


def _made(host: str, path: str) -> str | None:
    """The DOI that the path on a publisher's host makes."""
    domain = ".".join(host.split(".")[-2:])
    for pattern, made in _SUFFIXES.get(domain, ()):
        if found := pattern.fullmatch(path):
            return found.expand(made)
    return None
