"""News of a work, and the memory of those that were told already."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from attrs import frozen
from cattrs.preconf.json import make_converter

from refcheck.backfile.ledger import LEDGER_KIND, TOLD
from refcheck.errors import SettingsError
from refcheck.model import Date, Id, Scheme
from refcheck.system.own_databases import demand_own, mark

REGISTERED, GONE, FOUND, PUBLISHED = "registered", "deregistered", "found", "published"
DEAD, BACK = "link-dead", "link-back"
"""Kinds of news beside the types of notices: a DOI came or went, a page is gone or back, a search found the work, a preprint was
published."""


@frozen(kw_only=True, order=True)
class Cited:
    """Where the work is cited: the document and the reference's key; and ``work``, as registered or else as cited."""

    document: str
    key: str
    work: str

    def __str__(self) -> str:
        """``thesis.docx [29]``."""
        return f"{self.document} [{self.key}]"


@frozen(kw_only=True)
class News:
    """One thing that became of a work (or page) ``id``.

    ``kind`` is the type of the notice as Crossref spells it, or one of those above; ``notice`` is the DOI of the notice or of
    the other work; ``day`` when it happened, where that is told; ``url`` where a person can see it.
    """

    id: Id
    kind: str
    message: str
    notice: str | None = None
    day: Date | None = None
    url: str = ""
    cited: tuple[Cited, ...] = ()

    @property
    def work(self) -> str:
        """The work that it became of, for people: ``Roe (2020) Hills and valleys https://doi.org/10.1000/two``."""
        named = self.cited[0].work if self.cited else ""
        own = f"https://doi.org/{self.id.value}" if self.id.scheme is Scheme.DOI else self.id.value
        return f"{named} {own}".strip()

    @property
    def what(self) -> str:
        """What tells it from all other news, in every run."""
        return f"{self.id.scheme.value}:{self.id.value}|{self.kind}|{(self.notice or '').casefold()}"

    @property
    def uuid(self) -> UUID:
        """The same, for feeds (RFC 9562, version 5)."""
        return uuid5(NAMESPACE_URL, self.what)


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
        """Return all that was told, the latest first.

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
