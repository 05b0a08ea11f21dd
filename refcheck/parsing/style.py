"""The style of a list: what it prints between two fields, and which reading of a doubtful reference fits it.

One list has one style. If "Title. Journal" and "Title. Subtitle" are equally likely for the tagger, the other references of the
list show whether their titles end with a full stop. For each kind of gap between two tokens, the code counts which field ends and
which begins there, in the list and in the training data; where the two differ, the list takes precedence.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from refcheck.parsing.memoize import memoize
from refcheck.parsing.tagging.labels import Alternatives, Steps, bare, is_first, likeliest
from refcheck.parsing.tagging.marks import gap_of
from refcheck.parsing.tagging.tokens import Token

STEPS = Path(__file__).with_name("model.steps.json")
"""The steps between two tokens in the training data, counted when the model was trained: gap → step → count."""

FEWEST, _LEAST = 8, 0.15
"""The fewest references of a list with a style, and the least information in nats per gap that its references must give about each
other beyond what the training data give. Most lists of one paper reach it; references of many papers give 0.1 at most. Fitted: on
the lists of sources that training never saw, November 2026."""

_WEIGHT, _USUAL = 1.2, 1.0
"""The weight of the list's habit beside the tagger's probabilities, and the number of gaps of the list for which the training data
count. Fitted: both on the lists of sources that training never saw, November 2026 (``docs/model.md``)."""

_UNSEEN, _UNSEEN_GAPS = 0.5, 5.0
"""The counts added to those of a step and of its gaps, for steps that the data never take. Source: a judgement; not fitted."""


class Step(NamedTuple):
    """The transition from one token to the next in a reference.

    ``kind`` is the gap, by its punctuation and by what follows: a mask (``m``), a number (``9``), a capitalised (``X``) or another
    word (``x``). ``change`` says which field ends and which begins there, "title>container"; it is empty within one field.
    """

    kind: str
    change: str


class Style:
    """The counts of each kind of gap in a list, and of the steps taken there."""

    def __init__(self, references: Iterable[Sequence[Step]]) -> None:
        """Count the steps of the references."""
        self._gaps: Counter[str] = Counter()
        self._steps: Counter[Step] = Counter()
        for taken in references:
            self._steps.update(taken)
            self._gaps.update(kind for kind, _ in taken)

    @classmethod
    def of(cls, references: Sequence[Sequence[Step]]) -> "Style | None":
        """Return the style of a list, by the steps of its references as the tagger read them, or ``None`` if they share none."""
        style = cls(references)
        information = gaps = 0.0
        for taken in references:
            information += sum(map(style.surprises(taken), taken))
            gaps += len(taken)
        return style if len(references) >= FEWEST and information > _LEAST * gaps else None

    def surprises(self, own: Sequence[Step]) -> Callable[[Step], float]:
        """Return a function for how much more often than usual the list takes a step, as a logarithm, ``own`` steps not counted."""
        taken = Counter(own)
        gaps = Counter([step.kind for step in own])

        @cache
        def surprise(step: Step) -> float:
            usual = _usual(step)
            others = self._steps[step] - taken[step] + _USUAL * usual
            return math.log(others / (self._gaps[step.kind] - gaps[step.kind] + _USUAL) / usual)

        return surprise

    def labels(
        self, tokens: Sequence[Token], own: Sequence[Step], alternatives: Alternatives, chain: Steps
    ) -> list[str]:
        """Return the labels that fit the list best for one of its references, whose ``own`` steps are those the tagger read.

        ``chain`` has the scores of one label after another in any list.
        """
        surprise = self.surprises(own)
        kinds = list(map(_kind, tokens))

        def habit(before: str, label: str, place: int) -> float:
            return _WEIGHT * surprise(_step((kinds[place], before, label)))

        return likeliest(alternatives, chain, habit)


def steps(tokens: Sequence[Token], labels: Sequence[str]) -> list[Step]:
    """Return the steps from each token to the next."""
    return list(map(_step, zip(map(_kind, tokens[1:]), labels, labels[1:], strict=False)))


@memoize(most=8192)
def _step(key: tuple[str, str, str]) -> Step:
    kind, before, label = key
    is_within_field = bare(before) == bare(label) and not is_first(label)
    return Step(kind, "" if is_within_field else f"{bare(before)}>{bare(label)}")


def _kind(token: Token) -> str:
    text = token.text
    follows = "m" if token.masked else "9" if text.isdecimal() else "X" if text[:1].isupper() else "x"
    return _kind_of((token.gap, follows))


@memoize(most=8192)
def _kind_of(key: tuple[str, str]) -> str:
    gap, follows = key
    return gap_of(gap).plain + follows


@memoize(most=8192)
def _usual(step: Step) -> float:
    """Return the share of gaps of its kind in which the training data take the step."""
    taken = _table().get(step.kind, {})
    return (taken.get(step.change, 0) + _UNSEEN) / (sum(taken.values()) + _UNSEEN_GAPS)


@cache
def _table() -> Mapping[str, Mapping[str, int]]:
    table: Mapping[str, Mapping[str, int]] = json.loads(STEPS.read_text(encoding="utf-8"))
    return table
