"""Letters that a record has lost to an encoding which had no place for them: ``M?ller``, ``M�ller``, ``Mller``."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from attrs import evolve

from refcheck.model import Name, Work
from refcheck.text.characters import look_alike

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

    So have those that are another script's and look the same.

    >>> with_lost_letters(Work(title="?ber Fl?sse"), Work(title="Über die Flüsse")).title
    'Über Flüsse'
    >>> with_lost_letters(Work(title="\u041010 in lakes"), Work(title="A10 in lakes")).title.isascii()
    True
    """
    found: dict[str, object] = {}
    for name in ("title", "container_title", "publisher"):
        text, said = getattr(registered, name), getattr(cited, name)
        if text and said and (_has_lost(text) or not (said.isascii() and text.isascii())):
            found[name] = _restoring(_WORD.findall(said))(text)
    people = _texts((*cited.author, *cited.editor))
    if not all(map(str.isascii, people)) or any(map(_has_lost, _texts((*registered.author, *registered.editor)))):
        restored = _restoring([word for text in people for word in _WORD.findall(text)])
        for name in ("author", "editor"):
            found[name] = tuple(_restored_name(each, restored) for each in getattr(registered, name))
    return evolve(registered, **found) if found else registered  # type: ignore[arg-type]  # by name


def _has_lost(text: str) -> bool:
    return "?" in text or "\ufffd" in text


def _texts(names: Iterable[Name]) -> tuple[str, ...]:
    return tuple(text for name in names for text in (name.family, name.given, name.literal) if text)


def _restored_name(name: Name, restored: Callable[[str], str]) -> Name:
    texts = name.family, name.given, name.literal
    family, given, literal = again = tuple(text and restored(text) for text in texts)
    return name if again == texts else evolve(name, family=family, given=given, literal=literal)


def _restoring(cited: Sequence[str]) -> Callable[[str], str]:
    """Return the function that makes the damaged words of a text the cited words that they can be."""
    whole = {word.rstrip("?").casefold() for word in cited}
    dropped = {_BEYOND_ASCII.sub("", word): word for word in cited if not word.isascii()}

    def meant(found: re.Match[str]) -> str:
        if found[0].rstrip("?").casefold() in whole:
            return found[0]  # a question mark behind a word that is cited as it stands
        if not _has_lost(found[0]):
            if not found[0].isascii() and (twin := look_alike(found[0])) in cited:
                return twin
            # a text that has other letters than ASCII's has lost none without a sign: ``factor-β``
            return dropped.get(found[0], found[0]) if found.string.isascii() else found[0]
        pattern = re.compile(_LETTERS.join(map(re.escape, _MARKS.split(found[0]))), re.IGNORECASE)
        return next(filter(pattern.fullmatch, cited), found[0])

    return partial(_WORD.sub, meant)
