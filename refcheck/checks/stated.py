"""Values of a structured source that are not what their label says."""

import re
from collections.abc import Iterator

from refcheck.model import Reference, Span

_LABEL = re.compile(r"([A-Za-z]+)[\W_]{1,10}$")
"""The label before a value: ``isbn = {``, ``SN  - ``, ``"DOI": "``."""

_LABELLED_DOI = re.compile(r"(?:\bdoi\.org/|(?<![\w/.-])doi\b[\s.:]{1,4})(\S*\d\S*)", re.IGNORECASE)
"""A label and the word behind it, which holds a figure: ``doi: 10.1016``, ``https://doi.org/12345``."""

_LONGEST = 40
"""A label and the marks behind it have no more characters."""


def unread_values(reference: Reference, *labels: str) -> Iterator[Span]:
    """The values behind one of the labels that could not be read; none in a printed reference."""
    for span in reference.unread if reference.structured else ():
        label = _LABEL.search(reference.raw, max(0, span.start - _LONGEST), span.start)
        if label and label[1].lower() in labels:
            yield span


def labelled_doi(reference: Reference) -> Span | None:
    """The first thing that is labelled as a DOI, where it was not read as one."""
    if reference.structured:
        return next(unread_values(reference, "doi", "do"), None)
    found = _LABELLED_DOI.search(reference.raw)
    return Span(*found.span(1)) if found else None
