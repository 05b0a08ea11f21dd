"""One person's or body's name beside another."""

import re
from enum import Enum, auto
from functools import lru_cache

from attrs import frozen
from rapidfuzz.distance import JaroWinkler

from refcheck.gazetteer.persons import nicknames
from refcheck.model import Name
from refcheck.text.folding import LONGEST, fold_name, squeeze, words
from refcheck.text.scripts import script_of
from refcheck.text.spelling import misspelt
from refcheck.text.transliteration import consonants, sound, to_latin

_APART = re.compile(r"[\s.‐‑-]+")
"""What stands between given names: the points of ``J.-P.``, the space of ``Vera V.``."""

_NO_NAMES = words("jr sr ii iii iv phd md dr prof professor sir et al and others")
"""Words beside a name that are no part of it."""

_FORMAL = {name: names[0] for names in nicknames() for name in names}
_INITIALS = {name: {one[0] for one in names} for names in nicknames() for name in names}

_ALIKE = 0.85
"""Family names of people with one full given name are meant as one from this Jaro-Winkler similarity on. Source: set by
hand; ``tests/cases/matching/author.toml`` has what must be one person and what must not."""

_ONSETS = str.maketrans("pqwxcyje", "fgvkkiii")
"""First letters that spell one sound in different ways."""


class Likeness(Enum):
    """How one name stands to another.

    ``FORM``: the same person, by a given name in another form (Bob for Robert), or with another second initial. ``UNKNOWN``: in
    scripts, or of kinds, that cannot be compared.
    """

    SAME = auto()
    FORM = auto()
    MISSPELT = auto()
    OTHER_GIVEN = auto()
    OTHER = auto()
    UNKNOWN = auto()


@frozen(eq=False)
class Person:
    """A name prepared for comparison.

    ``families`` are the ways to give the whole family name: without and with its particle, without spaces. ``family`` and
    ``given`` are folded words, ``words`` all of them; a name that is not split has ``body`` and ``words`` alone. Two split names
    without a common hint (a word, or the sound of a family name's first letter) are not alike.
    """

    name: Name
    script: str | None
    families: tuple[str, ...]
    family: tuple[str, ...]
    given: tuple[str, ...]
    body: str
    words: tuple[str, ...]
    hints: frozenset[str]


@lru_cache(maxsize=512)  # a reference's names are held against those of every record that may be its own
def read_person(name: Name) -> Person | None:
    """A name prepared for comparison, or ``None`` where it has no letter."""
    literal, family, given, particle = name.literal, name.family or "", name.given or "", name.particle or ""
    if literal is not None and literal.count(",") == 1:
        family, given = literal.split(",")
    elif literal is not None or not family:
        return _body(name, literal or given)
    families, particles, givens = _words(family), _words(particle) if particle else (), _given(given, family)
    bare = "".join(families)
    words = (*givens, *particles, *families)
    if not words:
        return None
    return Person(
        name=name,
        script=script_of(family),
        families=(bare, "".join(particles) + bare) if particles else (bare,),
        family=families,
        given=givens,
        body="",
        words=words,
        hints=_hints(words, families),
    )


def _body(name: Name, text: str) -> Person | None:
    words = _words(text)
    if not words:
        return None
    return Person(
        name=name,
        script=script_of(text),
        families=(),
        family=(),
        given=(),
        body=" ".join(words),
        words=words,
        hints=_hints(words, ()),
    )


def _hints(words: tuple[str, ...], families: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        [word for word in words if len(word) > 1] + [word[0].translate(_ONSETS) for word in families]
    ) or frozenset(words)


def likeness(cited: Person, registered: Person) -> Likeness:
    """How a cited name stands to a registered one."""
    if cited.script != registered.script:
        return Likeness.SAME if _across_scripts(cited, registered) else Likeness.UNKNOWN
    if cited.body and registered.body:
        return _bodies(cited.body, registered.body)
    if cited.body or registered.body:
        return Likeness.SAME if _all_found(cited.words, registered.words) else Likeness.UNKNOWN
    if cited.hints.isdisjoint(registered.hints):
        return Likeness.OTHER
    if _one_family(cited, registered):
        if _given_fit(cited.given, registered.given):
            return Likeness.FORM if _other_form(cited.given, registered.given) else Likeness.SAME
        return Likeness.SAME if _all_found(cited.words, registered.words) else Likeness.OTHER_GIVEN
    if _all_found(cited.words, registered.words):
        return Likeness.SAME
    return Likeness.MISSPELT if _family_misspelt(cited, registered) else Likeness.OTHER


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in fold_name(text[:LONGEST]).split() if word not in _NO_NAMES)


def _given(given: str, family: str) -> tuple[str, ...]:
    """Given names, runs of initials (``JM``) taken apart."""
    runs = (2,) if family.isupper() else (2, 3, 4)
    return _words(
        " ".join(" ".join(part) if len(part) in runs and part.isupper() else part for part in _APART.split(given))
    )


