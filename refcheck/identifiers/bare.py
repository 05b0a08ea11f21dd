"""Texts that are nothing but identifiers, and whether what is printed is a known DOI after all."""

import re

from attrs import frozen

from refcheck.identifiers.finding import find
from refcheck.identifiers.mending import Change, made, punctuation_edits
from refcheck.model import Candidate, Identifier, Safety, Scheme, Span, make_id

_BETWEEN = re.compile(r"[^\w]{0,40}|_{1,3}")
"""Marks and white space between two letters or digits of a DOI, of bounded length."""

_WHY = "a DOI with these letters and digits is registered for the work"


def reading_as(text: str, identifier: Identifier, value: str) -> Candidate | None:
    """The reading of a DOI printed in ``text`` that is ``value`` but for capitals; ``None`` where the print says something else.

    A reading that is known is preferred, then one that differs from it in its marks alone, then what stands at the identifier's
    place and behind it: a DOI may go on behind white space where nothing told so.
    """
    for reading in identifier.readings():
        if _same(identifier, reading.value, value):
            return reading
    beyond = _beyond(text, identifier, value)
    starts = [*identifier.readings(), *([Candidate(value=identifier.raw + beyond, beyond=beyond)] if beyond else [])]
    shaped = (_shaped(identifier, start, value) for start in starts if _letters(start.value) == _letters(value))
    return next((reading for reading in shaped if reading is not None), None)


def _same(identifier: Identifier, one: str, other: str) -> bool:
    return make_id(identifier.scheme, one) == make_id(identifier.scheme, other)


def _letters(value: str) -> str:
    """Return the letters and digits, in small letters."""
    return "".join(filter(str.isalnum, value)).lower()


def _beyond(text: str, identifier: Identifier, value: str) -> str:
    """Return what of the text behind an identifier is needed to spell ``value``; nothing where the text spells something else."""
    rest = _letters(value).removeprefix(_letters(identifier.raw))
    if not rest or len(rest) == len(_letters(value)):
        return ""
    at = identifier.span.end
    for letter in rest:
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        if text[at : at + 1].lower() != letter:
            return ""
        at += 1
    return "" if text[at : at + 1].isalnum() else text[identifier.span.end : at]


def _shaped(identifier: Identifier, start: Candidate, value: str) -> Candidate | None:
    change = Change(edits=punctuation_edits(start.value, value), why=_WHY, safety=Safety.UNSAFE)
    result, repairs = made(start.value, change, _code)
    reading = Candidate(value=result, repairs=(*start.repairs, *repairs), beyond=start.beyond)
    return reading if _same(identifier, result, value) else None


def _code(before: str, after: str) -> str:
    return "doi-with-misplaced-punctuation" if (before + after).strip() else "doi-with-inner-space"


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
    """Return the identifiers of a text that holds nothing else from ``start`` on, in order; none where it holds more.

    An address that is no other identifier's resolver is one of them; what looks like an ISBN or a PMID and is none is too, where
    it stands alone.
    """
    end = start
    found: list[Bare] = []
    for identifier in find(text):
        before = _BEFORE.fullmatch(text, end, identifier.span.start)
        if before is None:
            return ()
        lead = len(before[0]) - len(before[0].lstrip(" \t,;|&"))
        found.append(Bare(identifier.scheme, Span(end + lead, identifier.span.end)))
        end = identifier.span.end
    if found:
        return tuple(found) if _BEHIND.fullmatch(text, end) else ()
    like = _LIKE.match(text, end)
    return (Bare(Scheme.PMID if like["pmid"] else Scheme.ISBN, Span(*like.span("said"))),) if like else ()
