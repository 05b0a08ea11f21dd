"""Cited text that was read in another encoding than it was written in, which must not count against a reference.

Latin encodings differ in a few letters, so that a file rarely shows in which it is; a record shows it, word by word.
"""

from collections.abc import Iterable

from attrs import evolve

from refcheck.model import Name, Work
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold_name
from refcheck.text.mojibake import readings

_WORD = deferred(r"\S*[^\x00-\x7f]\S*")
"""A word with a character that encodings do not share."""

_TEXTS = ("title", "subtitle", "title_short", "container_title", "publisher", "publisher_place")


def with_registered_encoding(cited: Work, registered: Work) -> Work:
    """Return a cited work with the words replaced whose bytes are registered words in another encoding.

    >>> cited = Work(title="Tides of El Ni–o", author=[Name(family="Kováøová", given="Jiøina")])
    >>> found = with_registered_encoding(cited, Work(title="Tides of El Niño", author=[Name(family="Kovářová")]))
    >>> found.title, found.author[0].family, found.author[0].given
    ('Tides of El Niño', 'Kovářová', 'Jiøina')
    """
    found: dict[str, object] = {}
    texts = {name: text for name in _TEXTS if (text := getattr(cited, name)) and not text.isascii()}
    if texts:
        others = (*registered.original_title, *registered.container_title_alternative)
        known = _key((*(getattr(registered, name) for name in _TEXTS), *others))
        found |= {name: _read_again(text, known) for name, text in texts.items()}
    roles = {name: people for name in ("author", "editor") if not _is_ascii(people := getattr(cited, name))}
    if roles:
        known = _key(text for each in (*registered.author, *registered.editor) for text in _texts(each))
        found |= {role: tuple(_name_read_again(each, known) for each in people) for role, people in roles.items()}
    changed = {name: value for name, value in found.items() if value != getattr(cited, name)}
    return evolve(cited, **changed) if changed else cited  # type: ignore[arg-type]  # by name


def _is_ascii(people: Iterable[Name]) -> bool:
    return all(text.isascii() for name in people for text in _texts(name) if text)


def _key(texts: Iterable[str | None]) -> str:
    return f" {' '.join(map(fold_name, filter(None, texts)))} "


def _texts(name: Name) -> tuple[str | None, str | None, str | None]:
    return name.family, name.given, name.literal


def _name_read_again(name: Name, known: str) -> Name:
    """Return a name with the words replaced; an initial, which may be another person's, only if the family name is."""
    family, literal = (text and _read_again(text, known) for text in (name.family, name.literal))
    given = name.given and _read_again(name.given, known, _WORD_LEAST if family == name.family else 1)
    again = family, given, literal
    return name if again == _texts(name) else evolve(name, family=family, given=given, literal=literal)


_WORD_LEAST = 2
"""The fewest letters of a word that is not replaced by chance."""


def _read_again(text: str, known: str, least: int = _WORD_LEAST) -> str:
    return text if text.isascii() else _WORD.sub(lambda found: _registered(found[0], known, least), text)


def _registered(word: str, known: str, least: int) -> str:
    """Return the reading of a word that is among the folded words of a record; the word itself if it is, or none is."""
    if f" {fold_name(word)} " in known:
        return word
    keys = ((each, fold_name(each)) for each in readings(word))
    return next((each for each, key in keys if len(key) >= least and f" {key} " in known), word)
