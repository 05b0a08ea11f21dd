"""Rows of made pages: a text and its role, wrapped, furnished and set beside each other."""

import random
import textwrap
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from refcheck.parsing.splitting.roles.tagging import Role
from training.lines.words import UNSPACED, Tongue

_KINDS = Path(__file__).with_name("kinds.toml")
_VOWELS = frozenset("aeiouyáéíóúàèìòùâêôäöü")


class Row(NamedTuple):
    """One row of a page: its text with its indentation, its role (``None`` for a blank one), and of a row of several columns the
    roles of the others by their places."""

    text: str
    role: Role | None = None
    others: tuple[tuple[int, Role], ...] = ()


BLANK = Row("")


@cache
def kinds() -> Mapping[str, Any]:
    """Return the table of kinds."""
    return tomllib.loads(_KINDS.read_text(encoding="utf-8"))


def of_role(role: Role, texts: Iterable[str]) -> list[Row]:
    """Return texts as rows; an empty one is blank."""
    return [Row(text, role) if text.strip() else BLANK for text in texts]


def drawn(group: str, tongue: Tongue, count: int, width: int = 0, role: Role | None = None) -> list[Row]:
    """Return so many rows of a kind of a group that is drawn by lot."""
    table = kinds()[group]
    return filled(tongue.chance.choice(table["kind"]), role or Role(table["role"]), tongue, count, width)


def filled(kind: Mapping[str, Any], role: Role, tongue: Tongue, count: int, width: int = 0) -> list[Row]:
    """Return so many rows of a kind."""
    chance = tongue.chance
    patterns = kind["lines"] if kind.get("cycle") else chance.choices(kind["lines"], k=count)
    rows: list[Row] = []
    spaced = chance.random() < 0.3
    for number, pattern in enumerate(patterns[: max(count, 3)], 1):
        text = tongue.filled(pattern, number)
        wide = width or 90
        parts = wrapped(text, wide) if len(text) > wide else [text]
        rows += of_role(role, parts) + [BLANK] * (spaced and len(patterns) > 1)
    return rows


def wrapped(
    text: str, width: int, first: str = "", rest: str = "", *, hyphens: float = 0.0, chance: random.Random | None = None
) -> list[str]:
    """Return a text in lines of at most ``width`` columns, with the two indentations, some words parted at line ends."""
    if sum(ord(letter) > 0x2E7F for letter in text) > len(text) / 3:
        return [
            indent + text[at : at + width // 2]
            for at in range(0, len(text), width // 2)
            for indent in ((rest if at else first),)
        ]
    if not hyphens or chance is None:
        return textwrap.wrap(
            text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=chance is not None
        ) or [""]
    lines, line = [], first
    for word in text.split():
        room = width - len(line) - 1
        bare = not line.strip()
        if len(word) <= room or bare:
            line = line + word if bare else f"{line} {word}"
            continue
        cut = _syllable(word, room - 1) if chance.random() < hyphens else 0
        lines.append(f"{line} {word[:cut]}-" if cut else line)
        line = rest + word[cut:]
    return [*lines, line]


def _syllable(word: str, room: int) -> int:
    if not word.strip(".,;:").isalpha() or len(word) < 7:
        return 0
    places = (
        at for at in range(min(room, len(word) - 3), 2, -1) if word[at - 1] in _VOWELS and word[at] not in _VOWELS
    )
    return next(places, 0)


def paragraphs(tongue: Tongue, count: int, width: int, role: Role = Role.BODY, *, hyphens: float = 0.0) -> list[Row]:
    """Return paragraphs of prose, which cite now and then."""
    chance = tongue.chance
    indent = chance.choice(("", "", "   "))
    apart = chance.random() < 0.6
    rows: list[Row] = []
    for _ in range(count):
        joint = "" if tongue.code in UNSPACED else " "
        text = joint.join(tongue.sentence() for _ in range(chance.randint(2, 9)))
        rows += of_role(role, wrapped(text, width, indent, hyphens=hyphens, chance=chance))
        rows += [BLANK] * apart
    return rows


def furnished(rows: Sequence[Row], tongue: Tongue) -> list[Row]:
    """Return the rows with what a page has at its top and bottom, page by page."""
    chance = tongue.chance
    height, first = chance.randint(22, 62), chance.randint(1, 400)
    foot = chance.choice(kinds()["furniture"]["kind"])["lines"]
    head = chance.choice(kinds()["furniture"]["kind"])["lines"] if chance.random() < 0.5 else []
    lots = chance.randint(0, 1 << 30)
    feed = chance.choice(("", "", "\f"))
    gaps = chance.random() < 0.5
    found: list[Row] = []
    pages = [rows[at : at + height] for at in range(0, len(rows), height)]
    for number, page in enumerate(pages):
        found += page
        if number == len(pages) - 1:
            break
        if chance.random() < 0.15:
            found += [BLANK, *drawn("note", tongue, chance.randint(1, 3), 80)]
        found += [BLANK] * gaps + _page_lines(foot, lots, first + number, tongue.code)
        top = _page_lines(head, lots, first + number + 1, tongue.code)
        if feed:
            top = [Row(feed + top[0].text, top[0].role), *top[1:]] if top else [Row(feed)]
        found += top + [BLANK] * gaps
    return found


def _page_lines(patterns: Sequence[str], lots: int, page: int, code: str) -> list[Row]:
    """Return what stands on every page, the same but for the page's number."""
    same = Tongue(code, random.Random(lots))
    return of_role(Role.FURNITURE, [same.filled(pattern, page) for pattern in patterns])


def beside(rows: Sequence[Row], width: int, chance: random.Random) -> list[Row]:
    """Return rows in two or three columns side by side, page by page."""
    count = chance.choice((2, 2, 2, 3))
    gutter, height = chance.randint(2, 6), chance.randint(30, 70)
    found: list[Row] = []
    for start in range(0, len(rows), count * height):
        held = rows[start : start + count * height]
        each = min(height, -(-len(held) // count))
        columns = [held[at : at + each] for at in range(0, len(held), each)]
        for number in range(each):
            text, role, others = "", None, []
            for place, column in enumerate(columns):
                cell = column[number] if number < len(column) else BLANK
                if not cell.text.strip() or cell.role is None:
                    continue
                at = place * (width + gutter)
                text = text.ljust(max(at, len(text) + gutter if text else at)) + cell.text
                begins = len(text) - len(cell.text.lstrip())
                if role is None:
                    role = cell.role
                else:
                    others.append((begins, cell.role))
            found.append(Row(text, role, tuple(others)))
    return found


def labelled(rows: Iterable[Row]) -> tuple[str, list[tuple[int, Role]]]:
    """Return the text of rows, and where in it which role begins."""
    texts: list[str] = []
    roles: list[tuple[int, Role]] = []
    at = 0
    for row in rows:
        if row.role is not None and row.text.strip():
            roles.append((at + len(row.text) - len(row.text.lstrip(" \t\f")), row.role))
            roles += [(at + place, role) for place, role in row.others]
        texts.append(row.text)
        at += len(row.text) + 1
    return "\n".join(texts), roles
