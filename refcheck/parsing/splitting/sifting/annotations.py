"""Annotated bibliographies: references under which, in the same paragraph or the next, somebody says what they are good for."""

from collections.abc import Sequence

from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.layout.lines import Line, text_of
from refcheck.parsing.splitting.openings import NAMED, opening
from refcheck.parsing.splitting.sifting.paragraphs import paragraphs

_FEWEST = 3
"""So many references must have something said of them."""
_STRONG = 1.0
"""The lines of a reference are worth so much together. Source: set by hand."""
_PLAIN = 0.0
"""A line that is worth less says something of the reference above. Source: set by hand."""
_ANNOTATED = 0.5
"""So many of the references have something said of them. Source: set by hand."""
_ENDED = frozenset({Ending.STOP, Ending.YEAR, Ending.NUMBER})


def without_annotations(lines: Sequence[Line]) -> list[list[Line]]:
    """The references, each as its lines; none where the list is not annotated."""
    if sum(evidence(line.text) < _PLAIN for line in lines) < _FEWEST:
        return []
    found: list[list[Line]] = []
    annotated = 0
    for paragraph in paragraphs(lines):
        reference = paragraph[: _length(paragraph)]
        text = text_of(reference)
        if opening(text) in NAMED and evidence(text) >= _STRONG:
            found.append(reference)
            annotated += len(reference) < len(paragraph)
        elif found and evidence(text_of(paragraph)) < _PLAIN:
            annotated += 1
        else:
            return []
    return found if annotated >= max(_FEWEST, _ANNOTATED * len(found)) else []


def _length(paragraph: Sequence[Line]) -> int:
    """How many lines of a paragraph are the reference: up to a whole one, behind which words follow that are none."""
    for place in range(1, len(paragraph)):
        rest = text_of(paragraph[place:])
        if ending(paragraph[place - 1].text) in _ENDED and evidence(rest) < _PLAIN:
            return place
    return len(paragraph)
