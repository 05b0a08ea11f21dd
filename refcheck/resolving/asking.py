"""The questions about a reference: its identifiers, their other readings, and a search."""

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import zip_longest

from attrs import Factory, frozen

from refcheck.gazetteer.subjects import Field, sounds_like
from refcheck.identifiers.addresses import doi_at
from refcheck.identifiers.official_numbers import RFC, known_by
from refcheck.identifiers.schemes import arxiv, citation
from refcheck.matching import printed
from refcheck.matching.appearance import has_place
from refcheck.model import Candidate, Id, Identifier, Method, Query, Reference, Scheme, Span, Work, make_id
from refcheck.text.folding import words

UNREGISTERED_TYPES = words("""article-newspaper bill broadcast hearing interview legal_case legislation motion_picture patent
    personal_communication post post-weblog regulation software song treaty webpage""")
"""Types of work that no registry has records of: without an identifier they are not searched for."""

_FEWEST_LETTERS = 20
"""A text with fewer letters is not searched for, unless it states author, journal, volume and page: any hit would be chance."""

_IN_JOURNALS = ("article-journal", "paper-conference", None)
"""Types that an untitled journal article is parsed as: ``Proc. Natl. Acad. Sci.`` looks like proceedings."""

_OF_PUBMED = (Field.LIFE, Field.ALL)
"""Fields whose journals PubMed may have records of."""


@frozen(kw_only=True)
class Reading:
    """One reading of a printed identifier, and the identifier to look up for it."""

    id: Id
    method: Method
    identifier: Identifier
    candidate: Candidate = Factory(lambda self: _as_read(self.identifier), takes_self=True)


def _as_read(identifier: Identifier) -> Candidate:
    return Candidate(value=identifier.value, repairs=identifier.repairs)


def first_readings(reference: Reference, schemes: Set[Scheme]) -> tuple[Reading, ...]:
    """Return the first reading of each identifier that registries of ``schemes`` can look up.

    A URL is not included: it leads to a page, not to a record of the work. If no DOI is printed, the DOI that the URL of a work's
    page contains is looked up; it may be that of the book or the journal, so it is no evidence of an error.
    """
    return tuple(_readings(reference, schemes - {Scheme.URL}))


def other_readings(reading: Reading) -> tuple[Reading, ...]:
    """Return the other readings of the same printed text, likeliest first."""
    identifier = reading.identifier
    return tuple(
        Reading(
            id=make_id(identifier.scheme, candidate.value),
            method=Method.CANDIDATE,
            identifier=identifier,
            candidate=candidate,
        )
        for candidate in identifier.candidates
        if identifier.scheme is reading.id.scheme
    )


def later_ids(readings: Iterable[Reading]) -> tuple[Id, ...]:
    """Return the identifiers that may be looked up after ``readings``: the likeliest other reading of each, then the next ones."""
    others = zip_longest(*map(other_readings, readings))
    return tuple(dict.fromkeys(other.id for each in others for other in each if other is not None))


def query_of(reference: Reference, readings: Sequence[Reading]) -> Query | None:
    """Return the search to make if ``readings`` lead nowhere: the printed text without its identifiers.

    ``None`` if the text is too short and does not state author, journal, volume and page (as ``Okafor B. T., Tidal Eng. 28, 42
    (1998)`` does), if nothing of it was read, or if it has no identifier and is of a type that no registry has records of.
    """
    if reference.is_unread or (not readings and reference.work.type in UNREGISTERED_TYPES):
        return None
    parts = _without_identifiers(reference).split()
    text = " ".join(word for word in parts if "://" not in word)  # a Handle is preceded by its resolver's URL
    letters = sum(character.isalpha() for character in text)
    return Query(raw=text, work=reference.work) if letters >= _FEWEST_LETTERS or _has_place(reference.work) else None


def _has_place(work: Work) -> bool:
    """Return whether a work can be found by author, journal, volume and page, however short its text."""
    return bool(work.author and work.container_title) and has_place(work)


def _without_identifiers(reference: Reference) -> str:
    """Return the text of a reference without its identifiers; a structured reference is printed without its format's markup."""
    if reference.structured:
        return printed(reference)
    kept, end = [], 0
    for identifier in sorted(reference.identifiers, key=lambda identifier: identifier.span.start):
        kept.append(reference.raw[end : identifier.span.start])
        end = max(end, identifier.span.end)
    return " ".join([*kept, reference.raw[end:]])


def _readings(reference: Reference, schemes: Set[Scheme]) -> Iterator[Reading]:
    for identifier in reference.identifiers:
        if identifier.scheme in schemes:
            yield Reading(id=identifier.id, method=Method(identifier.scheme.value), identifier=identifier)
        elif identifier.scheme is Scheme.ARXIV and Scheme.DOI in schemes:
            yield Reading(id=Id.doi(arxiv.to_doi(identifier.value)), method=Method.ARXIV, identifier=identifier)
        elif Scheme.DOI in schemes and (named := _named_doi(reference, identifier)) is not None:
            yield Reading(id=Id.doi(named), method=Method.CANDIDATE, identifier=identifier)
    if Scheme.RFC in schemes:
        yield from _numbers(reference)
    if Scheme.CITATION in schemes and not reference.identifiers:
        yield from _places(reference)


def _places(reference: Reference) -> Iterator[Reading]:
    """Yield the journal, year, volume and page of a reference without a title, if the journal may be one of medicine."""
    work = reference.work
    if (
        work.title
        or work.type not in _IN_JOURNALS
        or not any(sounds_like(each, work.container_title) for each in _OF_PUBMED)
    ):
        return
    first = work.author[0].headword if work.author else None
    parts = (work.container_title, str(work.year or ""), work.volume, work.page or work.article_number, first)
    value = citation.of(*(part or "" for part in parts))
    if citation.is_valid(value):
        identifier = Identifier(scheme=Scheme.CITATION, raw=value, value=value, span=Span(0, len(reference.raw)))
        yield Reading(id=identifier.id, method=Method.SEARCH, identifier=identifier)


def _numbers(reference: Reference) -> Iterator[Reading]:
    """Yield the RFC numbers of a reference that prints no DOI."""
    for number in known_by(reference) if not reference.of_scheme(Scheme.DOI) else ():
        if number.kind == RFC:
            identifier = Identifier(scheme=Scheme.RFC, raw=number.value, value=number.value, span=number.span)
            yield Reading(id=identifier.id, method=Method.RFC, identifier=identifier)


def _named_doi(reference: Reference, identifier: Identifier) -> str | None:
    """Return the DOI that a URL contains, if the reference prints no DOI."""
    is_needed = identifier.scheme is Scheme.URL and not reference.of_scheme(Scheme.DOI)
    return doi_at(identifier.value) if is_needed else None
