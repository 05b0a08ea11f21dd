"""URLs: archived copies, hosts that the public cannot reach, and the DOI of the work whose page a URL is.

Source: the URL format of the Wayback Machine, which other archives share (``https://web.archive.org/web/20210305120000/https://…``,
Archive-It, the UK Web Archive, arquivo.pt, archive.today).

Source: RFC 2606 and RFC 6761 (reserved names), RFC 6762 (``.local``), the IANA registries of special-purpose addresses, and
the Public Suffix List, https://publicsuffix.org.

Publishers build the URLs of landing pages from the DOI: most include all of it, some only the suffix.

Source: the publishers' own URLs and the DOIs that their pages give, as of 2026.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from ipaddress import ip_address
from pathlib import Path

from attrs import frozen
from publicsuffixlist import PSLFILE, PublicSuffixList
from yarl import URL

from refcheck.identifiers.schemes import doi
from refcheck.model import Date

_WAYBACK = "https://web.archive.org/web/"

_ARCHIVED_COPY = re.compile(
    r"https?://[^/\s]{1,100}/(?:[\w.-]{1,40}/){0,3}(?P<stamp>\d{4,14})(?:[a-z]{2}_)?/(?P<original>https?:/{1,2}\S+)",
    re.IGNORECASE,
)
"""https://web.archive.org/web/20210305120000if_/http://a.org/b, https://wayback.archive-it.org/123/2021/https://a.org/"""

_LATEST = re.compile(r"https?://web\.archive\.org/web/(?P<stamp>)(?P<original>https?:/{1,2}\S+)", re.IGNORECASE)
"""The same without a date: https://web.archive.org/web/http://a.org/b"""


@frozen(kw_only=True)
class Copy:
    """A copy of the page at ``original``, archived at ``stamp`` (``20210305``, more or fewer digits, or none for the latest)."""

    original: str
    stamp: str

    @property
    def day(self) -> Date:
        """The date of the copy, as exactly as its URL states it."""
        parts = (self.stamp[:4], self.stamp[4:6], self.stamp[6:8])
        year, month, day = (int(part) if part.isdigit() else None for part in parts)
        return Date(year=year, month=month, day=day)


def copy_at(url: str) -> Copy | None:
    """Return the archived copy that a URL leads to; ``None`` for any other URL."""
    found = _ARCHIVED_COPY.fullmatch(url) or _LATEST.fullmatch(url)
    return Copy(original=found["original"], stamp=found["stamp"]) if found else None


def as_archived(url: str) -> str:
    """Return the URL of a copy as it was archived, without the archive's frame; any other URL unchanged.

    >>> as_archived("https://web.archive.org/web/20210305120000/https://a.org/b")
    'https://web.archive.org/web/20210305120000id_/https://a.org/b'
    """
    found = _ARCHIVED_COPY.fullmatch(url)
    return f"{url[: found.end('stamp')]}id_/{found['original']}" if found else url


def is_as_archived(url: str) -> bool:
    """Return whether a URL is one that :func:`as_archived` returns for a copy."""
    return _ARCHIVED_COPY.fullmatch(url) is not None and url == as_archived(url)


def archive_url(url: str, day: Date | None) -> str:
    """Return the Wayback Machine's URL for the copy of a page that is nearest to a date, or for the latest.

    >>> archive_url("https://a.org/b", Date(year=2021, month=3, day=5))
    'https://web.archive.org/web/20210305/https://a.org/b'
    """
    if day is None or day.year is None:
        return f"{_WAYBACK}{url}"
    parts = (f"{day.year:04d}", *(f"{part:02d}" for part in (day.month, day.day) if part is not None))
    return f"{_WAYBACK}{''.join(parts)}/{url}"


_RESERVED = ("localhost", "local", "internal", "intranet", "lan", "corp", "home", "test", "invalid", "example", "onion")
"""Last labels of host names that no public host has."""

