"""Numbers that are known by the label before them."""

import re
from collections.abc import Callable, Iterator

from refcheck.identifiers.catalogue import steps
from refcheck.identifiers.mending import mend
from refcheck.model import Identifier, Scheme, Span

_BETWEEN = re.compile(
    r"[\s:;.,/#=&|]{0,6}(?:(?:and|number|no|nr)\b\.?[\s:]{0,3})?(?:[(\[][^()\[\]]{1,30}[)\]][\s:;.,/]{0,6})?",
    re.IGNORECASE,
)
"""What may stand between a label and its number, or between two numbers: ``: ``, ``, ``, `` (print), ``."""


def numbers(
    text: str, number: re.Pattern[str], scheme: Scheme, accept: Callable[[str], bool]
) -> tuple[Identifier, ...]:
    """Every ``number`` in a text that is accepted."""
    return _identified(text, (Span(*found.span()) for found in number.finditer(text)), scheme, accept)


def numbers_behind(
    text: str, label: re.Pattern[str], number: re.Pattern[str], scheme: Scheme, accept: Callable[[str], bool]
) -> tuple[Identifier, ...]:
    """Every ``number`` that follows a ``label``, or another number that does, and is accepted."""
    return _identified(text, _spans_behind(text, label, number), scheme, accept)


def _spans_behind(text: str, label: re.Pattern[str], number: re.Pattern[str]) -> Iterator[Span]:
    for start in label.finditer(text):
        at = start.end()
        while (found := number.match(text, _past(text, at))) is not None:
            yield Span(*found.span())
            at = found.end()


def _past(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _identified(
    text: str, spans: Iterator[Span], scheme: Scheme, accept: Callable[[str], bool]
) -> tuple[Identifier, ...]:
    found = []
    for span in spans:
        raw = span.of(text)
        for first, *others in filter(None, [mend(raw, steps(scheme), accept)]):
            found.append(
                Identifier(
                    scheme=scheme,
                    raw=raw,
                    value=first.value,
                    span=span,
                    repairs=first.repairs,
                    candidates=tuple(others),
                )
            )
    return tuple(found)
