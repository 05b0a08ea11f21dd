"""Containers: journals, books, proceedings and series."""

import re

from attrs import frozen

from refcheck.matching.abbreviation import same_name
from refcheck.matching.fields.standard_numbers import compare_sets
from refcheck.matching.kind import AGREEING
from refcheck.matching.wording import agreement, differing, similarity
from refcheck.model import Agreement, Comparison, Work
from refcheck.text.folding import LONGEST, fold
from refcheck.text.markup import clean
from refcheck.text.scripts import comparable

_ASIDE = re.compile(r"\s*(?:[:;/(\[]|\s[-–—]\s)")
"""Where a container's name ends and what is said beside it begins: ``: official journal of …``, `` (London)``, `` - Series B``."""

_BRACKET = re.compile(r"\s*\(([^()]{2,40})\)[\s.]*$")
"""A bracket that ends a name: the `` (London)`` of a journal, the `` (ICCV 2021)`` of a meeting."""

_GENERIC = {
    "english": "journal review annals archives studies quarterly bulletin proceedings transactions letters advances international",
    "german": "zeitschrift jahrbuch archiv annalen mitteilungen beitrage vierteljahrsschrift berichte",
    "french": "revue annales cahiers bulletin comptes archives",
    "spanish": "revista anales cuadernos boletin archivos",
    "portuguese": "revista anais cadernos boletim arquivos",
    "italian": "rivista annali quaderni bollettino archivio",
    "dutch": "tijdschrift",
    "russian": "zhurnal vestnik izvestiya voprosy trudy",
    "persian": "faslnameh pazhuhesh motaleat",
}
"""Words that tell the language of a container's name."""

_LANGUAGES = {
    word: tuple(language for language, others in _GENERIC.items() if word in others.split())
    for words in _GENERIC.values()
    for word in words.split()
}

_FIELD = "container-title"

_ALIKE = 0.8
"""Names less alike than this are two names, not one with words changed. Source: set by hand."""


def compare_containers(cited: Work, registered: Work) -> Agreement | None:
    """The containers of two works; ``None`` where neither has one.

    Any name that the record has will do: full or short, of the book, its series or its meeting; a body may be cited as
    container and registered as publisher. An ISSN in common settles it, whatever the names. Names in two languages or scripts
    cannot be compared.
    """
    ours = _names(
        cited.container_title,
        *_acronyms(cited.container_title or ""),
        *_in_brackets(cited.container_title or ""),
        cited.collection_title,
    )
    theirs = _names(
        registered.container_title,
        *_in_brackets(registered.container_title or ""),
        *registered.container_title_alternative,
        registered.collection_title,
        registered.event_title,
    )
    if not ours and not theirs:
        return None
    pairs = [(our, their) for our in ours for their in theirs if our.key and their.key]
    for our, their in pairs:
        if our.text == their.text:
            stated = our.text in _stated(cited) and their.text in _stated(registered)
            return agreement(_FIELD, our, their, 1.0, Comparison.SAME if stated else Comparison.VARIANT)
    one_issn = compare_sets("ISSN", cited.issn, registered.issn)
    if one_issn and one_issn.comparison in AGREEING and ours and theirs:
        return agreement(_FIELD, ours[0], theirs[0], 1.0, Comparison.VARIANT)
    for our, their in pairs:
        if same_name(our.key, their.key) or _same_but_for_aside(our, their):
            return agreement(_FIELD, our, their, 1.0, Comparison.VARIANT)
    houses = _names(registered.publisher)
    for our, their in ((our, their) for our in ours for their in houses):
        if our.key == their.key != "":
            return agreement(_FIELD, our, their, 1.0, Comparison.VARIANT)
    pairs = [(our, their) for our in ours for their in theirs if _one_language(our.key, their.key)]
    if not pairs:
        return agreement(
            _FIELD, ours[0] if ours else _NONE, theirs[0] if theirs else _NONE, None, Comparison.CANNOT_COMPARE
        )
    our, their = max(pairs, key=lambda pair: similarity(*pair))
    return differing(_FIELD, our, their, least=_ALIKE)


@frozen
class _Name:
    """A container's name as clean text, folded, and folded without what stands beside it."""

    text: str
    key: str
    bare: str

    @classmethod
    def of(cls, text: str) -> "_Name":
        text = clean(text)[:LONGEST]
        aside = _ASIDE.search(text)
        key = fold(text)
        return cls(text=text, key=key, bare=fold(text[: aside.start()]) if aside and aside.start() else key)


_NONE = _Name(text="", key="", bare="")


def _stated(work: Work) -> tuple[str, ...]:
    """The names of what holds a work, as they are stated."""
    names = (work.container_title, *work.container_title_alternative, work.collection_title, work.event_title)
    return tuple(clean(name)[:LONGEST] for name in names if name)


def _names(*texts: str | None) -> list[_Name]:
    return [_Name.of(text) for text in texts if text]


def _same_but_for_aside(our: _Name, their: _Name) -> bool:
    """Whether the names are one when what stands beside one of them is left out."""
    return (their.bare != their.key and same_name(our.key, their.bare)) or (
        our.bare != our.key and same_name(our.bare, their.key)
    )


def _acronyms(text: str) -> list[str]:
    """The acronyms of a container that is made of nothing else: ``IPMU 2014, CCIS``."""
    words = text.replace(",", " ").replace(".", " ").split()
    acronyms = [word for word in words if len(word) > 3 and word.isalpha() and word.isupper()]
    return acronyms if len(acronyms) == sum(not word.isdecimal() for word in words) > 0 else []


def _in_brackets(text: str) -> list[str]:
    """A name without the bracket that ends it, and the acronym in the bracket: ``… Conference on Computer Vision (ICCV 2021)``."""
    found = _BRACKET.search(text)
    if found is None or not found.start():
        return []
    acronyms = [
        word for word in found[1].replace("-", " ").replace("'", " ").split() if sum(map(str.isupper, word)) > 1
    ]
    return [text[: found.start()], *acronyms]


def _one_language(ours: str, theirs: str) -> bool:
    if not ours or not theirs or not comparable(ours, theirs):
        return False
    languages = [{language for word in key.split() for language in _LANGUAGES.get(word, ())} for key in (ours, theirs)]
    return not all(languages) or not languages[0].isdisjoint(languages[1])
