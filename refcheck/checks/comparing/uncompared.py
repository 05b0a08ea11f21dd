"""A record whose title or journal could not be held against the cited one: it proves nothing by itself."""

from refcheck.model import Case, Comparison
from refcheck.text.scripts import comparable

_IDENTIFYING_FIELDS = ("title", "container-title")
"""CSL variables that may be in another language; that excuses them and nothing else."""


def is_uncompared(case: Case) -> bool:
    """Whether the record held has a title or a journal in another language, or is tied to the cited journal by an ISSN alone.

    Such a one is not accused and not confirmed. Two scripts are compared as far as a transliteration is known, and are no excuse.
    """
    agreements = (case.match.agreement(variable) for variable in _IDENTIFYING_FIELDS) if case.match else ()
    return any(
        each.explained == "issn"
        or (
            each.comparison is Comparison.CANNOT_COMPARE
            and bool(each.cited and each.registered)
            and comparable(each.cited, each.registered)
        )
        for each in agreements
        if each is not None
    )
