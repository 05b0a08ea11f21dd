"""Text among references that is none: paragraphs, remarks, tails of what was pasted.

And annotated bibliographies: references under which, in the same paragraph or the next, somebody says what they are good for.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median

from attrs import frozen

from refcheck.layout import LITTLE, MOST, NEARLY_ALL, SOME
from refcheck.layout.lines import Line, text_of
from refcheck.layout.runs import runs, stretches
from refcheck.lexicon import month_names
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.splitting.endings import ENDED, Ending, ending
from refcheck.parsing.splitting.evidence import (
    LIKE_A_REFERENCE,
    NO_REFERENCE,
    PASSING,
    STRONG,
    SURE_REFERENCE,
    evidence,
    is_sentence,
)
from refcheck.parsing.splitting.openings import NAMED, NUMBER, Opening, opening
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


_BEGUN = NAMED | {Opening.BODY_AND_YEAR, Opening.REPEATED_AUTHOR, Opening.QUOTE}
_FEWEST_ANNOTATED = 2
"""So many references, at least, must have something said of them."""
_LOOKED_AT, _SAID = 1000, 0.05
"""Of the first lines so many, at least, say something of a reference. Source: set by hand."""
_BEFORE = 2
"""So many paragraphs, at most, stand before the first reference."""
_SHORTEST = 40
_LONGEST = 40
"""A reference and what is said of it have so many lines at most."""


@frozen
class _Paragraph:
    """A paragraph: the lines that are a reference, or may be one, and those that say something of it."""

    held: Sequence[Line]
    said: Sequence[Line]
    is_reference: bool


def without_annotations(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of an annotated bibliography without what is said of its references; those of any other text as they are."""
    first = lines[:_LOOKED_AT]
    if sum(_begins_to_say(line.text) for line in first) < max(_FEWEST_ANNOTATED, _SAID * len(first)):
        return list(lines)
    parted = [_judged(paragraph) for paragraph in _paragraphs(lines)]
    places = [place for place, paragraph in enumerate(parted) if paragraph.is_reference]
    annotated = sum(bool(parted[place].said) for place in places) + sum(
        before.is_reference and not before.said and not after.held for before, after in pairwise(parted)
    )
    if (
        annotated < max(_FEWEST_ANNOTATED, SOME * len(places))
        or len(places) < max(_FEWEST_ANNOTATED, SOME * len(parted))
        or places[0] > _BEFORE
    ):
        return list(lines)
    return list(_held(parted, places) if annotated > MOST * len(places) else _all_held(parted))


def _all_held(parted: Sequence[_Paragraph]) -> Iterator[Line]:
    return (line for paragraph in parted for line in paragraph.held)


def _held(parted: Sequence[_Paragraph], places: Sequence[int]) -> Iterator[Line]:
    """The same for a list that is surely annotated: what is behind a reference as its annotation is behind others is one, too."""
    told = [parted[place] for place in places if parted[place].said]
    behind = {place + 1 for place in places if not parted[place].said} - set(places) - {len(parted)}
    are_told = len(told) + len(behind) >= NEARLY_ALL * len(places)
    on_one_line = 2 * len(told) > len(places) and all(len(each.held) == 1 for each in told)
    for place, paragraph in enumerate(parted):
        if on_one_line and paragraph.is_reference and _is_reference(paragraph.held[0].text):
            yield paragraph.held[0]
        elif not (are_told and place in behind):
            yield from paragraph.held


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Return the paragraphs; where no blank lines are and lines end as paragraphs do, each line."""
    is_parted = sum(line.blanks > 0 for line in lines[1:]) > 1
    ended = sum(ending(line.text) in ENDED for line in lines)
    return paragraphs(lines) if is_parted or ended < NEARLY_ALL * len(lines) else ([line] for line in lines)


def _judged(paragraph: Sequence[Line]) -> _Paragraph:
    count = _length(paragraph)
    text = text_of(paragraph[:count])
    if _is_reference(text):
        return _Paragraph(paragraph[:count], paragraph[count:], is_reference=True)
    if _says(text):
        return _Paragraph((), paragraph, is_reference=False)
    return _Paragraph(paragraph, (), is_reference=False)


def _length(paragraph: Sequence[Line]) -> int:
    """Return how many lines of a paragraph are the reference: up to a whole one, behind which words follow that are none."""
    for place in range(1, len(paragraph) if len(paragraph) <= _LONGEST else 0):
        if (
            ending(paragraph[place - 1].text) in ENDED
            and _begins_to_say(paragraph[place].text)
            and _is_reference(text_of(paragraph[:place]))
            and _says(text_of(paragraph[place:]))
            and not any(_is_reference(line.text) for line in paragraph[place:])
        ):
            return place
    return len(paragraph)


def _is_reference(text: str) -> bool:
    begun = NUMBER.sub("", text, count=1).lstrip("*")  # an assistant sets what it lists in bold
    return opening(begun) in _BEGUN and evidence(text) >= SURE_REFERENCE


def _begins_to_say(line: str) -> bool:
    """Return whether a line is more than the end of a reference: "(2013).", "Oslo: North Press."."""
    is_told = is_sentence(line) or opening(line) is Opening.BULLET or evidence(line) < NO_REFERENCE
    return _says(line) and (is_told or len(line) >= _SHORTEST)


def _says(text: str) -> bool:
    """Return whether a text is sentences, or words without a figure, and no reference."""
    begun = opening(text.partition("\n")[0])
    if begun in NAMED or NUMBER.match(text) or evidence(text) >= LIKE_A_REFERENCE:
        return False
    is_plain = not any(map(str.isdecimal, text)) and (begun is Opening.BULLET or evidence(text) < 0)
    return is_plain or is_sentence(text)
