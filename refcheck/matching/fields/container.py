"""Containers: journals, books, proceedings and series."""

import re
from collections.abc import Sequence

from attrs import frozen

from refcheck.lexicon import Term, words
from refcheck.matching.abbreviation import same_name, spells
from refcheck.matching.fields.standard_numbers import compare_sets
from refcheck.matching.fields.translated_names import in_one_language, is_no_translation
from refcheck.matching.kind import AGREEING
from refcheck.matching.wording import agreement, differing, similarity
from refcheck.model import Agreement, Comparison, Work
from refcheck.text.folding import LONGEST, fold
from refcheck.text.markup import clean
from refcheck.text.spelling import roman

_ASIDE = re.compile(r"\s*(?:[:;/(\[]|\s[-–—]\s)")
"""Where a container's name ends and what is said beside it begins: ``: official journal of …``, `` (London)``, `` - Series B``."""

_BRACKET = re.compile(r"\s*\(([^()]{2,40})\)[\s.]*$")
"""A bracket that ends a name: the `` (London)`` of a journal, the `` (ICCV 2021)`` of a meeting."""

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
    ours, theirs = _telling(ours, theirs), _telling(theirs, ours)
    pairs = [(our, their) for our in ours for their in theirs if our.key and their.key]
    for our, their in pairs:
        if our.text == their.text:
            stated = our.text in _stated(cited) and their.text in _stated(registered)
            return agreement(_FIELD, our, their, 1.0, Comparison.SAME if stated else Comparison.VARIANT)
    if alike := _one_journal(cited, registered, pairs):
        return agreement(_FIELD, *alike, 1.0, Comparison.VARIANT)
    translated = [pair for pair in pairs if not in_one_language(pair[0].key, pair[1].key)]
    apart = [pair for pair in pairs if pair not in translated]
    titles = (cited.title or "", registered.title or "")
    if not apart and translated and is_no_translation(translated[0][0].key, translated[0][1].key, titles):
        apart = translated[:1]
    if not apart:
        sides = (ours or [_NONE])[0], (theirs or [_NONE])[0]
        return agreement(_FIELD, *sides, None, Comparison.CANNOT_COMPARE)
    return differing(_FIELD, *max(apart, key=lambda pair: similarity(*pair)), least=_ALIKE)


def _one_journal(
    cited: Work, registered: Work, pairs: Sequence[tuple["_Name", "_Name"]]
) -> tuple["_Name", "_Name"] | None:
    """The names of one journal, by an ISSN in common, by how they are written, or by the body that publishes it."""
    one_issn = compare_sets("ISSN", cited.issn, registered.issn)
    if one_issn and one_issn.comparison in AGREEING and pairs:
        return pairs[0]
    ours = _names(cited.container_title, cited.collection_title)
    houses = [(our, house) for our in ours for house in _names(registered.publisher)]
    pairs = [pair for pair in pairs if not _are_sections(pair[0].key.split(), pair[1].key.split())]
    named = (
        pair for pair in pairs if same_name(pair[0].key, pair[1].key) or _same_but_for_aside(*pair) or _is_spelt(*pair)
    )
    return next(named, None) or next((pair for pair in houses if pair[0].key == pair[1].key != ""), None)


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


def _telling(names: Sequence[_Name], others: Sequence[_Name]) -> list[_Name]:
    """The names that have a word of their own, or that both sides have: ``Proc.`` was cut off before what tells whose."""
    of_any, known = words(Term.MEETING), {other.key for other in others}
    return [name for name in names if name.key in known or not of_any >= {*name.key.split()}]


def _same_but_for_aside(our: _Name, their: _Name) -> bool:
    """Whether the names are one when what stands beside one of them is left out."""
    return (their.bare != their.key and same_name(our.key, their.bare)) or (
        our.bare != our.key and same_name(our.bare, their.key)
    )


def _is_spelt(our: _Name, their: _Name) -> bool:
    """Whether one is the acronym of the other, words with a hyphen counted as one: ``eWAM``, ``Evidence-Based Water and Mud``."""
    return any(
        " " not in one.key and spells(one.key, _heads(other.text)) for one, other in ((our, their), (their, our))
    )


def _heads(name: str) -> str:
    """The folded words of a name; of words with a hyphen or a dash between them the first."""
    return " ".join(fold(word).partition(" ")[0] for word in name.split())


def _are_sections(ours: list[str], theirs: list[str]) -> bool:
    """Whether two names are one but for the letter or the Roman number of a section at the end: ``(a)`` and ``(b)``."""
    ends = ours[-1:] + theirs[-1:]
    return ours[:-1] == theirs[:-1] and len(set(ends)) > 1 and all(map(_is_section, ends))


def _is_section(word: str) -> bool:
    return len(word) == 1 or roman(word) is not None


def _acronyms(text: str) -> list[str]:
    """The acronyms of a container that is made of nothing else: ``IPMU 2014, CCIS``."""
    words = text.replace(",", " ").replace(".", " ").split()
    acronyms = [word for word in words if len(word) > 3 and word.isalpha() and word.isupper()]
    return acronyms if len(acronyms) == sum(not word.isdecimal() for word in words) > 0 else []


def _in_brackets(text: str) -> list[str]:
    """A name without the bracket that ends it, and the acronym in the bracket: ``… Conference on Computer Vision (ICCV 2021)``."""
    found = _BRACKET.search(text)
    if found is None or not found.start() or _is_section(fold(found[1]).rpartition(" ")[2]):
        return []
    acronyms = [
        word for word in found[1].replace("-", " ").replace("'", " ").split() if sum(map(str.isupper, word)) > 1
    ]
    return [text[: found.start()], *acronyms]
