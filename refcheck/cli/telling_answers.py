"""What services answer, told: those that are asked now (`doctor --live`), and those of a filed case (`doctor --from`)."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refcheck.cli.exits import Exit, Failure
from refcheck.cli.saying import say
from refcheck.cli.streams import data_of, replace_file
from refcheck.registries.connections import Connections

if TYPE_CHECKING:
    from refcheck.registries.contracts.judging import Outcome

_MARKS = {"holds": "ok ", "changed": "NO ", "could not tell": "?  "}


def tell_live(connections: Connections, output: str | None) -> Exit:
    """Ask every service what is known of it, say what became of each question, and write it to a file if that is wished."""
    from refcheck.registries.contracts.asking import ask
    from refcheck.registries.contracts.outcome_json import to_dict

    asked = datetime.now(UTC)
    outcomes = ask(connections)
    for line in _lines(outcomes):
        say(line)
    states = Counter(each.state.value for each in outcomes)
    counted = ", ".join(f"{states[state]} {word}" for state, word in _COUNTED.items())
    say(f"{len(outcomes)} questions to {len({each.question.service for each in outcomes})} services: {counted}.")
    _write(output, to_dict(outcomes, asked))
    if states["changed"]:
        return Exit.FOUND
    return Exit.COULD_NOT_ASK if states["could not tell"] or not outcomes else Exit.CLEAN


_COUNTED = {"holds": "hold", "changed": "changed", "could not tell": "could not be told"}


def _lines(outcomes: "Sequence[Outcome]") -> Iterator[str]:
    """A line a question; one more for each difference but the first."""
    for outcome in outcomes:
        named = f"{outcome.question.service} · {outcome.question.name}"
        first, *others = [str(each) for each in outcome.differences] or [outcome.why or _measured(outcome)]
        yield f"{_MARKS[outcome.state.value]} {named:<40} {first}"
        for each in others:
            yield f"{'':<44} {each}"


def _measured(outcome: "Outcome") -> str:
    """The seconds of an answer, and the pace that it announces."""
    count, interval = (outcome.pace.get(f"x-rate-limit-{name}", "") for name in ("limit", "interval"))
    pace = f", announces {count} in {interval}" if count and interval else ""
    return f"{outcome.seconds:.1f} s{pace}"


def _write(output: str | None, data: Mapping[str, Any]) -> None:
    if output is not None:
        text = json.dumps(data, ensure_ascii=False, indent=1)
        replace_file(Path(output), f"{text}\n".encode("utf-8", "surrogatepass"))


def tell_case(case: str, output: str | None) -> Exit:
    raise Failure(case)
