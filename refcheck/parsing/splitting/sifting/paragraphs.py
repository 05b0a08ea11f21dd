"""Text among references that is none: paragraphs, remarks, tails of what was pasted."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from statistics import median

from refcheck.layout import LITTLE, MOST
from refcheck.layout.lines import Line, text_of
from refcheck.layout.runs import runs, stretches
from refcheck.lexicon import month_names
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.evidence import LIKE_A_REFERENCE, NO_REFERENCE, PASSING, STRONG, evidence
from refcheck.parsing.splitting.openings import NAMED, Opening, opening
from refcheck.parsing.splitting.sifting.foreign import foreign_adjusted_score
from refcheck.text.deferred import deferred

_WORDS = 5
"""The heading of a part of a list has so many words at most. Source: set by hand."""

_FEWEST = 3
"""A list has shown what it looks like after so many entries."""


def without_tail(entries: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the entries up to the white space behind which the list does not go on."""
    if len(entries) <= _FEWEST:
        return list(entries)
    blanks = [entry[0].blanks for entry in entries[1:]]
    usual, by_size = median(blanks), sorted(blanks)
    widest = [0, *accumulate(blanks, max)]
    sums = [0.0, *accumulate(evidence(text_of(entry)) for entry in entries)]
    for place in range(_FEWEST, len(entries)):
        white = blanks[place - 1]
        if white <= usual:
            continue
        is_first = entries[place][0].key is None and widest[place - 1] < white
        is_rare = len(blanks) - bisect_left(by_size, white) <= max(LITTLE * len(blanks), 1)
        rest = (sums[-1] - sums[place]) / (len(entries) - place)
        is_numbered = entries[place][0].key is not None and opening(text_of(entries[place])) in NAMED
        is_less = not is_numbered and rest < MOST * sums[place] / place
        if (is_first or is_rare) and is_less and not _is_part(entries[place:]):
            return list(entries[:place])
    return list(entries)


def _is_part(entries: Sequence[list[Line]]) -> bool:
    """Return whether a part of the list is set apart: a heading by itself, and below it what passes for references."""
    title, *others = map(text_of, entries)
    is_alone = bool(others) and entries[1][0].blanks > 0 and ending(title) is Ending.WORD
    is_heading = is_alone and len(title.split()) <= _WORDS and not any(map(str.isdecimal, title))
    return is_heading and all(evidence(each) >= PASSING for each in others)


_DAY = deferred(
    rf"\d{{4}}-\d\d-\d\d(?!\d)|\d年\d|{alternatives(month_names())}\.?,? (?:\d{{1,2}}[a-z]{{0,2}},? |de )?\d{{4}}(?!\d)",
    re.IGNORECASE,
)
"""A day, or a month: "2015-05-03", "2015年5月3日", "May 3rd, 2015", "mayo de 2015"."""


def is_closing(texts: Sequence[str]) -> bool:
    """Return whether the last of a list names nobody, and is shorter than all others: "Last updated: May 2015"."""
    *before, last = texts or [""]
    if len(before) < _FEWEST - 1 or opening(last) in NAMED or len(last) >= (least := min(map(len, before))):
        return False
    is_less = evidence(last) < min(LIKE_A_REFERENCE, *map(evidence, before))
    return is_less + (len(last) < MOST * least) + (_DAY.search(last) is not None) > 1


def between_paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the stretches of lines without the paragraphs that are surely no references: "Dear Dr Brandt, thank you for …"."""
    parted = list(paragraphs(lines))
    for places in stretches(not _is_plain(paragraph) for paragraph in parted):
        yield [line for place in places for line in parted[place]]


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph, between blank lines and pages."""
    return runs(lines, lambda _, line: line.blanks or line.page)


def _is_plain(paragraph: Sequence[Line]) -> bool:
    text = text_of(paragraph)
    return (
        foreign_adjusted_score(text) < NO_REFERENCE
        and opening(text) is not Opening.SMALL
        and all(evidence(line.text) < STRONG for line in paragraph)
    )
