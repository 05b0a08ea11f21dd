"""A {scheme} runs into the access date.

Schemes: DOI, URL.
Severity: warning.

## What it finds
``accessed``, ``retrieved`` or ``viewed``, with or without a date, after a {scheme} without a gap.

## Why it matters
Two fields of the reference were run together; the {scheme} as printed leads nowhere.

## Example
``10.1089/cyber.2013.0477>accessed30`` is ``10.1089/cyber.2013.0477``;
``https://www.example.org/a/31051495.htm,(Accessed`` is ``https://www.example.org/a/31051495.htm``.

## When it is wrong
Hardly ever in a DOI; the path of a URL may have such a word with a capital letter after an extension. The form as printed
is kept as a candidate.
"""

import re
from collections.abc import Iterator
from functools import cache

from refcheck.identifiers.mending import Change, Stage, cut_off
from refcheck.lexicon import Term, month_names, words
from refcheck.model import Scheme

STAGE = Stage.CUTTING

_SHORTEST = 6
"""Fewest letters of a word that is searched: shorter words ("cited", "stand") occur in names of files and journals."""

_LONG_WORD = re.compile(rf"[^\W\d_]{{{_SHORTEST}}}")
"""Letters enough for such a word: ``accessed``."""

_MARKS = r"[.,;:)\]>]"


@cache
def _labels() -> tuple[str, ...]:
    """Return the words before a date of access, except those with which another begins, as these are also nouns: "access"."""
    labels = {word for word in words(Term.ACCESSED, Term.AVAILABLE) if word.isalpha() and len(word) >= _SHORTEST}
    return tuple(sorted(word for word in labels if not any(each != word and each.startswith(word) for each in labels)))


@cache
def _in_doi() -> re.Pattern[str]:
    """Return the pattern of a word before a date of access, with the punctuation before it: ``>accessed``, ``(AccessedOn:``."""
    following = "|".join(["$", r"[\d\W]", *sorted(words(Term.AT)), *month_names()])
    leads = "|".join(sorted(words(Term.ACCESS_ASIDE)))
    return re.compile(rf"[>.,;:(\[]*(?<![a-wyz])(?:{leads})?(?:{'|'.join(_labels())})(?={following})", re.IGNORECASE)


@cache
def _glued_to_doi() -> re.Pattern[str]:
    """Return the pattern of such a word with a capital letter after a lower-case one: ``…-aAccessed``."""
    return re.compile(rf"(?<=[a-z])(?:{'|'.join(label.capitalize() for label in _labels())})(?=$|[\d\W])")


@cache
def _in_url() -> re.Pattern[str]:
    """Return the pattern for URLs, where words are common: only after a mark or an extension: ``,(Accessed``, ``.Retrieved``."""
    before = rf"(?:{_MARKS}{{0,3}}[(\[]|{_MARKS}{{1,3}}|(?<=\.pdf)|(?<=\.htm)|(?<=\.html))"
    leads, labels = (
        "|".join(each for word in some for each in (word, word.capitalize()))
        for some in (sorted(words(Term.ACCESS_ASIDE)), _labels())
    )
    return re.compile(rf"{before}(?:{leads})?(?:{labels})(?:$|[^\w-]|{'|'.join(sorted(words(Term.AT)))})")


def _found(text: str, scheme: Scheme) -> re.Match[str] | None:
    if scheme is not Scheme.DOI:
        return _in_url().search(text)
    suffix = text.find("/") + 2
    return _in_doi().search(text, suffix) or _glued_to_doi().search(text, suffix)


def propose(text: str, scheme: Scheme) -> Iterator[Change]:
    """Yield the change that cuts off the text from the word."""
    lowered = text.lower()
    if not _LONG_WORD.search(lowered) or not any(map(lowered.__contains__, _labels())):
        return
    if found := _found(text, scheme):
        yield cut_off(text, found.start(), f"the access date is not part of the {scheme.name}")
