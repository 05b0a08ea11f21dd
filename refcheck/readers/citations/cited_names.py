"""The names that stand right before a year: "Doe, Roe, and van der Poe", "Doe et al."."""

import re
from collections.abc import Sequence

from attrs import frozen

from refcheck.model import Name
from refcheck.parsing.splitting.words import words

_REACH = 160
"""How far before the year names are looked for, in characters."""
_MOST_WORDS = 4
"""No family name, and no body's name that is cited, has more words."""

# A word, perhaps with a point, or a mark: "O’Neill", "J.", "al.", "&".
_TOKEN = re.compile(r"[^\W\d_](?:[\w’'‐‑-]*[^\W_])?\.?|\S")
_AND = frozenset({"and", "&", "und", "et", "y", "e", "i", "и", "та", "en", "og", "och", "ve", "w"})
_PARTICLES = words("van von de der den del della di da dos das du la le ter ten zu zur af al el bin ibn")
_OTHERS = (
    ("et", "al"),
    ("et", "al."),
    ("and", "others"),
    ("and", "colleagues"),
    ("and", "co-workers"),
    ("и", "др."),
    ("u.", "a."),
)
"""What stands for the other authors."""
_NO_NAMES = words(
    "a an and as at by for from in of on since see the this these that those to under unlike until when where while with like per",
    "however although also but compare both following according after before during because between despite given if it its more",
    "most only or our their then thus through we he she they there which who whose such what why how here hence",
    "table tables figure figures fig section sections chapter chapters appendix appendices equation equations eq box boxes part",
    "parts volume volumes vol no page pages pp act law article articles version edition copyright step steps note notes",
    "january february march april may june july august september october november december spring summer autumn fall winter",
    "jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday",
    "siehe vgl vergleiche nach im in der die das und bei wie auch voir selon dans les la le véase según en los las",
)
"""Words that open sentences or stand before years and are no names, in small letters."""


@frozen(kw_only=True)
class Named:
    """Names as cited: where the first begins, and whether "et al." stands for more."""

    start: int
    names: tuple[Name, ...]
    et_al: bool

    @property
    def first(self) -> str:
        """The first name as printed, without initials."""
        return str(self.names[0])


def names_before(text: str, end: int) -> Named | None:
    """The names that end at ``end``, perhaps with a comma behind; ``None`` where there are none."""
    start = max(end - _REACH, 0)
    tokens = [(start + token.start(), token.group()) for token in _TOKEN.finditer(text[start:end])]
    if tokens and tokens[-1][1] == ",":
        tokens.pop()
    printed = [token for _, token in tokens]
    et_al = len(printed) > 1 and (printed[-2].lower(), printed[-1].lower()) in _OTHERS
    place = len(printed) - (2 if et_al else 0)
    if et_al and printed[place - 1 : place] == [","]:
        place -= 1
    found: list[tuple[int, Name]] = []
    chained = et_al
    while (read := _name_before(printed, place)) is not None:
        first, name = read
        found.insert(0, (tokens[first][0], name))
        place = first
        if place and printed[place - 1].lower() in _AND:
            place -= 2 if printed[place - 2 : place - 1] == [","] else 1
            chained = True
        elif place and printed[place - 1] == "," and chained:
            place -= 1
        else:
            break
    return Named(start=found[0][0], names=tuple(name for _, name in found), et_al=et_al) if found else None


def _name_before(printed: Sequence[str], end: int) -> tuple[int, Name] | None:
    """The place of the first word of the name that ends before ``end``, and the name."""
    place = end
    while place and end - place < _MOST_WORDS and _is_name(printed[place - 1]):
        place -= 1
    family = [word for word in printed[place:end] if not _is_initial(word)]
    if not family:
        return None
    first = place
    while first and printed[first - 1] in _PARTICLES and printed[first - 1] not in _AND:
        first -= 1
    return first, Name(family=" ".join(family), particle=" ".join(printed[first:place]) or None)


def _is_name(word: str) -> bool:
    return (
        word[:1].isalpha()
        and not word[:1].islower()
        and word.lower().rstrip(".") not in _NO_NAMES
        and (not word.endswith(".") or _is_initial(word))
    )


def _is_initial(word: str) -> bool:
    return word.endswith(".") and len(word) == 2
