"""Text printed after a title that is not part of it: an edition, a place, a number of pages, the type of the work."""

from collections.abc import Sequence

from refcheck.gazetteer.names import are_places
from refcheck.lexicon import Term, wordings, words
from refcheck.lexicon.patterns import WordSet
from refcheck.parsing.structure.runs import has, relabel, runs
from refcheck.parsing.tagging.tokens import Token
from refcheck.text.deferred import deferred

_EDITIONS = words(Term.EDITION)
"""Words that end an edition, which need not be separated from the title by punctuation: "A Title 2nd ed"."""

_EDITION_ASIDE = words(Term.EDITION_ASIDE)
"""Words of an edition that precede the word for it: "revised", "überarbeitete"."""

_EXTENTS = words(Term.EXTENT)
"""Words after the number of a book's pages: "121 S.", "xii, 340 pp."."""

_DASHES = frozenset("-–—")

_CENTURIES = ("14", "15", "16", "17", "18", "19", "20")
"""The first digits of years: "1914–1918" are not pages."""

_BRACKETS = frozenset("(（[")
"""Brackets after which there may be years of any time: "Guilds of the delta (1250–1380)"."""

_GENRES = WordSet(wordings(Term.GENRE))
"""Names of theses, manuscripts and papers that were read at a meeting."""

_GENRE_LAST = words(Term.GENRE_LAST)
"""Names of genres that are the only word of their clause: "Thesis"."""

_VOLUME = deferred(r"卷\s?[\d一二三四五六七八九十]{1,3}|[上中下]?第?\s?[\d一二三四五六七八九十]{1,3}\s?[卷册冊辑輯]")
"""A volume in Chinese: "卷5", "第3卷", "第1册", "上卷第一分册"."""

_NUMBER = deferred(
    r"(?:CN|US|EP|WO|DE|JP|KR)\s?\d{6,13}(?:\.\d)?[A-Z]?\d?"
    r"|(?:GB|ISO|DIN|EN|IEC|ANSI|NISO|IEEE|RFC|JIS)(?:/[A-Z]{1,3})?\s?\d[\d.:—–-]{1,18}|(?:Nr|No)\.\s?\d{1,5}"
)
"""The number of a patent or a standard, or of a report: "CN101106276A", "GB/T 7714—2015", "Nr. 429"."""

_MARKS = frozenset(".,:：(（[–—?!")
"""Punctuation after which a clause may begin."""

_CLAUSES = 6
"""The number of clauses at the end of a title that are examined."""


def title_ends(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Cut the title if such text is at its end; once for each kind, the last first."""
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
    """Return where the last clauses of a title begin, in order."""
    starts = [place for place in range(first + 1, end) if not _MARKS.isdisjoint(tokens[place].gap)]
    if tokens[end - 1].text.lower() in _EDITIONS:
        starts += [place for place in range(max(first + 1, end - 3), end) if tokens[place].text.isdecimal()]
    return starts[-_CLAUSES:]


def _label(text: str, tokens: Sequence[Token], place: int, last: int, labels: Sequence[str]) -> str | None:
    """Return the label of the rest of a title from a token on, if it is not part of the title."""
    start, end = tokens[place].start, tokens[last - 1].end
    gap, clause = tokens[place].gap, tokens[place:last]
    kind = _number_of(clause) or _number_by_form(text, start, end)
    if kind == "report-number" or kind == "edition" or (kind and not has(labels, kind)):
        return kind
    if ":" in gap or "?" in gap:
        return None
    if _is_genre(text[start:end]):
        return "genre"
    belongs = "(" in gap or ("," in gap and are_places(tokens[place - 1].text))
    if are_places(text[start:end]) and not has(labels, "location", "container") and not belongs:
        return "location"
    return None


def _number_of(clause: Sequence[Token]) -> str | None:
    """Return the label of a clause that is a number: edition ("4., überarbeitete Auflage", "rev. ed"), pages ("121 S", "53–71")."""
    first, last = clause[0].text, clause[-1].text
    plain = len(clause) > 1 and not any(mark in token.gap for token in clause[1:] for mark in ":;?!()")
    if plain and last.lower() in _EDITIONS and last.lower() not in _EDITION_ASIDE:
        if first.isdecimal():
            return "edition" if len(first) <= 2 and len(clause) <= _LONGEST_EDITION else None
        return "edition" if first.lower() in _EDITION_ASIDE and len(clause) <= _LONGEST_ASIDE else None
    if len(clause) != 2 or not first.isdecimal():
        return None
    if last.lower() in _EXTENTS:
        return "pages" if 2 <= len(first) <= 4 and clause[1].gap in ("", " ") else None
    ranged = last.isdecimal() and clause[1].gap.strip() in _DASHES and max(len(first), len(last)) <= _DIGITS
    years = len(first) == 4 and first.startswith(_CENTURIES) and (len(last) == 2 or last.startswith(_CENTURIES))
    years = years or (len(last) == 4 and not _BRACKETS.isdisjoint(clause[0].gap))
    return "pages" if ranged and not years else None


_LONGEST_EDITION, _LONGEST_ASIDE = 6, 3
"""The most words and numbers of an edition that begins with its number ("4", "überarbeitete", "Auflage"), and with a word."""

_DIGITS = 5
"""The most digits of a page number."""


def _number_by_form(text: str, start: int, end: int) -> str | None:
    """Return the label of a number that is recognised by its form: a Chinese volume, a patent, a standard, a report."""
    if not any(map(str.isdecimal, text[start:end])) and text.isascii():
        return None
    if _VOLUME.fullmatch(text, start, end):
        return "volume"
    return "report-number" if _NUMBER.fullmatch(text, start, end) else None


def _is_genre(clause: str) -> bool:
    """Return whether a clause begins with the name of a thesis, manuscript or talk: "Unpublished manuscript", "The MA thesis"."""
    name = clause.lstrip("(（")
    name = name[4:] if name[:4].lower() == "the " else name
    return clause.lower() in _GENRE_LAST or (_GENRES.opens(name) and " abstr" not in name.lower())
