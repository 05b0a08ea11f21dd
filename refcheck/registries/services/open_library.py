"""Open Library: books by ISBN. It is asked only where an address is given.

Source: the Open Library Books API (``/api/books?bibkeys=ISBN:…&jscmd=data``). Its records often have little more than a title.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from refcheck.model import Id, Name, Provenance, Record, Scheme, Work
from refcheck.registries.services.crossref.record import entries, first_text, texts
from refcheck.registries.transport.in_lists import Lists, quoted
from refcheck.registries.transport.printed_year import printed_year

_KEY = "ISBN:"


class OpenLibrary(Lists):
    """Open Library's books."""

    name = "Open Library"
    schemes = frozenset({Scheme.ISBN})

    def _url(self, batch: Sequence[Id]) -> str:
        return f"{self._base_url}/api/books?bibkeys={quoted(batch, _KEY)}&format=json&jscmd=data"

    def _records(
        self, body: Mapping[str, Any], batch: Sequence[Id], retrieved: datetime
    ) -> Mapping[Id, Record | None] | None:
        items = {key: item for key in batch if isinstance(item := body.get(f"{_KEY}{key.value}"), Mapping)}
        return {key: self._record(key, item, retrieved) if _is_of(key, item) else None for key, item in items.items()}

    def _record(self, key: Id, item: Mapping[str, Any], retrieved: datetime) -> Record:
        names = (first_text(entry, "name") for entry in entries(item, "authors"))
        numbers = item.get("identifiers")
        publisher = next((first_text(entry, "name") for entry in entries(item, "publishers")), None)
        work = Work(
            type="book",
            title=first_text(item, "title"),
            subtitle=first_text(item, "subtitle"),
            author=tuple(_name(name) for name in names if name),
            issued=printed_year(first_text(item, "publish_date")),
            publisher=publisher,
            number_of_pages=first_text(item, "number_of_pages"),
            isbn=tuple(dict.fromkeys((key.value, *texts(numbers, "isbn_13"), *texts(numbers, "isbn_10")))),
        )
        url = first_text(item, "url") or self._url((key,))
        return Record(id=key, work=work, provenance=Provenance(registry=self.name, url=url, retrieved=retrieved))


def _is_of(key: Id, item: Mapping[str, Any]) -> bool:
    """Whether a book is the one that was asked for, as far as it names its ISBNs.

    One of ten figures and one of thirteen share nine.
    """
    numbers = item.get("identifiers")
    told = [number.replace("-", "") for number in (*texts(numbers, "isbn_13"), *texts(numbers, "isbn_10"))]
    return not told or any(number[-10:-1] == key.value[-10:-1] for number in told)


def _name(whole: str) -> Name:
    """A name as on a title page: the family name last."""
    given, space, family = whole.rpartition(" ")
    return Name(family=family, given=given) if space else Name(literal=whole)
