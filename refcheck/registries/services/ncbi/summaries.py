"""NCBI: articles by PubMed and PubMed Central identifiers. It is asked only where an address is given.

Source: NCBI's E-utilities (``esummary.fcgi``, JSON), and NBK25497 for their manners: ``tool`` and ``email`` on each call.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from refcheck.model import Id, Name, Record, Scheme, Update, Work
from refcheck.registries.transport.batching import Lists, quoted
from refcheck.registries.transport.stated import SUFFIXES, bare_numbers, entries, first_text, printed_year, texts

_DATABASE = {Scheme.PMID: "pubmed", Scheme.PMCID: "pmc"}
_PMC = "PMC"

_UPDATES = {"Retracted Publication": "retraction"}
"""The type of publication that says what became of an article, in Crossref's words."""


class Ncbi(Lists):
    """PubMed's and PubMed Central's summaries."""

    name = "NCBI"
    schemes = frozenset(_DATABASE)

    def _url(self, batch: Sequence[Id]) -> str:
        numbers = [Id(key.scheme, _number(key)) for key in batch]
        database = _DATABASE[batch[0].scheme]
        return f"{self._base_url}/esummary.fcgi?db={database}&id={quoted(numbers)}&retmode=json{signed(self._mailto)}"

    def _records(self, body: Any, batch: Sequence[Id], retrieved: datetime) -> Mapping[Id, Record | None] | None:
        result = body.get("result")
        if not isinstance(result, Mapping):
            return None
        items = {key: item for key in batch if isinstance(item := result.get(_number(key)), Mapping)}
        return {
            key: self._record(key, item, retrieved) if _is_of(key, item) and first_text(item, "title") else None
            for key, item in items.items()
            if "error" not in item
        }

    def _record(self, key: Id, item: Mapping[str, Any], retrieved: datetime) -> Record:
        numbers = {first_text(entry, "idtype"): first_text(entry, "value") for entry in entries(item, "articleids")}
        title = first_text(item, "title")
        journal, short = first_text(item, "fulljournalname"), first_text(item, "source")
        work = Work(
            type="article-journal",
            title=title.removesuffix(".") if title else None,
            author=tuple(name for entry in entries(item, "authors") if (name := _name(entry))),
            container_title=journal or short,
            container_title_alternative=(short,) if journal and short else (),
            volume=first_text(item, "volume"),
            issue=first_text(item, "issue"),
            page=first_text(item, "pages"),
            issued=printed_year(first_text(item, "pubdate")),
            issued_alternative=tuple(date for date in [printed_year(first_text(item, "epubdate"))] if date),
            issn=(*bare_numbers(item, "issn"), *bare_numbers(item, "essn")),
            doi=doi.lower() if (doi := numbers.get("doi")) else None,
            pmid=numbers.get("pubmed") or numbers.get("pmid"),
            pmcid=numbers.get("pmc") or numbers.get("pmcid"),
        )
        url = self._url((key,)).split("&tool=", 1)[0]
        return Record(id=key, work=work, updates=_updates(item), provenance=self._provenance(url, retrieved))


def signed(mailto: str | None) -> str:
    """Return the end of an address, which says who asks: the program, and an e-mail address if one is given."""
    return "&tool=refcheck-audit" + (f"&email={quote(mailto, safe='')}" if mailto else "")


def _updates(item: Mapping[str, Any]) -> tuple[Update, ...]:
    """Return what PubMed's types of publication say became of an article."""
    return tuple(Update(type=_UPDATES[kind], source="PubMed") for kind in texts(item, "pubtype") if kind in _UPDATES)


def _is_of(key: Id, item: Mapping[str, Any]) -> bool:
    """Return whether a summary is of the article that was asked for: it names its own number."""
    return (first_text(item, "uid") or _number(key)) == _number(key)


def _number(key: Id) -> str:
    return key.value.upper().removeprefix(_PMC)


def _name(entry: Mapping[str, Any]) -> Name | None:
    """Return a name as MEDLINE writes it: the family name, initials without dots, ``Jr`` or ``3rd``. A body's is left whole."""
    whole = first_text(entry, "name")
    if whole is None or entry.get("authtype") == "CollectiveName":
        return Name(literal=whole) if whole else None
    family, *more = whole.rsplit(" ", 2)
    suffix = more.pop() if len(more) == 2 and more[1] in SUFFIXES else None
    family, initials = (family, more[0]) if suffix else (" ".join((family, *more[:-1])), "".join(more[-1:]))
    return Name(family=family, given=" ".join(initials), suffix=suffix) if more else Name(literal=whole)
