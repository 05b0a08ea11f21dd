"""Records that a reader made of the answers to a question, held against what is known of the works that it asks for."""

from collections.abc import Callable, Iterator, Mapping

from refcheck.model import Answer, Cause, Found, Hits, Id, NotFound, Record, Scope, Unavailable
from refcheck.registries.contracts.contract import HELD, NOTHING, NOWHERE, REGISTERED, KnownWork, Question, known_works
from refcheck.registries.contracts.shapes import Difference
from refcheck.text.folding import fold

Told = Mapping[Id, Answer] | Hits | Unavailable
"""What a reader made of the answers to a question."""


def misread(question: Question, told: Told) -> Iterator[Difference]:
    """Yield where what was read is not what is known."""
    if isinstance(told, Mapping):
        for key, known in question.lookup.items():
            yield from _of_answer(key.value, told[key], known)
    elif isinstance(told, Unavailable):
        yield Difference(place="answer", now=f"unavailable ({told.why})", expected="hits")
    elif question.finds == NOTHING:
        if told.hits:
            yield Difference(place="hits", now=str(len(told.hits)), expected="none")
    elif not told.hits:
        yield Difference(place="hits", now="none", expected=_named(question.finds))
    elif question.finds != HELD:
        of_each = [[*_of_record(hit.record, known_works()[question.finds], "")] for hit in told.hits]
        yield from min(of_each, key=len)


def _of_answer(asked: str, answer: Answer, known: str) -> Iterator[Difference]:
    said = _SAID.get(known)
    if said is not None:
        if not said(answer):
            yield Difference(place=asked, now=_in_words(answer), expected=_named(known))
    elif not isinstance(answer, Found):
        yield Difference(place=asked, now=_in_words(answer), expected="a record")
    elif known != HELD:
        yield from _of_record(answer.record, known_works()[known], f"{asked}: ")


def _of_record(record: Record, known: KnownWork, of: str) -> Iterator[Difference]:
    """Where a record is not that of a known work."""
    work = record.work
    titles = fold(" ".join(filter(None, (work.title, work.subtitle, *work.original_title))))
    people = work.author or work.editor
    years = {date.year for date in (work.issued, *work.issued_alternative) if date}
    first = fold(people[0].headword) if people else ""
    for name, is_so, read, expected in (
        ("title", set(fold(known.title).split()) <= set(titles.split()), work.title, known.title),
        ("author", fold(known.author) in first, first or None, known.author),
        ("year", known.year is None or known.year in years, min(filter(None, years), default=None), known.year),
        ("DOI", known.doi is None or (work.doi or "").lower() in ("", known.doi), work.doi, known.doi),
        ("updates", not known.is_retracted or bool(record.updates), None, "a retraction"),
    ):
        if not is_so:
            yield Difference(place=f"{of}{name}", now=f"read as {read or 'nothing'}", expected=f"‘{expected}’")


def _named(known: str) -> str:
    return _EXPECTED.get(known) or f"‘{known_works()[known].title}’"


def _in_words(answer: Answer) -> str:
    match answer:
        case Found(record=record):
            return f"a record, ‘{record.work.title}’"
        case NotFound(scope=Scope.REGISTRATION):
            return "not registered"
        case NotFound():
            return "not found"
        case _:
            return f"unavailable ({answer.why})"


_SAID: Mapping[str, Callable[[Answer], bool]] = {
    NOTHING: lambda answer: isinstance(answer, NotFound) and answer.scope is Scope.HOLDINGS,
    NOWHERE: lambda answer: isinstance(answer, NotFound) and answer.scope is Scope.REGISTRATION,
    REGISTERED: lambda answer: isinstance(answer, Unavailable) and answer.cause is Cause.REGISTERED,
}

_EXPECTED = {
    NOTHING: "not found",
    NOWHERE: "not registered",
    REGISTERED: "registered, without a record",
    HELD: "some",
}
