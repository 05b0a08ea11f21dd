"""The names directly before a year: "Doe, Roe, and van der Poe", "Doe et al."."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from attrs import evolve, frozen

from refcheck.gazetteer.names import capital_particles
from refcheck.lexicon import Term, wordings, words
from refcheck.lexicon.patterns import is_unspaced
from refcheck.model import Name

REACH = 160
"""How far before the year names are searched for, in characters."""
_MOST_WORDS = 4
"""The most words of a family name, or of an organisation's name as cited."""

_TOKEN = re.compile(r"[^\W\d_](?:[\w’'‐‑-]*[^\W_])?\.?|\S")
"""A word, perhaps with a full stop, or a punctuation mark: "O’Neill", "J.", "al.", "&"."""

_ELIDED = re.compile(r"^(?:[dlnst]|all|dall|dell|nell|sull|un|qu)[’'](?=[^\W\d_])", re.IGNORECASE)
"""An elided article, joined to a noun: "l’État", "dell'Atto"."""

_JOINT = r"(?<=[가-힣])[과와](?=\s)|(?<=[一-鿿]{2})[和与與](?=[一-鿿]{2})|(?<=[가-힣一-鿿])[·・]"
"""Punctuation and words that join names in scripts without spaces: "황나루와 박다솔", "孙泉与周溪文", "島村・谷川"."""

_AND = words(Term.AND) | {"&", "/", "·", "・"} | set(filter(is_unspaced, words(Term.AND_OF_NAMES)))
_PARTICLES = words(Term.PARTICLE, Term.ARTICLE)
_OF_DATES = words(Term.MONTH, Term.SEASON, Term.WEEKDAY, Term.BEFORE_YEAR, Term.DATED_THING)
_NO_NAMES = (
    _OF_DATES
    | words(Term.SENTENCE, Term.SMALL, Term.OPENING)
    | words(Term.THING, Term.IN, Term.AT, Term.SEE, Term.VOLUME, Term.PAGE)
    | {"a", "no"}
)
"""Words, in lower case, that start sentences or precede years and are not names."""


@cache
def _others() -> frozenset[tuple[str, ...]]:
    """Return the phrases for the other authors, word by word and without full stops: "et al", "u a"."""
    joined = {f"{each} {noun}" for each in words(Term.AND) for noun in words(Term.OTHERS_WORD)}
    every = wordings(Term.OTHERS, Term.OTHERS_IN_TEXT) | joined
    return frozenset(tuple(wording.replace(".", " ").split()) for wording in every)


