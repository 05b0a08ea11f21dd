"""The mutated citations of a public benchmark: as entries or printed references, and the records of the true works."""

import json
import random
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from judge_print import bibtex, text
from match_data import lines

from refcheck.model import Date, Name, Provenance, Record, Work
from refcheck.registries.services.crossref.record import crossref_record

_SOURCE = Provenance(registry="Crossref", url="", retrieved=datetime(2026, 11, 24, tzinfo=UTC))


_CHANGED = {"publisher_fabrication": "publisher", "location_fabrication": "location"}
"""What a mutation changed that not every style prints: no style has the publisher of an article."""


def mutated_rows(path: Path, form: str) -> tuple[list[tuple[str, str]], list[Record]]:
    """Each citation with its label and mutation, but for those that do not show it, and one record for each true work."""
    rng = random.Random(1)
    rows: list[tuple[str, str]] = []
    records: dict[str, Record] = {}
    for number, row in enumerate(lines(str(path))):
        meta, citation = row["meta"], row["citation"]
        kind = f"{meta['label']} {meta['subtype']} {meta['mutation_type'] or 'extended'}"
        work = _cited(citation)
        raw = (
            bibtex(work, f"c{number}", citation.get("doi") or "")
            if form == "bibtex"
            else text(work, rng, citation.get("doi") or "")
        )
        changed = citation[_CHANGED[meta["mutation_type"]]] if meta["mutation_type"] in _CHANGED else ""
        if changed in raw:
            rows.append((kind, raw if form == "bibtex" else " ".join(raw.split())))
        seed = meta.get("seed") or citation
        key = (seed.get("doi") or "").lower() or f"{seed['title']} {seed['authors']}"
        seed = {**seed, "authors": _named(seed["authors"])}
        if key not in records or len(seed["authors"]) > len(records[key].work.author):  # a citation may cut them short
            records[key] = crossref_record(_item(seed, len(records)), _SOURCE)
    return rows, list(records.values())


def valid_rows(path: Path, form: str) -> tuple[list[tuple[str, str]], list[Record]]:
    """The valid entries of HALLMARK, each with itself as the record: what is told of them is a false alarm."""
    rng = random.Random(1)
    rows, records = [], []
    for number, row in enumerate(
        each for each in map(json.loads, path.open(encoding="utf-8")) if each["label"] == "VALID"
    ):
        fields = row["fields"]
        entry = {
            "title": fields["title"],
            "authors": [_natural(name) for name in fields["author"].split(" and ")],
            "venue": fields.get("journal") or fields.get("booktitle"),
            "year": fields.get("year"),
            "volume": fields.get("volume"),
            "pages": fields.get("pages"),
            "publisher": fields.get("publisher"),
            "location": fields.get("address"),
        }
        work, doi = _cited(entry), fields.get("doi") or ""
        raw = bibtex(work, f"v{number}", doi) if form == "bibtex" else " ".join(text(work, rng, doi).split())
        rows.append(("REAL valid", raw))
        records.append(crossref_record(_item({**entry, "doi": fields.get("doi")}, number), _SOURCE))
    return rows, records


def _natural(name: str) -> str:
    family, _, given = name.partition(", ")
    return f"{given} {family}" if given else name


def _named(names: list[str]) -> list[str]:
    """The names without what says that there are more."""
    return [name for name in names if name.lower() not in ("others", "and others", "et al.", "et al")]


def _type(entry: Mapping[str, Any]) -> str:
    return "article-journal" if entry.get("volume") else "paper-conference"


def _cited(entry: Mapping[str, Any]) -> Work:
    people = _named(entry["authors"])
    return Work(
        type=_type(entry),
        title=entry["title"],
        author=tuple(map(_name, people)),
        author_et_al=len(people) < len(entry["authors"]),
        container_title=entry["venue"] or None,
        issued=Date(year=int(entry["year"])) if entry["year"] else None,
        volume=str(entry["volume"] or "") or None,
        page=entry["pages"] or None,
        publisher=entry["publisher"] or None,
        publisher_place=entry["location"] or None,
    )


def _name(text: str) -> Name:
    given, _, family = text.rpartition(" ")
    return Name(family=family, given=given or None)


def _item(seed: Mapping[str, Any], number: int) -> dict[str, Any]:
    names = [_name(each) for each in seed["authors"]]
    return {
        "DOI": seed.get("doi") or f"10.5555/made.{number}",
        "type": "journal-article" if seed.get("volume") else "proceedings-article",
        "title": [seed["title"]],
        "author": [{"given": name.given, "family": name.family} for name in names],
        "container-title": [seed["venue"]] if seed.get("venue") else [],
        "issued": {"date-parts": [[int(seed["year"])]]},
        "volume": str(seed["volume"]) if seed.get("volume") else None,
        "page": seed.get("pages") or None,
        "publisher": seed.get("publisher") or None,
        "publisher-location": seed.get("location") or None,
    }
