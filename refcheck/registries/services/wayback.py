"""The Wayback Machine: the archived copy of a page that is nearest to a day.

Sources: the Wayback Availability API (``/wayback/available?url=…&timestamp=…``), and the CDX Server API for what that does not
tell (``/cdx/search/cdx?url=…&closest=…``): the one misses copies that there are and is often too busy, the other is the index
itself. What neither tells of proves nothing. What is asked for is the address that the copy would have
(:func:`~refcheck.identifiers.addresses.wanted_copy`).
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from refcheck.identifiers.addresses import Copy, copy_at, is_as_archived
from refcheck.model import ARCHIVE, Answer, Authority, Cause, Found, Id, Record, Relation, Scheme, Work
from refcheck.registries.base import Planned, not_held
from refcheck.registries.failures import Failure, broken
from refcheck.registries.transport.about import OTHER_RECORD
from refcheck.registries.transport.batching import OneByOne
from refcheck.registries.transport.get import within
from refcheck.registries.transport.stated import first_text

_HOST, _HOST_OF_INDEX = "archive.org", "https://web.archive.org"
"""The archive tells of copies at the one address and keeps them, with their index, at the other."""

COPY_OF = "archived-copy-of"
"""The relation of a copy to its page."""

_LEFT_ALONE = (Cause.UNREACHABLE, Cause.BLOCKED)
"""Who cannot be reached, or turns programs away, is not asked another way."""


class Wayback(OneByOne):
    """The archive. One request a page, and one more for what that does not tell."""

    name = ARCHIVE
    schemes = frozenset({Scheme.URL})
    standing = Authority.PAGE
    unsearched = "is not searched"

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return each copy alone; what is no copy's address is in none, nor is one that is to be read."""
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
        yield Planned(registry=self.name, url=self._index_url(batch[0]), when="if that tells of no copy")

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
        """Return what the index says: a list of rows, the first of which names the fields; none where there is no copy."""
        url = self._index_url(key)
        rows = self._json(self._web.get(url, follow=within(self._index)))
        if isinstance(rows, Failure):
            return rows.of(self.name)
        if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
            return broken("gave an answer that is no list of copies").of(self.name)
        copies = (dict(zip(map(str, rows[0]), map(str, row), strict=False)) for row in rows[1:])
        found = next((row for row in copies if row.get("timestamp", "").isdigit() and row.get("original")), None)
        if found is None:
            return not_held(self.name)
        record = self._record(key, Copy(original=found["original"], stamp=found["timestamp"]), url)
        return Found(record=record) if record else OTHER_RECORD.of(self.name)

    @property
    def _index(self) -> str:
        """Where the index is: below the archive's own address, wherever that is played."""
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
        """Return a copy as a record; ``None`` where it is one of another page."""
        wanted = copy_at(key.value)
        if wanted is None or _page(copy.original) != _page(wanted.original):
            return None
        secure = f"{_HOST_OF_INDEX}/web/{copy.stamp}/{copy.original}"
        work = Work(type="webpage", url=secure, issued=copy.day)
        relations = (Relation(type=COPY_OF, id_type="uri", id=copy.original),)
        provenance = self._provenance(asked)
        return Record(id=Id(Scheme.URL, secure), work=work, relations=relations, provenance=provenance)


def _nearest(body: object) -> Copy | None:
    """Return the copy that the archive tells of, if it does and that is one of a page."""
    snapshots = body.get("archived_snapshots") if isinstance(body, dict) else None
    closest = snapshots.get("closest") if isinstance(snapshots, Mapping) else None
    copy = copy_at(first_text(closest, "url") or "")
    return copy if (first_text(closest, "status") or "200") == "200" else None


def _page(url: str) -> str:
    """An address without what the archive does not tell apart: scheme, ``www.``, port of the web, capitals, escapes, last slash."""
    host, slash, path = unquote(url).casefold().partition("://")[2].partition("/")
    host = host.removesuffix(":80").removesuffix(":443").removeprefix("www.")
    return f"{host}{slash}{path}".rstrip("/")
