"""The other lines of a list that has lines with only identifiers, and whether several identifiers are of one work."""

import re
from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from refcheck.layout import LITTLE, MOST, SOME
from refcheck.layout.lines import Line
from refcheck.lexicon import Term, words
from refcheck.model import Scheme
from refcheck.parsing.splitting.endings import ENDED, Ending, ending
from refcheck.parsing.splitting.evidence import LIKE_A_REFERENCE, evidence
from refcheck.parsing.splitting.layout.sizes import Room, room, width_of
from refcheck.parsing.splitting.openings import NAMED, opening

_LINKS = frozenset({Scheme.DOI, Scheme.URL, Scheme.HANDLE})
_OF_ONE_WORK = tuple(_LINKS.union(others) for others in ((Scheme.PMID, Scheme.PMCID), (Scheme.ARXIV,), (Scheme.ISBN,)))
_MOST = 3
"""The schemes of identifiers that are printed together for one work, and the most lines of them."""
_SEVERAL_SCHEMES = 2


def usual_schemes(found: Sequence[Sequence[Scheme]]) -> frozenset[Scheme]:
    """Return the schemes that at least half of the runs contain, given the schemes of each; all kinds of link count as one."""
    counts = Counter(
        kind for each in found for kind in {_LINKS if scheme in _LINKS else frozenset({scheme}) for scheme in each}
    )
    fewest = max(_SEVERAL_SCHEMES, MOST * len(found))
    return frozenset().union(*(kind for kind, count in counts.items() if count >= fewest))


def count_usual(found: Sequence[Sequence[Scheme]], usual: frozenset[Scheme]) -> int:
    """Return how many of the first lines of a run are of one work if their schemes are usual in the list, otherwise 0."""
    return count_of_one_work(found) if not usual.isdisjoint(found[0]) or (usual and are_one(found)) else 0


def count_of_one_work(found: Sequence[Sequence[Scheme]]) -> int:
    """Return how many of the first lines of a run may be of one work."""
    counts = range(len(found), 0, -1)
    return next((count for count in counts if are_one(found[:count])), 0)


def are_one(found: Sequence[Sequence[Scheme]]) -> bool:
    """Return whether lines may be of one work, given the schemes of each: none occurs twice, and all are printed together."""
    schemes = [scheme for each in found for scheme in each]
    return len(found) <= _MOST and any(
        len(set(schemes)) == len(schemes) and together.issuperset(schemes) for together in _OF_ONE_WORK
    )


_DOI = re.compile(r"\b10\.\d{4,9}/\S")
"""The beginning of a DOI: "10.1000/1"."""

_LAST_WORD = re.compile(r"[^\W\d_]+$")
_SHORT = 40
"""In a longer wrapped text, in lines, the lines themselves show better where references begin."""
_SEVERAL = 2


@frozen
class Others:
    """The lines of a text, and the layout of those that are more than identifiers."""

    lines: Sequence[Line]
    count: int
    width: int | None
    edge: int
    is_wrapped: bool
    first: int
    """The indentation of the first of the other lines."""
    is_hanging: bool
    is_spaced: bool

    @classmethod
    def of(cls, lines: Sequence[Line], others: Sequence[Line]) -> "Others":
        """Return the layout of the ``others`` among the lines."""
        edge = min((line.indent for line in others), default=0)
        listed = _listed(others)
        amid = sum(ending(line.body) not in ENDED for line in listed)
        return cls(
            lines,
            len(others),
            width_of(lines),
            edge,
            is_wrapped=amid >= SOME * len(listed),
            first=others[0].indent if others else 0,
            is_hanging=any(line.indent > edge + 1 for line in others),
            is_spaced=_are_spaced(listed[1:]),
        )

    def count_continuing(self, run: Sequence[int], schemes: Sequence[Sequence[Scheme]]) -> int:
        """Return how many of the first lines of a run certainly continue the line above."""
        if not run[0]:
            return 0
        if self.lines[run[0] - 1].text.endswith((":", "：")):
            return len(run)
        if self.is_spaced and not self.lines[run[0]].blanks:
            return count_of_one_work(schemes)
        if self._is_open(run[0] - 1):
            return 1
        return next((count for count, place in enumerate(run) if not self._is_inner(place)), len(run))

    def have_doi_above(self, place: int) -> bool:
        """Return whether lines are not wrapped and the one above has a DOI already: a work has only one."""
        return not self.is_wrapped and place > 0 and _DOI.search(self.lines[place - 1].text) is not None

    def are_whole_without(self, place: int) -> bool:
        """Return whether references can be separated as well without a line that continues one."""
        if place > 1 and announces(self.lines[place - 1]):
            place -= 1
        is_plain = not self.is_wrapped or (self.is_spaced and self.count <= _SHORT)
        return is_plain and not self.is_hanging and not self._is_open(place - 1)

    def _is_open(self, place: int) -> bool:
        """Return whether a line ends where a reference cannot, e.g. with a comma or with "Retrieved from"."""
        body = self.lines[place].body
        last = _LAST_WORD.search(body)
        return ending(body) is Ending.JOINED or (last is not None and last[0].casefold() in _leading())

    def _is_inner(self, place: int) -> bool:
        """Return whether a line has the indentation of the later lines of a reference."""
        is_deeper = self.lines[place].indent > self.edge + 1
        return is_deeper if self.first <= self.edge + 1 else not is_deeper

    def set_apart(self, place: int) -> bool:
        """Return whether the layout sets a line apart, as it does where a reference begins."""
        return not place or self.is_hanging or (self.is_spaced and self.lines[place].blanks > 0)

    def leave_no_room(self, place: int) -> bool:
        """Return whether lines are wrapped and the line above had no room for this one at its end."""
        if not place or not self.is_wrapped or self.lines[place].blanks:
            return False
        return room(self.lines[place - 1], self.lines[place], self.width) in (Room.FULL, Room.TIGHT)


def _listed(lines: Sequence[Line]) -> list[Line]:
    """Return the lines from the first to the last that looks like a reference, without a greeting before or after them."""
    places = [place for place, line in enumerate(lines) if evidence(line.text) >= LIKE_A_REFERENCE]
    return list(lines[places[0] : places[-1] + 1] if places else lines)


def _are_spaced(lines: Sequence[Line]) -> bool:
    """Return whether blank lines separate references, and not just a greeting from them; ``lines`` are all lines but the first."""
    blank = sum(line.blanks > 0 for line in lines)
    if not blank or blank < max(min(_SEVERAL, len(lines)), LITTLE * len(lines)):
        return False
    named = [line.blanks > 0 for line in lines if opening(line.body) in NAMED]
    return 2 * sum(named) >= len(named)


def announces(line: Line) -> bool:
    """Return whether a line says only that an identifier follows: "Available from:", "DOI"."""
    return _leading().issuperset(line.body.casefold().rstrip(" :：").split())


def _leading() -> frozenset[str]:
    """Return words after which an identifier follows: "Retrieved from", "DOI"."""
    return words(Term.AVAILABLE, Term.AT, Term.ACCESSED, Term.IDENTIFIER, Term.LATER)
