"""Identifier schemes, one in each module, with python-stdnum's verbs and ``find``; and functions from which these are built."""

import re
from collections.abc import Callable, Iterable, Iterator

from stdnum.exceptions import InvalidFormat

from refcheck.model import Identifier, Span

_BETWEEN = re.compile(
    r"[\s:：;.,/#=&|]{0,6}(?:(?:and|number|no|nr)\b\.?[\s:]{0,3})?(?:[(\[][^()\[\]]{1,30}[)\]][\s:;.,/]{0,6})?",
    re.IGNORECASE,
)
"""Separators between a label and its number, or between two numbers: ``: ``, ``, ``, `` (print), ``."""


def verbs(
    compact: Callable[[str], str], is_bare: Callable[[str], object]
) -> tuple[Callable[[str], str], Callable[[str], bool]]:
    """Return the verbs ``validate`` and ``is_valid`` of a scheme; ``is_bare`` tests the result of ``compact``."""

    def validate(number: str) -> str:
        """Return the bare number.

        Raises:
            InvalidFormat: it is not a number of the scheme.
        """
        bare = compact(number)
        if not is_bare(bare):
            raise InvalidFormat()
        return bare

    def is_valid(number: str) -> bool:
        """Return whether a number is well formed; only a registry knows whether it is registered."""
        return bool(is_bare(compact(number)))

    return validate, is_valid


def verbs_with_label(
    label: re.Pattern[str], is_bare: Callable[[str], object]
) -> tuple[Callable[[str], str], Callable[[str], str], Callable[[str], bool]]:
    """Return the verbs ``compact``, ``validate`` and ``is_valid`` of a scheme whose numbers follow a ``label``."""

    def compact(number: str) -> str:
        """Return the bare number: without a label and white space."""
        return without_label(number, label)

    return compact, *verbs(compact, is_bare)


def without_label(number: str, label: re.Pattern[str]) -> str:
    """Return a number without the white space around it and without the ``label`` at its start."""
    number = number.strip()
    found = label.match(number)
    return number[found.end() :].strip(": ") if found else number


def numbers(text: str, number: re.Pattern[str]) -> Iterator[Span]:
    """Return the spans of all matches of ``number`` in a text."""
    return (Span(*found.span()) for found in number.finditer(text))


def numbers_after_label(text: str, label: re.Pattern[str], number: re.Pattern[str]) -> Iterator[Span]:
    """Yield the spans of matches of ``number`` that follow a ``label``, or another such number."""
    for start in label.finditer(text):
        at = start.end()
        while (found := number.match(text, _past(text, at))) is not None:
            yield Span(*found.span())
            at = found.end()


def unidentified_after_label(text: str, labelled: re.Pattern[str], identifiers: Iterable[Identifier]) -> Iterator[Span]:
    """Yield the spans of numbers, the group of ``labelled``, that overlap none of the text's identifiers.

    ``0306406152 123 pages`` begins with an identifier.
    """
    taken = [identifier.span for identifier in identifiers]
    spans = (Span(*found.span(1)) for found in labelled.finditer(text))
    return (span for span in spans if not any(map(span.overlaps, taken)))


def _past(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at
