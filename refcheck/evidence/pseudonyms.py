"""Privacy of a case: keys and addresses of who asked, names of people and folders of the machine are taken out.

A file given by a whole path loses what stands above its project's folder, or else above the highest folder of the files given;
where those lie in several places, the places are numbered. What a reference says as printed stays as it is.

Within a case each letter stands for the same other letter, a vowel for a vowel; a given name keeps its first letter, by which it
is cited. Which letter stands for which is drawn anew for each case.
"""

import os
import random
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, quote_plus

from attrs import evolve

from refcheck.model import Name
from refcheck.registries.connections import Connections
from refcheck.settings import Settings

REDACTED = "REDACTED"

_ADDRESS = "url"
"""The key that an address stands under, in answers and reports alike."""


class Redaction:
    """Takes known secrets out of addresses and bodies. What a document itself says stays: it is evidence."""

    def __init__(self, connections: Connections) -> None:
        """The secrets are those that ``connections`` hold."""
        named = (
            connections.mailto,
            connections.openalex_key,
            connections.semantic_scholar_key,
            connections.google_books_key,
        )
        forms = {form for secret in named if secret for form in (secret, quote(secret, safe=""), quote_plus(secret))}
        self._forms = sorted(forms, key=len, reverse=True)

    def text(self, text: str) -> str:
        """Return a text without them."""
        for form in self._forms:
            text = text.replace(form, REDACTED)
        return text

    def body(self, body: bytes) -> bytes:
        """Return a body without them."""
        for form in self._forms:
            body = body.replace(form.encode(), REDACTED.encode())
        return body

    def data(self, data: Any) -> Any:
        """JSON-ready data whose addresses are without them, however deep they stand."""
        if isinstance(data, Mapping):
            return {
                key: self.text(value) if key == _ADDRESS and isinstance(value, str) else self.data(value)
                for key, value in data.items()
            }
        return list(map(self.data, data)) if isinstance(data, list | tuple) else data


_TEXT_KEYS = ("file", "files", "message", "name")
"""The keys that names of files stand under in reports and settings, alone or in a sentence."""

_PRINTED = (
    "raw",
    "work",
    "record",
    "others",
    "match",
    "answers",
    "search",
    "fields",
    "identifiers",
    "registries",
    "services",
)
"""The keys below which no file of this machine is named: what was printed and what was answered."""

_CASE, _ELSEWHERE = PurePosixPath("/case"), PurePosixPath("/elsewhere")


class Naming:
    """New names for the files of a run."""

    def __init__(self, names: Iterable[str], settings: Settings) -> None:
        """Of files of these ``names``, read by these settings."""
        given = [_whole(name) for name in names]
        whole = [path for path in given if path is not None]
        folder = _whole(settings.folder)
        here = _whole(settings.here) if None in given else folder
        self._own = evolve(settings, folder=_below(folder, here, _CASE), here=_below(here, folder, _ELSEWHERE))
        roots = [root for root in (here, folder) if root is not None]
        tops = _highest(path.parent for path in whole if not any(path.is_relative_to(root) for root in roots))
        alone = len(tops) == 1 and not roots
        self._before = {_opened(top): "" if alone else f"{n}/" for n, top in enumerate(tops, start=1)}
        if here is not None and folder is not None and here.is_relative_to(folder):
            self._before[_opened(folder)] = "../" * len(here.relative_to(folder).parts)
        if here is not None:
            self._before[_opened(here)] = ""

    @property
    def settings(self) -> Settings:
        """The settings with their folders in the case, and not on this machine."""
        return self._own

    def text(self, text: str) -> str:
        """Return a name, or a sentence with names in it, without the folders above."""
        for old in sorted(self._before, key=len, reverse=True):
            text = text.replace(old, self._before[old])
        return text

    def data(self, data: Any, key: str = "") -> Any:
        """JSON-ready data of a report or of settings, with the new names."""
        if isinstance(data, Mapping):
            return {name: value if name in _PRINTED else self.data(value, name) for name, value in data.items()}
        if isinstance(data, list | tuple):
            return [self.data(each, key) for each in data]
        return self.text(data) if isinstance(data, str) and key in _TEXT_KEYS else data


