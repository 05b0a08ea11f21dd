"""Journals that exist, with the abbreviations of their names: a printed name that is another journal's is no form of this one's.

A name that is not there may exist, too. Where the file is from, and how it is made, stands at its beginning.
"""

import gzip
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from refcheck.text.folding import fold, words

_SMALL = words(
    "the a an and of for in on at to de la le les l du des der die das dem den fur e el los las del di della do da dos van het"
)
"""What an abbreviation leaves out. Source: ISO 4."""

_COUNT = {sign: number for number, sign in enumerate("0123456789abcdefghijklmnop")}


@lru_cache(maxsize=4_096)
def journals_called(key: str) -> frozenset[str]:
    """The folded full names of the journals that have a folded name, in full or as their abbreviation.

    >>> sorted(journals_called("j appl phys")), sorted(journals_called("journal of applied physics"))
    (['journal of applied physics'], ['journal of applied physics'])
    >>> journals_called("j of tides beyond")
    frozenset()
    """
    found = list(_of_initials(initials(key)))
    exact = frozenset(name for name, shorts in found if key == name or key in _shorts(name, shorts))
    return exact or frozenset(name for name, _ in found if _plain(key) == _plain(name))


def _plain(name: str) -> list[str]:
    """The words of a name without small ones, *Journal* in full."""
    return ["journal" if word == "j" else word for word in name.split() if word not in _SMALL]


def full_name(name: str) -> str:
    """The folded full name of a journal that is known by an abbreviation, the shortest of several; any other name as it stands.

    >>> full_name("J. Appl. Phys."), full_name("J. of Tides Beyond")
    ('journal of applied physics', 'J. of Tides Beyond')
    """
    found = journals_called(fold(name))
    return min(found, key=lambda each: (len(each), each)) if found and fold(name) not in found else name


def initials(key: str) -> str:
    """The first letters of the words of a folded name, small ones aside, by which it stands in the file; a small word as it is.

    >>> initials("journal of applied physics")
    'jap'
    """
    return "".join(word[0] for word in key.split() if word not in _SMALL) or key


@cache
def _lines() -> str:
    return "\n" + gzip.decompress(Path(__file__).with_name("known_journals.txt.gz").read_bytes()).decode()


@cache
def _starts() -> Mapping[str, int]:
    """Where the lines stand that begin with the same two letters; they are sorted."""
    lines, starts = _lines(), dict[str, int]()
    at = 0
    while (after := lines.find("\n", at + 1)) >= 0:
        starts.setdefault(lines[at + 1 : at + 3].rstrip("\t"), at)
        at = after
    return starts


def _of_initials(letters: str) -> Iterator[tuple[str, list[str]]]:
    """The names of the lines that begin with the letters, which stand together, and their abbreviations."""
    lines, beginning = _lines(), f"\n{letters}\t"
    at = lines.find(beginning, _starts().get(letters[:2], len(lines)))
    while at >= 0 and lines.startswith(beginning, at):
        end = lines.index("\n", at + 1)
        _, name, shorts = lines[at + 1 : end].split("\t")
        yield name, shorts.split("|")
        at = end


def _shorts(name: str, shorts: list[str]) -> Iterator[str]:
    parts = name.split()
    for short in shorts:
        if len(short) == len(parts) and set(short) <= {*_COUNT, "="}:
            cut = (word if sign == "=" else word[: _COUNT[sign]] for word, sign in zip(parts, short, strict=True))
            yield " ".join(filter(None, cut))
        else:
            yield short
