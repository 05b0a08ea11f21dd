"""A reference as one text, for searches and for a second reading."""

from refcheck.lexicon import Term, wordings
from refcheck.matching.fields.title import full_title
from refcheck.model import Reference, Span, Work


def printed(reference: Reference) -> str:
    """Return ``Reference.raw`` without a phrase that introduces the work, "For a review, see:".

    For a structured reference, return its values in the order of a printed one.
    """
    if reference.structured:
        return _written(reference.work)
    raw, lead = reference.raw, next(iter(reference.unread), Span(0, 0))
    is_first = all(lead.end <= field.span.start for field in reference.fields)
    return raw[lead.end :] if is_first and lead.of(raw).rstrip(" ,.").endswith((":", *_POINTING)) else raw


_POINTING = tuple(f" {word}" for word in wordings(Term.SEE))
"""Words that end such a phrase: " see", " cf"."""


def _written(work: Work) -> str:
    parts = (
        "; ".join(map(str, work.author or work.editor)),
        f"({work.issued})" if work.issued else "",
        full_title(work),
        work.container_title,
        work.collection_title,
        ", ".join(part for part in (work.volume, work.issue, work.page or work.article_number) if part),
        work.publisher,
    )
    return ". ".join(part for part in parts if part)
