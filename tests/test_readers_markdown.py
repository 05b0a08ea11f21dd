"""Markdown: pandoc's citations and metadata, typed lists, and the files beside a document."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from readers_made import assert_row, assert_sound
from tables import CASES, rows

from refcheck.cli import main
from refcheck.model import Place
from refcheck.readers import read
from refcheck.readers.documents import markdown
from refcheck.readers.sources.siblings import keeping

MAIN = """---
bibliography: [refs.bib, more.json]
---

One [@brandt; @lost] and @castro.
"""


@pytest.mark.parametrize("row", rows(CASES / "readers" / "markdown.toml"))
def test_markdown(row: dict[str, Any]) -> None:
    assert_row(row, read(row["source"], format="markdown"))


def test_it_is_recognised_by_what_it_holds_or_by_its_name() -> None:
    assert markdown.recognises("<text>", MAIN)
    assert markdown.recognises("<text>", "# Heading\\n\\n# A\n\nAs [@a].")
    assert markdown.recognises("paper.qmd", "Text")
    for text in ("", "# References\n\nDoe, J. (2001). A title.", "---\n---\n", "Write to [jane@doe.example]."):
        assert not markdown.recognises("<text>", text)


def test_the_bibliographies_of_the_metadata_are_read(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text("@book{brandt, title={On Lists}}\n\n@book{unread, title={Uncited}}\n")
    (tmp_path / "more.json").write_text('[{"id": "castro", "type": "book", "title": "The Long Title"}]')
    (tmp_path / "paper.md").write_text(MAIN)
    bibliography = read(tmp_path / "paper.md")
    assert_sound(bibliography)
    assert [reference.key for reference in bibliography.references] == ["brandt", "castro"]
    assert [citation.keys for citation in bibliography.citations] == [("brandt", "lost"), ("castro",)]
    places = bibliography.document.places([bibliography.citations[0].span, bibliography.references[0].spans[0]])
    assert places == (Place(5, 0), Place(1, 1))
    (tmp_path / "more.json").unlink()
    assert [citation.keys for citation in read(tmp_path / "paper.md").citations] == [("brandt",)]


def test_metadata_runs_nothing() -> None:
    text = "---\nbibliography: !!python/object/apply:os.system ['echo ran']\n---\n\nText.\n"
    assert read(text, format="markdown").references == ()


INLINE = "references: [{id: own, type: book, title: On Keys}]"


@pytest.mark.parametrize(
    ("metadata", "told"),
    [
        ("bibliography: refs.bib", ["lost", "own"]),  # none of them is there
        (INLINE, ["lost", "own"]),
        (f"bibliography: refs.bib\n{INLINE}", ["lost", "own"]),
        (f"bibliography: [refs.bib, ../other.bib]\n{INLINE}", ["own"]),  # the other may be in what was refused
        ("bibliography: ../other.bib", []),
        ("title: A paper", []),
    ],
)
def test_keys_are_told_where_every_bibliography_was_read(tmp_path: Path, metadata: str, told: list[str]) -> None:
    (tmp_path / "refs.bib").write_text("@book{brandt, title={On Lists}}\n")
    (tmp_path / "paper.md").write_text(f"---\n{metadata}\n---\n\nAs [@lost; @own] say.\n")
    assert [key for each in read(tmp_path / "paper.md").citations for key in each.keys] == told


@pytest.mark.parametrize(
    ("nocite", "uncited"), [("'@brandt'", {"brandt"}), ("'@*'", {"brandt", "castro"}), ("''", set())]
)
def test_what_is_listed_without_a_citation(tmp_path: Path, nocite: str, uncited: set[str]) -> None:
    (tmp_path / "refs.bib").write_text("@book{brandt, title={On Lists}}\n@book{castro, title={The Long Title}}\n")
    (tmp_path / "paper.md").write_text(f"---\nbibliography: refs.bib\nnocite: {nocite}\n---\n\nAs @castro says.\n")
    assert read(tmp_path / "paper.md").uncited == uncited


OWN = """---
title: A paper
references:
- id: own
  type: book
  title: On Keys
  DOI: https://doi.org/10.1000/keys
...

As [@own; @lost] say.
"""


def test_references_in_the_metadata_stand_at_their_lines_and_are_fixed_there(tmp_path: Path) -> None:
    file = tmp_path / "paper.md"
    file.write_text(OWN)
    bibliography = read(file)
    (reference,) = bibliography.references
    document = bibliography.document
    assert document.home_of(reference.spans).name == str(file)
    assert document.places([*reference.spans, bibliography.citations[0].span]) == (Place(4, 0), Place(10, 0))
    result = CliRunner().invoke(main, ["fix", "--offline", "--in-place", str(file)])
    assert file.read_text() == OWN.replace("https://doi.org/", ""), result.output


def test_the_bibliographies_of_a_quarto_project_are_read(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text("@book{brandt, title={On Lists}}\n@book{unread, title={Uncited}}\n")
    project = tmp_path / "_quarto.yml"
    project.write_text("project:\n  type: book\nbook:\n  chapters: [one.qmd]\nbibliography: refs.bib\n")
    (tmp_path / "one.qmd").write_text("# One\n\nAs @brandt and @lost say.\n")
    bibliography = read(tmp_path / "one.qmd")
    assert [each.key for each in bibliography.references] == ["brandt"]
    assert [each.keys for each in bibliography.citations] == [("brandt",), ("lost",)]
    assert read(project).references == ()
    (tmp_path / "README.md").write_text("# Read me\n\nAsk @brandt and @maintainer.\n")
    assert read(tmp_path / "README.md").citations == ()


@pytest.mark.parametrize(
    ("document", "metadata", "keys"),
    [
        ("one.qmd", "", ["brandt"]),
        ("parts/far/one.qmd", "", ["brandt", "castro"]),
        ("parts/far/one.Rmd", "bibliography: ../../inner/../refs.bib", ["brandt", "castro"]),
        (
            "parts/far/one.qmd",
            "bibliography: ../../../outside.bib",
            ["brandt", "castro"],
        ),  # it lies outside the project
        ("parts/README.md", "bibliography: ../refs.bib", []),
        ("../one.qmd", "bibliography: project/refs.bib", ["brandt"]),
        ("../one.qmd", "", []),
    ],
)
def test_the_bibliographies_of_the_project_hold_for_its_folders(
    tmp_path: Path, document: str, metadata: str, keys: list[str]
) -> None:
    project = tmp_path / "project"
    (project / "parts" / "far").mkdir(parents=True)
    (project / "inner").mkdir()
    (project / "_quarto.yml").write_text("bibliography: refs.bib\n")
    (project / "parts" / "_metadata.yml").write_text("bibliography: [parts.bib]\n")
    (project / "refs.bib").write_text("@book{brandt, title={On Lists}}\n@book{unread, title={Uncited}}\n")
    (project / "parts" / "parts.bib").write_text("@book{castro, title={The Long Title}}\n")
    (tmp_path / "outside.bib").write_text("@book{lost, title={Outside}}\n")
    (project / document).write_text(f"---\ntitle: One\n{metadata}\n---\n\nAs [@brandt; @castro; @lost] say.\n")
    with keeping() as kept:
        bibliography = read(project / document)
    assert sorted(each.key for each in bibliography.references) == keys
    homes = {Path(bibliography.document.home_of(each.spans).name) for each in bibliography.references}
    assert homes <= {project / "refs.bib", project / "parts" / "parts.bib"}
    assert all((project / document).parent.joinpath(each.beside).is_file() for each in kept)
