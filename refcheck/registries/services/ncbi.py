"""NCBI: articles by PubMed and PubMed Central identifiers, and by journal, volume and page for references without a title.

Source: NCBI's E-utilities (The E-utilities In-Depth, NBK25499: ``esummary.fcgi``, JSON, and ``ecitmatch.cgi``), and NBK25497 for
the usage policy: ``tool`` and ``email`` in each request.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, quote_plus

from refcheck.model import Answer, Id, Name, Record, Scheme, Update, Work
from refcheck.registries.base import not_found_here
from refcheck.registries.failures import Failure, broken
from refcheck.registries.transport.batching import Lists, quoted
from refcheck.registries.transport.get import Reply, within
from refcheck.registries.transport.stated import (
    SUFFIXES,
    bare_numbers,
    entries,
    first_text,
    printed_year,
    stated,
    texts,
)
from refcheck.text.recoding import recoded

_DATABASE = {Scheme.PMID: "pubmed", Scheme.PMCID: "pmc"}
_PMC = "PMC"

_UPDATES = {"Retracted Publication": "retraction"}
"""PubMed's publication types that are notices about an article, in Crossref's terms."""


class Ncbi(Lists):
    """The summaries of PubMed and PubMed Central."""

    name = "NCBI"
    schemes = frozenset(_DATABASE)

    def _url(self, batch: Sequence[Id]) -> str:
        numbers = [Id(key.scheme, _number(key)) for key in batch]
        database = _DATABASE[batch[0].scheme]
        return f"{self._base_url}/esummary.fcgi?db={database}&id={quoted(numbers)}&retmode=json{signed(self._mailto)}"

    def _records(self, body: Any, batch: Sequence[Id]) -> Mapping[Id, Record | None] | None:
        result = body.get("result")
        if not isinstance(result, Mapping):
            return None
        items = {key: item for key in batch if isinstance(item := result.get(_number(key)), Mapping)}
        return {
            key: self._record(key, item) if _is_of(key, item) and first_text(item, "title") else None
            for key, item in items.items()
            if "error" not in item
        }

    def _record(self, key: Id, item: Mapping[str, Any]) -> Record:
        numbers = {first_text(entry, "idtype"): first_text(entry, "value") for entry in entries(item, "articleids")}
        title = first_text(item, "title")
        journal, short = first_text(item, "fulljournalname"), first_text(item, "source")
        work = Work(
            type="article-journal",
            title=title.removesuffix(".") if title else None,
            author=tuple(name for entry in entries(item, "authors") if (name := _name(entry))),
            container_title=journal or short,
            container_title_alternative=(short,) if journal and short else (),
            issued=printed_year(first_text(item, "pubdate")),
            issued_alternative=tuple(date for date in [printed_year(first_text(item, "epubdate"))] if date),
            issn=(*bare_numbers(item, "issn"), *bare_numbers(item, "essn")),
            doi=doi.lower() if (doi := numbers.get("doi")) else None,
            pmid=numbers.get("pubmed") or numbers.get("pmid"),
            pmcid=numbers.get("pmc") or numbers.get("pmcid"),
            **stated(item, volume="volume", issue="issue", page="pages"),
        )
        url = self._url((key,)).split("&tool=", 1)[0]
        return Record(id=key, work=work, updates=_updates(item), provenance=self._provenance(url))


def signed(mailto: str | None) -> str:
    """Return the URL parameters that identify the caller: the program, and the e-mail address if there is one."""
    return "&tool=refcheck-audit" + (f"&email={quote(mailto, safe='')}" if mailto else "")


def _updates(item: Mapping[str, Any]) -> tuple[Update, ...]:
    """Return the notices about an article in PubMed's publication types."""
    return tuple(Update(type=_UPDATES[kind], source="PubMed") for kind in texts(item, "pubtype") if kind in _UPDATES)


def _is_of(key: Id, item: Mapping[str, Any]) -> bool:
    """Return whether a summary is that of the requested article, by its number."""
    return (first_text(item, "uid") or _number(key)) == _number(key)


def _number(key: Id) -> str:
    return key.value.upper().removeprefix(_PMC)


def _name(entry: Mapping[str, Any]) -> Name | None:
    """Return a name in MEDLINE's form: family name, initials without dots, ``Jr`` or ``3rd``. Organisations are not split."""
    whole = first_text(entry, "name")
    if whole is None or entry.get("authtype") == "CollectiveName":
        return Name(literal=whole) if whole else None
    family, *more = whole.rsplit(" ", 2)
    suffix = more.pop() if len(more) == 2 and more[1] in SUFFIXES else None
    family, initials = (family, more[0]) if suffix else (" ".join((family, *more[:-1])), "".join(more[-1:]))
    return Name(family=family, given=" ".join(initials), suffix=suffix) if more else Name(literal=whole)


_NONE = ("NOT_FOUND", "AMBIGUOUS")
"""The beginnings of the texts in place of an identifier if there is no article, or more than one."""

_BETWEEN = "%0D"


class CitationMatcher(Lists):
    """PubMed's citation matcher. Fifty citations per request, and a further request for the records of the articles.

    The answer to a line ``journal|year|volume|first page|author|key|`` is the same line, followed by the PubMed identifier of the
    article, or by ``NOT_FOUND`` or ``AMBIGUOUS``. It weighs the parts, and returns an article even if some of them differ, so that
    the caller must compare.
    """

    name = "PubMed's citation matcher"
    schemes = frozenset({Scheme.CITATION})

    def __init__(self, **options: Any) -> None:
        """Take the options of ``Service``."""
        super().__init__(**options)
        self._articles = Ncbi(**options)

    def _fits(self, key: Id) -> bool:
        return True

    def _size(self, key: Id) -> int:
        return len(_line(key, 0)) + len(_BETWEEN)

    def _url(self, batch: Sequence[Id]) -> str:
        lines = _BETWEEN.join(_line(key, number) for number, key in enumerate(batch))
        return f"{self._base_url}/ecitmatch.cgi?db=pubmed&retmode=xml&bdata={lines}{signed(self._mailto)}"

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer] | Failure:
        reply = self._web.get(self._url(batch), follow=within(self._base_url), accept="text/plain")
        if isinstance(reply, Failure):
            return reply
        matches = _read(reply, batch) if reply.status == 200 else self._failure(reply)
        if isinstance(matches, Failure):
            return matches
        articles = {key: Id(Scheme.PMID, said) for key, said in matches.items() if said.isdigit()}
        if articles:
            self._web.wait()
        records = self._articles.lookup(tuple(dict.fromkeys(articles.values())))
        return {key: records[articles[key]] if key in articles else not_found_here(self.name) for key in matches}


def _line(key: Id, number: int) -> str:
    """Return one citation, quoted for a URL, with its place in the batch as its key."""
    return quote_plus(f"{key.value}|{number}|")


def _read(reply: Reply, batch: Sequence[Id]) -> Mapping[Id, str] | Failure:
    """Return the identifier, or the text in its place, of each citation that a line of the answer is about.

    The line of a citation that is not found may lack the author.
    """
    lines = recoded(reply.body.decode("utf-8", "replace")).split("\n")
    rows = (line.strip().split("|") for line in lines)
    matches = {
        batch[int(row[-2])]: row[-1].strip()
        for row in rows
        if len(row) > 2 and row[-2].isascii() and row[-2].isdigit() and int(row[-2]) < len(batch)
    }
    known = {
        key: said for key, said in matches.items() if said.isascii() and (said.isdigit() or said.startswith(_NONE))
    }
    return known or broken("gave an answer that is not a list of citations")
