"""One question as it was answered, held against its contract: it holds, something has changed, or nobody can tell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from http import HTTPStatus
from types import MappingProxyType

from attrs import frozen

from refcheck.model import Unavailable
from refcheck.registries.contracts.contract import Contract, Form, Question
from refcheck.registries.contracts.on_line import Reply, body_of, is_typed, of_reply, too_fast
from refcheck.registries.contracts.reading import Told, misread
from refcheck.registries.contracts.shapes import Difference
from refcheck.registries.failures import Failure
from refcheck.registries.recording.exchange import Exchange
from refcheck.registries.wrappers.pace import Limit

_TOO_BUSY = frozenset({403, 408, 425, 429})
"""Statuses below 500 that say nothing of a contract: blocked, too slow, too early, too fast."""

_FOR_NOW = frozenset({302, 303, 307})
"""Redirects that are not for good. Source: RFC 9110 §15.4."""

_PAGE = re.compile(rb"\s*(?:<!--.{0,200}-->\s*)?<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)
"""The beginning of a page for people: ``<!DOCTYPE html>``, ``<html lang="en">``."""


class State(StrEnum):
    """The state of a question after it was asked."""

    HOLDS = "holds"
    CHANGED = "changed"
    UNTOLD = "could not tell"


@frozen(kw_only=True)
class Outcome:
    """One question: what became of it, where it differs, why nobody can tell, what was sent, and what the reader made of it.

    ``pace`` are the headers that announce it, ``seconds`` those that the answers took.
    """

    question: Question
    state: State
    differences: tuple[Difference, ...] = ()
    why: str = ""
    exchanges: tuple[Exchange, ...] = ()
    told: Told | None = None
    pace: Mapping[str, str] = MappingProxyType({})
    seconds: float = 0.0


@frozen(kw_only=True)
class Heard:
    """A question as it was heard: what came over the line, what was read in it, the seconds that it took, and the limit kept."""

    exchanges: tuple[Exchange, ...]
    told: Told
    seconds: float
    limit: Limit


def judged(contract: Contract, question: Question, heard: Heard) -> Outcome:
    """Return what became of a question."""
    replies = _replies(heard.exchanges)
    why = _why_untold(question, replies, heard.told)
    found = () if why else tuple(_differing(contract, question, replies, heard))
    return Outcome(
        question=question,
        state=State.UNTOLD if why else State.CHANGED if found else State.HOLDS,
        differences=found,
        why=why,
        exchanges=heard.exchanges,
        told=heard.told,
        pace=_pace(heard.exchanges),
        seconds=heard.seconds,
    )


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
    """Each reply with its form; a form of a request that was not sent is passed over."""
    left = list(forms)
    for reply in replies:
        while left and left[0].of and left[0].of not in reply.exchange.url:
            left.pop(0)
        yield reply, left.pop(0) if left else None


def _why_untold(question: Question, replies: Sequence[Reply], told: Told) -> str:
    """Why an answer says nothing of the contract; empty where it does."""
    for reply, form in _paired(replies, question.forms):
        exchange = reply.exchange
        if exchange.status is None:
            return exchange.why
        if exchange.status >= HTTPStatus.INTERNAL_SERVER_ERROR or exchange.status in _TOO_BUSY:
            return f"answered {exchange.status}"
        if exchange.status in _FOR_NOW:
            return f"answered {exchange.status}: leads elsewhere for now: {exchange.headers.get('location', '')}"
        if form is not None and (why := _why_unread(exchange, form)):
            return why
    if not replies:
        answers = told.values() if isinstance(told, Mapping) else (told,)
        return next((each.why for each in answers if isinstance(each, Unavailable)), "was not asked")
    return ""


def _why_unread(exchange: Exchange, form: Form) -> str:
    """Why an answer cannot be what the reader reads: a page for people in its place, as of a portal or an outage, or half of it."""
    if exchange.status == HTTPStatus.OK and _PAGE.match(exchange.body):
        return "answered with a page for people"
    if not form.body or exchange.status != form.status:
        return ""
    body = body_of(form, exchange)
    return body.why if isinstance(body, Failure) and is_typed(exchange, form) else ""


def _differing(contract: Contract, question: Question, replies: Sequence[Reply], heard: Heard) -> Iterator[Difference]:
    """Yield what stands on the line first; what was read, only where that is as it was."""
    on_line = [
        each
        for reply, form in _paired(replies, question.forms)
        if form is not None
        for each in (*of_reply(contract, question, reply, form), *too_fast(reply.exchange, heard.limit))
    ]
    yield from on_line or misread(question, heard.told)


def _pace(exchanges: Sequence[Exchange]) -> Mapping[str, str]:
    last = exchanges[-1].headers if exchanges else {}
    return {name: value for name, value in last.items() if name.startswith("x-") or name == "retry-after"}
