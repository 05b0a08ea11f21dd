"""Rows of the tables of rules → cases.

A row has ``raw``, which is parsed, or ``bibtex``, an entry of a structured source, ``source``, one in the ``format`` that is
named, or ``given``, a CSL-JSON item without a place.
Beside it may stand what the registries said: ``record`` (Crossref's JSON; held, brought by ``method``), ``others`` (records that
are not the work's), ``library`` (the entry of one's own library), ``answers`` (a word for every reading of every DOI and ISBN),
``numbers`` (a word for every number of arXiv and PubMed), ``search`` (a word), and ``today``.
``format`` is that of the source, ``start`` where in the document it stands. ``leads`` says of what is printed as a link where that
leads. ``doubt`` names fields that were read with doubt. With ``style`` the reference is held against
that style, which prints its ``forms``, and what is printed ``otherwise``. A row about a text has its list, and beside it
``citations``: names with a year (``Hall & Irwin 2014``), or keys in brackets (``[3, 4]``).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from attrs import evolve
from links_made import linked

from refcheck.checks import check, check_list, check_text
from refcheck.checks.answers import ARCHIVES, id_of
from refcheck.checks.rules.printed.style_not_followed import check_style
from refcheck.identifiers import find
from refcheck.matching import match
from refcheck.model import (
    Answer,
    Case,
    Citation,
    Finding,
    Found,
    Hits,
    Link,
    LookupResult,
    Match,
    Method,
    Name,
    NotFound,
    Provenance,
    Record,
    Reference,
    Scheme,
    Scope,
    Searched,
    SearchedAt,
    Span,
    Unavailable,
    make_id,
)
from refcheck.model.csl import from_csl
from refcheck.parsing import parse
from refcheck.readers import read
from refcheck.registries.services.crossref.record import crossref_record

Row = Mapping[str, Any]

_ANSWERS: dict[str, Answer] = {
    "nowhere": NotFound(registry="doi.org", scope=Scope.REGISTRATION),
    "not held": NotFound(registry="Crossref", scope=Scope.HOLDINGS),
    "not at NCBI": NotFound(registry="NCBI", scope=Scope.HOLDINGS),
    "not at Europe PMC": NotFound(registry="Europe PMC", scope=Scope.HOLDINGS),
    "unavailable": Unavailable(registry="doi.org", why="the connection was refused"),
}
_CROSSREF = SearchedAt(registry="Crossref", holds="works whose DOIs Crossref registers")
_SEARCHES = {
    "in vain": Searched(answer=Hits(registry="Crossref"), asked=(_CROSSREF,)),
    "in vain, local": Searched(answer=Hits(registry="local records"), asked=(SearchedAt(registry="local records"),)),
    "in vain, in a library": Searched(
        answer=Hits(registry="your library"),
        asked=(SearchedAt(registry="your library", holds="your own library"),),
    ),
    "in vain, on a shelf": Searched(answer=Hits(registry="a shelf"), asked=(SearchedAt(registry="a shelf"),)),
    "unavailable": Searched(answer=Unavailable(registry="Crossref", why="answered 503: too busy")),
}


def made_case(row: Row, key: str = "1") -> Case:
    """The case of one row."""
    reference = made_reference(row, key)
    held = _match(reference, row["record"], row.get("method", "doi")) if "record" in row else None
    others = tuple(_match(reference, each, row.get("other_method", "doi")) for each in row.get("others", ()))
    found = held.record if held else others[0].record if others else None
    return Case(
        reference=reference,
        answers=(*_asked(reference, row.get("answers", "found"), found), *_numbers(reference, row), *linked(row)),
        search=_SEARCHES[row["search"]] if "search" in row else None,
        match=held,
        others=others,
        library=_match(reference, row["library"], "search") if "library" in row else None,
        today=row.get("today"),
        format=row.get("format", "bibtex" if "bibtex" in row else ""),
    )


def found_in(row: Row) -> list[Finding]:
    """Return the findings of all rules in a row."""
    if "citations" in row:
        return list(check_text([made_citation(each) for each in row["citations"]], made_list(row["list"])))
    if "list" in row:
        return list(check_list(made_list(row["list"])))
    case = made_case(row)
    styled = check_style(case, row["style"], row["forms"], row["otherwise"]) if "style" in row else ()
    return [*check(case), *styled]


def made_list(rows: list[Row | str]) -> list[Case]:
    """The cases of one list; a row may be the printed text alone. Keys count from 1 where a row has none."""
    full = [{"raw": row} if isinstance(row, str) else row for row in rows]
    return [made_case(row, key=row.get("key", str(number))) for number, row in enumerate(full, start=1)]


def made_citation(text: str) -> Citation:
    """A citation of a table."""
    if text.startswith("["):
        return Citation(span=Span(0, len(text)), keys=tuple(text.strip("[]").split(", ")))
    names, _, year = text.rpartition(" ")
    people = tuple(Name(family=each) for each in names.split(" & "))
    return Citation(span=Span(0, len(text)), names=people, year=int(year[:4]), letter=year[4:])


def made_reference(row: Row, key: str) -> Reference:
    if source := row.get("source", row.get("bibtex")):
        return read(source, format=row.get("format", "bibtex")).references[0]
    if "given" in row:
        raw = row.get("raw", "")
        return Reference(key=key, raw=raw, work=from_csl(row["given"]), identifiers=find(raw))
    start = row.get("start", 0)
    spans = (Span(start, start + len(row["raw"])),) if "start" in row else ()
    reference = parse(row["raw"], key=key, spans=spans)
    doubt = row.get("doubt", ())
    leads = row.get("leads", {})
    links = (Link(Span(at := row["raw"].index(shown), at + len(shown)), target) for shown, target in leads.items())
    return evolve(
        reference,
        links=tuple(links),
        fields=tuple(evolve(each, confidence=0.2) if each.name in doubt else each for each in reference.fields),
    )


def made_record(item: Mapping[str, Any]) -> Record:
    retrieved = datetime(2026, 11, 24, tzinfo=UTC)
    url = f"https://api.crossref.org/works/{item['DOI']}"
    return crossref_record(item, Provenance(registry=item.get("registry", "Crossref"), url=url, retrieved=retrieved))


def _match(reference: Reference, item: Mapping[str, Any], method: str) -> Match:
    return match(reference.work, made_record(item), Method(method))


def _asked(reference: Reference, word: str, found: Record | None) -> list[LookupResult]:
    answer = Found(record=found) if found and word == "found" else _ANSWERS.get(word)
    ids = [
        make_id(identifier.scheme, reading.value)
        for identifier in reference.identifiers
        for reading in identifier.readings()
        if identifier.scheme in (Scheme.DOI, Scheme.ISBN)
    ]
    return [LookupResult(id=each, answer=answer) for each in ids] if answer else []


def _numbers(reference: Reference, row: Row) -> list[LookupResult]:
    """The answers on numbers of arXiv and PubMed: the word ``numbers``, for each of them."""
    schemes = ARCHIVES if "numbers" in row else ()
    return [
        LookupResult(id=id_of(identifier), answer=_ANSWERS[row["numbers"]])
        for scheme in schemes
        for identifier in reference.of_scheme(scheme)
    ]
