"""Who may decide what: the levels of the settings, files that are trusted, and who is told a key or an e-mail address."""

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
from attrs import fields
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from links_made import answer, page, world
from pytest_httpserver import HTTPServer
from tables import DOCS

from refcheck.checks import rules
from refcheck.cli import main
from refcheck.cli.options import connection_options
from refcheck.errors import SettingsError
from refcheck.model import Id, Scheme
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import online
from refcheck.registries.transport.get import Web, anywhere
from refcheck.registries.wrappers.pace import Limit, Pace
from refcheck.settings import SETTINGS, Level, Settings, Whose, load, own_configuration
from refcheck.settings.trusted import Trusted, is_within, sift, unsigned

LIST = "Doe, J. (2020). One thing and another. A Journal, 1(2), 3-4. doi:10.1000/ abc.2020\n"

OF_ONE_RUN = {"refresh", "no_cache", "wayback"}
"""What is said on the command line alone: nothing that a file can hold."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "paper"
    made.mkdir()
    (made / "list.txt").write_text(LIST, encoding="utf-8")
    (made / "records.jsonl").write_text(
        '{"DOI": "10.1000/abc.2020", "title": ["One thing and another"]}\n', encoding="utf-8"
    )
    monkeypatch.chdir(made)
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def verdict(*more: str) -> str:
    shown = run("check", "list.txt", "--offline", "--format", "json", *more)
    return str(json.loads(shown.stdout)["references"][0]["verdict"])


def own(text: str) -> None:
    """Set something in the user's own configuration."""
    path = own_configuration()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# The settings and their levels.


def test_every_connection_that_can_be_set_says_who_may_decide_it() -> None:
    @click.command
    @connection_options
    def command() -> None: ...

    options = {name.lstrip("-").replace("-", "_") for each in command.params for name in each.opts}
    assert {name for name in options if name.replace("_", "-") not in SETTINGS} == OF_ONE_RUN
    named = {each.name for each in fields(Connections)} - {"refresh", "user_agent", "timeout", "unsigned", "session"}
    assert {name for name in named if name.replace("_", "-") not in SETTINGS} == set()
    assert {each.field for each in SETTINGS.values() if each.is_connection} <= named
    assert all(isinstance(each.level, Level) for each in SETTINGS.values())


def test_what_leads_elsewhere_is_the_user_s() -> None:
    for name, setting in SETTINGS.items():
        if name.endswith(("-url", "-urls", "-key")) or name in ("mailto", "also", "records", "index", "library"):
            assert setting.level is Level.USER, name


def test_the_page_has_every_setting_and_its_level() -> None:
    table = (DOCS / "trust.md").read_text(encoding="utf-8").partition("<!-- the settings -->")[2].partition("\n\n")[0]
    shown = {
        name: re.findall(r"`([\w-]+)`", cells[1])
        for line in table.splitlines()
        if len(cells := line.strip("|").split("|")) == 3
        for name in re.findall(r"`([\w-]+)`", cells[0])
    }
    assert shown == {name: [setting.level.value] for name, setting in SETTINGS.items()}


VALUES = st.one_of(
    st.booleans(), st.integers(), st.text(max_size=20), st.sampled_from(["off", "printed", "/etc/passwd"])
)


@given(st.dictionaries(st.sampled_from(sorted(SETTINGS)), VALUES, max_size=8))
def test_whatever_a_project_says_the_user_s_settings_are_not_heeded(data: dict[str, Any]) -> None:
    heeded, refused = sift(data, Path("/nowhere/at/all"), Settings())
    assert heeded.keys() | set(refused) == data.keys()
    assert not {name for name in heeded if SETTINGS[name].level is Level.USER}
    files = {name: value for name, value in heeded.items() if name in ("cache", "retraction-watch")}
    assert all(value == "off" or not isinstance(value, str) for value in files.values())


@pytest.mark.parametrize(
    ("name", "is_in"),
    [
        ("old.json", True),
        ("inner/old.json", True),
        ("inner/../old.json", True),
        ("not-there.json", True),
        ("link-in.json", True),
        ("../old.json", False),
        ("inner/../../old.json", False),
        ("/etc/hostname", False),
        ("link-out.json", False),
        ("folder-out/old.json", False),
        ("folder-out/../old.json", False),
        ("circle.json", False),
        ("a\0b", False),
        ("..", False),
    ],
)
def test_what_lies_in_a_folder(tmp_path: Path, name: str, is_in: bool) -> None:
    home = tmp_path / "home"
    (home / "inner").mkdir(parents=True)
    (tmp_path / "old.json").touch()
    for link, target in (
        ("link-in.json", "inner/old.json"),
        ("link-out.json", "../old.json"),
        ("folder-out", "../elsewhere/deep"),
        ("circle.json", "circle.json"),
    ):
        (home / link).symlink_to(target)
    (tmp_path / "elsewhere" / "deep").mkdir(parents=True)
    assert is_within(home, name) is is_in


