"""Printed volume and issue → the bare values, however they are labelled or run together."""

import re

from refcheck.lexicon import Term, words
from refcheck.lexicon.patterns import alternatives
from refcheck.model import Span

_VOLUME = re.compile(alternatives(words(Term.VOLUME, Term.ANNUAL, Term.NTH)) + r"\.?\s?:?", re.IGNORECASE)
"""Labels before or behind a volume: "Vol.", "Bd.", "Jahrgang", "tome", "第", "卷"."""

_ISSUE = re.compile(
    rf"(?:№|n\s?[°º]|n\.\s?[oº](?![^\W\d_])|{alternatives(words(Term.ISSUE, Term.NTH))})\.?\s?:?", re.IGNORECASE
)
"""Labels of an issue: "No.", "Nr.", "Heft", "issue", "№", "期"."""

_IN_BRACKETS = re.compile(r"^\s*(\S.{0,15}?)\s*[(\[（]\s*([^()\[\]（）]{1,25})\s*[)\]）]\s*$")
"""A volume with its issue in brackets: "36(2)", "36 [2]", "B39 (4–5)"."""

_DOTTED = re.compile(r"^\s*(\d{1,4})\s?[.:,]\s?(\d{1,3}(?:[-–/]\d{1,3})?)\s*$")
"""A volume and its issue parted by a mark: "34.8", "27, 1"."""

_VOLUME_BEHIND = re.compile(r",\s?(?:" + _VOLUME.pattern + r")\s?(\w{1,6})\W*$", re.IGNORECASE)
"""A volume behind its issue: "n. 16, v. 9", "no 18, vol. 7"."""

_AROUND = " ,.;:("
"""What may stand around a bare number: "36, ", " 36("."""


def read_volume(text: str) -> list[tuple[str, Span]]:
    """The parts that a volume's segment holds: ``("volume", span)`` and perhaps ``("issue", span)``."""
    if text.strip(_AROUND).isdecimal():
        return _core("volume", text, 0, len(text))
    plain = _VOLUME.sub(lambda label: " " * len(label[0]), text)
    labelled = next(
        (
            found
            for found in _ISSUE.finditer(plain)
            if re.search(r"\d", plain[found.end() :]) and re.search(r"\w", plain[: found.start()])
        ),
        None,
    )
    if labelled:
        return [*_core("volume", plain, 0, labelled.start()), *_core("issue", plain, labelled.end(), len(plain))]
    body = plain.rstrip(" ,.;:")
    for pattern in (_IN_BRACKETS, _DOTTED):
        both = pattern.match(body)
        if both and any(mark.isdigit() for mark in both[1]):
            if _is_year(both[2]):
                return _core("volume", plain, both.start(1), both.end(1))
            return [*_core("volume", plain, both.start(1), both.end(1)), *read_issue(plain, both.start(2), both.end(2))]
    if not re.search(r"\w", plain):
        return []
    return _core(
        "volume",
        _ISSUE.sub(lambda label: " " * len(label[0]), plain) if _labels_at_an_end(body) else plain,
        0,
        len(plain),
    )


def read_issue(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, Span]]:
    """``("issue", span)``: what is left of an issue without its label and brackets; the volume too, where it is labelled there."""
    end = len(text) if end is None else end
    stretch = text[start:end]
    volume = _VOLUME.match(stretch.lstrip(" ,;("))
    if (start, end) == (0, len(text)) and volume and volume[0].isascii() and _ISSUE.search(stretch):
        return read_volume(text)
    closed = stretch.find(")")
    if closed > 0 and "(" not in stretch[:closed]:
        stretch = stretch[:closed]
    behind = _VOLUME_BEHIND.search(stretch)
    if behind and (start, end) == (0, len(text)):
        return [*read_issue(text, 0, behind.start()), ("volume", Span(*behind.span(1)))]
    plain = _ISSUE.sub(lambda label: " " * len(label[0]), stretch)
    kept = plain if re.search(r"\w", plain) else stretch
    return _core("issue", text[:start] + kept, start, start + len(kept))


def _labels_at_an_end(text: str) -> bool:
    """Whether a label of issues stands before or behind all else: "No. 12", "138号"."""
    found = list(_ISSUE.finditer(text.strip()))
    return bool(found) and (found[0].start() == 0 or found[-1].end() == len(text.strip()))


def _core(name: str, text: str, start: int, end: int) -> list[tuple[str, Span]]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    end += text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")"
    return [(name, Span(start, end))] if start < end else []


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:1[5-9]|20)\d\d", text.strip()))
