"""The outcome of a question: where the raw answer, or the record read from it, differs from what is known."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from http import HTTPStatus

from attrs import frozen

from refcheck.model import Answer, Cause, Found, Hits, Id, NotFound, Record, Scope, Unavailable
from refcheck.registries.contracts import (
    HELD,
    NOTHING,
    NOWHERE,
    REGISTERED,
    Contract,
    Form,
    KnownWork,
    Question,
    known_works,
)
from refcheck.registries.contracts.on_line import Reply, body_of, is_typed, of_reply, too_fast
from refcheck.registries.contracts.shapes import Difference
from refcheck.registries.failures import Failure
from refcheck.registries.recording import Exchange
from refcheck.registries.wrappers.pace import Limit
from refcheck.text.folding import fold

Told = Mapping[Id, Answer] | Hits | Unavailable
"""The answers of a registry to a question."""


def misread(question: Question, told: Told) -> Iterator[Difference]:
    """Yield the differences between the answers that were read and what is known."""
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
    check = _CHECKS.get(known)
    if check is not None:
        if not check(answer):
            yield Difference(place=asked, now=_in_words(answer), expected=_named(known))
    elif not isinstance(answer, Found):
        yield Difference(place=asked, now=_in_words(answer), expected="a record")
    elif known != HELD:
        yield from _of_record(answer.record, known_works()[known], f"{asked}: ")


def _of_record(record: Record, known: KnownWork, of: str) -> Iterator[Difference]:
    """Yield the differences between a record and a known work."""
    work, year = record.work, known.asked.year
    titles = fold(" ".join(filter(None, (work.title, work.subtitle, *work.original_title))))
    people = work.author or work.editor
    years = {date.year for date in (work.issued, *work.issued_alternative) if date}
    first = fold(people[0].headword) if people else ""
    for name, is_so, read, expected in (
        ("title", set(fold(known.title).split()) <= set(titles.split()), work.title, known.title),
        ("author", fold(known.author) in first, first or None, known.author),
        ("year", year is None or year in years, min(filter(None, years), default=None), year),
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


_CHECKS: Mapping[str, Callable[[Answer], bool]] = {
    NOTHING: lambda answer: isinstance(answer, NotFound) and answer.scope is Scope.HOLDINGS,
    NOWHERE: lambda answer: isinstance(answer, NotFound) and answer.scope is Scope.REGISTRATION,
    REGISTERED: lambda answer: isinstance(answer, Unavailable) and answer.cause is Cause.REGISTERED,
}

_EXPECTED = {NOTHING: "not found", NOWHERE: "not registered", REGISTERED: "registered, without a record", HELD: "some"}


_TOO_BUSY = frozenset({403, 408, 425, 429})
"""Statuses below 500 that say nothing about a contract: blocked, too slow, too early, too fast."""

_FOR_NOW = frozenset({302, 303, 307})
"""Temporary redirects. Source: RFC 9110 §15.4."""

_PAGE = re.compile(rb"\s*(?:<!--.{0,200}-->\s*)?<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)
"""The beginning of an HTML page: ``<!DOCTYPE html>``, ``<html lang="en">``."""


class State(StrEnum):
    """The state of a contract after its question was asked."""

    HOLDS = "holds"
    CHANGED = "changed"
    UNTOLD = "could not tell"


@frozen(kw_only=True)
class Outcome:
    """The outcome of one question: the differences, or why they are unknown; the exchanges, the answers read, and the seconds."""

    question: Question
    differences: tuple[Difference, ...] = ()
    why: str = ""
    exchanges: tuple[Exchange, ...] = ()
    told: Told | None = None
    seconds: float = 0.0

    @property
    def state(self) -> State:
        """The state that the differences and ``why`` imply."""
        return State.UNTOLD if self.why else State.CHANGED if self.differences else State.HOLDS

    @property
    def pace(self) -> dict[str, str]:
        """The headers of the last answer that announce the rate limit."""
        last = self.exchanges[-1].headers if self.exchanges else {}
        return {name: value for name, value in last.items() if name.startswith("x-") or name == "retry-after"}


def judged(
    contract: Contract, question: Question, exchanges: tuple[Exchange, ...], told: Told, limit: Limit
) -> Outcome:
    """Return the outcome of a question, by the raw replies, the answers read from them, and the rate limit in use."""
    replies = _replies(exchanges)
    why = _why_untold(question, replies, told)
    found: tuple[Difference, ...] = ()
    if not why:  # the answers read are compared only if the raw replies are as expected
        found = tuple(_on_line(contract, question, replies, limit)) or tuple(misread(question, told))
    return Outcome(question=question, differences=found, why=why, exchanges=exchanges, told=told)


def _replies(exchanges: Sequence[Exchange]) -> list[Reply]:
    replies, redirects = [], 0
    for each in exchanges:
        if each.status in range(301, 309) and each is not exchanges[-1]:
            redirects += 1
        else:
            replies.append(Reply(each, redirects))
            redirects = 0
    return replies


def _paired(replies: Sequence[Reply], forms: Sequence[Form]) -> Iterator[tuple[Reply, Form | None]]:
    """Yield each reply with its form; the forms of requests that were not sent are skipped."""
    left = list(forms)
    for reply in replies:
        while left and left[0].of and left[0].of not in reply.exchange.url:
            left.pop(0)
        yield reply, left.pop(0) if left else None


def _why_untold(question: Question, replies: Sequence[Reply], told: Told) -> str:
    """Return why an answer says nothing about the contract; empty if it does."""
    for reply, form in _paired(replies, question.forms):
        exchange = reply.exchange
        if exchange.status is None:
            return exchange.why
        if exchange.status >= HTTPStatus.INTERNAL_SERVER_ERROR or exchange.status in _TOO_BUSY:
            return f"answered {exchange.status}"
        if exchange.status in _FOR_NOW:
            return f"answered {exchange.status}, a temporary redirect to {exchange.headers.get('location', '')}"
        if form is not None and (why := _why_unread(exchange, form)):
            return why
    if not replies:
        answers = told.values() if isinstance(told, Mapping) else (told,)
        return next((each.why for each in answers if isinstance(each, Unavailable)), "was not asked")
    return ""


def _why_unread(exchange: Exchange, form: Form) -> str:
    """Return why an answer cannot be read: it is incomplete, or an HTML page in its place; empty if it can."""
    if exchange.status == HTTPStatus.OK and _PAGE.match(exchange.body):
        return "answered with an HTML page"
    if not form.body or exchange.status != form.status:
        return ""
    body = body_of(form, exchange)
    return body.why if isinstance(body, Failure) and is_typed(exchange, form) else ""


def _on_line(contract: Contract, question: Question, replies: Sequence[Reply], limit: Limit) -> Iterator[Difference]:
    for reply, form in _paired(replies, question.forms):
        if form is not None:
            yield from of_reply(contract, question, reply, form)
            yield from too_fast(reply.exchange, limit)
