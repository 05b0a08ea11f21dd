"""The answers about the links of a reference; shared by the rules on links, so that all read them in the same way."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from attrs import evolve

from refcheck.checks.evidence import answers_of
from refcheck.checks.repairs import replacement
from refcheck.identifiers.addresses import archive_url, copy_at
from refcheck.matching import compare, title_parts
from refcheck.model import MAY_BE_MISSING, Case, Fix, Found, Id, Identifier, NotFound, Record, Safety, Scheme, Work

_INDEX = ("index.html", "index.htm", "index.php", "default.aspx")


def dead_links(case: Case) -> Iterator[tuple[Identifier, NotFound]]:
    """Yield the links of which every reading was requested and is gone, each with the answer for its first reading."""
    answers = answers_of(case)
    for identifier in case.reference.of_scheme(Scheme.URL):
        given = [answers.get(Id(Scheme.URL, reading.value)) for reading in identifier.readings()]
        if isinstance(given[0], NotFound) and all(isinstance(each, NotFound) for each in given):
            yield identifier, given[0]


def pages(case: Case) -> Iterator[tuple[Identifier, Record]]:
    """Yield the links that lead to a page, each with the record of the page."""
    answers = answers_of(case)
    for identifier in case.reference.of_scheme(Scheme.URL):
        if isinstance(answer := answers.get(identifier.id), Found):
            yield identifier, answer.record


def kept_copy(case: Case, identifier: Identifier) -> Record | None:
    """Return the copy of a page that a web archive was found to have, or ``None``."""
    work = case.reference.work
    answer = answers_of(case).get(Id(Scheme.URL, archive_url(identifier.value, work.accessed or work.issued)))
    return answer.record if isinstance(answer, Found) else None


def is_copied_in_print(case: Case, identifier: Identifier) -> bool:
    """Return whether the reference itself gives an archived copy of a page, and that copy is not gone."""
    dead = {other.value for other, _ in dead_links(case)}
    copies = (copy_at(other.value) for other in case.reference.of_scheme(Scheme.URL) if other.value not in dead)
    return any(copy is not None and plain(copy.original) == plain(identifier.value) for copy in copies)


def instead(case: Case, identifier: Identifier, url: str) -> Fix | None:
    """Return the fix that replaces a printed URL with another one; it is unsafe."""
    fix = replacement(case.reference, evolve(identifier, value=url))
    return evolve(fix, safety=Safety.UNSAFE) if fix else None


def doubt(page: Record) -> str | None:
    """Return why it is doubtful that a page is the one requested, or ``None``."""
    return next((update.label for update in page.updates if update.type == MAY_BE_MISSING), None)


def has_cited_title(case: Case, page: Record) -> bool:
    """Return whether a page's title, or a part of it, is the cited title or occurs in the printed reference."""
    printed = " ".join(case.reference.raw.split()).casefold()
    return any(_is_cited(case, part, printed) for part in title_parts(titles(page)))


def titles(page: Record) -> tuple[str, ...]:
    """Return all the titles that a page gives itself; its record has them in ``title`` and ``original_title``."""
    return tuple(title for title in (page.work.title, *page.work.original_title) if title)


def plain(url: str) -> tuple[str, str, str]:
    """Return a URL without insignificant parts: scheme, ``www.``, the case of the host, and a slash or index file at the end."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, "", ""
    path = parts.path
    for name in _INDEX:
        path = path.removesuffix(name)
    return (parts.hostname or "").removeprefix("www."), path.rstrip("/"), parts.query


def _is_cited(case: Case, title: str, printed: str) -> bool:
    if len(title.split()) > 1 and title.casefold() in printed:
        return True
    agreements = compare(case.reference.work, Work(title=title))
    return any(each.field == "title" and not each.differs for each in agreements)
