"""Comparison of the names of two persons or organisations."""

import re
from functools import lru_cache

from attrs import frozen
from rapidfuzz.distance import JaroWinkler

from refcheck.lexicon import Term
from refcheck.lexicon import words as wordings
from refcheck.matching.name_likeness import Likeness, compare_given, compare_whole, fits, whole_name
from refcheck.matching.transformations.acronym import is_acronym
from refcheck.model import Name
from refcheck.text.deferred import deferred
from refcheck.text.folding import LONGEST, fold_name, squeeze, words
from refcheck.text.scripts import script_of
from refcheck.text.spelling import misspelt
from refcheck.text.transliteration import consonants, is_respelt, sound, to_latin

_APART = re.compile(r"[\s.‐‑-]+")
"""Separators between given names: the punctuation of ``J.-P.``, the space of ``Vera V.``."""

_NO_NAMES = words("jr sr ii iii iv phd md dr prof professor sir et and others")
"""Words beside a name that are not part of it; nor is ``al`` at its end, which is that of ``et al.``"""

_SAINTS = {"st": "saint", "ste": "sainte"}

_ALIKE = 0.85
"""Least Jaro-Winkler similarity of the family names of one person, if a full given name agrees. Source: a judgement;
``tests/cases/matching/author.toml`` has pairs that must be one person and pairs that must not."""

_ONSETS = str.maketrans("pqwxcyje", "fgvkkiii")
"""First letters that are spellings of one sound."""


_NO_LETTERS = deferred(r"[\x80-\x9f¢-§«¬±¶»-¿×÷€„‰‹›]|\w[¹²³]\w")
"""Signs that no name has: it was read in another encoding than it was written in, as ``\x90ì’[`` and ``Kov¿rik``."""

_UNREADABLE = "unreadable"
"""The script of such a name, which cannot be compared."""


@frozen(eq=False)
class Person:
    """A name prepared for comparison.

    ``families`` are the forms of the whole family name: without and with its particle, without spaces. ``family`` and
    ``given`` are folded words, ``words`` all of them; a name that is not split has only ``body`` and ``words``. Two split names
    without a common hint (a word, or the sound of a family name's first letter) are not alike. ``whole`` is a name that is written
    without spaces.
    """

    name: Name
    script: str | None
    words: tuple[str, ...]
    hints: frozenset[str]
    families: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    body: str = ""
    whole: str = ""


@lru_cache(maxsize=2_048)  # a reference's names are compared with those of every record that may be its own
def read_person(name: Name) -> Person | None:
    """Return a name prepared for comparison, or ``None`` where it has no letter."""
    family, given = name.family or "", name.given or ""
    if piece := whole_name(name):
        return Person(name, script_of(piece), (piece,), frozenset((piece,)), (piece,), (piece,), whole=piece)
    if name.literal is not None or not family or (not given and _is_of_body(family)):
        text = name.literal or family or given
        words = _words(text)
        return Person(name, _script_of(text), words, _hints(words, ()), body=" ".join(words)) if words else None
    if not given and family.count(",") == 1:
        family, given = family.split(",")  # some records have both in the family name: ``Louch, JR``
    families, particles, givens = _words(family), _words(name.particle or ""), _given(given, family)
    if len(families) > 1 and families[0] in _SAINTS:
        families = (_SAINTS[families[0]], *families[1:])
    bare = "".join(families)
    words = (*givens, *particles, *families)
    whole = (bare, "".join(particles) + bare) if particles else (bare,)
    hints = _hints(words, (*particles, *families))
    return Person(name, _script_of(family), words, hints, whole, families, givens) if words else None


def _script_of(text: str) -> str | None:
    return _UNREADABLE if not text.isascii() and _NO_LETTERS.search(text) else script_of(text)


def _is_of_body(text: str) -> bool:
    """Return whether a text of several words has a word for an organisation: ``Department of Rivers, Oslo``."""
    words = fold_name(text).split()
    return len(words) > 1 and not wordings(Term.BODY, Term.PUBLISHER).isdisjoint(words)


def _hints(words: tuple[str, ...], families: tuple[str, ...]) -> frozenset[str]:
    onsets = (word[0].translate(_ONSETS) for word in families)
    return frozenset((*(word for word in words if len(word) > 1), *onsets)) or frozenset(words)


def likeness(cited: Person, registered: Person) -> Likeness:
    """Return the likeness of a cited name to a registered one."""
    if cited.script != registered.script:
        return Likeness.SAME if _across_scripts(cited, registered) else Likeness.UNKNOWN
    if cited.whole and registered.whole:
        return compare_whole(cited.whole, registered.whole)
    if cited.body or registered.body:
        if _all_found(cited.words, registered.words) or _is_one_body(cited.body, registered.body):
            return Likeness.SAME
        return Likeness.OTHER if cited.body and registered.body else Likeness.UNKNOWN
    if cited.hints.isdisjoint(registered.hints):
        return Likeness.OTHER
    if _one_family(cited, registered):
        given = compare_given(_beside(cited.given, registered), _beside(registered.given, cited))
        alike = Likeness.SAME if given is Likeness.OTHER_GIVEN and _is_found(cited, registered) else given
        is_form = alike is Likeness.SAME and is_respelt(cited.families[0], registered.families[0])
        return Likeness.FORM if is_form else alike
    if _is_found(cited, registered):
        return Likeness.SAME
    return Likeness.MISSPELT if _family_misspelt(cited, registered) else Likeness.OTHER


