"""Lines → what the network looks at: for every line the hashes of short strings, about itself, the one before, and the count."""

from collections.abc import Sequence

from refcheck.parsing.splitting.roles.looks import Looks, Strings
from refcheck.parsing.tagging.clauses import hashed

WIDTH = 52
"""Strings that a line has at most. Source: those of its looks are 43 at most, and six come here."""


def features(shown: Sequence[Looks]) -> bytes:
    """Return the hashes of every line's strings, ``WIDTH`` of four bytes a line; where a line has fewer, the rest is zero."""
    return b"".join([hashed(*strings(shown, at)).ljust(4 * WIDTH, b"\0") for at in range(len(shown))])


def strings(shown: Sequence[Looks], at: int) -> Strings:
    """Return the strings of the line at a place."""
    own = shown[at]
    found = list(own.strings)
    if at:
        ending, gap, step = shown[at - 1].clues.ending, own.shown["gap"], f"{own.shown['step']}|{own.shown['depth']}"
        found += (
            f"eo={ending}|{own.clues.opening}",
            f"ego={ending}|{gap}|{own.clues.opening}",
            f"er={ending}|{own.shown['room']}|{gap}",
            f"so={step}|{own.clues.opening}",
            f"sg={step}|{gap}",
        )
    if own.number >= 0:
        found.append("due=" + _counts(shown, at))
    return found


_REACH = 12
"""A number counts on where the one before it stands so many lines above at most."""


def _counts(shown: Sequence[Looks], at: int) -> str:
    """Return whether the number of a line is one more than one above in its form, one less than one below, or both."""
    form, number = shown[at].shown["form"], shown[at].number
    above = any(_has(other, form, number - 1) for other in shown[max(at - _REACH, 0) : at])
    below = any(_has(other, form, number + 1) for other in shown[at + 1 : at + 1 + _REACH])
    return "ab" if above and below else "a" if above else "b" if below else "-"


def _has(other: Looks, form: str, number: int) -> bool:
    return other.number == number and other.shown["form"] == form
