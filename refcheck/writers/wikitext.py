"""A bibliography as citation templates of Wikipedia, one per line: ``{{cite journal |last1=… |title=…}}``.

Source: Help:Citation Style 1 of the English Wikipedia. A reference that was not understood is written as its text.
"""

from collections.abc import Iterator

from refcheck.gazetteer.item_types import WITH_NUMBERS
from refcheck.gazetteer.variables import TEMPLATES, WIKITEXT, WIKITEXT_IDENTIFIERS
from refcheck.lexicon import MONTHS
from refcheck.model import Bibliography, Date, Reference, Work
from refcheck.model.csl import is_about
from refcheck.writers._common import beside, full_title

_TEMPLATES = {kind: names.split(", ")[0] for kind, names in TEMPLATES.items()} | {
    "article-magazine": "magazine",
    "chapter": "book",
}
"""CSL types → templates; any other type is ``citation``."""

_WITHIN = {"book": "title", "conference": "book-title", "encyclopedia": "encyclopedia", "web": "website"}
"""The parameter of each template for the container of a work; else it is ``journal``."""

_PLAIN = (
    *("collection_title", "event_title", "volume", "issue", "page", "article_number", "publisher", "publisher_place"),
    *("edition", "genre", "language", "doi", "pmid", "arxiv", "url"),
)
_NAMES = {variable: names.split(", ")[0] for variable, names in (WIKITEXT | WIKITEXT_IDENTIFIERS).items()}
"""Parameters by variable."""

_ESCAPES = str.maketrans(
    {"|": "{{!}}", "{": "&#123;", "}": "&#125;", "[": "&#91;", "]": "&#93;", "<": "&lt;", ">": "&gt;"}
)
"""Characters that are markup within a template, with their escapes."""


def render(bibliography: Bibliography) -> str:
    """Return the bibliography as a list with one item per reference, in order."""
    return "".join(f"* {_entry(reference)}\n" for reference in bibliography.references)


def _entry(reference: Reference) -> str:
    if reference.work == Work():
        return " ".join(reference.raw.split()).translate(_ESCAPES)
    template = _TEMPLATES.get(reference.work.type or "", "")
    fields = (f" |{name}={_value(name, value)}" for name, value in _fields(reference, template) if value)
    return f"{{{{{f'cite {template}' if template else 'citation'}{''.join(fields)}}}}}"


def _value(name: str, value: object) -> str:
    text = " ".join(str(value).split())
    return text if name == "url" and not set(text) & set("|{}<>[]") else text.translate(_ESCAPES)


def _fields(reference: Reference, template: str) -> Iterator[tuple[str, object]]:
    work = reference.work
    for role, prefix in (("author", ""), ("editor", "editor-"), ("translator", "translator-")):
        for place, name in enumerate(getattr(work, role), start=1):
            family = " ".join(part for part in (name.particle, name.family or name.literal, name.suffix) if part)
            yield f"{prefix}last{place}", family
            yield f"{prefix}first{place}", name.given
    if work.author and work.author_et_al:
        yield "display-authors", "etal"
    yield "date", _day(work.issued)
    within = work.container_title
    yield "chapter" if template == "book" and within else "title", full_title(work)
    yield _WITHIN.get(template, "journal"), within
    yield from ((_NAMES[variable], getattr(work, variable)) for variable in _PLAIN)
    yield "number", work.number if work.type in WITH_NUMBERS and not work.issue else None
    yield "version", beside(reference).get("version")
    yield "pmc", (work.pmcid or "").removeprefix("PMC")
    yield "isbn", next(iter(work.isbn), None)
    yield "issn", next(iter(work.issn), None)
    yield "access-date", _day(work.accessed)


def _day(date: Date | None) -> str:
    """Return a date for the templates: in ISO 8601 if it has a day, else with the month's name; as printed if it has no year.

    An uncertain date gets “c.”.
    """
    if date is None:
        return ""
    if date.day or not date.year:
        return str(date)
    month = f"{MONTHS[date.month - 1].capitalize()} " if date.month else ""
    return f"{'c. ' if is_about(date) else ''}{month}{date.year}"
