"""The ledger of a run, a SQLite file: what the run is, which files it reads, and which partitions are done.

Only the process that leads the run writes it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from attrs import asdict, fields_dict

from refcheck._version import __version__
from refcheck.backfile.values import Counts, Failed, Form, Identity, Outcome, Partition, Source
from refcheck.errors import SettingsError
from refcheck.system.own_databases import Kind, mark, require_own

LEDGER = "ledger.sqlite3"
"""The default name of a ledger, in the output of its run."""

FORMAT = 1

OPEN, DONE, UNREACHABLE_HOST, FAILED = "open", "done", "unreached", "failed"
"""The states of a partition. The next run audits those that are not done; in ``unreached`` ones a registry was unavailable."""

_COUNTS = tuple(fields_dict(Counts))

_SCHEMA = f"""
DROP TABLE IF EXISTS about;
DROP TABLE IF EXISTS source;
DROP TABLE IF EXISTS partition;
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE source (name TEXT PRIMARY KEY, form TEXT NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL);
CREATE TABLE partition (
    number INTEGER PRIMARY KEY, form TEXT NOT NULL, files TEXT NOT NULL, first INTEGER NOT NULL, stop INTEGER NOT NULL,
    at INTEGER NOT NULL, state TEXT NOT NULL DEFAULT '{OPEN}', why TEXT, seconds REAL, version TEXT, finished TEXT,
    {", ".join(f'"{name}" INTEGER NOT NULL DEFAULT 0' for name in _COUNTS)}
);
PRAGMA user_version = {FORMAT};
"""

TOLD = "CREATE TABLE IF NOT EXISTS told (what TEXT PRIMARY KEY, told TEXT NOT NULL, news TEXT NOT NULL)"
"""The table of the news reported about a run's works; a ledger that is used only for news has no other table."""

LEDGER_KIND = Kind(called="ledger", mark=b"rfle", version=FORMAT, schema=_SCHEMA, unmarked=(TOLD, f"{_SCHEMA}{TOLD}"))
"""The kind of a ledger's file; a file with only the table of news has version 0."""

_NAMED = 3
"""How many changed files an error message names."""


