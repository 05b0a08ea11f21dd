"""The citations of a text beside its list: which references they point to, and which point to none as they stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen
from rapidfuzz.distance import OSA

from refcheck.checks.misreading import printed_numbers
from refcheck.matching.fold import fold_name, squeeze
from refcheck.model import Case, Citation, Name, Reference, Work

_UNDERSTOOD = 0.5
"""A text of whose citations a smaller part is in the list cites in a way that is not understood, or another list."""

_SHORT, _LONG = 4, 7
"""Names of so many letters are meant as one where one letter differs, or two."""


@frozen(kw_only=True)
class Slip:
    """A citation that points to no reference as it stands, and the one reference that it seems to mean."""

    citation: Citation
    case: Case


@frozen(kw_only=True)
class Cited:
    """What a text cites of the list ``cases``.

    ``places`` are those of the references that are cited, slips included. ``unlisted`` are citations of what the list has not,
    each once. ``other_year`` and ``other_names`` are citations of a listed work under another year or name. ``by_name`` says that
    some are by name and year.
    """

    cases: tuple[Case, ...]
    places: frozenset[int]
    unlisted: tuple[Citation, ...] = ()
    other_year: tuple[Slip, ...] = ()
    other_names: tuple[Slip, ...] = ()
    by_name: bool = False


def cited_in(citations: Sequence[Citation], cases: Sequence[Case]) -> Cited | None:
    """What the citations point to; ``None`` where there are none, or most of them point to nothing in the list.

    A citation is looked at once, however often it occurs, and each of its keys by itself.
    """
    once = {_identity(each): each for each in reversed([*_one_by_one(citations)])}
    matching = _Matching(cases)
    for citation in reversed(once.values()):
        matching.point(citation)
    cited = matching.settled()
    return cited if once and len(once) - len(cited.unlisted) >= _UNDERSTOOD * len(once) else None


def shown(citation: Citation) -> str:
    """``Hall and Irwin (2014)``; a citation by key is shown by it."""
    if citation.keys:
        return f"[{citation.keys[0]}]"
    year = f" ({citation.year})" if citation.year else ""
    return f"{joined(citation.names)}{year}"


def joined(names: Sequence[Name]) -> str:
    """The family names of up to three people: ``Hall``, ``Hall and Irwin``, ``Hall et al.``."""
    families = [_written(name) for name in names]
    return " and ".join(families) if len(families) < 3 else f"{families[0]} et al."


class _Matching:
    """Citations pointed at references, one after the other; what is in doubt is settled when all the others are known."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._cases = tuple(cases)
        self._people = [_people(case.reference.work) for case in cases]
        self._by_key: Mapping[str, list[int]] = _index((case.reference.key, place) for place, case in enumerate(cases))
        self._by_name: Mapping[str, list[int]] = _index(
            (form, place) for place, people in enumerate(self._people) for form in (people[0] if people else ())
        )
        self._printed = [_printed(case.reference) for case in cases]
        self._places: set[int] = set()
        self._doubtful: list[Citation] = []
        self._unlisted: list[Citation] = []
        self._is_by_name = False

    def point(self, citation: Citation) -> None:
        """Find the references that a citation names rightly."""
        if citation.keys:
            found = self._by_key.get(citation.keys[0], [])
            if not found:
                self._unlisted.append(citation)
        else:
            self._is_by_name = True
            found = [place for place in self._of_first(citation) if self._fits(place, citation)]
            if not found:
                self._doubtful.append(citation)
        self._places.update(found)

    def settled(self) -> Cited:
        """The rest: what seems to mean a reference that nobody else cites is a slip, and anything else is not listed."""
        years: list[Slip] = []
        names: list[Slip] = []
        for citation in self._doubtful:
            for slips, candidates in ((names, self._of_year(citation)), (years, self._of_other_year(citation))):
                left = [place for place in candidates if place not in self._places]
                if len(left) == 1:
                    slips.append(Slip(citation=citation, case=self._cases[left[0]]))
                    self._places.add(left[0])
                    break
            else:
                self._unlisted.append(citation)
        return Cited(
            cases=self._cases,
            places=frozenset(self._places),
            unlisted=tuple(self._unlisted),
            other_year=tuple(years),
            other_names=tuple(names),
            by_name=self._is_by_name,
        )

    def _of_first(self, citation: Citation) -> list[int]:
        """The references that begin with the first name, or else print it somewhere: the reader may have missed it."""
        name = citation.names[0]
        if found := self._by_name.get(_key(name)):
            return found
        return [place for place in range(len(self._cases)) if self._prints(place, name)]

    def _fits(self, place: int, citation: Citation) -> bool:
        reference = self._cases[place].reference
        return _has_year(reference, citation.year) and self._has_others(place, citation)

    def _has_others(self, place: int, citation: Citation) -> bool:
        """Whether everybody whom the citation names beside the first is named in the reference."""
        known = {form for person in self._people[place] for form in person}
        return all(_key(name) in known or self._prints(place, name) for name in citation.names[1:])

    def _prints(self, place: int, name: Name) -> bool:
        return f" {fold_name(_written(name))} " in self._printed[place]

    def _of_year(self, citation: Citation) -> Iterator[int]:
        """The references of the year that begin with the name, among other people, or with nearly the name."""
        first = _key(citation.names[0])
        for place, people in enumerate(self._people):
            is_near = people and any(_is_near(first, form) for form in people[0])
            if is_near and _has_year(self._cases[place].reference, citation.year):
                yield place

    def _of_other_year(self, citation: Citation) -> Iterator[int]:
        return (place for place in self._of_first(citation) if self._has_others(place, citation))


