"""Parts of a text that are lists: sections with headings, regions that look like lists, numbered footnotes."""

import re
from collections.abc import Iterator, Sequence, Set

from attrs import evolve, frozen

from refcheck.layout import SOME, prevailing
from refcheck.layout.lines import Line, text_of
from refcheck.layout.runs import runs, stretches
from refcheck.lexicon import Term, wordings, words
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.splitting import has_year
from refcheck.parsing.splitting.evidence import PASSING, evidence
from refcheck.parsing.splitting.headings import Heading, heading
from refcheck.parsing.splitting.numbering import numbered
from refcheck.text.characters import LETTERS
from refcheck.text.deferred import deferred

_SWITCH = 5.0
"""The cost of entering or leaving a list; a few lines that look different do not end it. Source: a judgement; its effect is
measured by ``tests/benchmarks/split.py``."""
UNHEADED = -_SWITCH
"""The weight of a list right under a heading that announces none: lines begin with a list only if they look like it at once."""
_MARGIN = 6
"""The number of lines before and after a list that are its margins."""


def regions(lines: Sequence[Line], beginning: float = 0.0) -> Iterator[list[Line]]:
    """Yield the lines of each list, in order, with a few lines before and after as margins.

    ``beginning`` is the evidence for a list with which the lines begin.
    """
    for places in stretches(inside([evidence(line.text) for line in lines], beginning)):
        yield [
            *(evolve(line, margin=True) for line in lines[max(places.start - _MARGIN, 0) : places.start]),
            *lines[places.start : places.stop],
            *(evolve(line, margin=True) for line in lines[places.stop : places.stop + _MARGIN]),
        ]


def inside(weights: Sequence[float], beginning: float = 0.0) -> list[bool]:
    """Return for each line whether it is inside a list, by the Viterbi algorithm over two states, outside and inside.

    Each line inside adds its evidence, and each step into or out of a list costs ``_SWITCH``.
    """
    outside, within = 0.0, beginning
    steps: list[tuple[bool, bool]] = []
    for weight in weights:
        enter, leave = outside - _SWITCH, within - _SWITCH
        steps.append((leave > outside, within >= enter))
        outside, within = max(outside, leave), max(within, enter) + weight
    is_in = within > outside
    found: list[bool] = []
    for came_from_within, stayed in reversed(steps):
        found.append(is_in)
        is_in = stayed if is_in else came_from_within
    return found[::-1]


_SMALL = (0.55, 0.93)
"""The least and greatest size of the letters in footnotes, as shares of the text's. Source: a judgement; its effect is measured by
``tests/benchmarks/split.py``."""
_FEWEST = 5
"""The fewest citing notes of a paper that cites in its notes."""
_LONGEST, _SHORT = 60, 2
"""The most characters of a text that refers back, and the most letters of a label in it: "f", "at"."""


