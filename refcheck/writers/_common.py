"""Shared parts of the writers: entry types, keys, variables that ``Work`` does not have, and text as LaTeX."""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from string import ascii_lowercase
from typing import Any

from attrs import fields_dict

from refcheck.gazetteer.item_types import BIBTEX, THESES
from refcheck.gazetteer.variables import DATES, NAMES
from refcheck.model import Reference, Scheme, Work
from refcheck.model.csl import to_csl
from refcheck.text.folding import fold_name
from refcheck.text.transliteration import to_latin


def entry_type(work: Work) -> str:
    """Return the entry type of BibTeX for a work; ``misc`` if there is none."""
    if work.type == "thesis":
        return THESES.get(work.genre or "", "phdthesis")
    return BIBTEX.get(work.type or "", "misc")


_LETTER = re.compile(r"[a-z]")
_LETTERED = re.compile(r"\d{4}[a-z]")
"""A year with the letter that distinguishes works of one year in a list: ``2016b``."""
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_MOST_FIGURES = 4
"""A number with more digits is a key of a database, such as PubMed's or IEEE's."""
_SHORT = 4
"""A word of a title with fewer letters does not become a key: ``the``, ``on``."""


def keyed(references: Sequence[Reference]) -> Iterator[str]:
    """Yield a key for each reference: its own, or a new one if that is only its number in a printed list."""
    taken = {reference.key.lower() for reference in references if not _is_number(reference)}
    for reference in references:
        if not _is_number(reference):
            yield reference.key
            continue
        stem = _named(reference.work)
        key = next(each for each in _readings(stem) if each not in taken) if stem else reference.key
        taken.add(key)
        yield key


def is_numbered(key: str) -> bool:
    """Return whether a key is a number in a list."""
    return key.isdecimal() and len(key) <= _MOST_FIGURES


def _is_number(reference: Reference) -> bool:
    return is_numbered(reference.key) and not reference.raw.lstrip().startswith("@")


def _named(work: Work) -> str:
    """Return ``smith2016``, or ``smith2016b`` if the list has the letter; for a work without people, a word of its title.

    The key is empty if there is no Latin letter for it.
    """
    name = next(iter((*work.author, *work.editor)), None)
    words = (name.family or "").split()[-1:] or (name.literal or "").split()[:1] if name else []
    words = words or [word for word in (work.title or "").split() if len(word) >= _SHORT][:1]
    stem = _NO_LETTERS.sub("", to_latin(fold_name("".join(words))))
    printed = (work.issued.raw or "") if work.issued else ""
    year = printed if _LETTERED.fullmatch(printed) else work.year or ""
    return f"{stem}{year}" if _LETTER.search(stem) else ""


def _readings(stem: str) -> Iterator[str]:
    """Yield the key, then the key with a letter: ``smith2016``, ``smith2016a`` …"""
    yield stem
    yield from (f"{stem}{letter}" for letter in ascii_lowercase)
    yield from (f"{stem}-{number}" for number in count(2))


def full_title(work: Work) -> str:
    """Return the title, with the subtitle if the title does not include it."""
    is_apart = work.subtitle and work.subtitle not in (work.title or "")
    return f"{work.title}: {work.subtitle}" if work.title and is_apart else work.title or ""


_WORK = frozenset(fields_dict(Work))


def beside(reference: Reference) -> dict[str, Any]:
    """Return the variables that ``Work`` does not have, as in CSL-JSON; texts of several fields are joined by ``;``."""
    item: dict[str, Any] = {}
    for field in reference.fields:
        if field.name in _WORK:
            continue
        variable = in_csl(field.name)
        if field.name in NAMES:
            item.setdefault(variable, []).append(_name(field.value))
        elif field.name in DATES:
            item[variable] = _date(field.value)
        else:
            item[variable] = f"{item[variable]}; {field.value}" if variable in item else field.value
    return item


def in_csl(name: str) -> str:
    """Return the CSL variable for a field with the given name. Two of CSL's names have an underscore."""
    return name if name in ("archive_collection", "archive_location") else name.replace("_", "-")


def other_addresses(reference: Reference) -> list[str]:
    """Return the URLs of a reference, except that of its work and those in its note, which are written there."""
    elsewhere = f"{reference.work.url} {reference.work.note}"
    return [each.value for each in reference.of_scheme(Scheme.URL) if each.value not in elsewhere]


def as_csl(reference: Reference) -> dict[str, Any]:
    """Return the reference as a CSL-JSON item, with the variables that ``Work`` does not have.

    CSL has no variable for an arXiv number: if a work has no DOI or URL, the number is written as a URL, and ``custom`` says so.
    """
    work = reference.work
    item = beside(reference) | to_csl(work, key=reference.key)
    if work.arxiv and not (work.doi or work.url):
        item |= {"URL": f"https://arxiv.org/abs/{work.arxiv}", "custom": item["custom"] | {"derived": ["URL"]}}
    return item


def _name(text: str) -> dict[str, str]:
    family, comma, given = text.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": text}


def _date(text: str) -> dict[str, Any]:
    parts = text.split("-")
    if all(part.isdecimal() and part.isascii() for part in parts):
        return {"date-parts": [[int(part) for part in parts]]}
    return {"raw": text}


_ESCAPES = str.maketrans(
    {
        "\\": "\\textbackslash{}",
        "{": "\\textbraceleft{}",
        "}": "\\textbraceright{}",
        "$": "\\$",
        "&": "\\&",
        "%": "\\%",
        "#": "\\#",
        "_": "\\_",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
        "`": "\\textasciigrave{}",
    }
)
"""LaTeX for characters that are not text there. Braces are written by name, so that those of an entry remain balanced."""

_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')")
"""A place where two characters would print as one: between the hyphens of ``--``."""

_WORD = re.compile(r"\S+")

_LONG = 4
"""A word with fewer letters has a small initial in any title."""


def escaped(text: str) -> str:
    """Return the LaTeX that prints ``text``."""
    return _LIGATURE.sub("{}", text.translate(_ESCAPES)) if text else ""


def title(text: str) -> str:
    """Return the LaTeX that prints a title with its capitals in any style.

    Words with a capital inside are protected (``{DNA}``), and, in a title in sentence case, every word with a capital initial but
    the first.
    """
    words = text.split()
    long = [word for word in words[1:] if len(word) >= _LONG]
    in_sentence_case = 2 * sum(word[:1].islower() for word in long) > len(long)

    def kept(found: re.Match[str]) -> str:
        word = found[0]
        inner = any(char.isupper() for char in word[1:])
        first = found.start() == 0 or text[: found.start()].rstrip()[-1:] == ":"
        keep = inner or (in_sentence_case and not first and word[:1].isupper())
        return f"{{{escaped(word)}}}" if keep else escaped(word)

    return _WORD.sub(kept, text)


def verbatim(text: str) -> str:
    """Return a URL or an identifier, which LaTeX prints literally, with braces and backslashes, which break entries, encoded."""
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