# Files that are trusted.


def test_a_trusted_file_is_heeded_until_it_is_changed(folder: Path) -> None:
    path = folder / "refcheck.toml"
    path.write_text("records = 'records.jsonl'", encoding="utf-8")
    assert verdict() == "unverified"
    told = run("config", "trust", ".")
    assert told.stdout == f"{path} is trusted, as it is now\n  records = records.jsonl\n"
    assert verdict() == "verified"
    assert run("check", "list.txt", "--offline").stderr == ""
    path.write_text("records = 'records.jsonl'\n", encoding="utf-8")
    assert verdict() == "unverified"
    said = run("check", "list.txt", "--offline").stderr
    assert said == (
        f"refcheck: {path} was changed since you trusted it, and may not set records; "
        f"to allow it: refcheck config trust {folder}\n"
    )


def test_what_is_trusted_no_longer_is_not_heeded(folder: Path) -> None:
    path = folder / "refcheck.toml"
    path.write_text("records = 'records.jsonl'", encoding="utf-8")
    run("config", "trust")
    assert run("config", "untrust").stdout == f"{folder} is no longer trusted\n"
    assert verdict() == "unverified"
    refused = run("config", "untrust")
    assert (refused.exit_code, refused.stderr) == (2, "refcheck: .: nothing there is trusted\n")


def test_a_folder_that_is_gone_can_be_trusted_no_longer(folder: Path) -> None:
    path = folder / "refcheck.toml"
    path.write_text("records = 'records.jsonl'", encoding="utf-8")
    run("config", "trust", str(path))
    path.unlink()
    assert run("config", "untrust", str(folder)).exit_code == 0
    assert Trusted.read().digests == {}


def test_a_link_to_a_trusted_file_is_not_trusted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "refcheck.toml").write_text("records = 'records.jsonl'", encoding="utf-8")
    run("config", "trust")
    other = folder.parent / "other"
    other.mkdir()
    (other / "refcheck.toml").symlink_to("../paper/refcheck.toml")
    for name in ("list.txt", "records.jsonl"):
        (other / name).write_bytes((folder / name).read_bytes())
    monkeypatch.chdir(other)
    assert verdict() == "unverified"


def test_a_decision_that_is_written_keeps_the_trust(folder: Path) -> None:
    (folder / "refcheck.toml").write_text("records = 'records.jsonl'\n", encoding="utf-8")
    waive = ("waive", "list.txt", "1", "doi-with-inner-space", "--why", "so", "--write")
    run("config", "trust")
    assert run(*waive).exit_code == 0
    assert verdict() == "verified"
    run("config", "untrust")
    assert run(*waive).exit_code == 0
    assert verdict() == "unverified"


@pytest.mark.parametrize("is_there", [True, False])
def test_a_decision_is_not_written_through_a_link(folder: Path, is_there: bool) -> None:
    foreign = folder.parent / "foreign.toml"
    if is_there:
        foreign.write_text("ignore = []\n", encoding="utf-8")
    (folder / "refcheck.toml").symlink_to("../foreign.toml")
    refused = run("waive", "list.txt", "1", "doi-with-inner-space", "--why", "so", "--write")
    assert refused.exit_code == 2
    assert refused.stderr.endswith("is a link to a file outside its folder; name the file with --config\n")
    assert foreign.exists() is is_there
    assert not is_there or foreign.read_text(encoding="utf-8") == "ignore = []\n"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"trusted": 3}', "[" * 100_000])
def test_a_broken_list_of_trusted_files_trusts_nothing(folder: Path, text: str) -> None:
    path = Trusted.path()
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="is not a list of trusted files; delete it"):
        Trusted.read()
    assert run("check", "list.txt", "--offline").exit_code == 0
    (folder / "refcheck.toml").write_text("records = 'records.jsonl'", encoding="utf-8")
    assert run("check", "list.txt", "--offline").exit_code == 2


