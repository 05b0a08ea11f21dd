"""From a place in a text to an identifier: what stands there, as printed and in all its readings."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from attrs import frozen

from refcheck.identifiers.catalogue import steps
from refcheck.identifiers.mending import Mender, Stage
from refcheck.model import Identifier, Scheme, Span


def _never(_: str) -> bool:
    return False


def _always(_: str) -> bool:
    return True


@frozen(kw_only=True)
class Kind:
    """What tells the identifiers of one scheme.

    ``is_valid``: it is well formed. ``is_sound``: it is, and nothing can be said against it. ``is_whole``: standing alone it
    is read as itself, so that what was mended once is not mended again.
    """

    scheme: Scheme
    is_valid: Callable[[str], bool]
    is_sound: Callable[[str], bool] = _never
    is_whole: Callable[[str], bool] = _always


def identify(text: str, spans: Iterable[Span], kind: Kind) -> tuple[Identifier, ...]:
    """The identifiers at those of the ``spans`` of a text where there is one."""
    return tuple(_identified(text, spans, kind))


def _identified(text: str, spans: Iterable[Span], kind: Kind) -> Iterator[Identifier]:
    for span in spans:
        raw = span.of(text)
        if kind.is_sound(raw):
            yield Identifier(scheme=kind.scheme, raw=raw, value=raw, span=span)
            continue
        readings = _mender(kind).readings(raw)
        if readings and kind.is_whole(readings[0].value):
            first, *others = readings
            yield Identifier(
                scheme=kind.scheme,
                raw=raw,
                value=first.value,
                span=span,
                repairs=first.repairs,
                candidates=tuple(others),
            )


@cache
def _mender(kind: Kind) -> Mender:
    rounds = tuple(step for step in steps(kind.scheme) if step.stage is not Stage.GUESSING)
    guesses = tuple(step for step in steps(kind.scheme) if step.stage is Stage.GUESSING)
    return Mender(rounds, guesses, kind.is_valid, kind.is_sound)
