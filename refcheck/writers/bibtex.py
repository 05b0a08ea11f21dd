"""A bibliography as BibTeX, in UTF-8, with biblatex's fields for values that BibTeX has no field for.

Source: "BibTeXing" (O. Patashnik, 1988); the manual of biblatex, §2. A reference that was not understood becomes ``@misc`` with
its text as the note.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from refcheck.gazetteer.item_types import IN_BOOKS, SERIALS, SUBTYPES, THESES
from refcheck.gazetteer.variables import BIBTEX
from refcheck.lexicon import MONTHS
from refcheck.model import Bibliography, Date, Name, Reference, Work
from refcheck.model.csl import is_about, year_range
from refcheck.writers._common import beside, entry_type, escaped, full_title, in_csl, keyed, title, verbatim

_PUBLISHERS = {"report": "institution", "thesis": "school"}


_NAMES = {variable: names.split()[0] for variable, names in BIBTEX.items()} | {
    "language": "language",
    "collection_number": "number",
    "medium": "howpublished",
}
"""Fields by CSL variable."""

_PLAIN = (
    *("collection_title", "event_title", "volume", "article_number", "number_of_pages", "publisher_place", "edition"),
    *("language", "note"),
)
"""Variables of a work that are written as fields without conversion."""

_BESIDE = (
    *("chapter_number", "collection_number", "number_of_volumes", "event_place", "version", "status", "medium"),
    *("annote", "abstract"),
)
"""CSL variables that ``Work`` does not have."""

_NUMBER = re.compile(r"[^\W\d_]{3,}\d+-\d+")
"""An abstract's number in place of pages: ``ABC21-4805``."""

_NO_KEY = re.compile(r"[\s,{}\"#%~\\=()'@]+")
"""Characters that a key cannot contain."""

_EXTENDED = re.compile(r"\d{4}(?:-\d\d){0,2}(?:[~?%]|[~?%]?/(?:\d{4}(?:-\d\d){0,2}[~?%]?|\.\.)?)", re.ASCII)
"""A range of dates, or an uncertain date, in biblatex's notation: ``2012-05/2012-07``, ``1850~``."""


def render(bibliography: Bibliography) -> str:
    """Return the bibliography as entries, in order. A repeated key gets a number; a mere number becomes a name and a year."""
    seen: dict[str, int] = {}
    references = bibliography.references
    return "\n".join(
        _entry(reference, _key(key, seen)) for reference, key in zip(references, keyed(references), strict=True)
    )


def _key(key: str, seen: dict[str, int]) -> str:
    key = _NO_KEY.sub("-", key).strip("-") or "reference"
    folded = key.lower()
    seen[folded] = seen.get(folded, 0) + 1
    return key if seen[folded] == 1 else _key(f"{key}-{seen[folded]}", seen)


def _entry(reference: Reference, key: str) -> str:
    fields = ((name, value if name == "month" else _braced(value)) for name, value in _fields(reference))
    lines = [f"  {name} = {value},\n" for name, value in fields]
    return f"@{entry_type(reference.work)}{{{key},\n{''.join(lines)}}}\n"


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the fields with their values as LaTeX, for writing in braces, except the month, which is an abbreviation in BibTeX."""
    work, more = reference.work, beside(reference)
    if work == Work():
        yield "note", escaped(" ".join(reference.raw.split()))
        return
    yield from _people(work, more)
    yield from _titles(work)
    yield from _dates(work, more)
    for variable in _PLAIN:
        if value := getattr(work, variable):
            yield _NAMES[variable], escaped(value)
    yield from _numbers(work)
    if work.publisher:
        yield _PUBLISHERS.get(work.type or "", "publisher"), escaped(work.publisher)
    if work.genre and not (work.type == "thesis" and work.genre in THESES):
        yield "type", escaped(work.genre)
    for variable in _BESIDE:
        if (value := more.get(in_csl(variable))) is not None:
            yield _NAMES[variable], escaped(value)
    if keywords := more.get("keyword"):
        yield _NAMES["keyword"], ", ".join(_keywords(keywords))
    yield from _identifiers(work)


def _keywords(text: str) -> Iterator[str]:
    """Yield keywords separated by semicolons in biblatex's form: one with a comma is in braces."""
    words = [escaped(word) for each in text.split(";") if (word := each.strip())]
    yield from (_braced(word) if "," in word and len(words) > 1 else word for word in words)


