"""News about works, and the store of news that have been reported already."""

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
from refcheck.system.own_databases import mark, require_own

REGISTERED, GONE, FOUND, PUBLISHED = "registered", "deregistered", "found", "published"
DEAD, BACK = "link-dead", "link-back"
"""Kinds of news besides the types of notices: a DOI was registered or deregistered, a search found the work, a preprint was
published, a page is gone or back."""


@frozen(kw_only=True, order=True)
class Cited:
    """Where a work is cited: the document and the reference's key; and ``work``, as registered or else as cited."""

    document: str
    key: str
    work: str

    def __str__(self) -> str:
        """Return the place in words, e.g. ``thesis.docx [29]``."""
        return f"{self.document} [{self.key}]"


@frozen(kw_only=True)
class News:
    """One piece of news about the work (or page) ``id``.

    ``kind`` is the type of the notice as Crossref spells it, or one of those above; ``notice`` is the DOI of the notice or of
    the other work; ``day`` is the date of the event, where it is stated; ``url`` is where a person can read about it.
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
        """The work that the news is about, for people: ``Roe (2020) Hills and valleys https://doi.org/10.1000/two``."""
        named = self.cited[0].work if self.cited else ""
        own = f"https://doi.org/{self.id.value}" if self.id.scheme is Scheme.DOI else self.id.value
        return f"{named} {own}".strip()

    @property
    def what(self) -> str:
        """Text that identifies this piece of news in every run."""
        return f"{self.id.scheme.value}:{self.id.value}|{self.kind}|{(self.notice or '').casefold()}"

    @property
    def uuid(self) -> UUID:
        """The same as a UUID, for feeds (RFC 9562, version 5)."""
        return uuid5(NAMESPACE_URL, self.what)


_CONVERTER = make_converter()


@frozen(kw_only=True)
class Told:
    """A piece of news with the time (UTC) when it was first reported."""

    news: News
    told: datetime


class Memory:
    """Store of reported news, in a ledger; the tables of a backfile in the same file are not changed."""

    def __init__(self, path: Path) -> None:
        """Use the file at ``path``, which need not exist.

        Raises:
            SettingsError: the file is not a ledger.
        """
        require_own(path, LEDGER_KIND)
        self._path = path

    def told(self) -> tuple[Told, ...]:
        """Return all reported news, the latest first.

        Raises:
            SettingsError: the file is not a ledger.
        """
        if not self._path.exists():
            return ()
        rows = self._run("SELECT told, news FROM told ORDER BY told DESC, what")
        return tuple(
            Told(news=_CONVERTER.structure(json.loads(news), News), told=datetime.fromisoformat(when))
            for when, news in rows
        )

    def remember(self, news: Sequence[News], now: datetime) -> None:
        """Store news as reported now; news that were reported before keep their first time.

        Raises:
            SettingsError: the file is not a ledger.
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
            raise SettingsError(f"{self._path}: is not a ledger: {error}") from error
