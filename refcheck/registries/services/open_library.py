"""Open Library: books, by ISBN and by title.

Source: the Open Library Books API (``/api/books?bibkeys=ISBN:…&jscmd=data``) and Search API (``/search.json``). One request a
second, three for identified callers (https://openlibrary.org/developers/api). Its records often have little more than a title.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from refcheck.model import Id, Record, Scheme, Work
from refcheck.registries.transport.batching import Lists, quoted
from refcheck.registries.transport.searches import ROWS, Searched, first_family, title_words
from refcheck.registries.transport.stated import (
    bare_numbers,
    entries,
    first_text,
    listed_names,
    printed_year,
    stated,
    stated_names,
    texts,
)

_KEY = "ISBN:"
_FIELDS = "key,title,subtitle,author_name,first_publish_year,publish_year,isbn"


class OpenLibrary(Searched, Lists):
    """Open Library's books: fifty ISBNs per request, or one search."""

    name = "Open Library"
    holds = "books"
    types = ("book",)
    is_home = True
    hits_at, count_at = ("docs",), "numFound"
    schemes = frozenset({Scheme.ISBN})

    def _search_url(self, work: Work) -> str:
        title, author = title_words(work), first_family(work)
        return self._address("/search.json", title=title, author=author, fields=_FIELDS, limit=ROWS)

    def _read(self, item: Mapping[str, Any]) -> Record:
        """Return the record of a work with the years and ISBNs of all its editions, as any of these may be the cited one."""
        years = tuple(dict.fromkeys((*texts(item, "first_publish_year"), *texts(item, "publish_year"))))
        dates = tuple(date for year in years if (date := printed_year(year)))
        isbn, url = bare_numbers(item, "isbn"), f"{self._base_url}{first_text(item, 'key') or ''}"
        work = Work(
            type="book",
            author=listed_names(item, "author_name"),
            issued=dates[0] if dates else None,
            issued_alternative=dates[1:],
            isbn=isbn,
            **stated(item, title="title", subtitle="subtitle"),
        )
        return self._record(work, url, key=Id(Scheme.URL, url))

    def _url(self, batch: Sequence[Id]) -> str:
        bare = [Id(key.scheme, _bare(key.value)) for key in batch]
        return f"{self._base_url}/api/books?bibkeys={quoted(bare, _KEY)}&format=json&jscmd=data"

    def _records(self, body: Any, batch: Sequence[Id]) -> Mapping[Id, Record | None] | None:
        items = {key: item for key in batch if isinstance(item := body.get(f"{_KEY}{_bare(key.value)}"), Mapping)}
        return {key: self._of_list(key, item) if _is_of(key, item) else None for key, item in items.items()}

    def _of_list(self, key: Id, item: Mapping[str, Any]) -> Record:
        numbers = item.get("identifiers")
        isbns = (_bare(key.value), *bare_numbers(numbers, "isbn_13"), *bare_numbers(numbers, "isbn_10"))
        work = Work(
            type="book",
            author=stated_names(item, "authors"),
            issued=printed_year(first_text(item, "publish_date")),
            publisher=next((first_text(entry, "name") for entry in entries(item, "publishers")), None),
            isbn=tuple(dict.fromkeys(isbns)),
            **stated(item, title="title", subtitle="subtitle", number_of_pages="number_of_pages"),
        )
        return self._record(work, first_text(item, "url") or self._url((key,)), key=key)


def _is_of(key: Id, item: Mapping[str, Any]) -> bool:
    """Return whether a book is the requested one; true if it has no ISBNs.

    The forms of an ISBN with ten and thirteen digits share nine.
    """
    numbers = item.get("identifiers")
    stated_isbns = [_bare(number) for number in (*texts(numbers, "isbn_13"), *texts(numbers, "isbn_10"))]
    return not stated_isbns or any(number[-10:-1] == _bare(key.value)[-10:-1] for number in stated_isbns)


def _bare(isbn: str) -> str:
    """Return an ISBN without hyphens and spaces."""
    return isbn.replace("-", "").replace(" ", "")
