"""What is printed behind a title and is no part of it: an edition, a place, a page count, what kind of work it is."""

import re
from collections.abc import Sequence

from refcheck.gazetteer.places import are_places
from refcheck.lexicon import Term, wordings, words
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.structure.runs import has, relabel, runs
from refcheck.parsing.tagging.tokens import Token

_EDITION_WORD = alternatives(words(Term.EDITION) - words(Term.EDITION_ASIDE))
_EDITION = (
    rf"(?i:(?:\d{{1,2}}\s?(?:\.|{'|'.join(sorted(words(Term.ORDINAL)))}|ª|º|a|e)?,?\s?(?:[^\W\d_]{{3,18}}\.?,?\s){{0,3}}{_EDITION_WORD}\.?"
    rf"|{alternatives(words(Term.EDITION_ASIDE))}\.?\s(?:[^\W\d_]{{3,18}}\s)?{_EDITION_WORD}\.?)[)\]]?\.?)"
)
"""An edition: "2. Aufl.", "4., überarbeitete Auflage", "3rd ed.", "rev. edn", "2ª edición", "3 版", "10th edition"."""

_EDITIONS = words(Term.EDITION)
"""Words that end an edition, which no mark need part from the title: "A Title 2nd ed"."""

_GENRE = re.compile(
    rf"(?:the\s)?[(（]?{alternatives(wordings(Term.GENRE))}(?!\sabstr)|{alternatives(words(Term.GENRE_LAST))}\.?$",
    re.IGNORECASE,
)
"""What a thesis, a manuscript or a paper that was read out is called, up to the end of the clause."""

_EXTENT = rf"(?i:\d{{2,4}}\s?{alternatives(words(Term.EXTENT))}\.?)"
"""An extent: "30 Seiten", "121 S.", "xii, 340 pp."."""

_RANGE = r"(?!(?:1[4-9]|20)\d\d\s?[-–—]\s?(?:1[4-9]|20)?\d\d\b)\d{1,5}\s?[-–—]\s?\d{1,5}"
"""Pages that a title swallowed: "53–71", and no years: "1914–1918"."""

_VOLUME = r"卷\s?[\d一二三四五六七八九十]{1,3}|[上中下]?第?\s?[\d一二三四五六七八九十]{1,3}\s?[卷册冊辑輯]"
""""卷5", "第3卷", "第1册", "上卷第一分册"."""

_NUMBER = (
    r"(?:CN|US|EP|WO|DE|JP|KR)\s?\d{6,13}(?:\.\d)?[A-Z]?\d?"
    r"|(?:GB|ISO|DIN|EN|IEC|ANSI|NISO|IEEE|RFC|JIS)(?:/[A-Z]{1,3})?\s?\d[\d.:—–-]{1,18}|(?:Nr|No)\.\s?\d{1,5}"
)
"""The number of a patent or a standard, or of a report: "CN101106276A", "GB/T 7714—2015", "Nr. 429"."""

_NO_TITLE = re.compile(
    rf"(?P<edition>{_EDITION})|(?P<pages>{_EXTENT}|{_RANGE})|(?P<volume>{_VOLUME})|(?P<number>{_NUMBER})"
)
"""What a whole clause may be instead of a part of the title; each kind is told by its group."""

_MARKS = frozenset(".,:：(（[–—?!")
"""What a clause may begin behind."""

_CLAUSES = 6
"""How many clauses from its end on a title is looked at."""


def title_ends(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Cut the title where such a thing stands at its end; once for each kind, the last first."""
    run = next(runs(labels, "title"), None)
    if run is None:
        return labels
    first, end = run
    for place in _clauses(tokens, first, end):
        label = _label(text, tokens, place, end, labels)
        if label is not None:
            return title_ends(text, tokens, relabel(labels, place, end, label))
    return labels


def _clauses(tokens: Sequence[Token], first: int, end: int) -> list[int]:
    """Where the last clauses of a title begin, the first of them first."""
    starts = [place for place in range(first + 1, end) if not _MARKS.isdisjoint(tokens[place].gap)]
    if tokens[end - 1].text.lower() in _EDITIONS:
        starts += [place for place in range(max(first + 1, end - 3), end) if tokens[place].text.isdecimal()]
    return starts[-_CLAUSES:]


def _label(text: str, tokens: Sequence[Token], place: int, last: int, labels: Sequence[str]) -> str | None:
    """What the rest of a title from a token on is, if it is no part of it."""
    start, end = tokens[place].start, tokens[last - 1].end
    gap = tokens[place].gap
    other = _NO_TITLE.fullmatch(text, start, end)
    if other:
        kind = str(other.lastgroup)
        if kind == "number":
            return "report-number"
        if kind == "edition" or not has(labels, kind):
            return kind
    if ":" in gap or "?" in gap:
        return None
    if _GENRE.match(text, start, end):
        return "genre"
    belongs = "(" in gap or ("," in gap and are_places(tokens[place - 1].text))
    if are_places(text[start:end]) and not has(labels, "location", "container") and not belongs:
        return "location"
    return None
