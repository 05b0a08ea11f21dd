"""Lists as pasted text: twenty layouts, with a running text before them or without; and where each reference stands."""

import random
from collections.abc import Sequence

import split_layouts as layouts
from messy.running import Running

LAYOUTS = (
    "one a line", "windows line ends", "blank lines between", "wrapped and blank lines", "wrapped flush", "wrapped hyphenated", "hanging",
    "first line indented", "tab indented", "bulleted", "numbered brackets", "numbered point", "numbered parentheses",
    "numbered half parenthesis", "numbered superscript", "numbered bare", "numbered run wrapped", "columns one after another",
    "with furniture", "flush with furniture",
)  # fmt: skip

NUMBERED = tuple(name for name in LAYOUTS if name.startswith("numbered"))
PAPERS = (
    "one a line", "blank lines between", "wrapped and blank lines", "hanging", "numbered brackets", "numbered point", "first line indented",
    "with furniture", "wrapped flush", "bulleted",
)  # fmt: skip
"""Layouts of lists that stand behind a running text."""

_START = 16
"""Letters and digits by which the beginning of a reference is found."""

_AHEAD = 10


def set_list(name: str, references: Sequence[str], rng: random.Random) -> str:
    return layouts.LAYOUTS[name](references, rng)


def set_paper(running: Running, heading: str, listed: str) -> str:
    """A text, its headings, and the list."""
    half = len(running.paragraphs) // 2
    parts = [
        running.title,
        running.first,
        *running.paragraphs[:half],
        running.second,
        *running.paragraphs[half:],
        heading,
    ]
    return "\n\n".join(map(layouts.wrap, parts)) + f"\n\n{listed}\n"


def spans(text: str, references: Sequence[str], start: int) -> list[list[list[int]]]:
    """The pieces of the text that each reference stands in, from ``start`` on; what pages put between them is no part of it.

    Raises:
        ValueError: a reference is not there.
    """
    signs = [(at, sign) for at, sign in enumerate(text) if sign.isalnum() and at >= start]
    letters = "".join(sign for _, sign in signs)
    found, at = [], 0
    for reference in references:
        wanted = "".join(filter(str.isalnum, reference))
        at = letters.index(wanted[:_START], at)
        pieces, done = [], 0
        while done < len(wanted):
            run = 0
            while done + run < len(wanted) and at + run < len(letters) and letters[at + run] == wanted[done + run]:
                run += 1
            if run:
                pieces.append([signs[at][0], signs[at + run - 1][0] + 1])
                done, at = done + run, at + run
            if done < len(wanted):
                at = letters.index(wanted[done : done + _AHEAD], at)
        found.append(pieces)
    return found
