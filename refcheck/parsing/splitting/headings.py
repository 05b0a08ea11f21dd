"""Headings of reference lists in many languages, and of the sections before and after them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache, lru_cache

from attrs import evolve

from refcheck.layout.lines import Line
from refcheck.lexicon import LISTS, Section, headings, section
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.splitting import has_year
from refcheck.parsing.splitting.evidence import PASSING, REMEMBERED, evidence, has_url, is_sentence
from refcheck.text.deferred import deferred


class Heading(StrEnum):
    """The kind of section that begins under a heading."""

    LIST = "list"
    NOTES = "notes"
    OTHER = "other"


_LEADING = (
    *(Section.ABSTRACT, Section.KEYWORDS, Section.INTRODUCTION, Section.ACKNOWLEDGEMENTS, Section.APPENDIX),
    *(Section.ABOUT_AUTHORS, Section.CONTRIBUTIONS, Section.FUNDING, Section.CONFLICTS, Section.DATA_AVAILABILITY),
    *(Section.SUPPLEMENT, Section.ETHICS, Section.CORRESPONDENCE, Section.HOW_TO_CITE),
)
"""Sections whose name may be only the beginning of the heading: "Appendix B. Maps"."""


@cache
def _other() -> re.Pattern[str]:
    """Return the pattern of the beginning of a heading that is not a list's: "Appendix B. Maps", "Table 3. Results", "Figure 2"."""
    leading, captions = alternatives(headings(*_LEADING)), alternatives(headings(Section.TABLE, Section.FIGURE))
    return re.compile(rf"{leading}(?!\w)|{captions}\.? ?\d+(?!\w)", re.IGNORECASE)


@cache
def _chapter() -> re.Pattern[str]:
    """Return the pattern of the beginning of a chapter's heading: "Chapter 2: Floods", "Kapitel IV"."""
    return re.compile(rf"{alternatives(headings(Section.CHAPTER))}\.? (?:\d+|[IVX]+)(?!\w)", re.IGNORECASE)


@cache
def _handling() -> re.Pattern[str]:
    """Return the pattern of a line on how a paper was handled: "Associate editor: A. Doe", "Received 3 May 2019"."""
    return re.compile(rf"{alternatives(headings(Section.HANDLING))}(?:\s*[:：]|\s+\d)", re.IGNORECASE)


_AROUND = re.compile(
    r"^[\s#*=_\[(<•]*(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Z])[.):]?\s+)?|(?:\s\(\d{1,4}\)|\s?\[[^\W\d_][^\[\]]{2,40}\])?[\s:.*=_\])>#–—-]*$"
)
"""Text that may surround a heading's words: "7. References", "## Literatur:", "VII References", "B. Sources", "G Bibliography",
"[References]", "Cited by (12)", "References[edit]"."""

_MARKS = "#*= "
"""Marks of headings in Markdown, AsciiDoc, Org and wikis: "## Appendix B", "== Figure 2 ==", "* Appendix A. Maps"."""

_RUN_ON = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}[:.]?\s+(?=[\[(]?\d{1,3}[\]).]\s?\S)")
"""A heading followed by the list on the same line: "References [1] Smith", "Literatur: 1. Braun"."""

_OF_WIKI = re.compile(r"[^\W\d_][^\[\].]{0,60}\[[^\W\d_][^\[\]]{2,40}\]")
"""A heading of a wiki page, with its link for editing: "History[edit]"."""

_STUDY = deferred(r"[^{}]{1,80}\{(?:un)?published (?:and unpublished )?data(?: only)?(?: ?\([^{}()]{1,60}\))?\}\s*")
"""The heading of a study, under which a review of trials lists the reports on it: "Moen 2015 {published data only}"."""


def heads_study(text: str) -> bool:
    """Return whether a line is the heading of a study, whose reports are listed below."""
    return "{" in text and _STUDY.fullmatch(text) is not None


_LONGEST = 100
_LONGEST_RUN_ON = 60


