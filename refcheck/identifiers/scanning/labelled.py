"""Find numbers that are known by their form, or by the label before them."""

import re
from collections.abc import Iterator

from refcheck.model import Span

_BETWEEN = re.compile(
    r"[\s:;.,/#=&|]{0,6}(?:(?:and|number|no|nr)\b\.?[\s:]{0,3})?(?:[(\[][^()\[\]]{1,30}[)\]][\s:;.,/]{0,6})?",
    re.IGNORECASE,
)
"""Separators between a label and its number, or between two numbers: ``: ``, ``, ``, `` (print), ``."""


def numbers(text: str, number: re.Pattern[str]) -> Iterator[Span]:
    """Return where a ``number`` stands in a text."""
    return (Span(*found.span()) for found in number.finditer(text))


def numbers_behind(text: str, label: re.Pattern[str], number: re.Pattern[str]) -> Iterator[Span]:
    """Yield where a ``number`` follows a ``label``, or another number that does."""
    for start in label.finditer(text):
        at = start.end()
        while (found := number.match(text, _past(text, at))) is not None:
            yield Span(*found.span())
            at = found.end()


def _past(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at
