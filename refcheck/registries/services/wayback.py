"""The Wayback Machine: the archived copy of a page that is nearest to a day.

Source: the Wayback Availability API (``/wayback/available?url=…&timestamp=…``). It misses copies that there are, so that what
it does not hold proves nothing. What is asked for is the address that the copy would have
(:func:`~refcheck.identifiers.addresses.archived.wanted_copy`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlencode

from refcheck.identifiers.addresses.archived import copy_at, is_as_archived
from refcheck.model import Id, Provenance, Record, Relation, Scheme, Standing, Work
from refcheck.registries.services.crossref.record import first_text
from refcheck.registries.transport.in_lists import Lists

ARCHIVE = "Wayback Machine"
COPY_OF = "archived-copy-of"
"""The relation of a copy to its page."""


class Wayback(Lists):
    """The archive. One request a page."""

    name = ARCHIVE
    schemes = frozenset({Scheme.URL})

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Each copy alone; what is no copy's address is in none, nor is one that is to be read."""
        return tuple(
            (key,)
            for key in dict.fromkeys(ids)
            if key.scheme in self.schemes and copy_at(key.value) and not is_as_archived(key.value)
        )

    def _url(self, batch: Sequence[Id]) -> str:
        (key,) = batch
        copy = copy_at(key.value)
        wanted = {"url": copy.original, "timestamp": copy.stamp} if copy else {}
        return (
            f"{self._base_url}/wayback/available?{urlencode({name: value for name, value in wanted.items() if value})}"
        )

    def _records(
        self, body: Mapping[str, Any], batch: Sequence[Id], retrieved: datetime
    ) -> Mapping[Id, Record | None] | None:
        snapshots = body.get("archived_snapshots")
        if not isinstance(snapshots, Mapping):
            return None
        closest = snapshots.get("closest")
        url = first_text(closest, "url") or ""
        copy = copy_at(url)
        if copy is None or (first_text(closest, "status") or "200") != "200":
            return {}
        wanted = copy_at(batch[0].value)
        if wanted is None or _page(copy.original) != _page(wanted.original):
            return {batch[0]: None}
        secure = f"https://{url.partition('://')[2]}"
        work = Work(type="webpage", url=secure, issued=copy.day)
        relations = (Relation(type=COPY_OF, id_type="uri", id=copy.original),)
        provenance = Provenance(registry=self.name, url=self._url(batch), retrieved=retrieved, standing=Standing.PAGE)
        return {batch[0]: Record(id=Id(Scheme.URL, secure), work=work, relations=relations, provenance=provenance)}


def _page(url: str) -> str:
    """An address without what the archive does not tell apart: scheme, ``www.``, port of the web, capitals, escapes, last slash."""
    host, slash, path = unquote(url).casefold().partition("://")[2].partition("/")
    host = host.removesuffix(":80").removesuffix(":443").removeprefix("www.")
    return f"{host}{slash}{path}".rstrip("/")
