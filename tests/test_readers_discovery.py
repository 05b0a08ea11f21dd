"""Readers found by their signs: none that recognises a document is passed over because a sign of it is missing."""

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tables import CASES, SEEDS

from refcheck.docstrings import docstrings
from refcheck.model import DATA
from refcheck.readers import data as records
from refcheck.readers.discovery import (
    binary_format,
    binary_format_named,
    formats,
    text_format,
    text_format_named,
)

TEXT = [form for name in formats() if (form := text_format_named(name)) is not None]
BINARY = [found for name in formats() if (found := binary_format_named(name)) is not None]

TEXT.sort(key=lambda form: form.__name__)  # type: ignore[attr-defined]  # modules: of data, documents, pasted
BINARY.sort(key=lambda form: form.__name__)  # type: ignore[attr-defined]


def strings(value: object) -> Iterator[str]:
    """Every text in a table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


TABLES = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((CASES / "readers").glob("*.toml"))]
TEXTS = [text for table in TABLES for text in strings(table) if "\n" in text]
TEXTS += [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("jcep-*/*.txt"))]
LINES = sorted({line for text in TEXTS for line in text.splitlines()})
NAMES = (
    "<text>",
    "LIST.BIB",
    "a.biblatex",
    "a.typ",
    "Paper.TEX",
    "a.bbl",
    "a.md",
    "a.QMD",
    "a.csv",
    "a.yaml",
    "list.txt",
)

ASKED = (
    "TY - JOUR\nAU - Doe",
    "%0 Book\n%T A",
    "@ARTICLE{a,",
    "# A\n[@doe]",
    "#show: a",
    "\\bibitem{a} A",
    "{{Cite book",
    "",
)
"""The least that some formats recognise."""


def test_a_format_is_called_as_its_module_and_reads_what_its_card_says() -> None:
    assert [form.NAME for form in TEXT if not hasattr(form, "read")] == []
    assert [form.NAME for form in BINARY if not hasattr(form, "read_bytes")] == []
    assert sorted([form.NAME for form in TEXT] + [form.NAME for form in BINARY]) == list(formats())
    assert len(BINARY) >= 10


@pytest.mark.parametrize("name", NAMES)
def test_a_text_is_recognised_as_if_every_format_were_asked(name: str) -> None:
    assert len(TEXTS) > 100
    for text in (*TEXTS, *ASKED):
        for written in {text, text.upper(), text.lower()}:
            assert_recognised(name, written)


@given(st.sampled_from(NAMES), st.lists(st.sampled_from([*LINES, *ASKED]), max_size=8).map("\n".join))
@example("x", "\ufeffpt J\nTI a")
def test_so_is_one_of_any_lines(name: str, text: str) -> None:
    assert_recognised(name, text)


def assert_recognised(name: str, text: str) -> None:
    assert text_format(name, text) is next((form for form in TEXT if form.recognises(name, text)), None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_file_is_recognised_as_if_every_format_were_asked(encoding: str) -> None:
    pages = [text for table in TABLES for text in strings(table) if text.startswith("<")]
    assert len(pages) > 40
    for text in pages:
        for data in (text.encode(encoding), (" " * 3_000 + text).encode(encoding)):
            first = next((form for form in BINARY if form.recognises_bytes("x", data)), None)
            assert binary_format("x", data) is first


def test_formats_of_records_alone_are_those_of_data() -> None:
    named = {name.replace("_", "-") for name, _ in docstrings(records.__path__)}
    assert set(DATA) == named - {"wikitext"}  # an article has text around its list
