"""Letters that a record has lost to an encoding which had no place for them: ``M?ller``, ``M�ller``, ``Mller``."""

import re
from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from refcheck.model import Name, Work

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
        text = getattr(registered, name)
        if text and (said := getattr(cited, name)) and (_has_lost(text) or not said.isascii()):
            found[name] = _Words.of((said,)).restored(text)
    people = _texts((*cited.author, *cited.editor))
    if all(map(str.isascii, people)) and not any(map(_has_lost, _texts((*registered.author, *registered.editor)))):
        return evolve(registered, **found) if found else registered  # type: ignore[arg-type]  # by name
    words = _Words.of(people)
    for name in ("author", "editor"):
        found[name] = tuple(words.restored_name(each) for each in getattr(registered, name))
    return evolve(registered, **found)  # type: ignore[arg-type]  # by name


def _has_lost(text: str) -> bool:
    return "?" in text or "\ufffd" in text


def _texts(names: Iterable[Name]) -> tuple[str, ...]:
    return tuple(text for name in names for text in (name.family, name.given, name.literal) if text)


@frozen
class _Words:
    """The cited words, those that stand there whole, and those with letters beyond ASCII by what is left without these."""

    words: tuple[str, ...]
    whole: frozenset[str]
    dropped: Mapping[str, str]

    @classmethod
    def of(cls, cited: Iterable[str]) -> "_Words":
        words = tuple(word for each in cited for word in _WORD.findall(each))
        dropped = {_BEYOND_ASCII.sub("", word): word for word in words if not word.isascii()}
        return cls(words, frozenset(word.rstrip("?").casefold() for word in words), dropped)

    def restored_name(self, name: Name) -> Name:
        """The name with its letters back; itself where nothing was lost."""
        texts = (name.family, name.given, name.literal)
        again = [text and self.restored(text) for text in texts]
        return name if again == [*texts] else evolve(name, family=again[0], given=again[1], literal=again[2])

    def restored(self, text: str) -> str:
        """A text whose damaged words are the cited words that they can be."""
        if not _has_lost(text) and self.dropped.keys().isdisjoint(_WORD.findall(text)):
            return text
        return _WORD.sub(self._meant, text)

    def _meant(self, found: re.Match[str]) -> str:
        if found[0].rstrip("?").casefold() in self.whole:
            return found[0]  # a question mark behind a word that is cited as it stands
        if not _has_lost(found[0]):
            return self.dropped.get(found[0], found[0])
        pattern = re.compile(_LETTERS.join(map(re.escape, _MARKS.split(found[0]))), re.IGNORECASE)
        return next(filter(pattern.fullmatch, self.words), found[0])
