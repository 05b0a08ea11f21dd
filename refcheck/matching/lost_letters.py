"""Letters that a record has lost to an encoding which had no place for them: ``M?ller``, ``M�ller``."""

import re
from collections.abc import Iterable

from attrs import evolve

from refcheck.model import Name, Work

_LOST = ("?", "\ufffd")

_WORD = re.compile(r"(?=[?\ufffd]*[^\W_]{2}|[?\ufffd]*[^\W_][?\ufffd]+[^\W_])[\w?\ufffd'’]+")
"""A word of two letters or more, with the marks that may stand for others: ``M?ller``, ``Novi?``, ``?ber``."""

_MARKS = re.compile(r"[?\ufffd]+")
"""Marks in a row, one for each byte that was lost: ``?``, ``��``."""

_LETTERS = r"[^\W\d_]{1,2}"
"""What they stand for, in a pattern: ``ü``, ``ss``."""


def with_lost_letters(registered: Work, cited: Work) -> Work:
    """A registered work whose words have the letters back that they lost, where the cited one has a word that can be meant.

    >>> with_lost_letters(Work(title="?ber Fl?sse"), Work(title="Über die Flüsse")).title
    'Über Flüsse'
    """
    found: dict[str, object] = {}
    for name in ("title", "container_title", "publisher"):
        if (text := getattr(registered, name)) and _has_lost(text):
            found[name] = _restored(text, (getattr(cited, name) or "",))
    for name in ("author", "editor"):
        names = getattr(registered, name)
        if any(map(_has_lost, _texts(names))):
            found[name] = tuple(_restored_name(each, _texts((*cited.author, *cited.editor))) for each in names)
    return evolve(registered, **found) if found else registered  # type: ignore[arg-type]  # by name


def _has_lost(text: str) -> bool:
    return any(mark in text for mark in _LOST)


def _texts(names: Iterable[Name]) -> tuple[str, ...]:
    return tuple(text for name in names for text in (name.family, name.given, name.literal) if text)


def _restored_name(name: Name, cited: tuple[str, ...]) -> Name:
    return evolve(
        name,
        family=name.family and _restored(name.family, cited),
        given=name.given and _restored(name.given, cited),
        literal=name.literal and _restored(name.literal, cited),
    )


def _restored(text: str, cited: tuple[str, ...]) -> str:
    """A text whose damaged words are the cited words that they can be."""
    words = [word for each in cited for word in _WORD.findall(each)]
    whole = {word.rstrip("?").casefold() for word in words}

    def meant(found: re.Match[str]) -> str:
        if not _has_lost(found[0]) or found[0].rstrip("?").casefold() in whole:
            return found[0]  # a question mark behind a word that is cited as it stands
        pattern = re.compile(_LETTERS.join(map(re.escape, _MARKS.split(found[0]))), re.IGNORECASE)
        return next(filter(pattern.fullmatch, words), found[0])

    return _WORD.sub(meant, text)
