"""K10plus, the union catalogue of German and other libraries, which speaks SRU.

Source: Search/Retrieve via URL 1.1 (Library of Congress) with MARC 21 in MARCXML; for its indexes
https://wiki.k10plus.de/display/K10PLUS/SRU. Its records are CC0; it states no limit.
"""

import re
from collections.abc import Sequence

from refcheck.lexicon.language import is_small
from refcheck.model import Record, Work
from refcheck.registries.failures import Failure, broken
from refcheck.registries.services.sru.marc import MARC, marc_work
from refcheck.registries.transport.body import Element, read_xml, text_of
from refcheck.registries.transport.get import Reply
from refcheck.registries.transport.searches import Searched, first_family, title_words

_MOST_WORDS = 6
"""Words of a title that must all be in a record: more of them find no other book, and one with a slip in it finds none. Source: a
choice, not measured."""

_ROWS = 10
"""Hits that are asked for: a catalogue gives the newest first, and every edition is one."""

_FEWEST_LETTERS = 3
"""Letters of a word that tells one title from another; of Chinese and the like, where a word has fewer, all are taken."""

_APOSTROPHE = "'"
"""Before it stands an article (l'eau, dell'arte) that one catalogue indexes with the word and another apart from it."""

_LONGEST_FAULT = 80
"""Characters of what a catalogue says of a search that it could not make."""

_OPERATORS = frozenset({"and", "not", "or", "prox", "sortby"})
"""Words that CQL takes for its own unless they are quoted. Source: CQL 1.2 (Library of Congress)."""


_RECORD = "https://opac.k10plus.de/DB=2.299/PPNSET?PPN="
"""Where a person reads a record, before its number."""

_ISBN = re.compile(r"\d{9}[\dX]|\d{13}", re.ASCII)
"""An ISBN without hyphens: 316148410X, 9783161484100"""


class Sru(Searched):
    """The catalogue. One request a search, by ISBN, where there is one, or by title and person."""

    name = "K10plus"
    home = "https://sru.k10plus.de/opac-de-627"
    holds = "books, theses and reports"
    types = ("book", "thesis", "report", "collection", "pamphlet")
    """Types of works that libraries shelve as volumes of their own."""
    is_home = True
    accept = "application/xml"

    def _search_url(self, work: Work) -> str:
        words = [f"pica.tit={_quoted(word)}" for word in telling_words(title_words(work).split())]
        last = first_family(work).split()[-1:]
        person = [f"pica.per={_quoted(word)}" for word in last if _APOSTROPHE not in word]
        titled = " and ".join([*words, *person])
        bare = ("".join(number.upper().replace("-", " ").split()) for number in work.isbn)
        isbn = next(filter(_ISBN.fullmatch, bare), None)
        return self._address(
            "",
            version="1.1",
            operation="searchRetrieve",
            query=f"pica.isb={isbn} or ({titled})" if isbn else titled,
            maximumRecords=_ROWS,
            recordSchema="marcxml",
        )

    def _found(self, reply: Reply) -> Sequence[Record] | Failure:
        root = read_xml(reply.body, f"answered {reply.status} with something")
        if isinstance(root, Failure):
            return root
        if str(root.tag).rpartition("}")[2] != "searchRetrieveResponse":
            return broken("gave an answer that is no answer to a search")
        described = [each for each in root.iterfind(f".//{MARC}record") if each.find(f"{MARC}datafield") is not None]
        works = [(marc_work(each), text_of(each.find(f"{MARC}controlfield[@tag='001']"))) for each in described]
        records = [self._record(work, f"{_RECORD}{number}") for work, number in works if work.title]
        return records or _why_none(root)


def _why_none(root: Element) -> Sequence[Record] | Failure:
    """No records, where the catalogue says that it has none; what it could not search for, or hides, is no "nothing found".

    Source: SRU 1.1, 1.2 and 2.0 (Library of Congress, OASIS), ``diagnostics`` and ``numberOfRecords``.
    """
    fault = text_of(root.find("{*}diagnostics"))
    if fault:
        return broken(f"could not search: {fault[:_LONGEST_FAULT]}")
    if text_of(root.find("{*}numberOfRecords")).strip("0"):
        return broken("gave records that are no MARC 21")
    return []


def telling_words(words: Sequence[str]) -> list[str]:
    """Return the longest words of a title, in its order, without articles, conjunctions and the like of any language.

    >>> telling_words("die ordnung der jahrmärkte stadt und land um 1500".split())
    ['ordnung', 'jahrmärkte', 'stadt', 'land', '1500']
    """
    telling = [
        word for word in words if len(word) >= _FEWEST_LETTERS and _APOSTROPHE not in word and not is_small(word)
    ]
    kept = sorted(dict.fromkeys(telling or words), key=len, reverse=True)[:_MOST_WORDS]
    return [word for word in dict.fromkeys(words) if word in kept]


def _quoted(word: str) -> str:
    return f'"{word}"' if word in _OPERATORS else word
