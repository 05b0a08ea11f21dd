"""Parts of a text that are lists: sections with headings, regions that look like one, footnotes that count on."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from refcheck.layout import SOME, prevailing
from refcheck.layout.lines import Line, text_of
from refcheck.layout.runs import runs, stretches
from refcheck.lexicon import Term, wordings, words
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.splitting import holds_year
from refcheck.parsing.splitting.endings import ENDED, ending
from refcheck.parsing.splitting.evidence import PASSING, evidence
from refcheck.parsing.splitting.headings import Heading, heading
from refcheck.parsing.splitting.numbering import numbered
from refcheck.text.deferred import deferred

_SWITCH = 5.0
"""What it costs to go into a list or out of one; a few lines that look otherwise do not end it. Source: set by hand; what
comes of it is measured by ``tests/benchmarks/split.py``."""
UNHEADED = -_SWITCH
"""The weight of a list right under a heading that tells of none: lines begin with one only if they look like it at once."""
_MARGIN = 6
"""How many lines before and after a list are its margins."""


def regions(lines: Sequence[Line], beginning: float = 0.0) -> Iterator[list[Line]]:
    """Yield the lines of each list, in order, with a few lines before and after as margins.

    ``beginning`` is what speaks for a list with which the lines begin.
    """
    for places in stretches(inside([evidence(line.text) for line in lines], beginning)):
        yield [
            *(evolve(line, margin=True) for line in lines[max(places.start - _MARGIN, 0) : places.start]),
            *lines[places.start : places.stop],
            *(evolve(line, margin=True) for line in lines[places.stop : places.stop + _MARGIN]),
        ]


def inside(weights: Sequence[float], beginning: float = 0.0) -> list[bool]:
    """Viterbi's algorithm over two states, outside and inside: each line inside adds its evidence, each step in or out costs."""
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
"""Footnotes have letters of such a share of the text's size. Source: set by hand; what comes of it is measured by
``tests/benchmarks/split.py``."""
_FEWEST = 5
"""So many notes must cite for the paper to be one that cites in its notes."""
_LONGEST, _SHORT = 60, 2
"""The most characters of a text that refers back, and the most letters of a label in it: "f", "at"."""
_WORD = re.compile(r"[^\W\d_]+")


def in_footnotes(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the notes that cite, each as its lines; none where the sizes of letters are not known, or few notes cite."""
    body = prevailing((line.size, len(line.text)) for line in lines)
    if not body:
        return []
    small = [line for line in lines if _SMALL[0] <= line.size / body <= _SMALL[1]]
    notes = [(note, text_of(note)) for note in _notes(numbered(small))] if small else []
    citing = sum(holds_year(text) and evidence(text) >= PASSING for _, text in notes)
    if citing < max(_FEWEST, SOME * len(notes)):
        return []
    return [note for note, text in notes if evidence(text) >= 0 and not _is_ibid(text)]


_ABOVE = deferred(
    rf"\W*(?:\d{{1,4}}\W)?(?:\D*?(?:{alternatives(wordings(Term.CITED_ABOVE))}|\(nn?\.?\s?\d+\))"
    r"|[^\W\d_][^\W\d_’'-]*(?:[/-][^\W\d_]+)?,\s[‘“„«'\"][^‘“„«»”\"\d]{3,}[’”“»'\"],?\s"
    rf"(?={alternatives(words(Term.PAGE))}\.?\s?\d))(?P<where>.*)",
    re.IGNORECASE,
)
"""A note's number, whose work is meant, and where it is cited: "5. Lund, supra note 3, at 740", "Lund (n 3) 45"; a family name,
a title in quotes and a page alone: "Lund, ‘Tides’, p. 188"."""


_PAGE = deferred(rf"\b{alternatives(words(Term.PAGE) | {'at'})}\.?\s\d+", re.IGNORECASE)
"""A page, which can look like a year: "at 1985", "S. 1985"."""


_OWN_WORDS = deferred(r"\s\d[\d–-]*(?P<own>\.\s+[^\W\d_].*)", re.DOTALL)
"""Words behind a place, as an author adds them: ", p. 48. Emphasis added."."""


def refers_back(text: str) -> bool:
    """Return whether a text says no more than where in works before it: "Ibid., 52.", "Vgl. ebd., S. 47", "Lund, supra note 3".

    What a semicolon parts does so each by itself; what an author adds of his own is no work.
    """
    own = _OWN_WORDS.search(text, 0, _LONGEST)
    if own and refers_back(text[: own.start("own")]):
        behind = text[own.start("own") :]
        return not holds_year(behind) and evidence(behind) < 0
    if ";" in text:
        return all(map(refers_back, text.split(";")))
    above = _ABOVE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if above is None:
        return _is_ibid(text)
    return all(len(word) <= _SHORT or word in _LOCATING for word in _WORD.findall(above["where"].casefold()))


_BACK = {word for each in wordings(Term.IBID) for word in each.split()}
_LOCATING = words(Term.VOLUME, Term.PAGE) | {word for each in wordings(Term.SEE) for word in each.split()}


def _is_ibid(text: str) -> bool:
    """Return whether a text stands for the work right before it: "Ibid., 52."; what names a work is an entry of its own."""
    if len(text) > _LONGEST or (holds_year(text) and holds_year(_PAGE.sub("", text))):
        return False
    said = set(_WORD.findall(text.casefold()))
    return not said.isdisjoint(_BACK) and all(len(word) <= _SHORT for word in said - _BACK - _LOCATING)


def _notes(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the numbered notes; a line in other letters, or with no note begun before it, is none's."""
    for first, *others in runs(lines, lambda _, line: line.key is not None):
        if first.key is not None:
            yield [first, *(line for line in others if line.size == first.size)]


_UNKNOWN = 9
"""The level of a heading that is told by its words alone: any heading that the document tells ends its section."""


@frozen(kw_only=True)
class Part:
    """The lines between a heading and the next: ``kind`` is what the heading says, ``None`` where that is nothing known."""

    kind: Heading | None
    lines: tuple[Line, ...]


def sections(lines: Sequence[Line]) -> Iterator[Part]:
    """Yield the sections of a text, in order, without their headings; the first has none.

    A section begins at every heading that is known by its words, and at every one that the document tells, unless it stands deeper
    than the heading of the list around it: the parts of a list are no lists of their own.
    """
    kind: Heading | None = None
    level = 0
    held: list[Line] = []
    are_told = any(line.level for line in lines)
    found_at = [heading(line) for line in lines]
    for place, line in enumerate(lines):
        found = found_at[place]
        before = lines[place - 1] if place else None
        may_go_on = are_told or line.text.endswith(".")
        if found and may_go_on and not line.level and before and _goes_on(before, line):
            found = None
        is_part = kind is Heading.LIST and found in (None, kind) and line.level > level
        if is_part or (found is None and line.level == 0):
            if not (is_part and (found or _is_bare(line))):
                held.append(line)
            continue
        yield Part(kind=kind, lines=tuple(held))
        kind, level, held = found, line.level or _UNKNOWN, []
    yield Part(kind=kind, lines=tuple(held))


def _is_bare(line: Line) -> bool:
    """Return whether a heading within a list holds nothing that a reference has: "Laws and statutes"."""
    return not any(map(str.isdecimal, line.text)) and evidence(line.text) <= 0


def _goes_on(before: Line, line: Line) -> bool:
    """Return whether a line is the rest of the sentence before it: "… and Their\nSources"."""
    return not line.blanks and not line.page and ending(before.text) not in ENDED
