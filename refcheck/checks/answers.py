"""What the answers to a case come to. The rules and the verdict read them the same way, here."""

from collections.abc import Iterable

from refcheck.checks.certainty import is_doubted
from refcheck.checks.comparing.tie import Tie
from refcheck.checks.evidence import answers_of
from refcheck.checks.holdings import why_not_held
from refcheck.identifiers import find
from refcheck.identifiers.bare import reading_as
from refcheck.identifiers.schemes import arxiv
from refcheck.matching.appearance import has_place
from refcheck.matching.kind import is_piece_of
from refcheck.model import (
    LIBRARY,
    OFFLINE,
    Answer,
    Case,
    Found,
    Hits,
    Id,
    Identifier,
    Match,
    NotFound,
    Record,
    Scheme,
    Scope,
    SearchedAt,
    Unavailable,
    Work,
    make_id,
)
from refcheck.text.folding import fold

_NEAR = 0.1
"""A record that is the work with this probability is no proof that the work is not held. Source: set by hand, far below
``SAME_WORK``, so that doubt keeps silent."""

_SAME_TITLE = 0.85
"""Nor is one whose title is so similar. Source: set by hand, so that doubt keeps silent."""


ARCHIVES = (Scheme.ARXIV, Scheme.PMID, Scheme.PMCID)
"""Archives whose numbers are told to be another work's, or nobody's."""

_LABELS = {Scheme.ARXIV: "arXiv:", Scheme.PMID: "PMID "}
"""Labels of numbers that do not say by themselves whose they are."""

_NCBI = "NCBI"
"""The registry that gives out PMIDs and PMCIDs."""

_OF_BOOKS = "books"
"""How what they hold begins (``SearchedAt.holds``) of those that hold books, and no articles."""

_WHOLE_TITLE = 5
"""Nor one whose title holds the other, where that has so many words. Source: set by hand, so that doubt keeps silent."""


def registered_nowhere(case: Case) -> tuple[Identifier, ...]:
    """Return the DOIs of which every reading was asked for, and is registered nowhere.

    A registry's own holdings are not enough: only the answer of scope ``registration`` says that nobody else has it either. None
    that can be read as the DOI of the record held, or that this record names as a notice's: it is told with the notice. And none
    that runs on behind a blank, a line's end or the beginning of another where its reference may begin or end elsewhere: its
    halves may be two works'.
    """
    answers = answers_of(case)
    held = case.match.record.work.doi if case.match else None
    notices = {(update.doi or "").lower() for update in case.match.record.updates} if case.match else ()
    return tuple(
        identifier
        for identifier in case.reference.of_scheme(Scheme.DOI)
        if all(
            _unregistered(answers.get(make_id(each.scheme, reading.value)))
            for each in case.reference.identifiers
            if each.id == identifier.id
            for reading in each.readings()
        )
        and not (held and reading_as(case.reference.raw, identifier, held))
        and identifier.value.lower() not in notices
        and not (is_doubted(case.reference) and _is_put_together(case.reference.raw, identifier))
    )


def _is_put_together(raw: str, identifier: Identifier) -> bool:
    return any(map(str.isspace, identifier.span.of(raw))) or any(
        each.scheme is Scheme.DOI for each in find(identifier.value[1:])
    )


def unknown_numbers(case: Case) -> tuple[tuple[Identifier, str], ...]:
    """Return the numbers of arXiv, PubMed and PubMed Central that their archive does not have, each once, with who says so.

    What arXiv has is registered with a DOI, of which doi.org must say that nobody has it; NCBI is who gives out the others.
    """
    answers = answers_of(case)
    numbers = once(each for scheme in ARCHIVES for each in case.reference.of_scheme(scheme))
    return tuple(
        (each, answer.registry)
        for each, answer in ((each, answers.get(id_of(each))) for each in numbers)
        if isinstance(answer, NotFound) and (_unregistered(answer) or _NCBI in answer.registry)
    )


