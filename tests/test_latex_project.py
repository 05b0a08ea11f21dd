"""A LaTeX project of several files: each finding at its own file and line, in every report, and nothing twice."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from documents_made import archive

from refcheck.cli import main
from refcheck.model import Report

THESIS = r"""\documentclass{article}
\addbibresource{refs.bib}
\begin{document}
Some text cites \cite{doe2020}, over
two lines, and then what is
not there \cite{none1900}.

\input{parts/one}
Between the parts \cite{none1901}, \cite{sound1, sound2} and \cite{sound3}.
\include{parts/two}
\printbibliography
\end{document}
"""
ONE = "\\section{One}\n\nHere \\parencite{roe2021},\nand \\cite{none1902}.\n"
TWO = "\\section{Two}\n\\textcite{roe2021} and\n\n\\input{parts/deeper}\n"
DEEPER = "% a comment\nDeeper \\cite{none1903}, and \\cite{doe2020}.\n"
REFS = r"""% a comment
@string{js = {Journal of Samples}}

@article{doe2020,
  author = {Doe, J.},
  title = {One thing and another},
  journal = js,
  year = {2020},
  doi = {10.1016/ j.rivst.2020.10.003},
}
@article{roe2021, author = {Roe, R.}, title = {Two things and no other}, year = {2021},
  isbn = {9783161484101}}
@article{sound1, author = {Loe, A.}, title = {Sound things}, year = {2019}}
@article{sound2, author = {Moe, B.}, title = {Other matters of note}, year = {2018}}
@article{sound3, author = {Noe, C.}, title = {A third of them all}, year = {2017}}
@article{poe2022, author = {Poe, E.}, title = {Never cited}, year = {2022},
  isbn = {9783161484101}}
