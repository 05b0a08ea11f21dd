"""Names printed again in the orders and with the marks of different styles."""

import random
import re
from collections.abc import Callable, Sequence

from attrs import evolve

from refcheck.model import Name

#: The shape of one name: what stands between its parts.
Printer = Callable[[Name], str]


def _initials(name: Name, dot: str, between: str) -> str:
    words = re.findall(r"[^\W\d_]+", name.given or "")
    letters = [letter for word in words for letter in (word if word.isupper() and len(word) < 4 else word[0])]
    return between.join(letter.upper() + dot for letter in letters)


def _family(name: Name) -> str:
    return name.literal or " ".join(part for part in (name.particle, name.family) if part)


def _inverted(dot: str, between: str, comma: str) -> Printer:
    def printed(name: Name) -> str:
        initials = _initials(name, dot, between)
        return f"{_family(name)}{comma}{initials}" if initials else _family(name)

    return printed


def _direct(dot: str, between: str) -> Printer:
    def printed(name: Name) -> str:
        initials = _initials(name, dot, between)
        return f"{initials} {_family(name)}" if initials else _family(name)

    return printed


def _full(name: Name) -> str:
    return f"{name.given} {_family(name)}" if name.given else _family(name)


def _full_inverted(name: Name) -> str:
    return f"{_family(name)}, {name.given}" if name.given else _family(name)


def _capitals(printer: Printer) -> Printer:
    def printed(name: Name) -> str:
        return printer(evolve(name, family=name.family.upper() if name.family else None))

    return printed


class NameStyle:
    """How a list of names is printed: the first, the others, what stands between them and before the last."""

    def __init__(
        self,
        first: Printer,
        other: Printer | None = None,
        between: str = ", ",
        last: str = ", and ",
        et_al: str = " et al.",
    ) -> None:
        """``other`` is ``first`` unless it is given."""
        self._first, self._other = first, other or first
        self._between, self._last, self._et_al = between, last, et_al

    def __call__(self, names: Sequence[Name], chance: random.Random) -> str:
        """The list; long ones are cut at times, with "et al."."""
        shown = list(names)
        cut = (len(shown) > 3 and chance.random() < 0.25) or (len(shown) > 1 and chance.random() < 0.05)
        if cut:
            shown = shown[: chance.choice((1, 1, 3)) if len(shown) > 3 else 1]
        printed = [self._first(shown[0]), *(self._other(name) for name in shown[1:])]
        if cut:
            return self._between.join(printed) + self._et_al
        if len(printed) == 1:
            return printed[0]
        return self._between.join(printed[:-1]) + self._last + printed[-1]


