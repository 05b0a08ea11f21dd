"""Tables of figures, pasted alone: a name and its values, row by row, as results of studies and of models are printed."""

from collections import Counter
from collections.abc import Sequence

from refcheck.layout import MOST, NEARLY_ALL, SOME
from refcheck.layout.lines import Line
from refcheck.parsing.splitting.openings import IDENTIFIER
from refcheck.text.deferred import deferred

_NUMBER = r"[<>≤≥~≈=+−–-]{0,2} ?[$€£]? ?(?:\d[\d.,]*|\.\d+)(?:e[-+−]?\d+)?(?: ?(?:%|‰|[kKMB]\b|x\b|×|m?s\b))?\*{0,3}"
_VALUE = deferred(
    rf"[(\[]?(?:[a-zA-Z]{{1,3}} ?[=<>] ?)?{_NUMBER}(?: ?[±–/-] ?{_NUMBER})?[)\]]?\*{{0,3}}"
    rf"(?: ?[(\[]{_NUMBER}(?:(?: ?[–,;-] ?| to ){_NUMBER})?[)\]])?|[-–—]{{1,2}}|[nN]/?[aA]\.?"
)
"""A value: "84.2", "12,450", "45.2%", ".31**", "110M", "12.5 ± 0.3", "1.23 (1.02–1.48)", "(n=412)", "-", "n/a"."""

_PIECE = deferred(r"[-–—<>±+(\[]*[$€£]?(?:\d|\.\d)(?:[\d.,/e%kKMBx×*()\[\]–-]*[\d%kKMBx×*)\]])?|±|[-–—]|[nN]/[aA]")
"""A value, or a part of one, where blanks part them: "84.2", "±", "(1.02-1.48)"."""

_MEASURED = deferred(r"\d\.\d|(?<!\d)\.\d|%|±|\*\*|\d,\d{3}(?!\d)|\d[KMB]\b|(?<=\s)[-–—](?=\s|$)")
"""What counts and measures are written with, and volumes and pages are not: "84.2", "45 %", "12,450", "110M"."""

_YEAR_AT_END = deferred(r"(?<![\d.,])(?:1[89]|20)\d\d\)?$")
"""A year at the end, as citations have it: "737 (1953)"."""

_YEAR_WITHIN = deferred(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)\W+[^\W\d_]")
"""A year behind which words follow, as no name of a row has it: "Roe K 2000 Nature"."""

_SURE = ("\t", "|", "   ")
_PARTS = (*_SURE, " & ", "; ", ": ", ", ", ",", "  ", " ")
"""What parts the cells of a row; what parts nothing but cells stands first."""

_FEWEST = 3
_LOOKED_AT = 100
_SIGNS = "([<>~±+-–−.$€£"
_LONGEST_NAME = 6
"""No row has a name of more words."""


def is_table(lines: Sequence[Line]) -> bool:
    """Return whether a text is nothing but a table of figures, its caption and the names of its columns."""
    lines = lines[:_LOOKED_AT]
    words = [word for line in lines for word in line.text.split()]
    figures = sum(word.lstrip(_SIGNS)[:1].isdecimal() or not any(map(str.isalpha, word)) for word in words)
    if len(lines) < _FEWEST or figures < SOME * len(words):
        return False
    texts = [line.text.strip("| ") for line in lines]
    return not any(map(IDENTIFIER.match, texts)) and any(_are_rows(texts, part) for part in _PARTS)


def is_row(text: str) -> bool:
    """Return whether a line is a name and several values, some of which are counted or measured."""
    return _count(text, " ") >= _FEWEST and _MEASURED.search(text) is not None


def _are_rows(texts: Sequence[str], part: str) -> bool:
    """Return whether most lines are a name and values, about as many in each."""
    counts = {place: count for place, text in enumerate(texts) if (count := _count(text, part))}
    if len(counts) < max(_FEWEST, MOST * len(texts)):
        return False
    usual = Counter(counts.values()).most_common(1)[0][0]
    alike = sum(abs(count - usual) <= 1 for count in counts.values())
    shown = len(counts) if part in _SURE else sum(_MEASURED.search(texts[place]) is not None for place in counts)
    return alike >= NEARLY_ALL * len(counts) and shown >= MOST * len(counts)


def _count(text: str, part: str) -> int:
    """Return how many values stand behind the name of a row; none where it is no row."""
    name, values = _by_blanks(text) if part == " " else _by_mark(text, part)
    fewest = _FEWEST if _YEAR_AT_END.search(text) else 1
    if len(values) < fewest or len(name.split()) > _LONGEST_NAME or _YEAR_WITHIN.search(name):
        return 0
    return len(values)


def _by_mark(text: str, part: str) -> tuple[str, Sequence[str]]:
    name, *values = [cell.strip() for cell in text.split(part) if cell.strip()] or [""]
    return (name, values) if all(map(_VALUE.fullmatch, values)) else (name, ())


def _by_blanks(text: str) -> tuple[str, Sequence[str]]:
    words = text.split()
    count = next((count for count, word in enumerate(reversed(words)) if not _PIECE.fullmatch(word)), len(words))
    first = len(words) - count
    return " ".join(words[:first]), words[first:] if count > 1 else ()
