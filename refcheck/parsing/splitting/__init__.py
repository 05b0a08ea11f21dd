"""Splitting of a text into the entries of its reference lists; entries, and the years by which lines are known."""

import re

from attrs import frozen

from refcheck.gazetteer.calendars import eras
from refcheck.lexicon.patterns import alternatives, is_unspaced
from refcheck.model import Span


@frozen(kw_only=True)
class Entry:
    """Where one reference stands in the text.

    ``key`` is the number printed before it, or ``None``. ``raw`` is the pieces of the text at ``spans``, joined by
    newlines: one piece a line where the entry is wrapped over several, without the lines' indentation. ``certainty`` is how likely
    it is, from 0 to 1, that the reference begins and ends there.
    """

    key: str | None
    raw: str
    spans: tuple[Span, ...]
    certainty: float = 1.0


CERTAIN = 0.7
"""An entry is sure where its boundaries are so likely. Fitted: of 1,506 entries of made papers 0.918 are sure, and 0.996 of those
exact; 2026."""

YEAR = (
    r"(?:(?:1[5-9]|20)[0-9]{2}|[۱١][۳٣۴٤][۰-۹٠-٩]{2}|(?:१[५-९]|२०)[०-९]{2}|1[34][0-9]{2}(?=\s?ه)|๒๕[๐-๙]{2}"
    rf"|{alternatives(filter(is_unspaced, eras()))}(?:[0-9０-９]{{1,3}}|[元〇零一二三四五六七八九十百]{{1,5}})(?=年(?![代度]))"
    r"|(?<=[\u0e00-\u0e7f][\s.,(])25[0-9]{2}|(?<=[\u0e00-\u0e7f][\s.,][\s.,(])25[0-9]{2}|(?<=[\u0e00-\u0e7f]\.\s\()25[0-9]{2})"
)
"""A pattern: a year of the common era from 1500 on, "1998", "२००२"; a Persian or Islamic one in its own digits or with its mark,
"۱۳۹۵", "1440هـ"; one of an East Asian era, "平成十五"; a Buddhist one in Thai digits or behind Thai, "2560"."""

STANDING_YEAR = re.compile(
    rf"(?:(?<![\w./:=-])|(?<=\d\d\.)|(?<=[^\w/]\d/)|(?<=[^\w/]\d\d/)){YEAR}(?!\d|/\d{{1,2}}(?!\d)|\.\d|[-–]{{1,2}}\d{{3}})"
)
"""A year that stands for itself, or ends a date: "(2010)", "1998a,", "27.04.2013", "8/2008"; not "1590-1601",
"10.1016/2015.12"."""


def holds_year(text: str) -> bool:
    """Return whether a year stands in the text."""
    return STANDING_YEAR.search(text) is not None
