"""The command with a configuration, a baseline, waivers and choices."""

import json
import re
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from click import Context
from click.testing import CliRunner, Result
from documents_made import docx, paragraph
from pytest_httpserver import HTTPServer

from refcheck.cli import main
from refcheck.cli.configuring import Configured
from refcheck.registries.further import FURTHER

LIST = """\
Doe, J. (2020). One thing and another. A Journal, 1(2), 3-4. (doi:10.1000/abc.(
Roe, R. (2021). Two things and no other. B Journal, 5(6), 7 8. doi:10.1000/ def.2021
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, with a list in it."""
    (tmp_path / "refcheck.toml").touch()
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=stdin, catch_exceptions=False)


def check(*arguments: str) -> Any:
    """The JSON report of the list."""
    return json.loads(run("check", "list.txt", "--offline", "--format", "json", *arguments).stdout)


def codes(report: Any) -> set[str]:
    of_references = [finding["code"] for reference in report["references"] for finding in reference["findings"]]
    return {*of_references, *(finding["code"] for finding in report["findings"])}


def test_codes_are_chosen_by_option(folder: Path) -> None:
    assert {"doi-with-trailing-period", "doi-with-inner-space", "page-range-without-dash"} <= codes(check())
    assert codes(check("--select", "doi-with-*")) == {
        "doi-with-trailing-period",
        "doi-with-unbalanced-bracket",
        "doi-with-inner-space",
    }
    assert codes(check("--select", "doi-with-*", "--ignore", "doi-with-inner-*,doi-with-un*")) == {
        "doi-with-trailing-period"
    }


def test_codes_are_chosen_by_the_nearest_configuration(folder: Path) -> None:
    (folder / "refcheck.toml").write_text("select = ['doi-with-*']", encoding="utf-8")
    assert codes(check()) == {"doi-with-trailing-period", "doi-with-unbalanced-bracket", "doi-with-inner-space"}
    assert "page-range-without-dash" in codes(check("--isolated"))
    assert codes(check("--select", "page-*")) == {"page-range-without-dash"}
    (folder / "other.toml").write_text("ignore = ['doi-*']", encoding="utf-8")
    assert not {code for code in codes(check("--config", "other.toml")) if code.startswith("doi-")}


def test_the_configuration_lies_upward_from_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "refcheck.toml").write_text("select = ['page-*']", encoding="utf-8")
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    result = run("check", "../list.txt", "--offline", "--format", "json")
    assert codes(json.loads(result.stdout)) == {"page-range-without-dash"}


FAILING = ("never", "error", "warning", "info")


