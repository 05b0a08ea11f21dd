"""What databases and reference managers export beside BibTeX, RIS and CSL-JSON: NBIB, CSL-YAML, EndNote XML, Zotero RDF."""

from typing import Any

import pytest
from structured_made import assert_as_told, assert_sound
from tables import CASES, DOCS, rows

from refcheck.errors import SourceError
from refcheck.model import Bibliography
from refcheck.readers import read_bytes
from refcheck.readers.data import csl_yaml, endnote_xml, nbib, zotero_rdf

FORMATS: dict[str, Any] = {"nbib": nbib, "csl_yaml": csl_yaml, "endnote_xml": endnote_xml, "zotero_rdf": zotero_rdf}
OF_TEXT = ("nbib", "csl_yaml")
OF_XML = ("endnote_xml", "zotero_rdf")
EVERY = (*FORMATS, "bibtex", "ris", "csl_json", "crossref_json")


def read_as(form: str, text: str) -> Bibliography:
    bibliography: Bibliography
    if form in OF_TEXT:
        bibliography = FORMATS[form].read(text, "<text>")
    else:
        bibliography = FORMATS[form].read_bytes(text.encode("utf-8", "replace"), "<text>")
    return bibliography


@pytest.mark.parametrize(
    ("form", "row"), [(form, row.values[0]) for form in FORMATS for row in rows(CASES / "readers" / f"{form}.toml")]
)
def test_records(form: str, row: dict[str, Any]) -> None:
    bibliography = read_as(form, row["text"])
    if form in OF_TEXT:
        assert bibliography.document.text == row["text"]
    assert_as_told(bibliography, row)
    assert_sound(bibliography)


@pytest.mark.parametrize(
    ("form", "text"),
    [(form, row.values[0]["text"]) for form in EVERY for row in rows(CASES / "readers" / f"{form}.toml", "wild")],
)
def test_each_is_recognised_by_its_own_reader(form: str, text: str) -> None:
    assert read_bytes(text.encode(), "export.txt").document.format == form.replace("_", "-")


@pytest.mark.parametrize("form", OF_TEXT)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "---\ntitle: A paper\nauthor: Doe, J.\n---\n\n# A paper\n\n- type: no\n",
        "---\nreferences:\n- id: a\n  type: book\n...\n\nA paper that cites [@a].\n",
        "References:\n- Doe, J. (2001). A title. Journal, 1(2), 3-4.\n- title: none",
        "PMID: 12345678\nDoe, J. A title. Journal. 2001;1(2):3-4. PMID: 1",
    ],
)
def test_other_texts_are_not_taken_for_it(form: str, text: str) -> None:
    assert not FORMATS[form].recognises("a.txt", text)


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
RECORD = '<record><ref-type name="Book">6</ref-type><titles><title>A &b; &f; title</title></titles></record>'


def test_entities_are_not_expanded_and_nothing_is_fetched() -> None:
    bibliography = read_as("endnote_xml", f"{BOMB}<xml><records>{RECORD}</records></xml>")
    assert [each.work.title for each in bibliography.references] == ["A title"]


@pytest.mark.parametrize("form", OF_XML)
@pytest.mark.parametrize("text", ["", "no markup", "<", "\0\1"])
def test_what_is_no_xml_is_an_error(form: str, text: str) -> None:
    with pytest.raises(SourceError):
        read_as(form, text)


def test_aliases_are_not_expanded() -> None:
    doubling = "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}, *a{n}, *a{n}]\n" for n in range(60))
    text = f"references:\n- id: x\n  type: book\n  title: X\n  author: &a0 [A]\n{doubling}loop: &l [*l]\n"
    assert [each.work.title for each in read_as("csl_yaml", text).references] == ["X"]


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json", "csl-yaml", "crossref-json"])
def test_the_example_of_the_page_is_read_as_the_page_says(form: str) -> None:
    page = (DOCS / "formats" / f"{form}.md").read_text(encoding="utf-8")
    example = page.rsplit("```", 2)[1] if page.count("```") == 4 else page.split("```")[3]
    bibliography = read_bytes(example.partition("\n")[2].encode(), "example.txt")
    assert bibliography.document.format == form
    assert [(each.work.title, each.work.doi) for each in bibliography.references] == [
        ("Discussing China", "10.1016/j.euras.2015.10.003")
    ]


def test_what_stands_before_a_fault_in_yaml_is_read() -> None:
    text = "references:\n- id: a\n  type: book\n  title: A\n- id: b\n  title: 'B\n"
    bibliography = read_as("csl_yaml", text)
    assert [each.key for each in bibliography.references] == ["a"]
    assert "broken at line" in bibliography.notes[0]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("nbib", "PMID- 1\n" * 5_000),
        ("nbib", "PMID- 1\nTI  - " + "more\n      more\n" * 12_500),
        ("nbib", "PMID- 1\n" + "LID - 10.1000/x [doi]\n" * 5_000),
        ("csl_yaml", "references: " + "[" * 25_000),
        ("csl_yaml", "references:\n" + "- " * 12_500),
        ("csl_yaml", "references:\n- title: " + "x" * 250_000),
        ("csl_yaml", "references:\n" + "- {id: a, title: A}\n" * 5_000),
        ("csl_yaml", "references:\n- !!python/object/apply:os.system ['true']\n"),
        ("endnote_xml", "<xml><records>" + RECORD.replace("&b; &f; ", "") * 5_000),
        ("endnote_xml", "<xml>" + "<record>" * 25_000),
        ("zotero_rdf", "<RDF>" + "<isPartOf>" * 25_000),
    ],
    ids=lambda value: value[:16],
)
def test_hostile(form: str, text: str) -> None:
    assert_sound(read_as(form, text))
