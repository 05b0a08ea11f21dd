"""The citations of a text compared with its list: which references they point to, and which point to none as printed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from attrs import evolve, frozen

from refcheck.checks.listed import Listed, joined, key_of
from refcheck.messages import worded
from refcheck.model import Case, Citation, Span

_UNDERSTOOD = 0.5
"""If a smaller part of a text's citations by name or number is in the list, its way of citing is not understood, or it cites
another list. Source: a majority."""


@frozen(kw_only=True)
class Cited:
    """The citations in a text of the list ``cases``.

    ``places`` are those of the references that are cited (slips included) or listed without a citation on purpose. ``unlisted`` are
    citations of references that are not in the list, each once. ``choices`` are citations that fit several references equally
    well, with these references. ``other_year`` and ``other_names`` are citations that point to no reference as printed, each with
    the reference that it seems to mean, which has another year or name. ``by_name`` says that some citations are by name and year.
    ``spans`` are the spans of each reported citation in the text, without repetitions.
    """

    cases: tuple[Case, ...]
    places: frozenset[int]
    unlisted: tuple[Citation, ...]
    choices: tuple[tuple[Citation, tuple[Case, ...]], ...]
    other_year: tuple[tuple[Citation, Case], ...]
    other_names: tuple[tuple[Citation, Case], ...]
    by_name: bool
    spans: Mapping[Citation, tuple[Span, ...]]


def cited_in(citations: Sequence[Citation], cases: Sequence[Case], uncited: Set[str] = frozenset()) -> Cited | None:
    """Return what the citations point to; ``None`` if there are none, or most of those by name or number point to nothing.

    Citations by a key of the document's own source are certain, and do not count for this, however many keys the list lacks.
    References with ``uncited`` keys are listed on purpose.

    A citation that occurs several times is looked up once, and each of its keys separately. Unclear citations are settled last: one
    that seems to mean a reference is a slip.
    """
    alike: dict[tuple[object, ...], list[Citation]] = {}
    for each in reversed([*_one_by_one(citations)]):
        alike.setdefault(_identity(each), []).append(each)
    once = {identity: evolve(same[-1], letter="") for identity, same in alike.items()}
    listed = Listed(cases)
    meant = {identity: listed.meant(each) for identity, each in once.items()}
    places = {place for found in meant.values() for place in found}
    choices = [
        (once[identity], tuple(cases[place] for place in found))
        for identity, found in reversed(meant.items())
        if once[identity].names and listed.are_alike(found)
    ]
    lettered = [
        (each, alike[identity])
        for identity, found in meant.items()
        for each in listed.missing(alike[identity][::-1], found)
    ]
    unlisted: list[Citation] = []
    years: list[tuple[Citation, Case]] = []
    names: list[tuple[Citation, Case]] = []
    for citation in (each for identity, each in reversed(once.items()) if not meant[identity]):
        if citation.keys:
            unlisted.append(citation)
        elif (place := listed.misnamed(citation, places)) is not None:
            names.append((citation, cases[place]))
            places.add(place)
        elif (place := listed.misdated(citation, places)) is not None:
            years.append((citation, cases[place]))
            places.add(place)
        else:
            unlisted.append(citation)
    guessed, lost = (sum(not is_sure(each) for each in some) for some in (once.values(), unlisted))
    if not once or guessed - lost < _UNDERSTOOD * guessed:
        return None
    return Cited(
        cases=tuple(cases),
        places=frozenset(places | {place for place, case in enumerate(cases) if case.reference.key in uncited}),
        unlisted=(*unlisted, *(each for each, _ in lettered)),
        choices=tuple(choices),
        other_year=tuple(years),
        other_names=tuple(names),
        by_name=any(each.names for each in once.values()),
        spans={once[identity]: _spans(same) for identity, same in alike.items()}
        | {told: _spans([each for each in same if each.letter == told.letter]) for told, same in lettered},
    )


def _spans(reverse: Sequence[Citation]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(each.span for each in reversed(reverse)))


def is_sure(citation: Citation) -> bool:
    """Return whether a citation is by a key of the document's own source, as in LaTeX and JATS, and not by a number."""
    return bool(citation.keys) and not any(key.isdigit() for key in citation.keys)


def shown(citation: Citation) -> str:
    """Return a citation as shown to the user: ``“Hall and Irwin (2014)”``, or the key of a citation by key: ``[3]``."""
    if citation.keys:
        return f"[{citation.keys[0]}]"
    names, year = joined(citation.names), f"{citation.year}{citation.letter}"
    return worded("quoted", text=worded("in-brackets", name=names, what=year) if citation.year else names)


def _one_by_one(citations: Iterable[Citation]) -> Iterator[Citation]:
    """Yield the citations in order, one for each key."""
    for citation in citations:
        if citation.names:
            yield evolve(citation, keys=())
        yield from (evolve(citation, keys=(key,), names=()) for key in citation.keys)


def _identity(citation: Citation) -> tuple[object, ...]:
    """Return what all citations of one work have in common: the key, or names and year."""
    return citation.keys or (*map(key_of, citation.names), citation.year)