@lru_cache(maxsize=4)
def _tokens(listed: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of a token; in scripts without spaces, that is a listed name, a known word, or the text between these."""
    known, others = (
        "|".join(sorted(map(re.escape, filter(is_unspaced, some)), key=len, reverse=True)) or r"\Z."
        for some in (listed, wordings(Term.OTHERS, Term.OTHERS_IN_TEXT))
    )
    return re.compile(
        rf"(?:{known})(?![가-힣])|{_JOINT}|{others}|[가-힣]+?(?=[과와]\s|[^가-힣]|\Z)"
        rf"|[一-鿿々]+?(?=[^一-鿿々]|\Z|{known}|{_JOINT}|{others})|[ぁ-ゟ]|[ァ-ヿ]+|{_TOKEN.pattern}"
    )


@frozen(kw_only=True)
class Named:
    """Names as cited: where each starts, what joins each to the next ("," or "and"), and whether "et al." stands for more."""

    starts: tuple[int, ...]
    names: tuple[Name, ...]
    joints: tuple[str, ...]
    et_al: bool

    @property
    def start(self) -> int:
        """The position where the first name starts."""
        return self.starts[0]

    def without_first(self) -> "Named | None":
        """Return the names after the first if a comma separates them, "Similarly, Doe et al."; else ``None``."""
        if len(self.names) < 2 or self.joints[0] != ",":
            return None
        return evolve(self, starts=self.starts[1:], names=self.names[1:], joints=self.joints[1:])

    def with_first(self, name: Name, by: int) -> "Named":
        """Return the names with a shorter form of the first, which starts ``by`` code points later."""
        return evolve(self, starts=(self.start + by, *self.starts[1:]), names=(name, *self.names[1:]))


def may_be_listed(family: str) -> bool:
    """Return whether a common word is read as a name if the list has such a family name: "Han", "Ma", not "May", as in dates."""
    return family.lower() in _NO_NAMES - _OF_DATES


def names_before(text: str, end: int, listed: frozenset[str], marks: str = ",") -> Named | None:
    """Return the names that end at ``end``, perhaps with a comma after them; ``None`` if there are none.

    ``listed`` are those listed names, in lower case, that are words of some language or in a script without spaces; ``marks``
    separate names: a semicolon does in brackets, "(Doe; Roe, 2020)", and a comma if more than one is named.
    """
    start = max(end - REACH, 0)
    pattern = _TOKEN if text[start:end].isascii() else _tokens(listed)
    tokens = [(start + token.start(), token.group()) for token in pattern.finditer(text[start:end])]
    if tokens and tokens[-1][1] == ",":
        tokens.pop()
    printed = [token for _, token in tokens]
    others = _others_at_end(printed)
    place = len(printed) - others
    if others and printed[place - 1 : place] == [","]:
        place -= 1
    found: list[tuple[int, Name]] = []
    joints: list[str] = []
    chained = others > 0
    while (read := _name_before(printed, place, listed)) is not None:
        first, name = read
        found.insert(0, (tokens[first][0], name))
        place = first
        if place and printed[place - 1].lower() in _AND:
            joints.insert(0, "and")
            place -= 2 if printed[place - 2 : place - 1] == [","] else 1
            chained = True
        elif place and printed[place - 1] in marks and (chained or printed[place - 1] != ","):
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
        et_al=others > 0,
    )


def _others_at_end(printed: Sequence[str]) -> int:
    """Return how many of the last words stand for the other authors."""
    low = [word.lower().rstrip(".") for word in printed[-_MOST_WORDS:]]
    return next((count for count in range(len(low), 0, -1) if tuple(low[-count:]) in _others()), 0)


def _name_before(printed: Sequence[str], end: int, listed: frozenset[str]) -> tuple[int, Name] | None:
    """Return the index of the first word of the name that ends before ``end``, and the name."""
    place = end
    most = 1 if end and is_unspaced(printed[end - 1]) else _MOST_WORDS
    while place and end - place < most and _is_name(printed[place - 1], listed):
        place -= 1
    family = [word for word in printed[place:end] if not _is_initial(word)]
    if not family or (len(family[-1]) == 1 and family[-1].isupper()):
        return None  # an initial without a full stop: common in references, rare in citations: "Doe J, Roe K (2021)"
    first = place
    while first and printed[first - 1] not in _AND and _is_particle(printed, first - 1):
        first -= 1
    return first, Name(family=" ".join(family), particle=" ".join(printed[first:place]) or None)


def _is_particle(printed: Sequence[str], place: int) -> bool:
    """Return whether a word is a particle; a capitalised one may be the article that starts a sentence."""
    word, before = printed[place], printed[place - 1] if place else "."
    return word in _PARTICLES or (word.istitle() and word.lower() in capital_particles() and before[-1] not in ".?!:")


def _is_name(word: str, listed: frozenset[str]) -> bool:
    if is_unspaced(word) and word not in listed:
        return len(word) in (2, 3) and not "\u3040" <= word <= "\u30a0"
    article, hyphen, noun = word.partition("-")
    bare = noun if hyphen and article.lower() in _PARTICLES else _ELIDED.sub("", word)
    return (
        bare[:1].isalpha()
        and not bare[:1].islower()
        and (bare.lower().rstrip(".") not in _NO_NAMES or bare.lower() in listed)
        and (not word.endswith(".") or _is_initial(word))
    )


def _is_initial(word: str) -> bool:
    return word.endswith(".") and len(word) == 2
