"""pybtex's data as a source, and refcheck as pybtex's reader and writer."""

import json
import tomllib
from importlib.metadata import EntryPoint
from typing import Any, ClassVar

import pytest
from documented import EXAMPLE
from pybtex.database import BibliographyData, Entry, Person, parse_string
from pybtex.exceptions import PybtexError
from tables import DOCS

import refcheck
from refcheck.pybtex_plugins import CslJsonWriter, Parser, RisWriter
from refcheck.registries import Local, Offline

PROJECT = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
GROUPS = {group: names for group, names in PROJECT["entry-points"].items() if group.startswith("pybtex.")}

WILD = BibliographyData(
    entries={
        "müller:2012": Entry(
            "article",
            fields={
                "title": "Flüsse {\\&} Seen: 50\\% mehr",
                "journal": "Rivers \\& Lakes",
                "year": "2012",
                "pages": "1--9",
            },
            persons={"author": [Person("von der Müller, Jörg"), Person("Öz, Kemal")]},
        ),
        "empty": Entry("misc"),
        "doi": Entry(
            "article", fields={"doi": "https://doi.org/10.5555/ws.2020.0801", "title": "Dams Without Borders"}
        ),
    }
)


def test_what_pybtex_holds_is_read() -> None:
    first, second, third = refcheck.read(WILD).references
    assert (first.key, first.work.title, first.work.container_title) == (
        "müller:2012",
        "Flüsse & Seen: 50% mehr",
        "Rivers & Lakes",
    )
    assert [(name.particle, name.family, name.given) for name in first.work.author] == [
        ("von der", "Müller", "Jörg"),
        (None, "Öz", "Kemal"),
    ]
    assert (second.key, second.work.title) == ("empty", None)
    assert third.work.doi == "10.5555/ws.2020.0801"


def test_what_pybtex_holds_is_checked() -> None:
    data = parse_string((EXAMPLE / "thesis.bib").read_text(encoding="utf-8"), "bibtex")
    report = refcheck.check(data, registry=Local.read(EXAMPLE / "records.jsonl"))
    assert [(each.key, each.verdict) for each in report] == [("abara2018", "verified"), ("lindqvist2020", "differs")]


def test_what_only_has_entries_is_no_bibliography() -> None:
    class Table:
        entries: ClassVar[dict[str, str]] = {}

    with pytest.raises(refcheck.SourceError):
        refcheck.check(Table(), registry=Offline())  # type: ignore[arg-type]  # that is the point


@pytest.mark.parametrize("name", ["references.txt", "manuscript.docx", "thesis.bib"])
def test_pybtex_reads_what_refcheck_reads(name: str) -> None:
    data = Parser().parse_file(str(EXAMPLE / name))
    references = refcheck.read(EXAMPLE / name).references
    assert [entry.fields.get("title") for entry in data.entries.values()] == [each.work.title for each in references]
    first, *_ = data.entries.values()
    assert str(first.persons["author"][0]).startswith("Abara, N")


def test_an_entry_that_pybtex_does_not_want_is_left_out() -> None:
    data = Parser(wanted_entries=["abara2018"]).parse_file(str(EXAMPLE / "thesis.bib"))
    assert list(data.entries) == ["abara2018"]


def test_what_refcheck_cannot_read_is_an_error_of_pybtex() -> None:
    with pytest.raises(PybtexError, match="image"):
        Parser().parse_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200))


@pytest.mark.parametrize("writer", [RisWriter, CslJsonWriter])
def test_what_is_written_is_read_again(writer: Any) -> None:
    text = writer().to_string(WILD)
    titles = [each.work.title for each in refcheck.read(text).references]
    assert titles[0] == "Flüsse & Seen: 50% mehr"
    assert writer().to_bytes(WILD).decode() == text


def test_csl_json_has_the_keys_of_the_entries() -> None:
    items = json.loads(CslJsonWriter().to_string(WILD))
    assert [each["id"] for each in items] == list(WILD.entries)


def test_the_entry_points_lead_to_the_plug_ins() -> None:
    loaded = {EntryPoint(name, value, group).load() for group, names in GROUPS.items() for name, value in names.items()}
    assert loaded == {Parser, RisWriter, CslJsonWriter}
