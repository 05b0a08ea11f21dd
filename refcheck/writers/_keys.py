"""Keys for entries that have none of their own: the first author and the year, as people name theirs (``smith2016``)."""

import re
from collections.abc import Iterator, Sequence

from refcheck.model import Reference, Work
from refcheck.text.folding import fold_name
from refcheck.text.transliteration import to_latin

_LETTER = re.compile(r"[a-z]")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MOST_FIGURES = 4
"""A number of more figures is a key of a database: PubMed's, IEEE's."""
_SHORT = 4
"""A title's first word with fewer letters names nothing: ``the``, ``on``."""


def keyed(references: Sequence[Reference]) -> Iterator[str]:
    """A key for each reference: its own, but for one that is a number in a list and no key of a source."""
    taken = {reference.key.lower() for reference in references if not _is_number(reference)}
    for reference in references:
        if not _is_number(reference):
            yield reference.key
            continue
        stem = _named(reference.work)
        key = next(each for each in _readings(stem) if each not in taken) if stem else reference.key
        taken.add(key)
        yield key


def _is_number(reference: Reference) -> bool:
    is_short = len(reference.key) <= _MOST_FIGURES
    return reference.key.isdecimal() and is_short and not reference.raw.lstrip().startswith("@")


def _named(work: Work) -> str:
    """``smith2016``; of a work without people the first word of its title; empty where there is no Latin letter to take."""
    name = next(iter((*work.author, *work.editor)), None)
    words = (name.family or "").split()[-1:] or (name.literal or "").split()[:1] if name else []
    words = words or [word for word in (work.title or "").split() if len(word) >= _SHORT][:1]
    stem = _NO_LETTERS.sub("", to_latin(fold_name("".join(words))))
    return f"{stem}{work.year or ''}" if _LETTER.search(stem) else ""


def _readings(stem: str) -> Iterator[str]:
    """The key, and the key with a letter: ``smith2016``, ``smith2016a`` …"""
    yield stem
    yield from (f"{stem}{letter}" for letter in _LETTERS)
    number = 1
    while True:
        number += 1
        yield f"{stem}-{number}"
