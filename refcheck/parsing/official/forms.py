"""Shared code for the citation forms of official works: marks, and the labels that a form gives to tokens."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from refcheck.lexicon import month_number
from refcheck.parsing.tagging.labels import begin
from refcheck.parsing.tagging.tokens import Token, tokenize
from refcheck.text.deferred import deferred


class Mark(NamedTuple):
    """A stretch of the text and the label of its tokens."""

    label: str
    start: int
    end: int


class Official(NamedTuple):
    """The CSL type, and the labels of the stretches that the form determines.

    ``rest`` is the label of the other tokens, except for identifiers and notes of access; ``None`` if the tagger's labels are kept.
    """

    kind: str
    marks: Sequence[Mark]
    rest: str | None = None

    def day(self, text: str) -> Mark | None:
        """Return the date within the title or the number, for use if there is no other: "Lei nº 9.985, de 18 de julho de 2000"."""
        for mark in self.marks:
            if mark.label in ("title", "report-number"):
                plain = next(date_in(text, mark.start, mark.end), None)
                slashed = None if plain else _NUMBERED_IN_YEAR.search(text, mark.start, mark.end)
                if plain or slashed:
                    return plain or Mark("date", *slashed.span(slashed.lastindex or 0))  # type: ignore[union-attr]  # one is there
        return None


_LONE_YEAR = r"(?<![º°] )(?<!\bNo\. )(?:1[5-9]|20)\d\d(?!\d|,? (?:de|of) (?:\d[^,.;]{0,24} (?:de )?)?(?:1[5-9]|20)\d\d)"
_YEAR = deferred(rf"(?<![\d/:,.§-])(?<!\d ){_LONE_YEAR}(?![/:]|[-–]\d{{3}}|(?<!\(\d{{4}})[a-z])")
"""A year that is not a number or part of one: "1954" in "May 17, 1954", not in "2019/723", "§§ 1998b–1998f", "Ley 1822 de 2017"."""

_BEFORE_YEAR = deferred(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?\s(?:de\s)?)?(?P<month>[^\W\d_]{3,10})\.?,?\s(?:de\s|\d{1,2},?\s)?$"
)
"""A day and a month before a year: "17 May ", "May 17, ", "12. März ", "9 de mayo de "."""

_IN_FIGURES = deferred(r"(?<![\d.])\d{1,2}[./]\s?\d{1,2}[./]\s?(?:1[5-9]|20)\d\d(?!\d)")
"""A date in digits: "24.3.2021"."""


def words_in(wordings: Iterable[str]) -> frozenset[str]:
    """Return the longest token of each wording, in small letters: a text without it does not have the wording."""
    return frozenset(max((token.text for token in tokenize(wording)), key=len).lower() for wording in wordings)


def date_in(text: str, start: int, end: int, taken: Iterable[Mark] = ()) -> Iterator[Mark]:
    """Yield the first date of a stretch, with its day and month, that is not within a mark in ``taken``."""
    others = list(taken)
    figures = _IN_FIGURES.search(text, start, end)
    for found in _YEAR.finditer(text, start, end):
        if figures and figures.start() < found.start():
            break
        if any(mark.start <= found.start() < mark.end for mark in others):
            continue
        before = _BEFORE_YEAR.search(text, max(start, found.start() - 24), found.start())
        named = before is not None and month_number(before["month"].lower()) is not None
        yield Mark("date", before.start() if before and named else found.start(), found.end())
        return
    if figures:
        yield Mark("date", *figures.span())


_NUMBERED_IN_YEAR = deferred(
    r"(?<!\d)\d{1,5}/((?:1[89]|20)\d\d)(?!\d)|(?<!\d)((?:19|20)\d\d)/\d{1,4}(?!\d)|:((?:19|20)\d\d)(?!\d)"
)
"""A number and its year: "29/1998", "2016/679", "ISO 9001:2015"."""


def date_after(text: str, title: Mark, marks: Iterable[Mark] = ()) -> Iterator[Mark]:
    """Yield the date after a title, unless the title contains a year, "Human Tissues Act 2004", or one of the marks is a date."""
    if not any(mark.label == "date" for mark in marks) and not _ANY_YEAR.search(text, title.start, title.end):
        yield from date_in(text, title.end, len(text))


_ANY_YEAR = deferred(rf"(?<!\d){_LONE_YEAR}")
"""A year, whatever is beside it: "29/1998"."""


_LABELS = frozenset({"author", "container", "date", "issue", "note", "pages", "report-number", "title", "volume"})
"""Labels after which groups of a pattern may be named."""


def marked(text: str, found: re.Match[str]) -> Iterator[Mark]:
    """Yield the marks of the groups of a match that are named after a label: "title", "title2", "report_number"."""
    for name, printed in found.groupdict().items():
        label = name.rstrip("23").replace("_", "-")
        if label in _LABELS and printed is not None:
            yield Mark(label, *stripped(text, *found.span(name)))


def number_of_list(text: str, start: int) -> Iterator[Mark]:
    """Yield the number before a reference that begins at ``start``, and the word that points to the reference: "12. See "."""
    for label, is_of_kind in (("citation-number", str.isdigit), ("other", str.isalpha)):
        if places := [place for place in range(start) if is_of_kind(text[place])]:
            yield Mark(label, places[0], places[-1] + 1)


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without spaces and punctuation around it."""
    while start < end and text[start] in _TRIM_CHARS:
        start += 1
    while end > start and text[end - 1] in _TRIM_CHARS:
        end -= 1
    return start, end


_TRIM_CHARS = " \n,.;:“”„«»\"'‘’–-/"


def as_cited(known: Official, tokens: Sequence[Token], labels: Sequence[str]) -> list[str]:
    """Return the labels that the form determines; masks keep theirs, and other tokens get the form's label for the rest."""
    numbered = any(mark.label == "report-number" for mark in known.marks)
    other_number = "note" if begin("title") in labels else "title"
    changed: list[str] = []
    mark_before = None
    for token, label in zip(tokens, labels, strict=True):
        mark = next((mark for mark in known.marks if mark.start <= token.start < mark.end), None)
        if token.masked:
            changed.append(label)
        elif mark is not None:
            changed.append(mark.label if mark is mark_before else begin(mark.label))
        else:
            rest_label = known.rest or label
            changed.append(other_number if numbered and rest_label == "report-number" else rest_label)
        mark_before = mark
    return changed
