"""K10plus, the union catalogue of German and other libraries, which is searched by SRU and answers in MARC 21.

Sources: Search/Retrieve via URL 1.1 (Library of Congress) with MARC 21 in MARCXML; for its indexes
https://wiki.k10plus.de/display/K10PLUS/SRU; MARC 21 Format for Bibliographic Data (Library of Congress): 020 ISBN, 041 language,
100/110/700/710 people and organisations, 245 title, 246 other titles, 250 edition, 260/264 imprint, 300 extent, 490 series, 502
thesis, 880 a field in another script. Its records are CC0; it states no limit.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from refcheck.lexicon.language import is_small
from refcheck.model import Name, Record, Work
from refcheck.registries.failures import Failure, broken
from refcheck.registries.transport.body import Element, text_of
from refcheck.registries.transport.get import Reply
from refcheck.registries.transport.searches import Searched, first_family, title_words
from refcheck.registries.transport.stated import printed_year

_MOST_WORDS = 6
"""The most words of a title that must all be in a record: more do not change the hits, except that one with an error excludes the
book. Source: a judgement; not measured."""

_ROWS = 10
"""The number of hits to request: more than elsewhere, as the newest come first and every edition is a hit."""

_FEWEST_LETTERS = 3
"""The fewest letters of a distinctive word; if a title has no such word, as in Chinese, all words are used."""

_APOSTROPHE = "'"
"""The character after an elided article (l'eau, dell'arte), which some catalogues index with the word and others separately."""

_LONGEST_FAULT = 80
"""The most characters of a catalogue's error message that are shown."""

_OPERATORS = frozenset({"and", "not", "or", "prox", "sortby"})
"""Words that are operators of CQL unless they are quoted. Source: CQL 1.2 (Library of Congress)."""

_RECORD = "https://opac.k10plus.de/DB=2.299/PPNSET?PPN="
"""The URL of the page of a record, without its number."""

_ISBN = re.compile(r"\d{9}[\dX]|\d{13}", re.ASCII)
"""An ISBN without hyphens: 316148410X, 9783161484100"""


class Sru(Searched):
    """The catalogue. One request per search, by ISBN, if there is one, or by title and person."""

    name = "K10plus"
    home = "https://sru.k10plus.de/opac-de-627"
    holds = "books, theses and reports"
    types = ("book", "thesis", "report", "collection", "pamphlet")
    """Types of works that libraries catalogue as separate volumes."""
    is_home = True
    accept = "application/xml"

    def _search_url(self, work: Work) -> str:
        words = [f"pica.tit={_quoted(word)}" for word in distinctive_words(title_words(work).split())]
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
        root = reply.xml()
        if isinstance(root, Failure):
            return root
        if str(root.tag).rpartition("}")[2] != "searchRetrieveResponse":
            return broken("gave an answer that is not a search result")
        described = [each for each in root.iterfind(f".//{_MARC}record") if each.find(f"{_MARC}datafield") is not None]
        works = [(_marc_work(each), text_of(each.find(f"{_MARC}controlfield[@tag='001']"))) for each in described]
        records = [self._record(work, f"{_RECORD}{number}") for work, number in works if work.title]
        return records or _why_none(root)


def _why_none(root: Element) -> Sequence[Record] | Failure:
    """Return no records if the catalogue states that it has none; a failure if it could not search, or withholds its hits.

    Source: SRU 1.1, 1.2 and 2.0 (Library of Congress, OASIS), ``diagnostics`` and ``numberOfRecords``.
    """
    fault = text_of(root.find("{*}diagnostics"))
    if fault:
        return broken(f"could not search: {fault[:_LONGEST_FAULT]}")
    if text_of(root.find("{*}numberOfRecords")).strip("0"):
        return broken("gave records that are not MARC 21")
    return []


def distinctive_words(words: Sequence[str]) -> list[str]:
    """Return the longest words of a title, in its order, without articles, conjunctions and other small words of any language.

    >>> distinctive_words("die ordnung der jahrmärkte stadt und land um 1500".split())
    ['ordnung', 'jahrmärkte', 'stadt', 'land', '1500']
    """
    distinctive = [
        word for word in words if len(word) >= _FEWEST_LETTERS and _APOSTROPHE not in word and not is_small(word)
    ]
    kept = sorted(dict.fromkeys(distinctive or words), key=len, reverse=True)[:_MOST_WORDS]
    return [word for word in dict.fromkeys(words) if word in kept]


def _quoted(word: str) -> str:
    return f'"{word}"' if word in _OPERATORS else word


