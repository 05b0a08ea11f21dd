"""Asking the questions of the contracts, and conversion of the outcomes to JSON-ready data.

Nothing of the user is sent: no e-mail address, no key, no program name, and no text except that of the tables.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from queue import Empty, SimpleQueue
from typing import Any

from attrs import asdict, evolve

from refcheck._version import __version__
from refcheck.registries.connections import NO_CACHE, WAYBACK_URL, Connections
from refcheck.registries.contracts import Contract, Question, contracts, query_of
from refcheck.registries.contracts.judging import Outcome, State, Told, judged
from refcheck.registries.further import FURTHER
from refcheck.registries.network import Bare, everybody
from refcheck.registries.recording import listening
from refcheck.registries.wrappers.pace import Pace
from refcheck.registries.wrappers.pacing import Paced

FORMAT = 1
"""The version of the data format."""


def to_dict(outcomes: Sequence[Outcome], asked: datetime) -> dict[str, Any]:
    """Return the outcomes as data; ``asked`` is the time of the questions (UTC)."""
    return {
        "live": FORMAT,
        "refcheck": __version__,
        "asked": asked.isoformat(timespec="seconds"),
        "questions": [_outcome(each) for each in outcomes],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    question = outcome.question
    return {
        "service": question.service,
        "question": question.name,
        "state": outcome.state.value,
        "differences": [asdict(each) for each in outcome.differences],
        "why": outcome.why,
        "seconds": round(outcome.seconds, 2),
        "pace": outcome.pace,
        "requests": [{"url": each.url, "status": each.status, "why": each.why} for each in outcome.exchanges],
    }


SECONDS = 90.0
"""Seconds for all questions. Source: a judgement of how long a user waits; not measured."""

_ONE = 10.0
"""Seconds for one answer, unless the user sets a time. Source: a judgement of how long a user waits; not measured."""

_TRIES = 3
"""The number of times that a question is asked before a change is reported: a single answer may be an accident."""

_LATE = "did not answer within the total time"


def ask(
    connections: Connections,
    known: Mapping[str, Contract] | None = None,
    *,
    seconds: float = SECONDS,
    clock: Callable[[], float] = time.monotonic,
    on_progress: Callable[[str], None] = lambda service: None,
) -> tuple[Outcome, ...]:
    """Ask each service its questions and return the outcomes, in the order of the services.

    Args:
        connections: the services and their URLs; the data about the user are not sent.
        known: the contracts of the services to ask; by default all.
        seconds: the time for all questions; those not answered by then have the state "could not tell".
        clock: a function that counts seconds.
        on_progress: called with the name of each service when its questions are done.
    """
    known = contracts() if known is None else known
    asked = [each for each in everybody(_of_nobody(connections)) if each.name in known]
    done: SimpleQueue[Outcome | BaseException] = SimpleQueue()
    end = clock() + seconds
    by_host: dict[Pace, list[tuple[Bare, Contract]]] = defaultdict(list)
    for each in asked:
        by_host[each.pace].append((each, known[each.name]))
    for group in by_host.values():
        threading.Thread(target=_ask_each, args=(group, done.put, end, clock), daemon=True).start()
    outcomes = {
        (question.service, question.name): Outcome(question=question, why=_LATE)
        for each in asked
        for question in known[each.name].questions
    }
    left = set(outcomes)
    while left and (outcome := _next(done, end - clock())) is not None:
        key = (outcome.question.service, outcome.question.name)
        outcomes[key] = outcome
        left.remove(key)
        if all(service != key[0] for service, _ in left):
            on_progress(key[0])
    return tuple(outcomes.values())


def _of_nobody(connections: Connections) -> Connections:
    """Return the same services at the same URLs without data about the user; if the URLs are the real ones, all services."""
    is_real = connections.is_real
    return evolve(
        connections,
        mailto=None,
        user_agent=None,
        openalex_key=None,
        semantic_scholar_key=None,
        google_books_key=None,
        cache=NO_CACHE,
        also=",".join(FURTHER) if is_real else connections.also,
        wayback_url=connections.wayback_url or (WAYBACK_URL if is_real else None),
        timeout=connections.timeout or _ONE,
    )


def _next(done: "SimpleQueue[Outcome | BaseException]", seconds: float) -> Outcome | None:
    """Return the next outcome, or ``None`` if there is none within ``seconds``; an exception of a thread is raised here."""
    try:
        outcome = done.get(timeout=max(0.0, seconds))
    except Empty:
        return None
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def _ask_each(
    group: Sequence[tuple[Bare, Contract]],
    put: Callable[[Outcome | BaseException], None],
    end: float,
    clock: Callable[[], float],
) -> None:
    """Ask the questions of all services of one host, one after the other."""
    try:
        for bare, contract in group:
            for question in contract.questions:
                if clock() >= end:
                    return
                put(_asked(bare, contract, question, clock))
    except BaseException as error:
        put(error)


def _asked(bare: Bare, contract: Contract, question: Question, clock: Callable[[], float]) -> Outcome:
    """Return the outcome of one question, which is asked up to ``_TRIES`` times while something seems to have changed."""
    registry = Paced(bare.registry, bare.pace, bare.breaker)
    answers: Told
    for _ in range(_TRIES):
        started = clock()
        with listening() as exchanges:
            if question.search:
                (answers,) = registry.search((query_of(question),))
            else:
                answers = registry.lookup(tuple(question.lookup))
        outcome = judged(contract, question, tuple(exchanges), answers, bare.limit)
        outcome = evolve(outcome, seconds=clock() - started)
        if outcome.state is not State.CHANGED:
            break
    return outcome
