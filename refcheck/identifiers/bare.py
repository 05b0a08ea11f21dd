"""Texts that consist of identifiers only, and readings of a printed text as a known DOI."""

import re

from attrs import frozen

from refcheck.identifiers.finding import find
from refcheck.identifiers.mending import Change, made, punctuation_edits
from refcheck.model import Candidate, Identifier, Safety, Scheme, Span, make_id

_BETWEEN = re.compile(r"[^\w]{0,40}|_{1,3}")
"""Punctuation and white space between two letters or digits of a DOI, of bounded length."""

_WHY = "a DOI with these letters and digits is registered for the work"


def reading_as(text: str, identifier: Identifier, value: str) -> Candidate | None:
    """Return the reading of a printed DOI that equals ``value``, ignoring case; ``None`` where the text does not spell it.

    A known reading is preferred, then one that differs from a known one only in punctuation, then one that continues after the
    identifier: a DOI may continue after white space without any evidence for it in the text.
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
    """Return the letters and digits, in lower case."""
    return "".join(filter(str.isalnum, value)).lower()


def _beyond(text: str, identifier: Identifier, value: str) -> str:
    """Return the text after an identifier that is needed to spell ``value``; ``""`` where the text spells something else."""
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
"""Text before an identifier: punctuation after the previous one, the name of its scheme, the URL of its resolver."""

_AFTER = re.compile(r"[\s,;.|>)\]/]*(?:\[[\w.-]{2,20}\])?[\s,;.]*")
"""Text after the last identifier: punctuation, and the subject class that arXiv names, "[cs.CL]"."""

_LIKE = re.compile(
    r"\s*(?P<said>(?:(?:(?P<pmid>pmid)|isbn(?:-1[03])?)\b[\s:]*)[\dXx][\d \u2010-\u2015Xx-]{4,20}"
    r"|97[89][\d \u2010-\u2015-]{9,16})\s*$",
    re.IGNORECASE,
)
"""A number that looks like an identifier and may be invalid: an ISBN with a wrong check digit."""


@frozen
class Bare:
    """An identifier with its label or resolver, and the scheme that it has or should have."""

    scheme: Scheme
    span: Span


def bare_identifiers(text: str, start: int = 0) -> tuple[Bare, ...]:
    """Return, in order, the identifiers of a text that has nothing else from ``start`` on; none where it has other text.

    A URL that is not the resolver of another identifier is included; so is a single invalid number that looks like an ISBN or a
    PMID, if there is nothing else.
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
        return tuple(found) if _AFTER.fullmatch(text, end) else ()
    like = _LIKE.match(text, end)
    return (Bare(Scheme.PMID if like["pmid"] else Scheme.ISBN, Span(*like.span("said"))),) if like else ()
