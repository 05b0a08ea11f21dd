"""Fields of research, told by the words of titles: whom to ask first, and never what to think of a reference."""

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

from refcheck.text.folding import fold

_WHOLE = 3
"""A beginning of so many letters or fewer is a whole word: ``web`` is not ``Weber``."""


class Field(StrEnum):
    """The fields that services of their own serve, and the journals of all sciences, which those of some fields hold too."""

    COMPUTING = "computing"
    LIFE = "life"
    ALL = "all"


def sounds_like(field: Field, *texts: str | None) -> bool:
    """Whether a word of the texts tells of the field.

    >>> sounds_like(Field.COMPUTING, "Journal of Sample Computing"), sounds_like(Field.LIFE, "Annals of Reeds")
    (True, False)
    """
    words = (word for text in texts for word in fold(text or "").split())
    return any(word.startswith(_long(field)) or word in _short(field) for word in words)


@cache
def _long(field: Field) -> tuple[str, ...]:
    return tuple(each for each in _beginnings()[field] if len(each) > _WHOLE)


@cache
def _short(field: Field) -> frozenset[str]:
    return frozenset(each for each in _beginnings()[field] if len(each) <= _WHOLE)


@cache
def _beginnings() -> dict[str, list[str]]:
    tables = tomllib.loads(Path(__file__).with_name("fields.toml").read_text(encoding="utf-8"))
    return {name: text.split() for name, text in tables.items()}
