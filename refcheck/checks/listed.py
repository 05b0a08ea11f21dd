"""Lookup in a list by what a text cites: a key or number, or names and year; and the names by which it may cite a work."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from rapidfuzz.distance import OSA

from refcheck import messages
from refcheck.checks.comparing.printed_text import printed_numbers
from refcheck.lexicon.patterns import unspaced_forms
from refcheck.model import Case, Citation, Name, Reference
from refcheck.text.folding import fold, fold_name, squeeze

_NUMBER = re.compile(r"[(\[]?(\d{1,4})[)\].]")
"""The number of a reference: ``[10]``, ``10.``."""

_LETTERED = re.compile(r"\d{4}[^\W\d_](?!\w)")
"""A year with a disambiguating letter: ``2012a``."""

_SHORT, _LONG = 4, 7
"""Names with at least ``_SHORT`` letters may differ in one letter and still be the same; with at least ``_LONG``, in two."""


class Listed:
    """The references of a list, indexed by what a text may cite them by. They are identified by their places, counted from 0."""

    def __init__(self, cases: Sequence[Case]) -> None:
        """Index the list."""
        works = [case.reference.work for case in cases]
        self._references = [case.reference for case in cases]
        self._people = [
            [frozenset(_forms(name)) for name in work.author or work.editor or work.translator] for work in works
        ]
        self._words = [_words(reference) for reference in self._references]
        keys = {each.key for each in self._references}
        self._by_key = _index((key, place) for place, each in enumerate(self._references) for key in _keys(each, keys))
        self._by_name = _index((form, place) for place in range(len(cases)) for form in self._first(place))

    def meant(self, citation: Citation) -> list[int]:
        """Return the references that a citation by one key, or by names and year, correctly refers to."""
        if citation.keys:
            return self._by_key.get(citation.keys[0], [])
        return [place for place in self._of_people(citation) if self._is_of(place, citation.year)]

    def missing(self, citations: Sequence[Citation], places: Sequence[int]) -> list[Citation]:
        """Return, of the lettered citations of one work, those without a reference: "2012b" if the list has only "2012a"."""
        of_letter = {each.letter: each for each in reversed(citations) if each.letter}
        if not of_letter or not places:
            return []
        printed, year = [self._references[place].raw for place in places], citations[0].year
        free = sum(re.search(rf"{year}[a-z](?!\w)", raw) is None for raw in printed)
        lost = [letter for letter in sorted(of_letter) if not any(f"{year}{letter}" in raw for raw in printed)]
        return [of_letter[letter] for letter in lost[free:]]

    def are_alike(self, places: Sequence[int]) -> bool:
        """Return whether several references with different titles have the same people and year, and no letter after the year."""
        works = [self._references[place].work for place in places]
        people = {tuple(fold_name(str(name)) for name in work.author or work.editor) for work in works}
        years = {work.issued.year if work.issued else None for work in works}
        titles = {fold(work.title or "") for work in works}
        return (
            len(places) == len(titles) > 1
            and len(people) == len(years) == 1
            and () not in people
            and None not in years
            and not any(_LETTERED.search(work.issued.raw or "") for work in works if work.issued)
        )

    def misnamed(self, citation: Citation, but: Set[int]) -> int | None:
        """Return the only reference of the year whose first name is nearly the cited one and that has the other cited people.

        If there is no such reference, return the only one of the year with the same or nearly the same first name, not in ``but``.
        """
        first = key_of(citation.names[0])
        alike = (
            place for place in range(len(self._people)) if any(_is_near(first, form) for form in self._first(place))
        )
        near = [place for place in alike if self._is_of(place, citation.year)]
        misspelt = [place for place in near if first not in self._first(place) and self._has_others(place, citation)]
        return _only(misspelt) if misspelt else _only([place for place in near if place not in but])

    def misdated(self, citation: Citation, but: Set[int]) -> int | None:
        """Return the only reference with the same people that is not in ``but``, whatever its year."""
        return _only([place for place in self._of_people(citation) if place not in but])

    def _of_people(self, citation: Citation) -> list[int]:
        """Return the references with the cited first name (or if none, those that print it anywhere) that have all other names."""
        first = citation.names[0]
        places = self._by_name.get(key_of(first)) or [
            place for place in range(len(self._references)) if self._prints(place, first)
        ]
        return [place for place in places if self._has_others(place, citation)]

    def _has_others(self, place: int, citation: Citation) -> bool:
        known = {form for person in self._people[place] for form in person}
        return all(key_of(name) in known or self._prints(place, name) for name in citation.names[1:])

    def _first(self, place: int) -> frozenset[str]:
        """Return the forms of the first name, by which a reference is cited."""
        return self._people[place][0] if self._people[place] else frozenset()

    def _prints(self, place: int, name: Name) -> bool:
        return f" {fold_name(name.full_family)} " in self._words[place]

    def _is_of(self, place: int, year: int | None) -> bool:
        """Return whether a reference is of a year, prints it anywhere, or has no year to compare."""
        reference = self._references[place]
        issued = reference.work.issued
        if year is None or issued is None or issued.year is None:
            return True
        return year == issued.year or str(year) in (issued.raw or "") or str(year) in printed_numbers(reference)


def _index(pairs: Iterable[tuple[str, int]]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, place in pairs:
        found[key].append(place)
    return dict(found)


def _keys(reference: Reference, listed: Set[str]) -> Iterator[str]:
    """Yield a reference's key, the key of its entry if that has several works ("12" of "12.2"), and its printed number, if any."""
    yield reference.key
    entry, _, number_within = reference.key.rpartition(".")
    if number_within.isdecimal() and entry in listed:
        yield entry
    if not reference.structured and (number := _NUMBER.match(reference.raw)):
        yield number[1]


def _words(reference: Reference) -> str:
    """Return the words of a printed reference, between spaces; nothing for a structured one, which cannot be misread."""
    return "" if reference.structured else f" {fold_name(reference.raw)} "


def _only(places: Sequence[int]) -> int | None:
    return places[0] if len(places) == 1 else None


def joined(names: Sequence[Name]) -> str:
    """Return the family names of up to two people, or the first and "et al.": ``Hall``, ``Hall and Irwin``, ``Hall et al.``."""
    families = [name.full_family for name in names]
    return messages.joined("and", families) if len(families) < 3 else f"{families[0]} et al."


def key_of(name: Name) -> str:
    """Return the family name for comparison: without accents, capitals and spaces."""
    return squeeze(fold_name(name.full_family))


def _forms(name: Name) -> Iterator[str]:
    """Yield the keys of a name's forms in a text.

    They are the name with or without particle, one word of a compound name, and an organisation's initials and its parent.
    """
    whole = name.headword
    words = whole.replace("-", " ").split()
    for form in (name.full_family, whole, whole.partition(". ")[0], *(words if name.literal is None else ())):
        yield squeeze(fold_name(form))
    yield from (squeeze(fold_name(form)) for form in unspaced_forms(name.literal or ""))
    if name.given is None:
        yield squeeze(fold_name("".join(word[0] for word in words if word[0].isupper())))


def _is_near(one: str, other: str) -> bool:
    """Return whether the keys of two names are the same except for a slip."""
    length = min(len(one), len(other))
    allowed = 2 if length >= _LONG else 1 if length >= _SHORT else 0
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed
