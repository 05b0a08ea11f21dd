"""Which SQLite files are ours: those are made, marked and mended, and nobody else's is touched."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner, Result

from refcheck.backfile.ledger import LEDGER_KIND, TOLD, Ledger
from refcheck.cli import main
from refcheck.errors import SettingsError
from refcheck.monitoring.news import Memory
from refcheck.registries.wrappers.cache import CACHE, Cache
from refcheck.registries.wrappers.claims import PACES, SharedBucket
from refcheck.registries.wrappers.pace import Limit
from refcheck.registries.wrappers.sqlite_file import SqliteFile
from refcheck.servers.web.keeping import KEPT, Keeping
from refcheck.system.own_databases import Kind, Whose, begin, whose

KINDS = {kind.called: kind for kind in (CACHE, PACES, LEDGER_KIND, KEPT)}

NOW = datetime(2026, 11, 1, tzinfo=UTC)

REFERENCE = "References\n\nBrandt, K. (1998). On lists. Journal of Lists, 3(2), 5-9. doi:10.1000/lists.\n"


def database(path: Path, sql: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)
    return path


def text(path: Path) -> Path:
    path.write_bytes(b"PK\x03\x04 a thesis, years of it" * 100)
    return path


def of_another_program(path: Path) -> Path:
    return database(path, "PRAGMA application_id = 252006673; CREATE TABLE vectors (a); INSERT INTO vectors VALUES (1)")


def with_our_version(path: Path) -> Path:
    return database(path, "PRAGMA user_version = 2; CREATE TABLE answer (a); CREATE TABLE claim (a)")


def with_one_table_more(path: Path) -> Path:
    return database(
        path, f"{CACHE.schema}; CREATE TABLE mine (a); INSERT INTO mine VALUES (1); PRAGMA user_version = 2"
    )


def damaged_at_its_head(path: Path) -> Path:
    path.write_bytes(b"SQLite format 3\0" + bytes(4096))
    return path


FOREIGN: tuple[Callable[[Path], Path], ...] = (
    text,
    of_another_program,
    with_our_version,
    with_one_table_more,
    damaged_at_its_head,
)


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.txt").write_text(REFERENCE)
    return tmp_path


def held(folder: Path) -> dict[str, tuple[bytes, int]]:
    """All files of a folder, what they hold and when they were changed."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


COMMANDS = {
    "check": ("check", "--offline", "--isolated", "list.txt", "--cache"),
    "check online": (
        *("check", "--isolated", "list.txt", "--crossref-url", "http://127.0.0.1:1", "--doi-url", "http://127.0.0.1:1"),
        *("--datacite-url", "http://127.0.0.1:1", "--cache"),
    ),
    "check anew": ("check", "--offline", "--refresh", "--isolated", "list.txt", "--cache"),
    "fix": ("fix", "--isolated", "list.txt", "--cache"),
    "queries": ("queries", "--offline", "--isolated", "list.txt", "--cache"),
    "cache info": ("cache", "info", "--cache"),
    "cache clear": ("cache", "clear", "--cache"),
    "backfile": ("backfile", "run", "list.txt", "--offline", "--out", "out", "--ledger"),
    "backfile anew": ("backfile", "run", "list.txt", "--offline", "--out", "out", "--anew", "--ledger"),
    "serve": ("serve", "--port", "0", "--offline", "--keep"),
}
"""Every command that takes a file which it writes to as a database."""


@pytest.mark.parametrize("make", FOREIGN)
@pytest.mark.parametrize("command", COMMANDS)
def test_nobody_elses_file_is_touched(command: str, make: Callable[[Path], Path], here: Path) -> None:
    path = make(here / "thesis.docx")
    before = held(here)
    ended = ran(*COMMANDS[command], "thesis.docx")
    assert ended.exit_code == 2, ended.output
    assert "thesis.docx: is not a " in ended.stderr
    assert "made by refcheck; name another file" in ended.stderr
    assert held(here) == before
    assert path.exists()


