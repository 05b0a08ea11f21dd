"""Citations in running text, by number or by author and year, as far as their style is understood."""

import re
from collections.abc import Sequence

from refcheck.model import Citation, Reference
from refcheck.readers.citations.author_year import by_author_and_year, by_number

__all__ = ["citations"]

_NUMBER = re.compile(r"(?:^|(?<=\n))\s*[\[(]?\d{1,4}[\]).:]*\s*\Z")
r"""A reference's own number, which ends where the reference begins: "\n[12] ", "\n12.\n"."""

_LONGEST = 40
"""A number and the blanks around it take no more characters."""


def citations(text: str, references: Sequence[Reference]) -> tuple[Citation, ...]:
    """Return the citations of ``references`` in what ``text`` holds beside them, in order.

    ``[3, 5–7]`` has its numbers as keys; ``(Doe & Roe, 2020a; Poe et al. 2019)`` is two citations with names and a year. Of a
    text in which neither style points to the list again and again there are none: what is not understood is not guessed at.
    """
    body = _without(text, references)
    last = max((span.end for reference in references for span in reference.spans), default=len(text))
    return by_number(body, references) or by_author_and_year(body, references, last)


def _without(text: str, references: Sequence[Reference]) -> str:
    """Return the text with the references and the numbers before them blanked out, so that every offset stays."""
    parts: list[str] = []
    end = 0
    for span in sorted((span for reference in references for span in reference.spans), key=lambda span: span.start):
        if span.start >= end:
            number = _NUMBER.search(text, max(end, span.start - _LONGEST), span.start)
            start = number.start() if number else span.start
            parts += [text[end:start], "\n" * (span.end - start)]
            end = span.end
    return "".join([*parts, text[end:]])
