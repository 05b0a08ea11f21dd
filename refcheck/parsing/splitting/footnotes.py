"""The references of a paper that has them in its footnotes: notes in small letters that count on from page to page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from refcheck.layout.lines import Line, text_of
from refcheck.lexicon import Term, words
from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.numbering import numbered
from refcheck.parsing.splitting.years import holds_year

_SMALL = (0.55, 0.93)
"""Footnotes have letters of such a share of the text's size. Source: set by hand; what comes of it is measured by
``tests/benchmarks/split.py``."""
_FEWEST = 5
"""So many notes must cite for the paper to be one that cites in its notes."""
_CITING_SHARE = 0.3
"""So many of its notes must cite. Source: set by hand; what comes of it is measured by ``tests/benchmarks/split.py``."""
_CITES = 1.5
"""A note cites for sure where its evidence is this and it holds a year. Source: set by hand; what comes of it is measured by
``tests/benchmarks/split.py``."""
_LEAST = 0.0
"""Among notes that cite, one with this evidence does so too. Source: set by hand; what comes of it is measured by
``tests/benchmarks/split.py``."""
_LOOKED_AT = 3
"""A note refers back where one of its first words says so: "vgl. ebenda, S. 12"."""
_WORD = re.compile(r"[^\W\d_]+")


def in_footnotes(lines: Sequence[Line]) -> list[list[Line]]:
    """The notes that cite, each as its lines; none where the sizes of letters are not known, or few notes cite."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    body = max(weights, key=weights.__getitem__, default=0.0)
    if not body:
        return []
    small = [line for line in lines if _SMALL[0] <= line.size / body <= _SMALL[1]]
    notes = [(note, text_of(note)) for note in _notes(numbered(small))] if small else []
    citing = sum(holds_year(text) and evidence(text) >= _CITES for _, text in notes)
    if citing < max(_FEWEST, _CITING_SHARE * len(notes)):
        return []
    return [note for note, text in notes if evidence(text) >= _LEAST and not _refers_back(text)]


def _refers_back(text: str) -> bool:
    back = words(Term.IBID)
    return any(word.casefold() in back for word in _WORD.findall(text[:100])[:_LOOKED_AT])


def _notes(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The numbered notes; a line in other letters, or with no note begun before it, is none's."""
    note: list[Line] = []
    for line in lines:
        if line.key is not None:
            if note:
                yield note
            note = [line]
        elif note and line.size == note[0].size:
            note.append(line)
    if note:
        yield note
