"""Words of journals' names, of series of proceedings and of newspapers, in small letters."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _lists() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("journals.toml").read_text(encoding="utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(_lists()[name].split())


@cache
def journal_words() -> frozenset[str]:
    """Words that stand in names of journals more than elsewhere: ``acta``, ``phys``."""
    return _words("words")


@cache
def weak_journal_words() -> frozenset[str]:
    """Words of journals' names that other texts hold as often: ``studies``, ``survey``."""
    return _words("more_words")


@cache
def abbreviated_words() -> frozenset[str]:
    """Abbreviations of words in journals' names: ``appl``, ``lett``."""
    return _words("abbreviations")


@cache
def proceedings() -> frozenset[str]:
    """Series of proceedings: ``lncs``."""
    return _words("proceedings")


@cache
def archives() -> frozenset[str]:
    """Archives of preprints: ``hep``, as in ``hep-th/9901001``."""
    return _words("archives")


def is_preprint_server(key: str) -> bool:
    """Whether a folded name is that of a server of preprints or a series of working papers: ``arxiv``, ``nber working papers``."""
    return not _words("servers").isdisjoint(key.split()) or any(name in key for name in _lists()["server_names"])


@cache
def platforms() -> Mapping[str, str]:
    """Platforms on which people post and archives of data, by their folded names, and the CSL type of what stands there."""
    return {name: kind for kind, names in _lists()["platforms"].items() for name in names}


@cache
def newspapers() -> frozenset[str]:
    """Newspapers, agencies and broadcasters by a word or name that stands for them: ``le monde``, ``reuters``."""
    return frozenset(_lists()["newspapers"])


@cache
def dated_as_wholes() -> frozenset[str]:
    """Databases, folded, that register their entries as of the day on which they began: the entry's own year is another."""
    return frozenset(_lists()["dated_as_wholes"])