"""
BBL = r"""\begin{thebibliography}{9}
\bibitem{doe2020} J. Doe. One thing and another. \emph{Journal of Samples}, 2020. doi: 10.1016/ j.rivst.2020.10.003.
\bibitem{roe2021} R. Roe. Two things and no other. 2021. ISBN 9783161484101.
\end{thebibliography}
"""
TEXT = [
    ("parts/deeper.tex", 2, "cited-but-not-listed"),
    ("parts/one.tex", 4, "cited-but-not-listed"),
    ("thesis.tex", 6, "cited-but-not-listed"),
    ("thesis.tex", 9, "cited-but-not-listed"),
]
CITED = [("refs.bib", 9, "doi-with-inner-space"), ("refs.bib", 12, "isbn-check-digit")]
EVERY = [*CITED, ("refs.bib", 17, "isbn-check-digit")]
INPUTS = {
    "the manuscript": (["thesis.tex"], CITED),
    "both": (["thesis.tex", "refs.bib"], EVERY),
    "the other way round": (["refs.bib", "thesis.tex"], EVERY),
    "the folder": (["."], EVERY),
    "everything by name": (["thesis.bbl", "refs.bib", "parts/one.tex", "parts/two.tex", "thesis.tex"], EVERY),
}

Place = tuple[str, int, str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "parts").mkdir()
    files = {"thesis.tex": THESIS, "refs.bib": REFS, "thesis.bbl": BBL}
    files |= {"parts/one.tex": ONE, "parts/two.tex": TWO, "parts/deeper.tex": DEEPER}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(form: str, *files: str) -> str:
    arguments = ["check", *files, "--offline", "--format", form, "--fail-on", "never"]
    return CliRunner().invoke(main, arguments, catch_exceptions=False).stdout


def of_concise(text: str) -> list[Place]:
    found = (re.fullmatch(r"([^:]+):(\d+): (?:\[\w+\] )?([a-z-]+): .*", line) for line in text.splitlines())
    return [(each[1], int(each[2]), each[3]) for each in found if each]


def of_json(text: str) -> list[Place]:
    report = Report.from_dict(json.loads(text))
    found = [
        (each.file, each.place(finding.span), finding.code) for each in report.references for finding in each.findings
    ]
    found += [(each.file, each.place, each.finding.code) for each in report.list_findings]
    return [(file, place.line if place else 0, code) for file, place, code in found]


def of_github(text: str) -> list[Place]:
    places = []
    for line in text.splitlines():
        if line.startswith("::warning"):
            told = dict(each.split("=", 1) for each in line.split("::")[1].partition(" ")[2].split(","))
            places.append((told["file"], int(told["line"]), told["title"].rpartition("(")[2].rstrip(")")))
    return places


def of_gitlab(text: str) -> list[Place]:
    return [
        (each["location"]["path"], each["location"]["lines"]["begin"], each["check_name"]) for each in json.loads(text)
    ]


def of_sarif(text: str) -> list[Place]:
    def place(result: dict[str, Any]) -> Place:
        physical = result["locations"][0]["physicalLocation"]
        return physical["artifactLocation"]["uri"], physical["region"]["startLine"], result["ruleId"]

    return [place(result) for result in json.loads(text)["runs"][0]["results"]]


READERS = {"concise": of_concise, "json": of_json, "github": of_github, "gitlab": of_gitlab, "sarif": of_sarif}


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("given", INPUTS)
def test_each_finding_stands_at_its_file_and_line_and_once(project: Path, form: str, given: str) -> None:
    files, expected = INPUTS[given]
    assert Counter(READERS[form](checked(form, *files))) == Counter([*expected, *TEXT])


@pytest.mark.parametrize("given", INPUTS)
def test_people_are_told_the_same_places(project: Path, given: str) -> None:
    files, expected = INPUTS[given]
    terminal, markdown, page = (checked(form, *files) for form in ("terminal", "markdown", "html"))
    for file, line, _ in TEXT:
        assert all(text.count(f"{file}:{line}") == 1 for text in (terminal, markdown, page))
    assert terminal.count("isbn-check-digit") == sum(code == "isbn-check-digit" for _, _, code in expected)
    assert "refs.bib:4" in markdown


def test_tests_fail_in_the_suite_of_their_file(project: Path) -> None:
    suites = {suite.get("name"): suite for suite in ET.fromstring(checked("junit", ".")).iter("testsuite")}
    failed = {
        name: len(list(suite.iter("failure"))) for name, suite in suites.items() if len(list(suite.iter("failure")))
    }
    assert failed == {"refs.bib": 3, "thesis.tex": 1, "parts/one.tex": 1, "parts/deeper.tex": 1}
    assert "refs.bib:4" in ET.tostring(suites["refs.bib"], encoding="unicode")


def test_it_is_said_which_bibliography_was_read(project: Path) -> None:
    assert "thesis.bbl was not read: it was generated from refs.bib." in checked("terminal", "thesis.tex")
    (project / "refs.bib").unlink()
    told = checked("terminal", ".")
    assert "refs.bib was not found." in told
    assert "thesis.bbl was read with the document." in told
    assert Counter(of_concise(checked("concise", ".")))[("thesis.bbl", 2, "doi-with-inner-space")] == 1


def test_what_lies_outside_the_folder_is_not_followed(project: Path) -> None:
    (project.parent / "outside.tex").write_text("\\cite{none1904}", encoding="utf-8")
    (project / "thesis.tex").write_text(THESIS.replace("parts/one", "../outside"), encoding="utf-8")
    told = checked("terminal", "thesis.tex")
    assert "none1904" not in told
    assert "it is outside the document's folder" in told


def test_who_would_fix_the_manuscript_is_told_where_its_references_stand(project: Path) -> None:
    result = CliRunner().invoke(main, ["fix", "thesis.tex", "--offline"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "its references are in refs.bib: fix that instead" in result.stderr


def test_an_archive_is_told_by_its_members_and_not_offered_to_be_fixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs.bib").write_text(REFS, encoding="utf-8")
    (tmp_path / "paper.zip").write_bytes(archive({"thesis.tex": THESIS, "parts/one.tex": ONE, "refs.bib": REFS}))
    packed, loose = (
        CliRunner().invoke(main, ["check", "--offline", "--isolated", name]).stdout
        for name in ("paper.zip", "refs.bib")
    )
    assert "(paper.zip/parts/one.tex:4)" in packed
    assert "refcheck fix" not in packed
    assert "refcheck fix refs.bib" in loose
