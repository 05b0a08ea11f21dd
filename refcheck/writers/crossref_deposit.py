"""A bibliography as the ``<citation_list>`` that is deposited with Crossref, each citation by its parts and as it is printed.

Source: Crossref's deposit schema 5.4.0 and later (``citation_t``), and its guide to references. A value that is longer than the
schema allows is only in the printed citation.
"""

import re
from collections.abc import Iterator

from refcheck.gazetteer.item_types import PERIODICALS
from refcheck.model import Bibliography, Reference, Work
from refcheck.writers import set_plainly
from refcheck.writers._common import full_title
from refcheck.writers._xml import DECLARATION, plain, printed, tag, text

_TYPES = {
    "article": "preprint",
    "article-journal": "journal_article",
    "book": "book",
    "chapter": "book_chapter",
    "dataset": "dataset",
    "paper-conference": "conference_paper",
    "patent": "patent",
    "post-weblog": "blog_post",
    "report": "report",
    "software": "software",
    "standard": "standard",
    "thesis": "dissertation",
    "webpage": "web_resource",
}
"""CSL types → citation types; any other type is ``other``."""

_MOST = {"volume": 32, "issue": 32, "first_page": 32, "edition_number": 15}
"""The greatest lengths that the schema allows, in characters."""

_FORMS = {
    "issn": re.compile(r"\d{4}-?\d{3}[\dX]", re.ASCII),  # 0028-0836
    "isbn": re.compile(r"(?=.{10,17}$)(?:97[89]-)?\d[\d -]+[\dX]", re.ASCII),  # 978-0-19-769506-7
    "doi": re.compile(r"10\.[0-9]{4,9}/.{1,200}"),  # 10.1000/182
}
"""The forms of identifiers that the schema requires."""

_LONGEST_KEY = 128


def render(bibliography: Bibliography) -> str:
    """Return the bibliography as a list, in order. A repeated key gets a number."""
    seen: set[str] = set()
    lines = "".join(f"{_citation(each, _key(each.key, seen))}\n" for each in bibliography.references)
    return f"{DECLARATION}<citation_list>\n{lines}</citation_list>\n"


def _key(key: str, seen: set[str]) -> str:
    name = " ".join(text(key).split())[: _LONGEST_KEY - 8] or "ref"
    unique = next(
        each for number in range(1, len(seen) + 2) if (each := f"{name}-{number}" if number > 1 else name) not in seen
    )
    seen.add(unique)
    return unique


def _citation(reference: Reference, key: str) -> str:
    shown = printed(reference, lambda identifier: text(identifier.value))
    if reference.work == Work():
        return tag("citation", tag("unstructured_citation", shown or text(reference.raw)), key=key)
    parts = [plain(element, value) for element, value in _parts(reference.work) if _fits(element, value)]
    kind = _TYPES.get(reference.work.type or "", "other")
    if not shown and reference.work.url and not reference.work.doi:  # no part can contain a URL
        shown = text(set_plainly(reference.work))
    return tag("citation", *parts, tag("unstructured_citation", shown), key=key, type=kind)


def _fits(element: str, value: str | None) -> bool:
    form = _FORMS.get(element)
    return (
        bool(value)
        and len(value or "") <= _MOST.get(element, 2048)
        and (form is None or bool(form.fullmatch(value or "")))
    )


def _parts(work: Work) -> Iterator[tuple[str, str | None]]:
    periodical = work.type is None or work.type in PERIODICALS
    yield "issn", next(iter(work.issn), None)
    yield "journal_title", work.container_title if periodical else None
    yield "author", next((name.headword for name in work.author or work.editor), None)
    yield "volume", work.volume
    yield "issue", work.issue
    yield "first_page", (work.page or "").partition("-")[0]
    yield "elocation_id", work.article_number
    yield "cYear", str(work.year) if work.year else None
    yield "doi", work.doi
    yield "isbn", next(iter(work.isbn), None)
    yield "series_title", work.collection_title
    is_whole = not work.container_title and not periodical
    yield "volume_title", full_title(work) if is_whole else None if periodical else work.container_title
    yield "edition_number", work.edition
    yield "article_title", None if is_whole else full_title(work)
    yield "std_designator", work.number if work.type == "standard" else None
