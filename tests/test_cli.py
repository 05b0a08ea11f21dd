"""The command: exit codes, streams, and one clear line for what cannot be run."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from documents_made import docx, paragraph
from pytest_httpserver import HTTPServer
from tables import SEEDS
from werkzeug import Response

from refcheck.cli import main
from refcheck.cli.exits import Exit
from refcheck.settings import Baseline

SEED = SEEDS / "jcep-central-asia-ai"
LIST = str(SEED / "references.txt")
RECORDS = str(SEED / "records.jsonl")
NOBODY = "http://127.0.0.1:9"
"""The discard port: nothing listens there."""


def run(*arguments: str, stdin: str | bytes = "", env: dict[str, str | None] | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin, env=env, catch_exceptions=False)


def asking(url: str) -> list[str]:
    return ["--crossref-url", url, "--datacite-url", url, "--doi-url", url]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--records", RECORDS], 0),
        (["--records", RECORDS, "--fail-on", "warning"], 1),
        (["--records", RECORDS, "--fail-on", "never"], 0),
        ([], 0),
    ],
)
def test_exit_codes_offline(arguments: list[str], code: int) -> None:
    assert run("check", LIST, "--offline", *arguments).exit_code == code


def test_an_unreachable_registry_accuses_nobody() -> None:
    result = run("check", LIST, "--format", "json", "--fail-on", "never", *asking(NOBODY))
    report = json.loads(result.stdout)
    assert result.exit_code == 3
    assert {reference["verdict"] for reference in report["references"]} == {"unverified"}
    assert report["run"]["incomplete"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["queries", LIST], "refcheck: Could not query Crossref: "),
        (["format", LIST, "--to", "bibtex"], "refcheck: Could not query Crossref: "),
        (["check", LIST, "--format", "concise"], "refcheck: Could not query Crossref: "),
        (["check", LIST, "--format", "gitlab"], "refcheck: Could not query Crossref: "),
        (["fix", LIST, "--unsafe-fixes"], f"refcheck: {LIST}: not every registry could be queried"),
    ],
)
def test_every_command_says_that_a_registry_is_unreachable(arguments: list[str], told: str) -> None:
    assert told in run(*arguments, "--no-cache", *asking(NOBODY)).stderr
    assert "quer" not in run(*arguments, "--offline").stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "--format", "concise"), 4),
        (("queries",), 4),
        (("format", "--to", "bibtex"), 4),
        (("fix",), 4),
        (("convert", "--to", "ris"), 0),
        (("parse",), 4),
    ],
)
def test_every_command_says_that_no_reference_was_found(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    title, empty = tmp_path / "title.md", tmp_path / "empty.txt"
    title.write_text("# On tides\n\nAnn Doe, University of Nowhere\n")
    empty.touch()
    offline = () if {"convert", "parse"} & {*arguments} else ("--offline",)
    result = run(*arguments, str(title), *offline)
    said = f"refcheck: {title}: no reference was found in it\n"
    assert (result.exit_code, result.stderr.replace(f"refcheck: {title}: 0 fixes to be made\n", "")) == (code, said)
    assert run(*arguments, str(empty), *offline).exit_code == code


@pytest.mark.parametrize("arguments", [("check",), ("queries",), ("format", "--to", "bibtex"), ("fix",)])
def test_a_named_file_without_references_counts_beside_others(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    entry, empty, folder = tmp_path / "one.bib", tmp_path / "empty.txt", tmp_path / "folder"
    folder.mkdir()
    entry.write_text("@book{a, author={Lund, P.}, title={Rivers}, publisher={Pine}, year={2012}}")
    (folder / "one.bib").write_text(entry.read_text())
    (folder / "title.md").write_text("# On tides\n\nAnn Doe, University of Nowhere\n")
    empty.touch()
    assert run(*arguments, str(entry), "--offline").exit_code == 0
    assert run(*arguments, str(entry), str(empty), "--offline").exit_code == 4
    if arguments != ("fix",):
        assert run(*arguments, str(folder), "--offline").exit_code == 0


@pytest.mark.parametrize(("command", "code"), [("annotate", 4), ("fix", 4)])
@pytest.mark.parametrize("paragraphs", [["On tides", "Ann Doe, University of Nowhere"], []])
def test_a_document_without_references_is_written_with_that_code(
    tmp_path: Path, command: str, code: int, paragraphs: list[str]
) -> None:
    source, target = tmp_path / "a.docx", tmp_path / "b.docx"
    source.write_bytes(docx(map(paragraph, paragraphs)))
    result = run(command, str(source), "-o", str(target), "--offline")
    assert (result.exit_code, target.read_bytes()) == (code, source.read_bytes())


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.ris", "ris"), ("a.BIB", "bibtex"), ("a.json", "csl-json"), ("a.yaml", "csl-yaml"), ("a.rdf", "zotero-rdf")],
)
def test_convert_takes_the_format_from_the_ending(tmp_path: Path, name: str, form: str) -> None:
    assert run("convert", LIST, "-o", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8") == run("convert", LIST, "--to", form).stdout
    assert run("convert", LIST, "--to", "tei", "-o", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8") == run("convert", LIST, "--to", "tei").stdout


def test_a_404_of_crossref_alone_is_never_broken(httpserver: HTTPServer) -> None:
    def answer(request: Any) -> Response:
        if request.path.startswith("/api/handles/"):
            return Response(json.dumps({"responseCode": 2, "handle": ""}), 500, content_type="application/json")
        if request.path == "/works" and "filter" in request.args:
            empty = {"status": "ok", "message-type": "work-list", "message": {"items": [], "total-results": 0}}
            return Response(json.dumps(empty), content_type="application/json")
        return Response("Resource not found.", 404, content_type="text/plain")

    httpserver.expect_request("").respond_with_handler(answer)
    import re

    httpserver.expect_request(re.compile(".*")).respond_with_handler(answer)
    result = run(
        "check",
        "-",
        "--format",
        "json",
        *asking(httpserver.url_for("")),
        stdin="Doe, J. (2020). A title. doi:10.1000/x",
    )
    report = json.loads(result.stdout)
    assert [reference["verdict"] for reference in report["references"]] == ["unverified"]
    assert not [finding for finding in report["references"][0]["findings"] if finding["severity"] == "error"]
    assert result.exit_code == 3


def bad_sources(folder: Path) -> dict[str, str]:
    (folder / "binary").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    (folder / "document.docx").write_bytes(b"PK\x03\x04" + bytes(200))
    return {
        "missing": str(folder / "missing.txt"),
        "a directory": str(folder),
        "binary": str(folder / "binary"),
        "a zip": str(folder / "document.docx"),
    }


@pytest.mark.parametrize("command", ["check", "parse"])
@pytest.mark.parametrize("kind", ["missing", "a directory", "binary", "a zip"])
def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, kind: str, command: str) -> None:
    result = run(command, bad_sources(tmp_path)[kind], *(["--offline"] if command == "check" else []))
    assert result.exit_code == 2
    assert result.stdout == ""
    told = result.stderr.splitlines()
    assert len(told) == 1 + (kind == "a directory" and command == "check"), "of a folder also what was left out"
    assert all(line.startswith("refcheck: ") for line in told)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", LIST, "--format", "no-such-format"],
        ["check", LIST, "--fail-on", "sometimes"],
        ["check", LIST, "--offline", "--records", "no-such-file.jsonl"],
        ["check", LIST, "--crossref-url", "not an address"],
        ["rule", "no-such-rule"],
    ],
)
def test_usage_errors_exit_with_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc", LIST], "Did you mean 'check'?"),
        (["zzzz", LIST], "No such command 'zzzz'."),
        (
            ["check", "https://example.org/paper.html"],
            "https://example.org/paper.html: is a URL; save the page, and give the file",
        ),
        (["check", "10.1000/xyz"], "there is no such file; give a text on standard input, as -"),
        (["check", "Doe, J. (2020). One thing."], "there is no such file; give a text on standard input, as -"),
        (["parse", "none.txt"], "refcheck: none.txt: there is no such file\n"),
        (["fix", "."], ".: is a folder, not a file; name the files in it, such as *.bib"),
        (
            ["convert", "..", "--to", "ris"],
            f"..: is a folder, not a file; name the files in it, such as {Path('..', '*.bib')}",
        ),
        (["check", LIST, "-o", "no/folder/a.html"], "no/folder/a.html: there is no folder no/folder"),
        (["check", LIST, "--output", "."], ". is a folder"),
        (["check", LIST, "--write-baseline", "no/a.json"], "there is no folder no"),
        (["check", LIST, "--evidence", "-"], "this cannot be written to standard output; name a file"),
        (["fix", LIST, "-o", "-"], "this cannot be written to standard output; name a file"),
        (["annotate", LIST, "-o", "-"], "this cannot be written to standard output; name a file"),
        (["convert", LIST, "--to", "ris", "-o", "no/a.ris"], "there is no folder no"),
        (
            ["convert", LIST, "-o", "a.xml"],
            "a.xml: no format has this suffix; give one with --to, or use .bib, .ris",
        ),
        (["convert", LIST, "-o", "a"], "a: no format has this suffix; give one with --to"),
        (
            ["check", LIST, "-o", "a.xml"],
            "a.xml: no format has this suffix; give one with --format, or use .html",
        ),
        (["report", LIST, "-o", "a.odd"], "a.odd: no format has this suffix; give one with --format"),
        (["check", LIST, "--format", "xlsx"], "a workbook is written with --output"),
        (["convert", LIST], "Give the format with --to, or a file with --output whose name ends in it."),
    ],
)
def test_a_slip_in_a_name_is_told_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments, *(["--offline"] if arguments[0] == "check" else []))
    assert result.exit_code == 2
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["bibtex", "csl-json", "ris"])
@pytest.mark.parametrize(
    ("title", "more", "left_out"),
    [
        (r"Growth of $x^2$ in \emph{Salmo trutta}", "", "left out: markup (1: a)"),
        (r"Growth of $\alpha$ cells", "", ""),
        ("Growth of rivers", ", file = {/home/a/growth.pdf}", "left out: file (1: a)"),
    ],
)
def test_what_no_format_holds_is_named(tmp_path: Path, form: str, title: str, more: str, left_out: str) -> None:
    path = tmp_path / "a.bib"
    path.write_text(f"@book{{a, title = {{{title}}}, year = {{2012}}{more}}}", "utf-8")
    assert run("convert", str(path), "--to", form).stderr.partition(": ")[2].partition(": ")[2].strip() == left_out


def test_of_many_entries_that_lose_something_a_few_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    entries = (
        f"@book{{k{n}, title = {{Of {n} rivers}}, year = 2012, {'file' if n % 2 else 'note'} = {{x{n}}}}}"
        for n in range(13)
    )
    path.write_text("\n".join(entries), "utf-8")
    said = run("convert", str(path), "--to", "ris").stderr
    assert "left out: file (6: k1, k3, k5, k7, k9 and 1 more)\n" in said


@pytest.mark.parametrize(
    ("arguments", "is_refused"),
    [
        (["check", "a.txt", "--offline", "-o", "a.txt"], True),
        (["check", "b.txt", "./a.txt", "--offline", "-o", "a.txt"], True),
        (["check", "a.txt", "--offline", "--write-baseline", "a.txt"], True),
        (["queries", "a.md", "--offline", "-o", "a.md"], True),
        (["convert", "a.txt", "--to", "ris", "-o", "../{here}/a.txt"], True),
        (["annotate", "a.docx", "-o", "a.docx"], True),
        (["report", "a.json", "--format", "html", "-o", "a.json"], True),
        (["check", "a.txt", "--offline", "-o", "b.txt"], False),
        (["check", "a.txt", "--offline", "-o", "linked.txt"], True),
        (["check", "linked.txt", "--offline", "-o", "a.txt"], True),
        (["check", "b.txt", "--offline", "--baseline", "base.json", "--write-baseline", "base.json"], False),  # anew
        (["fix", "a.txt", "-o", "a.txt"], False),  # the file itself, mended
    ],
)
def test_no_report_is_written_over_what_it_is_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], is_refused: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    held = "Lund, P. (2012). How rivers move. Rivers, 12, 345–360. https://doi.org/10.5555/rivers"
    for name in ("a.txt", "b.txt", "a.md", "a.docx", "a.json"):
        Path(name).write_text(held, "utf-8")
    Path("linked.txt").symlink_to("a.txt")
    Path("base.json").write_text(Baseline(name="base.json").to_json(), "utf-8")
    result = run(*(each.format(here=tmp_path.name) for each in arguments))
    assert ("is read and would be lost" in result.stderr) is is_refused
    assert (result.exit_code == 2) is is_refused
    assert Path("a.txt").read_text("utf-8") == held


@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="nothing leads to the file that is standard input")
def test_no_report_is_written_over_the_file_that_is_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Lund, P. (2012). How rivers move. Rivers, 12, 345–360.", "utf-8")
    with file.open() as opened:
        command = [sys.executable, "-m", "refcheck", "check", "-", "--offline", "-o", str(file)]
        done = subprocess.run(command, stdin=opened, capture_output=True, text=True, check=False)
    assert (done.returncode, "is read and would be lost" in done.stderr) == (2, True)
    assert file.stat().st_size > 0


@pytest.mark.parametrize(("doi", "said"), [("rivers", "References 1 and 2 have the same DOI"), ("lakes", "")])
def test_works_that_are_printed_twice_are_named(tmp_path: Path, doi: str, said: str) -> None:
    first, second = "Lund, P. (2012). How rivers move. Rivers, 12, 345–360.", "Roe, A. (2013). On lakes. Lakes, 1, 3–9."
    file = tmp_path / "list.txt"
    file.write_text(f"{first} https://doi.org/10.5555/rivers\n\n{second} https://doi.org/10.5555/{doi}\n", "utf-8")
    result = run("format", str(file), "--to", "bibtex", "--offline")
    assert said in result.stderr
    assert ("References" in result.stderr) is bool(said)


@pytest.mark.parametrize(("group", "listed"), [((), "check"), (("index",), "verify")])
def test_a_group_without_a_command_lists_its_commands_once(group: tuple[str, ...], listed: str) -> None:
    result = run(*group)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: ")
    assert result.stderr.count("Usage:") == 1
    assert f"\n  {listed} " in result.stderr


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        ("a.html", [], "<!DOCTYPE html>"),
        ("a.JSON", [], "{"),
        ("a.bib", [], "@"),
        ("a.txt", [], "33 references: "),
        ("a.xlsx", [], "PK"),
        ("a.xlsx", ["--format", "json"], "{"),
        ("a.html", ["--format", "json"], "{"),
    ],
)
def test_a_report_is_of_its_ending_unless_a_format_is_named(
    tmp_path: Path, name: str, options: list[str], begins: str
) -> None:
    made, again, kept = tmp_path / name, tmp_path / f"again-{name}", tmp_path / "kept.json"
    run("check", LIST, "--offline", "-o", str(made), *options)
    run("check", LIST, "--offline", "--format", "json", "-o", str(kept))
    run("report", str(kept), "-o", str(again), *options)
    assert [each.read_bytes()[: len(begins)].decode() for each in (made, again)] == [begins] * 2


def test_a_dash_is_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = [run("check", LIST, "--offline", "--format", "concise", *where).stdout for where in ([], ["-o", "-"])]
    assert told[0] == told[1] != ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "\n\n \t\n", "\ufeff"])
def test_of_an_empty_source_it_is_told_that_nothing_was_read(text: str) -> None:
    result = run("check", "-", "--offline", "--format", "json", stdin=text)
    report = json.loads(result.stdout)
    assert (result.exit_code, report["references"]) == (Exit.NOTHING_READ, [])
    assert [each["message"] for each in report["run"]["notes"]] == ["nothing was read: the file contains no text"]
    shown = run("check", "-", "--offline", "--allow-empty", stdin=text)
    assert (shown.exit_code, shown.stdout.splitlines()[0]) == (Exit.CLEAN, "No references were found.")
    assert "nothing was read" in shown.stderr
    quiet = run("check", "-", "--offline", "--allow-empty", "--quiet", stdin=text)
    assert (quiet.exit_code, quiet.stderr, quiet.stdout) == (Exit.CLEAN, "", "")


_OF_XML = (
    '<article><body><p>See <xref ref-type="bibr" rid="a">A</xref> and <xref ref-type="bibr" rid="c">C</xref>.</p></body><back>'
    '<ref-list><ref id="a"><mixed-citation>Vale P. How mosses drink fog. J Moss. 2004;12:7-9.</mixed-citation></ref>'
    '<ref id="b"><mixed-citation>Holm R. How ferns drink fog. J Fern. 2006;3:1-4.</mixed-citation></ref>'
)


@pytest.mark.parametrize(
    "form", ["terminal", "concise", "markdown", "csv", "junit", "sarif", "github", "gitlab", "ris"]
)
@pytest.mark.parametrize(
    ("end", "code", "is_told"),
    [("</ref-list></back></article>", Exit.CLEAN, False), ("<ref id='c", Exit.NOTHING_READ, True)],
)
def test_a_broken_file_is_told_and_accuses_nobody(
    tmp_path: Path, form: str, end: str, code: int, is_told: bool
) -> None:
    path = tmp_path / "moss.xml"
    path.write_text(_OF_XML + end)
    result = run("check", str(path), "--offline", "--format", form, "--show", "all")
    said = result.stdout + result.stderr
    assert (result.exit_code, "the XML is broken at line" in said) == (code, is_told)
    assert "is cited in the text but not listed" not in said or not is_told
    assert "How mosses drink" in said or form != "ris"


SOUND = "@article{a, author={Vale, P.}, title={How mosses drink fog}, journal={J Moss}, year={2004}, volume={12}, pages={7--9}}\n"


@pytest.mark.parametrize("command", [["parse"], ["fix", "--offline"], ["convert", "--to", "bibtex"]])
def test_every_command_tells_that_a_file_is_broken(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "moss.xml"
    path.write_text(_OF_XML + "<ref id='c")
    assert "the XML is broken at line" in run(*command, str(path)).stderr


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "junit", "sarif", "github"])
def test_every_report_of_an_empty_file_says_so(tmp_path: Path, form: str) -> None:
    path = tmp_path / "references.bib"
    path.write_text("")
    result = run("check", str(path), "--offline", "--format", form)
    assert result.exit_code == Exit.NOTHING_READ
    assert "nothing was read" in result.stdout


@pytest.mark.parametrize(
    ("texts", "named", "code"),
    [
        ({"a.bib": SOUND, "b.bib": ""}, ["a.bib", "b.bib"], Exit.NOTHING_READ),
        ({"a.bib": "@string{jt = {Journal of Tides}}", "b.bib": ""}, ["a.bib", "b.bib"], Exit.NOTHING_READ),
        ({"a.bib": SOUND, "b.txt": "Dear Ann,\n\nthe harbour is shut.\n"}, ["b.txt", "a.bib"], Exit.NOTHING_READ),
        ({"a.bib": SOUND, "b.bib": ""}, ["a.bib", "b.bib", "--allow-empty"], Exit.CLEAN),
        ({"a.bib": SOUND, "b.bib": ""}, ["."], Exit.CLEAN),
        ({"a.bib": SOUND, "b.bib": ""}, ["*.bib"], Exit.CLEAN),
        ({"a.bib": SOUND, "b.bib": "@string{jt = {Journal of Tides}}"}, ["a.bib", "b.bib"], Exit.CLEAN),
    ],
)
def test_an_empty_file_that_is_named_fails_beside_others_as_alone(
    texts: dict[str, str], named: list[str], code: Exit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in texts.items():
        Path(name).write_text(text)
    assert run("check", *named, "--offline", "--quiet").exit_code == code


def test_a_file_of_abbreviations_is_no_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "journals.bib"
    path.write_text('@string{jt = "Journal of Tides"}\n')
    result = run("check", str(path), "--offline")
    assert (result.exit_code, result.stdout.strip()) == (Exit.CLEAN, "No references were found.")


def test_parse_prints_csl_json() -> None:
    items = json.loads(run("parse", LIST).stdout)
    assert len(items) == 33
    assert items[25]["DOI"] == "10.1016/j.euras.2015.10.003"
    assert items[25]["custom"]["raw"].startswith("Peyrouse, Sébastien (2016)")
    assert isinstance(items[25]["custom"]["unread"], list)


def test_parse_lines_gives_one_item_a_line() -> None:
    lines = "Doe, J. (2020). One. A Journal, 1(2), 3-4.\n\nRoe, R. (2021). Two. B Journal, 5(6), 7-8.\nnot a reference at all\n"
    result = run("parse", "-", "--lines", stdin=lines)
    items = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [item["custom"]["raw"] for item in items] == lines.splitlines()


def test_repair_prints_a_json_object_a_line() -> None:
    lines = run(
        "repair", "(doi: 10.1016/ j.euras.2015.10.003) and )doi: 10.1080/02634937.2024.2314083.("
    ).stdout.splitlines()
    found = [json.loads(line) for line in lines]
    assert [each["value"] for each in found] == ["10.1016/j.euras.2015.10.003", "10.1080/02634937.2024.2314083"]
    assert all({"scheme", "raw", "value", "repairs", "candidates"} <= set(each) for each in found)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("doi: 10.1000/a, ISBN 978-0-306-40615-8 2020", ["978-0-306-40615-8"]),
        ("10.1000/a. ISBN: 0306406153; eISSN 1234-5678", ["0306406153", "1234-5678"]),
        ("10.1000/a. ISBN 0306406152 123 pages, 2019-2020, 12345678", []),
        ("10.1000/a. ISBN 978-0-306-40615-7, ISSN 0028-0836", []),
    ],
)
def test_repair_names_the_numbers_that_are_not_valid_beside_what_it_finds(text: str, wrong: list[str]) -> None:
    found = [json.loads(line) for line in run("repair", text).stdout.splitlines()]
    assert found[0]["value"] == "10.1000/a"
    assert [each["raw"] for each in found if each["scheme"] is None] == wrong
    assert all("check digit" in each["why"] for each in found if each["scheme"] is None)


def test_repair_says_why_there_is_none() -> None:
    found = json.loads(run("repair", "no identifier here").stdout)
    assert found == {"scheme": None, "raw": "no identifier here", "value": None, "why": found["why"]}
    assert found["why"]


def test_repair_reads_a_text_a_line() -> None:
    lines = run("repair", "-", stdin="doi:10.1000/a.\nnothing\n\n10.1000/b and 10.1000/c\n").stdout.splitlines()
    found = [(each["line"], each["value"]) for each in map(json.loads, lines)]
    assert found == [(1, "10.1000/a"), (2, None), (3, None), (4, "10.1000/b"), (4, "10.1000/c")]
    assert "line" not in json.loads(run("repair", "doi:10.1000/a.").stdout)


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    result = run("check", LIST, "--offline", "--format", "json", "--output", str(target))
    assert result.stdout == ""
    assert len(json.loads(target.read_text(encoding="utf-8"))["references"]) == 33


def test_several_files_are_one_run(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Doe, J. (2020). One. A Journal, 1(2), 3-4. doi:10.1000/a", encoding="utf-8")
    result = run("check", str(tmp_path / "one.txt"), LIST, "--offline", "--format", "json")
    files = [reference["file"] for reference in json.loads(result.stdout)["references"]]
    assert files == [str(tmp_path / "one.txt")] + [LIST] * 33


def test_a_dry_run_sends_nothing(httpserver: HTTPServer) -> None:
    result = run("check", LIST, "--dry-run", "--mailto", "editor@journal.example", *asking(httpserver.url_for("")))
    assert result.exit_code == 0
    assert "10.1016/j.euras.2015.10.003" in result.stdout.replace("%2F", "/")
    assert len(httpserver.log) == 0


def test_settings_come_from_the_environment_too() -> None:
    result = run("check", LIST, "--offline", "--format", "json", env={"REFCHECK_RECORDS": RECORDS})
    verdicts = [reference["verdict"] for reference in json.loads(result.stdout)["references"]]
    assert verdicts.count("verified") + verdicts.count("differs") == 12


def test_rules_are_listed_and_explained() -> None:
    codes = [line.split()[1] for line in run("rules").stdout.splitlines()]
    assert len(codes) > 30
    assert "What it finds" in run("rule", codes[0]).stdout
    assert (run("rules", "zzz").stdout, run("rules", "doi").stderr) == ("", "")
    assert "no rule or repair has these words" in run("rules", "zzz").stderr


HEAVY = (
    "requests",
    "urllib3",
    "httpx2",
    "habanero",
    "numpy",
    "wcwidth",
    "pybtex",
    "cattrs",
    "rapidfuzz",
    "stdnum",
    "click",
)


def test_the_import_is_light() -> None:
    code = f"import refcheck, sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_every_public_name_is_there() -> None:
    import refcheck

    assert [name for name in refcheck.__all__ if not hasattr(refcheck, name)] == []
    with pytest.raises(AttributeError, match="no_such_name"):
        refcheck.no_such_name  # type: ignore[attr-defined]  # noqa: B018  # mypy refuses it, too


@pytest.mark.parametrize("text", ["a " * 200_000, "a" * 400_000, "Doe, J. (2020). A title. doi:10.1000/abc. " * 10_000])
def test_one_endless_line_is_an_honest_result(text: str) -> None:
    result = run("check", "-", "--offline", "--format", "json", stdin=text)
    references = json.loads(result.stdout)["references"]
    assert result.exit_code == Exit.NOTHING_READ
    assert {reference["verdict"] for reference in references} <= {"unverified"}
    assert {finding["code"] for reference in references for finding in reference["findings"]} <= {
        "reference-not-understood"
    }


def test_help_says_of_every_command_what_it_does_and_imports_none() -> None:
    program = "import sys; from refcheck.cli import main; main(['--help'], standalone_mode=False)"
    program += "; print(*sys.modules, file=sys.stderr)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    shown = ended.stdout
    assert not [module for module in ended.stderr.split() if module.startswith("refcheck.cli.commands.")]
    for name in main.list_commands(click.Context(main)):
        assert re.search(rf"^  {name} +[A-Z]", shown, re.MULTILINE), name
