"""The files of the languages, and the meanings of correctly spelt wordings.

Each file is a language, ``en.toml``: tables of keys whose values are wordings, separated by commas, in lower case. They are read
on first use, which takes about 15 milliseconds; importing this module reads nothing.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from refcheck.lexicon.terms import Section, Term

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
"""The keys of the months, in order: their English names in lower case."""


@cache
def _languages() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return each language by its code (ISO 639-1): table → key → wordings as in its file."""
    files = sorted(Path(__file__).parent.glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}


def _split(wordings: str) -> Iterator[str]:
    """Return the wordings of one key."""
    return filter(None, map(str.strip, wordings.split(",")))


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a file."""
    return tuple(_languages())


def in_language(language: str, key: str) -> tuple[str, ...]:
    """Return the wordings of a key, e.g. ``grammar.small``, in one language, in order."""
    table, _, name = key.partition(".")
    return tuple(_split(_languages()[language].get(table, {}).get(name, "")))


@cache
def _keyed() -> Mapping[str, Mapping[str, None]]:
    """Return the wordings of each ``table.key`` in all languages, in order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for tables in _languages().values():
        for table, keys in tables.items():
            for key, wordings in keys.items():
                found[f"{table}.{key}"].update(dict.fromkeys(_split(wordings)))
    found[Term.MONTH] = {name: None for month in MONTHS for name in found[f"months.{month}"]}
    found[Term.LANGUAGE] = {name: None for key in list(found) if key.startswith("languages.") for name in found[key]}
    return found


@cache
def wordings(*terms: Term) -> frozenset[str]:
    """Return all wordings of the terms in any language, in lower case: ``vol``, ``edited by``, ``дата обращения``."""
    keyed = _keyed()
    return frozenset().union(*(keyed[term] for term in terms))


@cache
def words(*terms: Term) -> frozenset[str]:
    """Return those wordings of the terms that are one word."""
    return frozenset(wording for wording in wordings(*terms) if " " not in wording)


@cache
def headings(*sections: Section) -> frozenset[str]:
    """Return every heading of the sections in any language, in lower case."""
    return frozenset(title for section in sections for title in _keyed()[f"sections.{section}"])


@cache
def titles() -> Mapping[str, Section]:
    """Return every heading, in lower case, with its section; of two sections, the one that contains references."""
    found: dict[str, Section] = {}
    for section in Section:
        for title in _keyed()[f"sections.{section}"]:
            found.setdefault(title, section)
    return found


@cache
def _months() -> Mapping[str, int]:
    return {name: number for number, key in enumerate(MONTHS, start=1) for name in _keyed()[f"months.{key}"]}


def month_number(name: str) -> int | None:
    """Return the month (1–12) for a name, in full or abbreviated, in any language; ``None`` for any other word."""
    return _months().get(name.lower())


def month_names() -> tuple[str, ...]:
    """Return every name of a month, the longest first."""
    return tuple(sorted(_months(), key=lambda name: (-len(name), name)))


@cache
def _codes() -> Mapping[str, str]:
    return {name: key[10:] for key, names in _keyed().items() if key.startswith("languages.") for name in names}


def language_code(name: str) -> str | None:
    """Return the code (ISO 639-1) of a language by its name, as in "[in Persian]"; ``None`` if the name is not known."""
    return _codes().get(name.lower())


def names_of(code: str) -> frozenset[str]:
    """Return every name of the language with a code (ISO 639-1): ``persian``, ``farsi``."""
    return frozenset(_keyed()[f"languages.{code}"])
