"""A change cut down to the words that differ, so that what stays keeps its formatting and is not marked."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from refcheck.model import Span
from refcheck.office.values import Change

_WORDS = re.compile(r"\w+|\s|[^\w\s]")
"""A word, one blank, one sign: ``10``, ``.``, ``1016``, ``/``, `` ``, ``j``."""

_MOST = 2000
"""A change of more words is made as a whole: the comparison takes up to the square of time."""


def parts_of(change: Change, text: str) -> Iterator[Change]:
    """The changes, in order, that together make one of a document's ``text``."""
    before, after = _WORDS.findall(change.span.of(text)), _WORDS.findall(change.replacement)
    if max(len(before), len(after)) > _MOST:
        yield change
        return
    places = [change.span.start]
    for word in before:
        places.append(places[-1] + len(word))
    for kind, first, last, other_first, other_last in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind != "equal":
            span = Span(places[first], places[last])
            yield Change(span=span, replacement="".join(after[other_first:other_last]))