def test_how_the_command_ends_follows_what_is_shown(folder: Path) -> None:
    assert run("check", "list.txt", "--offline", "--fail-on", "warning").exit_code == 1
    assert run("check", "list.txt", "--offline", "--fail-on", "warning", "--ignore", "doi-*").exit_code == 0
    assert run("check", "list.txt", "--offline", "--fail-on", "info", "--ignore", "doi-*").exit_code == 1
    assert run("check", "list.txt", "--offline", "--fail-on", "note", "--ignore", "doi-*").exit_code == 1
    command = ("check", "list.txt", "--offline", "--format", "concise", "--ignore", "doi-*", "--fail-on")
    shown = [run(*command, least) for least in FAILING]
    assert [(each.exit_code, bool(each.stdout)) for each in shown] == [(0, False), (0, False), (0, False), (1, True)]
    (folder / "refcheck.toml").write_text("fail-on = 'error'\n[severities]\ndoi-with-inner-space = 'error'", "utf-8")
    assert run("check", "list.txt", "--offline").exit_code == 1
    assert run("check", "list.txt", "--offline", "--fail-on", "never").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "doi-missin"], "--select: no rule has the code 'doi-missin'; did you mean 'doi-missing'?"),
        (["--config", "refcheck.toml", "--isolated"], "--config and --isolated exclude each other"),
        (["--config", "no-such-file.toml"], "no-such-file.toml: No such file or directory"),
        (["--baseline", "no-such-file.json"], "No such file or directory"),
        (["--baseline", "list.txt"], "list.txt: is not a baseline"),
    ],
)
def test_what_cannot_be_set_is_said_in_one_line(folder: Path, arguments: list[str], said: str) -> None:
    result = run("check", "list.txt", "--offline", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert said in result.stderr


def test_an_old_list_is_adopted_and_only_new_findings_fail(folder: Path) -> None:
    written = run("check", "list.txt", "--offline", "--fail-on", "info", "--write-baseline", "old.json")
    assert written.exit_code == 0
    full = check()
    number = len(full["findings"]) + sum(len(each["findings"]) for each in full["references"])
    assert f"adopted {number} findings in old.json" in written.stderr
    assert f"{number} findings waived" in written.stdout
    assert run("check", "list.txt", "--offline", "--fail-on", "info", "--baseline", "old.json").exit_code == 0
    (folder / "list.txt").write_text(
        LIST + "Poe, E. (2022). Three. C Journal, 1(1), 1-2. doi:10.1000/ ghi.2022\n", "utf-8"
    )
    report = check("--baseline", "old.json")
    assert [len(reference["findings"]) for reference in report["references"]] == [0, 0, 1]
    assert {waived["who"] for waived in report["waived"]} == {"the baseline"}
    (folder / "refcheck.toml").write_text("baseline = 'old.json'", encoding="utf-8")
    assert run("check", "list.txt", "--offline", "--fail-on", "info").exit_code == 1


def test_what_was_mended_since_is_told(folder: Path) -> None:
    run("check", "list.txt", "--offline", "--write-baseline", "old.json")
    (folder / "list.txt").write_text(LIST.replace("abc.(\n", "abc(\n"), encoding="utf-8")
    (note,) = check("--baseline", "old.json")["run"]["notes"]
    assert note["file"] == "old.json"
    assert "doi-with-trailing-period" in note["message"]


@pytest.mark.parametrize("mark", [",", ", ", " "])
def test_codes_to_waive_have_commas_or_spaces_between_them(mark: str, folder: Path) -> None:
    printed = run("waive", "list.txt", "1", f"doi-with-trailing-period{mark}unbalanced-bracket", "--why", "so").stdout
    assert printed.count("[[waiver]]") == 2


def test_a_cleared_cache_leaves_nothing_but_what_is_not_its_own(tmp_path: Path) -> None:
    for name in ("c.db", "paces.sqlite3", "place-crossref-lists-0"):
        (tmp_path / name).touch()
    (tmp_path / "place-names-1").write_text("Bergen")
    assert run("cache", "clear", "--cache", str(tmp_path / "c.db")).exit_code == 0
    assert [each.name for each in tmp_path.iterdir()] == ["place-names-1"]


def test_a_waiver_is_printed_and_written(folder: Path) -> None:
    arguments = ["waive", "list.txt", "1", "doi-with-trailing-period", "--who", "Ada", "--why", "as printed"]
    printed = run(*arguments)
    assert 'who = "Ada"' in printed.stdout
    assert (folder / "refcheck.toml").read_text(encoding="utf-8") == ""
    assert run(*arguments, "--write").exit_code == 0
    report = check()
    assert "doi-with-trailing-period" not in codes(report)
    assert [(each["who"], each["why"], each["until"]) for each in report["waived"]] == [("Ada", "as printed", None)]


CITING = """\
Lakes fill (Roe, 2015), and rivers run (Poe, 2011). Tides turn (Zimmer, 2022), says Doe (2001).

References

Roe, J. (2015). How lakes fill. Tides, 3(1), 1-9.
Poe, J. (2011). How rivers run away from the sea. Tides, 3(1), 10-19.
Doe, A. (2001). How wind turns the mills of the coast. Tides, 8(1), 11-19.
"""


def test_what_is_cited_and_not_listed_is_waived_by_its_citation(folder: Path) -> None:
    Path("thesis.txt").write_text(CITING, encoding="utf-8")

    def told() -> list[str]:
        report = json.loads(run("check", "thesis.txt", "--offline", "--format", "json").stdout)
        return [each["code"] for each in report["findings"]]

    assert told() == ["cited-but-not-listed"]
    for name, code in (("1", "cited-but-not-listed"), ("Zimmer (2022)", "year-differs"), ("Roe (2015)", "cited-*")):
        assert run("waive", "thesis.txt", name, code, "--why", "so", "--write").exit_code == 2, name
    assert run("waive", "thesis.txt", "Zimmer (2022)", "cited-but-not-listed", "--why", "so", "--write").exit_code == 0
    assert told() == []
    Path("thesis.txt").write_text(CITING.replace("Zimmer", "Zander"), encoding="utf-8")
    assert told() == ["cited-but-not-listed"]


def test_a_waiver_that_is_over_is_told(folder: Path) -> None:
    run("waive", "list.txt", "1", "doi-with-trailing-period", "--why", "so", "--until", "2999-01-01", "--write")
    assert "doi-with-trailing-period" not in codes(check())
    written = Path("refcheck.toml").read_text(encoding="utf-8")
    Path("refcheck.toml").write_text(written.replace("2999", "2020"), encoding="utf-8")
    report = check()
    assert "doi-with-trailing-period" in codes(report)
    assert ["ended on 2020-01-01" in note["message"] for note in report["run"]["notes"]] == [True]
    assert [note["file"] for note in report["run"]["notes"]] == ["refcheck.toml"]  # where the waiver stands


@pytest.mark.parametrize(
    ("reference", "code", "said"),
    [
        ("9", "doi-missing", "no reference has the key or fingerprint '9'"),
        ("1", "doi-missin", "did you mean 'doi-missing'?"),
        ("1", "isbn-check-digit", "isbn-check-digit finds nothing in reference 1; found there: "),
        ("1,2", "doi-with-trailing-period", "doi-with-trailing-period finds nothing in reference 2"),
        ("2", "doi-with-t*", "finds nothing in reference 2"),
    ],
)
def test_what_cannot_be_waived_is_not_written(folder: Path, reference: str, code: str, said: str) -> None:
    for how in ((), ("--write",)):
        result = run("waive", "list.txt", reference, code, "--why", "so", *how)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
    assert (folder / "refcheck.toml").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize(("until", "said"), [("2020-01-01", "2020-01-01 is over"), ("soon", "2027-01-31, not 'soon'")])
def test_a_waiver_needs_a_last_day_to_come(folder: Path, until: str, said: str) -> None:
    waive = ("waive", "list.txt", "1", "doi-with-trailing-period", "--why", "so", "--write", "--until")
    assert said in run(*waive, until).stderr
    assert (folder / "refcheck.toml").read_text(encoding="utf-8") == ""
    assert run(*waive, "2999-01-31").exit_code == 0


@pytest.mark.parametrize(("code", "exit_code"), [("doi-missin", 2), ("doi-missing", 0), ("doi-*", 0)])
def test_a_policy_names_codes_of_rules(folder: Path, code: str, exit_code: int) -> None:
    (folder / "p.toml").write_text(f'name = "x"\n[[class]]\nname = "y"\ncodes = ["{code}"]', encoding="utf-8")
    result = run("check", "list.txt", "--offline", "--fail-on", "never", "--policy", "p.toml")
    assert (result.exit_code, "p.toml: no rule has the code 'doi-missin'" in result.stderr) == (
        exit_code,
        exit_code > 0,
    )


def test_a_choice_is_remembered(folder: Path) -> None:
    assert check()["references"][0]["identifiers"][0]["value"] == "10.1000/abc"
    assert run("choose", "list.txt", "1", "10.1000/abc.", "--why", "asked", "--write").exit_code == 0
    reference = check()["references"][0]
    assert (reference["identifiers"][0]["value"], reference["work"]["DOI"]) == ("10.1000/abc.", "10.1000/abc.")
    refused = run("choose", "list.txt", "1", "10.1000/xyz", "--why", "asked")
    assert refused.exit_code == 2
    assert "the readings are 10.1000/abc" in refused.stderr


def test_where_records_lie_can_be_configured(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "records.jsonl").write_text('{"DOI": "10.1000/abc", "title": ["One thing and another"]}', "utf-8")
    (folder / "refcheck.toml").write_text("records = 'sub/records.jsonl'", encoding="utf-8")
    assert check()["references"][0]["verdict"] == "unverified"
    assert check("--config", "refcheck.toml")["references"][0]["verdict"] == "verified"
    assert run("config", "trust").exit_code == 0
    assert check()["references"][0]["verdict"] == "verified"


def test_quiet_says_nothing_where_there_is_nothing(folder: Path) -> None:
    assert run("check", "list.txt", "--offline", "--quiet", "--select", "volume-differs").stdout == ""
    assert "[2]" in run("check", "list.txt", "--offline", "--quiet").stdout


DOE = "Doe, J. (2020). One thing and another. A Journal, 1(2), 3-4. doi:10.1016/ j.euras.2015.10.003"
ROE = "Roe, R. (2021). Two things and no other. B Journal, 5(6), 7-8. doi:10.1016/ j.euras.2016.10.003"
SOURCES = {
    "a.bib": "% refcheck: allow {allow}\n@article{{a, title = {{One}}, doi = {{10.1016/ j.euras.2015.10.003}}}}\n\n"
    "@article{{b,\n title = {{Two}},\n doi = {{10.1016/ j.euras.2016.10.003}}}}\n",
    "a.tex": "\\documentclass{{article}}\\begin{{document}}\n\\begin{{thebibliography}}{{9}}\n% refcheck: allow {allow}\n"
    f"\\bibitem{{{{a}}}} {DOE}\n\\bibitem{{{{b}}}} {ROE}\n\\end{{{{thebibliography}}}}\n\\end{{{{document}}}}\n",
    "a.md": f"# References\n\n<!-- refcheck: allow {{allow}} -->\n- {DOE}\n- {ROE}\n",
    "a.html": f"<!doctype html><html><body><h2>References</h2><ol>\n<!-- refcheck: allow {{allow}} -->\n<li>{DOE}</li>\n"
    f"<li>{ROE}</li></ol></body></html>\n",
    "a.xml": "<article><back><ref-list>\n<!-- refcheck: allow {allow} -->\n<ref id='a'>\n<mixed-citation>"
    f"{DOE}</mixed-citation></ref>\n<ref id='b'><mixed-citation>{ROE}</mixed-citation></ref></ref-list></back></article>\n",
    "a.typ": f"= References\n// refcheck: allow {{allow}}\n+ {DOE}\n+ {ROE}\n",
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_comment_in_the_source_allows(folder: Path, name: str) -> None:
    (folder / name).write_text(SOURCES[name].format(allow="doi-with-* as printed"), encoding="utf-8")
    report = json.loads(run("check", name, "--offline", "--format", "json", "--select", "doi-with-*").stdout)
    assert [len(reference["findings"]) for reference in report["references"]] == [0, 1]
    assert [(waived["who"], waived["why"]) for waived in report["waived"]] == [("the source", "as printed")]


def test_a_comment_that_allows_nothing_is_told(folder: Path) -> None:
    (folder / "a.bib").write_text(SOURCES["a.bib"].format(allow="doi-with-inner-spice"), encoding="utf-8")
    notes = json.loads(run("check", "a.bib", "--offline", "--format", "json").stdout)["run"]["notes"]
    assert ["did you mean 'doi-with-inner-space'?" in note["message"] for note in notes] == [True]


OPTIONS = 'format = "concise"\nshow = "notes"\noffline = true\nlinks = false\n'


def test_options_stand_in_the_configuration_and_the_command_line_goes_over_them(folder: Path) -> None:
    (folder / "refcheck.toml").write_text(OPTIONS, encoding="utf-8")
    assert "list.txt:2: [2] page-range-without-dash: " in run("check", "list.txt").stdout
    assert "page-range-without-dash" not in run("check", "list.txt", "--show", "warnings").stdout
    assert run("check", "list.txt", "--format", "terminal").stdout.startswith("2 references")
    assert run("check", "list.txt", "--isolated", "--offline").stdout.startswith("2 references")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("\nlinks = 3", "refcheck.toml:2: links must be true or false"),
        ("offline = 'yes'", "refcheck.toml:1: offline must be true or false"),
        ("show = 'everything'", "refcheck.toml:1: 'everything' is not one of 'warnings', 'notes'"),
        ("# group\ngroup = 'author'", "refcheck.toml:2: 'author' is not one of 'verdict', 'file', 'rule'"),
        ("lnks = true", "refcheck.toml:1: no setting is called 'lnks'; did you mean 'links'?"),
    ],
)
def test_an_option_in_the_configuration_that_cannot_be_is_told_with_its_line(
    folder: Path, said: str, fault: str
) -> None:
    (folder / "refcheck.toml").write_text(said, encoding="utf-8")
    result = run("check", "list.txt", "--offline")
    assert result.exit_code == 2
    assert fault in result.stderr


