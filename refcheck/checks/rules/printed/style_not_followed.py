"""The reference does not follow the style of the list.

Severity: info.

## What it finds
A reference that is not printed as the requested style prints it, but is closer to another common style: different punctuation,
another order, names in another form. It is checked only if a style is given: ``check --style nature``.

## Why it matters
Journals return manuscripts whose references are not in their style. A single such reference mostly comes from another paper.

## Example
“Okafor, B. (2012). Rivers across plains. *Rivers*, 12, 345–360.” in a list that follows *Nature*, which prints
“Okafor, B. Rivers across plains. *Rivers* **12**, 345–360 (2012).”.

## When it is wrong
If the reference was misread, its form in the style is wrong, too. Italics are not visible in plain text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from refcheck.checks.catalogue import card
from refcheck.messages import joined, worded
from refcheck.model import Case, Finding, Span
from refcheck.text.characters import HYPHENS
from refcheck.text.visible import brief

RULE = card(__name__, __doc__)

SAME = 0.96
"""The similarity from which a reference follows a style; some words may be printed differently, as styles do in rare cases. Fitted:
on 1,140 references of made lists in 60 styles of one half of the collection, November 2026."""

_MOST = 3
"""The most differences that are shown."""

_LONGEST = 40
"""The most characters of a difference that are shown."""

_LABEL = re.compile(r"\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)])\s+")
"""A number before a reference: ``[12] ``, ``12. ``."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
"""A word or a punctuation character."""

_ALIKE = str.maketrans(HYPHENS | {"’": "'", "‘": "'", "“": '"', "”": '"'})
"""Characters that are typed in several ways, each with its plain form."""


def alike(printed: str, form: str) -> float:
    """Return the similarity of two printed references, compared by words and punctuation characters: 1 if all are the same."""
    return Indel.normalized_similarity(_tokens(printed), _tokens(form))


def check_style(case: Case, style: str, forms: Sequence[str], others: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the finding of a reference that does not follow a style.

    Args:
        case: the reference.
        style: the name of the style.
        forms: the reference in the style: as it was read, with its DOI as its URL, and as works of other types.
        others: the reference in other styles, by their names.
    """
    printed = case.reference.raw
    best = max(forms, key=lambda form: alike(printed, form), default="")
    like = max(others, key=lambda name: alike(printed, others[name]), default="")
    reached = alike(printed, best)
    if best and like and reached < SAME and alike(printed, others[like]) > reached:
        message = worded("style-not-followed", style=style, differences=_differences(printed, best), like=like)
        yield Finding(rule=RULE, message=message, span=Span(0, len(printed)))


def _differences(printed: str, form: str) -> str:
    """Return the first differences in words: what is printed, and what the style has instead."""
    own, other = _tokens(printed), _tokens(form)
    places, its_places = _places(printed), _places(form)
    changes = [each for each in SequenceMatcher(a=own, b=other, autojunk=False).get_opcodes() if each[0] != "equal"]
    pairs = (
        (_piece(printed, places, start, end), _piece(form, its_places, its_start, its_end))
        for _, start, end, its_start, its_end in changes[:_MOST]
    )
    return joined("comma", (worded("printed-for", printed=is_so, form=should) for is_so, should in pairs))


def _piece(text: str, places: Sequence[Span], start: int, end: int) -> str:
    """Return a part of a text, with the word before it."""
    first = max(0, start - 1)
    return brief(text[places[first].start : places[end - 1].end], _LONGEST) if places and end else ""


def _places(text: str) -> list[Span]:
    return [Span(*found.span()) for found in _TOKEN.finditer(text, _start(text))]


def _tokens(text: str) -> list[str]:
    return [found[0] for found in _TOKEN.finditer(text.translate(_ALIKE).rstrip(". "), _start(text))]


def _start(text: str) -> int:
    label = _LABEL.match(text)
    return label.end() if label else 0