@pytest.mark.parametrize("place", ["/dev/full", "a-folder", "list.txt/inside.sqlite3", "/proc/nowhere/a.sqlite3"])
def test_a_place_that_was_named_and_cannot_be_written_is_told(place: str, here: Path) -> None:
    (here / "a-folder").mkdir()
    before = held(here)
    ended = ran(*COMMANDS["check online"], place)
    assert ended.exit_code == 2
    assert place in ended.stderr
    assert "for the cache" in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert held(here) == before


def test_a_folder_that_nobody_named_and_cannot_be_written_is_not_in_the_way(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REFCHECK_CACHE")
    monkeypatch.setattr("refcheck.registries.connections.user_cache_path", lambda name: here / "list.txt" / name)
    ended = ran("check", "--offline", "--isolated", "list.txt")
    assert ended.exit_code == 0
    assert "1 reference" in ended.stdout


def made_by(kind: Kind, path: Path) -> None:
    """The file as the program makes it."""
    if kind is CACHE:
        Cache(path).put("space", {"key": b"answer"}, NOW)
    elif kind is PACES:
        SharedBucket(path, "lists").take(Limit(count=1), 100.0)
    elif kind is KEPT:
        Keeping(path).close()
    else:
        with closing(Ledger(path)) as ledger:
            ledger.begin({}, (), (), NOW.date())


@pytest.mark.parametrize("name", KINDS)
def test_every_file_that_is_made_is_marked(name: str, tmp_path: Path) -> None:
    kind, path = KINDS[name], tmp_path / "made.sqlite3"
    made_by(kind, path)
    assert path.read_bytes()[68:72] == kind.mark
    assert {other: whose(path, each) for other, each in KINDS.items()} == {
        other: Whose.OURS if other == name else Whose.FOREIGN for other in KINDS
    }
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (kind.application_id,)
        assert connection.execute("PRAGMA user_version").fetchone() == (kind.version,)


def test_the_marks_are_of_one_family_and_differ() -> None:
    assert {kind.mark[:2] for kind in KINDS.values()} == {b"rf"}
    assert len({kind.mark for kind in KINDS.values()}) == len(KINDS)


def test_a_ledger_of_what_was_told_is_marked(tmp_path: Path) -> None:
    Memory(tmp_path / "told.sqlite3").remember((), NOW)
    assert whose(tmp_path / "told.sqlite3", LEDGER_KIND) is Whose.OURS
    assert Memory(tmp_path / "told.sqlite3").told() == ()


@pytest.mark.parametrize("make", FOREIGN)
def test_nobody_elses_file_holds_what_was_told(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path / "thesis.docx")
    before = held(tmp_path)
    with pytest.raises(SettingsError, match="is not a ledger made by refcheck"):
        Memory(path)
    assert held(tmp_path) == before


UNMARKED = {
    "a cache": (CACHE, f"PRAGMA journal_mode = WAL; {CACHE.schema}; PRAGMA user_version = 2", True),
    "a cache of the first version": (
        CACHE,
        f"PRAGMA journal_mode = WAL; {CACHE.unmarked[0]}; PRAGMA user_version = 1",
        True,
    ),
    "paces": (PACES, f"PRAGMA journal_mode = WAL; {PACES.schema}; PRAGMA user_version = 1", True),
    "a ledger": (LEDGER_KIND, LEDGER_KIND.schema, True),
    "a ledger with what was told": (LEDGER_KIND, f"{LEDGER_KIND.schema}; {TOLD}", True),
    "what was told": (LEDGER_KIND, TOLD, True),
    "lists that are kept": (KEPT, f"{KEPT.schema}; PRAGMA user_version = 1", True),
    "a cache as a ledger": (LEDGER_KIND, f"{CACHE.schema}; PRAGMA user_version = 1", False),
    "a ledger as a cache": (CACHE, LEDGER_KIND.schema, False),
    "a cache with an index more": (CACHE, f"{CACHE.schema}; CREATE INDEX mine ON answer (expires)", False),
    "a cache with a column less": (
        CACHE,
        "CREATE TABLE answer (space TEXT NOT NULL, key TEXT NOT NULL, body BLOB)",
        False,
    ),
}


@pytest.mark.parametrize("name", UNMARKED)
def test_a_file_from_before_there_was_a_mark_is_known_by_its_exact_tables(name: str, tmp_path: Path) -> None:
    kind, sql, is_ours = UNMARKED[name]
    path = database(tmp_path / "old.sqlite3", sql)
    assert whose(path, kind) is (Whose.OURS if is_ours else Whose.FOREIGN)
    assert [each.name for each in tmp_path.iterdir()] == ["old.sqlite3"]


def test_a_cache_from_before_there_was_a_mark_is_taken_over(tmp_path: Path) -> None:
    row = "INSERT INTO answer VALUES ('space', 'key', x'616e73776572', 9e9)"
    path = database(
        tmp_path / "old.sqlite3", f"PRAGMA journal_mode = WAL; {CACHE.schema}; PRAGMA user_version = 2; {row}"
    )
    cache = Cache(path)
    assert cache.get("space", ["key"], NOW) == {"key": b"answer"}
    cache.close()
    assert path.read_bytes()[68:72] == CACHE.mark


def test_one_that_was_killed_with_all_it_held_in_its_journal_is_known(tmp_path: Path) -> None:
    """Its file alone seems empty until somebody opens it."""
    connection = sqlite3.connect(tmp_path / "running.sqlite3")
    connection.executescript(f"PRAGMA journal_mode = WAL; {CACHE.schema}; PRAGMA user_version = 2")
    for suffix in ("", "-wal"):
        (tmp_path / f"killed.sqlite3{suffix}").write_bytes((tmp_path / f"running.sqlite3{suffix}").read_bytes())
    connection.close()
    assert whose(tmp_path / "killed.sqlite3", CACHE) is Whose.OURS


@pytest.mark.parametrize("content", [None, b""])
def test_where_nothing_is_a_file_is_made(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "new.sqlite3"
    if content is not None:
        path.parent.mkdir()
        path.write_bytes(content)
    assert whose(path, CACHE) is Whose.NO_OWNER
    cache = Cache(path)
    cache.put("space", {"key": b"answer"}, NOW)
    assert cache.info().answers == 1
    cache.close()


def test_a_file_that_somebody_puts_there_meanwhile_is_left(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite3"
    cache = Cache(path)
    database(path, "CREATE TABLE mine (a)")
    before = path.read_bytes()
    cache.put("space", {"key": b"answer"}, NOW)
    assert cache.get("space", ["key"], NOW) == {}
    assert (path.read_bytes(), [each.name for each in tmp_path.iterdir()]) == (before, ["answers.sqlite3"])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA application_id = 7")
        with pytest.raises(OSError, match="belongs to another program"):
            begin(connection, CACHE)


def test_a_file_of_paces_that_is_somebody_elses_is_left(tmp_path: Path) -> None:
    path = text(tmp_path / "paces.sqlite3")
    before = held(tmp_path)
    bucket = SharedBucket(path, "lists")
    assert bucket.take(Limit(count=1), 100.0).start == 100.0
    assert held(tmp_path) == before


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SqliteFile]:
    made = SqliteFile(tmp_path / "a.sqlite3", CACHE)
    yield made
    made.close()


def test_what_was_named_is_usable_while_another_has_it(file: SqliteFile) -> None:
    file.demand_usable()
    with closing(sqlite3.connect(file.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        SqliteFile(file.path, evolve(CACHE)).demand_usable()


def test_to_ask_whose_a_file_is_lets_go_of_no_lock(tmp_path: Path) -> None:
    """Another process that opens and closes the file must not take itself for the last: it deletes the journal then."""
    path = tmp_path / "ours.sqlite"
    journal = path.with_name("ours.sqlite-wal")
    code = (
        "import sqlite3, sys; held = sqlite3.connect(sys.argv[1]); held.execute('SELECT * FROM beside'); held.close()"
    )
    with closing(sqlite3.connect(path, isolation_level=None)) as first:
        begin(first, CACHE)
        first.execute("PRAGMA journal_mode = WAL")
        first.execute("CREATE TABLE beside (x)")
        assert whose(path, CACHE) is Whose.OURS
        subprocess.run([sys.executable, "-c", code, path], check=True)
        assert journal.exists()
    assert not journal.exists()
