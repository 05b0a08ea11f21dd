"""RIS."""

from typing import Any

import pytest
from structured_made import assert_as_told, assert_sound
from tables import CASES, rows

from refcheck.readers.data import ris

RECORD = "TY  - JOUR\nAU  - Doe, J.\nTI  - A title\nDO  - 10.1000/xyz123.\nER  - \n"


@pytest.mark.parametrize("row", rows(CASES / "readers" / "ris.toml"))
def test_records(row: dict[str, Any]) -> None:
    assert ris.recognises("<text>", row["text"]) or "AU" not in row["text"]
    bibliography = ris.read(row["text"], "<text>")
    assert bibliography.document.text == row["text"]
    assert_as_told(bibliography, row)
    assert_sound(bibliography)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind(end: str) -> None:
    bibliography = ris.read(("\ufeff" + RECORD * 2).replace("\n", end), "a.ris")
    assert [each.work.title for each in bibliography.references] == ["A title"] * 2
    lines = [place.line for place in bibliography.document.places(each.spans[0] for each in bibliography.references)]
    assert lines == [1, 6]


def test_repairs_replay_on_the_source() -> None:
    reference = ris.read(RECORD, "a.ris").references[0]
    assert reference.work.doi == "10.1000/xyz123"
    (found,) = reference.identifiers
    assert [place.of(RECORD) for place in reference.locate(found.span)] == ["10.1000/xyz123."]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TY  - see the note\nAU  - nobody",
        "Doe, J. (2001). TY - JOUR. A title. Journal 1(2), 3-4.",
        "AU  - Doe, J.\nTI  - A title",
        "@article{a, title = {A}}",
    ],
)
def test_other_texts_are_not_taken_for_it(text: str) -> None:
    assert not ris.recognises("a.txt", text)


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\n" * 5_000,
        "TY  - JOUR\n" + "AU  - A, B\n" * 5_000,
        "TY  - JOUR\nTI  - " + "more\n" * 25_000,
        "TY  - JOUR\nTI  - " + "x" * 500_000,
        "TY  - JOUR\nAU  - " + "A, " * 50_000,
        "TY" + " " * 125_000,
        "TY  - JOUR\n" + "UR  - http://a.example/b\n" * 5_000,
        "TY  - JOUR\nUR  - " + "http://a.example/ " * 2_000,
    ],
    ids=lambda text: text[:20],
)
def test_hostile(text: str) -> None:
    assert_sound(ris.read(text, "<text>"))
