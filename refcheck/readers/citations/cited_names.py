"""The names that stand right before a year: "Doe, Roe, and van der Poe", "Doe et al."."""

import re
from collections.abc import Sequence
from functools import cache

from attrs import evolve, frozen

from refcheck.lexicon import Term, wordings
from refcheck.lexicon import words as words_of
from refcheck.model import Name
from refcheck.parsing.splitting.words import words

_REACH = 160
"""How far before the year names are looked for, in characters."""
_MOST_WORDS = 4
"""No family name, and no body's name that is cited, has more words."""

_TOKEN = re.compile(r"[^\W\d_](?:[\w’'‐‑-]*[^\W_])?\.?|\S")
"""A word, perhaps with a point, or a mark: "O’Neill", "J.", "al.", "&"."""

_ELIDED = re.compile(r"^(?:[dlnst]|all|dall|dell|nell|sull|un|qu)[’'](?=[^\W\d_])", re.IGNORECASE)
"""An article that is joined to a noun: "l’État", "dell'Atto"."""

_AND = frozenset(
    {"and", "&", "und", "et", "y", "e", "i", "и", "та", "en", "og", "och", "ve", "w", "/", "a", "és", "ja"}
)
_PARTICLES = words("van von de der den del della di da dos das du la le ter ten zu zur af al el bin ibn")
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


@cache
def _no_names() -> frozenset[str]:
    """The same, with months, seasons and what stands before years in all languages."""
    return _NO_NAMES | words_of(Term.MONTH, Term.SEASON, Term.BEFORE_YEAR, Term.DATED_THING, Term.SENTENCE)


@cache
def _others() -> frozenset[tuple[str, ...]]:
    """What stands for the other authors, word by word and without points: "et al", "u a"."""
    every = wordings(Term.OTHERS) | {"et al", "and others", "and colleagues", "u. a."}
    return frozenset(tuple(wording.replace(".", " ").split()) for wording in every)


@frozen(kw_only=True)
class Named:
    """Names as cited: where each begins, what joins each to the next ("," or "and"), and whether "et al." stands for more."""

    starts: tuple[int, ...]
    names: tuple[Name, ...]
    joints: tuple[str, ...]
    et_al: bool

    @property
    def start(self) -> int:
        """Where the first begins."""
        return self.starts[0]

    @property
    def first(self) -> str:
        """The first name as printed, without initials."""
        return str(self.names[0])

    def without_first(self) -> "Named | None":
        """The names behind the first, where a comma parts them: "Similarly, Doe et al."."""
        if len(self.names) < 2 or self.joints[0] != ",":
            return None
        return evolve(self, starts=self.starts[1:], names=self.names[1:], joints=self.joints[1:])

    def with_first(self, name: Name, by: int) -> "Named":
        """The same with a shorter form of the first name, which begins ``by`` code points later."""
        return evolve(self, starts=(self.start + by, *self.starts[1:]), names=(name, *self.names[1:]))


def names_before(text: str, end: int) -> Named | None:
    """The names that end at ``end``, perhaps with a comma behind; ``None`` where there are none."""
    start = max(end - _REACH, 0)
    tokens = [(start + token.start(), token.group()) for token in _TOKEN.finditer(text[start:end])]
    if tokens and tokens[-1][1] == ",":
        tokens.pop()
    printed = [token for _, token in tokens]
    behind = _others_at_end(printed)
    place = len(printed) - behind
    if behind and printed[place - 1 : place] == [","]:
        place -= 1
    found: list[tuple[int, Name]] = []
    joints: list[str] = []
    chained = behind > 0
    while (read := _name_before(printed, place)) is not None:
        first, name = read
        found.insert(0, (tokens[first][0], name))
        place = first
        if place and printed[place - 1].lower() in _AND:
            joints.insert(0, "and")
            place -= 2 if printed[place - 2 : place - 1] == [","] else 1
            chained = True
        elif place and printed[place - 1] == "," and chained:
            joints.insert(0, ",")
            place -= 1
        else:
            break
    if not found:
        return None
    return Named(
        starts=tuple(at for at, _ in found),
        names=tuple(name for _, name in found),
        joints=tuple(joints[-(len(found) - 1) :] if len(found) > 1 else ()),
        et_al=behind > 0,
    )


def _others_at_end(printed: Sequence[str]) -> int:
    """How many of the last words stand for the other authors."""
    low = [word.lower().rstrip(".") for word in printed[-_MOST_WORDS:]]
    return next((count for count in range(len(low), 0, -1) if tuple(low[-count:]) in _others()), 0)


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
    bare = _ELIDED.sub("", word)
    return (
        bare[:1].isalpha()
        and not bare[:1].islower()
        and bare.lower().rstrip(".") not in _no_names()
        and (not word.endswith(".") or _is_initial(word))
    )


def _is_initial(word: str) -> bool:
    return word.endswith(".") and len(word) == 2
