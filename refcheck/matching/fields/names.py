"""Lists of names: authors and editors."""

from collections.abc import Sequence
from operator import attrgetter, itemgetter

from attrs import frozen

from refcheck.gazetteer.names import are_places
from refcheck.lexicon import Term, wordings
from refcheck.matching.person import Likeness, Person, likeness, read_person
from refcheck.matching.prepared import PreparedWork, prepared
from refcheck.model import Agreement, Change, Comparison, Difference, Name, Work
from refcheck.text.folding import fold, fold_name

_MOST = 100
"""So many names of a list are looked at: a collaboration has thousands."""

_WEIGHT = {
    Likeness.SAME: 1.0,
    Likeness.FORM: 1.0,
    Likeness.INITIAL: 1.0,
    Likeness.MISSPELT: 0.8,
    Likeness.OTHER_GIVEN: 0.5,
}
"""What a pair of names adds to the similarity of two lists; the surest likeness first. Source: set by hand; the weight of
the sum is fitted (``score.py``)."""

_CHANGES = {Likeness.MISSPELT: Change.MISSPELT, Likeness.INITIAL: Change.MISSPELT, Likeness.FORM: Change.FORM}
"""What kind of difference a pair of names has; any other than these is a changed one."""

_OMISSIONS = frozenset(("others", "and others", "et al", "et alii", "al"))
"""What stands for authors who are left out, folded."""

_NOBODY = frozenset(map(fold, wordings(Term.NOBODY)))
"""What stands for authors where none is named, folded."""

_RANK = {alike: rank for rank, alike in enumerate(_WEIGHT)}


def compare_authors(reference: Work | PreparedWork, record: Work | PreparedWork) -> Agreement | None:
    """The authors of two works; ``None`` where neither names any.

    Where one side names no author, its editors stand for them: edited books are cited under their editors.
    """
    cited, registered = prepared(reference).work, prepared(record).work
    ours, theirs = _named(cited.author), _named(registered.author)
    if ours and theirs and cited.editor and _are_among(theirs, cited.editor) and not _are_among(theirs, ours):
        theirs = ()  # a record of a chapter that names the book's editors
    if ours and not theirs:
        theirs = registered.editor
    elif theirs and not ours and not registered.editor:
        ours = cited.editor
    people = [
        prepared(work).get(_authors) if names is work_names else _read(names)
        for work, names, work_names in ((reference, ours, cited.author), (record, theirs, registered.author))
    ]
    return _compare("author", (ours, theirs), people, cut=cited.author_et_al or any(map(_is_omission, ours)))


def _authors(work: Work) -> list[Person]:
    return _read(work.author)


def _are_among(names: Sequence[Name], others: Sequence[Name]) -> bool:
    """Whether every family name is one of the others'."""
    families = {fold(name.headword) for name in others}
    return all(fold(name.headword) in families for name in names)


def compare_editors(cited: Work, registered: Work) -> Agreement | None:
    """The editors of two works; ``None`` where either names none. Citations may leave editors out."""
    if not cited.editor or not registered.editor:
        return None
    return _compare(
        "editor", (cited.editor, registered.editor), [*map(_read, (cited.editor, registered.editor))], cut=True
    )


def first_name_agrees(agreement: Agreement) -> bool:
    """Whether the first names of both sides are one, be it misspelt."""
    if not agreement.differs:
        return agreement.comparison is not Comparison.CANNOT_COMPARE
    ours, theirs = (side.split("; ", 1)[0] for side in (agreement.cited, agreement.registered))
    return not any(
        difference.cited == ours or difference.registered == theirs
        for difference in agreement.differences
        if difference.change in (Change.CHANGED, Change.MISSING, Change.EXTRA)
    )


@frozen
class _Pair:
    our: int
    their: int
    likeness: Likeness


