"""Letters that a record has lost to an encoding which had no place for them: ``M?ller``, ``M�ller``, ``Mller``."""

import re
from collections.abc import Iterable

from attrs import evolve

from refcheck.model import Name, Work

_LOST = ("?", "\ufffd")

_WORD = re.compile(r"(?=[?\ufffd]*[^\W_]{2}|[?\ufffd]*[^\W_][?\ufffd]+[^\W_])[\w?\ufffd'’]+")
"""A word of two letters or more, with the marks that may stand for others: ``M?ller``, ``Novi?``, ``?ber``."""

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
"""A letter that is dropped where no sign stands for it: ``ü``."""

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
        ours = (getattr(cited, name) or "",)
        if (text := getattr(registered, name)) and _may_have_lost(text, ours):
            found[name] = _restored(text, ours)
    people = _texts((*cited.author, *cited.editor))
    for name in ("author", "editor"):
        names = getattr(registered, name)
        if any(_may_have_lost(text, people) for text in _texts(names)):
            found[name] = tuple(_restored_name(each, people) for each in names)
    return evolve(registered, **found) if found else registered  # type: ignore[arg-type]  # by name


def _may_have_lost(text: str, cited: tuple[str, ...]) -> bool:
    """Whether a text has signs for lost letters, or all of it is ASCII where the cited texts have other letters."""
    return _has_lost(text) or (text.isascii() and not all(map(str.isascii, cited)))


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
    dropped = {_BEYOND_ASCII.sub("", word): word for word in words if not word.isascii()}

    def meant(found: re.Match[str]) -> str:
        if found[0].rstrip("?").casefold() in whole:
            return found[0]  # a question mark behind a word that is cited as it stands
        if not _has_lost(found[0]):
            return dropped.get(found[0], found[0])
        pattern = re.compile(_LETTERS.join(map(re.escape, _MARKS.split(found[0]))), re.IGNORECASE)
        return next(filter(pattern.fullmatch, words), found[0])

    return _WORD.sub(meant, text)
