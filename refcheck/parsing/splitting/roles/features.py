"""Lines → what the taggers look at: for every line a list of short strings, about itself, its neighbours and the text."""

import math
from collections.abc import Sequence

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
                f"ego={before.clues.ending}|{own.gap}|{own.clues.opening}",
                f"er={before.clues.ending}|{own.room}|{own.gap}",
                f"so={own.step}|{own.depth}|{own.clues.opening}",
                f"sg={own.step}|{own.depth}|{own.gap}",
                f"yy={bool(before.clues.found[0])}|{bool(own.clues.found[0])}|{own.gap}",
            )
        due = _counts(shown, at)
        if due:
            row.append("due=" + due)
            row.append(f"due={due}|{own.form}")
        rows.append(row)
    return rows


def _as_neighbour(other: Looks, name: str) -> Strings:
    return [
        f"open{name}={other.clues.opening}",
        f"gap{name}={other.gap}",
        f"form{name}={other.form}",
        f"marks{name}={other.marks}",
        f"sent{name}={other.sentence}",
        f"head{name}={other.kind}",
    ]


_REACH = 12
"""A number counts on where the one before it stands so many lines above at most."""


def _counts(shown: Sequence[Looks], at: int) -> str:
    """Return whether the number of a line is one more than one above in its form, one less than one below, or both."""
    own = shown[at]
    if own.number < 0:
        return ""
    above = any(other.form == own.form and other.number == own.number - 1 for other in shown[max(at - _REACH, 0) : at])
    below = any(other.form == own.form and other.number == own.number + 1 for other in shown[at + 1 : at + 1 + _REACH])
    return "ab" if above and below else "a" if above else "b" if below else "-"


_SHOWN = ("depth", "gap", "form", "room", "step")
_ODDS = (-3.0, -1.5, -0.5, 0.5, 1.5, 3.0)
"""The bounds between which the log odds of a sign are one and the same to the taggers. Source: set by hand, before the training."""
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
    tables: dict[str, dict[str, list[float]]] = {name: {} for name in (*_SHOWN, "opening", "ending")}
    values = [
        {
            **{name: getattr(own, name) for name in _SHOWN},
            "opening": str(own.clues.opening),
            "ending": str(shown[at - 1].clues.ending) if at else "-",
        }
        for at, own in enumerate(shown)
    ]
    total = [1.0, 1.0]
    for value, first, rest in zip(values, begins, goes_on, strict=True):
        total[0] += first
        total[1] += rest
        for name, each in value.items():
            counts = tables[name].setdefault(each, [0.5, 0.5])
            counts[0] += first
            counts[1] += rest
    base = math.log(total[0] / total[1])
    odds = {
        (name, each): f"s:{name}=" + binned(math.log(first / rest) - base, *_ODDS)
        for name, table in tables.items()
        for each, (first, rest) in table.items()
    }
    listed = [first + rest for first, rest in zip(begins, goes_on, strict=True)]
    sums = [0.0]
    for each in listed:
        sums.append(sums[-1] + each)
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
        own += [odds[name, each] for name, each in value.items()]
        found.append(row + own)
    return found


def _probability(value: float) -> str:
    return binned(value, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99)