def _one_family(one: Person, other: Person) -> bool:
    """Whether the family names are one: with or without particle, a compound one whole or cut, in other spellings."""
    for full, long in ((one, other), (other, one)):
        forms = (*long.families, *long.family[:1], *long.family[-1:])
        if any(family in forms for family in full.families):
            return True
    return any(sound(family) == sound(form) for family in one.families for form in other.families)


def _given_fit(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether two people of one family name can be one: the first name of either is among the other's."""
    if not ours or not theirs:
        return True
    return (
        any(_same_given(ours[0], word) for word in theirs)
        or any(_same_given(theirs[0], word) for word in ours)
        or sound("".join(ours)) == sound("".join(theirs))
        or _run_of_initials(ours, theirs)
        or _run_of_initials(theirs, ours)
        or _may_be_initial(ours[0], theirs[0])
    )


def _may_be_initial(one: str, other: str) -> bool:
    """Whether one is the initial of a short form of the other, or of its transliteration: ``B.`` for William, ``J.`` for ``Y.``."""
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and (short in _INITIALS.get(long, ()) or {one, other} == {"y", "j"})


def _run_of_initials(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether one word is made of the initials of several: ``HMY`` for Helma M. Y., ``Cf`` for Cui-fen."""
    return (
        len(short) == 1 and 1 < len(short[0]) <= len(full) and short[0] == "".join(w[0] for w in full)[: len(short[0])]
    )


def _same_given(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    if long.startswith(short) and len(short) > 2:
        return True
    return sound(one) == sound(other) or _FORMAL.get(one, one) == _FORMAL.get(other, other) or misspelt(one, other)


def _other_form(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether given names that fit are not the same for sure: a short form, a slip, an initial that the other does not have."""
    if not ours or not theirs or "".join(ours) == "".join(theirs):
        return False
    one, other = ours[0], theirs[0]
    heads = {head for end in range(1, len(ours) + 1) if len(head := "".join(ours[:end])) > len(ours)}
    if len(ours) != len(theirs) and any("".join(theirs[:end]) in heads for end in range(1, len(theirs) + 1)):
        return False  # one is written in more words: “JeongWon” for “Jeong Won”
    if (
        sound("".join(ours)) == sound("".join(theirs))
        or _run_of_initials(ours, theirs)
        or _run_of_initials(theirs, ours)
    ):
        return False
    if min(len(one), len(other)) > 1 and sound(one) != sound(other):
        return one not in theirs and other not in ours
    initials = {word[0] for word in ours}, {word[0] for word in theirs}
    return not (initials[0] <= initials[1] or initials[1] <= initials[0])


def _all_found(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether every word of the shorter name is in the longer one, in any order, initials for names, and one of them in full."""
    short, long = sorted((ours, theirs), key=len)
    if len(short) < 2:
        return False
    rest = [(word, sound(word)) for word in long]
    in_full = False
    for word in sorted(short, key=len, reverse=True):
        heard = sound(word)
        found = next((pair for pair in rest if heard == pair[1]), None)
        in_full = in_full or (found is not None and len(word) > 1)
        if found is None:
            found = next((pair for pair in rest if 1 in (len(word), len(pair[0])) and word[0] == pair[0][0]), None)
        if found is None:
            return _joined(short, long)
        rest.remove(found)
    return in_full or _joined(short, long)


def _joined(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether two names have the same letters in the same order, but for where words are parted and which comes first."""
    ours = "".join(short)
    turned = ("".join((*long[at:], *long[:at])) for at in range(len(long)))
    return len(ours) == sum(map(len, long)) and ours in turned


def _family_misspelt(cited: Person, registered: Person) -> bool:
    ours, theirs = cited.families[0], registered.families[0]
    if misspelt(ours, theirs):
        return _given_fit(cited.given, registered.given)
    in_full = any(len(word) > 2 and word in registered.given for word in cited.given)
    return in_full and ours[:1] == theirs[:1] and JaroWinkler.similarity(ours, theirs) >= _ALIKE


def _bodies(one: str, other: str) -> Likeness:
    """Two bodies, or two names that are not split."""
    if squeeze(one) == squeeze(other) or _all_found(tuple(one.split()), tuple(other.split())):
        return Likeness.SAME
    short, long = sorted((one, other), key=len)
    if squeeze(short) == "".join(word[0] for word in long.split() if word not in ("of", "the", "for", "and")):
        return Likeness.SAME
    return Likeness.MISSPELT if JaroWinkler.similarity(one, other) >= 0.95 else Likeness.OTHER


def _across_scripts(one: Person, other: Person) -> bool:
    """Whether two names in different scripts are known to be one: every word of the shorter has its like in the longer."""
    if {one.script, other.script} == {"latin", "arabic"}:
        ours, theirs = (tuple(consonants(word) for word in person.words) for person in (one, other))
        short, long = sorted((ours, theirs), key=len)
        return len(short) > 1 and all(len(word) > 1 and word in long for word in short)
    ours, theirs = (tuple(to_latin(word) for word in person.words) for person in (one, other))
    return all(word.isascii() for word in (*ours, *theirs)) and _all_found(ours, theirs)
