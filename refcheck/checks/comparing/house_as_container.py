"""A publisher that the reader took for the book: in ``Title. Book. House; 2013:1–9`` nothing says where the title ends."""

import re

from refcheck.checks.comparing.misreading import is_misread
from refcheck.matching import compare
from refcheck.model import Agreement, Case, Comparison, Match, Work
from refcheck.text.folding import fold

_OF_BOOKS = frozenset(("chapter", "paper-conference", "entry"))
"""CSL types of what stands in a book."""

_BEFORE_YEAR = re.compile(r"\s*;\s*(?:1[5-9]|20)\d\d\b")
"""What stands behind a publisher and behind no book: ``; 2013``."""


def house_as_container(case: Case) -> tuple[Match, Agreement] | None:
    """The record held and its agreement on the publisher, where that was read as the container and is not the registered one."""
    match, reference = case.match, case.reference
    container = match.agreement("container-title") if match else None
    field = next((field for field in reference.fields if field.name == "container_title"), None)
    if match is None or container is None or field is None or reference.structured or reference.work.publisher:
        return None
    if container.comparison is not Comparison.DIFFERENT or match.record.work.type not in _OF_BOOKS:
        return None
    if not _BEFORE_YEAR.match(reference.raw, field.span.end) or not is_misread(case, match, container):
        return None
    house = _behind(container.cited, container.registered)
    agreements = compare(Work(publisher=house), match.record.work)
    differing = (each for each in agreements if each.field == "publisher" and each.comparison is Comparison.DIFFERENT)
    return next(((match, agreement) for agreement in differing), None)


def _behind(cited: str, registered: str) -> str:
    """What was read as the container, without the registered one before it: ``House`` of ``Book. House``."""
    head, stop, rest = cited.rpartition(". ")
    return rest if stop and fold(head) == fold(registered) else cited
