"""Lines of a document that look like references and are of none that was read."""

import re
from collections.abc import Sequence, Set
from itertools import groupby, pairwise
from operator import itemgetter

from refcheck.layout.lines import Line, in_reading_order, lines_of
from refcheck.model import Reference
from refcheck.parsing.splitting.evidence import PASSING, evidence
from refcheck.parsing.splitting.roles.opinion import opinion
from refcheck.parsing.splitting.sections import inside
from refcheck.parsing.splitting.sifting.foreign import foreign_adjusted_score
from refcheck.text.deferred import deferred
from refcheck.text.folding import alphanumerics

_LIKE_ONE, _FEWEST_LIKE = 2.0, 8
"""Lines of such evidence look like references, and so many of them in one place like a list. Fitted: of 130 real documents whose
lists were read, one has as many lines of it elsewhere as it has references, its list in another alphabet; 2026."""
_SURE, _NEAR = 0.97, 4
"""A line is surely the beginning of a reference where this is likely, and beside one that was read where it is so many lines away
at most. Source: set by hand."""
_SAME = 12
"""A title of so many letters and digits is not on another line by chance."""
_LONGEST = 2_000
"""Of an entry of BibTeX so many characters are looked at. Source: set by hand, above any but one with its abstract."""
YEAR = re.compile(r"(?<![\d/.-])(?:1[89]|20)\d\d(?![\d/-])")
"""A year that is no part of a longer number, an identifier or a range: ``(2012)``, ``2012.``."""
_BIBTEX = deferred(
    r"^[ \t]*@(?!(?i:string|comment|preamble)\b)[A-Za-z]{3,20}\{[^\s,{}=]{0,200},\s*[\w-]{1,40}\s*=", re.MULTILINE
)
"""How an entry of BibTeX begins: "@article{doe2020, title =\"."""


def entries_not_read(text: str, references: Sequence[Reference]) -> Sequence[int]:
    """Return where entries of BibTeX begin that are of no reference that was read, as in a code block beside a list."""
    if "@" not in text or not (starts := [found.start() for found in _BIBTEX.finditer(text)]):
        return ()
    spans, titles = [span for each in references for span in each.spans], _titles(references)
    return [
        start
        for start, end in pairwise([*starts, len(text)])
        if not any(span.start < end and start < span.end for span in spans)
        and not any(title in alphanumerics(text[start : min(end, start + _LONGEST)]) for title in titles)
    ]


def _titles(references: Sequence[Reference]) -> Set[str]:
    return {title for each in references if len(title := alphanumerics(each.work.title or "")) >= _SAME}


def lines_not_read(text: str, references: Sequence[Reference]) -> tuple[Sequence[Line], Sequence[Line]]:
    """Return the lines that look like references and are of none that was read.

    The first are those of one place by what they hold, or all by the second opinion, if they are as many as were read; where they
    are not, the second are those that begin references by the second opinion and stand beside others that were read.
    """
    is_read = bytearray(len(text))
    for reference in references:
        for span in reference.spans:
            is_read[span.start : span.end] = b"\1" * len(span)

    def is_held(line: Line) -> bool:
        return 2 * is_read.count(1, line.start, line.end) >= len(line.text)

    lines = lines_of(text)
    others = (line.text for line in lines if not is_held(line))
    if not any(evidence(other) >= _LIKE_ONE and YEAR.search(other) for other in others):
        return (), ()
    titles = _titles(references)
    lines = in_reading_order(lines)
    held = list(map(is_held, lines))
    least = max(_FEWEST_LIKE, len(references))
    if listed := _listed([line for line, each in zip(lines, held, strict=True) if not each], least, titles):
        return listed, ()
    like = [
        place
        for place, likely in enumerate(opinion(lines).begins)
        if not held[place] and likely >= _SURE and _passes(lines[place]) and not _holds(lines[place], titles)
    ]
    if len(like) >= least:
        return [lines[place] for place in like], ()
    beside = _near(like, held) | {
        len(lines) - 1 - place for place in _near([len(lines) - 1 - place for place in like[::-1]], held[::-1])
    }
    return (), [lines[place] for place in sorted(beside)]


def _passes(line: Line) -> bool:
    """Return whether a line would pass for a reference by what it holds, which a row of a table does not."""
    return foreign_adjusted_score(line.text) >= PASSING


def _holds(line: Line, titles: Set[str]) -> bool:
    """Return whether a line has a title that was read."""
    return any(title in alphanumerics(line.text) for title in titles)


def _listed(lines: Sequence[Line], least: int, titles: Set[str]) -> Sequence[Line]:
    """Return the lines of one place that hold what references hold, if there are so many; none with a title that was read."""
    if sum(YEAR.search(line.text) is not None for line in lines) < least:
        return ()
    weights = [foreign_adjusted_score(line.text) for line in lines]
    for is_listed, run in groupby(zip(lines, weights, inside(weights), strict=True), itemgetter(2)):
        like = [line for line, weight, _ in run if is_listed and weight >= _LIKE_ONE]
        if len(like) >= least:
            like = [line for line in like if not _holds(line, titles)]
        if len(like) >= least:
            return like
    return ()


def _near(like: Sequence[int], held: Sequence[bool]) -> set[int]:
    """Return those of ascending places that stand near behind one that was read, or behind another such place."""
    found: set[int] = set()
    last = -_NEAR - 1
    wanted = set(like)
    for place, is_held in enumerate(held):
        if is_held:
            last = place
        elif place in wanted and place - last <= _NEAR:
            found.add(place)
            last = place
    return found
