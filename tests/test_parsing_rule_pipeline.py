"""Rules are asked about few references: those whose labels, marks and words they are about; and what is remembered stays right."""

from collections import Counter
from collections.abc import Sequence, Set
from typing import Any

import pytest
from tables import CASES, rows
from test_parsing import unmarked

from refcheck.parsing.memoize import memoize
from refcheck.parsing.reading import draft
from refcheck.parsing.structure.rules import RULES
from refcheck.parsing.structure.runs import Change, Labels, Rule, RulePipeline
from refcheck.parsing.tagging.tagger import MODEL
from refcheck.parsing.tagging.tokens import Token, tokenize


@pytest.mark.parametrize("row", rows(CASES / "parsing" / "references.toml"))
def test_a_rule_changes_nothing_where_its_marks_or_words_are_missing(row: dict[str, Any]) -> None:
    made = draft(row["raw"], MODEL)
    text, tokens, tagged = made.text, made.tokens, made.tagged
    marks = set("".join(token.gap for token in tokens))
    words = {token.text.lower() for token in tokens}
    labels = Labels(tagged.labels)
    concerned = [rule for rule in RULES if rule.concerns(frozenset(labels))]
    missing = [each for each in concerned if _lacks(each.marks, marks) or _lacks(each.words, words)]
    assert missing
    for rule in missing:
        assert rule.change(text, tokens, labels) == labels, rule.change


def _lacks(wanted: Set[str], there: Set[str]) -> bool:
    return bool(wanted) and wanted.isdisjoint(there)


def test_what_is_remembered_is_made_once_and_forgotten_where_it_is_too_much() -> None:
    made = []

    @memoize(most=2)
    def doubled(number: int) -> int:
        made.append(number)
        return 2 * number

    assert [doubled(number) for number in (1, 1, 2, 1, 3, 1)] == [2, 2, 4, 2, 6, 2]
    assert made == [1, 2, 3, 1]


MOST_RULES = 45
"""More rules than these are no rules, but a second tagger: what they mend is better learnt."""


def test_rules_are_few_and_each_has_a_row_that_it_changes() -> None:
    changing: Counter[str] = Counter()
    for table in ("structure", "title_ends", "references"):
        for param in rows(CASES / "parsing" / f"{table}.toml", "wild", "made"):
            changing.update(_changing(table, param.values[0]))
    assert len(RULES) <= MOST_RULES
    assert [name for rule in RULES if not changing[name := rule.change.__name__]] == []


def _changing(table: str, row: dict[str, Any]) -> set[str]:
    """The rules that change the labels of a row."""
    if table == "structure":
        text, tokens, labels = unmarked(row["read"])
    elif table == "title_ends":
        text, tokens = row["text"], tokenize(row["text"])
        labels = ["title*", *["title"] * (len(tokens) - 1)]
    else:
        made = draft(row["raw"], MODEL)
        text, tokens, labels = made.text, made.tokens, made.tagged.labels
    changed: set[str] = set()
    RulePipeline([rule._replace(change=_noting(rule, changed)) for rule in RULES]).taken(text, tokens, labels)
    return changed


def _noting(rule: Rule, changed: set[str]) -> Change:
    def change(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
        after = rule.change(text, tokens, labels)
        if after != labels:
            changed.add(rule.change.__name__)
        return after

    return change
