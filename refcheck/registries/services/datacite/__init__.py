"""Conversion of DataCite's JSON to ``Record``.

Source: the attributes of the DataCite REST API (metadata schema 4).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from refcheck.identifiers.schemes.arxiv import from_doi
from refcheck.model import Date, Id, Name, Provenance, Record, Relation, Work
from refcheck.registries.services.crossref import csl_type
from refcheck.registries.transport.stated import (
    entries,
    first_text,
    in_series,
    page_range,
    person_name,
    stated,
    stated_date,
)

Item = Mapping[str, Any]

_CSL_TYPE = {
    "Audiovisual": "motion_picture",
    "Book": "book",
    "BookChapter": "chapter",
    "Collection": "collection",
    "ComputationalNotebook": "software",
    "ConferencePaper": "paper-conference",
    "ConferenceProceeding": "book",
    "DataPaper": "article-journal",
    "Dataset": "dataset",
    "Dissertation": "thesis",
    "Image": "graphic",
    "Journal": "periodical",
    "JournalArticle": "article-journal",
    "PeerReview": "review",
    "Preprint": "article",
    "Report": "report",
    "Software": "software",
    "Standard": "standard",
    "Text": "article",
}
"""The CSL types of ``resourceTypeGeneral``."""


_VERSIONS = {"IsVersionOf", "HasVersion", "IsPreviousVersionOf", "IsNewVersionOf", "IsIdenticalTo", "IsPublishedIn"}
"""Relations between versions of one work. (``IsObsoletedBy`` is a newer version, not a retraction.)"""

_CITED = ("Issued", "Available", "Submitted", "Accepted", "Created", "Updated")
"""The types of dates that may be cited, the likeliest first."""


def datacite_record(attributes: Item, provenance: Provenance) -> Record:
    """Return the record of one work (``data.attributes``)."""
    doi = first_text(attributes, "doi") or ""
    return Record(
        id=Id.doi(doi), work=in_series(_work(attributes, doi)), relations=_relations(attributes), provenance=provenance
    )


def _work(item: Item, doi: str) -> Work:
    titles = {first_text(entry, "titleType"): first_text(entry, "title") for entry in reversed(entries(item, "titles"))}
    container = next(iter(entries(item, "container")), {})
    dates = _dates(item)
    numbers = {first_text(container, "identifierType"): first_text(container, "identifier")}
    isbn, issn = ((number,) if (number := numbers.get(kind)) else () for kind in ("ISBN", "ISSN"))
    return Work(
        type=_type(item),
        title=titles.get(None) or next((first_text(entry, "title") for entry in entries(item, "titles")), None),
        subtitle=titles.get("Subtitle"),
        original_title=tuple(title for kind, title in titles.items() if kind not in (None, "Subtitle") and title),
        author=_names(entries(item, "creators")),
        editor=_names(each for each in entries(item, "contributors") if each.get("contributorType") == "Editor"),
        page=page_range(first_text(container, "firstPage"), first_text(container, "lastPage")),
        issued=dates[0] if dates else None,
        issued_alternative=dates[1:],
        publisher=first_text(item, "publisher") or first_text(item.get("publisher"), "name"),
        doi=doi or None,
        isbn=isbn,
        issn=issn,
        arxiv=from_doi(doi),
        **stated(container, container_title="title", volume="volume", issue="issue"),
        **stated(item, language="language", url="url"),
    )


def _type(item: Item) -> str | None:
    types = item.get("types")
    general = first_text(types, "resourceTypeGeneral") or ""
    if general == "Text":  # too general; the types for citation formats may be more precise
        return csl_type(first_text(types, "citeproc")) or "article"
    return _CSL_TYPE.get(general)


def _names(people: Iterable[Item]) -> tuple[Name, ...]:
    return tuple(name for each in people if (name := _name(each)))


def _name(entry: Item) -> Name | None:
    """Return a name in its parts; a name without parts is split at its comma, unless it is that of an organisation."""
    family, given, whole = first_text(entry, "familyName"), first_text(entry, "givenName"), first_text(entry, "name")
    if family:
        return person_name(family, given)
    if whole and "," in whole and entry.get("nameType") != "Organizational":
        family, given = (part.strip() for part in whole.split(",", 1))
        return person_name(family, given)
    return Name(literal=whole) if whole else None


def _dates(item: Item) -> tuple[Date, ...]:
    """Return the dates that may be cited, the date of issue first; if that is missing, the year of publication is first."""
    found = [
        (_CITED.index(str(entry["dateType"])), date)
        for entry in entries(item, "dates")
        if entry.get("dateType") in _CITED and (date := stated_date(first_text(entry, "date")))
    ]
    ordered = [date for _, date in sorted(found, key=lambda pair: pair[0])]
    year = stated_date(first_text(item, "publicationYear"))
    issued = any(rank == 0 for rank, _ in found)
    if year is not None:
        ordered.insert(1 if issued else 0, year)
    return tuple(dict.fromkeys(ordered))


def _relations(item: Item) -> tuple[Relation, ...]:
    return tuple(
        Relation(type=_kebab(kind), id_type=(first_text(entry, "relatedIdentifierType") or "").lower(), id=value)
        for entry in entries(item, "relatedIdentifiers")
        if (kind := first_text(entry, "relationType")) in _VERSIONS and kind is not None
        if (value := first_text(entry, "relatedIdentifier"))
    )


def _kebab(camel: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in camel).lstrip("-")
