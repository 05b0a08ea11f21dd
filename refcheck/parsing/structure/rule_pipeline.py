"""Which rules a reference concerns, and their turns: most rules are about few references, and are not asked about the others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

from refcheck.parsing.structure.runs import Labels, Rule
from refcheck.parsing.tagging.tokens import Token

_ANY = ""
"""Under this stand the rules that ask for no mark, or for no word."""


class RulePipeline:
    """Rules in their order. A set of them is a number with a bit for each, of which the first rule has the highest."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Lay the rules out by what they ask for."""
        self._rules = tuple(reversed(rules))
        self._by_mark = _bits_by(each.marks or {_ANY} for each in self._rules)
        self._by_word = _bits_by(each.words or {_ANY} for each in self._rules)
        # A few hundred sets of labels make up most references.
        self._about_labels = lru_cache(maxsize=2048)(self._concerned)

    def taken(self, text: str, tokens: Sequence[Token], labels: Sequence[str]) -> list[str]:
        """The labels after every rule has had its turn, by the labels that those before it have left."""
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
        """The rules about references with these labels."""
        return sum(1 << number for number, each in enumerate(self._rules) if each.concerns(there))

    def _about_printed(self, tokens: Sequence[Token]) -> int:
        """The rules about references with the marks and words of these."""
        marks = _joined(self._by_mark, "".join([token.gap for token in tokens]))
        return marks & _joined(self._by_word, [token.text.lower() for token in tokens])


def _bits_by(asked: Iterable[Set[str]]) -> dict[str, int]:
    """Each thing that rules ask for, and the rules that do."""
    found: dict[str, int] = defaultdict(int)
    for number, things in enumerate(asked):
        for thing in things:
            found[thing] |= 1 << number
    return dict(found)


def _joined(bits: dict[str, int], there: Iterable[str]) -> int:
    """The rules that ask for something that is there, or for nothing."""
    found = bits.get(_ANY, 0)
    for thing in bits.keys() & there:
        found |= bits[thing]
    return found
