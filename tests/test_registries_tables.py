"""Retraction Watch's table fetched: only where it has changed, only if it is one, and used from then on."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer
from test_registries_retraction_watch import row, table
from werkzeug import Request, Response

from refcheck.cli import main
from refcheck.registries import Connections
from refcheck.registries.ladder import offline

DAY = "Fri, 20 Nov 2026 06:00:00 GMT"


def csv_of(folder: Path, number: int) -> bytes:
    return table(folder / "made.csv", *(row(f"10.1000/{each}") for each in range(number))).read_bytes()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the table is kept: beside a cache of one's own."""
    monkeypatch.setenv("REFCHECK_CACHE", str(tmp_path / "cache" / "answers.sqlite3"))
    return tmp_path / "cache" / "retraction-watch.csv"


def served(server: HTTPServer, bodies: list[bytes]) -> tuple[str, list[Request]]:
    """A server of one body after the other, the last one for ever, each with a tag of its own."""
    asked: list[Request] = []

    def answer(request: Request) -> Response:
        asked.append(request)
        body = bodies.pop(0) if len(bodies) > 1 else bodies[0]
        tag = f'"{len(body)}"'
        if request.headers.get("If-None-Match") == tag:
            return Response(status=304)
        return Response(body, headers={"ETag": tag, "Last-Modified": DAY}, content_type="text/csv")

    server.expect_request("/table.csv").respond_with_handler(answer)
    return server.url_for("/table.csv"), asked


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["retraction-watch", *arguments], catch_exceptions=False)


def test_it_is_fetched_once_and_then_only_if_it_has_changed(httpserver: HTTPServer, kept: Path, tmp_path: Path) -> None:
    small, large = csv_of(tmp_path, 20), csv_of(tmp_path, 21)
    url, asked = served(httpserver, [small, small, large])
    first = run("update", "--url", url)
    assert (first.exit_code, "20 works" in first.stdout, "2026-11-20" in first.stdout) == (0, True, True)
    assert kept.read_bytes() == small
    assert datetime.fromtimestamp(kept.stat().st_mtime, UTC).isoformat() == "2026-11-20T06:00:00+00:00"
    assert "the same as the local one" in run("update", "--url", url).stdout
    assert "21 works (+1)" in run("update", "--url", url).stdout
    assert [request.headers.get("If-None-Match") for request in asked] == [None, f'"{len(small)}"', f'"{len(small)}"']
    headers = {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection", "If-None-Match"}
    assert all(set(request.headers.keys()) <= headers for request in asked)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>Sign in</html>", "not Retraction Watch's table"),
        (b"", "not Retraction Watch's table"),
        (b"few", "not Retraction Watch's table"),
    ],
)
def test_what_is_no_table_takes_nobodys_place(
    body: bytes, said: str, httpserver: HTTPServer, kept: Path, tmp_path: Path
) -> None:
    whole = csv_of(tmp_path, 20)
    url, _ = served(httpserver, [whole, body])
    run("update", "--url", url)
    result = run("update", "--url", url)
    assert (result.exit_code, said in result.stderr) == (2, True)
    assert kept.read_bytes() == whole
    assert [path.name for path in kept.parent.iterdir() if path.name.startswith(".")] == []


def test_a_table_that_lost_works_takes_nobodys_place(httpserver: HTTPServer, kept: Path, tmp_path: Path) -> None:
    whole, less, empty = csv_of(tmp_path, 20), csv_of(tmp_path, 17), csv_of(tmp_path, 0)
    url, _ = served(httpserver, [whole, less, empty])
    run("update", "--url", url)
    assert f"has only 17 works, where {kept} has 20" in run("update", "--url", url).stderr
    assert "contains no works" in run("update", "--url", url).stderr
    assert kept.read_bytes() == whole


def test_an_address_without_a_table_is_told(httpserver: HTTPServer, kept: Path) -> None:
    result = run("update", "--url", httpserver.url_for("/nothing"))
    assert (result.exit_code, "answered 500" in result.stderr) == (2, True)
    result = run("update", "--url", "http://127.0.0.1:9/table.csv")
    assert (result.exit_code, "cannot be reached" in result.stderr) == (2, True)
    assert run("info").exit_code == 2


def test_where_it_is_and_how_old(httpserver: HTTPServer, kept: Path, tmp_path: Path) -> None:
    url, _ = served(httpserver, [csv_of(tmp_path, 3)])
    run("update", "--url", url)
    day = datetime.now(UTC).timestamp() - 3 * 86_400 - 60
    os.utime(kept, (day, day))
    assert "3 days old, 3 works" in run("info").stdout
    assert run("path").stdout == f"{kept}\n"
    assert run("info", "--file", str(kept)).exit_code == 0


def test_the_table_at_its_place_is_used_and_can_be_left(httpserver: HTTPServer, kept: Path, tmp_path: Path) -> None:
    connections = Connections(cache=str(kept.with_name("answers.sqlite3")))
    assert not any("Retraction Watch" in name for name in offline(connections).names())
    url, _ = served(httpserver, [csv_of(tmp_path, 3)])
    run("update", "--url", url)
    (name,) = (name for name in offline(connections).names() if "Retraction Watch" in name)
    assert name.startswith("Retraction Watch (retraction-watch.csv of 2026-11-20, ")
    left = Connections(cache=connections.cache, retraction_watch="off")
    assert not any("Retraction Watch" in each for each in offline(left).names())


def test_without_a_cache_there_is_no_usual_place() -> None:
    result = run("path")
    assert (result.exit_code, "--file" in result.stderr) == (2, True)


def test_a_damaged_table_is_replaced(httpserver: HTTPServer, kept: Path, tmp_path: Path) -> None:
    small = csv_of(tmp_path, 20)
    url, asked = served(httpserver, [small])
    assert run("update", "--url", url).exit_code == 0
    kept.write_bytes(b"<html>not found</html>")
    again = run("update", "--url", url)
    assert (again.exit_code, kept.read_bytes()) == (0, small)
    assert [request.headers.get("If-None-Match") for request in asked] == [None, None], (
        "the tag is that of a table that is lost"
    )
