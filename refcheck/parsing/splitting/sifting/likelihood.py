"""The likelihood of stretches that look like lists, in a text whose headings do not announce one."""

import re
from collections.abc import Iterator, Sequence
from statistics import mean

from attrs import frozen

from refcheck.layout import MOST, NEARLY_ALL
from refcheck.layout.lines import Entries, Line, text_of
from refcheck.layout.runs import put_together, stretches
from refcheck.parsing.splitting.evidence import CERTAIN_REFERENCE, PASSING, STRONG
from refcheck.parsing.splitting.openings import NAMED, Opening, opening
from refcheck.parsing.splitting.sections import inside, refers_back
from refcheck.parsing.splitting.sifting.foreign import foreign_adjusted_score

_SMALL = 20
"""The most lines of a text that is judged like a pasted list, whatever else it holds."""
_FEWEST = 3
"""The fewest entries of a list in a document: fewer are a running head or a recommended citation."""
_MEAN = 3.0
"""The least mean evidence of a list's entries. Fitted: it is 3.6 to 8.0 in the lists of 50 papers, and -0.2 to 2.9 in their tables
and title pages; 2026."""
_MEAN_ALONE = 4.0
"""The same for one or two entries in a text that is mostly something else. Source: a judgement; its effect is measured by
``tests/benchmarks/real_kinds.py``."""
_STEEP = 2.0
"""The factor of an entry's evidence beyond that of a certain reference, or beyond ``PASSING`` if it begins with a name. Source: a
judgement; its effect is measured by ``tests/benchmarks/real_kinds.py``."""
_DATED = re.compile(r"(?<!\d)\d{4}(?!\d)|[۰-۹]{4}|\w\.\w+/|[1-9一二三四五六七八九〇○]{4}|n\.\s?d\.")
"""A year in any digits, a substitute for one, or a URL: "1998", "۱۳۹۵", "n. d.", "example.org/a"; most entries of a list have
one."""
_WEAK_UNDATED = 2.0
"""The least evidence of an entry at an end that is the only one without a year. Source: a judgement; not fitted."""

_NAMES = NAMED | {Opening.REPEATED_AUTHOR, Opening.LABEL}


@frozen
class _Judged:
    entries: Entries
    scores: Sequence[float]

    @property
    def total(self) -> float:
        """The total evidence for it."""
        return sum(self.scores)

    def is_list(self) -> bool:
        """Return whether it would be a list in a document with much other text."""
        return len(self.entries) >= _FEWEST and mean(self.scores) >= _MEAN


def likely(lists: Sequence[Entries], lines: int) -> list[Entries]:
    """Return the stretches that are lists, in order.

    Args:
        lists: the stretches that look like a list.
        lines: the number of lines of the whole text.
    """
    lists = _counted_together(lists)
    held = sum(len(entry) for entries in lists for entry in entries)
    most = max(map(len, lists), default=0)
    as_pasted = [entries for entries in lists if (len(entries) > 1 or most < _FEWEST) and _may_be_list(entries, lines)]
    if lines <= _SMALL or held >= NEARLY_ALL * lines:
        return as_pasted
    judged = [_judged(entries) for entries in lists]
    best = max((each for each in judged if each.is_list()), key=lambda each: each.total, default=None)
    if best is None:
        return as_pasted if held >= MOST * lines else []
    return [best.entries]


def without_weak(entries: Entries) -> Iterator[Entries]:
    """Yield the runs of a stretch without the weak entries before, after and between them: a greeting, the words of a letter."""
    for places in stretches(inside([_pull(text_of(entry)) for entry in entries])):
        yield _without_weak_ends(entries[places.start : places.stop])


def _without_weak_ends(entries: Entries) -> Entries:
    """Return the entries of a strong run without weak entries that are set apart at either end: "Best,\nTomas"."""
    if sum(foreign_adjusted_score(text_of(entry)) for entry in entries) < STRONG * (len(entries) - 1):
        return entries
    dated = [bool(_DATED.search(text_of(entry))) for entry in entries]
    weakest = PASSING if sum(dated) < len(entries) - 1 else _WEAK_UNDATED
    while len(entries) > 1 and _is_weak(entries[-1], weakest) and entries[-1][0].blanks:
        entries = entries[:-1]
    while len(entries) > 1 and _is_weak(entries[0], weakest) and entries[1][0].blanks:
        entries = entries[1:]
    return entries


def _is_weak(entry: Sequence[Line], weakest: float) -> bool:
    text = text_of(entry)
    is_named = opening(text) in _NAMES and any(map(str.isdecimal, text))
    least = PASSING if _DATED.search(text) else weakest
    return entry[0].key is None and not is_named and foreign_adjusted_score(text) < least


def _pull(text: str) -> float:
    if refers_back(text):  # a note among notes
        return 0.0
    return _STEEP * (foreign_adjusted_score(text) - (PASSING if opening(text) in _NAMES else CERTAIN_REFERENCE))


def _may_be_list(entries: Entries, lines: int) -> bool:
    """Return whether entries pass for a list in a text of ``lines`` lines; one or two must be most of the text, or score high."""
    if len(entries) >= _FEWEST:
        dated = sum(bool(_DATED.search(text_of(entry))) for entry in entries)
        return mean(_judged(entries).scores) >= CERTAIN_REFERENCE and dated >= MOST * len(entries)
    is_much = sum(map(len, entries)) >= MOST * lines
    return is_much or mean(_judged(entries).scores) >= _MEAN_ALONE


def _judged(entries: Entries) -> _Judged:
    return _Judged(entries, [foreign_adjusted_score(text_of(entry)) for entry in entries])


def _counted_together(lists: Sequence[Entries]) -> list[Entries]:
    """Return the stretches, each joined to the one before if it continues its numbering."""
    return list(put_together(lists, _continues_numbering))


def _continues_numbering(held: Sequence[Sequence[Line]], entries: Sequence[Sequence[Line]]) -> bool:
    before, first = held[-1][0].key or "", entries[0][0].key or ""
    return before.isdecimal() and first.isdecimal() and int(first) == int(before) + 1
