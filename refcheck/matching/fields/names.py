"""Comparison of lists of names: authors and editors."""

from collections.abc import Sequence
from enum import Enum, auto
from itertools import product
from operator import itemgetter

from attrs import evolve, frozen

from refcheck.matching.name_likeness import Likeness
from refcheck.matching.person import Person, likeness, read_person
from refcheck.matching.prepared import PreparedWork, prepared
from refcheck.matching.record_faults import is_placeholder_name
from refcheck.model import Agreement, Change, Comparison, Difference, Name, Work
from refcheck.text.folding import fold_name

_MOST = 100
"""Most names of a list that are compared: a collaboration has thousands."""

_WEIGHT = {
    Likeness.SAME: 1.0,
    Likeness.FORM: 1.0,
    Likeness.INITIAL: 1.0,
    Likeness.MISSPELT: 0.8,
    Likeness.OTHER_GIVEN: 0.5,
}
"""The share of a pair of names in the similarity of two lists; the most certain likeness first. Source: a judgement; the weight of
the sum is fitted (``score.py``)."""

_CHANGES = {Likeness.MISSPELT: Change.MISSPELT, Likeness.INITIAL: Change.MISSPELT, Likeness.FORM: Change.FORM}
"""Likeness of a pair of names → kind of difference; any other likeness is a change."""

_OMISSIONS = frozenset(("others", "and others", "et al", "et alii", "al"))
"""Words for omitted authors, folded."""

_RANK = {alike: rank for rank, alike in enumerate(_WEIGHT)}


class Cut(Enum):
    """Where a citation may omit names: after those that are cited, “et al.”, or anywhere, as with editors."""

    BEHIND = auto()
    ANYWHERE = auto()


_Pair = tuple[int, int, Likeness]
"""The indices of a cited and a registered name, and their likeness."""


def compare_authors(reference: Work | PreparedWork, record: Work | PreparedWork) -> Agreement | None:
    """Return the agreement of the authors of two works; ``None`` where neither names any.

    If one side has no author, its editors are compared instead, as edited books are cited under their editors, some of whom may
    be omitted. If all registered editors of a book in a series differ, they may be the series editors and cannot be compared.
    """
    cited, registered = prepared(reference).work, prepared(record).work
    ours, theirs = _named(cited.author), _named(registered.author)
    if ours and not theirs:
        theirs = registered.editor
    elif theirs and not ours and not registered.editor:
        ours = cited.editor
    people = [
        prepared(work).get(_authors) if names is work_names else _read(names)
        for work, names, work_names in ((reference, ours, cited.author), (record, theirs, registered.author))
    ]
    is_cut = cited.author_et_al or any(map(_is_omission, ours))
    cut = Cut.ANYWHERE if ours is cited.editor else Cut.BEHIND if is_cut else None
    beside = prepared(reference).get(_editors) if ours is not cited.editor else []
    found = _compare("author", (ours, theirs), people, beside, cut=cut)
    of_series = theirs is registered.editor and (registered.container_title or registered.collection_title)
    if found is None or not found.differs or found.similarity or not of_series:
        return found
    return evolve(found, comparison=Comparison.CANNOT_COMPARE, similarity=None, differences=())


def _authors(work: Work) -> list[Person]:
    return _read(work.author)


def _editors(work: Work) -> list[Person]:
    return _read(work.editor)


def compare_editors(cited: Work, registered: Work) -> Agreement | None:
    """Return the agreement of the editors of two works; ``None`` where either names none. Citations may omit editors."""
    if not cited.editor or not registered.editor:
        return None
    names = cited.editor, registered.editor
    return _compare("editor", names, [*map(_read, names)], [], cut=Cut.ANYWHERE)


def first_name_agrees(agreement: Agreement) -> bool:
    """Return whether the first person on both sides is the same, even if misspelt."""
    if not agreement.differs:
        return agreement.comparison is not Comparison.CANNOT_COMPARE
    ours, theirs = (side.split("; ", 1)[0] for side in (agreement.cited, agreement.registered))
    return not any(
        difference.cited == ours or difference.registered == theirs
        for difference in agreement.differences
        if difference.change in (Change.CHANGED, Change.MISSING, Change.EXTRA)
    )


