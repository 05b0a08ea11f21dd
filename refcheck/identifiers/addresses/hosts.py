"""Hosts that the public cannot reach.

Source: RFC 2606 and RFC 6761 (reserved names), RFC 6762 (``.local``), the IANA registries of special-purpose addresses, and
the Public Suffix List, https://publicsuffix.org.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from ipaddress import ip_address
from pathlib import Path

from publicsuffixlist import PSLFILE, PublicSuffixList
from yarl import URL

_RESERVED = ("localhost", "local", "internal", "intranet", "lan", "corp", "home", "test", "invalid", "example", "onion")
"""Last parts of names that no public host has."""

_COPY = re.compile(
    r"(?:staging|stage|stg|preprod|pre-?production|uat|sandbox)(?:-?\d{1,3})?|(?:demo|dev|test|qa)[a-z]{0,3}-?\d{1,3}",
    re.IGNORECASE,
)
"""A part of a name that tells a copy made for testing: ``staging``, ``stage-03``; ``dev`` and ``test`` alone may be public."""


def why_not_public(url: str) -> str | None:
    """What keeps others from reaching the host of an address, in words that follow its name; ``None`` for a public one."""
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
        return "ends in no public suffix"
    if any(_COPY.fullmatch(label) for label in host.removesuffix(own).split(".")):
        return "seems to be a copy that was made for testing"
    return None


def _why_no_public_address(host: str) -> str | None:
    try:
        return None if ip_address(host).is_global else "is in a private network"
    except ValueError:
        return "has no public name"


@cache
def _suffixes(top: str) -> PublicSuffixList:
    """The public suffixes below one top-level domain: all of them take longer to be made ready than a short list to be read."""
    try:
        name = top.encode().decode("idna")
    except UnicodeError:
        name = top
    return PublicSuffixList(_rules().get(name, ()), accept_unknown=False)


@cache
def _rules() -> Mapping[str, Sequence[str]]:
    """The list's lines about ICANN's domains, by the top-level domain, as people write it."""
    domains, _, _ = Path(PSLFILE).read_text(encoding="utf-8").partition("// ===END ICANN DOMAINS===")
    rules: dict[str, list[str]] = defaultdict(list)
    for line in domains.splitlines():
        if line and not line.startswith("//"):
            rules[line.rpartition(".")[2]].append(line)
    return rules
