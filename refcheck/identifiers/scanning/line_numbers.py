"""Numbers of lines within a DOI: manuscripts count their lines in the margin, and copying brings the count along."""

import re

from refcheck.identifiers.mending import Grade
from refcheck.identifiers.scanning.doi_spaces import joined
from refcheck.identifiers.suffixes import grammars

LINE_NUMBER = re.compile(r"[ \t]{0,20}\n[ \t]{0,20}\d{1,4}[ \t]{1,20}(?=[^\s\d]|\d)")
"""A line break and the number of the next line: ``\n 123 ``."""

_MARKS = "/-_"
"""Marks that end no DOI."""


def is_line_number(head: str, number: str, tail: str, beyond: str) -> bool:
    """Whether a DOI that begins with ``head`` goes on with ``tail`` behind the ``number`` of a line, and not with the number.

    ``beyond`` is the beginning of what stands behind ``tail``.
    """
    if grammars.fits(head + number.strip()):
        return False
    if head[-1:] in _MARKS:
        return joined(head, "\n", tail, beyond) is Grade.LIKELY
    return grammars.fits(head + tail.rstrip(".,;:)"))
