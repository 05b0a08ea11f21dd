"""LaTeX: lists, citations, and the files beside a document, of which none outside its folder is read."""

from pathlib import Path
from typing import Any

import pytest
from readers_made import assert_row, assert_sound
from tables import CASES, rows

from refcheck.model import Bibliography, Place
from refcheck.readers import read
from refcheck.readers.documents import latex

BIB = """@article{brandt, author={Brandt, Karl}, title={On Lists}, journal={Journal of Lists}, year=1998, doi={10.1000/lists}}
@book{castro, author={Castro, Maria}, title={The Long Title}, year=2011}
@book{unread, author={Nobody}, title={Uncited}, year=2012}
"""
MAIN = r"""\documentclass{book}
\begin{document}
\include{chapters/one}
See \cite{castro,lost}.
\bibliography{refs}
\end{document}
"""


@pytest.mark.parametrize("row", rows(CASES / "readers" / "latex.toml"))
def test_latex(row: dict[str, Any]) -> None:
    assert latex.recognises("list", row["source"])
    assert_row(row, read(row["source"], format="latex"))


@pytest.mark.parametrize("text", ["", "Doe, J. (2001). The \\LaTeX\\ book.", BIB, "{}", "# A\n\n\\cite{a}"])
def test_other_texts_are_not_taken_for_it(text: str) -> None:
    assert not latex.recognises("list.txt", text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "outside.bib").write_text(BIB)
    made = tmp_path / "paper"
    (made / "chapters").mkdir(parents=True)
    (made / "main.tex").write_text(MAIN)
    (made / "refs.bib").write_text(BIB)
    (made / "chapters" / "one.tex").write_text("\n\nOne \\autocite{brandt}.\n\\input{chapters/one}\n")
    return made


def keys(bibliography: Bibliography) -> list[str]:
    assert_sound(bibliography)
    return [reference.key for reference in bibliography.references]


def test_the_files_beside_a_document_are_read_each_once(folder: Path) -> None:
    bibliography = read(folder / "main.tex")
    assert keys(bibliography) == ["brandt", "castro"]
    assert all(reference.structured for reference in bibliography.references)
    assert [citation.keys for citation in bibliography.citations] == [("brandt",), ("castro", "lost")]
    document = bibliography.document
    assert document.places([citation.span for citation in bibliography.citations]) == (Place(3, 0), Place(4, 0))
    assert document.places([bibliography.references[1].spans[0]]) == (Place(2, 1),)
    assert len(bibliography.notes) == 2


def test_everything_is_a_reference_where_the_document_says_so(folder: Path) -> None:
    (folder / "main.tex").write_text(MAIN.replace("\\cite{castro,lost}", "\\nocite{*}"))
    assert keys(read(folder / "main.tex")) == ["brandt", "castro", "unread"]


@pytest.mark.parametrize(
    ("before", "cited"), [("", ("castro", "lost")), ("\\newcites{own}{Own}\n", None)]
)  # the lists of multibib stand in files of their own
def test_a_list_that_was_made_before_stands_in_for_what_is_missing(
    folder: Path, before: str, cited: tuple[str, ...] | None
) -> None:
    (folder / "refs.bib").unlink()
    (folder / "main.tex").write_text(MAIN.replace("\\include", f"{before}\\include"))
    item = "K. Brandt. On lists. Journal of Lists, 3(2):5--9, 1998."
    (folder / "main.bbl").write_text(
        f"\\begin{{thebibliography}}{{1}}\n\\bibitem{{brandt}} {item}\n\\end{{thebibliography}}\n"
    )
    bibliography = read(folder / "main.tex")
    assert keys(bibliography) == ["brandt"]
    assert [citation.keys for citation in bibliography.citations] == [("brandt",), *([cited] if cited else [])]
    assert any("refs.bib was not found" in note for note in bibliography.notes)
    home = bibliography.document.home_of(bibliography.references[0].spans)
    assert (home.name, home.format) == ((folder / "main.bbl").as_posix(), "latex")


@pytest.mark.parametrize(
    "named",
    ["../outside", "../paper/../outside.bib", "link", "/etc/passwd", "\\jobname", "a" * 5000, "sub/../../outside"],
)
def test_no_file_outside_the_folder_is_read(folder: Path, named: str) -> None:
    (folder / "link.bib").symlink_to(folder.parent / "outside.bib")
    (folder / "main.tex").write_text(MAIN.replace("{refs}", f"{{{named}}}"))
    bibliography = read(folder / "main.tex")
    assert keys(bibliography) == []
    assert "Journal of Lists" not in bibliography.document.text
    assert any("outside the document's folder" in note or "was not" in note for note in bibliography.notes)