def id_of(identifier: Identifier) -> Id:
    """Return what is asked for a printed identifier as it stands: an arXiv identifier's DOI, else itself."""
    return Id.doi(arxiv.to_doi(identifier.value)) if identifier.scheme is Scheme.ARXIV else identifier.id


def once(identifiers: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Return printed identifiers without those that were printed before."""
    first: dict[Id, Identifier] = {}
    for identifier in identifiers:
        first.setdefault(id_of(identifier), identifier)
    return tuple(first.values())


def printed_for(case: Case, record: Record, scheme: Scheme) -> Identifier | None:
    """Return the printed identifier of a scheme that brought a record, else the first of that scheme."""
    printed = case.reference.of_scheme(scheme)
    return next((each for each in printed if id_of(each) == record.id), next(iter(printed), None))


def labelled(identifier: Identifier) -> str:
    """Return a printed number of an archive with the label that says whose it is: ``PMID 30123456``."""
    return f"{_LABELS.get(identifier.scheme, '')}{identifier.value}"


def of_registries(case: Case) -> list[Answer]:
    """Return the answers on the identifiers of a reference, but for those of pages, which are no record."""
    return [asked.answer for asked in case.answers if asked.id.scheme is not Scheme.URL]


def searched(case: Case) -> Hits | None:
    """Return the search for a reference without a record, where somebody answered who says what it holds, and is no own library.

    Where an identifier leads to a record, or could not be asked for, no search tells anything.
    """
    if case.search is None or case.match is not None or not isinstance(case.search.answer, Hits):
        return None
    if any(isinstance(answer, Found | Unavailable) for answer in of_registries(case)):
        return None
    return case.search.answer if any(_says_what_it_holds(each) and not each.why for each in case.search.asked) else None


def _says_what_it_holds(searched: SearchedAt) -> bool:
    """Return whether a miss there proves anything: it says what it holds, and is nobody's own library."""
    return bool(searched.holds) and searched.registry != LIBRARY


def searched_in_vain(case: Case) -> Hits | None:
    """Return the search that should have found the work and did not, or ``None`` where no such thing can be said.

    It can be said of what registries would hold (:mod:`~refcheck.checks.holdings`), where everybody answered who would know of it,
    and where one of these says what it holds: any other's miss proves nothing.
    """
    hits, asked = searched(case), case.search.asked if case.search else ()
    knowing = [each for each in asked if _would_know(each, case.reference.work)]
    if hits is None or any(each.why for each in knowing) or not any(map(_says_what_it_holds, knowing)):
        return None
    if any(_is_near(case, each) or is_piece_of(each.record.work, case.reference.work) for each in case.others):
        return None  # the work after all, or the book of a chapter
    return hits if why_not_held(case) is None else None


def _would_know(searched: SearchedAt, work: Work) -> bool:
    """Return whether somebody may hold a work; no book catalogue holds an article with volume and pages."""
    is_article = work.type == "article-journal" and has_place(work)
    return searched.registry != OFFLINE and not (is_article and searched.holds.startswith(_OF_BOOKS))


def _is_near(case: Case, other: Match) -> bool:
    """Return whether a record may be the work after all, or has its title and is not other people's in another place."""
    title = other.agreement("title")
    if other.score >= _NEAR or title is None or Tie(case=case, match=other).is_namesake:
        return other.score >= _NEAR
    return (title.similarity or 0) >= _SAME_TITLE or _one_holds_the_other(fold(title.cited), fold(title.registered))


def _one_holds_the_other(ours: str, theirs: str) -> bool:
    """Return whether a title stands whole in the other: a correction, a reply or a reprint names the work that it is about."""
    shorter, longer = sorted((ours, theirs), key=len)
    return len(shorter.split()) >= _WHOLE_TITLE and f" {shorter} " in f" {longer} "


def _unregistered(answer: object) -> bool:
    return isinstance(answer, NotFound) and answer.scope is Scope.REGISTRATION
