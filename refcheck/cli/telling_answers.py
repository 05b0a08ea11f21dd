"""Output of the services' answers: of live queries (`doctor --live`), and of a filed case (`doctor --from`)."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refcheck.cli.exits import Exit, Failure, code_for
from refcheck.cli.output import say, shown_status
from refcheck.cli.streams import data_of, replace_file
from refcheck.model import Found, Hits, NotFound, Unavailable, Work
from refcheck.registries.connections import Connections

if TYPE_CHECKING:
    from refcheck.evidence import FiledAnswer
    from refcheck.registries.contracts.judging import Outcome
    from refcheck.registries.wrappers.cache import Known

_MARKS = {"holds": "ok ", "changed": "NO ", "could not tell": "?  "}


def tell_live(connections: Connections, output: str | None) -> Exit:
    """Query every service with the questions whose answers are known, print each outcome, and write them to ``output`` if given."""
    from refcheck.registries.contracts.asking import ask, to_dict

    asked = datetime.now(UTC)
    with shown_status() as shown:
        outcomes = ask(connections, on_progress=lambda service: shown.show(f"asked: {service}") if shown else None)
    for line in _lines(outcomes):
        say(line)
    states = Counter(each.state.value for each in outcomes)
    counted = ", ".join(f"{states[state]} {word}" for state, word in _COUNTED.items())
    say(f"{len(outcomes)} questions to {len({each.question.service for each in outcomes})} services: {counted}.")
    _write(output, to_dict(outcomes, asked))
    return code_for(found=states["changed"], is_open=states["could not tell"] or not outcomes)


_COUNTED = {"holds": "hold", "changed": "changed", "could not tell": "could not be decided"}


def _lines(outcomes: "Sequence[Outcome]") -> Iterator[str]:
    """Yield a line for each question, and one more for each difference after the first."""
    for outcome in outcomes:
        named = f"{outcome.question.service} · {outcome.question.name}"
        first, *others = [str(each) for each in outcome.differences] or [outcome.why or _measured(outcome)]
        yield f"{_MARKS[outcome.state.value]} {named:<40} {first}"
        for each in others:
            yield f"{'':<44} {each}"


def _measured(outcome: "Outcome") -> str:
    """Return the seconds that an answer took, and the rate limit that it announces."""
    count, interval = (outcome.pace.get(f"x-rate-limit-{name}", "") for name in ("limit", "interval"))
    pace = f", announces {count} in {interval}" if count and interval else ""
    return f"{outcome.seconds:.1f} s{pace}"


def _write(output: str | None, data: Mapping[str, Any]) -> None:
    if output is not None:
        text = json.dumps(data, ensure_ascii=False, indent=1)
        replace_file(Path(output), f"{text}\n".encode("utf-8", "surrogatepass"))


def tell_case(case: str, output: str | None) -> Exit:
    """Print for each answer in a case its registry and query, and how it was parsed then and is parsed now."""
    from refcheck.errors import EvidenceError
    from refcheck.evidence import filed_answers

    told = []
    try:
        for answer in filed_answers(data_of(case)):
            told.append(_answer_to_dict(answer))
            for line in _of_answer(answer):
                say(line)
    except EvidenceError as error:
        raise Failure(f"{case}: {error}") from error
    changed, untold = (sum(bool(each[name]) for each in told) for name in ("changed", "is_untold"))
    say(f"{len(told)} answers: {changed} are read differently now, {untold} could not be read again.")
    _write(output, {"answers": told})
    return code_for(found=changed, is_open=untold)


def _of_answer(answer: "FiledAnswer") -> Iterator[str]:
    """Yield the registry and its responses, each query with its parsed answer, and the places of the bodies that were not read."""
    yield f"{answer.registry}, {answer.asked:%Y-%m-%d %H:%M:%S}"
    for each in answer.exchanges:
        came = f"answered {each.status}, {len(each.body):,} bytes" if each.status is not None else each.why
        yield f"    {'POST' if each.sent else 'GET'} {each.url}: {came}"
    for key, then in answer.then.items():
        yield f"    {key}: {_in_words(then)}"
        if key in answer.changed and answer.now is not None:
            yield f"        now: {_in_words(answer.now[key])}"
    if answer.unread:
        yield f"    unread: {', '.join(answer.unread)}"


def _answer_to_dict(answer: "FiledAnswer") -> dict[str, Any]:
    from refcheck.registries.wrappers.cache import to_json

    def data(answers: "Mapping[str, Known]") -> dict[str, Any]:
        return {key: json.loads(to_json(key, each)) for key, each in answers.items()}

    return {
        "registry": answer.registry,
        "asked": answer.asked.isoformat(),
        "requests": [{"url": each.url, "status": each.status, "why": each.why} for each in answer.exchanges],
        "then": data(answer.then),
        "now": None if answer.now is None else data(answer.now),
        "changed": list(answer.changed),
        "is_untold": answer.now is None,
        "unread": list(answer.unread),
    }


def _in_words(answer: "Known") -> str:
    """Return the kind of an answer in words, with the records that were read."""
    match answer:
        case Found(record=record):
            return f"found: {_work(record.work)}"
        case Hits(hits=hits):
            return f"{len(hits)} hits: {' | '.join(_work(hit.record.work) for hit in hits)}" if hits else "no hits"
        case NotFound(scope=scope):
            return f"not found ({scope.value})"
        case Unavailable(why=why):
            return f"unavailable: {why}"


def _work(work: Work) -> str:
    """Return the fields of a work that were read and that help a person recognise it."""
    people = ", ".join(name.headword for name in work.author[:_MOST_PEOPLE])
    parts = (
        people,
        str(work.year or ""),
        work.title,
        work.container_title,
        work.volume,
        work.issue,
        work.page,
        work.doi,
    )
    return "; ".join(part for part in parts if part) or "nothing of the work"


_MOST_PEOPLE = 3
