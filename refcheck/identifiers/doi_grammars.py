"""Reading the suffix of a DOI by its registrant's patterns, or as a SICI (Serial Item and Contribution Identifier).

Wiley and others built their DOIs from SICIs until about 2002: the ISSN, the date, volume and issue, and in angle
brackets the page and a code of the title. A SICI has brackets, semicolons and angle brackets that are all part
of the DOI.

Source: ANSI/NISO Z39.56-1996.

>>> read("(SICI)1098-2361(1999)18:5<415::AID-ZOO6>3.0.CO;2-Z")
{'issn': '1098-2361', 'year': '1999', 'volume': '18', 'issue': '5', 'page': '415'}

A pattern can be matched in three ways: exactly; with any punctuation where it has some; and, if the length of
its parts is fixed, without punctuation. The last two give the correct form of a suffix whose punctuation was
replaced or lost.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, zip_longest

from attrs import evolve, frozen

from refcheck.identifiers.doi_patterns import LOOSE, PATTERNS

_SICI = re.compile(
    r"(?:\(sici\))?(?P<issn>\d{4}-\d{3}[\dx])\((?P<year>\d{4})\d{0,4}(?:/\d{1,4})?\)(?P<volume>\d{1,4})"
    r"(?::(?P<issue>[\w/+.-]{1,12}))?[<\[](?P<page>\w{1,8}):{1,2}[^<>\[\]\s]{1,20}[>\]]\d\.\d\.(?:co|tx);2(?:-.)?",
    re.IGNORECASE,
)
"""A SICI: ``1520-0493(1934)62<202:TTDOJ>2.0.CO;2``."""


def read(suffix: str) -> dict[str, str] | None:
    """Return the parts of a suffix that is a SICI."""
    found = _SICI.fullmatch(suffix)
    return {name: part for name, part in found.groupdict().items() if part} if found else None


_PART = re.compile(r"<(\w+):([^<>]+)>")
"""A part of a pattern: ``<year:\\d{4}>``, ``<journal:[a-z]+>``."""

_MARKS = re.compile(r"[^0-9a-z]+")
"""A run of punctuation: ``.``, ``-``, ``/_``."""

_PREFIX = re.compile(r"10\.[0-9]{4,9}")
"""A prefix: ``10.1016``."""

_PLAIN = re.compile(
    r"10\.[0-9]{4,9}(?!.*[./_-]{2})/(?!.*10\.[0-9]{4}|.*[./](?:pdf|abs|xml|html?)$|.*[0-9.-][OolIL]+(?:[0-9.-]|$)|.*[OolI][0-9])"
    r"(?:[A-Za-z]+[./_-]){0,3}[A-Za-z]{0,20}(?:[./_-]?[A-Za-z]{0,3}[0-9])+[A-Za-z]{0,2}"
)
"""A DOI of short words and numbers with single separators: ``10.22059/rivj.2021.123456.654321``, ``10.1093/aje/kwq211``."""


@frozen
class Grammar:
    """One pattern, compiled for its three ways of matching, with the names of its parts and the literals around them."""

    whole: re.Pattern[str]
    forgiving: re.Pattern[str]
    bare: re.Pattern[str] | None
    names: Sequence[str]
    literals: Sequence[str]

    def parts(self, suffix: str) -> dict[str, str] | None:
        """Return the named parts of a suffix in lower case, if it matches this pattern."""
        found = self.whole.fullmatch(suffix)
        if found is None:
            return None
        parts: dict[str, str] = {}
        for name, text in zip(self.names, found.groups(), strict=True):
            parts[name] = parts.get(name, "") + text
        return parts

    def shaped(self, found: re.Match[str]) -> str:
        """Return the suffix of this pattern with the matched parts."""
        return _woven(self.literals, found.groups())


def parts(prefix: str, suffix: str) -> dict[str, str] | None:
    """Return the named parts of a suffix in lower case by its registrant's patterns; ``None`` where it fits no known pattern."""
    return next((read for grammar in _known(prefix) if (read := grammar.parts(suffix)) is not None), None)


def fits(doi: str) -> bool:
    """Return whether the whole DOI fits a pattern that its registrant is known to use."""
    prefix, _, suffix = doi.lower().partition("/")
    return any(grammar.whole.fullmatch(suffix) for grammar in _known(prefix))


def is_sound(doi: str) -> bool:
    """Return whether a DOI certainly needs no repair: it fits its registrant's pattern, is a SICI, or is of the simplest form.

    Nothing can be glued to short words and numbers with single separators without being noticed.
    """
    prefix, _, suffix = doi.partition("/")
    if ";2" in suffix and suffix.isascii() and read(suffix):
        return _PREFIX.fullmatch(prefix) is not None
    return fits(doi) or (_PLAIN.fullmatch(doi) is not None and next(shaped(doi), None) is None)


def shaped(doi: str) -> Iterator[str]:
    """Yield the DOIs with the same letters and digits that fit the registrant's patterns, in lower case, the nearest first.

    There is none if the DOI itself fits a pattern.
    """
    prefix, _, suffix = doi.lower().partition("/")
    if not suffix.isascii() or parts(prefix, suffix) is not None:
        return
    bare = _MARKS.sub("", suffix)
    near = [(grammar, grammar.forgiving.fullmatch(suffix)) for grammar in _known(prefix)]
    far = [(grammar, grammar.bare.fullmatch(bare)) for grammar in _known(prefix) if grammar.bare]
    for grammar, found in near + far:
        if found:
            yield f"{prefix}/{grammar.shaped(found)}"


@cache
def _known(prefix: str) -> tuple[Grammar, ...]:
    """Return the patterns known for a prefix such as ``10.1016``."""
    fixed = (_compiled(pattern) for pattern in PATTERNS.get(prefix, ()))
    loose = (evolve(_compiled(pattern), bare=None) for pattern in LOOSE.get(prefix, ()))
    return (*fixed, *loose)


def _compiled(pattern: str) -> Grammar:
    literals, names, parts = (_PART.split(pattern)[start::3] for start in range(3))
    groups = [f"({part})" for part in parts]
    return Grammar(
        whole=re.compile(_woven(map(re.escape, literals), groups)),
        forgiving=re.compile(_woven((_MARKS.sub("[^0-9a-z]*", literal) for literal in literals), groups)),
        bare=re.compile(_woven((_MARKS.sub("", literal) for literal in literals), groups)),
        names=names,
        literals=literals,
    )


def _woven(literals: Iterable[str], parts: Iterable[str]) -> str:
    """Return literals and parts alternately joined, starting and ending with a literal."""
    return "".join(chain.from_iterable(zip_longest(literals, parts, fillvalue="")))
