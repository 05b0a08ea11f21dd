"""Boundaries between references, found by features of each break whose weights are learned from the list itself.

A naive Bayes classifier over a handful of features ("signs") of each break between two lines. It starts with the statistics of
lists in general (the tables of :mod:`refcheck.parsing.splitting.signs`), classifies the breaks, counts the signs in *this* list,
and classifies again: in a hanging list the indentation soon decides, in a wrapped one the room at line ends, in a numbered one
the numbers.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter

from refcheck.layout import MOST, NEARLY_ALL, SOME
from refcheck.layout.lines import Line
from refcheck.parsing.official import opens_officially
from refcheck.parsing.splitting import YEAR, has_year
from refcheck.parsing.splitting.division import divided
from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.openings import BULLET, NAMED, Opening, opening
from refcheck.parsing.splitting.signs import BEGINNING_SHARE, EDGE, NOTHING, TABLES, Signs, signs_of

_ROUNDS = 4
_TRUST = 12.0
"""The number of breaks of the list for which the general share of beginnings counts. Source: a judgement; its effect is measured by
``tests/benchmarks/split.py``."""
_TRUST_SHARE = 0.05
"""The least share of the list's breaks for which a general table counts. Source: a judgement; its effect is measured by
``tests/benchmarks/split.py``."""
_WHITE = 3
"""The number of blank lines after which no entry continues. Source: a judgement; not fitted."""
ONLY_YEAR = re.compile(rf"{YEAR}:?")
"""A year that, if set apart, is the heading of what was published in it: "2021", "2021:"."""
_YEAR_FIRST = re.compile(rf"[•*-]?\s*[\[(]?{YEAR}\b[\])]?")
"""A year at the beginning: "2011 — Doe", "- (1998) Roe"."""
_LINKED = re.compile(r"\[\[https?://[^\s\]]+\]\[|`[^`<>]+ <https?://[^\s>]+>`_|\[https?://\S+ [^\]]+\]")
"""A linked title in Org, reStructuredText or a wiki: "[[https://example.org][Towns]]", "`Towns <https://…>`_"."""

_CERTAIN = 100.0
"""The log odds of an entry where the list's numbering or white space decides. Source: a judgement; its effect is measured by
``tests/benchmarks/split.py``."""
_CAUTION = 1.5
"""The amount added to the log odds of each break: two references run together are both lost, one that is cut is not. Source: a
judgement; its effect is measured by ``tests/benchmarks/split.py``."""
_HANGING = 6.0
"""The log odds for an entry at the edge of a list with hanging indentation, and against one further in. Source: a judgement; its
effect is measured by ``tests/benchmarks/split.py``."""
_FEWEST_HANGING = 5
"""The fewest entries, and the fewest other lines, that show the layout of a list."""
_MARKS = (Opening.BULLET, Opening.LABEL)
_MARKED_OR_NAMED = (*_MARKS, *NAMED)
_DATED = (Opening.NAMES_AND_YEAR, Opening.BODY_AND_YEAR)
_FEWEST_MARKED = 3
"""The fewest lines with such a beginning in a list that is bulleted, or in one of standards or of sections of codes of law."""
_LIMIT = 7.0
"""The greatest weight of a single sign, in nats. Source: a judgement; its effect is measured by ``tests/benchmarks/split.py``."""

Weights = Sequence[Mapping[str, float]]


def beginnings(lines: Sequence[Line]) -> list[bool]:
    """Return for each line whether a reference (or any other text between references) begins with it."""
    if not lines:
        return []
    apart = [number == 0 or line.blanks > 0 for number, line in enumerate(lines)]
    linked = sum(is_apart and _LINKED.match(line.text) is not None for is_apart, line in zip(apart, lines, strict=True))
    if linked > max(1, MOST * sum(apart)):  # blocks that begin with the link to their work are one reference each
        return apart
    breaks = signs_of(lines)
    kinds = Counter(breaks)
    shares = dict.fromkeys(kinds, 0.0)
    base, weights = BEGINNING_SHARE, _weights({})
    for round_ in range(_ROUNDS):
        shares = {kind: _share(_odds(base, weights, kind)) for kind in kinds}
        if round_ < _ROUNDS - 1:
            weighed = {kind: (count * shares[kind], count * (1 - shares[kind])) for kind, count in kinds.items()}
            weights = _weights(weighed)
            begin = sum(first for first, _ in weighed.values())
            base = (begin + _TRUST * BEGINNING_SHARE) / (len(breaks) + _TRUST)
    odds = [_odds(base, weights, kind) + _CAUTION for kind in breaks]
    if _is_separated(breaks):
        odds = [_CERTAIN if EDGE in kind else -_CERTAIN for kind in breaks]
    elif _is_hanging(breaks, odds):
        odds = [odd + (_HANGING if EDGE in kind else -_HANGING) for odd, kind in zip(odds, breaks, strict=True)]
    if _is_marked(breaks, odds):
        odds = [-_CERTAIN if _continues(kind) else odd for odd, kind in zip(odds, breaks, strict=True)]
    bullet, is_counted = _bullet(lines), any(line.key is not None for line in lines)
    official = [True] * len(lines) if _are_each_one(lines) else _official(lines)
    odds = [
        _CERTAIN
        if line.key is not None or (bullet and _mark(line) == bullet) or is_official
        else -_CERTAIN
        if _is_number(before) or _is_amid_authors(before) or (is_counted and before.text.endswith(";"))
        else _CERTAIN
        if line.blanks >= _WHITE or (ONLY_YEAR.fullmatch(line.text) and _is_heading(before, line, following))
        else odd
        for odd, before, line, following, is_official in zip(
            odds, lines, lines[1:], [*lines[2:], None], official[1:], strict=False
        )
    ]
    return divided([has_year(line.text) for line in lines], odds)


def _bullet(lines: Sequence[Line]) -> str:
    """Return the mark with which many lines of a bulleted list begin, or ``""`` if the list is not bulleted."""
    marks = Counter(mark for mark in map(_mark, lines) if mark)
    mark, count = max(marks.items(), key=itemgetter(1), default=("", 0))
    return mark if count >= max(_FEWEST_MARKED, SOME * len(lines)) or 1 < count > MOST * len(lines) else ""


def _mark(line: Line) -> str:
    """Return the list mark at the beginning of a line, with a space if one follows it: ``* Smith`` is not ``*Emphasis*``."""
    found = BULLET.match(line.text)
    return "" if found is None else f"{line.text[0]} " if found[0][-1].isspace() else line.text[0]


def _are_each_one(lines: Sequence[Line]) -> bool:
    """Return whether each line is a reference: all begin with a year, or three or more, equally indented, with names and a year."""
    is_flush = len(lines) >= _FEWEST_MARKED and len({line.indent for line in lines}) == 1
    return (len(lines) > 1 and all(_YEAR_FIRST.match(line.text) for line in lines)) or (
        is_flush and all(" " in line.body and opening(line.body) in _DATED for line in lines)
    )


def _official(lines: Sequence[Line]) -> list[bool]:
    """Return for each line whether it begins with the number of a standard or a section of a code, if at least half of all do."""
    opened = [opens_officially(line.text) for line in lines]
    return opened if sum(opened) >= max(_FEWEST_MARKED, MOST * len(lines)) else [False] * len(lines)


def _is_heading(before: Line, line: Line, following: Line | None) -> bool:
    """Return whether a line is set apart, or is between a whole reference and the number of the next."""
    is_numbered = following is not None and following.key is not None
    return line.blanks > 0 or (is_numbered and ending(before.body) is Ending.STOP)


def _is_number(line: Line) -> bool:
    """Return whether a line is only the number of the entry on the next line."""
    return line.key is not None and not line.body


def _is_amid_authors(line: Line) -> bool:
    """Return whether a line has only authors, and more must follow: "Voss, K.; Winther, L. P.;"."""
    return line.text.endswith(";") and ending(line.body) is Ending.JOINED


def _is_hanging(breaks: Sequence[Signs], odds: Sequence[float]) -> bool:
    """Return whether nearly all entries begin at the list's edge, and nearly all other lines further in."""
    at_edge = [EDGE in kind for kind, odd in zip(breaks, odds, strict=True) if odd > 0]
    further = [EDGE not in kind for kind, odd in zip(breaks, odds, strict=True) if odd <= 0]
    return all(len(each) >= _FEWEST_HANGING and sum(each) >= NEARLY_ALL * len(each) for each in (at_edge, further))


