"""The news that were told already, in a SQLite file: the ledger of a backfile, or one of one's own."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from attrs import frozen
from cattrs.preconf.json import make_converter

from refcheck.backfile.ledger import LEDGER_KIND, TOLD
from refcheck.errors import SettingsError
from refcheck.monitoring.news import News
from refcheck.system.own_databases import demand_own, mark

_CONVERTER = make_converter()


@frozen(kw_only=True)
class Told:
    """News with the time (UTC) that they were first told."""

    news: News
    told: datetime


class Memory:
    """What was told; the tables of a backfile's ledger are left as they are."""

    def __init__(self, path: Path) -> None:
        """The file at ``path``, which need not exist.

        Raises:
            SettingsError: a file is there that is no ledger.
        """
        demand_own(path, LEDGER_KIND)
        self._path = path

    def told(self) -> tuple[Told, ...]:
        """All that was told, the latest first.

        Raises:
            SettingsError: the file is no ledger.
        """
        if not self._path.exists():
            return ()
        rows = self._run("SELECT told, news FROM told ORDER BY told DESC, what")
        return tuple(
            Told(news=_CONVERTER.structure(json.loads(news), News), told=datetime.fromisoformat(when))
            for when, news in rows
        )

    def remember(self, news: Sequence[News], now: datetime) -> None:
        """These were told now; of what was told before the first time counts.

        Raises:
            SettingsError: the file is no ledger.
        """
        rows = [(each.what, now.isoformat(), json.dumps(_CONVERTER.unstructure(each))) for each in news]
        self._run("INSERT OR IGNORE INTO told VALUES (?, ?, ?)", rows)

    def _run(self, statement: str, rows: Sequence[tuple[str, str, str]] | None = None) -> list[tuple[str, str]]:
        try:
            with closing(sqlite3.connect(self._path)) as connection, connection:
                connection.execute(TOLD)
                mark(connection, LEDGER_KIND)
                if rows is not None:
                    connection.executemany(statement, rows)
                    return []
                return list(connection.execute(statement))
        except sqlite3.Error as error:
            raise SettingsError(f"{self._path}: is no ledger: {error}") from error
