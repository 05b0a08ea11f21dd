"""How registrants build the suffixes of their DOIs, where the pattern is fixed and known.

A pattern is written as it is printed, with its parts in angle brackets
(``j.<journal:[a-z]+>.<year:\\d{4}>.<item:\\d{5}>``); no part holds punctuation. So a pattern can be read in two
ways: as it stands, and with all punctuation taken out, which shows what a suffix would be whose punctuation was
lost or mistaken.

Source: the registrants' own DOIs; for Elsevier's PII and for SICI (ANSI/NISO Z39.56) see also ``sici.py``.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from attrs import frozen

_PART = re.compile(r"<(\w+):([^<>]+)>")
"""A part of a pattern: ``<year:\\d{4}>``, ``<journal:[a-z]+>``."""

_PUNCTUATION = re.compile(r"[^0-9a-z]+")
"""What is left out of a skeleton: ``.``, ``-``, ``/_``."""

_PLAIN = re.compile(r"10\.[0-9]{4,9}/[A-Za-z]{0,20}(?:[._-]?[0-9]+)+")
"""A DOI of letters, then numbers: ``10.22059/jcep.2021.310112.449952``, ``10.1109/5.771073``."""

_YEAR = r"(?:18|19|20)\d\d"
_CHECK = r"[\dx]"

_PII = (
    rf"s<issn:\d{{4}}>-<issn:\d{{3}}{_CHECK}>(<yy:\d\d>)<item:\d{{5}}>-<check:{_CHECK}>",
    rf"<issn:\d{{4}}>-<issn:\d{{3}}{_CHECK}>(<yy:\d\d>)<item:\d{{5}}>-<check:{_CHECK}>",
)
_ELSEVIER = (
    *_PII,
    rf"j.<journal:[a-z]+>.<year:{_YEAR}>.<month:\d\d>.<item:\d{{3}}>",
    rf"j.<journal:[a-z]+>.<year:{_YEAR}>.<item:1\d{{5}}>",
    rf"b<isbn:978>-<isbn:\d>-<isbn:\d{{2}}>-<isbn:\d{{6}}>-<isbn:\d>.<item:\d{{5}}>-<check:{_CHECK}>",
    rf"b<isbn:978>-<isbn:\d>-<isbn:\d{{3}}>-<isbn:\d{{5}}>-<isbn:\d>.<item:\d{{5}}>-<check:{_CHECK}>",
    rf"b<isbn:978>-<isbn:\d>-<isbn:\d{{4}}>-<isbn:\d{{4}}>-<isbn:\d>.<item:\d{{5}}>-<check:{_CHECK}>",
)
_SPRINGER_ARTICLE = r"s<journal:\d{5}>-<yyy:0\d\d>-<item:\d{4,5}>-<check:[\da-z]>"
_SPRINGER_CHAPTER = (
    r"<isbn:978>-<isbn:\d>-<isbn:\d{3}>-<isbn:\d{5}>-<isbn:\d>_<chapter:\d{1,3}>",
    r"<isbn:978>-<isbn:\d>-<isbn:\d{4}>-<isbn:\d{4}>-<isbn:\d>_<chapter:\d{1,3}>",
    r"<isbn:978>-<isbn:\d>-<isbn:\d{2}>-<isbn:\d{6}>-<isbn:\d>_<chapter:\d{1,3}>",
)
_BLACKWELL = (
    rf"j.<issn:\d{{4}}>-<issn:\d{{3}}{_CHECK}>.<year:{_YEAR}>.<item:tb\d{{5}}>.x",
    rf"j.<issn:\d{{4}}>-<issn:\d{{3}}{_CHECK}>.<year:{_YEAR}>.<item:\d{{5}}>.x",
    rf"j.<issn:\d{{4}}>-<issn:\d{{3}}{_CHECK}>.<year:{_YEAR}>.<item:mp\d{{5}}>.x",
)
_TAYLOR = (rf"<issn:[012]\d{{6}}{_CHECK}>.<year:{_YEAR}>.<item:\d{{6,8}}>",)

PATTERNS: Mapping[str, tuple[str, ...]] = {
    "10.1002": _BLACKWELL,
    "10.1007": (_SPRINGER_ARTICLE, *_SPRINGER_CHAPTER),
    "10.1016": _ELSEVIER,
    "10.1037": (rf"<issn:\d{{4}}>-<issn:\d{{3}}{_CHECK}>.<volume:\d{{1,3}}>.<issue:\d>.<page:\d{{1,4}}>",),
    "10.1038": (_SPRINGER_ARTICLE, r"<journal:[a-z]+>.<year:20\d\d>.<item:\d{1,4}>"),
    "10.1046": _BLACKWELL,
    "10.1053": _ELSEVIER,
    "10.1055": (rf"s-<year:{_YEAR}>-<item:\d{{5,7}}>", r"s-<yyyy:00\d\d>-<item:\d{5,7}>"),
    "10.1057": (_SPRINGER_ARTICLE, *_SPRINGER_CHAPTER),
    "10.1073": (r"pnas.<item:\d{9,10}>",),
    "10.1080": _TAYLOR,
    "10.1088": (rf"<issn:\d{{4}}>-<issn:\d{{3}}{_CHECK}>/<item:[a-z]{{2}}\w{{4}}>",),
    "10.1089": (rf"<journal:[a-z]+>.<year:{_YEAR}>.<item:\d{{4}}>",),
    "10.1097": (
        r"<section:\d\d>.<journal:[a-z]+>.<item:\d{10}>.<item:\d{5}>.<check:[\da-f]{2}>",
        r"<journal:[a-z]{2,3}>.<item:\d{16}>",
        r"<journal:[a-z]{2,3}>.<item:0b\d{3}e\d{10}>",
    ),
    "10.1098": (rf"rs<journal:[a-z]{{2}}>.<year:{_YEAR}>.<item:\d{{4}}>",),
    "10.1109": (rf"<journal:[a-z]+>.<year:{_YEAR}>.<item:\d{{5,7}}>",),
    "10.1111": _BLACKWELL,
    "10.1113": _BLACKWELL,
    "10.1126": (r"science.<item:\d{7}>", r"science.<item:[a-z]{3}\d{4}>", r"sciadv.<item:[a-z]{3}\d{4}>"),
    "10.1128": (r"<journal:[a-z]+>.<item:\d{5}>-<yy:\d\d>",),
    "10.1136": (rf"<journal:[a-z]+>-<year:{_YEAR}>-<item:\d{{6}}>", rf"<journal:[a-z]+>.<year:{_YEAR}>.<item:\d{{6}}>"),
    "10.1140": (_SPRINGER_ARTICLE,),
    "10.1146": (r"annurev-<journal:[a-z]+>-<date:\d{6}>-<item:\d{6}>",),
    "10.1152": (rf"<journal:[a-z]+>.<item:\d{{5}}>.<year:{_YEAR}>",),
    "10.1155": (rf"<year:{_YEAR}>/<item:\d{{5,7}}>",),
    "10.1158": (rf"<issn:\d{{4}}>-<issn:\d{{3}}{_CHECK}>.<journal:[a-z]+>-<yy:\d\d>-<item:\d{{4}}>",),
    "10.1164": (
        r"<journal:ajrccm>.<volume:\d{3}>.<issue:\d>.<item:\d{7}>",
        r"<journal:ajrccm>.<volume:\d{3}>.<issue:\d\d>.<item:\d{7}>",
        r"<journal:rccm>.<item:\d{6}>-<item:\d{3,4}\w\w>",
    ),
    "10.1175": (r"<journal:[a-z]+>-d-<yy:\d\d>-<item:\d{4,5}>.<part:1>",),
    "10.1177": (r"<item:\d{16}>",),
    "10.1186": (_SPRINGER_ARTICLE, rf"<issn:\d{{4}}>-<issn:\d{{3}}{_CHECK}>-<volume:\d{{1,2}}>-<item:\d{{1,3}}>"),
    "10.1200": (rf"jco.<year:{_YEAR}>.<item:\d\d>.<item:\d{{4}}>",),
    "10.1207": (r"s<issn:\d{7}[\dx]><journal:[a-z]{2,4}><volume:\d\d><issue:\d\d>_<item:\d{1,2}>",),
    "10.1245": (_SPRINGER_ARTICLE,),
    "10.1371": (r"journal.<journal:p[a-z]{3}>.<item:\d{7}>",),
    "10.1523": (rf"jneurosci.<item:\d{{4}}>-<yy:\d\d>.<year:{_YEAR}>",),
    "10.2139": (r"ssrn.<item:\d{6,7}>",),
    "10.3389": (rf"<journal:f[a-z]{{3,5}}>.<year:{_YEAR}>.<item:\d{{5,7}}>",),
    "10.4103": (rf"<issn:\d{{4}}>-<issn:\d{{3}}{_CHECK}>.<item:\d{{4,6}}>",),
    "10.5281": (r"zenodo.<item:\d{4,9}>",),
    "10.7554": (r"elife.<item:\d{5}>",),
    "10.7717": (r"peerj.<item:\d{1,5}>",),
    "10.48550": (r"arxiv.<arxiv:\d{4}>.<arxiv:\d{5}>",),
}
"""Prefix → patterns of the suffix, in lower case, of parts whose length is fixed or that letters divide."""

LOOSE: Mapping[str, tuple[str, ...]] = {
    "10.1073": (r"pnas.<volume:\d{2,3}>.<issue:\d{1,2}>.<page:\d{1,5}>",),
    "10.1088": (rf"<issn:\d{{4}}>-<issn:\d{{3}}{_CHECK}>/<volume:\d{{1,3}}>/<issue:\d{{1,2}}[a-z]?>/<page:\w{{1,6}}>",),
    "10.1101": (r"<journal:[a-z]+>.<volume:\d{1,3}>.<issue:\d{1,2}>.<page:\d{1,4}>",),
    "10.1103": (
        r"<journal:physrev[a-z]*>.<volume:\d{1,3}>.<page:\d{1,6}>",
        r"revmodphys.<volume:\d{1,3}>.<page:\d{1,6}>",
    ),
    "10.1128": (
        rf"<journal:[a-z]+>.<volume:\d{{1,3}}>.<issue:\d{{1,2}}>.<page:\d{{1,5}}>-<last:\d{{1,5}}>.<year:{_YEAR}>",
    ),
    "10.1152": (rf"<journal:[a-z]+>.<year:{_YEAR}>.<volume:\d{{1,3}}>.<issue:\d{{1,2}}>.<page:[a-z]?\d{{1,5}}>",),
    "10.1192": (r"<journal:[a-z]+>.<volume:\d{1,3}>.<issue:\d{1,2}>.<page:\d{1,4}>",),
    "10.1523": (rf"jneurosci.<volume:\d{{2}}>-<issue:\d{{2}}>-<page:\d{{5}}>.<year:{_YEAR}>",),
    "10.1257": (r"<journal:[a-z]+>.<volume:\d{1,3}>.<issue:\d{1,2}>.<page:\d{1,4}>",),
}
"""Patterns that can be read, and that say nothing once their punctuation is lost: where one number ends is not known then."""


@frozen
class Grammar:
    """One pattern, compiled: as it stands (``whole``), and without punctuation (``skeleton``)."""

    whole: re.Pattern[str]
    skeleton: re.Pattern[str]
    names: tuple[str, ...]
    pieces: tuple[str | int, ...]

    def parts(self, suffix: str) -> dict[str, str] | None:
        """The named parts of a suffix in lower case, if it is of this pattern; parts of one name are put together."""
        found = self.whole.fullmatch(suffix)
        if found is None:
            return None
        parts: dict[str, str] = {}
        for name, text in zip(self.names, found.groups(), strict=True):
            parts[name] = parts.get(name, "") + text
        return parts

    def shaped(self, skeleton: str) -> str | None:
        """The suffix in this pattern whose letters and digits are ``skeleton``, if there is one."""
        found = self.skeleton.fullmatch(skeleton)
        if found is None:
            return None
        return "".join(piece if isinstance(piece, str) else found[piece] for piece in self.pieces)


@cache
def grammars(prefix: str) -> tuple[Grammar, ...]:
    """The patterns known for a prefix such as ``10.1016``."""
    return tuple(_compiled(pattern) for pattern in PATTERNS.get(prefix, ()))


@cache
def _loose_grammars(prefix: str) -> tuple[Grammar, ...]:
    return tuple(_compiled(pattern) for pattern in LOOSE.get(prefix, ()))


def parts(prefix: str, suffix: str) -> dict[str, str] | None:
    """What the suffix says of itself, by its registrant's pattern; ``None`` where it fits none that is known."""
    lowered = suffix.lower()
    known = (*grammars(prefix), *_loose_grammars(prefix))
    return next((read for grammar in known if (read := grammar.parts(lowered)) is not None), None)


