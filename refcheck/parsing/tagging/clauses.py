"""Clauses and sentences of a reference: what each looks like as a whole, for every token in it to see."""

from collections.abc import Sequence
from functools import lru_cache

#: Classes of words that colour a whole clause: a clause with "Journal" in it is seldom a title.
_COLOURS = (
    "journal",
    "meeting",
    "publisher",
    "body",
    "thesis",
    "report",
    "edition-word",
    "series",
    "role",
    "month",
    "place",
    "accessed",
)


def encoded(*strings: str) -> tuple[bytes, ...]:
    """Strings in UTF-8; lone surrogates stay what they are, and mean nothing to the tagger."""
    return tuple(string.encode("utf-8", "surrogatepass") for string in strings)


def summaries(starts: Sequence[int], kinds: Sequence[str], cases: str, prefix: str) -> list[tuple[bytes, ...]]:
    """For every token, what its clause and the clauses beside it look like.

    ``starts`` holds the places at which clauses begin (the first is 0), ``kinds`` those of the tokens, ``cases`` one letter a
    token: ``C`` for a word that begins with a capital, ``l`` for a small one, ``-`` for anything else.
    """
    ends = [*starts[1:], len(kinds)]
    colours = [kind if kind in _COLOURS else "" for kind in kinds]
    bodies = [
        _body(kinds[start], colours[start:end], cases[start:end]) for start, end in zip(starts, ends, strict=True)
    ]
    last = len(bodies) - 1
    found: list[tuple[bytes, ...]] = []
    for number, (size, colour, head) in enumerate(bodies):
        after = bodies[number + 1] if number < last else ("", "", "$")
        shared = (
            *_summary(prefix, size, colour, head),
            *_setting(prefix, after[0], after[2], min(number, 6), min(last - number, 4)),
        )
        found.extend([shared] * (ends[number] - starts[number]))
    return found


@lru_cache(maxsize=4096)
def _summary(prefix: str, size: str, colour: str, head: str) -> tuple[bytes, ...]:
    """What a clause looks like."""
    return encoded(f"{prefix}={size}|{head}", f"{prefix}k={colour}")


@lru_cache(maxsize=8192)
def _setting(prefix: str, size: str, head: str, before: int, behind: int) -> tuple[bytes, ...]:
    """What the next clause looks like, and how many there are on either side."""
    return encoded(f"{prefix}n={head}|{size}", f"{prefix}#={before}|{behind}")


def _body(head: str, colours: Sequence[str], cases: str) -> tuple[str, str, str]:
    """A clause's size and capitals, the classes that colour it, and its first word's kind."""
    size = len(cases)
    capitals, smalls = cases.count("C"), cases.count("l")
    length = "1" if size == 1 else "2" if size == 2 else "3" if size < 5 else "5" if size < 9 else "9"
    case = "-" if not capitals + smalls else "l" if capitals <= 1 < smalls else "u" if not smalls else "m"
    colour = "+".join(sorted({kind for kind in colours if kind})[:2])
    return length + case, colour, head
