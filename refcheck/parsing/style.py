"""The style of a list: what it prints between two fields, and which reading of a doubtful reference fits it.

One list has one style. Where "Title. Journal" and "Title. Subtitle" are as likely for the tagger, the other references of the
list know whether their titles end with a full stop. For each kind of gap between two tokens it is counted which field ends there
and which begins, in the list and in the training data; where the two differ, the list is believed.
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
"""What the training data do between two tokens, counted when the model was trained: gap → step → how often."""

FEWEST, _LEAST = 8, 0.15
"""A list of fewer references has no style to speak of; nor has one whose references tell less of each other than the
training data do and so much more for each gap (in nats). Most lists of one paper reach it; references of many papers tell
0.1 at most. Fitted: on the lists of sources that training never saw, November 2026."""

_WEIGHT, _USUAL = 1.2, 1.0
"""How much the list's habit weighs beside the tagger's probabilities, and how many gaps of the list what is usual is worth.
Both were chosen on the lists of sources that training never saw. Fitted: so, November 2026 (``docs/model.md``)."""

_UNSEEN, _UNSEEN_GAPS = 0.5, 5.0
"""A step that the data never take is thought to be taken so often, in so many gaps. Source: set by hand."""


class Step(NamedTuple):
    """What a reference does between two tokens.

    ``kind`` is the gap, by its marks and by what follows: a mask (``m``), a number (``9``), a capitalised (``X``) or another
    word (``x``). ``change`` says which field ends and which begins there, "title>container"; it is empty within one field.
    """

    kind: str
    change: str


class Style:
    """How often the gaps of a list are of each kind, and which steps are taken there."""

    def __init__(self, references: Iterable[Sequence[Step]]) -> None:
        """The style of references whose steps are known."""
        self._gaps: Counter[str] = Counter()
        self._steps: Counter[Step] = Counter()
        for taken in references:
            self._steps.update(taken)
            self._gaps.update(kind for kind, _ in taken)

    @classmethod
    def of(cls, references: Sequence[Sequence[Step]]) -> "Style | None":
        """The style of a list's references, by the steps that they take as the tagger read them; none where they share none."""
        style = cls(references)
        told = gaps = 0.0
        for taken in references:
            told += sum(map(style.surprises(taken), taken))
            gaps += len(taken)
        return style if len(references) >= FEWEST and told > _LEAST * gaps else None

    def surprises(self, own: Sequence[Step]) -> Callable[[Step], float]:
        """How much oftener the list takes a step in a gap than is usual, as a logarithm, where ``own`` steps do not count."""
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
        """The labels that fit the list best, for one of its references, which takes its ``own`` steps as the tagger read it.

        ``chain`` tells how well one label stands behind another in any list.
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
    on = bare(before) == bare(label) and not is_first(label)
    return Step(kind, "" if on else f"{bare(before)}>{bare(label)}")


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
    """Return the share of the gaps of its kind in which the training data take a step."""
    taken = _table().get(step.kind, {})
    return (taken.get(step.change, 0) + _UNSEEN) / (sum(taken.values()) + _UNSEEN_GAPS)


@cache
def _table() -> Mapping[str, Mapping[str, int]]:
    table: Mapping[str, Mapping[str, int]] = json.loads(STEPS.read_text(encoding="utf-8"))
    return table
