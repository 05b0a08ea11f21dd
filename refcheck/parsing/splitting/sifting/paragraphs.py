"""Text among references that is none: paragraphs, lives of the authors, remarks, tails of what was pasted."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, groupby
from statistics import median

from refcheck.layout.lines import Line, text_of
from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.openings import NAMED, NUMBER, Opening, opening
from refcheck.parsing.splitting.sifting.foreign import foreign_adjusted_score

_ITEM = re.compile(r"[-–*•◦▪+]\s+\S")

_FEWEST_REMARKS = 3
"""So many references must have a remark."""
_PLAIN_REMARK = 0.0
"""An item that is worth less is no reference. Source: as for annotations."""


def without_remarks(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without such items, where several numbered ones have them."""
    remarks: set[int] = set()
    level: int | None = None
    for place, line in enumerate(lines):
        if NUMBER.match(line.text):
            level = line.indent
        elif (
            level is not None and line.indent > level and _ITEM.match(line.text) and evidence(line.text) < _PLAIN_REMARK
        ):
            remarks.add(place)
    return (
        [line for place, line in enumerate(lines) if place not in remarks]
        if len(remarks) >= _FEWEST_REMARKS
        else list(lines)
    )


_FEWEST = 3
"""A list has shown what it looks like after so many entries."""
_RARE = 0.1
"""White space sets something apart where at most this share of the entries, or none of those above, have as much before them.
Source: set by hand; what comes of it is measured by ``tests/benchmarks/split.py``."""
_WEAK = 0.5
"""What follows is not the list's where its entries have less than this share of the list's evidence. Source: set by hand;
what comes of it is measured by ``tests/benchmarks/split.py``."""


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
        is_rare = len(blanks) - bisect_left(by_size, white) <= max(_RARE * len(blanks), 1)
        rest = (sums[-1] - sums[place]) / (len(entries) - place)
        is_numbered = entries[place][0].key is not None and opening(text_of(entries[place])) in NAMED
        if (is_first or is_rare) and not is_numbered and rest < _WEAK * sums[place] / place:
            return list(entries[:place])
    return list(entries)


_NAME = r"(?:[A-ZÀ-ÞĀ-Ž][^\W\d_]*(?:[-’'][^\W\d_]+)*\.?\s){1,3}[A-ZÀ-ÞĀ-Ž][^\W\d_]+(?:[-’'][^\W\d_]+)*"
"""Two to four words of a name, the given one first: "Maria Oxley", "J. P. Doe"."""
_SHORTEST = 60
"""Characters; a title that is a sentence is shorter: "Open Science is needed"."""


@cache
def _opening() -> re.Pattern[str]:
    """Return a name, and what is told of people: "Maria Oxley is", "DOE JR. (S’98) received", "Anna Brandt, geb. 1971, lehrt"."""
    told = alternatives(wordings(Term.BIOGRAPHY))
    return re.compile(rf"{_NAME}(?:\s?\([^()]{{1,40}}\)|,[^,:;“”\"]{{1,40}},)?,?\s{told}\s")


def is_biography(text: str) -> bool:
    """Whether a text opens with a person's name and goes on as sentences about them, which no reference of a list by names does."""
    return len(text) >= _SHORTEST and _opening().match(text) is not None


_PLAIN = -1.0
"""A paragraph that is worth less is no reference. Source: set by hand; what comes of it is measured by
``tests/benchmarks/real_kinds.py``."""
_STRONG = 3.0
"""None of its lines is worth so much. Source: set by hand; what comes of it is measured by ``tests/benchmarks/real_kinds.py``."""
_SPACED = 0.8
"""Where more of the lines have a blank one before them, blank lines part nothing, if lines end amid something. Source: set by
hand."""
_ENDED = 0.6
"""Source: set by hand."""


def between_paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the stretches of lines without the paragraphs that are surely no references: "Dear Dr Brandt, thank you for …"."""
    if _is_double_spaced(lines):
        yield list(lines)
        return
    parted = list(paragraphs(lines))
    plain = [_is_plain(paragraph) for paragraph in parted]
    for is_plain, places in groupby(range(len(parted)), key=plain.__getitem__):
        if not is_plain:
            yield [line for place in places for line in parted[place]]


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph, between blank lines and pages."""
    held: list[Line] = []
    for line in lines:
        if held and (line.blanks or line.page):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _is_plain(paragraph: Sequence[Line]) -> bool:
    text = text_of(paragraph)
    return (
        foreign_adjusted_score(text) < _PLAIN
        and opening(text) is not Opening.SMALL
        and all(evidence(line.text) < _STRONG for line in paragraph)
    )


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    blank = sum(line.blanks > 0 for line in lines)
    ended = sum(ending(line.text) in (Ending.STOP, Ending.YEAR, Ending.NUMBER) for line in lines)
    return blank > _SPACED * len(lines) and ended < _ENDED * len(lines)
