"""Conversion of Crossref's JSON to ``Record``.

Source: the work format of the Crossref REST API, and CSL-JSON as returned by content negotiation, which is the same with single
values in place of lists. The data of registries are untidy (empty titles, names without a family name, dates without a year), so
nothing here raises: what cannot be read is left out.
"""

from collections.abc import Mapping
from typing import Any

from refcheck.model import Id, Name, Provenance, Record, Relation, Update, Work
from refcheck.registries.services.crossref import csl_type, date_of, dates, kinds
from refcheck.registries.transport.stated import (
    bare_numbers,
    entries,
    first_text,
    in_series,
    person_name,
    stated,
    texts,
)

Item = Mapping[str, Any]

CITATIONS = {"cites", "is-cited-by", "references", "is-referenced-by"}
"""Relations for citations, of which a work may have hundreds, and which no rule uses."""

_RETRACTION_WATCH = "retraction-watch"


def crossref_record(item: Item, provenance: Provenance) -> Record:
    """Return the record of one work (a ``message``, an element of ``items``, or a CSL-JSON item)."""
    doi = first_text(item, "DOI") or ""
    updates, update_to = _notices(item)
    return Record(
        id=Id.doi(doi),
        work=in_series(_work(item, doi or None)),
        updates=updates,
        update_to=update_to,
        relations=_relations(item),
        provenance=provenance,
    )


def message_of(body: object, kind: str) -> Item:
    """Return the message of an answer, if its ``message-type`` is the requested one; an empty mapping otherwise.

    >>> message_of({"message-type": "work-agency", "message": {"DOI": "10.1000/1"}}, "work")
    {}
    """
    if not isinstance(body, Mapping) or body.get("message-type", kind) != kind:
        return {}
    message = body.get("message")
    return message if isinstance(message, Mapping) else {}


def _work(item: Item, doi: str | None) -> Work:
    titles = texts(item, "title")
    containers = texts(item, "container-title")
    issued, issued_alternative = dates(item)
    institutions = tuple(name for entry in entries(item, "institution") for name in texts(entry, "name"))
    posted = item.get("type") == "posted-content"
    title = titles[0] if titles else None
    return Work(
        type=csl_type(item.get("type")),
        title=title,
        subtitle=_subtitle(item, title or ""),
        original_title=_distinct(*titles[1:], *texts(item, "original-title")),
        author=_names(item, "author"),
        editor=_names(item, "editor"),
        translator=_names(item, "translator"),
        container_title=containers[0] if containers else None,
        container_title_alternative=_distinct(
            *containers[1:],
            *texts(item, "short-container-title"),
            *texts(item, "container-title-short"),
            *((acronym,) if (acronym := _inner(item, "event", "acronym")) else ()),
            *(institutions if posted else ()),
        ),
        event_title=_inner(item, "event", "name"),
        issue=first_text(item, "issue") or _inner(item, "journal-issue", "issue"),
        issued=issued,
        issued_alternative=issued_alternative,
        issued_kinds=kinds(item),
        publisher=first_text(item, "publisher") or next(iter(institutions), None),
        publisher_place=first_text(item, "publisher-location") or first_text(item, "publisher-place"),
        edition=first_text(item, "edition-number") or first_text(item, "edition"),
        genre=first_text(item, "subtype") or first_text(item, "degree"),
        doi=doi,
        url=_inner(item.get("resource"), "primary", "URL"),
        isbn=bare_numbers(item, "ISBN"),
        issn=bare_numbers(item, "ISSN"),
        **stated(item, title_short="short-title", collection_title="collection-title", article_number="article-number"),
        **stated(item, volume="volume", page="page", number="number", language="language"),
    )


def _inner(item: object, outer: str, key: str) -> str | None:
    return first_text(item.get(outer), key) if isinstance(item, Mapping) else None


def _distinct(*values: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _subtitle(item: Item, title: str) -> str | None:
    """Return the subtitle, unless the depositor has put it into the title as well."""
    subtitle = first_text(item, "subtitle")
    return None if subtitle is None or subtitle.casefold() in title.casefold() else subtitle


def _names(item: Item, key: str) -> tuple[Name, ...]:
    """Return the people and organisations of a role. An entry with only an ORCID iD is left out."""
    return tuple(name for entry in entries(item, key) if (name := _name(entry)) is not None)


def _name(entry: Item) -> Name | None:
    family, given = first_text(entry, "family"), first_text(entry, "given")
    if family is None:
        literal = first_text(entry, "name") or first_text(entry, "literal") or given
        return Name(literal=literal) if literal else None
    particles = (first_text(entry, "non-dropping-particle"), first_text(entry, "dropping-particle"))
    particle = " ".join(part for part in particles if part) or None
    return person_name(family, given, suffix=first_text(entry, "suffix"), particle=particle)


def _notices(item: Item) -> tuple[tuple[Update, ...], tuple[Update, ...]]:
    """Return the notices about the work, and the updates that the work itself is a notice of.

    Some publishers deposit both directions in both records. In that case Retraction Watch's entry shows which one is the notice;
    without such an entry both are kept.
    """
    about, of = _updates(item, "updated-by"), _updates(item, "update-to")
    mutual = {update.doi for update in about} & {update.doi for update in of} - {None}
    decided_about = {update.doi for update in about if update.source == _RETRACTION_WATCH} & mutual
    decided_of = {update.doi for update in of if update.source == _RETRACTION_WATCH} & mutual - decided_about
    return (
        tuple(update for update in about if update.doi not in decided_of),
        tuple(update for update in of if update.doi not in decided_about),
    )


def _updates(item: Item, key: str) -> tuple[Update, ...]:
    """Return the notices of a field, with the spaces, hyphens or underscores in their types normalised to hyphens."""
    return tuple(
        Update(
            type="-".join(kind.lower().replace("_", " ").replace("-", " ").split()),
            doi=first_text(entry, "DOI"),
            label=first_text(entry, "label"),
            source=first_text(entry, "source"),
            updated=date_of(entry.get("updated")),
        )
        for entry in entries(item, key)
        if (kind := first_text(entry, "type"))
    )


def _relations(item: Item) -> tuple[Relation, ...]:
    relation = item.get("relation")
    return tuple(
        Relation(type=kind, id_type=first_text(entry, "id-type") or "", id=value)
        for kind in (relation if isinstance(relation, Mapping) else ())
        if kind not in CITATIONS
        for entry in entries(relation, kind)
        if (value := first_text(entry, "id"))
    )
