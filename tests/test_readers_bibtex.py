"""BibTeX and biblatex."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pybtex.database.input.bibtex import LowLevelParser, month_names
from structured_made import assert_as_told, assert_sound
from tables import CASES, rows

from refcheck.cli import main
from refcheck.readers.data import bibtex
from refcheck.readers.data.bibtex.scanner import entries


@pytest.mark.parametrize("row", rows(CASES / "readers" / "bibtex.toml"))
def test_entries(row: dict[str, Any]) -> None:
    assert bibtex.recognises("<text>", row["text"])
    bibliography = bibtex.read(row["text"], "<text>")
    assert bibliography.document.text == row["text"]
    assert_as_told(bibliography, row)
    assert_sound(bibliography)


FENCED = "@article{a,\n  title = {On salt},\n  author = {Doe, J.},\n}\n"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("<text>", "@book{a, title = {A}}", True),
        ("<text>", "% Encoding: UTF-8\n\n@Book{a,\n title = {A}}", True),
        ("<text>", "Scopus\nEXPORT DATE: 22 November 2026\n\n@BOOK{a,\n title = {A}}", True),
        ("refs.bib", "", True),
        ("refs.bib", "<html><body>Not found</body></html>", False),
        ("<text>", "Smith, J. (2020). A title. someone@example.org. Journal, 1(2).", False),
        ("<text>", "@modify(heading,above 2)\n@Begin(titlepage)\nOf tides,\n x = 3 or so.\n@end(titlepage)\n", False),
        ("<text>", "As @smith2020 says [@jones{a}, p. 3].", False),
        ("page.html", "<pre>\n@book{a, title = {A}}\n</pre>", False),
        ("main.tex", "\\documentclass{article}\n\\begin{filecontents}{a.bib}\n@book{a, title = {A}}", False),
        ("notes.md", "# Notes\n```\n@book{a, title = {A}}\n```", False),
        ("<text>", f"Here it is:\n\n```bibtex\n{FENCED}```\n\nPlease check it.\n", True),
        ("list.md", f"Here they are:\n\n~~~\n{FENCED}~~~\nAnd:\n\n```bib\n{FENCED}```\n", True),
        ("list.md", f"# Citing\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\n```bibtex\n{FENCED}```\n", True),
        ("list.md", f"# Citing\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\n```\n{FENCED}```\n", False),
        ("paper.md", f"---\nbibliography: refs.bib\n---\n\n```bibtex\n{FENCED}```\n", False),
        ("paper.md", f"As [@doe] says.\n\n```bibtex\n{FENCED}```\n", False),
        ("<text>", f"So it is read:\n\n```\n{FENCED}```\n\n```python\nimport bibtex\nprint(1)\nprint(2)\n```\n", False),
        (
            "<text>",
            f"In APA:\n\nDoe, J. (2012). On salt. Seas, 3(2), 5–9.\n\nIn BibTeX:\n\n```bibtex\n{FENCED}```\n",
            False,
        ),
    ],
)
def test_recognised(name: str, text: str, expected: bool) -> None:
    assert bibtex.recognises(name, text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title = " + "{" * 50_000 + "}" * 50_000 + "}",
        "@article{a, title = " + "{" * 50_000,
        "@article{a, title = {" * 12_500,
        "@article{a, author = {" + "{" * 50_000 + "}" * 50_000 + "}}",
        "@article{a, author = {" + "A and " * 12_500 + "}}",
        "@article{a, author = {" + "A, " * 25_000 + "}}",
        "@article{a, author = {" + "a " * 25_000 + "}}",
        "@article{a, author = {A" + " " * 50_000 + "B, et al}}",
        "@article{a, note = {last" + " " * 50_000 + "accessed" + " " * 50_000 + "}}",
        "@article{a, pages = {1" + " " * 50_000 + "-" + " " * 50_000 + "2}}",
        "@article{a, month = {1" + "0" * 50_000 + "}, year = {" + "2" * 50_000 + "}}",
        "@article{a, title = {" + "\\'" * 25_000 + "e}}",
        "@article{a, title = {" + "$" * 50_000 + "}}",
        "@article{a, title = {" + "x" * 500_000 + "}}",
        '@article{a, title = "' + "{" * 50_000,
        '@article{a, title = "{}' * 12_500,
        "@article{" + " " * 125_000,
        "@article{a" + " " * 125_000 + "x",
        "@article{a, " + "," * 125_000,
        "@article{a, " + "%\n" * 50_000,
        "@article{a, t = b" + " # b" * 25_000,
        "@a{k,c={\n" * 5_000 + "}#}\n" * 5_000,
        "@a{k,crossref={p}}\n" * 5_000 + "@a{p," + "x={y}," * 5_000 + "}",
        "@a{k,note={" + "http://a.example/b " * 5_000 + "}}",
        "@" * 125_000,
        "@string{" * 25_000,
        "@comment{" * 25_000,
        "@book{a, crossref = {" + "b," * 25_000 + "}}",
    ],
    ids=lambda text: text[:24],
)
def test_hostile(text: str) -> None:
    assert_sound(bibtex.read(text, "<text>"))


def test_strings_that_double_stay_within_bounds() -> None:
    doubling = "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(60))
    text = "@string{s0 = {xxxxxxxxxx}}\n" + doubling + "@misc{a, title = s60, note = s3}\n"
    reference = bibtex.read(text, "<text>").references[0]
    assert reference.work.title is None
    assert reference.work.note == "x" * 80
    assert [span.of(reference.raw) for span in reference.unread] == ["s60"]


def test_repairs_replay_on_the_source() -> None:
    text = "@article{a, title = {A}, doi = {https://doi.org/10.1007/978-3-030-01446-9{\\_}12.}}"
    reference = bibtex.read(text, "<text>").references[0]
    (found,) = reference.identifiers
    assert found.value == reference.work.doi == "10.1007/978-3-030-01446-9_12"
    (place,) = reference.locate(found.span)
    assert place.of(text) == "10.1007/978-3-030-01446-9{\\_}12."


@pytest.mark.parametrize("row", rows(CASES / "readers" / "bibtex.toml", "wild"))
def test_fields_are_those_that_pybtex_reads(row: dict[str, Any]) -> None:
    """Names and values of all fields, as they stand in the source, against another implementation."""
    theirs = [
        (kind.lower(), key, [(name.lower(), " ".join("".join(value).split())) for name, value in fields])
        for kind, (key, fields) in LowLevelParser(row["text"])
    ]
    ours = [
        (
            entry.type,
            entry.key,
            [(field.name, " ".join((field.text or "").split())) for field in entry.fields if field.text],
        )
        for entry in entries(row["text"])
    ]
    months = {month[:3].lower(): month for month in month_names.values()}
    assert ours == [
        (kind, key, [(name, next((m for m in months if months[m] == value), value)) for name, value in fields if value])
        for kind, key, fields in theirs
    ]


def test_findings_of_the_command_point_into_the_file(tmp_path: Path) -> None:
    file = tmp_path / "list.bib"
    source = (
        "% mine\n@book{a, title = {A}}\n@article{b,\n  doi = {10.1016/ j.euras.2015.10.003},\n}\n@book{c, title = {C\n"
    )
    file.write_text(source, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(file), "--offline", "--format", "json"])
    first, second, third = json.loads(result.stdout)["references"]
    assert [each["places"][0]["line"] for each in (first, second, third)] == [2, 3, 6]
    (finding,) = [each for each in second["findings"] if each["code"] == "doi-with-inner-space"]
    start, end = (second["spans"][0][0] + at for at in finding["fix"]["span"])
    assert source[:start] + finding["fix"]["replacement"] + source[end:] == source.replace("/ j", "/j")
    assert [each["code"] for each in third["findings"]] == ["unbalanced-braces"]


def test_braces_around_an_identifier_are_none_of_it() -> None:
    text = '@misc{a, doi = {{10.1000/xyz123}}, url = {{https://a.example/b}}, issn = {"0028-0836"}, isbn = {{ 978-0-367-90068-7 }}}'
    found = bibtex.read(text, "<text>").references[0].identifiers
    assert [(each.value, each.repairs) for each in found] == [
        ("10.1000/xyz123", ()),
        ("https://a.example/b", ()),
        ("0028-0836", ()),
        ("978-0-367-90068-7", ()),
    ]


def test_line_ends_of_every_kind() -> None:
    bibliography = bibtex.read("@book{a,\r\n  title = {A\r\n B}}\r\n@book{b,\r\n title={B}}\r\n", "<text>")
    assert [reference.work.title for reference in bibliography.references] == ["A B", "B"]
    assert [
        place.line for place in bibliography.document.places(each.spans[0] for each in bibliography.references)
    ] == [1, 4]
