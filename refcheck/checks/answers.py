"""What the answers to a case come to. The rules and the verdict read them the same way, here."""

from refcheck.checks.kinds import BOOK, HELD
from refcheck.checks.reading import surely_read
from refcheck.model import (
    LOCAL_RECORDS,
    Case,
    Found,
    Hits,
    Identifier,
    Match,
    NotFound,
    Scheme,
    Scope,
    Unavailable,
    Work,
    make_id,
)

_NEAR = 0.1
"""A record that is the work with this probability is no proof that the work is not held."""

_SAME_TITLE = 0.85
"""Nor is one whose title is so similar."""


def registered_nowhere(case: Case) -> tuple[Identifier, ...]:
    """The DOIs of which every reading was asked for, and is registered nowhere.

    A registry's own holdings are not enough: only the answer of scope ``registration`` says that nobody else has it either.
    """
    answers = {asked.id: asked.answer for asked in case.answers}
    return tuple(
        identifier
        for identifier in case.reference.of_scheme(Scheme.DOI)
        if all(
            _unregistered(answers.get(make_id(identifier.scheme, reading.value))) for reading in identifier.readings()
        )
    )


def searched_in_vain(case: Case) -> Hits | None:
    """The search that should have found the work and did not, or ``None`` where no such thing can be said.

    It can be said of a type that registries hold, where everybody who was asked answered, and where more than local
    records were searched.
    """
    hits = case.search.answer if case.search else None
    if case.match is not None or not isinstance(hits, Hits) or hits.registry == LOCAL_RECORDS:
        return None
    asked = (asked.answer for asked in case.answers if asked.id.scheme is not Scheme.URL)  # a page is no record
    if any(isinstance(answer, Found | Unavailable) for answer in asked) or any(map(_is_near, case.others)):
        return None
    return hits if _is_held_type(case) and not _may_be_translated(case.reference.work) else None


def _is_near(other: Match) -> bool:
    """Whether a record may be the work after all, or has its title."""
    title = other.agreement("title")
    return other.score >= _NEAR or (title is not None and (title.similarity or 0) >= _SAME_TITLE)


def _is_held_type(case: Case) -> bool:
    """Whether the reference is surely to a work that registries hold. What gives no volume and no pages may be news or a page."""
    work = case.reference.work
    if work.type == BOOK:
        return any(asked.id.value in work.isbn for asked in case.answers)
    numbered = work.volume or work.issue or work.page or work.article_number
    whole = work.title and work.container_title and numbered
    return bool(whole) and work.type in HELD and surely_read(case.reference, "title", "author", "container_title")


def _may_be_translated(work: Work) -> bool:
    """Whether the reference names another language than English: its title is then often a translation, which no registry has."""
    return work.language is not None and not work.language.startswith("en")


def _unregistered(answer: object) -> bool:
    return isinstance(answer, NotFound) and answer.scope is Scope.REGISTRATION
