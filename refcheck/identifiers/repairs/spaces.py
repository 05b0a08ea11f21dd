"""White space within an identifier, also with line numbers, and text after white space."""

import re
from collections.abc import Iterator
from functools import partial

from refcheck.identifiers.mending import Change, Edit, Grade, Stage, Step, cut_off, replaced
from refcheck.identifiers.scanning.characters import LINE_NUMBER, is_line_number
from refcheck.identifiers.scanning.doi_scan import run_end
from refcheck.identifiers.scanning.doi_spaces import joined
from refcheck.model import Safety, Scheme
from refcheck.text.characters import DASHES

_GAP = re.compile(r"\s+")
"""White space: a space, a line break with its indentation."""


@partial(Step, Stage.JOINING)
def doi_with_inner_space(text: str) -> Iterator[Change]:
    """A DOI is broken by white space.

    Severity: warning.

    ## What it finds
    Spaces and line breaks inside a DOI, where the text that follows continues the DOI: after ``10.``, a slash, a
    hyphen or a period, so that the whole fits the registrant's pattern, or with spaces at several of its
    separators.

    ## Why it matters
    Programs read only the start of the DOI.

    ## Example
    ``10.1007/s12345- 020-00678-9`` is ``10.1007/s12345-020-00678-9``.

    ## When it is wrong
    Where the DOI ends before the space, and what follows belongs to the text; the DOI up to the space is kept as a
    candidate.
    """
    if text.isascii() and " " not in text and text.isprintable():
        return
    edits: list[Edit] = []
    reached = 0
    for gap in _GAP.finditer(text):
        tail = text[gap.end() :].split(maxsplit=1)
        grade = Grade.LIKELY if gap.start() < max(reached, 1) else _joined(text, gap, tail[0]) if tail else None
        if grade is not Grade.LIKELY and (run := run_end(text, 0, gap.start())) is not None:
            reached = run[0]
            if edits:
                yield _without_run(text, edits, gap.start())
        elif grade is None:
            break
        edits.append(Edit(*gap.span()))
    if edits:
        is_within_word = any(_is_within_word(text, edit.start, edit.end) for edit in edits)
        yield Change(
            edits=tuple(edits),
            why="removed a space inside the DOI",
            safety=Safety.UNSAFE if is_within_word else Safety.SAFE,
        )


def _without_run(text: str, edits: list[Edit], at: int) -> Change:
    """Return the change that ends the DOI before the spaced pieces with which it may continue."""
    return Change(
        edits=(*edits, Edit(at, len(text))),
        why="the DOI may end at the next space",
        grade=Grade.POSSIBLE,
        safety=Safety.UNSAFE,
    )


def _joined(text: str, gap: re.Match[str], tail: str) -> Grade | None:
    """Return how certain it is that the DOI continues; if merely possible, that is why the text was read up to here."""
    return joined(text[: gap.start()], gap[0], tail, text[gap.end() + len(tail) :])


def _is_within_word(text: str, start: int, end: int) -> bool:
    """Return whether a gap has a letter or digit on both sides, so that no punctuation shows that the identifier continues.

    A dash between two letters may be the hyphen of a word at a line's end.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in f"-{DASHES}" and text[start - 2 : start - 1].isalpha():
        return after.isalpha()
    return before.isalnum() and after.isalnum()


ARXIV_WITH_INNER_SPACE = Step(
    Stage.JOINING,
    partial(replaced, _GAP, after="", why="removed a space inside the identifier", grade=Grade.SURE),
)
"""An arXiv identifier is broken by white space.

Severity: warning.

## What it finds
A space beside the period of an arXiv identifier that follows a label.

## Why it matters
A search for the number finds nothing.

## Example
``arXiv:2302. 10521`` is ``arXiv:2302.10521``.

## When it is wrong
Where another number follows the label.
"""


def _without_line_numbers(text: str) -> Iterator[Change]:
    """Yield the change that removes line breaks with line numbers."""
    edits = tuple(Edit(*found.span()) for found in LINE_NUMBER.finditer(text) if _is_line_number(text, found))
    if edits:
        yield Change(edits=edits, why="the number is a line number of the manuscript", safety=Safety.UNSAFE)


def _is_line_number(text: str, found: re.Match[str]) -> bool:
    tail = text[found.end() :].split(maxsplit=1)[0]
    return is_line_number(text[: found.start()], found[0], tail, text[found.end() + len(tail) :])


DOI_WITH_LINE_NUMBER = Step(Stage.DECODING, _without_line_numbers, "\n")
"""A DOI is broken by a line number.

