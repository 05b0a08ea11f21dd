"""A reference as people read it: as it is printed, or what it states where only its source is known."""

from refcheck.model import Reference
from refcheck.writers import set_plainly


def as_printed(reference: Reference) -> str:
    """Return how a reference is printed; one that was read from fields and is printed nowhere is set as a list would print it.

    >>> from refcheck.model import Name, Work
    >>> work = Work(title="Lakes", author=(Name(family="Roe", given="J."),), container_title="Tides", volume="3", page="1-9")
    >>> set_plainly(work)
    'Roe, J. Lakes. Tides, 3, 1-9.'
    """
    if reference.printed:
        return reference.printed
    return (reference.structured and set_plainly(reference.work)) or reference.raw
