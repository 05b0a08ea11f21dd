"""The words of printed names: initials, particles, suffixes, given names; and the phrases around names."""

import re
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple, Self

from refcheck.gazetteer.names import (
    capital_particles,
    east_asian_families,
    given_names,
    given_suffixes,
    long_initials,
    second_halves,
)
from refcheck.lexicon import Term, closest, respelt, wordings, words
from refcheck.lexicon.patterns import WordSet, alternatives, by_first_letter, is_unspaced
from refcheck.parsing.memoize import memoize
from refcheck.text.characters import LETTERS
from refcheck.text.deferred import deferred

_PARTICLES = frozenset(word.replace("’", "'") for word in words(Term.PARTICLE, Term.ARTICLE))
_SUFFIXES = words(Term.SUFFIX, Term.SUFFIX_WORD)
_SECOND_HALVES = second_halves()
_JOINING = words(Term.AND)
_AND = (
    _JOINING
    | words(Term.AND_OF_NAMES)
    | {word.upper() for word in _JOINING if len(word) > 2 or word == "et"}
    | {"&", "＆"}
)
JOINING_FAMILIES = frozenset("yie")
"""Words between the two family names of one person in Spanish, Catalan and Portuguese: "Lund y Poe", "Lund i Poe", "Lund e Poe"."""

CAPITAL_PARTICLES = capital_particles()
"""Particles that in family names may also be printed with a capital."""

_EAST_ASIAN_FAMILIES = east_asian_families()
LONG_INITIALS = long_initials()
"""Initials of two or more letters."""

_GIVEN = given_names()

DASHES = frozenset("-–—")
"""Dashes between two names, or between an organisation and its short name: "DBX – Delta Board"."""

_ORGANISATION = WordSet(wordings(Term.BODY, Term.BODY_WORD))
"""A word of an organisation's name: "Organization", "Ministério"."""

_ROLES = wordings(Term.EDITOR, Term.TRANSLATOR, Term.AUTHOR)

ROLE = re.compile(r"[\s,;]?\s?[(\[]?\s?" + alternatives(_ROLES) + r"\.?\s?[)\]]?\.?", re.IGNORECASE)
"""A role with its brackets and punctuation: "(Eds.)", ", editors", " a cura di"."""

_ROLE_WORDS = frozenset(re.split("[ .]", role)[0] for role in _ROLES)
"""The first words of the roles."""

_ROLE_STARTS = frozenset(role[0] for role in _ROLES if is_unspaced(role))
"""The first characters of roles in scripts without spaces, which occur within other words."""

_ROLES_BY_WORDING = ((wordings(Term.EDITOR), "editor"), (wordings(Term.TRANSLATOR), "translator"))
"""Wordings of each role: "ed.", "hg. von"; some state two roles."""

_NEXT_WORD = deferred(r"\s*\S+")


def joint_roles(text: str, place: int) -> Iterator[tuple[str, int]]:
    """Yield the roles at a place that are joined by "and", each with the end of its wording: "ed. and trans. by"."""
    while found := ROLE.match(text, place):
        printed_role = found[0].strip(" ,;.()[]").lower()
        yield from ((role, found.end()) for known, role in _ROLES_BY_WORDING if printed_role in known)
        joint = _NEXT_WORD.match(text, found.end())
        if joint is None or not is_and(joint[0].strip()):
            return
        place = joint.end()


