"""The answers in a case, summed up; shared by the rules and the verdict, so that both read them in the same way."""

from collections.abc import Iterable

from refcheck.checks.certainty import is_doubted
from refcheck.checks.comparing.tie import Tie
from refcheck.checks.evidence import answers_of
from refcheck.checks.holdings import why_not_registered
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
"""A hit that is the work with at least this probability rules out the report that the work is missing. Source: a judgement, far
below ``SAME_WORK``, so that nothing doubtful is reported; not fitted."""

_SAME_TITLE = 0.85
"""So does a hit whose title is at least this similar. Source: a judgement, so that nothing doubtful is reported; not fitted."""


ARCHIVES = (Scheme.ARXIV, Scheme.PMID, Scheme.PMCID)
"""Archives whose numbers are reported if they are another work's or unknown."""

_LABELS = {Scheme.ARXIV: "arXiv:", Scheme.PMID: "PMID "}
"""Labels for numbers that do not show on their own which archive they are from."""

_NCBI = "NCBI"
"""The registry that assigns PMIDs and PMCIDs."""

_OF_BOOKS = "books"
"""The beginning of ``SearchedAt.holds`` for registries that have records of books and not of articles."""

_WHOLE_TITLE = 5
"""So does a hit if one of the two titles contains the other, which has at least this many words. Source: a judgement, so that
nothing doubtful is reported; not fitted."""


def registered_nowhere(case: Case) -> tuple[Identifier, ...]:
    """Return the DOIs of which every reading was looked up and is registered nowhere.

    A miss in one registry is not enough: only an answer of scope ``registration`` says that no other registry has it either.

    Left out are DOIs that can be read as that of the matched record, and DOIs that the record names as a notice's, which are
    reported with the notice. Also left out are DOIs joined across a space or line break, or with another DOI inside, in a reference
    that may begin or end elsewhere: their halves may belong to two works.
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
    """Return the numbers of arXiv, PubMed and PubMed Central that their archive does not have, each once, with the registry.

    Every arXiv number has a DOI, so doi.org must say that it is registered nowhere; the other numbers are assigned by NCBI.
    """
    answers = answers_of(case)
    numbers = once(each for scheme in ARCHIVES for each in case.reference.of_scheme(scheme))
    return tuple(
        (each, answer.registry)
        for each, answer in ((each, answers.get(id_of(each))) for each in numbers)
        if isinstance(answer, NotFound) and (_unregistered(answer) or _NCBI in answer.registry)
    )


def id_of(identifier: Identifier) -> Id:
    """Return what is looked up for an identifier as printed: the DOI of an arXiv identifier, or the identifier itself."""
    return Id.doi(arxiv.to_doi(identifier.value)) if identifier.scheme is Scheme.ARXIV else identifier.id


def once(identifiers: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Return printed identifiers without repetitions."""
    first: dict[Id, Identifier] = {}
    for identifier in identifiers:
        first.setdefault(id_of(identifier), identifier)
    return tuple(first.values())


def printed_for(case: Case, record: Record, scheme: Scheme) -> Identifier | None:
    """Return the printed identifier of a scheme that led to a record, or otherwise the first of that scheme."""
    printed = case.reference.of_scheme(scheme)
    return next((each for each in printed if id_of(each) == record.id), next(iter(printed), None))


def labelled(identifier: Identifier) -> str:
    """Return an archive's number with the label of the archive: ``PMID 30123456``."""
    return f"{_LABELS.get(identifier.scheme, '')}{identifier.value}"


def of_registries(case: Case) -> list[Answer]:
    """Return the answers on the identifiers of a reference, without URLs, which do not lead to records."""
    return [asked.answer for asked in case.answers if asked.id.scheme is not Scheme.URL]


def searched(case: Case) -> Hits | None:
    """Return the search for a reference without a record, if a registry answered that states its coverage (not the user's library).

    If an identifier led to a record or could not be looked up, the search proves nothing, and the result is ``None``.
    """
    if case.search is None or case.match is not None or not isinstance(case.search.answer, Hits):
        return None
    if any(isinstance(answer, Found | Unavailable) for answer in of_registries(case)):
        return None
    return case.search.answer if any(_says_what_it_holds(each) and not each.why for each in case.search.asked) else None


def _says_what_it_holds(searched: SearchedAt) -> bool:
    """Return whether a miss there proves anything: the registry states its coverage, and is not the user's own library."""
    return bool(searched.holds) and searched.registry != LIBRARY


def missed_search(case: Case) -> Hits | None:
    """Return the search that should have found the work and did not, or ``None`` if that cannot be said.

    It can be said of a work that registries should have (:mod:`~refcheck.checks.holdings`) if all registries that may have it
    answered, and at least one of them states its coverage: the miss of any other registry proves nothing.
    """
    hits, asked = searched(case), case.search.asked if case.search else ()
    relevant = [each for each in asked if _would_know(each, case.reference.work)]
    if hits is None or any(each.why for each in relevant) or not any(map(_says_what_it_holds, relevant)):
        return None
    if any(_is_near(case, each) or is_piece_of(each.record.work, case.reference.work) for each in case.others):
        return None  # possibly the work itself, or a chapter of the cited book
    return hits if why_not_registered(case) is None else None


def _would_know(searched: SearchedAt, work: Work) -> bool:
    """Return whether a registry may have a work; no book catalogue has an article with volume and pages."""
    is_article = work.type == "article-journal" and has_place(work)
    return searched.registry != OFFLINE and not (is_article and searched.holds.startswith(_OF_BOOKS))


def _is_near(case: Case, other: Match) -> bool:
    """Return whether a record may be the work after all, or has its title and is not another work with that title."""
    title = other.agreement("title")
    if other.score >= _NEAR or title is None or Tie(case=case, match=other).is_namesake:
        return other.score >= _NEAR
    return (title.similarity or 0) >= _SAME_TITLE or _one_holds_the_other(fold(title.cited), fold(title.registered))


def _one_holds_the_other(ours: str, theirs: str) -> bool:
    """Return whether a title contains the other: a correction, a reply or a reprint names the work that it is about."""
    shorter, longer = sorted((ours, theirs), key=len)
    return len(shorter.split()) >= _WHOLE_TITLE and f" {shorter} " in f" {longer} "


def _unregistered(answer: object) -> bool:
    return isinstance(answer, NotFound) and answer.scope is Scope.REGISTRATION