def test_every_command_that_may_ask_heeds_the_configuration() -> None:
    context = Context(main)
    every = {name: main.get_command(context, name) for name in main.list_commands(context)}
    asking = {name for name, each in every.items() if each and any(option.name == "offline" for option in each.params)}
    assert asking >= {"annotate", "backfile", "check", "doctor", "fix", "lsp", "mcp", "monitor", "queries", "serve"}
    assert {name for name in asking if not isinstance(every[name], Configured)} == set()


ASKING = {
    "check": ("check", "list.txt"),
    "fix": ("fix", "list.txt", "--unsafe-fixes"),
    "queries": ("queries", "list.txt"),
    "annotate": ("annotate", "list.docx", "-o", "out.docx"),
    "monitor": ("monitor", "old.json"),
    "doctor": ("doctor",),
}
"""Commands that ask somebody, unless they are told not to."""


@pytest.mark.parametrize("command", ASKING)
def test_a_configuration_that_says_offline_holds_for_every_command(
    folder: Path, httpserver: HTTPServer, command: str
) -> None:
    httpserver.expect_request(re.compile("/.*")).respond_with_json({}, status=404)
    url = httpserver.url_for("")
    where = "".join(f'{name}-url = "{url}"\n' for name in ("crossref", "datacite", "doi", "wayback"))
    others = f"without = '{','.join(FURTHER)}'\ncache = 'off'\n"
    (folder / "refcheck.toml").write_text(f"{where}{others}offline = true\n", encoding="utf-8")
    assert run("config", "trust").exit_code == 0
    (folder / "list.docx").write_bytes(docx([paragraph("References"), *map(paragraph, LIST.splitlines())]))
    (folder / "old.json").write_text(run("check", "list.txt", "--format", "json").stdout, encoding="utf-8")
    run(*ASKING[command])
    assert httpserver.log == []
    run(*ASKING[command], "--online")
    assert httpserver.log


