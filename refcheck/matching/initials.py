"""Whether two initials may stand for one letter of another script, as far as the family name is of one that is written in it."""

import re
from collections.abc import Iterable

from refcheck.gazetteer.names import east_asian_families, nicknames, second_halves

_SLAVIC = re.compile(
    r"\w+(?:[oe](?:v|w|ff?|va|wa)|in|ina|yn|yna|[sc]k(?:y|i|ii|iy|aya)|ko|[uy]k|[iy]c|[iy]ch|ets|yan|ian|dze|shvili)"
)
"""Family names as Cyrillic has them, Armenian and Georgian ones among them: ``orlov``, ``dvirnychuk``, ``kovalenko``."""

_GREEK = re.compile(r"\w+(?:opoulos|opoulou|akis|aki|[ie]dis|[ie]dou|atos|ellis|oglou|ou|os)")
"""Family names as Greek has them: ``papadopoulos``."""

_ARABIC = re.compile(r"(?:al|el|abd|abu)\w*|\w+(?:(?<![cs]k)i|ah|eh|ad|ud|" + "|".join(sorted(second_halves())) + ")")
"""Family names as Arabic, Persian, Urdu and Hebrew have them: ``alhassan``, ``ahmadi``, ``rahmanizadeh``."""

_CHINESE = re.compile(r"(?:ch|sh|zh|hs|ts|[bpmfdtnlgkhjqxzcsryw])?[aeiou]{1,3}(?:ng|n|k|m|p|h|r)?")
"""Family names of one syllable, as Chinese and Korean have them: ``du``, ``zhang``, ``kim``."""

_JAPANESE = re.compile(r"(?:(?:ky|gy|sh|ch|ts|ny|hy|ry|[kgsztdnhbpmyrwjf])?[aeiou]|n(?![aeiou])){2,}")
"""Family names as Japanese has them, a consonant to a vowel: ``tanaka``, ``shimizu``."""

_WRITTEN = (
    (("aeijouy", "cghkqx", "cjstxz", "buvw", "ft"), _SLAVIC),
    (("aeijouy", "cghkqx", "buvw", "dt", "bp", "ft"), _GREEK),
    (("aeiouy", "cghkqx", "dgj", "dz", "st", "fp", "bp", "vw"), _ARABIC),
    (("aeijouy", "cghkqx", "chjqstxz", "bp", "dt", "lr", "ln"), _CHINESE),
    (("lr", "cst", "jz", "fh"), _JAPANESE),
)  # fmt: skip
"""For each script the letters that one of its letters is written with, by one standard or another, and its family names.

Source: ISO 9:1995, ISO 843:1997, BGN/PCGN, ALA-LC; for Chinese Hanyu Pinyin and Wade–Giles, for Korean the Revised Romanization and
McCune–Reischauer, for Japanese the Hepburn and Kunrei systems.
"""

_ANYWHERE = ("ck", "ijy", "vw")
"""Letters that stand for each other in names of any origin, first ones among them: Carl and Karl, ``W.`` for ``V.``"""

_FURTHER = (*_ANYWHERE, "fp")
"""The same of further names: ``F.`` for the ``Ph.`` that was cut to a letter."""

_OF_NO_NAME_IN_FULL = ("gh",)
"""Letters of one that stand for each other where the first name does not say whose it is: ``A. G.`` and ``A. H.``"""

_ENGLISH = frozenset(names[0] for names in nicknames())


def may_stand_for(one: str, other: str, families: Iterable[str], first: Iterable[str]) -> bool:
    """Whether two initials may be of one name, by the folded family names of those who have them, and their first names.

    >>> may_stand_for("k", "h", ["orlov"], ["a"]), may_stand_for("k", "h", ["brewster"], ["robert"])
    (True, False)
    """
    if one == other or _together(one, other, _FURTHER):
        return True
    if _together(one, other, _OF_NO_NAME_IN_FULL) and _ENGLISH.isdisjoint(first):
        return True
    scripts = (names for letters, names in _WRITTEN if _together(one, other, letters))
    return any(_is_named(family, names) for names in scripts for family in families)


def stand_for_each_other(one: str, other: str) -> bool:
    """Whether two initials are written for each other, whoever has them."""
    return one != other and _together(one, other, _ANYWHERE)


def _is_named(family: str, names: re.Pattern[str]) -> bool:
    return names.fullmatch(family) is not None or (names is _CHINESE and family in east_asian_families())


def _together(one: str, other: str, groups: Iterable[str]) -> bool:
    return any(one in letters and other in letters for letters in groups)