def _is_found(cited: Person, registered: Person) -> bool:
    """Return whether the words of one name are those of the other, in any order."""
    if _is_crossed(cited, registered) and not _joined(*sorted((cited.words, registered.words), key=len)):
        return False
    return _all_found(cited.words, registered.words)


def _is_crossed(one: Person, other: Person) -> bool:
    """Return whether each family name corresponds at most to an initial of the other: ``Moreno, A. L.``, ``Lomax, A. M.``"""
    return not any(
        len(word) > 1 and _one_sound(family, word)
        for this, that in ((one, other), (other, one))
        for family in (*this.family, *this.families)
        for word in (*that.words, *that.families)
    )


def _words(text: str) -> tuple[str, ...]:
    found = fold_name(text[:LONGEST]).split()
    return tuple(word for word in (found[:-1] if found[-1:] == ["al"] else found) if word not in _NO_NAMES)


def _given(given: str, family: str) -> tuple[str, ...]:
    """Return the given names, with runs of initials (``JM``) separated."""
    runs = (2,) if family.isupper() else (2, 3, 4)
    return _words(
        " ".join(" ".join(part) if len(part) in runs and part.isupper() else part for part in _APART.split(given))
    )


def _beside(given: tuple[str, ...], other: Person) -> tuple[str, ...]:
    """Return the given names without those in the other side's family name, as a second family name may be in either place."""
    return (
        given if len(other.family) == 1 else given[:1] + tuple(word for word in given[1:] if word not in other.family)
    )


def _one_family(one: Person, other: Person) -> bool:
    """Return whether the family names are the same: with or without particle, a compound in full or in part, in any spelling."""
    for full, long in ((one, other), (other, one)):
        forms = (*long.families, *long.family[:1], *long.family[-1:])
        if any(family in forms for family in full.families):
            return True
    return any(_one_sound(family, form) for family in one.families for form in other.families)


def _one_sound(one: str, other: str) -> bool:
    """Return whether two family names are spellings of one sound; the same letters in another order are an error instead."""
    return one == other or (sound(one) == sound(other) and sorted(one) != sorted(other))


def _all_found(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Return whether every word of the shorter name is in the longer one, in any order, also as initials, and at least one in full.

    A single word is a name without spaces, which may have been read as an organisation: 김지원.
    """
    short, long = sorted((ours, theirs), key=len)
    if len(short) < 2:
        return len(long) > 1 and _joined(short, long)
    rest = [(word, sound(word)) for word in long]
    in_full = False
    for word in sorted(short, key=len, reverse=True):
        own_sound = sound(word)
        found = next((pair for pair in rest if own_sound == pair[1]), None)
        in_full = in_full or (found is not None and len(word) > 1)
        if found is None:
            found = next((pair for pair in rest if 1 in (len(word), len(pair[0])) and word[0] == pair[0][0]), None)
        if found is None:
            return _joined(short, long)
        rest.remove(found)
    return in_full or _joined(short, long)


def _joined(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether two names have the same letters in the same order, whatever the word division and the first word."""
    ours = "".join(short)
    turned = ("".join((*long[at:], *long[:at])) for at in range(len(long)))
    return len(ours) == sum(map(len, long)) and ours in turned


def _family_misspelt(cited: Person, registered: Person) -> bool:
    ours, theirs = cited.families[0], registered.families[0]
    if misspelt(ours, theirs):
        return fits(cited.given, registered.given)
    in_full = any(len(word) > 2 and word in registered.given for word in cited.given)
    return in_full and ours[:1] == theirs[:1] and JaroWinkler.similarity(ours, theirs) >= _ALIKE


def _is_one_body(one: str, other: str) -> bool:
    """Return whether two organisations, or two names that are not split, are the same."""
    return bool(one and other) and (squeeze(one) == squeeze(other) or is_acronym(one, other))


def _across_scripts(one: Person, other: Person) -> bool:
    """Return whether two names in different scripts are certainly the same: every word of the shorter one is in the longer."""
    if {one.script, other.script} == {"latin", "arabic"}:
        ours, theirs = (tuple(consonants(word) for word in person.words) for person in (one, other))
        short, long = sorted((ours, theirs), key=len)
        return len(short) > 1 and all(len(word) > 1 and word in long for word in short)
    ours, theirs = (tuple(to_latin(word) for word in person.words) for person in (one, other))
    return all(word.isascii() for word in (*ours, *theirs)) and _all_found(ours, theirs)
