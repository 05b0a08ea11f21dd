"""The Wayback Machine: the archived copy of a page that is nearest to a date.

Sources: the Wayback Availability API (``/wayback/available?url=…&timestamp=…``), and for copies that it does not find the CDX
Server API (``/cdx/search/cdx?url=…&closest=…``): the first misses existing copies and is often too busy, the second is the index
itself. If neither finds a copy, that proves nothing. The identifier that is looked up is the URL that the copy would have
(:func:`~refcheck.identifiers.addresses.archive_url`).
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from refcheck.identifiers.addresses import Copy, copy_at, is_as_archived
from refcheck.model import ARCHIVE, Answer, Authority, Cause, Found, Id, Record, Relation, Scheme, Work
from refcheck.registries.base import Planned, not_found_here
from refcheck.registries.failures import Failure, broken
from refcheck.registries.transport.about import OTHER_RECORD
from refcheck.registries.transport.batching import OneByOne
from refcheck.registries.transport.get import within
from refcheck.registries.transport.stated import first_text

_HOST, _HOST_OF_INDEX = "archive.org", "https://web.archive.org"
"""The host of the Availability API, and the URL of the copies and their index."""

COPY_OF = "archived-copy-of"
"""The relation of a copy to its page."""

_LEFT_ALONE = (Cause.UNREACHABLE, Cause.BLOCKED)
"""The causes of a failure after which the index is not queried either."""


class Wayback(OneByOne):
    """The archive. One request per page, and a second one if the first finds no copy."""

    name = ARCHIVE
    schemes = frozenset({Scheme.URL})
    standing = Authority.PAGE
    unsearched = "is not searched"

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return one batch for each URL of a copy, except for copies whose content is to be read."""
        return tuple(
            (key,)
            for key in dict.fromkeys(ids)
            if key.scheme in self.schemes and copy_at(key.value) and not is_as_archived(key.value)
        )

    def _url(self, key: Id) -> str:
        copy = copy_at(key.value)
        asked = {"url": copy.original, "timestamp": copy.stamp} if copy else {}
        return self._address("/wayback/available", **asked)

    def _before_asking(self, batch: tuple[Id, ...]) -> Iterator[Planned]:
        yield from super()._before_asking(batch)
        yield Planned(registry=self.name, url=self._index_url(batch[0]), when="if that finds no copy")

    def _lookup(self, key: Id) -> Answer:
        url = self._url(key)
        body = self._json(self._web.get(url, follow=within(self._base_url)))
        if isinstance(body, Failure) and body.cause in _LEFT_ALONE:
            return body.of(self.name)
        copy = _nearest(body)
        if copy is not None and (record := self._record(key, copy, url)) is not None:
            return Found(record=record)
        self._web.wait()
        return self._indexed(key)

    def _indexed(self, key: Id) -> Answer:
        """Return the answer of the index: a list of rows, of which the first names the fields, and empty if there is no copy."""
        url = self._index_url(key)
        rows = self._json(self._web.get(url, follow=within(self._index)))
        if isinstance(rows, Failure):
            return rows.of(self.name)
        if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
            return broken("gave an answer that is not a list of copies").of(self.name)
        copies = (dict(zip(map(str, rows[0]), map(str, row), strict=False)) for row in rows[1:])
        found = next((row for row in copies if row.get("timestamp", "").isdigit() and row.get("original")), None)
        if found is None:
            return not_found_here(self.name)
        record = self._record(key, Copy(original=found["original"], stamp=found["timestamp"]), url)
        return Found(record=record) if record else OTHER_RECORD.of(self.name)

    @property
    def _index(self) -> str:
        """The URL of the index; the base URL if that is another one than the archive's, e.g. in tests."""
        return _HOST_OF_INDEX if urlsplit(self._base_url).hostname == _HOST else self._base_url

    def _index_url(self, key: Id) -> str:
        copy = copy_at(key.value)
        original, stamp = (copy.original, copy.stamp) if copy else ("", "")
        return self._address(
            "/cdx/search/cdx",
            at=self._index,
            url=original,
            output="json",
            fl="timestamp,original",
            filter="statuscode:200",
            closest=stamp,
            sort="closest" if stamp else None,
            limit=1 if stamp else -1,  # the nearest one; the last one
        )

    def _record(self, key: Id, copy: Copy, asked: str) -> Record | None:
        """Return the record of a copy; ``None`` if it is a copy of another page."""
        wanted = copy_at(key.value)
        if wanted is None or _page(copy.original) != _page(wanted.original):
            return None
        secure = f"{_HOST_OF_INDEX}/web/{copy.stamp}/{copy.original}"
        work = Work(type="webpage", url=secure, issued=copy.day)
        relations = (Relation(type=COPY_OF, id_type="uri", id=copy.original),)
        provenance = self._provenance(asked)
        return Record(id=Id(Scheme.URL, secure), work=work, relations=relations, provenance=provenance)


def _nearest(body: object) -> Copy | None:
    """Return the copy in an answer of the Availability API, if there is one that was archived with status 200."""
    snapshots = body.get("archived_snapshots") if isinstance(body, dict) else None
    closest = snapshots.get("closest") if isinstance(snapshots, Mapping) else None
    copy = copy_at(first_text(closest, "url") or "")
    return copy if (first_text(closest, "status") or "200") == "200" else None


def _page(url: str) -> str:
    """Return a URL without what the archive ignores: scheme, ``www.``, default port, case, escapes, final slash."""
    host, slash, path = unquote(url).casefold().partition("://")[2].partition("/")
    host = host.removesuffix(":80").removesuffix(":443").removeprefix("www.")
    return f"{host}{slash}{path}".rstrip("/")