class WordsIn(NamedTuple):
    """The words of a text, as printed and in small letters, for quick checks whether a slow pattern can match."""

    text: str
    printed: Set[str]
    small: Set[str]

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the words of a text."""
        printed = frozenset(LETTERS.findall(text))
        return cls(text, printed, frozenset(map(str.lower, printed)))

    def may_have_role(self) -> bool:
        """Return whether ``ROLE`` may match in the text."""
        return not (_ROLE_WORDS.isdisjoint(self.small) and _ROLE_STARTS.isdisjoint(self.text))

    def may_have_others(self) -> bool:
        """Return whether ``ET_AL`` may match in the text."""
        return not (
            _OTHERS_FIRST.isdisjoint(self.printed)
            and _OTHERS_ANY_CASE.isdisjoint(self.small)
            and _OTHERS_STARTS.isdisjoint(self.text)
        )

    def may_have_and(self) -> bool:
        """Return whether there may be a word or character for "and" in the text."""
        return "&" in self.text or not _JOINING.isdisjoint(self.small)


def _phrase(phrase: str) -> str:
    """Return a phrase as a pattern: ``"u a."`` matches "u. a." and "u.a.", ``"et al"`` matches "et al." and "et.al"."""
    first, *others = map(re.escape, phrase.removesuffix(".").split(" "))
    words = r"\.?\s?".join([first, *(f"(?i:{word})" if len(word) > 1 else word for word in others)])
    return words + (r"\." if phrase.endswith(".") else r"(?![^\W\d_])\.?")


_SHORT = 5
"""The most letters of words for others that count only after "and": ", Al-Hazzaa" is a name."""


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"


def _others() -> str:
    """Return the part of ``ET_AL`` for scripts with spaces: a phrase, or "and" and a word for others; a long word in any case."""
    phrases = sorted((each for each in wordings(Term.OTHERS) if not is_unspaced(each)), key=len, reverse=True)
    nouns = words(Term.OTHERS_WORD)
    long = [noun for noun in nouns if len(noun) > _SHORT]
    joining = _JOINING | {form for word in _JOINING if len(word) > 1 for form in (word.upper(), word.capitalize())}
    joined = (
        rf"(?:(?:(?<![^\W\d_]){_any(joining)}(?:\.\s?|\s)|&\s)(?:(?:his|her|their)\s)?"
        rf"(?:{_any(nouns | {noun.upper() for noun in nouns})}|(?i:{_any(long)}))|[;,]\s(?i:{_any(long)}))(?![^\W\d_]|[-‐‑])\.?"
    )
    alone = by_first_letter((phrase[0], _phrase(phrase[1:])) for phrase in phrases)
    return rf"(?:(?<![^\W\d_]){alone}|{joined})"


_UNSPACED_OTHERS = sorted((each for each in wordings(Term.OTHERS) if is_unspaced(each)), key=len, reverse=True)
_ROLE_CHARACTERS = "".join(sorted({role for role in _ROLES if is_unspaced(role) and len(role) == 1}))

ET_AL = deferred(
    rf"[\s,;(\[]?(?:{_others()}|(?:{'|'.join(_UNSPACED_OTHERS)})[人{_ROLE_CHARACTERS}]?(?=[\s.．,;:；。，、：（(《〈「『“‘\x22«„]*$))\s?[\])]?"
)
""""And others" with the punctuation around it: ", et al.", " and Colleagues", "[u.a.]", "等"."""

_OTHERS_FIRST = frozenset(LETTERS.findall(phrase)[0] for phrase in wordings(Term.OTHERS) if not is_unspaced(phrase))
"""The first words of the phrases for others, which are always in small letters."""

_OTHERS_ANY_CASE = frozenset(
    LETTERS.findall("".join(phrase.split(" ")[:count]))[0]
    for phrase in wordings(Term.OTHERS)
    for count in range(2, phrase.count(" ") + 2)
) | frozenset(LETTERS.findall(noun)[0] for noun in words(Term.OTHERS_WORD))
"""The first words of such phrases printed without spaces ("etal"), and the first parts of the words for others."""

_OTHERS_STARTS = frozenset(sign[0] for sign in _UNSPACED_OTHERS)

_LAST_WORD = re.compile(
    rf"(?:{alternatives(_JOINING)}|&)\s(?:\w{{3,5}}\s)?(?P<word>[^\W\d_]{{5,14}})[\s.,;:()\[\]“«]*$", re.IGNORECASE
)
""""And", perhaps "his" or "her", and a last word, which may be misspelt: " and Colegues", "& othres."."""

_LONG = 8
"""The fewest letters of a word for others that no name resembles."""


def misspelt_others(text: str) -> re.Match[str] | None:
    """Return a misspelt "and others" at the end of a list of names, or ``None`` if the last word may be a name."""
    found = _LAST_WORD.search(text)
    if found is None:
        return None
    word = found["word"]
    meant = closest(word, Term.OTHERS_WORD) if len(word) >= _LONG else respelt(word, Term.OTHERS_WORD)
    return found if meant else None


@memoize(most=8192)
def names_organisation(text: str) -> bool:
    """Return whether a text has words of an organisation's name: "World Health Organization", "Ministério da Saúde"."""
    return _ORGANISATION.found_in(text)


