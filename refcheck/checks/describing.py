"""A work in a few words, for a message."""

from refcheck.model import Work

_LONGEST = 120
"""So many characters of a title are shown; a reader knows the work by then."""

NOUNS = {
    "title": "title",
    "author": "authors",
    "issued": "year",
    "container-title": "journal or book",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
}
"""What a person calls a CSL variable that tells a work."""


def describe(work: Work) -> str:
    """``Marchand (2016), “Talking of Rivers”, Journal of River Studies``, as far as it is known."""
    parts = (_creators(work), f"“{_shortened(work.title)}”" if work.title else "", work.container_title or "")
    return ", ".join(part for part in parts if part) or "a work without a title"


def linked(work: Work) -> str:
    """The same, with the link of its DOI where it has one."""
    return f"{describe(work)}{f', https://doi.org/{work.doi}' if work.doi else ''}"


def _creators(work: Work) -> str:
    names = work.author or work.editor
    year = f"({work.year})" if work.year else ""
    if not names:
        return year
    first = names[0].literal or names[0].family or ""
    return f"{first}{' et al.' if len(names) > 1 else ''} {year}".strip()


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST else title[:_LONGEST].rstrip() + "…"