def test_a_shell_completes_the_commands_of_config() -> None:
    asked = {"_REFCHECK_COMPLETE": "bash_complete", "COMP_WORDS": "refcheck config ", "COMP_CWORD": "2"}
    shown = CliRunner(env=asked).invoke(main, [], prog_name="refcheck").stdout
    assert shown.split() == ["plain,show", "plain,trust", "plain,untrust"]


def test_a_file_that_is_named_is_the_user_s(folder: Path) -> None:
    (folder / "refcheck.toml").write_text("records = 'records.jsonl'", encoding="utf-8")
    assert verdict("--config", "refcheck.toml") == "verified"
    assert "may not" not in run("check", "list.txt", "--offline", "--config", "refcheck.toml").stderr


# A configuration of one's own.


def test_one_s_own_configuration_stands_beneath_the_project_s(folder: Path) -> None:
    own("ignore = ['mixed-*']\nsend = 'bibliographic'\nwithout = 'dblp'\nmailto = 'me@example.org'\nfail-on = 'info'\n")
    (folder / "refcheck.toml").write_text(
        "ignore = ['doi-*']\nsend = 'identifiers'\nwithout = 'arxiv'\nfail-on = 'error'\n", encoding="utf-8"
    )
    shown = [line.split() for line in run("config").stdout.splitlines()]
    path = str(folder / "refcheck.toml")
    for name, value in (("send", "identifiers"), ("without", "dblp,arxiv"), ("fail-on", "error")):
        assert [name, value, path] in shown
    assert ["ignore", "mixed-*,", "doi-*", path] in shown
    assert [line[:2] for line in shown if line[0] == "mailto"] == [["mailto", "me@example.org"]]
    assert "me@example.org" not in run("config", "--isolated").stdout


def test_what_a_project_lowers_is_not_raised_by_another(folder: Path) -> None:
    here = folder / "own.toml"
    here.write_text("offline = true\nlinks = true\nsend = 'identifiers'\n", encoding="utf-8")
    (folder / "refcheck.toml").write_text("offline = false\nlinks = true\nsend = 'printed'\n", encoding="utf-8")
    known = load(rules(), here=folder, own=here, path=folder / "refcheck.toml")
    assert known.refused == ("offline", "send")
    assert known.settings.options == {"offline": True, "links": True}
    assert known.settings.connections == {"send": "identifiers"}


def test_one_s_own_file_is_no_stranger_s_where_it_lies(folder: Path) -> None:
    path = folder / "refcheck.toml"
    path.write_text("mailto = 'me@example.org'", encoding="utf-8")
    known = load(rules(), here=folder, own=path, path=path)
    assert (known.refused, known.whose) == ((), Whose.USER)
    assert known.settings.connections == {"mailto": "me@example.org"}


# Keys and the e-mail address.

ELSEWHERE = "https://registry.example"


@pytest.mark.parametrize(
    ("given", "of_project", "expected"),
    [
        ({"crossref_url": ELSEWHERE, "mailto": "a@b.example"}, (), ()),
        ({"crossref_url": ELSEWHERE, "mailto": "a@b.example"}, ("crossref_url",), (ELSEWHERE,)),
        ({"crossref_url": ELSEWHERE, "mailto": "a@b.example"}, ("crossref_url", "mailto"), ()),
        ({"crossref_url": ELSEWHERE, "mailto": "a@b.example"}, ("mailto",), (ELSEWHERE,)),
        ({"crossref_url": ELSEWHERE}, ("crossref_url",), ()),
        ({"mailto": "a@b.example", "openalex_key": "k"}, ("mailto", "openalex_key"), ()),
        ({"wayback_url": ELSEWHERE, "mailto": "a@b.example"}, ("wayback_url",), (ELSEWHERE,)),
        ({"service_urls": f"openalex={ELSEWHERE}", "openalex_key": "k"}, ("service_urls",), (ELSEWHERE,)),
        ({"service_urls": f"openalex={ELSEWHERE}", "openalex_key": "k"}, ("openalex_key",), (ELSEWHERE,)),
        ({"service_urls": f"openalex={ELSEWHERE}", "openalex_key": "k"}, ("service_urls", "openalex_key"), ()),
        ({"service_urls": f"dblp={ELSEWHERE}", "openalex_key": "k"}, ("service_urls",), ()),
        ({"service_urls": "openalex=https://api.openalex.org", "openalex_key": "k"}, ("service_urls",), ()),
        (
            {"service_urls": "openalex=http://api.openalex.org", "openalex_key": "k"},
            ("service_urls",),
            ("http://api.openalex.org",),
        ),
    ],
)
def test_who_is_told_nothing_of_who_asks(
    given: dict[str, Any], of_project: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert unsigned(Connections(**given), of_project) == expected


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch, httpserver: HTTPServer) -> HTTPServer:
    monkeypatch.setattr("refcheck.registries.network._pace", lambda *given: Pace(Limit(count=1000, at_once=8)))
    httpserver.expect_request(re.compile("/.*")).respond_with_json({}, status=404)
    return httpserver