APA = NameStyle(_inverted(".", " ", ", "), last=", & ", et_al=", et al.")
APA_PLAIN = NameStyle(_inverted(".", " ", ", "), last=" & ")
HARVARD = NameStyle(_inverted(".", "", ", "), last=" and ")
VANCOUVER = NameStyle(_inverted("", "", " "), last=", ", et_al=", et al")
VANCOUVER_DOTS = NameStyle(_inverted(".", "", " "), last=", ", et_al=", et al.")
IEEE = NameStyle(_direct(".", " "), last=", and ")
PHYSICS = NameStyle(_direct(".", ""), last=" and ")
PHYSICS_COMMAS = NameStyle(_direct(".", " "), last=", ", et_al=", et al.")
CHICAGO = NameStyle(_full_inverted, _full, last=", and ")
CHICAGO_PLAIN = NameStyle(_full_inverted, _full, last=" and ", et_al=" and others")
FULL = NameStyle(_full, last=", and ")
FULL_PLAIN = NameStyle(_full, last=" and ")
FULL_GERMAN = NameStyle(_full, last=" und ", et_al=" u.a.")
FULL_COMMAS = NameStyle(_full, last=", ", et_al=" et al.")
FULL_SLASHES = NameStyle(_full, between="/", last="/", et_al="/et al.")
BARE = NameStyle(_direct("", ""), between=",", last=",")
SEMICOLONS = NameStyle(_inverted(".", " ", ", "), between="; ", last="; ")
SEMICOLONS_FULL = NameStyle(_full_inverted, between="; ", last="; ")
CAPITALS = NameStyle(_capitals(_inverted(".", " ", ", ")), between="; ", last="; ")
CAPITALS_FIRST = NameStyle(
    lambda name: f"{_family(name).upper()} {name.given}" if name.given else _family(name), last=", "
)
CAPITALS_PLAIN = NameStyle(_capitals(_inverted(".", ".", ", ")), last=" & ")
CAPITALS_GB = NameStyle(_capitals(_inverted("", " ", " ")), last=", ", et_al=", et al.")
SLASHES = NameStyle(_full_inverted, between="/", last="/", et_al=" et al.")
SLASHES_INITIALS = NameStyle(_inverted(".", " ", ", "), between="/", last="/", et_al=" u.a.")
SLASHES_SPACED = NameStyle(_full, between=" / ", last=" / ", et_al=" u.a.")
GERMAN = NameStyle(_full_inverted, last=" und ", et_al=" u. a.")
GERMAN_FIRST = NameStyle(_full_inverted, _full, last=" und ", et_al=" et al.")
POLISH = NameStyle(_direct(".", ""), last=" i ", et_al=" i in.")
POLISH_INVERTED = NameStyle(_inverted(".", "", " "), last=", ", et_al=" i wsp.")
TURKISH = NameStyle(_full_inverted, _full, last=" ve ", et_al=" vd.")
TURKISH_CAPITALS = NameStyle(_capitals(_full), between=", ", last=", ", et_al=" vd.")
SPANISH = NameStyle(_full_inverted, _full, last=" y ", et_al=" et al.")
SPANISH_CAPITALS = NameStyle(_capitals(_full_inverted), last=" y ", et_al=" y otros")
PORTUGUESE = NameStyle(_capitals(_full_inverted), between="; ", last="; ", et_al=" et al.")
ITALIAN = NameStyle(_direct(".", ""), last=", ", et_al=" et al.")
ITALIAN_CAPITALS = NameStyle(_capitals(_direct(".", " ")), last=" - ", et_al=" et alii")
FRENCH_FULL = NameStyle(_capitals(_full), last=" et ", et_al=" et al.")
FRENCH_BRACKETS = NameStyle(
    lambda name: f"{_family(name).upper()} ({name.given})" if name.given else _family(name), last=", "
)
DUTCH = NameStyle(_inverted(".", "", ", "), last=" en ", et_al=" e.a.")
DUTCH_FULL = NameStyle(_full, last=" en ", et_al=" e.a.")
NORWEGIAN = NameStyle(_full_inverted, _full, last=" og ", et_al=" m.fl.")
SWEDISH = NameStyle(_full_inverted, _full, last=" och ", et_al=" m.fl.")
CZECH = NameStyle(_capitals(_full_inverted), last=" a ", et_al=" et al.")
CZECH_INITIALS = NameStyle(_inverted(".", "", ", "), last=" – ", between=" – ", et_al=" a kol.")
FRENCH = NameStyle(_capitals(_direct(".", "-")), last=" et ", et_al=" et al.")
RUSSIAN = NameStyle(_inverted(".", " ", " "), last=", ", et_al=" et al.")
DASHES = NameStyle(_direct(".", ""), between=" - ", last=" - ")
EDITORS = NameStyle(_direct(".", " "), last=" & ")
EDITORS_FULL = NameStyle(_full, last=" and ")
EDITORS_INVERTED = NameStyle(_inverted(".", " ", ", "), last=" and ")
EDITORS_SLASHES = NameStyle(_full_inverted, between="/", last="/")
EAST_ASIAN = NameStyle(_full_inverted, between="，", last="，", et_al="，等")
EAST_ASIAN_PLAIN = NameStyle(_full_inverted, last=", ", et_al=", 等")
EAST_ASIAN_DOTS = NameStyle(_full_inverted, between="、", last="、", et_al="等")
