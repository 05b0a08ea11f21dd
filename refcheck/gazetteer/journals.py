"""Known journals, with the abbreviations of their names; and words of the names of journals, proceedings and newspapers.

A journal that is not listed may exist, too. The source of the file, and how it is made, are stated at its beginning.
"""

import gzip
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path

from refcheck.gazetteer import table, words_of
from refcheck.text.folding import fold, words

_SMALL = words(
    "the a an and of for in on at to de la le les l du des der die das dem den fur e el los las del di della do da dos van het"
)
"""Words that an abbreviation leaves out. Source: ISO 4."""

_COUNT = {sign: number for number, sign in enumerate("0123456789abcdefghijklmnop")}


@lru_cache(maxsize=4_096)
def journals_called(key: str) -> frozenset[str]:
    """Return the folded full names of the journals with a folded name, in full or as an abbreviation.

    >>> sorted(journals_called("j appl phys")), sorted(journals_called("journal of applied physics"))
    (['journal of applied physics'], ['journal of applied physics'])
    >>> journals_called("j of tides beyond")
    frozenset()
    """
    found = list(_of_initials(initials(key)))
    exact = frozenset(name for name, shorts in found if key == name or key in _shorts(name, shorts))
    return exact or frozenset(name for name, _ in found if _plain(key) == _plain(name))


def _plain(name: str) -> list[str]:
    """Return the words of a name without function words, and with *Journal* in full."""
    return ["journal" if word == "j" else word for word in name.split() if word not in _SMALL]


def are_one_renamed(one: str, other: str) -> bool:
    """Return whether two folded names, in full or abbreviated, are those of one journal before and after it was renamed.

    >>> are_one_renamed("arch intern med", "jama internal medicine"), are_one_renamed("arch neurol", "jama internal medicine")
    (True, False)
    """
    lines = [
        {line for name in (key, *journals_called(key)) for line in _renamed().get(" ".join(_plain(name)), ())}
        for key in (one, other)
    ]
    return not lines[0].isdisjoint(lines[1])


@cache
def renamed_organisations() -> Mapping[str, str]:
    """Return the current names of renamed organisations, by the first word of their journals' names: ``ire``."""
    organisations: Mapping[str, str] = table("journals")["renamed_organisations"]
    return organisations


@cache
def _renamed() -> Mapping[str, frozenset[int]]:
    """Return for each name the lines of renamed journals in which it occurs."""
    found: dict[str, frozenset[int]] = {}
    for at, line in enumerate(table("renamed_journals")["renamed"].strip().splitlines()):
        for name in line.split(" > "):
            key = " ".join(_plain(fold(name)))
            found[key] = found.get(key, frozenset()) | {at}
    return found


def full_name(name: str) -> str:
    """Return the folded full name of a journal for its abbreviation, the shortest of several; any other name unchanged.

    >>> full_name("J. Appl. Phys."), full_name("J. of Tides Beyond")
    ('journal of applied physics', 'J. of Tides Beyond')
    """
    found = journals_called(fold(name))
    return min(found, key=lambda each: (len(each), each)) if found and fold(name) not in found else name


def initials(key: str) -> str:
    """Return the first letters of a folded name's words but function words, its key in the file; the name if it has no others.

    >>> initials("journal of applied physics")
    'jap'
    """
    return "".join(word[0] for word in key.split() if word not in _SMALL) or key


@cache
def _lines() -> str:
    return "\n" + gzip.decompress(Path(__file__).with_name("known_journals.txt.gz").read_bytes()).decode()


@cache
def _starts() -> Mapping[str, int]:
    """Return the position of the first line for each pair of first letters; the lines are sorted."""
    lines, starts = _lines(), dict[str, int]()
    at = 0
    while (after := lines.find("\n", at + 1)) >= 0:
        starts.setdefault(lines[at + 1 : at + 3].rstrip("\t"), at)
        at = after
    return starts


def _of_initials(letters: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the names in the lines that start with the letters, which are consecutive, with their abbreviations."""
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


journal_words = partial(words_of, "journals", "words")
"""Words that are more frequent in names of journals than elsewhere: ``acta``, ``phys``."""

weak_journal_words = partial(words_of, "journals", "more_words")
"""Words of journals' names that are as frequent in other texts: ``studies``, ``survey``."""

abbreviated_words = partial(words_of, "journals", "abbreviations")
"""Abbreviations of words in journals' names: ``appl``, ``lett``."""

proceedings = partial(words_of, "journals", "proceedings")
"""Series of proceedings: ``lncs``."""

archives = partial(words_of, "journals", "archives")
"""Archives of preprints: ``hep``, as in ``hep-th/9901001``."""

meetings: Callable[[], Mapping[str, str]] = partial(table, "meetings")
"""Known meetings by their acronyms, folded, with the words of their names: ``iclr`` and ``learning representations``."""


def is_preprint_server(key: str) -> bool:
    """Return whether a folded name is that of a preprint server or of working papers: ``arxiv``, ``nber working papers``."""
    is_server = not words_of("journals", "servers").isdisjoint(key.split())
    return is_server or any(name in key for name in words_of("journals", "server_names"))


@cache
def platforms() -> Mapping[str, str]:
    """Return platforms for posts and archives of data, by their folded names, with the CSL type of what they publish."""
    return {name: kind for kind, names in table("journals")["platforms"].items() for name in names}


newspapers = partial(words_of, "journals", "newspapers")
"""Newspapers, agencies and broadcasters, by a word or name that identifies them: ``le monde``, ``reuters``."""

dated_as_wholes = partial(words_of, "journals", "dated_as_wholes")
"""Databases, folded, that register their entries with the date on which the database started, not the entry's own year."""
