"""Evidence against references, such as tables, programmes, logs and letters, in a text whose headings announce no list."""

import re
from functools import cache, lru_cache

from attrs import frozen

from refcheck.lexicon import Section, Term, headings, wordings, words
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.splitting import has_year
from refcheck.parsing.splitting.evidence import evidence
from refcheck.text.deferred import deferred

_STAMP = re.compile(r"(?:^|\n)[\[(<]?(?:\d{4}-\d\d-\d\d[ T,]+)?\d{1,2}[:.]\d\d(?=[:\s\])>–-])")
"""A time of day at the beginning of a line: "09:00-09:30  Registration", "[00:00:12] MO:", "2019-05-03 12:14:07,345 INFO"."""

_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b|Uhr\b)|\b\d{1,2} Uhr\b|\b\d{1,2}h\d\d\b|\b\d\d:\d\d:\d\d\b"
    r"|\b\d{1,2}:\d\d ?[-–] ?\d{1,2}:\d\d(?![\d(])",
    re.IGNORECASE,
)
"""A time of day elsewhere: "Tue 10:00-11:15", "9:14 AM", "12:14:07"; not "12:45-67"."""

_MONEY = re.compile(r"[€£$¥]\s?\d|(?<![\w.-])\d[\d.,]*\s?(?:[€£¥]|(?:EUR|USD|GBP|CHF)\b)|\b(?:EUR|USD|GBP|CHF) \d")
"""A sum of money: "£ 1,200", "450,000 EUR"."""

_CELLS = re.compile(
    r"[^\s|][ \t]*(?:\t|[ ]{3,}|\|)[ \t]*[^\s|][^\t\n|]*?(?:\t|[ ]{3,}|\|)[ \t]*[^\s|][^\t\n|]*?(?:\t|[ ]{3,}|\|)"
)
"""Cells of a table: "1784 | 12 | 345 | J. Oxley", "Age   0.03   0.01   2.98"."""

_CODE = re.compile(
    r"(?<=[A-Za-z_]{2})\((?:[A-Za-z_\"'][^()\s]+)?\)(?=[\s;:)]|$)|<-|->|[=!]=|\b[a-z_]\w+ = |[{}]\s*(?:\n|$)|^(?:\+\+\+|---|@@) "
)
"""Code of programs: "lines()", "print(years)", "d <- x", "x == 3", "rows = 5"."""

_FORMULA = re.compile(r"\^[^\n^]{1,40}\^")
"""Repeated powers, as in formulas in plain text: "2r^o(t)^2"."""

_STATISTIC = re.compile(r"\b[pF]\d? ?[<≤≥>] ?\.?\d|\bn ?= ?\d|\b9[059] ?% ?CI\b")
"""A result: "p < .05", "n = 412", "95 % CI"."""

_INTERVAL = re.compile(r"\d\.\d+ (?:[(\[]-?\d*\.\d+ ?(?:[-–,;]|to) ?-?\d*\.\d+[)\]]|\(\d+\.\d+\))")
"""A value with its interval or its deviation: "1.23 (1.02–1.48)", "45.6 (12.3)"."""

_BOX = re.compile(r"\[[ x✓]\]|(?<=\S )_{6,}|\.{8,}|(?:\. ){6,}|\(a\) .{1,80}\(b\) |(?:^|\n)\S+,\S+,\S+,\S+(?=\n|$)")
"""Boxes to be ticked, blanks to be filled in, leader dots of contents, choices, and values separated only by commas: "[x] done",
"Name: ______", "Maps ....... 101", "(a) 1750 (b) 1784", "A1,12,34.5,2011"."""

_LIFE = re.compile(r"\(\d{4} ?[-–] ?(?:\d{4})?\)")
"""The years of a life, or of a reign: "(1750-1811)"."""


@cache
def _citation() -> re.Pattern[str]:
    """Return the pattern of a citation of several authors, or of pages: "(Oxley et al., 2011)", "(see Okafor and Voss 2009)",
    "(Ruiz 2014, p. 3)"."""
    several = (
        rf"(?: {alternatives(wordings(Term.OTHERS))}\.?| {alternatives(wordings(Term.AND))} [^\W\d_]+| & [^\W\d_]+)"
    )
    pages = rf", {alternatives(words(Term.PAGE))}\.? ?\d"
    return deferred(rf"[(;] ?(?:[^\W\d_]+\.? )?[^\W\d_]+(?:{several},? \d{{4}}[a-z]?(?=[;,)])|,? \d{{4}}[a-z]?{pages})")


_YEARS = re.compile(r"\(\d{4}[a-z]?\)")
"""A year in brackets; a reference has one or two."""

_WEIGHT = 2.5
"""The weight of one sign against a reference. Source: a judgement; its effect is measured by
``tests/benchmarks/real_kinds.py``."""


@frozen
class _Sign:
    """A sign; it is sought only if its cheap ``hint`` is found, and ``times`` is the factor of its weight."""

    pattern: re.Pattern[str]
    hint: re.Pattern[str]
    times: float = 1.0


@cache
def _front() -> re.Pattern[str]:
    """Return the pattern of a title page's label at the beginning of a line: "Article history: Received", "Keywords: delta"."""
    labels = headings(Section.KEYWORDS, Section.ABSTRACT, Section.CORRESPONDENCE) | wordings(Term.FRONT)
    return re.compile(rf"(?:^|\n){alternatives(labels)}(?!\w)", re.IGNORECASE)


@cache
def _signs() -> tuple[_Sign, ...]:
    return (
        _Sign(_STAMP, re.compile(r"\d[:.]\d\d"), 3.0),
        _Sign(_CLOCK, re.compile(r"\d(?:[:.h]\d\d| Uhr)"), 2.0),
        _Sign(_front(), re.compile("")),
        _Sign(_MONEY, re.compile("[€£$¥]|EUR|USD|GBP|CHF")),
        _Sign(_CELLS, re.compile(r"[\t|]|[ ]{3}"), 2.0),
        _Sign(_CODE, re.compile(r"[{}=]|<-|->|(?<=[A-Za-z_]{2})\(|\+\+\+|---|@@")),
        _Sign(_FORMULA, re.compile(r"\^"), 2.0),
        _Sign(_STATISTIC, re.compile("[<≤≥>=]|CI")),
        _Sign(_INTERVAL, re.compile(r"\d [(\[]-?\d*\.\d"), 2.0),
        _Sign(_BOX, re.compile(r"\[[ x✓]\]|___|\.\.\.|\. \. |\(a\)|,\S+,\S+,"), 1.5),
        _Sign(_citation(), re.compile(r"[(;] ?[^\W\d_][^()\d;]{0,60}\d{4}")),
    )


_MOST = 2
_LOOKED_AT = 1000


@lru_cache(maxsize=4096)
def foreign_adjusted_score(text: str) -> float:
    """Return the evidence for a reference in a text, less that against it, if no heading says that it is in a list."""
    head = text[:_LOOKED_AT]
    found = sum(sign.times * min(len(sign.pattern.findall(head)), _MOST) for sign in _signs() if sign.hint.search(head))
    found += max(len(_YEARS.findall(head)) - 2, 0) + _is_of_lives(head)
    return evidence(text) - _WEIGHT * found


def _is_of_lives(text: str) -> bool:
    """Return whether all years of a text are those of a person's life: "Oxley, John (1750-1811), captain"."""
    return _LIFE.search(text) is not None and not has_year(_LIFE.sub("", text))