def _people(work: Work, more: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for role in ("author", "editor", "translator"):
        names = [_name(name) for name in getattr(work, role)]
        if role == "author" and names and work.author_et_al:
            names.append("others")
        if names:
            yield role, " and ".join(names)
    if "container-author" in more:
        yield "bookauthor", " and ".join(_name(Name(**name)) for name in more["container-author"])


def _name(name: Name) -> str:
    """Return a name in BibTeX's form ``von Last, Jr, First``; one that must not be split is in braces."""
    if name.family is None:
        return _braced(escaped(name.literal or name.given or ""))
    has_small = any(word[0].islower() for word in name.family.split())  # which BibTeX would take for a particle
    family = _braced(escaped(name.family)) if has_small else _protected(name.family)
    if name.particle:
        family = f"{escaped(name.particle)} {family}"
    parts = [family, *(_protected(part) for part in (name.suffix, name.given) if part)]
    return ", ".join(parts)


def _protected(part: str) -> str:
    return _braced(escaped(part)) if "," in part or " and " in f" {part.lower()} " else escaped(part)


def _titles(work: Work) -> Iterator[tuple[str, str]]:
    if work.title:
        yield "title", title(full_title(work))
    if work.title_short:
        yield "shorttitle", title(work.title_short)
    if work.original_title:
        yield "origtitle", title(work.original_title[0])
    if work.container_title:
        yield "booktitle" if work.type in IN_BOOKS else "journal", escaped(work.container_title)
    if work.container_title_alternative:
        yield "shortjournal", escaped(work.container_title_alternative[0])
    if work.type in SUBTYPES:
        yield "entrysubtype", SUBTYPES[work.type]


def _dates(work: Work, more: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    issued = work.issued
    if issued is not None and _EXTENDED.fullmatch(issued.raw or ""):
        yield "date", issued.raw or ""
    elif issued is not None and (years := year_range(issued)):
        yield "date", "{:04d}/{:04d}".format(*years)
    elif issued is not None and (issued.year is None or is_about(issued)):
        yield "year", escaped(issued.raw or "")
    elif issued is not None:
        yield "year", f"{issued.year:04d}"
        if issued.month:
            yield "month", MONTHS[issued.month - 1][:3]
        if issued.day:
            yield "day", str(issued.day)
    if work.accessed is not None:
        yield "urldate", escaped(str(work.accessed))
    for variable in ("original_date", "event_date"):
        if parts := more.get(in_csl(variable), {}).get("date-parts"):
            yield _NAMES[variable], str(Date(**dict(zip(("year", "month", "day"), parts[0], strict=False))))


def _numbers(work: Work) -> Iterator[tuple[str, str]]:
    if work.issue:
        yield "number" if work.type in SERIALS else "issue", escaped(work.issue)
    if work.number and work.type not in SERIALS:
        yield "number", escaped(work.number)
    if work.page:
        dash = "-" if _NUMBER.fullmatch(work.page) else "--"
        yield "pages", escaped(work.page).replace("-{}-", "-").replace("-", dash)


def _identifiers(work: Work) -> Iterator[tuple[str, str]]:
    for name in ("doi", "url", "pmid", "pmcid"):
        if value := getattr(work, name):
            yield name, verbatim(value)
    for name in ("isbn", "issn"):
        if values := getattr(work, name):
            yield name, ", ".join(values)
    if work.arxiv:
        yield "eprint", verbatim(work.arxiv)
        yield "archiveprefix", "arXiv"


def _braced(value: str) -> str:
    return f"{{{value}}}"