@frozen
class _Lists:
    """Two lists of names, paired; ``ours`` and ``theirs`` are the places of names that the other side should have and has not."""

    cited: list[Person]
    registered: list[Person]
    pairs: list[_Pair]
    ours: list[int]
    theirs: list[int]

    @classmethod
    def of(cls, cited: list[Person], registered: list[Person], *, cut: bool) -> "_Lists":
        if not cited or not registered:
            return cls(cited, registered, [], [], [])
        pairs = _pair(cited, registered)
        alike = [pair for pair in pairs if bool(cited[pair.our].body) == bool(registered[pair.their].body)]
        ours = _strangers(cited, {p.our for p in pairs}, registered, {p.their for p in alike})
        theirs = _strangers(registered, {p.their for p in pairs}, cited, {p.our for p in alike})
        if len(registered) == 1 and pairs and (pairs[0].our == 0 or not registered[0].hints.isdisjoint(cited[0].hints)):
            ours = []  # many older records hold the first author alone
        theirs = [place for place in theirs if not _is_place(registered[place].name)]
        if cut or all(person.body for person in cited):
            theirs = [place for place in theirs if place in ours]
        return cls(cited, registered, pairs, ours, theirs)

    def differences(self) -> tuple[Difference, ...]:
        """Misspelt and other names in the cited order, then what is extra, what is missing, and another order."""
        found = [
            _difference(_CHANGES.get(pair.likeness, Change.CHANGED), self.cited[pair.our], self.registered[pair.their])
            for pair in self.pairs
            if pair.likeness is not Likeness.SAME
        ]
        changed = [place for place in self.ours if place in self.theirs]
        found += [_difference(Change.CHANGED, self.cited[place], self.registered[place]) for place in changed]
        found += [_difference(Change.EXTRA, self.cited[place], None) for place in self.ours if place not in changed]
        found += [
            _difference(Change.MISSING, None, self.registered[place]) for place in self.theirs if place not in changed
        ]
        order = [pair.their for pair in self.pairs]
        if order != sorted(order):
            ours = "; ".join(str(self.cited[pair.our].name) for pair in self.pairs)
            theirs = "; ".join(str(self.registered[place].name) for place in sorted(order))
            found.append(Difference(change=Change.ORDER, cited=ours, registered=theirs))
        return tuple(found)

    def similarity(self) -> float | None:
        """The share of the names that agree."""
        names = len(self.pairs) + len({*self.ours, *(~place for place in self.theirs if place not in self.ours)})
        return sum(_WEIGHT[pair.likeness] for pair in self.pairs) / names if names else None


def _compare(
    field: str, names: tuple[Sequence[Name], Sequence[Name]], people: Sequence[list[Person]], *, cut: bool
) -> Agreement | None:
    ours, theirs = names
    if not ours and not theirs:
        return None
    lists = _Lists.of(people[0], people[1], cut=cut)
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


def _difference(change: Change, cited: Person | None, registered: Person | None) -> Difference:
    return Difference(
        change=change,
        cited=str(cited.name) if cited else "",
        registered=str(registered.name) if registered else "",
    )


def _read(names: Sequence[Name]) -> list[Person]:
    people = [person for name in names[:_MOST] if not _is_omission(name) and (person := read_person(name))]
    people = [
        person
        for at, person in enumerate(people)
        if not (_is_in_full(person) and person.name in [each.name for each in people[:at]])
    ]
    if len({person.script for person in people}) == 1:
        return people
    return [
        person for at, person in enumerate(people) if not any(_is_in_two_scripts(person, each) for each in people[:at])
    ]


def _is_in_full(person: Person) -> bool:
    """Whether the first given name is no initial: of two such names that are one, some records have somebody twice."""
    return bool(person.given) and len(person.given[0]) > 1


def _is_in_two_scripts(one: Person, other: Person) -> bool:
    """Whether a list names somebody twice, in two scripts, as some records do."""
    return one.script != other.script and likeness(one, other) is Likeness.SAME


def _named(names: Sequence[Name]) -> Sequence[Name]:
    """The names of a list, if they are any: “Anon.” in the place of authors names nobody."""
    return () if len(names) == 1 and fold(names[0].literal or names[0].family or "") in _NOBODY else names


def _is_place(name: Name) -> bool:
    """Whether a place was registered as a person: ``Norway, Oslo``."""
    return bool(name.family and name.given) and are_places(f"{name.given}, {name.family}")


def _is_omission(name: Name) -> bool:
    """Whether a name is none, and says that authors are left out: ``…``, ``and others``."""
    text = name.literal or name.family or ""
    return (text.strip(" .…") == "" and ("…" in text or text.count(".") > 1)) or (
        not name.given and fold_name(text) in _OMISSIONS
    )


def _pair(cited: list[Person], registered: list[Person]) -> list[_Pair]:
    """Each cited name with at most one registered one: those alike in the same place, then the surest likeness first."""
    shared = range(min(len(cited), len(registered)))
    pairs = [
        _Pair(place, place, Likeness.SAME)
        for place in shared
        if likeness(cited[place], registered[place]) is Likeness.SAME
    ]
    settled = {pair.our for pair in pairs}
    found = [
        (_RANK[alike], our != their, our, their, alike)
        for our in range(len(cited))
        if our not in settled
        for their in range(len(registered))
        if their not in settled and (alike := likeness(cited[our], registered[their])) in _RANK
    ]
    ours, theirs = set(settled), set(settled)
    for *_, our, their, alike in sorted(found, key=itemgetter(0, 1, 2, 3)):
        if our not in ours and their not in theirs:
            pairs.append(_Pair(our, their, alike))
            ours.add(our)
            theirs.add(their)
    return sorted(pairs, key=attrgetter("our"))


def _strangers(names: list[Person], paired: set[int], others: list[Person], settled: set[int]) -> list[int]:
    """The places of names that have no like among the others, although all others could be told.

    A body, or a name in another script, that is not ``settled`` may hold any person.
    """
    unsettled = [other for place, other in enumerate(others) if place not in settled]
    return [
        place
        for place, person in enumerate(names)
        if place not in paired
        and not person.body
        and not any(other.body or other.script != person.script for other in unsettled)
    ]