class Ledger:
    """An open ledger, to be closed with ``close``."""

    def __init__(self, path: Path) -> None:
        """Open the ledger at ``path``, or a new one.

        Raises:
            SettingsError: the file is not a ledger, or has the format of another version of refcheck.
        """
        self.path = path
        require_own(path, LEDGER_KIND)
        try:
            with ExitStack() as opened:
                self._connection = opened.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
                (number,) = self._connection.execute("PRAGMA user_version").fetchone()
                if number not in (0, FORMAT):
                    raise SettingsError(f"{path}: has ledger format {number}, but this version reads {FORMAT}")
                if number:
                    mark(self._connection, LEDGER_KIND)
                opened.pop_all()
        except sqlite3.Error as error:
            raise SettingsError(f"{path}: is not a ledger of a backfile: {error}") from error
        self.is_new = number == 0

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def begin(self, identity: Identity, sources: Iterable[Source], partitions: Iterable[Partition], day: date) -> None:
        """Write what the run is, in one transaction; it replaces a run without results.

        Raises:
            SettingsError: the ledger cannot be written.
        """
        with self._writing(), closing(self._connection.cursor()) as cursor:
            cursor.executescript(f"BEGIN;{_SCHEMA}")
            mark(self._connection, LEDGER_KIND)
            about = {"identity": json.dumps(identity), "day": day.isoformat()}
            cursor.executemany("INSERT INTO about VALUES (?, ?)", about.items())
            cursor.executemany(
                "INSERT INTO source VALUES (?, ?, ?, ?)",
                ((each.name, each.form.value, each.size, each.changed) for each in sources),
            )
            cursor.executemany(
                "INSERT INTO partition (number, form, files, first, stop, at) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (each.number, each.form.value, json.dumps(each.files), each.first, each.stop, each.at)
                    for each in partitions
                ),
            )
            cursor.execute("COMMIT")
        self.is_new = False

    def has_results(self) -> bool:
        """Return whether any partition has an outcome yet."""
        return self.states().keys() != {OPEN}

    def expect(self, identity: Identity, sources: Sequence[Source]) -> None:
        """Check that the run in the ledger is the one that is to be continued.

        Raises:
            SettingsError: it is a different run; the message says how they differ.
        """
        began: Identity = json.loads(self._about("identity"))
        differing = [name for name in began | identity if began.get(name) != identity.get(name)]
        differing += self._changes(sources)
        if differing:
            raise SettingsError(
                f"{self.path}: a different run was started here: {', '.join(differing)}. Give another --out, or --anew "
                "to delete it"
            )

    def sources(self) -> dict[str, Source]:
        """Return the files that the run reads, by name; none for a new ledger."""
        if self.is_new:
            return {}
        rows = self._connection.execute("SELECT name, form, size, changed FROM source")
        return {
            name: Source(name=name, form=Form(form), size=size, changed=changed) for name, form, size, changed in rows
        }

    def day(self) -> date:
        """Return the date on which the run began."""
        return date.fromisoformat(self._about("day"))

    def pending(self) -> tuple[Partition, ...]:
        """Return the partitions that are not done, in order."""
        rows = self._connection.execute(
            "SELECT number, form, files, first, stop, at FROM partition WHERE state <> ? ORDER BY number", (DONE,)
        )
        return tuple(
            Partition(number=number, form=Form(form), files=tuple(json.loads(files)), first=first, stop=stop, at=at)
            for number, form, files, first, stop, at in rows
        )

    def record(self, outcome: Outcome) -> None:
        """Write the outcome of a partition, which is kept whatever happens afterwards.

        Raises:
            SettingsError: the ledger cannot be written.
        """
        when = datetime.now(UTC).isoformat(timespec="seconds")
        values: dict[str, object] = {"version": __version__, "finished": when}
        if isinstance(outcome, Failed):
            values |= {"state": FAILED, "why": outcome.why}
        else:
            state = UNREACHABLE_HOST if outcome.counts.unreached else DONE
            values |= {"state": state, "why": None, "seconds": outcome.seconds, **asdict(outcome.counts)}
        setting = ", ".join(f'"{name}" = :{name}' for name in values)
        with self._writing():
            self._connection.execute(
                f"UPDATE partition SET {setting} WHERE number = :number", values | {"number": outcome.number}
            )

    def states(self) -> dict[str, int]:
        """Return how many partitions are in each state."""
        return dict(self._connection.execute("SELECT state, count(*) FROM partition GROUP BY state"))

    def counts(self) -> Counts:
        """Return the sums over all partitions that did not fail."""
        sums = ", ".join(f'coalesce(sum("{name}"), 0)' for name in _COUNTS)
        row = self._connection.execute(f"SELECT {sums} FROM partition WHERE state <> ?", (FAILED,)).fetchone()
        return Counts(**dict(zip(_COUNTS, row, strict=True)))

    def failed(self) -> Iterator[tuple[int, str]]:
        """Yield the numbers of the partitions that failed, and why."""
        yield from self._connection.execute(
            "SELECT number, why FROM partition WHERE state = ? ORDER BY number", (FAILED,)
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Raise SQLite's errors, such as that of a full disk, as errors that name the file."""
        try:
            yield
        except sqlite3.Error as error:
            raise SettingsError(
                f"{self.path}: cannot be written: {error}; fix that and repeat the command to continue"
            ) from error

    def _about(self, name: str) -> str:
        (value,) = self._connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return str(value)

    def _changes(self, sources: Sequence[Source]) -> list[str]:
        """Return the files that are new, missing or changed, in words."""
        before = self.sources()
        now = {source.name: source for source in sources}
        names = [name for name in (before | now) if before.get(name) != now.get(name)]
        more = [f"and {len(names) - _NAMED} more files"] if len(names) > _NAMED else []
        return [*(f"{name} is {_change(before.get(name), now.get(name))}" for name in names[:_NAMED]), *more]


def _change(before: Source | None, now: Source | None) -> str:
    if before is None:
        return "new"
    return "missing" if now is None else "changed"