def _index(pairs: Iterable[tuple[str, int]]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, place in pairs:
        found[key].append(place)
    return found


def _one_by_one(citations: Iterable[Citation]) -> Iterator[Citation]:
    """The citations in order, those of several keys divided."""
    for citation in citations:
        if citation.names:
            yield evolve(citation, keys=())
        yield from (evolve(citation, keys=(key,), names=()) for key in citation.keys)


def _identity(citation: Citation) -> tuple[object, ...]:
    """What the citations of one work have in common."""
    return citation.keys or (*map(_key, citation.names), citation.year)


def _people(work: Work) -> list[frozenset[str]]:
    """For everybody whom a reference may be cited by, the forms of the name that a text may use."""
    return [frozenset(_forms(name)) for name in work.author or work.editor or work.translator]


def _forms(name: Name) -> Iterator[str]:
    """The name, with its particle and without; one word of a compound name; a body's initials."""
    whole = name.literal or name.family or ""
    yield _key(name)
    yield squeeze(fold_name(whole))
    words = whole.replace("-", " ").split()
    if name.literal is None:
        yield from (squeeze(fold_name(word)) for word in words)
    else:
        yield squeeze(fold_name("".join(word[0] for word in words if word[0].isupper())))


def _key(name: Name) -> str:
    return squeeze(fold_name(_written(name)))


def _written(name: Name) -> str:
    """The name without the given name."""
    return name.literal or " ".join(part for part in (name.particle, name.family) if part)


def _printed(reference: Reference) -> str:
    """The words of a printed reference, between spaces; none of a structured one, which was not misread."""
    return "" if reference.structured else f" {fold_name(reference.raw)} "


def _has_year(reference: Reference, year: int | None) -> bool:
    """Whether a reference is of a year, or prints it somewhere, or has none to be held against it."""
    issued = reference.work.issued
    if year is None or issued is None or issued.year is None:
        return True
    return year == issued.year or str(year) in (issued.raw or "") or str(year) in printed_numbers(reference)


def _is_near(one: str, other: str) -> bool:
    """Whether two keys of names are one but for a slip."""
    length = min(len(one), len(other))
    allowed = 2 if length >= _LONG else 1 if length >= _SHORT else 0
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed
