"""Characters at the end that belong to the surrounding text: punctuation, unmatched brackets, a dotted line, a year in brackets."""

import re
from collections.abc import Iterator
from functools import partial

from refcheck.identifiers.mending import Change, Grade, Stage, Step, cut_off
from refcheck.identifiers.scanning.characters import unmatched
from refcheck.identifiers.scanning.doi_tails import has_digit
from refcheck.model import Safety, Scheme

_MARKS = {
    Scheme.DOI: re.compile(r"""[,;:!?'"`´‘’“”‚„«»|/&@$^~•·†‡§¶–—،؛؟۔]+$"""),
    Scheme.URL: re.compile(r"""[.,;:!?'"`´‘’“”‚„«»|^*•·†‡§¶…،؛؟۔]+$"""),
}
"""Punctuation at the end: ``,``, ``;|``. A DOI's period has a step of its own; a URL may end in a slash or a dash."""

_LONGEST = 40
"""Most punctuation characters at the end that one repair removes; a longer run is no typing error, but is removed in several."""


@partial(Step, Stage.TRIMMING)
def with_trailing_punctuation(text: str, scheme: Scheme) -> Iterator[Change]:
    """A {scheme} ends in a punctuation mark.

    Schemes: DOI, URL.
    Severity: info.

    ## What it finds
    A comma, semicolon, colon, quotation mark, vertical bar or similar character at the end of a {scheme} that stands alone, or
    before other stray punctuation. The period that ends a sentence is not part of what is read.

    ## Why it matters
    Resolvers and many servers do not know the {scheme} with punctuation after it.

    ## Example
    ``10.1093/comnet/cny002;`` is ``10.1093/comnet/cny002``; ``https://www.example.org/a/31051495.htm,`` is
    ``https://www.example.org/a/31051495.htm``.

    ## When it is wrong
    A few DOIs do end in punctuation, and names of pages may (``https://en.wikipedia.org/wiki/Inc.``); the form as printed is
    kept as a candidate.
    """
    if scheme is Scheme.DOI and text.endswith((">", "<")) and text.count("<") != text.count(">"):
        end = len(text.rstrip("<>"))
    else:
        found = _MARKS[scheme].search(text, max(0, len(text) - _LONGEST))
        end = found.start() if found else len(text)
    least = _least(text, scheme)
    if scheme is Scheme.DOI and least <= (stars := len(text.rstrip("*"))) < len(text):
        yield cut_off(text, stars, "a final asterisk may mark a note", grade=Grade.POSSIBLE)
    if least <= end < len(text):
        yield cut_off(text, end, "the final punctuation belongs to the text")


@partial(Step, Stage.TRIMMING)
def doi_with_trailing_period(text: str) -> Iterator[Change]:
    """A DOI ends in a period.

    Severity: info.

    ## What it finds
    A period, or two, at the end of a DOI that stands alone (in a field, on a line of its own) or before other
    stray punctuation. The period that ends a sentence is not part of what is read.

    ## Why it matters
    A DOI with a period after it does not resolve.

    ## Example
    ``10.1016/j.jamcollsurg.2007.08.017.`` is ``10.1016/j.jamcollsurg.2007.08.017``.

    ## When it is wrong
    A few DOIs do end in a period; the form as printed is kept as a candidate.
    """
    if not text.endswith("."):
        return
    suffix = text.partition("/")[2]
    kept = suffix.rstrip(".")
    if kept and (len(suffix) - len(kept) == 1 or has_digit(kept)):
        end = len(text) - len(suffix) + len(kept)
        yield cut_off(text, end, "the final period belongs to the sentence")


@partial(Step, Stage.BALANCING, needs="()[]{}")
def with_unbalanced_bracket(text: str, scheme: Scheme) -> Iterator[Change]:
    """A {scheme} has an unbalanced bracket.

    Schemes: DOI, URL.
    Severity: info.

    ## What it finds
    A closing bracket that was not opened, an opening bracket that is not closed, or a mirrored bracket (``)doi: 10.1080/….(``), in
    or after a {scheme}; and the text after a bracket that is not closed.

    ## Why it matters
    Right-to-left text and hasty editing leave such brackets; the {scheme} as printed leads nowhere.

    ## Example
    ``10.1080/01234567.2024.7654321.(`` is ``10.1080/01234567.2024.7654321``; ``https://www.example.org/a/31051495.htm(`` is
    ``https://www.example.org/a/31051495.htm``.

    ## When it is wrong
    A few DOIs do have an unmatched bracket, and names of pages may; the form as printed is kept as a candidate.
    """
    bracket = next((at for at in unmatched(text) if at >= _least(text, scheme)), None)
    if bracket:
        holds_text = any(map(str.isalnum, text[bracket:]))
        safety = Safety.UNSAFE if holds_text else Safety.SAFE
        yield cut_off(text, bracket, f"the bracket is unbalanced within the {scheme.name}", safety=safety)


def _least(text: str, scheme: Scheme) -> int:
    """Return the lowest offset at which the text may be cut: part of a DOI's suffix must remain."""
    return text.find("/") + 2 if scheme is Scheme.DOI else 0


_LINE = re.compile(r"[.…]*(?:\.{3}|…)")
"""The start of a dotted line: ``.......``, ``…``."""


@partial(Step, Stage.CUTTING, needs=".…")
def doi_with_dotted_line(text: str) -> Iterator[Change]:
    """A DOI is followed by a dotted line.

    Severity: warning.

    ## What it finds
    Three periods or more in a row, or an ellipsis, after a DOI, and what follows them: leaders of a table, volume
    and pages.

    ## Why it matters
    The line belongs to the layout; the DOI as printed does not resolve.

    ## Example
    ``10.1021/ja0709167.......129,5334(2007)`` is ``10.1021/ja0709167``.

    ## When it is wrong
    Where only letters precede the periods, the DOI may end in periods (``10.1124/mol...``), so it
    is left alone. The form as printed is kept as a candidate.
    """
    if (at := _after_digits(_LINE, text)) is not None:
        yield cut_off(text, at, "a dotted line is not part of the DOI")


def _after_digits(pattern: re.Pattern[str], text: str) -> int | None:
    """Return where a pattern first matches after a DOI's prefix, if the suffix has a digit before the match."""
    slash = text.find("/")
    found = pattern.search(text, slash + 2)
    return found.start() if found and has_digit(text[slash : found.start()]) else None


_YEAR = re.compile(r"(?<=[0-9A-Za-z)])[.,;:*]*[(\[](?:1[89]|20)\d\d[a-z]?[)\]]?$")
"""A year in brackets at the end, after a letter, a digit or a bracket, with punctuation before it: ``(2013)``, ``(2018``,
``.(2014)``."""


@partial(Step, Stage.CUTTING, needs="([")
def doi_with_year_appended(text: str) -> Iterator[Change]:
    """A DOI is followed by the year.

    Severity: warning.

    ## What it finds
    A year in brackets, closed or not, that follows a DOI without a gap.

    ## Why it matters
    The year belongs to the reference; the DOI as printed does not resolve.

    ## Example
    ``10.1038/srep02546(2013)`` is ``10.1038/srep02546``.

    ## When it is wrong
    A suffix may end in a year in brackets; the form as printed is kept as a candidate.
    """
    if (at := _after_digits(_YEAR, text)) is not None:
        yield cut_off(text, at, "the year in brackets belongs to the reference", safety=Safety.UNSAFE)