def test_a_backfile_counts_what_it_would_ask_by_the_configuration(folder: Path) -> None:
    (folder / "refcheck.toml").write_text("offline = true\n", encoding="utf-8")
    (folder / "plain.txt").write_text(re.sub(r"\(?doi:.*", "", LIST), encoding="utf-8")
    counting = ("backfile", "plain.txt", "--out", "out", "--dry-run")
    assert "no searches of Crossref" in run(*counting).stdout
    assert "2 searches of Crossref" in run(*counting, "--online").stdout


def test_config_shows_what_is_in_force_and_from_where(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "refcheck.toml").write_text(
        'ignore = ["mixed-*"]\nlinks = true\nmailto = "a@b.example"\nopenalex-key = "k1"', encoding="utf-8"
    )
    monkeypatch.setenv("REFCHECK_DOI_URL", "http://127.0.0.1:1")
    path = str(folder / "refcheck.toml")
    before = run("config").stdout
    assert f"{path} may not set links, mailto, openalex-key; to allow it: refcheck config trust {folder}" in before
    assert "a@b.example" not in before
    assert run("config", "trust").exit_code == 0
    assert "k1" not in run("config").stdout
    lines = [line.split() for line in run("config").stdout.splitlines()]
    for line in (
        ["configuration:", path, "(trusted)"],
        ["openalex-key", "(not", "shown)", path],
        ["ignore", "mixed-*", path],
        ["links", "true", path],
        ["mailto", "a@b.example", path],
        ["doi-url", "http://127.0.0.1:1", "REFCHECK_DOI_URL"],
        ["crossref-url", "https://api.crossref.org", "default"],
    ):
        assert line in lines
    assert "configuration: none" in run("config", "--isolated").stdout


