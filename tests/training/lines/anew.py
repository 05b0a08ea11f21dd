"""Written pages set anew: with other lists, at other widths, in other company, damaged."""

import random
import re
from collections.abc import Iterator, Sequence

from refcheck.parsing.splitting.roles.tagging import LISTED, Role
from training.lines.entries import Pools, drawn
from training.lines.frames import Frame
from training.lines.layouts import LAYOUTS, Setting
from training.lines.pages import Page, damaged, page_of
from training.lines.rows import BLANK, Row, of_role, wrapped
from training.lines.words import Tongue

_PROSE = (Role.BODY, Role.FOOTNOTE, Role.ANNOTATION, Role.REMARK)
_FULL = 0.82
"""A line of prose goes on with the one before where that reaches so near to the longest."""
_MARK = re.compile(r"\s*(?:[\[(]?\d{1,3}[\])]?[.:]?(?=[\s\]])\s*|\[[\w.:-]{1,14}\]:?\s+|[•*–-]\s+)?")
"""What stands before an entry of the list: "12. ", "[3] ", "[Ab02] ", "• "."""

_PAGE = re.compile(r"\d{1,4}(?!\d)")
"""A number in furniture, which may be the page's."""


def made(frames: Sequence[Frame], pools: Pools, chance: random.Random, count: int) -> Iterator[Page]:
    """Yield each page so many times, set anew; those without a list half as often, those of sites twice as often."""
    for frame in frames:
        for _ in range((1 + frame.is_in_parts) * (count if frame.has_list else max(count // 2, 1))):
            rows = _varied(frame, frames, pools, chance)
            if any(row.role for row in rows):
                yield page_of(frame.kind, rows, chance)


def _varied(frame: Frame, frames: Sequence[Frame], pools: Pools, chance: random.Random) -> list[Row]:
    rows: Sequence[Row] = frame.rows
    if not frame.is_in_parts:
        if chance.random() < 0.65:
            rows = _with_other_list(rows, pools, chance)
        if chance.random() < 0.5:
            rows = _wrapped_anew(rows, chance)
    rows = _in_company(_spaced(rows, chance), frames, chance)
    if chance.random() < 0.15:
        rows = [row for row in rows if row.role is not Role.LIST_HEADING]
    if chance.random() < 0.2:
        rows = _torn(rows, chance)
    if chance.random() < 0.2:
        indent = " " * chance.randint(1, 12)
        rows = [row._replace(text=indent + row.text) if row.text else row for row in rows]
    texts = damaged([row.text for row in rows], chance)
    return [row._replace(text=text) for row, text in zip(rows, texts, strict=True)]


def _spaced(rows: Sequence[Row], chance: random.Random) -> Sequence[Row]:
    """Return the rows with fewer blank ones, with more, or as they are."""
    lot = chance.random()
    if lot < 0.2:
        return _without_blanks(rows, chance)
    if lot < 0.3:
        return [each for row in rows for each in ((row, BLANK) if not row.text else (row,))]
    if lot < 0.4:
        return [each for row in rows for each in ((BLANK, row) if row.role is Role.BEGINS else (row,))]
    return rows


def _in_company(rows: Sequence[Row], frames: Sequence[Frame], chance: random.Random) -> Sequence[Row]:
    """Return the rows with a part of another page beside them, and with the furniture of another among them."""
    if chance.random() < 0.25:
        rows = _beside(rows, chance.choice(frames), chance)
    return _furnished(rows, chance.choice(frames), chance) if chance.random() < 0.25 else rows


def _with_other_list(rows: Sequence[Row], pools: Pools, chance: random.Random) -> list[Row]:
    """Return the rows with made references in the place of those that are there, in their layout or in another."""
    entries = [row for row in rows if row.role is Role.BEGINS]
    if not entries:
        return list(rows)
    longest = max(len(row.text) for row in rows)
    width = longest if any(row.role is Role.CONTINUES for row in rows) else 5000
    refs = damaged(drawn(pools, len(entries), chance), chance)
    if chance.random() < 0.5:
        return _exchanged(rows, iter(refs), width)
    tongue = Tongue(chance.choice(("en", "en", "de", "fr", "es")), chance)
    kind, setting = chance.choice(sorted(LAYOUTS)), Setting(tongue, min(width, chance.choice((60, 80, 100, 5000))), 0.0)
    found: list[Row] = []
    at = 0
    for run in _runs(rows):
        count = sum(row.role is Role.BEGINS for row in run)
        if not count:
            found += run
            continue
        more = chance.choice((count, count, 3 * count)) if at == 0 else count
        own = refs[at : at + count] + drawn(pools, more - count, chance) if more > count else refs[at : at + count]
        at += count
        found += LAYOUTS[kind](own, setting)
    return found


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows in runs: of a list, with the blank ones in it, and of whatever else."""
    held: list[Row] = []
    blanks: list[Row] = []
    for row in rows:
        if not row.text:
            blanks.append(row)
            continue
        is_listed = row.role in LISTED
        if held and is_listed == (held[-1].role in LISTED):
            held += [*blanks, row]
        else:
            if held:
                yield held
            if blanks:
                yield blanks
            held = [row]
        blanks = []
    yield held + blanks


def _exchanged(rows: Sequence[Row], refs: Iterator[str], width: int) -> list[Row]:
    """Return the rows with other entries behind the same marks, with the indentations that the old ones had."""
    rests = [row.text for row in rows if row.role is Role.CONTINUES]
    rest = min((_indent(text) for text in rests), key=len, default="")
    found: list[Row] = []
    for row in rows:
        if row.role is Role.BEGINS:
            mark = _MARK.match(row.text)
            lines = wrapped(next(refs), width, mark.group() if mark else "", rest)
            found += [*of_role(Role.BEGINS, lines[:1]), *of_role(Role.CONTINUES, lines[1:])]
        elif row.role is not Role.CONTINUES:
            found.append(row)
    return found


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _wrapped_anew(rows: Sequence[Row], chance: random.Random) -> list[Row]:
    """Return the rows with entries and prose wrapped at another width, and entries hanging or flush as they were not."""
    width = chance.choice((44, 56, 68, 76, 84, 96, 110, 5000, 5000))
    hanging = chance.choice((None, "", "   ", "     ", "\t"))
    longest = max((len(row.text) for row in rows if row.role in _PROSE), default=0)
    hyphens = chance.choice((0.0, 0.0, 0.5))
    found: list[Row] = []
    for group in _paragraphs(rows, longest):
        role = group[0].role
        if role is None or (role not in _PROSE and role is not Role.BEGINS):
            found += group
            continue
        rest = _indent(group[min(1, len(group) - 1)].text) if hanging is None or role is not Role.BEGINS else hanging
        text = _joined([row.text for row in group])
        lines = wrapped(text.strip(), width, _indent(group[0].text), rest, hyphens=hyphens, chance=chance)
        others = Role.CONTINUES if role is Role.BEGINS else role
        found += [*of_role(role, lines[:1]), *of_role(others, lines[1:])]
    return found


def _paragraphs(rows: Sequence[Row], longest: int) -> Iterator[list[Row]]:
    """Yield what belongs together: an entry, a paragraph that was wrapped, or one row."""
    held: list[Row] = []
    for row in rows:
        goes_on = bool(held) and (
            row.role is Role.CONTINUES and held[0].role is Role.BEGINS
            if row.role in LISTED
            else row.role in _PROSE and row.role is held[-1].role and len(held[-1].text) >= _FULL * longest
        )
        if held and not goes_on:
            yield held
            held = []
        held.append(row)
    yield held


def _joined(texts: Sequence[str]) -> str:
    text = ""
    for each in map(str.strip, texts):
        is_parted = text.endswith("-") and text[-2:-1].islower() and each[:1].islower()
        text = text[:-1] + each if is_parted else f"{text} {each}".strip()
    return text


def _without_blanks(rows: Sequence[Row], chance: random.Random) -> list[Row]:
    share = chance.choice((1.0, 1.0, 0.4))
    return [row for row in rows if row.text or chance.random() >= share]


def _beside(rows: Sequence[Row], other: Frame, chance: random.Random) -> list[Row]:
    """Return the rows with a part of another page before or behind them."""
    start = chance.randrange(len(other.rows))
    part = other.rows[start : start + chance.randint(4, 40)]
    return [*part, BLANK, *rows] if chance.random() < 0.5 else [*rows, BLANK, *part]


def _furnished(rows: Sequence[Row], other: Frame, chance: random.Random) -> list[Row]:
    """Return the rows with the furniture of another page among them, again and again."""
    own = [row for row in other.rows if row.role is Role.FURNITURE] or [Row("1", Role.FURNITURE)]
    own = own[: chance.choice((1, 1, 2, 3))]
    height, number = chance.randint(12, 50), chance.randint(1, 600)
    found: list[Row] = []
    for place in range(0, len(rows), height):
        found += rows[place : place + height]
        number += 1
        found += [Row(_PAGE.sub(str(number), row.text, count=1), row.role) for row in own]
        found += [BLANK] * chance.randint(0, 1)
    return found


def _torn(rows: Sequence[Row], chance: random.Random) -> list[Row]:
    """Return a stretch of the rows, as it is copied."""
    first = chance.randrange(max(len(rows) // 2, 1))
    return list(rows[first : first + chance.randint(5, max(len(rows), 6))])