def test_a_text_that_is_no_file_has_nothing_beside_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert keys(read(MAIN)) == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("\\cite{lost, gone} \\bibliography{refs}", ["lost", "gone"]),  # none of them is there
        ("\\cite{brandt, lost} \\bibliography{refs, missing}", ["brandt"]),  # it may be in the other one
        ("\\newcommand{\\own}{refs}\\cite{brandt, lost} \\bibliography{\\own}", ["brandt", "lost"]),
        ("\\cite{lost}", []),  # nothing is named: a part of a document
        ("\\setcitestyle{round, sort} \\cite{brandt} \\bibliography{refs}", ["brandt"]),
        ("\\newcites{own, web}{Own, Web}\\citeown{eng} \\bibliography{refs}\\bibliographyown{own}", ["eng"]),
        ("\\newcites{own}{Own}\\cite{brandt}\\citeown{eng} \\bibliography{refs}\\bibliographyown{missing}", ["brandt"]),
    ],
)
def test_keys_are_told_where_every_bibliography_was_read(folder: Path, body: str, told: list[str]) -> None:
    (folder / "own.bib").write_text("@book{eng, title={On Keys}}\n")
    (folder / "main.tex").write_text(f"\\documentclass{{article}}\\begin{{document}}{body}\\end{{document}}")
    assert [key for each in read(folder / "main.tex").citations for key in each.keys] == told


@pytest.mark.parametrize(
    ("named", "journal"),
    [
        ("abbreviations,short", "Journal of Lists"),
        ("short", None),
        ("short,abbreviations", None),  # as in BibTeX, what stands behind is not known yet
    ],
)
def test_abbreviations_hold_in_the_bibliographies_behind_them(folder: Path, named: str, journal: str | None) -> None:
    (folder / "abbreviations.bib").write_text('@string{jol = "Journal of Lists"}\n')
    (folder / "short.bib").write_text(
        "@article{brandt, title={On Lists}, journal=JOL}\n@book{child, crossref={brandt}}\n"
    )
    (folder / "main.tex").write_text(f"\\documentclass{{article}}\\cite{{brandt}}\\bibliography{{{named}}}")
    (reference,) = read(folder / "main.tex").references
    assert reference.work.container_title == journal


@pytest.mark.parametrize(
    ("document", "container", "publisher", "journal"),
    [
        (
            "\\documentclass{article}\\cite{child,brandt}\\bibliography{abbreviations,child,parent}",
            "Parts",
            "Delta",
            "Lists",
        ),
        (
            "\\documentclass{article}\\cite{child,brandt}\\bibliography{abbreviations,parent,child}",
            "Parts",
            "Delta",
            "Lists",
        ),
        ("\\documentclass{article}\\cite{child,brandt}\\bibliography{child}", None, None, None),
        (
            "---\nbibliography: [abbreviations.bib, child.bib, parent.bib]\n---\nAs [@child; @brandt] say.",
            None,
            None,
            None,
        ),
    ],
)
def test_latex_reads_several_bibliographies_as_one_and_pandoc_each_by_itself(
    tmp_path: Path, document: str, container: str | None, publisher: str | None, journal: str | None
) -> None:
    (tmp_path / "abbreviations.bib").write_text('@string{jol = "Lists"}\n')
    (tmp_path / "child.bib").write_text(
        "@incollection{child, title={On Lists}, crossref={whole}}\n@article{brandt, title={On Keys}, journal=jol}\n"
    )
    (tmp_path / "parent.bib").write_text("@collection{whole, title={Parts}, publisher={Delta}, date={2013}}\n")
    main = tmp_path / ("main.md" if document.startswith("---") else "main.tex")
    main.write_text(document)
    child, brandt = read(main).references
    assert (child.work.container_title, child.work.publisher, brandt.work.container_title) == (
        container,
        publisher,
        journal,
    )


ALIASES = """@book{brandt, ids = {old, older}, title={On Lists}}
@book{castro, title={The Long Title}}
@book{evans, title={Numbers}}
@set{pair, entryset = {castro, evans}}
"""


