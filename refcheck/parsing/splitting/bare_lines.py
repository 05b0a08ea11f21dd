"""Lines that hold only identifiers: their role among the other lines, and the reference to which they belong.

Such a line is the rest of a reference if that did not end, if the line is indented further, or if such lines regularly follow the
references. The lines of a run name separate works if they are too many, or too different, for one work, and if they are set apart
as the references are.

A line that certainly names a work is returned as a separate reference, and one that is certainly the rest of a reference is put at
its end. Uncertain lines are left to the other evidence, but none of them is lost.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import dropwhile, pairwise

from attrs import evolve, frozen

from refcheck.identifiers.bare import Bare, bare_identifiers
from refcheck.layout import MOST, SOME
from refcheck.layout.lines import Entries, Line, placing
from refcheck.layout.runs import runs
from refcheck.model import Scheme
from refcheck.parsing.splitting.bare_others import Others, announces, are_one, count_usual, usual_schemes
from refcheck.parsing.splitting.headings import heading
from refcheck.parsing.splitting.openings import BULLET, IDENTIFIER
from refcheck.parsing.splitting.sifting.strays import ASIDE, is_access

_SEVERAL = 2


class LineRole(Enum):
    """The role of such a line among the others, or of a line that announces it."""

    ALONE = auto()
    """A separate work."""
    REST = auto()
    """The rest of the reference above."""


def line_roles(lines: Sequence[Line], held: Mapping[int, Sequence[Bare]]) -> dict[int, LineRole]:
    """Return the roles of lines by their indices, as far as they are certain; ``held`` has the identifiers of each line."""
    schemes = {place: [each.scheme for each in found] for place, found in held.items()}
    others = Others.of(lines, [line for place, line in enumerate(lines) if place not in held and not announces(line)])
    found: dict[int, LineRole] = {}
    undecided: list[list[int]] = []
    within = set(_within_bullets(lines))
    for run in _consecutive(sorted(held)):
        if run[0] in within:
            found.update(dict.fromkeys(run, LineRole.REST))
            continue
        if Scheme.DOI in schemes[run[0]] and others.have_doi_above(run[0]):
            found.update(dict.fromkeys(run, LineRole.ALONE))
            continue
        count = others.count_continuing(run, [schemes[place] for place in run])
        if count and others.are_whole_without(run[0]):
            announcing = [run[0] - 1] if announces(lines[run[0] - 1]) else []
            found.update(dict.fromkeys([*announcing, *run[:count]], LineRole.REST))
        if count < len(run):
            undecided.append(run[count:])
    schemes_after = [[scheme for place in run for scheme in schemes[place]] for run in undecided if run[0]]
    usual = usual_schemes(schemes_after)
    is_habit = len(schemes_after) >= MOST * others.count and not others.is_wrapped
    is_mixed = len(undecided) >= max(_SEVERAL, SOME * others.count) and not usual
    for run in undecided:
        count = count_usual([schemes[place] for place in run], usual) if run[0] else 0
        if is_habit:
            found.update(dict.fromkeys(run[:count], LineRole.REST))
        alone = run[count:]
        if not others.is_hanging or are_one([schemes[place] for place in alone]):
            alone = list(dropwhile(others.leave_no_room, alone))
        if alone and (is_mixed or others.set_apart(alone[0]) or not are_one([schemes[place] for place in alone])):
            found.update(dict.fromkeys(alone, LineRole.ALONE))
    return found


def _within_bullets(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the indices of lines that, like all lines between, are indented as far as the text of the bullet above them."""
    column = -1
    for place, (before, line) in enumerate(pairwise(lines), start=1):
        if line.indent != before.indent:
            mark = BULLET.match(before.text)
            column = before.indent + mark.end() if mark else -1
        if line.indent == column:
            yield place


def _consecutive(places: Sequence[int]) -> Iterator[list[int]]:
    """Yield ascending indices in runs of consecutive ones."""
    return runs(places, lambda run, place: place != run[-1] + 1)


_LONGEST = 250
"""The greatest length of such a line, in characters."""
_ASIDE = re.compile(rf"\s+({ASIDE.pattern})$")
"""A note in brackets after a URL, e.g. when it was accessed: "https://example.org/a (accessed 3 May 2019)"."""

