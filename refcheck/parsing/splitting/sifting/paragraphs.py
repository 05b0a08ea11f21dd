"""Text among references that is not a reference: paragraphs, remarks, tails of a paste.

Also annotated bibliographies: references under which, in the same paragraph or the next, an annotator says what they are good for.
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
    CERTAIN_REFERENCE,
    LIKE_A_REFERENCE,
    NO_REFERENCE,
    PASSING,
    STRONG,
    evidence,
    is_sentence,
)
from refcheck.parsing.splitting.openings import NAMED, NUMBER, Opening, opening
from refcheck.parsing.splitting.sifting.foreign import foreign_adjusted_score
from refcheck.text.deferred import deferred

_WORDS = 5
"""The most words of the heading of a part of a list. Source: a judgement; not fitted."""

_FEWEST = 3
"""The number of entries after which it is known what a list looks like."""


def without_tail(entries: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the entries up to the white space after which the list does not continue."""
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
    """Return whether the entries are a part of the list that is set apart: a heading alone, and below it what passes for
    references."""
    title, *others = map(text_of, entries)
    is_alone = bool(others) and entries[1][0].blanks > 0 and ending(title) is Ending.WORD
    is_heading = is_alone and len(title.split()) <= _WORDS and not any(map(str.isdecimal, title))
    return is_heading and all(evidence(each) >= PASSING for each in others)


_DAY = deferred(
    rf"\d{{4}}-\d\d-\d\d(?!\d)|\d年\d|{alternatives(month_names())}\.?,? (?:\d{{1,2}}[a-z]{{0,2}},? |de )?\d{{4}}(?!\d)",
    re.IGNORECASE,
)
"""The date of a day or a month: "2015-05-03", "2015年5月3日", "May 3rd, 2015", "mayo de 2015"."""


def is_closing(texts: Sequence[str]) -> bool:
    """Return whether the last text of a list names no person and is shorter than all others: "Last updated: May 2015"."""
    *before, last = texts or [""]
    if len(before) < _FEWEST - 1 or opening(last) in NAMED or len(last) >= (least := min(map(len, before))):
        return False
    is_less = evidence(last) < min(LIKE_A_REFERENCE, *map(evidence, before))
    return is_less + (len(last) < MOST * least) + (_DAY.search(last) is not None) > 1


def between_paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the stretches of lines between paragraphs that are certainly not references: "Dear Dr Brandt, thank you for …"."""
    parted = list(paragraphs(lines))
    for places in stretches(not _is_plain(paragraph) for paragraph in parted):
        yield [line for place in places for line in parted[place]]


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph; paragraphs end at blank lines and at the ends of pages."""
    return runs(lines, lambda _, line: line.blanks or line.page)


def _is_plain(paragraph: Sequence[Line]) -> bool:
    text = text_of(paragraph)
    return (
        foreign_adjusted_score(text) < NO_REFERENCE
        and opening(text) is not Opening.SMALL
        and all(evidence(line.text) < STRONG for line in paragraph)
    )


_BEGINNINGS = NAMED | {Opening.BODY_AND_YEAR, Opening.REPEATED_AUTHOR, Opening.QUOTE}
_FEWEST_ANNOTATED = 2
"""The fewest references with an annotation in an annotated bibliography."""
_LOOKED_AT, _ANNOTATING = 1000, 0.05
"""The number of first lines that are examined, and the least share of them that annotate. Source: a judgement; not fitted."""
_BEFORE = 2
"""The most paragraphs before the first reference."""
_SHORTEST = 40
_LONGEST = 40
"""The most lines of a reference with its annotation."""


@frozen
class _Paragraph:
    """A paragraph: the lines that are a reference or may be one (``held``), and those that annotate it (``said``)."""

    held: Sequence[Line]
    said: Sequence[Line]
    is_reference: bool


def without_annotations(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of an annotated bibliography without the annotations; those of any other text unchanged."""
    first = lines[:_LOOKED_AT]
    if sum(_begins_annotation(line.text) for line in first) < max(_FEWEST_ANNOTATED, _ANNOTATING * len(first)):
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
    return list(_kept_of_annotated(parted, places) if annotated > MOST * len(places) else _all_kept(parted))


def _all_kept(parted: Sequence[_Paragraph]) -> Iterator[Line]:
    return (line for paragraph in parted for line in paragraph.held)


def _kept_of_annotated(parted: Sequence[_Paragraph], places: Sequence[int]) -> Iterator[Line]:
    """Yield the same for a list that is certainly annotated: if each annotation begins below its reference, that is on one line."""
    with_annotation = [parted[place] for place in places if parted[place].said]
    on_one_line = 2 * len(with_annotation) > len(places) and all(len(each.held) == 1 for each in with_annotation)
    for paragraph in parted:
        if on_one_line and paragraph.is_reference and _is_reference(paragraph.held[0].text):
            yield paragraph.held[0]
        else:
            yield from paragraph.held


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the paragraphs; if there are no blank lines and lines end as paragraphs do, each line."""
    is_parted = sum(line.blanks > 0 for line in lines[1:]) > 1
    ended = sum(ending(line.text) in ENDED for line in lines)
    return paragraphs(lines) if is_parted or ended < NEARLY_ALL * len(lines) else ([line] for line in lines)


def _judged(paragraph: Sequence[Line]) -> _Paragraph:
    count = _length(paragraph)
    text = text_of(paragraph[:count])
    if _is_reference(text):
        return _Paragraph(paragraph[:count], paragraph[count:], is_reference=True)
    if _is_annotation(text):
        return _Paragraph((), paragraph, is_reference=False)
    return _Paragraph(paragraph, (), is_reference=False)


def _length(paragraph: Sequence[Line]) -> int:
    """Return how many lines of a paragraph are the reference: up to a whole reference that is followed by an annotation."""
    for place in range(1, len(paragraph) if len(paragraph) <= _LONGEST else 0):
        if (
            ending(paragraph[place - 1].text) in ENDED
            and _begins_annotation(paragraph[place].text)
            and _is_reference(text_of(paragraph[:place]))
            and _is_annotation(text_of(paragraph[place:]))
            and not any(_is_reference(line.text) for line in paragraph[place:])
        ):
            return place
    return len(paragraph)


def _is_reference(text: str) -> bool:
    beginning = NUMBER.sub("", text, count=1).lstrip("*")  # AI assistants set the items of their lists in bold
    return opening(beginning) in _BEGINNINGS and evidence(text) >= CERTAIN_REFERENCE


def _begins_annotation(line: str) -> bool:
    """Return whether a line begins an annotation, and is more than the end of a reference: "(2013).", "Oslo: North Press."."""
    is_evident = is_sentence(line) or opening(line) is Opening.BULLET or evidence(line) < NO_REFERENCE
    return _is_annotation(line) and (is_evident or len(line) >= _SHORTEST)


def _is_annotation(text: str) -> bool:
    """Return whether a text is sentences, or words without digits, and not a reference."""
    beginning = opening(text.partition("\n")[0])
    if beginning in NAMED or NUMBER.match(text) or evidence(text) >= LIKE_A_REFERENCE:
        return False
    is_plain = not any(map(str.isdecimal, text)) and (beginning is Opening.BULLET or evidence(text) < 0)
    return is_plain or is_sentence(text)
