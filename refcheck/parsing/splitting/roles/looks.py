"""The features of a line for the network of roles: of the line on its own, and relative to the text around it."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median_low

from attrs import frozen

from refcheck.layout.lines import Line
from refcheck.parsing.splitting.evidence import Clues, clues
from refcheck.parsing.splitting.headings import heading
from refcheck.parsing.splitting.layout.sizes import room, width_of
from refcheck.parsing.splitting.openings import BULLET

_NUMBER = re.compile(
    r"(?P<open>[\[(（［【〔<{^#]?)(?P<number>\d{1,5})(?P<close>[\])）］】〕>}.:、．]{0,2})(?=\s|[^\W\d_]|$)"
)
"""A number at a line's beginning: "[12] ", "12. ", "(12)", "12 ", "^12 "."""

_CELLS = re.compile(r"\S(?:\t|[ \xa0]{3,}|\s\|\s?)\s*(?=\S)")
"""A gap such as tables have: "Age   0.03", "a | b"."""

_SYMBOLS = re.compile(r"[{}=<>|;#$@\\_*~^`+]")
"""Characters that are more frequent in programs, markup and tables than in text: "{", "=", "|"."""

_DOTS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{4,}")
"""Leader dots before a page number, and blanks to be filled in: "Maps ....... 101", "Name: ______"."""

_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d\d(?!\d)(?:\s?[ap]\.?m\b|\s?Uhr| ?[-–] ?\d)?|[€£$¥]\s?\d|\d\s?[€£¥%]")
"""Times of day, sums of money and percentages: "9:14 AM", "10:00-11:15", "£ 12", "45 %"."""

_CITED = re.compile(r"[(;] ?[^\W\d_][^()\d;]{0,60},? \(?\d{4}[a-z]?(?=[;,)])|\[\d{1,3}(?:[,–-] ?\d{1,3})*\]")
"""A citation in running text: "(Oxley et al., 2011)", "[3, 7]"."""

_TAGS = re.compile(
    r"</?[a-z]{1,10}[ >/]|^\s*(?:def|class|import|from|return|var|let|const|public|if|for|while|#include|print)\b"
)
"""Markup, and words with which lines of programs begin: "<div>", "import os"."""

_ROMAN_OR_LETTER = re.compile(r"^[(\[]?(?:[ivxIVX]{1,5}|[a-zA-Z]|\d{1,2}(?:\.\d{1,2})+)[.)\]]?\s+(?=\S)")
"""The number of a section, an exercise or an answer: "2.1 Maps", "b) It", "iv. An"."""

_DIGITS = re.compile(r"\d+")
_LABELLED = re.compile(r"^[^\W\d_][\w /-]{1,28}[:：](?:\s|$)")
"""A label with a colon, as in forms, letters and notes: "Supervisor: ", "E-mail: "."""

_NO_LETTER, _DIGIT = re.compile(r"[\W\d_]"), re.compile(r"\d")
_UPPER, _CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]"), re.compile(r"(?<!\S)[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]")
"""Capitals of the Latin, Greek and Cyrillic alphabets, roughly; and those at the beginning of a word."""

_SHOWN_BY = (
    ("quote", re.compile('[“„«"‘”»]')),
    ("dots", _DOTS),
    ("clock", _CLOCK),
    ("cited", _CITED),
    ("tag", _TAGS),
    ("item", _ROMAN_OR_LETTER),
    ("label", _LABELLED),
)
"""Names and patterns of features of a line on its own."""

Strings = list[str]


@frozen
class Looks:
    """The features of one line: its clues, its values by name, and the strings that encode all of them for the network.

    ``number`` is the number with which the line begins, or -1 if there is none.
    """

    clues: Clues
    number: int
    shown: Mapping[str, str]
    strings: Strings


_NAMES = "0123456789"


def binned(count: float, *bounds: float) -> str:
    """Return the number of the interval between the bounds in which a count lies, as a digit."""
    return _NAMES[bisect_right(bounds, count)]


def looks(lines: Sequence[Line]) -> list[Looks]:
    """Return the features of each of the lines."""
    if not lines:
        return []
    width, edge = width_of(lines), _edge(lines)
    sizes = [line.size for line in lines if line.size]
    usual = median_low(sizes) if sizes else 0.0
    repeated = Counter(_DIGITS.sub("#", line.text) for line in lines)
    spaced = sum(line.blanks > 0 for line in lines) / len(lines)
    text = (
        "text=" + binned(spaced, 0.1, 0.3, 0.7, 0.95),
        "wide=" + ("-" if width is None else binned(width, 40, 60, 90, 130)),
    )
    above = [None, *lines[:-1]]
    return [_look(line, before, width, edge, usual, repeated, text) for line, before in zip(lines, above, strict=True)]