_PERSON = "orcid.org/"
"""The host of URLs that identify a person."""
_TITLE = re.compile(r"[^\d]{1,60}")
"""A possible title of a part of a list: "Web pages"."""


@frozen
class BareLines:
    """The lines of a text, and the indices of those that are only identifiers.

    ``works`` has the entries that each of those lines would be on its own, ``line_roles`` its role as far as that is certain.
    """

    lines: Sequence[Line]
    works: Mapping[int, Entries]
    line_roles: Mapping[int, LineRole]

    def others(self) -> list[Line]:
        """Return the lines whose role is not yet certain."""
        return [line for place, line in enumerate(self.lines) if place not in self.line_roles]

    def put_back(self, lists: Sequence[Entries]) -> Sequence[Entries]:
        """Return the lists with all lines that belong in them, each after the line that it followed."""
        if not self.works:
            return lists
        place_of = placing(self.lines)
        where = {
            place_of(line): (number, count)
            for number, entries in enumerate(lists)
            for count, entry in enumerate(entries)
            for line in entry
        }
        kept = [[[list(entry)] for entry in entries] for entries in lists]
        for run in _consecutive(sorted((self.works.keys() | self.line_roles.keys()) - where.keys())):
            above, below = self._above(run[0], where), where.get(run[-1] + 1)
            if above is not None:
                group = kept[above[0]][above[1]]
                group[0] = sorted(
                    [*group[0], *(self.lines[place] for place in run if self.line_roles.get(place) is LineRole.REST)],
                    key=place_of,
                )
                group += [work for place in run if self._is_separate_work(place, where) for work in self.works[place]]
            elif below is not None:
                kept[below[0]][below[1]][:0] = [work for place in run for work in self.works.get(place, ())]
        return [[entry for group in entries for entry in group] for entries in kept]

    def _is_separate_work(self, place: int, where: Mapping[int, object]) -> bool:
        return self.line_roles.get(place) is LineRole.ALONE or (
            place not in self.line_roles and self._is_amid(place, where)
        )

    def _is_amid(self, place: int, where: Mapping[int, object]) -> bool:
        """Return whether a line that was not assigned is between lines of a list, or directly after the last of them."""
        after = next((each for each in range(place + 1, len(self.lines)) if each not in self.works), -1)
        return after in where or not self.lines[place].blanks

    def _above(self, place: int, where: Mapping[int, tuple[int, int]]) -> tuple[int, int] | None:
        """Return the entry above a line, even if the title of a part of the list is between them."""
        if place == 0:
            return None
        title = self.lines[place - 1]
        if place - 1 not in where and _TITLE.fullmatch(title.text) and not heading(title):
            return where.get(place - 2)
        return where.get(place - 1)


def bare_lines(lines: Sequence[Line]) -> BareLines:
    """Return which of the lines are only identifiers, and what is certain about them."""
    held = {place: found for place, line in enumerate(lines) if (found := _identifiers_of(line.text))}
    works = {place: list(_works(lines[place], found)) for place, found in held.items()}
    unnumbered = {place: found for place, found in held.items() if not _number(lines[place])}
    return BareLines(lines, works, line_roles(lines, unnumbered) if unnumbered else {})


def _number(line: Line) -> str | None:
    """Return the number before the identifiers of a line; such a line is left to the numbering of the list."""
    opened = IDENTIFIER.match(line.text)
    return opened["number"] if opened else None


def _identifiers_of(text: str) -> Sequence[Bare]:
    """Return the identifiers of a line that holds nothing else, and none of any other line."""
    mark = IDENTIFIER.match(text) if len(text) <= _LONGEST else None
    if mark is None or _PERSON in text:
        return ()
    aside = _ASIDE.search(text)
    if aside and is_access(aside[1]):
        text = text[: aside.start()]
    found = bare_identifiers(text, mark.end())
    return () if any(each.scheme is Scheme.ISSN for each in found) else found


def _works(line: Line, found: Sequence[Bare]) -> Iterator[list[Line]]:
    """Yield the works of such a line: several if a scheme occurs twice, otherwise one."""
    if len({each.scheme for each in found}) == len(found):
        found = found[:1]
    key = _number(line)
    ends = [*(each.span.end for each in found[:-1]), len(line.text)]
    for each, end in zip(found, ends, strict=True):
        start = each.span.start
        yield [evolve(line, text=line.text[start:end], start=line.start + start, skip=0, key=key)]
        key = None
