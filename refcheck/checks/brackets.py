"""Unmatched brackets, and pairs of brackets that face outwards."""

import re

from attrs import frozen

from refcheck.checks.places import masked
from refcheck.model import Reference, Span

_OPENING = "([{（［〔【"
_CLOSING = ")]}）］〕】"

_BRACKET = re.compile(f"[{re.escape(_OPENING + _CLOSING)}]")
"""Any bracket."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
"""A letter of a right-to-left script: Hebrew, Arabic, Syriac, Thaana, NKo and their presentation forms (Unicode blocks)."""

_TURNED = re.compile(r"(?<!\S)[)\]](?=\S)([^()\[\]]{1,200}?)[(\[](?=[\s.,;:]|$)")
"""A pair that faces outwards, with the spaces outside: ``)2023(,``, ``)doi: 10.1000/182.(``."""

_ENUMERATION = re.compile(r"(?<![\w(\[])(?:\d{1,2}|[A-Za-z]|[ivx]{2,4})\)")
"""The label of an item in an enumeration, whose bracket needs no partner: ``1)``, ``a)``, ``iv)``."""


@frozen(kw_only=True)
class Unmatched:
    """Unmatched brackets of ``raw``: ``turned`` are pairs that face outwards, ``alone`` the positions of the others."""

    turned: tuple[Span, ...] = ()
    alone: tuple[int, ...] = ()


def unmatched(reference: Reference) -> Unmatched:
    """Return the unmatched brackets outside identifiers. A bracket of one kind may close one of another kind.

    None are reported in text with letters of a right-to-left script, where brackets are often stored in visual order, or in the
    source of a structured reference, where brackets belong to the format.
    """
    if reference.structured or _RIGHT_TO_LEFT.search(reference.raw):
        return Unmatched()
    text = masked(reference)
    turned = tuple(Span(*found.span()) for found in _TURNED.finditer(text))
    rest = _TURNED.sub(r" \1 ", text)
    return Unmatched(turned=turned, alone=_alone(rest))


def mirrored(bracket: str) -> str:
    """Return the bracket that faces the other way."""
    return (_OPENING + _CLOSING)[(_CLOSING + _OPENING).index(bracket)]


def _alone(text: str) -> tuple[int, ...]:
    enumerations = {found.end() - 1 for found in _ENUMERATION.finditer(text)}
    opened: list[int] = []
    alone: list[int] = []
    for found in _BRACKET.finditer(text):
        at, character = found.start(), found[0]
        if character in _OPENING:
            opened.append(at)
        elif opened:
            opened.pop()
        elif at not in enumerations:
            alone.append(at)
    return tuple(sorted(alone + opened))
