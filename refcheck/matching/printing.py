"""A reference as one text, to be searched with and to be read again."""

from refcheck.matching.fields.title import full_title
from refcheck.model import Reference, Work


def printed(reference: Reference) -> str:
    """``Reference.raw``; where that is the source of a structured reference, what it states, in the order of a printed one."""
    return _written(reference.work) if reference.structured else reference.raw


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
