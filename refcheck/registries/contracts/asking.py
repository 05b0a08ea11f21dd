"""The questions of the contracts, asked; and what came of them ↔ JSON-ready data.

Nothing of the user's is sent: no e-mail address, no key, no name of a program, and no text but that of the tables.
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
"""The version of the data's own form."""


def to_dict(outcomes: Sequence[Outcome], asked: datetime) -> dict[str, Any]:
    """Return all of the outcomes; ``asked`` is when (UTC)."""
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
"""For all of it. Source: a choice of patience, not measured."""

_ONE = 10.0
"""Seconds for one answer, unless the user has set them. Source: a choice of patience, not measured."""

_TRIES = 3
"""How often a question is asked before it is said that something has changed: one answer may be an accident."""

_LATE = "did not answer in the time for all"


def ask(
    connections: Connections,
    known: Mapping[str, Contract] | None = None,
    *,
    seconds: float = SECONDS,
    clock: Callable[[], float] = time.monotonic,
    on_progress: Callable[[str], None] = lambda service: None,
) -> tuple[Outcome, ...]:
    """Ask each service its questions and say what became of each, in the order of the services.

    Args:
        connections: whom to ask and where; what they say of who asks is left out.
        known: the contracts of those who are asked; by default all that there are.
        seconds: for all of it; what is not answered by then could not be told.
        clock: counts seconds.
        on_progress: is told the name of a service when it is done.
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
    """The same services at the same addresses, asked by nobody in particular; where they are the real ones, all that there are."""
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
    """Return the next one that is done, if there is one in so many seconds; an exception in a thread is raised here."""
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
    """Ask the services of one host their questions, one after the other."""
    try:
        for bare, contract in group:
            for question in contract.questions:
                if clock() >= end:
                    return
                put(_asked(bare, contract, question, clock))
    except BaseException as error:
        put(error)


def _asked(bare: Bare, contract: Contract, question: Question, clock: Callable[[], float]) -> Outcome:
    """Return one question: asked again where something seems to have changed, and as it was answered best."""
    registry = Paced(bare.registry, bare.pace, bare.breaker)
    told: Told
    for _ in range(_TRIES):
        started = clock()
        with listening() as heard:
            if question.search:
                (told,) = registry.search((query_of(question),))
            else:
                told = registry.lookup(tuple(question.lookup))
        outcome = judged(contract, question, tuple(heard), told, bare.limit)
        outcome = evolve(outcome, seconds=clock() - started)
        if outcome.state is not State.CHANGED:
            break
    return outcome
