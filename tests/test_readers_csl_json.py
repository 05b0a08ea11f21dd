"""CSL-JSON, and Crossref's JSON, which is much the same."""

from typing import Any

import pytest
from structured_made import assert_as_told, assert_sound
from tables import CASES, rows

from refcheck.readers.data import crossref_json, csl_json

OF_CSL = rows(CASES / "readers" / "csl_json.toml")
OF_CROSSREF = rows(CASES / "readers" / "crossref_json.toml")


@pytest.mark.parametrize("row", OF_CSL)
def test_items(row: dict[str, Any]) -> None:
    bibliography = csl_json.read(row["text"], "<text>")
    assert csl_json.recognises("<text>", row["text"])
    assert not crossref_json.recognises("<text>", row["text"])
    assert_as_told(bibliography, row)
    assert_sound(bibliography)


@pytest.mark.parametrize("row", OF_CROSSREF)
def test_works_of_crossref(row: dict[str, Any]) -> None:
    bibliography = crossref_json.read(row["text"], "<text>")
    assert crossref_json.recognises("<text>", row["text"])
    assert not csl_json.recognises("<text>", row["text"])
    assert_as_told(bibliography, row)
    assert_sound(bibliography)


def test_a_text_without_escapes_stays_as_it_is() -> None:
    text = '[{"id": "a", "type": "book", "title": "Ä \\" \\\\"}]'
    assert csl_json.read(text, "<text>").document.text == text


def test_escapes_that_need_not_be_are_written_out() -> None:
    escaped = '"title": "\\u00c4 \\ud835\\udc00 \\ud835 \\\\u00c4", "URL": "https:\\/\\/a.example\\/b"'
    written = '"title": "Ä 𝐀 \\ud835 \\\\u00c4", "URL": "https://a.example/b"'
    bibliography = csl_json.read(f'[{{"id": "a",\n "type": "book", {escaped}}}]', "<text>")
    assert bibliography.document.text == f'[{{"id": "a",\n "type": "book", {written}}}]'
    assert bibliography.references[0].work.title == "Ä 𝐀 � \\u00c4"
    assert [found.value for found in bibliography.references[0].identifiers] == ["https://a.example/b"]


def test_what_breaks_off_is_said() -> None:
    assert csl_json.read('[{"id": "a", "type": "book", "title": "A"}', "<text>").notes
    assert not csl_json.read('[{"id": "a", "type": "book", "title": "A"}]', "<text>").notes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1] Doe, J. (2001). A title. Journal, 1(2), 3-4.",
        '{"name": "package", "version": "1.0", "type": "module"}',
        '[{"type": "Feature", "title": "Point"}]',
        "{}",
    ],
)
def test_other_texts_are_not_taken_for_it(text: str) -> None:
    assert not csl_json.recognises("items.json", text)
    assert not crossref_json.recognises("items.json", text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        '{"a":' * 50_000,
        "[" * 50_000 + "]" * 50_000,
        '[{"type": "book", "author": ' + "[" * 50_000,
        '[{"title": "' + "x" * 500_000 + '"}]',
        '[{"title": "' + "\\" * 200_001,
        '"' * 50_000,
        '[{"title": ' + "1" * 50_000,
        '[{"issued": {"date-parts": [[' + "9" * 5_000 + "]]}}]",
        "[" + '{"id": 1, "title": "A"},' * 5_000 + "]",
        "}" * 50_000,
        '[{"title": "a"' + "," * 50_000,
    ],
    ids=lambda text: text[:20],
)
def test_hostile(text: str) -> None:
    assert_sound(csl_json.read(text, "<text>"))
