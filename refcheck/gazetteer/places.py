"""Places that publish much: what tells a place from a publishing house, and ends a title."""

import re
import tomllib
from pathlib import Path

_LISTS = tomllib.loads(Path(__file__).with_name("places.toml").read_text(encoding="utf-8"))

CITIES = tuple(_LISTS["cities"].split())
"""Cities whose name is one word, in small letters."""

PLACE_WORDS = (*_LISTS["words"].split(), *CITIES)
"""Words of places' names and abbreviations of states, in small letters: "janeiro", "ca"."""

_NAMES = frozenset(name.replace(". ", ".") for name in (*CITIES, *_LISTS["more"]))
_REGIONS = frozenset(_LISTS["regions"].split())

_WORD = re.compile(r"[^\W\d_]+")
_FIRST_WORDS = frozenset(_WORD.findall(name)[0] for name in _NAMES)
"""What every name begins with: a text that begins otherwise is none."""

_BETWEEN = re.compile(r"\s?[/,;&–-]\s?|\s(?:und|and|et|e|y|u\.)\s")
"""What parts two places, or a place and its region: "/", ", ", " - ", " und "."""

_OTHERS = re.compile(r"\s?,?\s?\[?(?:u\.\s?a\.?|et\sal\.?|etc\.)\]?$")
""""And other places": " u. a.", " [u.a.]", " et al."."""

_LONGEST = 80
"""The longest text that is taken for places, in code points."""


def iranian_places() -> frozenset[str]:
    """Iran, and the cities in which its journals are published, in small letters."""
    return frozenset(_LISTS["iranian"].split())


def are_places(text: str) -> bool:
    """Whether a text names places and nothing else: "Oxford", "London/New York", "Cambridge, Mass.", "Wien u. a."."""
    if len(text) > _LONGEST:
        return False
    stripped = text.lower().strip(" .,;:()[]")
    begins = _WORD.match(stripped)
    if begins is None or begins[0] not in _FIRST_WORDS:
        return False
    rest = _OTHERS.sub("", stripped)
    if _is_place(rest):
        return True
    first, *others = _BETWEEN.split(rest)
    return _is_place(first) and all(_is_place(other) or _plain(other) in _REGIONS for other in others)


def _is_place(name: str) -> bool:
    return _plain(name) in _NAMES


def _plain(name: str) -> str:
    """A name without blanks behind full stops and without the last stop: "frankfurt a.m"."""
    stripped = " ".join(name.split()).strip(" .()[]")
    return stripped.replace(". ", ".")