def _is_separated(breaks: Sequence[Signs]) -> bool:
    """Return whether blank lines separate entries whose lines after the first are indented further, like definitions of terms."""
    at_edge = [NOTHING not in kind for kind in breaks if EDGE in kind]
    further = [NOTHING in kind for kind in breaks if EDGE not in kind]
    are_several = len(further) > len(at_edge) > 1
    return are_several and all(sum(each) >= NEARLY_ALL * len(each) for each in (at_edge, further))


def _is_marked(breaks: Sequence[Signs], odds: Sequence[float]) -> bool:
    """Return whether nearly all entries begin with a list mark or a label in brackets, except those that may be continuations."""
    beginning_entries = [kind for kind, odd in zip(breaks, odds, strict=True) if odd > 0]
    marked = sum(kind[0].startswith(_MARKS) for kind in beginning_entries)
    doubtful = sum(map(_continues, beginning_entries))
    return marked >= max(_FEWEST_HANGING, doubtful, NEARLY_ALL * (len(beginning_entries) - doubtful))


def _continues(kind: Signs) -> bool:
    """Return whether a line of a list with marks, right below another, has no mark, and is indented or begins with no name."""
    beginning = _MARKS if EDGE not in kind else _MARKED_OR_NAMED
    return NOTHING in kind and not kind[0].startswith(beginning)


def _odds(base: float, weights: Weights, kind: Signs) -> float:
    """Return the log odds that an entry begins at a break with these signs."""
    return math.log(base / (1 - base)) + sum(weight[value] for weight, value in zip(weights, kind, strict=True))


def _share(odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(odds, 20.0), -20.0)))


def _weights(weighed: Mapping[Signs, tuple[float, float]]) -> Weights:
    """Return the weight of each value of each sign for a beginning, in nats."""
    begin = sum(first for first, _ in weighed.values())
    go_on = sum(second for _, second in weighed.values())
    found: list[dict[str, float]] = []
    for number, table in enumerate(TABLES):
        trust = max(table.trust, _TRUST_SHARE * (begin + go_on))
        counts = {value: [trust * first / 100, trust * second / 100] for value, (first, second) in table.shares.items()}
        for kind, (first, second) in weighed.items():
            counts[kind[number]][0] += first
            counts[kind[number]][1] += second
        found.append(
            {
                value: table.weight
                * max(min(math.log(first / (begin + trust)) - math.log(second / (go_on + trust)), _LIMIT), -_LIMIT)
                for value, (first, second) in counts.items()
            }
        )
    return found
