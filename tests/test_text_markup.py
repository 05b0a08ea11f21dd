"""What people read in a text with markup, entities, mojibake and parted words, and where it stands in what was printed."""

from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import CASES, rows

from refcheck.parsing import parse
from refcheck.text.markup import clean
from refcheck.text.rendered import rendered

TABLE = CASES / "text" / "markup.toml"
PRINTED = "Núñez, J., & Sjöberg, P. (2019). Übung und Maß – a review. Journal of Lists, 17(2), 708–714. https://doi.org/10.1000/182"
PIECES = st.sampled_from(
    ["&amp;", "&lt;", "i&gt;", "</i>", "<b>", "é", "Ã©", "a", " ", "-\n", "b", "&#8211;", "amp;", "10.1000/x&amp;y"]
)


@pytest.mark.parametrize("row", rows(TABLE))
def test_a_value_is_cleaned(row: dict[str, Any]) -> None:
    assert clean(row["text"]) == row.get("read", row["text"])
    assert clean(clean(row["text"])) == clean(row["text"])


@pytest.mark.parametrize("row", rows(TABLE))
def test_a_printed_text_is_rendered(row: dict[str, Any]) -> None:
    found = rendered(row["text"])
    assert " ".join((found.text if found else row["text"]).split()) == row.get("read", row["text"])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_every_character_has_its_place(text: str) -> None:
    found = rendered(text)
    if found is None:
        return
    before = 0
    for number in range(len(found.text)):
        start, end = found.source(number, number + 1)
        assert 0 <= start < end <= len(text)
        assert before <= start
        assert found.place(start, end)[0] <= number < found.place(start, end)[1]
        before = start


@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_reference_keeps_what_was_printed(text: str) -> None:
    reference = parse(text)
    assert reference.raw == text
    assert all(field.span.of(text) == field.raw for field in reference.fields)
    assert all(found.span.of(text) == found.raw for found in reference.identifiers)


def _numbered(text: str) -> str:
    return "".join(character if character.isascii() else f"&#{ord(character)};" for character in text)


@pytest.mark.parametrize(
    "printed",
    [
        escape(PRINTED),
        _numbered(PRINTED),
        _numbered(PRINTED).replace("&", "&amp;"),
        PRINTED.encode().decode("cp1252", "replace")
        if "�" not in PRINTED.encode().decode("cp1252", "replace")
        else PRINTED,
        PRINTED.replace("review", "re-\nview").replace("Journal", "Jour-\nnal"),
        PRINTED.replace("Journal of Lists", "<i>Journal of Lists</i>").replace("17", "<b>17</b>"),
        f'<li id="r1">{escape(PRINTED)}</li>',
    ],
)
def test_a_reference_reads_the_same_however_it_is_escaped(printed: str) -> None:
    assert parse(printed).work == parse(PRINTED).work


@pytest.mark.parametrize("kept", ["Smith-\nJones", "e-\nlearning", "COVID-\n19", "post-\nWar"])
def test_a_hyphen_that_was_there_before_stays(kept: str) -> None:
    found = rendered(f"On {kept} today")
    assert (found.text if found else kept).count("-") == 1
