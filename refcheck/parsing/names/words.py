"""What a word of a printed name is: initials, a particle, a suffix, a given name; and the phrases around names."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from refcheck.parsing.vocabulary import alternatives, any_of, by_first_letter, is_unspaced

_LISTS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def _set(name: str) -> frozenset[str]:
    return frozenset(_LISTS[name].split())


_PARTICLES = _set("particles")
#: Particles that family names are printed with in capitals, too.
CAPITAL_PARTICLES = _set("capital_particles")
_SUFFIXES = _set("suffixes")
_EAST_ASIAN_FAMILIES = _set("east_asian_families")
_SECOND_HALVES = _set("second_halves")
_AND = _set("and")
_LONG_INITIALS = _set("long_initials")
#: Given names: those of the lists, and those that the training data print behind a comma.
_GIVEN = _set("given") | frozenset(
    Path(__file__).parent.with_name("model.given.txt").read_text(encoding="utf-8").splitlines()
)

#: A body's name: "World Health Organization", "Ministério da Saúde".
BODY = any_of(_LISTS["bodies"])

#: A role with its brackets and marks: "(Eds.)", ", editors", " a cura di".
ROLE = re.compile(r"[\s,;]?\s?[(\[]?\s?" + alternatives(_LISTS["roles"]) + r"\.?\s?[)\]]?\.?", re.IGNORECASE)


#: The first words of the roles, in small letters, and the first characters of those that stand within other words.
_ROLE_WORDS = frozenset(re.split(r"[_.]", role)[0] for role in _LISTS["roles"].split())
_ROLE_SIGNS = frozenset(role[0] for role in _ROLE_WORDS if is_unspaced(role))

_WORD = re.compile(r"[^\W\d_]+")


def may_have_role(text: str) -> bool:
    """Whether ``ROLE`` may be found in a text: a quick look before the slow one."""
    return not _ROLE_WORDS.isdisjoint(_WORD.findall(text.lower())) or not _ROLE_SIGNS.isdisjoint(text)


def _phrase(phrase: str) -> str:
    """A phrase as a pattern: ``"u a."`` is found in "u. a." and "u.a.", ``"et al"`` in "et al." and "et.al"."""
    words = r"\.?\s?".join(map(re.escape, phrase.removesuffix(".").split(" ")))
    return words + (r"\." if phrase.endswith(".") else r"(?![^\W\d_])\.?")


#: "And others" with the marks around it: ", et al.", " and Collegues", "[u.a.]", "等".
ET_AL = re.compile(
    r"[\s,;(\[]?(?:(?<![^\W\d_])"
    + by_first_letter((phrase[0], _phrase(phrase[1:])) for phrase in sorted(_LISTS["et_al"], key=len, reverse=True))
    + "|(?:"
    + "|".join(_LISTS["et_al_signs"].split())
    + r")(?=[\s.,;:。，]*$))\s?[\])]?"
)


@lru_cache(maxsize=16384)
def is_initials(word: str) -> bool:
    """Whether a word is nothing but initials: ``J.``, ``J.-P.``, ``JC``, ``Yu.``, ``A.B.C``."""
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
    """One letter in capitals, or a longer initial (``Yu``, ``Chr``)."""
    return part[0].isupper() and (len(part) == 1 or part.lower() in _LONG_INITIALS)


def is_particle(word: str) -> bool:
    """Whether a word is a particle as printed: in small letters (``van``, ``d'``)."""
    return word[:1].islower() and word.lower().rstrip(".") in _PARTICLES


def is_suffix(word: str) -> bool:
    """Whether a word is a suffix: ``Jr.``, ``III``."""
    return word.lower().strip(".,()") in _SUFFIXES


def is_and(word: str) -> bool:
    """Whether a word joins two names. A single capital (``Y.``, ``E``) is an initial and no "and"."""
    return word in _AND


def is_given(word: str) -> bool:
    """Whether a word is a given name that is known as such (and seldom a family name)."""
    return word.strip(".,").lower() in _GIVEN


def is_east_asian_family(word: str) -> bool:
    """Whether a word is a usual Chinese, Korean or Vietnamese family name in Latin letters."""
    return word.lower() in _EAST_ASIAN_FAMILIES


def is_second_half(word: str) -> bool:
    """Whether a word is the second half of a Persian family name of two words: "Komai Zadeh", "Dehghani Firouzabadi"."""
    low = word.lower()
    return low in _SECOND_HALVES or (low.endswith("abadi") and len(low) > 6)


def can_be_spoken(word: str) -> bool:
    """Whether a word in capitals may be a family name ("LIU", "WANG") rather than initials ("JGA", "TM")."""
    return len(word) >= 3 and "." not in word and word[0] not in "AEIOU" and word[1] in "AEIOU"
