"""The cited page as a record: of a reference that no registry has told anything of."""

from collections.abc import Iterator, Mapping

from refcheck import matching
from refcheck.identifiers.addresses.archived import as_archived
from refcheck.model import MAY_BE_MISSING, Answer, Found, Id, Match, Method, Record, Reference, Scheme
from refcheck.resolving.judging import beside, is_confirmed
from refcheck.resolving.linking import link_ids


def page_match(reference: Reference, answers: Mapping[Id, Answer]) -> Match | None:
    """The reference beside its page, or the archived copy of it, where that has the cited title.

    A page that may be another one than was asked for confirms nothing.
    """
    found = (matching.confirmed_by_page(reference, page) for page in _pages(reference, answers))
    return next((match for match in found if match is not None), None)


def registered_match(reference: Reference, page: Match, answers: Mapping[Id, Answer]) -> Match:
    """The reference beside the record of the DOI that its page names, where that was looked up and is the work; else the page's."""
    doi = page.record.work.doi
    answer = answers.get(Id.doi(doi)) if doi else None
    found = beside(reference, answer.record, Method.URL) if isinstance(answer, Found) else None
    return found if found is not None and is_confirmed(found) else page


def readable(answers: Mapping[Id, Answer], asked: tuple[Id, ...]) -> tuple[Id, ...]:
    """Where the copies that an archive was found to have can be read as they were archived."""
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