@pytest.mark.parametrize(
    ("body", "listed", "cited", "uncited"),
    [
        ("\\cite{older} \\cite{pair}", ["brandt", "castro", "evans"], ["brandt", "castro", "evans"], set()),
        ("\\cite{old,lost}", ["brandt"], ["brandt", "lost"], set()),
        ("\\cite{castro}\\nocite{old}", ["brandt", "castro"], ["castro"], {"brandt"}),
        ("\\verb|\\cite{lost}| \\iffalse\\cite{gone}\\fi \\cite{castro}", ["castro"], ["castro"], set()),
        ("\\cite{castro}\\nocite{*}", ["brandt", "castro", "evans"], ["castro"], {"brandt", "castro", "evans"}),
    ],
)
def test_other_keys_and_what_is_listed_without_a_citation(
    folder: Path, body: str, listed: list[str], cited: list[str], uncited: set[str]
) -> None:
    (folder / "refs.bib").write_text(ALIASES)
    (folder / "main.tex").write_text(f"\\documentclass{{article}}{body}\\bibliography{{refs}}")
    bibliography = read(folder / "main.tex")
    assert keys(bibliography) == listed
    assert [key for each in bibliography.citations for key in each.keys] == cited
    assert bibliography.uncited == uncited


@pytest.mark.parametrize(
    ("before", "after", "cited"),
    [
        ("\\input{own/macros}", "", ["brandt", "castro"]),
        ("\\input{own/all}", "", ["brandt", "castro"]),
        ("", "\\input{own/macros}", ["brandt", "castro"]),
        ("\\newcommand{\\seen}[1]{(\\cite{#1})}", "", ["brandt", "castro"]),
        ("", "", ["castro"]),
        ("\\import{own/}{macros}", "", ["brandt", "castro"]),
        ("", "\\subimport{own}{macros.tex}", ["brandt", "castro"]),
        ("\\input{own/missing}", "", ["castro"]),
    ],
)
def test_what_an_included_file_defines_holds_behind_it(folder: Path, before: str, after: str, cited: list[str]) -> None:
    (folder / "own").mkdir()
    (folder / "own" / "all.tex").write_text("\\input{own/macros}\n\\cite{unread}")  # a preamble prints nothing
    (folder / "own" / "macros.tex").write_text("\\newcommand{\\seen}[1]{%\n  (see~\\cite{#1})}\n")
    (folder / "main.tex").write_text(
        f"\\documentclass{{article}}\n{before}\n\\begin{{document}}\n{after}\n"
        "So \\seen{brandt},\nand \\cite{castro}.\n\\bibliography{refs}\\end{document}"
    )
    bibliography = read(folder / "main.tex")
    assert [key for each in bibliography.citations for key in each.keys] == cited
    assert [each.line for each in bibliography.citations][-1] == 6
    assert keys(bibliography) == cited


@pytest.mark.parametrize(
    ("before", "behind", "listed", "cited"),
    [
        (
            "",
            "\\bibliographystyle{plain}\\bibliography{refs}",
            ["brandt", "castro"],
            ["brandt", "castro", "castro", "lost"],
        ),
        (
            "% \\usepackage{biblatex}\n",
            "\\bibliography{refs}",
            ["brandt", "castro"],
            ["brandt", "castro", "castro", "lost"],
        ),
        ("\\addbibresource{refs.bib}", "", ["castro"], ["BRANDT", "Castro", "castro", "lost"]),
        (
            "\\usepackage[style=apa]{biblatex}",
            "\\bibliography{refs}",
            ["castro"],
            ["BRANDT", "Castro", "castro", "lost"],
        ),
    ],
)
def test_capitals_of_keys_are_one_to_bibtex_and_two_to_biber(
    folder: Path, before: str, behind: str, listed: list[str], cited: list[str]
) -> None:
    (folder / "main.tex").write_text(
        f"\\documentclass{{article}}{before}\\begin{{document}}\\bstctlcite{{own}}"
        f"\\cite{{BRANDT,Castro,castro,lost}}{behind}\\end{{document}}"
    )
    (folder / "refs.bib").write_text(f'@IEEEtranBSTCTL{{own, CTLdash_repeated_names = "no"}}\n{BIB}')
    bibliography = read(folder / "main.tex")
    assert keys(bibliography) == listed
    assert [key for each in bibliography.citations for key in each.keys] == cited
