"""Rules over the labels of a reference, the runs of one label that they examine, and the choice of the rules that apply."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, lru_cache
from typing import NamedTuple

from refcheck.parsing.tagging.labels import begin, each_run
from refcheck.parsing.tagging.tokens import Token

Change = Callable[[str, Sequence[Token], list[str]], list[str]]
"""The function of a rule: the text, its tokens and their labels in, the labels out, changed where it is certain."""


class Rule(NamedTuple):
    """A change, and the conditions on the references to which it applies.

    It is tried if a token has one of the labels that it ``needs`` and none has one of ``unless``, both as the tagger gives them,
    with first tokens distinguished; if one of its ``marks`` is printed between the tokens; and if a token is one of its ``words``,
    in small letters. An empty set is no condition.
    """

    change: Change
    needs: Set[str]
    unless: Set[str]
    marks: Set[str]
    words: Set[str]

    def concerns(self, there: Set[str]) -> bool:
        """Return whether the rule applies to a reference with these labels."""
        return self.unless.isdisjoint(there) and not (self.needs and self.needs.isdisjoint(there))


def rule(
    change: Change, needs: str = "", unless: str = "", marks: Iterable[str] = (), words: Iterable[str] = ()
) -> Rule:
    """Return a rule; labels are given without the marks of first tokens, separated by spaces."""
    return Rule(change, _as_given(needs), _as_given(unless), frozenset(marks), frozenset(words))


def _as_given(labels: str) -> Set[str]:
    return frozenset(form for label in labels.split() for form in (label, begin(label)))


class Labels(list[str]):
    """The labels as one rule leaves them to the next: no rule changes them in place, so their runs are found once for all rules."""

    @cached_property
    def runs(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """The runs of each label, without the marks of first tokens, as ``(first, end)`` token numbers."""
        found: dict[str, list[tuple[int, int]]] = {}
        for label, first, end in each_run(self):
            found.setdefault(label, []).append((first, end))
        return found


def runs(labels: Sequence[str], label: str) -> Iterator[tuple[int, int]]:
    """Return the runs of one label, as ``(first, end)`` token numbers."""
    return iter((labels if isinstance(labels, Labels) else Labels(labels)).runs.get(label, ()))


def has(labels: Sequence[str], *wanted: str) -> bool:
    """Return whether there is a run of any of the labels."""
    return not (labels if isinstance(labels, Labels) else Labels(labels)).runs.keys().isdisjoint(wanted)


def run_at(labels: Sequence[str], label: str, place: int) -> tuple[int, int] | None:
    """Return the run of a label that a token is in, as ``(first, end)``, or ``None`` if the token has another label."""
    return next((run for run in runs(labels, label) if run[0] <= place < run[1]), None)


def relabel(labels: list[str], first: int, end: int, label: str) -> list[str]:
    """Return the labels with one run of ``label`` from ``first`` up to ``end``."""
    return [*labels[:first], begin(label), *[label] * (end - first - 1), *labels[end:]]


def printed(text: str, tokens: Sequence[Token], first: int, end: int) -> str:
    """Return the text from one token up to another, with the punctuation between them."""
    return text[tokens[first].start : tokens[end - 1].end]


_ANY = ""
"""The key of the rules that require no mark, or no word."""


class RulePipeline:
    """Rules in their order. A set of rules is an integer with a bit for each, of which the first rule has the highest."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Index the rules by what they require."""
        self._rules = tuple(reversed(rules))
        self._by_mark = _bits_by(each.marks or {_ANY} for each in self._rules)
        self._by_word = _bits_by(each.words or {_ANY} for each in self._rules)
        # A few hundred sets of labels cover most references.
        self._about_labels = lru_cache(maxsize=2048)(self._concerned)

    def taken(self, text: str, tokens: Sequence[Token], labels: Sequence[str]) -> list[str]:
        """Return the labels after the rules have been applied in turn, each to the labels that those before it have left."""
        current = Labels(labels)
        printed = self._about_printed(tokens)
        left = printed & self._about_labels(frozenset(current))
        while left:
            number = left.bit_length() - 1
            left ^= 1 << number
            changed = self._rules[number].change(text, tokens, current)
            if changed is not current:
                current = Labels(changed)
                left = printed & self._about_labels(frozenset(current)) & ((1 << number) - 1)
        return current

    def _concerned(self, there: Set[str]) -> int:
        """Return the rules that apply to references with these labels."""
        return sum(1 << number for number, each in enumerate(self._rules) if each.concerns(there))

    def _about_printed(self, tokens: Sequence[Token]) -> int:
        """Return the rules that apply to references with the marks and words of these tokens."""
        marks = _joined(self._by_mark, "".join([token.gap for token in tokens]))
        return marks & _joined(self._by_word, [token.text.lower() for token in tokens])


def _bits_by(required: Iterable[Set[str]]) -> dict[str, int]:
    """Return each required thing, with the rules that require it."""
    found: dict[str, int] = defaultdict(int)
    for number, things in enumerate(required):
        for thing in things:
            found[thing] |= 1 << number
    return dict(found)


def _joined(bits: dict[str, int], there: Iterable[str]) -> int:
    """Return the rules that require something that is there, or nothing."""
    found = bits.get(_ANY, 0)
    for thing in bits.keys() & there:
        found |= bits[thing]
    return found
