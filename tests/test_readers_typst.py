"""Typst: citations, the bibliographies beside a document, and typed lists."""

from pathlib import Path

import pytest
from readers_made import assert_sound

from refcheck.model import Place
from refcheck.readers import read
from refcheck.readers.documents import typst

MAIN = """#set page(columns: 2)
= Introduction // not @read
Lists have faults @brandt[p. 3] and #cite(<castro>, form: "prose") says so; write to jane@doe.example, see @fig:map.

#bibliography(("refs.bib", "more.yml"), title: "References")
"""


def test_the_bibliographies_beside_a_document_are_read(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text("@book{brandt, title={On Lists}}\n@book{unread, title={Uncited}}\n")
    (tmp_path / "more.yml").write_text("castro:\n  type: book\n  title: The Long Title\n")
    (tmp_path / "paper.typ").write_text(MAIN)
    bibliography = read(tmp_path / "paper.typ")
    assert_sound(bibliography)
    assert bibliography.document.format == "typst"
    assert [reference.key for reference in bibliography.references] == ["brandt", "castro"]
    assert [citation.keys for citation in bibliography.citations] == [("brandt",), ("castro",)]
    assert bibliography.document.places([bibliography.citations[1].span])[0] == Place(3, 0)
    (tmp_path / "paper.typ").write_text(MAIN.replace("title:", "full: true, title:"))
    assert [reference.key for reference in read(tmp_path / "paper.typ").references] == ["brandt", "unread", "castro"]


def test_a_typed_list_is_read() -> None:
    text = """#set text(size: 10pt)
= References
+ Brandt, K. (1998). #emph[On lists]. _Journal of Lists_, *3*(2), 5-9. #link("https://doi.org/10.1000/a_b")[doi]
+ Castro, M. (2011). The long title of an article. Annals of Layout, 5, 1-20. https://example.org/a_b_c
"""
    bibliography = read(text)
    assert_sound(bibliography)
    assert [reference.raw for reference in bibliography.references] == [
        "Brandt, K. (1998). On lists. Journal of Lists, 3(2), 5-9. doi https://doi.org/10.1000/a_b",
        "Castro, M. (2011). The long title of an article. Annals of Layout, 5, 1-20. https://example.org/a_b_c",
    ]


@pytest.mark.parametrize("text", ["", "= A\n\nAs @doe says.", "# A\n\n#tag", "#!/bin/sh\n#set -e\n"])
def test_other_texts_are_not_taken_for_it(text: str) -> None:
    assert not typst.recognises("a.txt", text)


def test_a_file_that_another_package_reads_is_read_or_missed(tmp_path: Path) -> None:
    (tmp_path / "paper.typ").write_text(
        '#import "@preview/lists:0.1.0": *\nA @brandt.\n#refs(..bib-file(read("refs.bib")))\n'
    )
    assert read(tmp_path / "paper.typ").notes == ("refs.bib was not found.",)
    (tmp_path / "refs.bib").write_text("@book{brandt, title={On Lists}}\n@book{other, title={Another}}\n")
    assert [each.key for each in read(tmp_path / "paper.typ").references] == ["brandt", "other"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('#cite(<lost>) @brandt @map\n#bibliography("refs.bib")\n', ["lost", "brandt"]),  # a mark may point to a label
        ('#cite(<lost>) @brandt\n#bibliography(("refs.bib", "missing.bib"))\n', ["brandt"]),
        ("#cite(<lost>) @brandt\n", []),
    ],
)
def test_keys_are_told_where_every_bibliography_was_read(tmp_path: Path, text: str, told: list[str]) -> None:
    (tmp_path / "refs.bib").write_text("@book{brandt, title={On Lists}}\n")
    (tmp_path / "paper.typ").write_text(text)
    assert [key for each in read(tmp_path / "paper.typ").citations for key in each.keys] == told


@pytest.mark.parametrize(
    "call",
    [
        '#show: paper.with(title: [A], bibliography: bibliography("refs.bib"))',
        '#show: paper.with(\n  bibliography: bibliography(\n    ("refs.bib", "more.yml"),\n    style: "own.csl"),\n)',
        '#show: paper.with(bibliography-file: "refs.bib")',
        '#bibliography("refs.bib", style: "own.csl")',
    ],
)
def test_a_bibliography_is_read_that_a_template_is_given(tmp_path: Path, call: str) -> None:
    (tmp_path / "refs.bib").write_text("@book{brandt, title={On Lists}}\n@book{unread, title={Uncited}}\n")
    (tmp_path / "more.yml").write_text("castro:\n  type: book\n  title: The Long Title\n")
    (tmp_path / "paper.typ").write_text(f"{call}\n\nA list @brandt, and #cite(<lost>).\n")
    bibliography = read(tmp_path / "paper.typ")
    assert [each.key for each in bibliography.references] == ["brandt"]
    assert [each.keys for each in bibliography.citations] == [("brandt",), ("lost",)]