def is_sound(doi: str) -> bool:
    """Whether nothing can be said against a DOI: it is of its registrant's pattern, or of the plainest kind.

    Letters, then numbers, with single marks between leave no room for anything glued to it.
    """
    prefix, _, suffix = doi.partition("/")
    if prefix in PATTERNS:
        return parts(prefix, suffix) is not None
    return _PLAIN.fullmatch(doi) is not None


def fits(doi: str) -> bool:
    """Whether the DOI is wholly of a pattern that its registrant is known to use."""
    prefix, _, suffix = doi.partition("/")
    return parts(prefix, suffix) is not None


def shaped(doi: str) -> Iterator[str]:
    """The DOIs with the same letters and digits that fit their registrant's patterns, in lower case; none if it fits itself."""
    prefix, _, suffix = doi.lower().partition("/")
    known = grammars(prefix)
    if not known or not suffix.isascii() or parts(prefix, suffix) is not None:
        return
    skeleton = _PUNCTUATION.sub("", suffix)
    for grammar in known:
        shape = grammar.shaped(skeleton)
        if shape is not None:
            yield f"{prefix}/{shape}"


def _compiled(pattern: str) -> Grammar:
    pieces: list[str | int] = []
    names: list[str] = []
    whole, skeleton, at = [], [], 0
    for part in _PART.finditer(pattern):
        literal = pattern[at : part.start()]
        names.append(part[1])
        pieces += [literal, len(names)]
        whole += [re.escape(literal), f"({part[2]})"]
        skeleton += [_PUNCTUATION.sub("", literal), f"({part[2]})"]
        at = part.end()
    rest = pattern[at:]
    return Grammar(
        whole=re.compile("".join(whole) + re.escape(rest)),
        skeleton=re.compile("".join(skeleton) + _PUNCTUATION.sub("", rest)),
        names=tuple(names),
        pieces=(*pieces, rest),
    )
