"""What the lexicon says of words: table by table, a table for each language."""

from pathlib import Path
from typing import Any

import pytest
from tables import all_rows

import refcheck.lexicon
from refcheck.lexicon import Term, languages, month_number, respelt, section, wordings
from refcheck.lexicon.wordings import titles


@pytest.mark.parametrize("row", all_rows("lexicon"))
def test_what_words_mean(row: dict[str, Any]) -> None:
    if title := row.get("title"):
        assert section(title) == row.get("section")
    if word := row.get("word"):
        assert respelt(word, Term(row["term"])) == row.get("meant")
    if month := row.get("month"):
        meant = respelt(month, Term.MONTH)
        assert (month_number(meant) if meant else None) == row.get("number")


def test_ordinary_words_are_no_older_than_the_headings() -> None:
    """A heading in one more language is near to words that nobody has looked for: the file says of how many headings it knows."""
    file = Path(refcheck.lexicon.__file__).with_name("ordinary.txt")
    known = next(line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("# Headings: "))
    assert int(known.removeprefix("# Headings: ")) == len(titles()), "python -m training.ordinary_words /usr/share/dict"


def test_every_term_has_wordings() -> None:
    assert [term for term in Term if not wordings(term)] == []
    assert len(languages()) >= 22