_COPY = re.compile(
    r"(?:staging|stage|stg|preprod|pre-?production|uat|sandbox)(?:-?\d{1,3})?|(?:demo|dev|test|qa)[a-z]{0,3}-?\d{1,3}",
    re.IGNORECASE,
)
"""A label in the name of a host for testing: ``staging``, ``stage-03``; ``dev`` and ``test`` without a number may be public."""


def why_not_public(url: str) -> str | None:
    """Return why the public cannot reach the host of a URL, in words that follow its name; ``None`` for a public host."""
    try:
        host = (URL(url).raw_host or "").rstrip(".").lower()
    except ValueError:
        return None
    if not host or host.replace(".", "").replace(":", "").isdigit() or ":" in host:
        return _why_no_public_address(host)
    labels = host.split(".")
    if labels[-1] in _RESERVED or len(labels) == 1:
        return "has no public name"
    own = _suffixes(labels[-1]).privatesuffix(host)
    if own is None:
        return "has no public suffix"
    if any(_COPY.fullmatch(label) for label in host.removesuffix(own).split(".")):
        return "appears to be a test copy of a site"
    return None


def _why_no_public_address(host: str) -> str | None:
    try:
        return None if ip_address(host).is_global else "is on a private network"
    except ValueError:
        return "has no public name"


@cache
def _suffixes(top: str) -> PublicSuffixList:
    """Return the public suffixes of one top-level domain, as loading all of them takes longer than reading a short list."""
    try:
        name = top.encode().decode("idna")
    except UnicodeError:
        name = top
    return PublicSuffixList(_rules().get(name, ()), accept_unknown=False)


@cache
def _rules() -> Mapping[str, Sequence[str]]:
    """Return the lines of the list about ICANN's domains, by the top-level domain in Unicode."""
    domains, _, _ = Path(PSLFILE).read_text(encoding="utf-8").partition("// ===END ICANN DOMAINS===")
    rules: dict[str, list[str]] = defaultdict(list)
    for line in domains.splitlines():
        if line and not line.startswith("//"):
            rules[line.rpartition(".")[2]].append(line)
    return rules


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
        (re.compile(r"(?i:/(?:sol3/papers\.cfm\?abstract_?id=|abstract=))(\d{5,8})(?:&.*)?"), r"10.2139/ssrn.\1"),
    ),
    "acm.org": ((re.compile(r"/citation\.cfm\?(?:.*&)?(?:doid|id)=(\d{5,8}\.\d{5,8})(?:&.*)?"), r"10.1145/\1"),),
    "hindawi.com": ((re.compile(r"/journals/[a-z]+/(\d{4}/\d{5,7})(?:/.*)?"), r"10.1155/\1"),),
}
"""Host → patterns of path and query, each with the DOI that is made from it."""

_ARTICLE_NUMBER = re.compile(r"(?<=\d)/\d{4,10}(?:/.*)?$")
"""The publisher's own number after a DOI: ``/4974842``, ``/123456/pdf``."""

_PLATFORM_PATH = re.compile(r"/article(?:-abstract|-pdf|-standard)?/doi/|/(?:chapter|book)(?:-abstract)?/doi/")
"""Paths of the platform that puts its own number after the DOI: ``/article-abstract/doi/``."""

_VERSION = re.compile(r"v\d{1,2}$")
"""The version of a preprint, which is not part of the DOI: ``v1``."""

_VERSIONED = ("biorxiv.org", "medrxiv.org")


def doi_at(url: str) -> str | None:
    """Return the DOI of the work whose page a URL leads to, if the URL shows it.

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
        return _made_from_path(host, address.raw_path_qs)
    if _PLATFORM_PATH.search(address.raw_path):
        named = _ARTICLE_NUMBER.sub("", named)
    return _VERSION.sub("", named) if host.endswith(_VERSIONED) else named


def _made_from_path(host: str, path: str) -> str | None:
    """Return the DOI that is made from the path on a publisher's host."""
    known = _SUFFIXES.get(".".join(host.split(".")[-2:]), ())
    return next((found.expand(made) for pattern, made in known if (found := pattern.fullmatch(path))), None)
