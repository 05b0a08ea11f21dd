"""Lines that are only the rest of the line above, whatever they look like.

The end of a DOI or a URL, alone on the line below its beginning, is neither a reference nor a page. The second number of a range
that is broken at the end of a line does not begin a reference: "S. 557-" and "566, DOI: …" below it; nor does the translation of
the reference above, in brackets.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from refcheck.layout.lines import Line, text_of
from refcheck.layout.runs import put_together
from refcheck.text.characters import DASHES
from refcheck.text.deferred import deferred
from refcheck.text.scripts import comparable

_RESTS = (
    (deferred(r"10\.\d{4,9}/\S*[\w)]\.$", re.ASCII), deferred(r"\d{1,12}(?:[./_-]\d{1,8}){0,4}[.,;]?", re.ASCII)),
    (
        deferred(r"\b10\.\d{4,9}/\S*[\w)][/_-]$", re.ASCII),
        deferred(r"(?=\D*\d)(?!10\.\d{4,9}/)\w[^\s:]{0,98}", re.ASCII),
    ),
    (deferred(r"\b10\.\d{4,9}/\S*\w$", re.ASCII), deferred(r"[/_-](?=\D*\d)\w[^\s:]{0,97}[\w)]\.?", re.ASCII)),
    (deferred(r"\b10\.\d{4,9}/$", re.ASCII), deferred(r"(?=\D*\d)(?!\W?\d{1,4}\W*$|10\.\d{4,9}/)[\w(<][^\s:]{1,99}")),
    (
        deferred(r"(?:\bdoi\.org/|\bdoi:|\bhttps?:/{1,2})$", re.IGNORECASE),
        deferred(r"(?:(?:dx\.)?doi\.org/)?10\.\d{4,9}/\S{1,99}", re.ASCII),
    ),
    (deferred(r"\bdoi\.$|//dx\.$", re.IGNORECASE), deferred(r"(?:doi\.)?org/10\.\d{4,9}/\S{1,99}", re.ASCII)),
    (deferred(r"\b10\.\d{4,9}/\S*[-(]\S*$", re.ASCII), deferred(r"\S{0,99}\.[A-Z]{2};2(?:-\w)?\.?", re.ASCII)),
    (
        deferred(r"\bhttps?://\S+/$", re.IGNORECASE),
        deferred(
            r"(?!www\.)[^\W_][^\s:;,()\[\]]{0,99}?(?:\.(?:pdf|docx?|html?|aspx?|php)|[=&%_][\w-]+)\.?", re.IGNORECASE
        ),
    ),
)
"""The end of a line whose DOI or URL continues, and the line that is the rest of it: after a full stop only digits
(``10.1000/riv.29.3.``, ``14615``); after a hyphen, an underscore or a slash, or beginning with one, text with a digit (``riv-`` and
``0118-x``, ``riv`` and ``-0118-x``); after the prefix, text with a digit that is not a page number (``riv.29``); after the
resolver, a whole DOI; after a part of its host, the rest of both (``org/10.1000/1``); after a DOI, the end of a SICI
(``17:1<1::AID-L1>3.0.CO;2-2``); and after the slash of a URL, the name of a file or a query (``list.pdf``, ``item?id=7``)."""

_FEWEST_AFTER_STOP = 5
"""The fewest digits below a full stop that continue a DOI: the full stop may end the DOI, and fewer digits may be a page number."""


def with_doi_rests(entries: Sequence[Sequence[Line]], lines: Sequence[Line]) -> list[list[Line]]:
    """Return the entries with the lines below them that hold only the rest of the DOI at their end.

    Such a line is in no entry, or begins the next one. ``lines`` are all lines, in order.
    """
    below = {before.start: line for before, line in pairwise(lines) if _is_rest(before.text, line.text)}
    kept: list[list[Line]] = []
    for entry in entries:
        if kept and (rest := below.get(kept[-1][-1].start)) is not None and entry[0].start == rest.start:
            kept[-1] += entry[:1]
            entry = entry[1:]
        if entry:
            kept.append(list(entry))
    taken = {line.start for entry in kept for line in entry}
    for entry in kept:
        rest = below.get(entry[-1].start)
        if rest is not None and rest.start not in taken:
            entry.append(rest)
    return kept


def _is_rest(before: str, text: str) -> bool:
    if before[-1:] not in frozenset("./_-:;<>()") and text[:1] not in frozenset("/_-"):
        return False
    beginning = next((found for head, rest in _RESTS if (found := head.search(before)) and rest.fullmatch(text)), None)
    return beginning is not None and (not beginning[0].endswith(".") or len(text) >= _FEWEST_AFTER_STOP)


_IN_BRACKETS = deferred(r"[\[［](?:[^\[\]]|\[[^\[\]]*\]){40,2000}[\]］]\.?", re.DOTALL)
"""A whole text in brackets: "[Lund A. Ebb[J]. Shore, 2012]"."""

_YEAR = deferred(r"(?<!\d)(?:19|20)\d\d(?!\d)")

_RANGE_START = deferred(rf"\d\s?[-{DASHES}]$")
"""A number and the dash of a range at the end of a line: "S. 557-", "12 –"."""

_RANGE_END = deferred(r"\d{1,7}(?!\d)")
"""A number at the beginning of the next line: "566, DOI"."""

_MARKS = frozenset(f"-{DASHES}")


def _is_translation(original: str, text: str) -> bool:
    """Return whether a text in brackets has a year of the reference above and is in another script: "[Lund, A. (2012). Ebb.]"."""
    whole, years = _IN_BRACKETS.fullmatch(text.strip()), set(_YEAR.findall(original))
    return whole is not None and not comparable(original, text) and bool(years & set(_YEAR.findall(text)))


def with_ranges_and_translations(entries: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the entries, each joined to the one above if it begins with the second number of that one's range or translates it.

    An entry with a number of the list is not joined.
    """

    def goes_on(held: Sequence[Line], entry: Sequence[Line]) -> bool:
        above, first = held[-1].text, entry[0]
        if first.key is not None or first.text.startswith(("[", "［")):
            return first.key is None and _is_translation(text_of(held), text_of(entry))
        return (
            above[-1:] in _MARKS and _RANGE_START.search(above) is not None and _RANGE_END.match(first.body) is not None
        )

    return list(put_together(entries, goes_on))