def _whole(name: str) -> Path | None:
    """Return a whole path; none for any other name."""
    return Path(name) if Path(name).is_absolute() else None


def _opened(folder: Path) -> str:
    """Return a folder as what is in it begins."""
    return f"{str(folder).rstrip(os.sep)}{os.sep}"


def _highest(folders: Iterable[Path]) -> list[Path]:
    """Return the folders that lie in no other of them."""
    distinct = list(dict.fromkeys(folders))
    return [each for each in distinct if not any(each != other and each.is_relative_to(other) for other in distinct)]


def _below(folder: Path | None, other: Path | None, apart: PurePosixPath) -> str:
    """Return a folder in the case: as it lies from the other one where one of the two is in the other, else ``apart`` from it."""
    if folder is None:
        return ""
    if other is None or other.is_relative_to(folder):
        return _CASE.as_posix()
    return (_CASE / folder.relative_to(other).as_posix() if folder.is_relative_to(other) else apart).as_posix()


_VOWELS = frozenset("aeiouyаеёиоуыэюяαεηιουωا")
_WORD = re.compile(r"[^\W\d_]+")
"""A word of a name: ``Woo``, ``Guéhéneuc``."""

_SHORTEST = 2
"""A single letter is an initial, and stays."""


class Pseudonyms:
    """The made names of one case."""

    def __init__(self, names: Iterable[Name], rng: random.Random | None = None) -> None:
        """The names are those of everybody in the case; ``rng`` draws the letters."""
        families, givens = set[str](), set[str]()
        for name in names:
            families |= _words(name.family, name.literal)
            givens |= _words(name.given)
        letters = _letters(families | givens)
        self._other = _drawn(letters, rng or random.SystemRandom())
        self._made = {word: word[0] + self._new(word[1:]) for word in givens}
        self._made |= {word: self._new(word) for word in families}

    def text(self, text: str) -> str:
        """Return a text with every word of a name replaced, in whatever case it stands."""
        return _WORD.sub(lambda found: self._word(found[0]), text)

    def data(self, data: Any) -> Any:
        """Return the same for everything in JSON-ready data."""
        if isinstance(data, dict):
            return {key: self.data(value) for key, value in data.items()}
        if isinstance(data, list):
            return list(map(self.data, data))
        return self.text(data) if isinstance(data, str) else data

    def _word(self, word: str) -> str:
        made = self._made.get(word.casefold())
        if made is None:
            return word
        if word.isupper():
            return made.upper()
        return made[:1].upper() + made[1:] if word[0].isupper() else made

    def _new(self, word: str) -> str:
        """Return each letter's other one, with the marks that it bears."""
        decomposed = unicodedata.normalize("NFD", word)
        return unicodedata.normalize("NFC", "".join(self._other.get(each, each) for each in decomposed))


def _words(*names: str | None) -> set[str]:
    found = (word.casefold() for name in names if name for word in _WORD.findall(name))
    return {word for word in found if len(word) >= _SHORTEST}


def _letters(words: Iterable[str]) -> list[str]:
    """Return the letters of words without their marks; those of the Latin alphabet are all among them."""
    found = {each for word in words for each in unicodedata.normalize("NFD", word) if each.isalpha()}
    return sorted(found | set("abcdefghijklmnopqrstuvwxyz"))


def _drawn(letters: list[str], rng: random.Random) -> dict[str, str]:
    """For each letter another of its script and kind."""
    kinds: dict[tuple[str, bool], list[str]] = {}
    for letter in letters:
        kinds.setdefault((unicodedata.name(letter, "").split(" ")[0], letter in _VOWELS), []).append(letter)
    drawn: dict[str, str] = {}
    for group in kinds.values():
        rng.shuffle(group)
        drawn |= dict(zip(group, [*group[1:], group[0]], strict=True))
    return drawn