@memoize(most=8192)
def is_initials(word: str) -> bool:
    """Return whether a word is only initials: ``J.``, ``J.-P.``, ``JC``, ``Yu.``, ``A.B.C``."""
    core = word.strip("(),;")
    parts = [part for part in re.split(r"[.\-‐‑–]", core) if part]
    if not parts or len(parts) > 5:
        return False
    if len(parts) > 1 and all(len(part) < 3 and part.isalpha() and part.isupper() for part in parts):
        return True
    if all(len(part) == 1 and part.isalpha() and (part.isupper() or not part.islower()) for part in parts):
        return True
    if "." in core:
        return all(_is_initial(part) for part in parts) or (
            len(parts) == 1 and parts[0].isupper() and len(parts[0]) <= 4
        )
    return len(parts) == 1 and parts[0].isalpha() and parts[0].isupper() and len(parts[0]) <= 4


def _is_initial(part: str) -> bool:
    """Return whether a part is one capital letter or a longer initial (``Yu``, ``Chr``)."""
    return part[0].isupper() and (len(part) == 1 or part.lower() in LONG_INITIALS)


_ACRONYM = (3, 4)
"""The fewest and the most capitals of an organisation's short name, which beside a family name could be initials."""


def is_acronym(word: str) -> bool:
    """Return whether a word that is a whole name is an organisation's acronym, not a family name in capitals: "WHO", "OECD."."""
    core = word.rstrip(".")
    is_short = _ACRONYM[0] <= len(core) <= _ACRONYM[1] and core.isalpha() and core.isupper()
    return is_short and not is_east_asian_family(core) and (word != core or not can_be_spoken(core))


def is_particle(word: str) -> bool:
    """Return whether a word is a particle as printed: in small letters (``van``, ``d'``, ``'t``)."""
    plain = word.replace("’", "'").replace("‘", "'")
    return plain.lstrip("'")[:1].islower() and plain.lower().rstrip(".") in _PARTICLES


def is_suffix(word: str) -> bool:
    """Return whether a word is a suffix: ``Jr.``, ``III``."""
    return word.lower().strip(".,()") in _SUFFIXES


def may_be_given(word: str) -> bool:
    """Return whether what could be a suffix may, as printed, also be a given name: ``Jun``, ``Sen``; not ``jun.``."""
    return word.istitle() and word.lower() in given_suffixes()


def is_and(word: str) -> bool:
    """Return whether a word joins two names. A single capital (``Y.``, ``E``) is an initial, not an "and"."""
    return word in _AND


def is_given(word: str) -> bool:
    """Return whether a word is known as a given name (and seldom a family name)."""
    return word.strip(".,").lower() in _GIVEN


def is_east_asian_family(word: str) -> bool:
    """Return whether a word is a common Chinese, Korean or Vietnamese family name in Latin letters."""
    return word.lower() in _EAST_ASIAN_FAMILIES


def is_second_half(word: str) -> bool:
    """Return whether a word is the second half of a Persian family name of two words: "Rahmani Zadeh", "Moradi Najafabadi"."""
    low = word.lower()
    return low in _SECOND_HALVES or (low.endswith("abadi") and len(low) > 6)


def can_be_spoken(word: str) -> bool:
    """Return whether a word in capitals may be a family name ("LIU", "WANG") rather than initials ("JGA", "TM")."""
    return len(word) >= 3 and "." not in word and word[0] not in "AEIOU" and word[1] in "AEIOU"
