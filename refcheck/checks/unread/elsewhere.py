"""Lines of a document that look like references but belong to none that was read."""

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
"""The evidence from which a line looks like a reference, and the number of such lines in one place that looks like a list. Fitted:
of 130 real documents whose lists were read, one has as many such lines elsewhere as references (a list in another alphabet); 2026.
"""
_SURE, _NEAR = 0.9, 4
"""The probability from which a line certainly begins a reference, and the most lines between it and a line that was read, for the
two to be neighbours. Source: a judgement; of 273 documents two more have such lines with 0.9 than with 0.97, one of them
rightly."""
_SAME = 12
"""A title with at least this many letters and digits is not in another line by chance."""
_LONGEST = 2_000
"""The most characters of a BibTeX entry that are searched. Source: a judgement: longer than any entry without an abstract."""
YEAR = re.compile(r"(?<![\d/.-])(?:1[89]|20)\d\d(?![\d/-])")
"""A year that is not part of a longer number, an identifier or a range: ``(2012)``, ``2012.``."""
_BIBTEX = deferred(
    r"^[ \t]*@(?!(?i:string|comment|preamble)\b)[A-Za-z]{3,20}\{[^\s,{}=]{0,200},\s*[\w-]{1,40}\s*=", re.MULTILINE
)
"""The beginning of a BibTeX entry: "@article{doe2020, title =\"."""


def entries_not_read(text: str, references: Sequence[Reference]) -> Sequence[int]:
    """Return the offsets of BibTeX entries that belong to no reference that was read, as in a code block beside a list."""
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
    """Return the lines that look like references but belong to none that was read, as two groups, at least one of them empty.

    The first group is returned if it has at least as many lines as references were read: the lines of one place, judged by their
    content, or otherwise all lines that begin references according to the second opinion. Failing that, the second group has the
    lines that begin references according to the second opinion and are near lines that were read.
    """
    is_read = bytearray(len(text))
    for reference in references:
        for span in reference.spans:
            is_read[span.start : span.end] = b"\1" * len(span)

    def belongs(line: Line) -> bool:
        return 2 * is_read.count(1, line.start, line.end) >= len(line.text)

    lines = lines_of(text)
    others = (line.text for line in lines if not belongs(line))
    if not any(evidence(other) >= _LIKE_ONE and YEAR.search(other) for other in others):
        return (), ()
    titles = _titles(references)
    lines = in_reading_order(lines)
    held = list(map(belongs, lines))
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
    """Return whether a line would pass for a reference by its content, which a row of a table does not."""
    return foreign_adjusted_score(line.text) >= PASSING


def _holds(line: Line, titles: Set[str]) -> bool:
    """Return whether a line contains a title that was read."""
    return any(title in alphanumerics(line.text) for title in titles)


def _listed(lines: Sequence[Line], least: int, titles: Set[str]) -> Sequence[Line]:
    """Return the lines of one place whose content is that of references, if at least ``least``; none with a title that was read."""
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
    """Return those of the ascending places that come shortly after a line that was read, or after another such place."""
    found: set[int] = set()
    last = -_NEAR - 1
    wanted = set(like)
    for place, belongs in enumerate(held):
        if belongs:
            last = place
        elif place in wanted and place - last <= _NEAR:
            found.add(place)
            last = place
    return found