def test_the_doctor_tells_what_is_otherwise_without_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def known(name: str) -> str:
        if name in ("numpy", "requests"):
            raise PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr("refcheck.cli.commands.doctor.version", known)
    told = run("doctor", "--offline").stdout
    assert re.search(r"^-   numpy .*in pure Python", told, re.MULTILINE)
    assert re.search(r"^NO  requests +not installed$", told, re.MULTILINE)


@pytest.mark.parametrize("down", [429, 503])
def test_the_doctor_tells_what_works_and_asks_only_for_the_front_of_a_service(
    down: int, folder: Path, monkeypatch: pytest.MonkeyPatch, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/up").respond_with_data("", status=404)
    httpserver.expect_request("/down").respond_with_data("", status=down)
    for name, place in (("CROSSREF", "up"), ("DATACITE", "down"), ("DOI", "up")):
        monkeypatch.setenv(f"REFCHECK_{name}_URL", httpserver.url_for(f"/{place}"))
    result = run("doctor")
    assert result.exit_code == 3
    assert re.search(
        r"^-   Crossref .*answers 404 at its home page; --live asks it questions$", result.stdout, re.MULTILINE
    )
    assert re.search(rf"^NO  DataCite .*answers {down}", result.stdout, re.MULTILINE)
    assert re.search(r"^ok  parser  +reads$", result.stdout, re.MULTILINE)
    assert [request.path for request, _ in httpserver.log] == ["/up", "/down", "/up"]
    assert run("doctor", "--offline").exit_code == 0
    assert len(httpserver.log) == 3