@frozen
class _Lists:
    """Two lists of names, paired; ``ours`` and ``theirs`` are the indices of names that the other side should have but lacks."""

    cited: list[Person]
    registered: list[Person]
    pairs: list[_Pair]
    ours: list[int]
    theirs: list[int]

    @classmethod
    def of(cls, cited: list[Person], registered: list[Person], beside: list[Person], *, cut: Cut | None) -> "_Lists":
        if not cited or not registered:
            return cls(cited, registered, [], [], [])
        pairs = _pair(cited, registered)
        alike = [(our, their) for our, their, _ in pairs if bool(cited[our].body) == bool(registered[their].body)]
        ours = _strangers(cited, {our for our, *_ in pairs}, registered, {their for _, their in alike})
        theirs = _strangers(registered, {their for _, their, _ in pairs}, cited, {our for our, _ in alike})
        if len(registered) == 1 and pairs and (pairs[0][0] == 0 or not registered[0].hints.isdisjoint(cited[0].hints)):
            ours = []  # many older records have only the first author
        others = [*beside, *(registered[their] for _, their, _ in pairs)]  # some records name editors among the authors
        theirs = [at for at in theirs if not any(likeness(registered[at], each) is Likeness.SAME for each in others)]
        if cut or all(person.body for person in cited):
            first = next((their for our, their, _ in pairs if our == 0 and cut is Cut.BEHIND), 0)
            theirs = [place for place in theirs if place in ours or place < first]
        return cls(cited, registered, pairs, ours, theirs)

    def differences(self) -> tuple[Difference, ...]:
        """Return misspelt and changed names in the cited order, then extra names, missing names, and a difference in order."""
        ours, theirs = [str(person.name) for person in self.cited], [str(person.name) for person in self.registered]
        found = [
            Difference(change=_CHANGES.get(alike, Change.CHANGED), cited=ours[our], registered=theirs[their])
            for our, their, alike in self.pairs
            if alike is not Likeness.SAME
        ]
        both = [at for at in self.ours if at in self.theirs]
        found += [Difference(change=Change.CHANGED, cited=ours[at], registered=theirs[at]) for at in both]
        found += [Difference(change=Change.EXTRA, cited=ours[at], registered="") for at in self.ours if at not in both]
        found += [
            Difference(change=Change.MISSING, cited="", registered=theirs[at]) for at in self.theirs if at not in both
        ]
        people = [
            (our, their) for our, their, _ in self.pairs if not self.registered[their].body
        ]  # an organisation has no place
        order = [their for _, their in people]
        if order != sorted(order):
            cited = "; ".join(ours[our] for our, _ in people)
            registered = "; ".join(theirs[their] for their in sorted(order))
            found.append(Difference(change=Change.ORDER, cited=cited, registered=registered))
        return tuple(found)

    def similarity(self) -> float | None:
        """Return the share of the names that agree."""
        names = len(self.pairs) + len({*self.ours, *(~place for place in self.theirs if place not in self.ours)})
        return sum(_WEIGHT[alike] for *_, alike in self.pairs) / names if names else None


def _compare(
    field: str,
    names: tuple[Sequence[Name], Sequence[Name]],
    people: Sequence[list[Person]],
    beside: list[Person],
    *,
    cut: Cut | None,
) -> Agreement | None:
    """Return the agreement of two lists of names; persons ``beside`` the cited ones, cited in another role, are not missing."""
    ours, theirs = names
    if not ours and not theirs:
        return None
    lists = _Lists.of(people[0], people[1], beside, cut=cut)
    if any(map(_is_omission, theirs)):
        lists = evolve(lists, ours=[])
    differences = lists.differences()
    if any(difference.change is not Change.FORM for difference in differences):
        comparison = Comparison.DIFFERENT
    elif not lists.pairs:
        comparison = Comparison.CANNOT_COMPARE
    else:
        comparison = Comparison.SAME if ours == theirs else Comparison.VARIANT
    return Agreement(
        field=field,
        cited="; ".join(map(str, ours)),
        registered="; ".join(map(str, theirs)),
        similarity=lists.similarity(),
        comparison=comparison,
        differences=differences,
    )


def _read(names: Sequence[Name]) -> list[Person]:
    """Return the names as persons, without those that are repeated, possibly in another script, as in some records."""
    people: list[Person] = []
    for name in names[:_MOST]:
        person = None if _is_omission(name) else read_person(name)
        if person is not None and not any(_is_twice(person, each) for each in people):
            people.append(person)
    return people


def _is_twice(one: Person, other: Person) -> bool:
    """Return whether two entries are the same person: the same full name, not initials only, or the same in another script."""
    if one.script != other.script:
        return likeness(one, other) is Likeness.SAME
    return one.name == other.name and bool(one.given) and len(one.given[0]) > 1


def _named(names: Sequence[Name]) -> Sequence[Name]:
    """Return the names of a list; none if it consists of a placeholder such as “Anon.”"""
    return () if len(names) == 1 and is_placeholder_name(names[0]) else names


def _is_omission(name: Name) -> bool:
    """Return whether a name is not a name, but says that authors are omitted: ``…``, ``and others``."""
    text = name.literal or name.family or ""
    return (text.strip(" .…") == "" and ("…" in text or text.count(".") > 1)) or (
        not name.given and fold_name(text) in _OMISSIONS
    )


def _pair(cited: list[Person], registered: list[Person]) -> list[_Pair]:
    """Return the pairs of a cited and a registered name, in the cited order; no name is in two pairs.

    Equal names in the same place are paired first, then the others by the certainty of their likeness.
    """
    pairs: list[_Pair] = [
        (at, at, Likeness.SAME)
        for at, pair in enumerate(zip(cited, registered, strict=False))
        if likeness(*pair) is Likeness.SAME
    ]
    settled = {our for our, *_ in pairs}
    left = ([at for at in range(len(people)) if at not in settled] for people in (cited, registered))
    found = [
        (_RANK[alike], our != their, our, their, alike)
        for our, their in product(*left)
        if (alike := likeness(cited[our], registered[their])) in _RANK
    ]
    ours, theirs = set(settled), set(settled)
    for *_, our, their, alike in sorted(found, key=itemgetter(0, 1, 2, 3)):
        if our not in ours and their not in theirs:
            pairs.append((our, their, alike))
            ours.add(our)
            theirs.add(their)
    return sorted(pairs, key=itemgetter(0))


def _strangers(names: list[Person], paired: set[int], others: list[Person], settled: set[int]) -> list[int]:
    """Return the indices of names without a counterpart among the others, if all of these could be compared.

    An organisation or a name in another script cannot be compared: unless it is ``settled``, it may be any person.
    """
    unsettled = [other for place, other in enumerate(others) if place not in settled]
    return [
        place
        for place, person in enumerate(names)
        if place not in paired and not person.body and not any(_may_be(other, person) for other in unsettled)
    ]


def _may_be(other: Person, person: Person) -> bool:
    return bool(other.body) or other.script != person.script or likeness(other, person) is Likeness.UNKNOWN
