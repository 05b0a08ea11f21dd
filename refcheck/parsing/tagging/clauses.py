"""Clauses and sentences of a reference: what each looks like as a whole, for every token in it to see."""

from collections.abc import Sequence

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


def summaries(starts: Sequence[int], kinds: Sequence[str], cases: str, prefix: str) -> list[tuple[str, ...]]:
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
    found: list[tuple[str, ...]] = []
    for number, (size, colour, head) in enumerate(bodies):
        after = bodies[number + 1] if number < last else ("", "", "$")
        shared = (
            f"{prefix}={size}|{head}",
            f"{prefix}k={colour}",
            f"{prefix}n={after[2]}|{after[0]}",
            f"{prefix}#={min(number, 6)}|{min(last - number, 4)}",
        )
        found.extend([shared] * (ends[number] - starts[number]))
    return found


def _body(head: str, colours: Sequence[str], cases: str) -> tuple[str, str, str]:
    """A clause's size and capitals, the classes that colour it, and its first word's kind."""
    size = len(cases)
    capitals, smalls = cases.count("C"), cases.count("l")
    length = "1" if size == 1 else "2" if size == 2 else "3" if size < 5 else "5" if size < 9 else "9"
    case = "-" if not capitals + smalls else "l" if capitals <= 1 < smalls else "u" if not smalls else "m"
    colour = "+".join(sorted({kind for kind in colours if kind})[:2])
    return length + case, colour, head
