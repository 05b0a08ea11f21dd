"""The links of references, the pages that they lead to, and the user's own library."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from refcheck import matching
from refcheck.identifiers.addresses import archive_url, as_archived, copy_at
from refcheck.matching import printed
from refcheck.model import (
    MAY_BE_MISSING,
    Answer,
    Found,
    Id,
    Identifier,
    Match,
    Method,
    NotFound,
    Query,
    Record,
    Reference,
    Scheme,
)
from refcheck.registries import Registry
from refcheck.registries.base import traits_of
from refcheck.registries.wrappers.chain import chained
from refcheck.resolving.identifying import beside, best_hit, is_confirmed


def in_library(reference: Reference, registry: Registry) -> Match | None:
    """Return the match with the library entry that is certainly the cited work; ``None`` without such an entry or a library.

    A library is searched on this machine: nothing is sent.
    """
    query = Query(raw=printed(reference), work=reference.work)
    for member in chained(registry).members:
        if not traits_of(member).is_last:
            continue
        held, _ = best_hit(reference, member.search((query,))[0])
        if held is not None:
            return held
    return None


def links(references: Iterable[Reference]) -> tuple[Id, ...]:
    """Return every URL as it was read, without duplicates."""
    return tuple(dict.fromkeys(identifier.id for identifier in _addresses(references)))


def other_links(references: Iterable[Reference], answers: Mapping[Id, Answer]) -> tuple[Id, ...]:
    """Return the other readings of the URLs that are gone."""
    gone = (identifier for identifier in _addresses(references) if isinstance(answers.get(identifier.id), NotFound))
    return tuple(dict.fromkeys(key for identifier in gone for key in _readings(identifier) if key not in answers))


def copies(references: Sequence[Reference], answers: Mapping[Id, Answer]) -> tuple[Id, ...]:
    """Return the archived copies to look for: for each URL that is gone in every reading, the copy nearest to the access date."""
    return tuple(dict.fromkeys(key for reference in references for key in _copies(reference, answers)))


def possible_copies(references: Iterable[Reference]) -> tuple[Id, ...]:
    """Return the archived copies that would be looked for if every URL were gone."""
    return tuple(dict.fromkeys(key for reference in references for _, key in _wanted_copies(reference)))


def link_ids(reference: Reference, answers: Mapping[Id, Answer]) -> tuple[Id, ...]:
    """Return the links of a reference that were looked up: its URLs, their other readings and the archived copies."""
    asked = (key for identifier in _addresses((reference,)) for key in _readings(identifier))
    return tuple(key for key in dict.fromkeys((*asked, *_copies(reference, answers))) if key in answers)


def _copies(reference: Reference, answers: Mapping[Id, Answer]) -> tuple[Id, ...]:
    return tuple(
        copy
        for identifier, copy in _wanted_copies(reference)
        if all(isinstance(answers.get(key), NotFound) for key in _readings(identifier))
    )


def _wanted_copies(reference: Reference) -> Iterator[tuple[Identifier, Id]]:
    """Yield each URL that is not itself an archived copy, with the copy to look for."""
    day = reference.work.accessed or reference.work.issued
    for identifier in _addresses((reference,)):
        if not copy_at(identifier.value):
            yield identifier, Id(Scheme.URL, archive_url(identifier.value, day))


def _addresses(references: Iterable[Reference]) -> tuple[Identifier, ...]:
    return tuple(identifier for reference in references for identifier in reference.of_scheme(Scheme.URL))


def _readings(identifier: Identifier) -> tuple[Id, ...]:
    return tuple(Id(Scheme.URL, reading.value) for reading in identifier.readings())


def page_match(reference: Reference, answers: Mapping[Id, Answer]) -> Match | None:
    """Return the match of a reference with its page, or with the archived copy, if that has the cited title.

    A page that may not be the one requested confirms nothing.
    """
    found = (matching.confirmed_by_page(reference, page) for page in _pages(reference, answers))
    return next((match for match in found if match is not None), None)


def registered_match(reference: Reference, page: Match, answers: Mapping[Id, Answer]) -> Match:
    """Return the match with the record of the DOI that the page names, if it was looked up and is the work; otherwise ``page``."""
    doi = page.record.work.doi
    answer = answers.get(Id.doi(doi)) if doi else None
    found = beside(reference, answer.record, Method.URL) if isinstance(answer, Found) else None
    return found if found is not None and is_confirmed(found) else page


def readable(answers: Mapping[Id, Answer], asked: tuple[Id, ...]) -> tuple[Id, ...]:
    """Return the URLs at which the copies that an archive has can be read in their original form."""
    copies = (answer.record.work.url for key in asked if isinstance(answer := answers.get(key), Found))
    return tuple(dict.fromkeys(Id(Scheme.URL, as_archived(url)) for url in copies if url))


def _pages(reference: Reference, answers: Mapping[Id, Answer]) -> Iterator[Record]:
    for key in link_ids(reference, answers):
        answer = answers[key]
        if isinstance(answer, Found) and not any(each.type == MAY_BE_MISSING for each in answer.record.updates):
            yield answer.record
            copy = answers.get(Id(Scheme.URL, as_archived(answer.record.work.url or "")))
            if isinstance(copy, Found):
                yield copy.record
