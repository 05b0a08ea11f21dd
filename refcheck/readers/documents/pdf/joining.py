"""Lines of a reference → one line: words that were parted at a line's end put together again."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from attrs import frozen

_ADDRESS = re.compile(r"(?:https?:|www\.|doi|10\.\d{4,9}/|\S+\.\w+/|\S+/\S*[/\d]|\S+/$)\S*$", re.IGNORECASE)
"""The end of a line within an address: "https://doi.org/10.1007/s12345-", "doi:10.22059/rivj.2021."."""

_WITHIN_ADDRESS = tuple("/_-=?&%:#~.")
"""What an address is broken after, and goes on behind."""

_REST = re.compile(r"[a-z]*\d[\w./-]*")
"""The rest of an address, which is no word: "a4-bcb0-7e75", "822130641.html"."""

_RANGE = re.compile(r"\d[-–—]$")
"""A range that is broken behind its dash: "pp. 59–"."""

_HYPHENS = ("-", "\u00ad", "\u2010")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WITHOUT_BLANKS = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SHORTEST = 6
"""An end and a beginning of so many characters together are not found in an address by chance."""


@frozen
class Piece:
    """One line of a reference; ``is_full`` says that nothing more had room in it."""

    text: str
    is_full: bool


def joined(lines: Sequence[Piece], targets: Collection[str], words: Collection[str]) -> str:
    """The lines as one.

    Args:
        lines: as they stand, without indentation.
        targets: where the links of the reference lead: what an address on two lines is as a whole.
        words: the words of the document, in small letters, with their hyphens: they say which hyphens were there before.
    """
    text = lines[0].text.strip() if lines else ""
    for before, line in pairwise(lines):
        text = _join(text, line.text.strip(), targets, words, is_full=before.is_full)
    return text


def _join(text: str, line: str, targets: Collection[str], words: Collection[str], *, is_full: bool) -> str:
    if not text or not line:
        return text + line
    if whole := _in_target(text, line, targets):
        return whole
    if _ADDRESS.search(text):
        if text.endswith(_HYPHENS) and _is_word_of(text, line, words):
            return text[:-1] + line
        is_cut = text.endswith(_WITHIN_ADDRESS) or (is_full and text[-1].isalnum() and _REST.match(line))
        return text + line if is_cut and _goes_on(text, line) else f"{text} {line}"
    if text.endswith(_HYPHENS):
        return _unhyphenated(text, line, words)
    is_one = _RANGE.search(text) and line[0].isdecimal()
    if is_one or (_WITHOUT_BLANKS.match(text[-1]) and _WITHOUT_BLANKS.match(line)):
        return text + line
    return f"{text} {line}"


def _in_target(text: str, line: str, targets: Collection[str]) -> str | None:
    """Both together as an address has them: as they stand, or without a hyphen that the typesetter put in."""
    end, beginning = text.split()[-1], line.split()[0].rstrip(".,;)]")
    for hyphen in ("", *_HYPHENS):
        if hyphen and not end.endswith(hyphen):
            continue
        tail = end.removesuffix(hyphen)
        tail = tail[max(tail.rfind("//"), tail.find("10."), 0) :]
        whole = tail + beginning
        if tail and len(whole) >= _SHORTEST and any(whole in target for target in targets):
            return text.removesuffix(hyphen) + line
    return None


def _goes_on(text: str, line: str) -> bool:
    """Whether a line can be the rest of an address; behind a full stop it must look like one."""
    return line[0].isalnum() and (text[-1] != "." or line[0].islower() or line[0].isdecimal())


def _is_word_of(text: str, line: str, words: Collection[str]) -> bool:
    """Whether the document has the word that the line's end parted."""
    before, behind = _LAST_WORD.search(text[:-1]), _FIRST_WORD.match(line)
    return before is not None and behind is not None and (before[0] + behind[0]).casefold() in words


def _unhyphenated(text: str, line: str, words: Collection[str]) -> str:
    before, behind = _LAST_WORD.search(text[:-1]), _FIRST_WORD.match(line)
    if text[-1] == "\u00ad":
        return text[:-1] + line
    if before is None or behind is None or not behind[0][0].islower():
        return text + line if text[-2:-1].isalnum() and line[0].isalnum() else f"{text} {line}"
    parted = f"{before[0]}-{behind[0]}".casefold()
    return text + line if parted in words and parted.replace("-", "") not in words else text[:-1] + line
