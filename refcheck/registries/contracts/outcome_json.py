"""The outcome of `doctor --live` as JSON-ready data for an issue: public addresses and works, and nothing of the user's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from refcheck._version import __version__
from refcheck.registries.contracts.judging import Outcome

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
        "differences": [
            {"place": each.place, "now": each.now, "expected": each.expected} for each in outcome.differences
        ],
        "why": outcome.why,
        "seconds": round(outcome.seconds, 2),
        "pace": dict(outcome.pace),
        "requests": [{"url": each.url, "status": each.status, "why": each.why} for each in outcome.exchanges],
    }
