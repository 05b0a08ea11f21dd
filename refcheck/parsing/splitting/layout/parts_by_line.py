"""References with each part on a line of its own, as some pages show them.

The number is the first line, or the year in brackets the last; or all have as many lines, and the year in the same ones.

::

    [12]                                    P. Moen et al.                   Moen and Lie, 2014
    P. Moen, K. Lie                         Tides of the western fjords      P. Moen, K. Lie
    Tides of the western fjords             J. Coast. Stud.                  Tides of the western fjords
    J. Coast. Stud., 4 (2014), pp. 3-9      (2014)                           J. Coast. Stud., 4 (2014), pp. 3-9
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from attrs import evolve

from refcheck.gazetteer.buttons import is_button
from refcheck.layout import MOST, NEARLY_ALL
from refcheck.layout.lines import Line
from refcheck.layout.runs import runs
from refcheck.parsing.splitting import YEAR_IN_BRACKETS, has_year
from refcheck.parsing.splitting.evidence import LIKE_A_REFERENCE, PASSING, evidence
from refcheck.parsing.splitting.headings import heading
from refcheck.parsing.splitting.openings import NAMED, opening
from refcheck.text.deferred import deferred

_FEWEST = 3
"""The fewest such references of a list. Source: a judgement."""
_PARTS = range(2, 7)
"""How many lines such a reference has: number, authors, title, journal, volume and pages, year."""

_DIGITS = 4
"""The most digits of the number of a reference."""

_FEWEST_NUMBERS = 2
"""The fewest numbers of a count, if the text is not a single reference."""


def with_parts_joined(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the parts of each such reference as one line, set apart; unchanged if there is no list of them."""
    stretches = numbered_parts(lines) or _dated(lines) or _regular(lines)
    parts = [_of_work(lines, each) for each in stretches]
    joined = {each[0]: each for each in parts}
    inner = {place for each in stretches for place in range(each[0], each[-1] + 1)} - joined.keys()
    apart = {*(each[0] for each in stretches), *(each[-1] + 1 for each in stretches)}
    spaced = [evolve(line, blanks=max(line.blanks, 1)) if at in apart else line for at, line in enumerate(lines)]
    return [
        as_one_line([spaced[each] for each in joined[place]]) if place in joined else line
        for place, line in enumerate(spaced)
        if place not in inner
    ]


def _of_work(lines: Sequence[Line], places: Sequence[int]) -> Sequence[int]:
    """Return the lines of a reference without a label before and a line without letters behind it."""
    first = len(places) > 1 and LABEL.fullmatch(lines[places[0]].text) is not None
    last = lines[places[-1]]
    is_apart = len(places) > 2 and not _has_letters(last) and not _is_year(last.text)
    return places[first : len(places) - is_apart]


def _is_year(text: str) -> bool:
    """Return whether a line is nothing but a year, in brackets or not."""
    return has_year(text) and len(text.strip("()[].,")) == _DIGITS


def _has_letters(line: Line) -> bool:
    return any(map(str.isalpha, line.text))


def numbered_parts(lines: Sequence[Line]) -> Sequence[Sequence[int]]:
    """Return the lines of each reference, if numbers that count stand alone before them; the last ends at a blank line."""
    alone = {place: number for place, line in enumerate(lines) if (number := _alone(line.text)) is not None}
    places = _longest_count(alone)
    is_one = places == [0] and len(lines) in _PARTS and not any(line.blanks for line in lines[1:])
    if len(places) < _FEWEST_NUMBERS and not is_one:
        return []
    end = next((place for place in range(places[-1] + 2, len(lines)) if lines[place].blanks), len(lines))
    stretches = [range(place, after) for place, after in pairwise([*places, end])]
    counts = Counter(text for each in stretches for text in {lines[place].text for place in each})
    repeated = {text for text, count in counts.items() if count >= max(_FEWEST, MOST * len(stretches))}

    def is_shown(at: int) -> bool:
        text = lines[at].text
        return (at not in alone or _is_year(text)) and text not in repeated and not is_button(text)

    parts = [[each[0], *_longest_run(filter(is_shown, each[1:]))] for each in stretches]
    texts = [[lines[place].text for place in each[1:]] for each in parts]
    are_short = all(len(each) in _PARTS for each in parts)
    are_parts = all(sum(map(_is_whole, each)) < _FEWEST_NUMBERS for each in texts)
    if not are_short or not are_parts:
        return []
    return parts if sum(_is_whole("\n".join(each)) for each in texts) >= MOST * len(texts) else []


def _longest_run(places: Iterable[int]) -> Sequence[int]:
    """Return the longest run of adjacent lines; buttons and what is repeated below each number interrupt it."""
    return max(runs(places, lambda run, at: at != run[-1] + 1), key=len, default=[])


