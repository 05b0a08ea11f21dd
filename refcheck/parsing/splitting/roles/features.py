"""Lines → what the taggers look at: for every line a list of short strings, about itself, its neighbours and the text."""

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from refcheck.parsing.splitting.roles.looks import Looks, Strings, binned


def features(shown: Sequence[Looks]) -> list[Strings]:
    """Return the strings of each line: its own, those of its neighbours, and what they are together."""
    rows: list[Strings] = []
    last = len(shown) - 1
    for at, own in enumerate(shown):
        row = list(own.strings)
        for name, place in (("-2", at - 2), ("-1", at - 1), ("+1", at + 1), ("+2", at + 2)):
            if 0 <= place <= last:
                row += _as_neighbour(shown[place], name)
            else:
                row.append("none" + name)
        before = shown[at - 1] if at else None
        if before is not None:
            row += (
                f"eo={before.clues.ending}|{own.clues.opening}",
                f"ego={before.clues.ending}|{own.shown['gap']}|{own.clues.opening}",
                f"er={before.clues.ending}|{own.shown['room']}|{own.shown['gap']}",
                f"so={own.shown['step']}|{own.shown['depth']}|{own.clues.opening}",
                f"sg={own.shown['step']}|{own.shown['depth']}|{own.shown['gap']}",
                f"yy={bool(before.clues.found[0])}|{bool(own.clues.found[0])}|{own.shown['gap']}",
            )
        due = _counts(shown, at)
        if due:
            row.append("due=" + due)
            row.append(f"due={due}|{own.shown['form']}")
        rows.append(row)
    return rows


def _as_neighbour(other: Looks, name: str) -> Strings:
    return [f"{sign}{name}={other.shown[sign]}" for sign in ("open", "gap", "form", "marks", "sent", "head")]


_REACH = 12
"""A number counts on where the one before it stands so many lines above at most."""


def _counts(shown: Sequence[Looks], at: int) -> str:
    """Return whether the number of a line is one more than one above in its form, one less than one below, or both."""
    own = shown[at]
    if own.number < 0:
        return ""
    form = own.shown["form"]
    above = any(_has(other, form, own.number - 1) for other in shown[max(at - _REACH, 0) : at])
    below = any(_has(other, form, own.number + 1) for other in shown[at + 1 : at + 1 + _REACH])
    return "ab" if above and below else "a" if above else "b" if below else "-"


def _has(other: Looks, form: str, number: int) -> bool:
    return other.number == number and other.shown["form"] == form


_SHOWN = ("depth", "gap", "form", "room", "step")
_AROUND = (3, 20)


def with_list(
    rows: Sequence[Strings], shown: Sequence[Looks], begins: Sequence[float], goes_on: Sequence[float]
) -> list[Strings]:
    """Return the strings of the second pass: what the first one thinks of a line and those around it, and what its signs are worth
    in this very text.

    Args:
        rows: the strings of the first pass.
        shown: what the lines look like.
        begins: for each line, the probability that an entry begins with it.
        goes_on: the same, that it goes on with one.
    """
    tables: defaultdict[tuple[str, str], list[float]] = defaultdict(lambda: [0.5, 0.5])
    values = [
        {
            **{name: own.shown[name] for name in _SHOWN},
            "opening": str(own.clues.opening),
            "ending": str(shown[at - 1].clues.ending) if at else "-",
        }
        for at, own in enumerate(shown)
    ]
    total = [1.0, 1.0]
    for value, first, rest in zip(values, begins, goes_on, strict=True):
        total[0] += first
        total[1] += rest
        for each in value.items():
            tables[each][0] += first
            tables[each][1] += rest
    base = math.log(total[0] / total[1])
    odds = {
        each: f"s:{each[0]}=" + binned(math.log(first / rest) - base, -3.0, -1.5, -0.5, 0.5, 1.5, 3.0)
        for each, (first, rest) in tables.items()
    }
    listed = [first + rest for first, rest in zip(begins, goes_on, strict=True)]
    sums = [0.0, *accumulate(listed)]
    size = "s:list=" + binned(sums[-1] / len(listed), 0.05, 0.2, 0.5, 0.8, 0.95)
    lines = "s:entry=" + binned(total[1] / total[0], 0.1, 0.5, 1.2, 2.2, 4)
    found: list[Strings] = []
    for at, (row, value) in enumerate(zip(rows, values, strict=True)):
        own = [size, lines, "p0=" + _probability(begins[at]), "q0=" + _probability(listed[at])]
        for name, place in (("-1", at - 1), ("+1", at + 1)):
            if 0 <= place < len(rows):
                own.append(f"p{name}=" + _probability(begins[place]))
                own.append(f"q{name}=" + _probability(listed[place]))
        for reach in _AROUND:
            first, end = max(at - reach, 0), min(at + reach + 1, len(rows))
            share = (sums[end] - sums[first]) / (end - first)
            above = (sums[at] - sums[first]) / max(at - first, 1)
            own.append(f"w{reach}=" + binned(share, 0.05, 0.2, 0.5, 0.8, 0.95))
            own.append(f"a{reach}=" + binned(above, 0.05, 0.2, 0.5, 0.8, 0.95))
        own += [odds[each] for each in value.items()]
        found.append(row + own)
    return found


def _probability(value: float) -> str:
    return binned(value, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99)
