"""Texts that are nothing but identifiers: "10.1000/182", "PMID: 24314719, PMC3989417", "ISBN 978-3-16-148410-0"."""

import re
from collections.abc import Iterator

from attrs import frozen

from refcheck.identifiers.finding import find
from refcheck.model import Scheme, Span

_BEFORE = re.compile(
    r"[\s,;|&]*(?:(?:dois?|pmids?|pmcids?|pmc|arxiv|isbns?(?:-1[03])?|handles?|hdl)\b[\s:=#]*)*(?:<?(?:https?://)?[\w.-]+/(?:[\w.-]+/)*)?",
    re.IGNORECASE,
)
"""What may stand before one: marks between two, the name of its scheme, the address of its resolver."""

_BEHIND = re.compile(r"[\s,;.|>)\]/]*(?:\[[\w.-]{2,20}\])?[\s,;.]*")
"""What may stand behind the last: marks, and the field that arXiv names, "[cs.CL]"."""

_LIKE = re.compile(
    r"\s*(?P<said>(?:(?:(?P<pmid>pmid)|isbn(?:-1[03])?)\b[\s:]*)[\dXx][\d \u2010-\u2015Xx-]{4,20}"
    r"|97[89][\d \u2010-\u2015-]{9,16})\s*$",
    re.IGNORECASE,
)
"""A number that should be one and is not: an ISBN with a wrong check digit."""


@frozen
class Bare:
    """An identifier with its label or resolver, and of which scheme it is or should be."""

    scheme: Scheme
    span: Span


def bare_identifiers(text: str, start: int = 0) -> tuple[Bare, ...]:
    """The identifiers of a text that holds nothing else from ``start`` on, in order; none where it holds more.

    An address that is no other identifier's resolver is one of them; what looks like an ISBN or a PMID and is none is too, where
    it stands alone.
    """
    return tuple(_bare(text, start))


def _bare(text: str, start: int) -> Iterator[Bare]:
    end = start
    found: list[Bare] = []
    for identifier in find(text):
        before = _BEFORE.fullmatch(text, end, identifier.span.start)
        if before is None:
            return
        lead = len(before[0]) - len(before[0].lstrip(" \t,;|&"))
        found.append(Bare(identifier.scheme, Span(end + lead, identifier.span.end)))
        end = identifier.span.end
    if found and _BEHIND.fullmatch(text, end):
        yield from found
    elif not found and (like := _LIKE.match(text, end)):
        yield Bare(Scheme.PMID if like["pmid"] else Scheme.ISBN, Span(*like.span("said")))
