"""Google Books: books by title and author. It is queried only if the user has a key, or names the service.

Source: the Google Books APIs (``/books/v1/volumes?q=…&key=…``): 1,000 requests a day for a free key; without a key, a shared pool
that was used up for most of 2026.
"""

from collections.abc import Mapping
from typing import Any

from refcheck.model import Record, Work
from refcheck.registries.transport.searches import ROWS, Searched, first_family, title_words
from refcheck.registries.transport.stated import bare_numbers, entries, first_text, listed_names, printed_year, stated


class GoogleBooks(Searched):
    """The search for volumes."""

    name = "Google Books"
    holds = "books"
    types = ("book",)
    hits_at, count_at = ("items",), "totalItems"
    described_at = "volumeInfo"

    def _search_url(self, work: Work) -> str:
        author = first_family(work)
        text = f'intitle:"{title_words(work)}"' + (f" inauthor:{author}" if author else "")
        return self._address("/volumes", q=text, maxResults=ROWS, printType="books", key=self._key)

    def _read(self, hit: Mapping[str, Any]) -> Record:
        info = self._described(hit)
        numbers = [each for each in entries(info, "industryIdentifiers") if "ISBN" in str(each.get("type"))]
        work = Work(
            type="book",
            author=listed_names(info, "authors"),
            issued=printed_year(first_text(info, "publishedDate")),
            isbn=tuple(isbn for each in numbers for isbn in bare_numbers(each, "identifier")[:1]),
            **stated(info, title="title", subtitle="subtitle", publisher="publisher", language="language"),
        )
        url = f"https://books.google.com/books?id={first_text(hit, 'id') or ''}"
        return self._record(work, url)
