"""Shared parts of the forms of citation of official works: marks, and the labels that such a form gives."""

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
    """The CSL type, and the labels of the stretches that the form tells.

    ``rest`` is the label of the other tokens, but for those of identifiers and notes of access; ``None`` where the tagger's stay.
    """

    kind: str
    marks: Sequence[Mark]
    rest: str | None = None

    def day(self, text: str) -> Mark | None:
        """The date that stands within the title or the number, where no other does: "Lei nº 9.985, de 18 de julho de 2000"."""
        for mark in self.marks:
            if mark.label in ("title", "report-number"):
                plain = next(date_in(text, mark.start, mark.end), None)
                slashed = None if plain else _NUMBERED_IN_YEAR.search(text, mark.start, mark.end)
                if plain or slashed:
                    return plain or Mark("date", *slashed.span(slashed.lastindex or 0))  # type: ignore[union-attr]  # one is there
        return None


_LONE_YEAR = r"(?<![º°] )(?<!\bNo\. )(?:1[5-9]|20)\d\d(?!\d|,? (?:de|of) (?:\d[^,.;]{0,24} (?:de )?)?(?:1[5-9]|20)\d\d)"
_YEAR = deferred(rf"(?<![\d/:,.§-])(?<!\d ){_LONE_YEAR}(?![/:]|[-–]\d{{3}}|(?<!\(\d{{4}})[a-z])")
"""A year that is no number or part of one: "1954" in "May 17, 1954", not in "2019/723", "§§ 1998b–1998f", "Ley 1822 de 2017"."""

_BEFORE_YEAR = deferred(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?\s(?:de\s)?)?(?P<month>[^\W\d_]{3,10})\.?,?\s(?:de\s|\d{1,2},?\s)?$"
)
"""A day and a month before a year: "17 May ", "May 17, ", "12. März ", "9 de mayo de "."""

_IN_FIGURES = deferred(r"(?<![\d.])\d{1,2}[./]\s?\d{1,2}[./]\s?(?:1[5-9]|20)\d\d(?!\d)")
"""A date in figures: "24.3.2021"."""


def words_in(wordings: Iterable[str]) -> frozenset[str]:
    """Of each wording the longest token, in small letters: where it is missing, the wording is."""
    return frozenset(max((token.text for token in tokenize(wording)), key=len).lower() for wording in wordings)


def date_in(text: str, start: int, end: int, taken: Iterable[Mark] = ()) -> Iterator[Mark]:
    """Yield the first date of a stretch that no mark has taken, with its day and month."""
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


def date_behind(text: str, title: Mark, marks: Iterable[Mark] = ()) -> Iterator[Mark]:
    """Yield the date behind a title, unless it has a year in it, "Human Tissues Act 2004", or one of the marks is a date."""
    if not any(mark.label == "date" for mark in marks) and not _ANY_YEAR.search(text, title.start, title.end):
        yield from date_in(text, title.end, len(text))


_ANY_YEAR = deferred(rf"(?<!\d){_LONE_YEAR}")
"""A year, whatever stands beside it: "29/1998"."""


_LABELS = frozenset({"author", "container", "date", "issue", "note", "pages", "report-number", "title", "volume"})
"""Labels that a pattern may name its groups for."""


def marked(text: str, found: re.Match[str]) -> Iterator[Mark]:
    """Yield what the groups of a pattern found that are named for a label: "title", "title2", "report_number"."""
    for name, printed in found.groupdict().items():
        label = name.rstrip("23").replace("_", "-")
        if label in _LABELS and printed is not None:
            yield Mark(label, *stripped(text, *found.span(name)))


def number_of_list(text: str, start: int) -> Iterator[Mark]:
    """Yield the number that stands before a reference which begins at ``start``, and the word that points to it: "12. See "."""
    for label, is_of_kind in (("citation-number", str.isdigit), ("other", str.isalpha)):
        if places := [place for place in range(start) if is_of_kind(text[place])]:
            yield Mark(label, places[0], places[-1] + 1)


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without blanks and marks around it."""
    while start < end and text[start] in _TRIM_CHARS:
        start += 1
    while end > start and text[end - 1] in _TRIM_CHARS:
        end -= 1
    return start, end


_TRIM_CHARS = " \n,.;:“”„«»\"'‘’–-/"


def as_cited(known: Official, tokens: Sequence[Token], labels: Sequence[str]) -> list[str]:
    """Return the labels that the form tells, those of masks as they are, and of the others what it says of the rest."""
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
            told = known.rest or label
            changed.append(other_number if numbered and told == "report-number" else told)
        mark_before = mark
    return changed
