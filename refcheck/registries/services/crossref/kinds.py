"""Crossref's types of work in CSL's words.

Source: the type list of the Crossref REST API (``/types``) and the types of CSL 1.0.2.
"""

from refcheck.model.csl import UNTYPED

_CSL_TYPE: dict[str, str] = {
    "book": "book",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "book-series": "collection",
    "book-set": "book",
    "book-track": "chapter",
    "database": "dataset",
    "dataset": "dataset",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal": "periodical",
    "journal-article": "article-journal",
    "journal-issue": "periodical",
    "journal-volume": "periodical",
    "monograph": "book",
    "peer-review": "review",
    "posted-content": "article",
    "proceedings": "book",
    "proceedings-article": "paper-conference",
    "proceedings-series": "collection",
    "reference-book": "book",
    "reference-entry": "entry",
    "report": "report",
    "report-component": "report",
    "report-series": "collection",
    "standard": "standard",
}
"""``component``, ``grant`` and ``other`` have no counterpart."""

_CSL_TYPES = {
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "chapter",
    "collection",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "manuscript",
    "map",
    "motion_picture",
    "pamphlet",
    "paper-conference",
    "patent",
    "periodical",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "thesis",
    "webpage",
}


def csl_type(name: object) -> str | None:
    """The CSL type for a Crossref type; a CSL type stands for itself (content negotiation gives either)."""
    if not isinstance(name, str) or name == UNTYPED:
        return None
    return _CSL_TYPE.get(name, name if name in _CSL_TYPES else None)