_USUAL = 0.02
"""The least share of lines with the indentation of the edge. Source: a judgement: stray marks of OCR are further left."""


def _edge(lines: Sequence[Line]) -> int:
    """Return the smallest of the usual indentations."""
    indents = Counter(line.indent for line in lines)
    return min((indent for indent, count in indents.items() if count >= _USUAL * len(lines)), default=min(indents))


def _look(
    line: Line,
    before: Line | None,
    width: int | None,
    edge: int,
    usual: float,
    repeated: Counter[str],
    text: tuple[str, ...],
) -> Looks:
    body = line.text
    line_clues = clues(body)
    number = _NUMBER.match(body)
    found = line_clues.found
    words = body.split()
    long = len(body)
    last = body[-1]
    letters = long - len(_NO_LETTER.findall(body))
    size = (
        binned(line.size / usual, 0.8, 0.95, 1.05, 1.2) + str(min(line.level, 3)) + "n" * line.note
        if line.size
        else "-"
    )
    shown = {
        "open": line_clues.opening,
        "end": line_clues.ending,
        "oe": line_clues.opening + line_clues.ending,
        "form": f"{number['open']}#{number['close']}" if number else "•" if BULLET.match(body) else "-",
        "first": _shape(words[0]),
        "tail": last if not last.isalnum() else "9" if last.isdecimal() else "a",
        "long": binned(long, 8, 20, 40, 60, 90, 140, 220, 400),
        "words": binned(len(words), 2, 3, 5, 9, 16),
        "full": "-" if width is None else binned(line.edge / width, 0.4, 0.7, 0.88, 1.1),
        "head": str(heading(line)),
        "size": size,
        "depth": binned(line.indent - edge, 2, 6, 13),
        "step": "0" if before is None else binned(line.indent - before.indent, -5, -1, 2, 6),
        "gap": "p" if line.page else binned(line.blanks, 1, 2, 3),
        "room": str(room(before, line, width)) if before is not None else "-",
        "years": binned(found[0], 1, 2),
        "inits": binned(found[1] + found[2], 1, 2, 4),
        "pages": binned(found[3], 1, 2),
        "vols": binned(found[4], 1, 2),
        "addr": binned(found[5], 1, 2),
        "told": binned(line_clues.telling, 1, 2),
        "sent": binned(line_clues.sentence_words + line_clues.sentence_signs, 1, 2, 4),
        "marks": binned(sum(found[:6]) + 2 * line_clues.telling, 1, 2, 4, 6, 9),
        "digits": binned(len(_DIGIT.findall(body)) / long, 0.01, 0.1, 0.25, 0.5),
        "letters": binned(letters / long, 0.3, 0.6, 0.75),
        "upper": binned(len(_UPPER.findall(body)) / max(letters, 1), 0.02, 0.08, 0.2, 0.6),
        "caps": binned(len(_CAPITAL.findall(body)) / len(words), 0.1, 0.3, 0.6, 0.9),
        "signs": binned(len(_SYMBOLS.findall(body)), 1, 2, 4),
        "cells": binned(len(_CELLS.findall(body)), 1, 2, 4),
        "same": binned(repeated[_DIGITS.sub("#", body)], 2, 3, 6),
    }
    opened, closed = body.count("("), body.count(")")
    flags = (("person", found[6]), ("official", line_clues.is_official), ("front", line_clues.is_title_page))
    strings = [
        *text,
        *(f"{name}={value}" for name, value in shown.items()),
        *(name for name, pattern in _SHOWN_BY if pattern.search(body)),
        *(name for name, is_so in flags if is_so),
        *(["parens=" + ("(" if opened > closed else ")")] if opened != closed else []),
    ]
    return Looks(line_clues, int(number["number"]) if number else -1, shown, strings)


def _shape(word: str) -> str:
    """Return the shape of a word, from its first and last characters and its length: "X2," for "Smith,", "91" for "12"."""
    kinds = (("X", str.isupper), ("x", str.islower), ("9", str.isdecimal), ("c", str.isalpha))
    first = next((sign for sign, is_one in kinds if is_one(word[0])), word[0])
    last = word[-1] if not word[-1].isalnum() else ""
    return first + binned(len(word), 2, 4, 12) + last
