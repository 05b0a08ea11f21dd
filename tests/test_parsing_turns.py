"""Rules are asked about few references: those whose labels, marks and words they are about; and what is remembered stays right."""

from collections.abc import Set
from typing import Any

import pytest
from tables import CASES, rows

from refcheck.parsing.reading import draft
from refcheck.parsing.remembered import remembered
from refcheck.parsing.structure.rules import RULES
from refcheck.parsing.structure.runs import Labels
from refcheck.parsing.tagging.tagger import MODEL


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

    @remembered(most=2)
    def doubled(number: int) -> int:
        made.append(number)
        return 2 * number

    assert [doubled(number) for number in (1, 1, 2, 1, 3, 1)] == [2, 2, 4, 2, 6, 2]
    assert made == [1, 2, 3, 1]
