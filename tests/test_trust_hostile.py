"""Hostile project files under every command that reads settings: nothing reaches the stranger or is written, and all is told."""

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from strangers_made import COMMANDS, WRITTEN, Ground, ground, watch
from tables import CASES, rows
from test_ci_files import HOOKS, needs_bash, run_action

from refcheck.registries.wrappers.pace import Limit, Pace

pytestmark = pytest.mark.end_to_end

TABLE = CASES / "settings" / "hostile.toml"
HOSTILE, HARMLESS = rows(TABLE, "made"), rows(TABLE, "negative")


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[HTTPServer, HTTPServer]]:
    """The user's server and the stranger's."""
    with HTTPServer() as user, HTTPServer() as stranger:
        yield user, stranger


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, servers: tuple[HTTPServer, HTTPServer]) -> Iterator[Ground]:
    """The user in a stranger's folder, with keys and an e-mail address that must not leave."""
    user, stranger = servers
    for server in servers:
        server.clear()
        server.expect_request(re.compile("/.*")).respond_with_json({}, status=404)
    made = ground(tmp_path, user.url_for("").rstrip("/"), stranger.url_for("").rstrip("/"))
    monkeypatch.setattr("refcheck.registries.network._pace", lambda *given: Pace(Limit(count=1000, at_once=8)))
    monkeypatch.delenv("REFCHECK_CACHE")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(made.project)
    watch(made, monkeypatch)
    yield made
    assert not stranger.log, "the stranger was sent something"


def run(place: Ground, command: str, row: Mapping[str, Any]) -> str:
    """What a command says on standard error in the folder of a row. Nothing but what it is told to write is another after it."""
    place.lay(row)
    if command == "monitor":
        made = place.run("check", "list.txt", "--isolated", "--offline", "--format", "json")
        (place.project / "report.json").write_text(made.stdout, encoding="utf-8")
    place.asked.clear()
    before = place.state()
    result = place.run(*COMMANDS[command])
    after = place.state()
    assert result.exit_code in (0, 1, 3), result.output
    names = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert {name for name in names if not f"{name.removeprefix('project/')}/".startswith(WRITTEN)} == set()
    return result.stderr


def demand_as_the_user_wants(place: Ground) -> None:
    """The command has asked whom the user has set, with the user's keys."""
    for _, asked in place.asked:
        assert {name: getattr(asked, name) for name in place.users()} == place.users()
        assert not {asked.records, asked.index, asked.library, asked.also, asked.cache} - {None}
        assert asked.retraction_watch in (None, "off")


def _pairs() -> Iterator[Any]:
    """Every file with every command; all but one in turn are slow."""
    for number, row in enumerate(HOSTILE):
        for place, command in enumerate(COMMANDS):
            is_quick = number % len(COMMANDS) == place
            yield pytest.param(
                row.values[0], command, marks=() if is_quick else pytest.mark.slow, id=f"{row.id}-{command}"
            )


@pytest.mark.parametrize(("row", "command"), list(_pairs()))
def test_a_hostile_file_decides_nothing(row: dict[str, Any], command: str, place: Ground) -> None:
    warning = f" may not set {', '.join(row['refused'])}; to allow it: refcheck config trust "
    assert warning in run(place, command, row)
    demand_as_the_user_wants(place)
    how, asked = place.asked[0]  # an assistant's server has one for what is mended, too, which is offline
    assert how == ("offline" if "offline" in row.get("own", "") + row["text"] else "online")
    assert {each for each, _ in place.asked} <= {how, "offline"}
    assert (asked.links, asked.robots) == (False, "robots" in row.get("own", ""))
    assert asked.send == ("identifiers" if "send" in row.get("own", "") else "printed")
    if command in ("lsp", "mcp"):
        assert [warning in each for each in place.told] == [True]


@pytest.mark.parametrize("row", HARMLESS)
def test_a_harmless_file_is_heeded_and_nothing_is_told(row: dict[str, Any], place: Ground) -> None:
    for command in ("check", "lsp"):
        if command == "check":
            assert "may not set" not in run(place, command, row)
        else:
            place.run(*COMMANDS[command])
    assert place.told == []


def test_without_what_is_forbidden_the_user_s_own_servers_are_asked(
    place: Ground, servers: tuple[HTTPServer, HTTPServer]
) -> None:
    """So that the tests above would see what is sent."""
    for command in COMMANDS:
        before = len(servers[0].log)
        if command == "check":
            run(place, command, {"text": ""})
        elif command != "monitor":
            place.run(*COMMANDS[command])
        assert command == "monitor" or len(servers[0].log) > before


@needs_bash
def test_the_action_and_the_hooks_heed_no_stranger_either(place: Ground, tmp_path: Path) -> None:
    row = next(row for row in (each.values[0] for each in HOSTILE) if len(row["refused"]) > 5)
    warning = f" may not set {', '.join(row['refused'])}; to allow it: "
    place.lay(row)
    before = place.state()
    for hook in HOOKS:
        _, *arguments = shlex.split(hook["entry"])
        assert warning in place.run(*arguments, "list.txt").stderr
    assert place.state() == before
    code, log, _, _ = run_action(place.project, "list.txt", arguments="--offline")
    assert code == 0
    assert warning in log
    made = {"output", "summary", "temp"}
    after = {
        name: it for name, it in place.state().items() if name.split("/")[1:2][:1] not in [[each] for each in made]
    }
    assert after == before


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 24
    assert set(COMMANDS) == {"annotate", "backfile", "check", "fix", "lsp", "mcp", "monitor", "queries", "serve"}