def in_footnotes(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the notes that cite, each as its lines; none if the sizes of letters are unknown or few notes cite."""
    body = prevailing((line.size, len(line.text)) for line in lines)
    if not body:
        return []
    small = [line for line in lines if _SMALL[0] <= line.size / body <= _SMALL[1]]
    notes = [(note, text_of(note)) for note in _notes(numbered(small))] if small else []
    citing = sum(has_year(text) and evidence(text) >= PASSING for _, text in notes)
    if citing < max(_FEWEST, SOME * len(notes)):
        return []
    return [note for note, text in notes if evidence(text) >= 0 and not _is_ibid(text)]


_ABOVE = deferred(
    rf"\W*(?:\d{{1,4}}\W)?(?:\D*?(?:{alternatives(wordings(Term.CITED_ABOVE))}|\(nn?\.?\s?\d+\))"
    r"|[^\W\d_][^\W\d_’'-]*(?:[/-][^\W\d_]+)?,\s[‘“„«'\"][^‘“„«»”\"\d]{3,}[’”“»'\"],?\s"
    rf"(?={alternatives(words(Term.PAGE))}\.?\s?\d))(?P<where>.*)",
    re.IGNORECASE,
)
"""A note's number, the author of the work that is meant, and where it was cited: "5. Lund, supra note 3, at 740", "Lund (n 3) 45";
or only a family name, a title in quotes and a page: "Lund, ‘Tides’, p. 188"."""


_PAGE = deferred(rf"\b{alternatives(words(Term.PAGE) | {'at'})}\.?\s\d+", re.IGNORECASE)
"""A page, which can look like a year: "at 1985", "S. 1985"."""


_OWN_WORDS = deferred(r"\s\d[\d–-]*(?P<own>\.\s+[^\W\d_].*)", re.DOTALL)
"""Words that an author adds after a place in a work: ", p. 48. Emphasis added."."""


def refers_back(text: str) -> bool:
    """Return whether a text only names a place in works cited before: "Ibid., 52.", "Vgl. ebd., S. 47", "Lund, supra note 3".

    Each piece between semicolons must do so; words that the author adds are not a work.
    """
    own = _OWN_WORDS.search(text, 0, _LONGEST)
    if own and refers_back(text[: own.start("own")]):
        after = text[own.start("own") :]
        return not has_year(after) and evidence(after) < 0
    if ";" in text:
        return all(map(refers_back, text.split(";")))
    above = _ABOVE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if above is None:
        return _is_ibid(text)
    return all(len(word) <= _SHORT or word in _LOCATING for word in LETTERS.findall(above["where"].casefold()))


_BACK = {word for each in wordings(Term.IBID) for word in each.split()}
_LOCATING = words(Term.VOLUME, Term.PAGE) | {word for each in wordings(Term.SEE) for word in each.split()}


def _is_ibid(text: str) -> bool:
    """Return whether a text stands for the work right before it: "Ibid., 52."; a text that names a work is a separate entry."""
    if len(text) > _LONGEST or (has_year(text) and has_year(_PAGE.sub("", text))):
        return False
    text_words = set(LETTERS.findall(text.casefold()))
    return not text_words.isdisjoint(_BACK) and all(len(word) <= _SHORT for word in text_words - _BACK - _LOCATING)


def _notes(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the numbered notes, without lines in letters of another size and lines before the first note."""
    for first, *others in runs(lines, lambda _, line: line.key is not None):
        if first.key is not None:
            yield [first, *(line for line in others if line.size == first.size)]


_UNKNOWN = 9
"""The level of a heading known only by its words: any heading that the document itself marks ends its section."""


@frozen(kw_only=True)
class Part:
    """The lines between a heading and the next; ``kind`` is that of the heading, ``None`` if it is not a known one."""

    kind: Heading | None
    lines: tuple[Line, ...]


def sections(lines: Sequence[Line], within: Set[int] = frozenset()) -> Iterator[Part]:
    """Yield the sections of a text, in order, without their headings; the first has none.

    A section begins at every heading that is known by its words, and at every heading that the document itself marks, unless that
    is deeper than the heading of the list around it: the parts of a list are not separate lists. A line that starts at a place in
    ``within``, inside a reference, is a heading only if the document marks it or sets it apart.
    """
    kind: Heading | None = None
    level = 0
    held: list[Line] = []
    for line in lines:
        found = heading(line) if line.level or line.blanks or line.start not in within else None
        is_part = kind is Heading.LIST and found in (None, kind) and line.level > level
        if is_part or (found is None and line.level == 0):
            if not (is_part and (found or _is_bare(line))):
                held.append(line)
            continue
        yield Part(kind=kind, lines=tuple(held))
        kind, level, held = found, line.level or _UNKNOWN, []
    yield Part(kind=kind, lines=tuple(held))


def _is_bare(line: Line) -> bool:
    """Return whether a heading within a list has nothing of a reference: "Laws and statutes"."""
    return not any(map(str.isdecimal, line.text)) and evidence(line.text) <= 0
