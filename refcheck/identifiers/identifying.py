"""Identifiers at given positions of a text, as printed and in all their readings."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from attrs import evolve, frozen

from refcheck.identifiers.catalogue import steps
from refcheck.identifiers.mending import Mender, Stage
from refcheck.model import Candidate, Identifier, Scheme, Span


@frozen(kw_only=True)
class Kind:
    """How the identifiers of one scheme are recognised.

    ``is_valid`` returns whether a text is well formed, and ``is_sound`` whether it is, and certainly needs no repair. ``spans``
    yields where they may be in a text; it is given for schemes that are read without a label. ``wider`` returns the span, if any,
    of another reading that includes more of the text than a given span.
    """

    scheme: Scheme
    is_valid: Callable[[str], bool]
    is_sound: Callable[[str], bool] = lambda raw: False
    spans: Callable[[str], Iterator[Span]] | None = None
    wider: Callable[[str, Span], Span | None] = lambda text, span: None

    def is_whole(self, value: str) -> bool:
        """Return whether a value, as the only text, is read as a whole, so that a repaired value is not repaired again."""
        return self.spans is None or next(self.spans(value), None) == Span(0, len(value))


def identify(text: str, spans: Iterable[Span], kind: Kind) -> tuple[Identifier, ...]:
    """Return the identifiers at the ``spans`` of a text; none for a span without one."""
    return tuple(_identified(text, spans, kind))


def _identified(text: str, spans: Iterable[Span], kind: Kind) -> Iterator[Identifier]:
    for span in spans:
        raw = span.of(text)
        wide = kind.wider(text, span)
        readings = (Candidate(value=raw),) if kind.is_sound(raw) else _mender(kind).readings(raw)
        if readings and (readings[0].value == raw == text or kind.is_whole(readings[0].value)):
            first, *others = readings
            yield Identifier(
                scheme=kind.scheme,
                raw=raw,
                value=first.value,
                span=span,
                repairs=first.repairs,
                candidates=(*others, *_further(readings, wide, text, span, kind)),
            )


def _further(
    readings: Iterable[Candidate], wide: Span | None, text: str, span: Span, kind: Kind
) -> Iterator[Candidate]:
    """Yield the readings of the ``wide`` span that are not among the others."""
    if wide is None:
        return
    known = {reading.value for reading in readings}
    for reading in _mender(kind).readings(wide.of(text)):
        if reading.value not in known:
            yield evolve(reading, beyond=text[span.end : wide.end])


@cache
def _mender(kind: Kind) -> Mender:
    rounds = tuple(step for step in steps(kind.scheme) if step.stage is not Stage.GUESSING)
    guesses = tuple(step for step in steps(kind.scheme) if step.stage is Stage.GUESSING)
    return Mender(rounds, guesses, kind.is_valid, kind.is_sound)