def heading(line: Line) -> Heading | None:
    """Return the kind of heading that a line is, or ``None``."""
    return _heading(line.text, line.blanks > 0, line.level > 0) if len(line.text) <= _LONGEST else None


@lru_cache(maxsize=REMEMBERED)
def _heading(text: str, is_apart: bool, is_marked: bool) -> Heading | None:
    if has_url(text):
        return None
    title = _AROUND.sub("", text)
    named = section(title) or _of_several(title)
    if is_marked and named is None:
        named = _of_page(title)
    if named is not None:
        return Heading.NOTES if named is Section.NOTES else Heading.LIST if named in LISTS else Heading.OTHER
    if is_apart and _OF_WIKI.fullmatch(text):
        return Heading.OTHER
    text = text.strip(_MARKS)
    if _handling().match(text):
        return Heading.OTHER
    if is_apart and _chapter().match(text):
        return Heading.OTHER
    other = _other().match(text)
    if other and (other.end() == len(text.rstrip(" .:")) or text[other.end()] in ":："):
        return Heading.OTHER
    return Heading.OTHER if other and is_apart and not _is_title(text, other.end()) else None


def _is_title(text: str, end: int) -> bool:
    """Return whether what begins like a heading is a reference that begins with its title: "Introduction to Tides. 3rd ed. Oslo".

    The title goes on with a word, not with a letter or number as in "Appendix B", and a year or another part follows it.
    """
    if _GOES_ON.match(text, end) is None or is_sentence(text):
        return False
    is_followed = has_year(text) or ". " in text
    return is_followed and (text[end + 1].islower() or evidence(text) >= PASSING)


_GOES_ON = deferred(r"\s[^\W\d_]{2}")
"""A space and a word of several letters."""


_JOINT = re.compile(
    r"-?\s*(?:[,;/&+]|\s(?:and|und|et|y|e|ed|и|og|och|en|i)\s)\s*|\s*[(\[][^()\[\]]{1,30}[)\]]?$", re.IGNORECASE
)
"""The text between the words of a heading that names several sections, or an addition to it in brackets."""

_PARTS = re.compile(r"\s+[–—:|-]+\s+")
"""Punctuation between the name of a page and that of the whole site or book: "Delta manual - References"."""


def _of_page(title: str) -> Section | None:
    """Return the section of a heading that names a list beside the name of the whole: "References - Delta manual"."""
    pieces = _PARTS.split(title)
    found = [section(piece) for piece in (pieces[0], pieces[-1])]
    return next((each for each in found if each in LISTS and each is not Section.NOTES), None)


_FEW = 5
"""The most words of a heading that names several sections."""


def _of_several(title: str) -> Section | None:
    """Return the section of a heading that names a list among others: "Webographie et références", "Literatur (Auswahl)"."""
    if any(map(str.isdecimal, title)):
        return None
    pieces = [piece for piece in _JOINT.split(title) if piece]
    if len(pieces) == 1 == len(_JOINT.findall(title)) or 1 < len(pieces) <= len(title.split()) <= _FEW:
        found = [section(piece) for piece in pieces]
        return next((each for each in found if each in LISTS and each is not Section.NOTES), None)
    return None


def with_levels(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, with the levels of headings if the text marks these as Markdown does."""
    marks = {place: mark for place, line in enumerate(lines) if (mark := _HASHES.match(line.text))}
    if len(marks) < _FEWEST_MARKED:
        return list(lines)
    return [
        evolve(line, level=len(marks[place][1])) if place in marks and line.blanks else line
        for place, line in enumerate(lines)
    ]


_HASHES = re.compile(r"(#{1,6}) (?=\S)")
"""The mark of a heading in Markdown: "## Floods"."""
_FEWEST_MARKED = 2


def with_headings_apart(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines, with a list's heading cut from the first numbered entry if both are on one line."""
    for line in lines:
        run_on = _RUN_ON.match(line.text, 0, _LONGEST_RUN_ON)
        title = _AROUND.sub("", run_on.group()) if run_on else ""
        yield from line.cut([run_on.end()] if run_on and section(title) in LISTS else [])
