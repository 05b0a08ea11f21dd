"""What stands among references and is none: paragraphs of a text, and the lives of its authors."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from refcheck.layout.lines import Line, text_of
from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.openings import Opening, opening
from refcheck.parsing.splitting.sifting.foreign import foreign_adjusted_score

_NAME = r"(?:[A-ZÀ-ÞĀ-Ž][^\W\d_]*(?:[-’'][^\W\d_]+)*\.?\s){1,3}[A-ZÀ-ÞĀ-Ž][^\W\d_]+(?:[-’'][^\W\d_]+)*"
"""Two to four words of a name, the given one first: "Maria Oxley", "J. P. Doe"."""
_SHORTEST = 60
"""Characters; a title that is a sentence is shorter: "Open Science is needed"."""


@cache
def _opening() -> re.Pattern[str]:
    """A name, and what is told of people: "Maria Oxley is", "DOE JR. (S’98) received", "Anna Brandt, geb. 1971, lehrt"."""
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
    """The stretches of lines without the paragraphs that are surely no references: "Dear Dr Brandt, thank you for …"."""
    if _is_double_spaced(lines):
        yield list(lines)
        return
    parted = list(paragraphs(lines))
    plain = [_is_plain(paragraph) for paragraph in parted]
    for is_plain, places in groupby(range(len(parted)), key=plain.__getitem__):
        if not is_plain:
            yield [line for place in places for line in parted[place]]


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph, between blank lines and pages."""
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