Severity: warning.

## What it finds
A line break and a number of up to four digits inside a DOI, where the DOI continues after the number: after a slash, a hyphen or
an underscore, or so that the whole fits the registrant's pattern.

## Why it matters
Manuscripts have line numbers, which are copied together with a reference; the DOI as printed does not resolve.

## Example
``10.1016/``, a line break and ``123 j.rivst.2015.10.003`` are ``10.1016/j.rivst.2015.10.003``.

## When it is wrong
Where the number is part of the DOI; that reading is kept as a candidate.
"""


_HYPHENATED = re.compile(r"(?<=\w)-\s+(?=[./_?&=#])")
"""A typesetter's hyphen at the end of a line, before punctuation of a URL: ``2004- /moscow``, ``www- .example``."""

_FILLERS = ("", "%20", "_", "-")
_FILLERS_OF_WORDS = ("%20", "", "_", "-")


@partial(Step, Stage.JOINING)
def url_with_inner_space(text: str) -> Iterator[Change]:
    """A URL is broken by white space.

    Severity: warning.

    ## What it finds
    Spaces and line breaks inside a URL, where what follows looks like more of the URL and not like text.

    ## Why it matters
    Programs read only the start of the URL.

    ## Example
    ``https://centre.example.edu/sites/ default/files/report.pdf`` is
    ``https://centre.example.edu/sites/default/files/report.pdf``.

    ## When it is wrong
    Where the URL ends before the space: the URL up to there is kept as a candidate. The space may also be in place of
    a lost ``%20``, ``_`` or ``-``: those are candidates too, and ``%20`` comes first in a file name of
    several words; after a hyphen nothing was lost. A hyphen before the space and punctuation of a URL (``2004- /report``) is the
    typesetter's and is removed, too.
    """
    hyphens = {found.end(): found.start() for found in _HYPHENATED.finditer(text)}
    gaps = [(hyphens.get(found.end(), found.start()), found.end()) for found in _GAP.finditer(text)]
    if not gaps:
        return
    between = [gap for gap in gaps if _is_within_word(text, *gap)]
    words = [gap for gap in between if text[gap[0] - 1].isalnum()]
    first, *others = _FILLERS_OF_WORDS if len(words) > 1 else _FILLERS
    if words:
        for filler in others:
            yield Change(
                edits=_filled(gaps, words, filler),
                why="the space may replace a lost character, or none",
                grade=Grade.POSSIBLE,
            )
    yield Change(
        edits=_filled(gaps, words, first),
        why="removed a space inside the URL",
        safety=Safety.UNSAFE if between else Safety.SAFE,
    )


def _filled(gaps: list[tuple[int, int]], words: list[tuple[int, int]], filler: str) -> tuple[Edit, ...]:
    return tuple(Edit(*gap, filler if gap in words else "") for gap in gaps)


@partial(Step, Stage.CUTTING)
def with_text_behind_space(text: str, scheme: Scheme) -> Iterator[Change]:
    """A {scheme} is followed by text after white space.

    Schemes: DOI, URL.
    Severity: info.

    ## What it finds
    Text that was read together with a {scheme}: the other reading of a {scheme} with white space inside.

    ## Why it matters
    Where the {scheme} ends before the space, what follows is not part of it.

    ## Example
    ``10.1007/s12345- 020-00678-9`` may be ``10.1007/s12345-`` and a range of numbers;
    ``https://www.example.org/content/76fdac7c- 2021`` may be ``https://www.example.org/content/76fdac7c-`` and a year.

    ## When it is wrong
    Where the {scheme} continues after the space; that reading is the first, or a candidate.
    """
    words = text.split(maxsplit=1)
    if words and words[0] != text:
        why = f"a {scheme.name} ends at white space"
        yield cut_off(text, len(words[0]), why, grade=Grade.SURE, safety=Safety.UNSAFE)
