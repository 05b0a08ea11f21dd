"""A label or a number beside a title, for the kind of article or its place in a sequence: ``Chapter 4 – …``, ``… [letter]``.

Both bibliographies and registries add labels; the title is the rest.

>>> without_label("Tides of the north [letter]"), without_label("Chapter 4 - Tides of the north")
(('Tides of the north', 'letter'), ('Tides of the north', 'chapter 4'))
>>> without_label("Tides of the north (Part 2)"), without_label("Letter from the north")
(('Tides of the north (Part 2)', ''), ('Letter from the north', ''))

Source: the labels that PubMed and Scopus print after titles, and book publishers before the titles of chapters.
"""

import re

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold

_PIECE = alternatives(wordings(Term.PIECE))

_AFTER = deferred(
    rf"\s*[(\[](?:{_PIECE}[;,:]\s(?:authors?['’]?s?['’]?\s)?)?{_PIECE}(?: (?:no\.? ?)?[A-Z]{{0,3}}-?\d+)?[)\]]\.?\s*$"
    r"|,\s*v(?:ersion)?\.?\s?\d+(?:\.\d+)*$|,\s(?:in\s)?supplement to:\s.*$",
    re.IGNORECASE,
)
"""A label in brackets after a title, a version, the work of a data set: `` [letter]``, ``, v1.0.2``, ``, supplement to: …``."""

_BEFORE = deferred(
    rf"\s*(?:\[?{_PIECE}\]?\s*[:–—]\s+|{alternatives(wordings(Term.CHAPTER))}\s+(?:\d{{1,3}}|[IVXLC]+)\s*[:.–—-]\s*"
    r"|(?:\d{1,3}|[IVXLC]+|[A-Z]{1,3}-?\d{2,5}|T[I1])[.:]?\s+(?=[A-Z“\"‘'(]))",
    re.IGNORECASE,
)
"""A label or a number before a title, but not a year: ``Editorial: ``, ``Chapter 4 - ``, ``75. ``; RIS's title tag: ``TI ``."""

_STANDARD = deferred(
    r"\s*(?:[A-Z]{2,6}[\s/-]){1,4}\d{2,6}(?:-\d{1,3}){0,3}(?::(?:19|20)\d\d)?(?:\+A\d{1,2})?\s?[.,:–—-]{0,2}\s+(?=[A-Z“\"‘'])"
)
"""The designation of a standard before its title: ``ISO/TS 9002:2016 ``, ``DIN EN 1992-1-1: ``."""

_NOTE = deferred(r"(?<=[^\W\d_]{3})(?:\d(?:\s?,\s?\d)*|[*†‡§¶#])$")
"""The mark of a note on the last word of a title: ``rivers1,2``, ``rivers†``."""

_LEAST = 3
"""Fewest words of a title without its label; in a shorter one, the number may be part of the title: ``1984 Revisited``."""


def without_label(title: str) -> tuple[str, str]:
    """Return a title without its label or number, and the folded label; the title unchanged and ``""`` where it has none."""
    for pattern in (_NOTE, _AFTER, _STANDARD, _BEFORE):
        is_before = pattern in (_STANDARD, _BEFORE)
        found = pattern.match(title) if is_before else pattern.search(title)
        rest = "" if found is None else title[found.end() :] if is_before else title[: found.start()]
        if found is not None and len(rest.split()) >= _LEAST:
            return rest, fold(found[0])
    return title, ""
