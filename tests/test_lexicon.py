"""What the lexicon says of words: table by table, a table for each language."""

from typing import Any

import pytest
from tables import all_rows

from refcheck.lexicon import Term, languages, month_number, respelt, section, wordings


@pytest.mark.parametrize("row", all_rows("lexicon"))
def test_what_words_mean(row: dict[str, Any]) -> None:
    if title := row.get("title"):
        assert section(title) == row.get("section")
    if word := row.get("word"):
        assert respelt(word, Term(row["term"])) == row.get("meant")
    if month := row.get("month"):
        meant = respelt(month, Term.MONTH)
        assert (month_number(meant) if meant else None) == row.get("number")


def test_every_term_has_wordings() -> None:
    assert [term for term in Term if not wordings(term)] == []
    assert len(languages()) >= 22