def received(server: HTTPServer) -> str:
    return "\n".join(f"{request.url} {dict(request.headers)} {request.get_data()!r}" for request, _ in server.log)


@pytest.mark.parametrize(
    ("more", "does_leave"), [("", False), ("mailto = 'me@example.org'\nopenalex-key = 'first'\n", True)]
)
def test_a_trusted_project_gets_the_user_s_key_and_address_only_if_it_gave_them(
    folder: Path, hurried: HTTPServer, monkeypatch: pytest.MonkeyPatch, more: str, does_leave: bool
) -> None:
    url = hurried.url_for("").rstrip("/")
    urls = "".join(f"{name}-url = '{url}'\n" for name in ("crossref", "datacite", "doi"))
    (folder / "refcheck.toml").write_text(f"{urls}service-urls = 'openalex={url}'\n{more}", encoding="utf-8")
    if not more:
        monkeypatch.setenv("REFCHECK_MAILTO", "me@example.org")
        monkeypatch.setenv("REFCHECK_OPENALEX_KEY", "first")
    run("config", "trust")
    said = run("check", "list.txt").stderr
    assert hurried.log
    for secret in ("me@example.org", "me%40example.org", "first"):
        assert secret not in received(hurried) or does_leave
    assert ("me@example.org" in received(hurried)) is does_leave
    assert ("gets neither e-mail address nor key, which come from another source" in said) is not does_leave
    assert (url in run("config").stdout.partition("no key or e-mail")[2]) is not does_leave


def test_where_a_redirect_leads_nobody_is_told_who_asks() -> None:
    with world({"/end": answer("200 OK", b"{}", kind="application/json")}) as made:
        headers = {"x-api-key": "first"}
        web = Web(home="http://registry.example", mailto="me@example.org", headers=headers, dialler=made.dialler())
        web.get("http://registry.example/to?http://agency.example/end", follow=anywhere)
        web.get("http://registry.example/to?http://registry.example/end", follow=anywhere)
        begin, end = (made.heads[f"{name}.example"].casefold() for name in ("registry", "agency"))
    assert "me@example.org" in begin
    assert "x-api-key: first" in begin
    assert "user-agent: refcheck-audit/" in end
    assert "me@example.org" not in end
    assert "x-api-key" not in end


def test_the_hosts_of_cited_pages_are_not_told_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    with world({"/a.html": answer("200 OK", page("Reeds"))}) as made:
        monkeypatch.setattr("refcheck.registries.network.Dialler", lambda **options: made.dialler())
        registry = online(Connections(cache="off", links=True, robots=True, mailto="me@example.org"))
        registry.lookup([Id(Scheme.URL, "http://lakes.example/a.html")])
        heads = [head for host, head in made.heads.items() if host == "lakes.example"]
    assert heads
    assert not [head for head in heads if "me@example.org" in head]


# The threat model.

ROOT = DOCS.parent
SENDERS = {"manuscript", "project file", "registry answer", "web page", "network client", "archive", "editor workspace"}


def threats() -> list[tuple[str, str, list[str]]]:
    """Each line of the threat model: who sends, what that may not do, and the tests that hold it."""
    text = (ROOT / ".github" / "SECURITY.md").read_text(encoding="utf-8")
    table = text.partition("<!-- the threat model -->\n")[2].partition("\n\n")[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]
    return [(sender, what, re.findall(r"`([^`]+)`", tests)) for sender, what, tests in cells]


def test_every_sender_has_its_lines() -> None:
    assert {sender for sender, _, _ in threats()} == SENDERS


@pytest.mark.parametrize(("sender", "what", "tests"), threats())
def test_every_line_of_the_threat_model_is_held_by_a_test(sender: str, what: str, tests: list[str]) -> None:
    assert tests, f"{sender}: {what}"
    for test in tests:
        path, _, name = test.partition("::")
        assert re.search(rf"^(?:async )?def {re.escape(name)}\(", (ROOT / path).read_text(encoding="utf-8"), re.M), test