_MARC = "{*}"
"""The prefix for elements of any namespace, as some catalogues use none."""

_PUNCTUATION = " /:;,.=[]"
"""ISBD punctuation between the parts of a description, which remains at the ends of the parts."""

_ROLES_OF_EDITORS = frozenset({"edt", "hrsg", "hrsg.", "herausgeber", "herausgeberin", "editor", "ed", "ed."})
_ROLES_OF_TRANSLATORS = frozenset({"trl", "übersetzer", "übersetzerin", "übers.", "translator"})

_ROLES_OF_AUTHORS = frozenset({"aut", "verfasser", "verfasserin", "author"})

_PLAIN = {"collection_title": "490", "edition": "250", "number_of_pages": "300", "language": "041"}
"""Fields of which subfield ``a`` is taken unchanged."""

_ISBN_IN_FIELD = re.compile(r"\d[\d-]{8,15}[\dXx]")
"""An ISBN before its binding: 3-16-148410-0 (Pbk.), 9783161484100"""

_NON_SORTING = "¬"
"""The character around an article that is ignored in sorting. Control characters with this function are removed elsewhere."""


def _marc_work(record: Element) -> Work:
    """Return the work that a record describes."""
    title, subtitle = _title(record)
    people = [(each, _roles(each)) for each in _fields(record, "100", "110", "700", "710")]
    plain: dict[str, Any] = {
        name: next((_sub(field, "a") for field in _fields(record, tag)), None) for name, tag in _PLAIN.items()
    }
    imprints = list(_fields(record, "264", "260"))
    years = tuple(dict.fromkeys(date for field in imprints if (date := printed_year(_sub(field, "c")))))
    isbns = (_ISBN_IN_FIELD.match(_sub(field, "a")) for field in _fields(record, "020"))
    return Work(
        type="thesis" if next(_fields(record, "502"), None) is not None else "book",
        title=title or None,
        subtitle=subtitle or None,
        original_title=tuple(dict.fromkeys(filter(None, _other_titles(record)))),
        author=tuple(
            _name(each) for each, roles in people if not roles or roles & _ROLES_OF_AUTHORS or _is_first(each)
        ),
        editor=tuple(_name(each) for each, roles in people if roles & _ROLES_OF_EDITORS),
        translator=tuple(_name(each) for each, roles in people if roles & _ROLES_OF_TRANSLATORS),
        issued=years[0] if years else None,
        issued_alternative=years[1:],
        publisher=next((name for field in imprints if (name := _sub(field, "b"))), None),
        publisher_place=next((place for field in imprints if (place := _sub(field, "a"))), None),
        isbn=tuple(dict.fromkeys(found[0].replace("-", "").upper() for found in isbns if found)),
        **plain,
    )


def _is_first(person: Element) -> bool:
    """Return whether a person or organisation is the main entry of the work."""
    return person.get("tag") in ("100", "110")


def _title(record: Element) -> tuple[str, str]:
    """Return the title with the number and name of its part, and the subtitle."""
    for field in _fields(record, "245"):
        part = [text for code in ("n", "p") if (text := _sub(field, code))]
        return ". ".join([_sub(field, "a"), *part]), _sub(field, "b")
    return "", ""


def _other_titles(record: Element) -> Iterator[str]:
    """Yield the other titles of the work, including those in its original script."""
    for field in _fields(record, "246", "240"):
        yield _joined(field)
    for field in _fields(record, "880"):
        if _sub(field, "6").startswith("245"):
            yield _joined(field)


def _joined(field: Element) -> str:
    return ": ".join(text for code in ("a", "b") if (text := _sub(field, code)))


def _fields(record: Element, *tags: str) -> Iterator[Element]:
    """Yield the fields of these tags, those of the first tag first."""
    for tag in tags:
        yield from record.iterfind(f"{_MARC}datafield[@tag='{tag}']")


def _sub(field: Element, code: str) -> str:
    """Return a subfield without punctuation at its ends; empty if it is missing."""
    text = text_of(field.find(f"{_MARC}subfield[@code='{code}']")).replace(_NON_SORTING, "")
    return text.strip(_PUNCTUATION)


def _roles(field: Element) -> set[str]:
    parts = field.iterfind(f"{_MARC}subfield")
    return {text_of(part).casefold().strip(" ,") for part in parts if part.get("code") in ("4", "e")}


def _name(field: Element) -> Name:
    whole = _sub(field, "a")
    family, comma, given = whole.partition(",")
    is_organisation = (field.get("tag") or "").endswith("10")
    return Name(family=family.strip(), given=given.strip()) if comma and not is_organisation else Name(literal=whole)