def _longest_count(alone: Mapping[int, int]) -> list[int]:
    """Return the places of the longest count, the last of several; numbers in between may be those of citations: 1, 34, 2, 0, 3."""
    nearest: dict[int, int] = {}  # the place of each number, the nearest below
    after: dict[int, int] = {}
    lengths: dict[int, int] = {}
    for place, number in reversed(list(alone.items())):
        if number + 1 in nearest:
            after[place] = nearest[number + 1]
        lengths[place] = 1 + (lengths[after[place]] if place in after else 0)
        nearest[number] = place
    places = [max(alone, key=lambda place: (lengths[place], place))] if alone else []
    while places and places[-1] in after:
        places.append(after[places[-1]])
    return places


def _alone(text: str) -> int | None:
    """Return the number that a line consists of: "[12]", "12.", "12"."""
    digits = text.strip("[().]")
    return int(digits) if digits.isdecimal() and len(digits) <= _DIGITS and len(text) <= _DIGITS + 3 else None


def _dated(lines: Sequence[Line]) -> Sequence[Sequence[int]]:
    """Return the lines of each reference, if years in brackets stand alone behind them."""
    ends = [place for place, line in enumerate(lines) if YEAR_IN_BRACKETS.fullmatch(line.text)]
    if len(ends) < _FEWEST:
        return []
    stretches = [range(_beginning(lines, ends[0]), ends[0] + 1)]
    stretches += [range(before + 1, end + 1) for before, end in pairwise(ends)]
    joined = [
        each for each in stretches if len(each) in _PARTS and not any(_is_whole(lines[place].text) for place in each)
    ]
    return joined if len(joined) >= NEARLY_ALL * len(stretches) else []


def _regular(lines: Sequence[Line]) -> Sequence[Sequence[int]]:
    """Return the lines of each reference, if all have as many, three or more, and the year in the same of them.

    Lines without letters, such as counts of citations, may separate them.
    """
    dated = [has_year(line.text) for line in lines]
    marks = [place for place, line in enumerate(lines) if not _has_letters(line)]
    between = [range(before + 1, mark) for before, mark in pairwise([-1, *marks]) if mark > before + 1]
    size = max(map(len, between[1:]), default=0)
    if len(between) >= _FEWEST and size in _SIZES and all(len(each) == size for each in between[1:]):
        tiles = [each[-size:] for each in between if len(each) >= size]  # above the first may be other lines
        if _are_references(lines, dated, tiles):
            return [range(each.start, each.stop + 1) for each in tiles]  # with the line that separates it
    blocks = runs(range(len(lines)), lambda run, place: lines[place].blanks > 0 or heading(lines[run[-1]]) is not None)
    return [each for block in blocks for each in _tiles(lines, dated, range(block[0], block[-1] + 1))]


def _tiles(lines: Sequence[Line], dated: Sequence[bool], block: range) -> Sequence[range]:
    """Return the parts of a block of as many lines each, if they are references."""
    ways = ([block[at : at + size] for at in range(0, len(block), size)] for size in _SIZES)
    return next((tiles for tiles in ways if _are_references(lines, dated, tiles)), [])


def _are_references(lines: Sequence[Line], dated: Sequence[bool], tiles: Sequence[range]) -> bool:
    """Return whether stretches of as many lines each are references: the year is in the same lines, and the names in another."""
    years = Counter(tuple(dated[place] for place in each) for each in tiles)
    most, times = years.most_common(1)[0]
    is_regular = len(tiles) >= _FEWEST and len(tiles[-1]) == len(most) and times >= NEARLY_ALL * len(tiles)
    if not is_regular or all(most) or not any(most):
        return False
    texts = [[lines[place].text for place in each] for each in tiles]
    named = (sum(opening(each[at]) in NAMED for each in texts) for at, has in enumerate(most) if not has)
    passing = sum(evidence("\n".join(each)) >= PASSING for each in texts)
    are_parts = not any(_is_whole(text) and not LABEL.fullmatch(text) for each in texts for text in each[:-1])
    return are_parts and passing >= NEARLY_ALL * len(texts) and max(named) >= MOST * len(texts)


_SIZES = range(3, 6)
"""How many lines references have that all have as many; of two, they are wrapped."""

LABEL = deferred(r"[^\W\d_][^\d]{1,60},? (?:(?:1[5-9]|20)\d\d[a-z]?|n\.d\.)")
"""The label before a reference: "Doe and Roe, 2010", "Doe et al., 2010a", "World Bank, 2010"."""


def _is_whole(text: str) -> bool:
    return has_year(text) and evidence(text) >= LIKE_A_REFERENCE


def _beginning(lines: Sequence[Line], end: int) -> int:
    """Return the first line of the first reference: below a blank line or a heading, or as far up as one may reach."""
    start = end
    while start > 0 and end - start < _PARTS[-1] - 1 and not lines[start].blanks and heading(lines[start - 1]) is None:
        start -= 1
    return start


def as_one_line(parts: Sequence[Line]) -> Line:
    """Return adjacent lines as one, with line feeds, and spaces for what else is between them, so that all places stay."""
    text = parts[0].text + "".join("\n".rjust(line.start - before.end) + line.text for before, line in pairwise(parts))
    return evolve(parts[0], text=text, edge=parts[0].indent + len(text))
