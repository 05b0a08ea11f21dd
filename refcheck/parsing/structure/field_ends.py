"""Text at the end of titles or containers that is not part of them: a phrase for editors, a label of numbers, "s.l.", "in"."""

import re
from collections.abc import Sequence

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.dates import YEAR
from refcheck.parsing.structure.runs import has, printed, relabel, runs
from refcheck.parsing.tagging.labels import bare, begin
from refcheck.parsing.tagging.tokens import TOKEN, Token
from refcheck.parsing.tagging.word_classes import keyword
from refcheck.text.deferred import deferred

_PHRASES = [each for each in wordings(Term.EDITOR) if len(each) > 8 or " " in each]
_EDITED = deferred(rf"(?i:{alternatives(_PHRASES)})[.:]?\s(?=[^\W\d_a-z])")
"""A phrase of several words, or a long word, that precedes editors: "edited by", "a cura di:", "herausgegeben von"."""

EDITING = frozenset(TOKEN.findall(phrase)[0] for phrase in _PHRASES)
"""The first words of these phrases."""

_NOWHERE = re.compile(
    r"(?:[oO]\.\s?O|[sS]\.\s?l|n\.\s?p|[sS]em local|[sS]in lugar|[oO]hne Ort|[sS]ans lieu)\.?[\])]?", re.ASCII
)
"""A statement that no place is known: "o. O.", "s.l.", "n. p.", "[sem local]"."""

_NUMBERED = frozenset({"volume", "issue", "pages"})


def field_ends(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Cut titles and containers that have such text at their end."""
    for label in ("title", "container"):
        for first, end in list(runs(labels, label)):
            labels = _without_bracket(text, tokens, _without_label(tokens, labels, first, end), first, end)
            if label == "container":
                labels = _with_acronym(tokens, _without_number(text, tokens, labels, first, end), first, end)
            for place in range(first + 1, end):
                if not _MARKS.isdisjoint(tokens[place].gap) and (found := _label(text, tokens, place, end)):
                    labels = relabel(labels, place, end, found)
                    break
    return labels


def editors_announced(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Tides, edited by: Roe, B., Gate": the names that such a phrase announces are those of editors, not authors."""
    announced = [place for place, token in enumerate(tokens) if token.text.lower() in EDITING]
    phrases = {found.end(): place for place in announced if (found := _EDITED.match(text, tokens[place].start))}
    for first, end in (*runs(labels, "author"), *runs(labels, "editor")):
        if (place := phrases.get(tokens[first].start)) is not None:
            return relabel(labels, place, end, "editor")
    return labels


def people_in_brackets(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Tides (B. Poe & R. Poe, Trans.)": names in one bracket with those of a role at its end have that role, too."""
    for role in ("translator", "editor"):
        for first, end in runs(labels, role):
            is_last = end < len(tokens) and tokens[end].gap.lstrip(".").startswith(")")
            start = first
            while is_last and start and _is_of_names(tokens[start]):
                start -= 1
            if tokens[start].gap.rstrip().endswith("(") and start < first and tokens[first].gap.strip(" .&") == "":
                return relabel(labels, start, end, role)
    return labels


def _is_of_names(token: Token) -> bool:
    """Return whether names continue with a capitalised word or an "and", after a space, a full stop, a comma or "&"."""
    return not token.gap.strip(" .,&-") and (token.text[0].isupper() or keyword(token.text) == "and")


def _without_label(tokens: Sequence[Token], labels: list[str], first: int, end: int) -> list[str]:
    """Give a label of volumes, issues or pages at the end of a field to the number that follows, and "vom" to the date.

    The same holds for the label of a report's number after a full stop: "Tides. Procedure No. 7", "Tides. Identifier: 7".
    """
    last = end - 1
    if last > first and end < len(labels) and bare(labels[end]) == "report-number":
        start = last - (keyword(tokens[last].text) == "issue" and last - 1 > first)
        is_labelled = start < last or keyword(tokens[end].text) == "issue" or ":" in tokens[end].gap
        return relabel(labels, start, end + 1, "report-number") if is_labelled and "." in tokens[start].gap else labels
    if last == first or end == len(labels) or bare(labels[end]) not in _NUMBERED:
        dated = last > first and end < len(labels) and bare(labels[end]) == "date" and tokens[end].gap.isspace()
        return [*labels[:last], "date", *labels[end:]] if dated and tokens[last].text == _OF else labels
    word = tokens[last].text
    names_number = (
        keyword(word) in ("volume", "issue", "page")
        and len(word) > 1
        and tokens[last].gap.strip() in ("", ",")
        and "," not in tokens[end].gap
    )
    return [*labels[:last], bare(labels[end]), *labels[end:]] if names_number else labels


_OF = "vom"
"""The word before the date of a law or a newspaper in German: "Gesetz vom 13.8.2003", "Die Zeit vom 3. Mai"."""


def _without_bracket(text: str, tokens: Sequence[Token], labels: list[str], first: int, end: int) -> list[str]:
    """Take from a title the beginning of a bracket that other fields continue: "Title (Lake News, 6.1.2005)"."""
    if labels[first] != begin("title") or end == len(labels):
        return labels
    place = next((place for place in range(end - 1, first, -1) if "(" in tokens[place].gap), None)
    if place is None or any(")" in token.gap for token in tokens[place + 1 : end + 1]):
        return labels
    if ")" not in text[tokens[end].end : tokens[min(end + _WITHIN, len(tokens)) - 1].end + 1]:
        return labels
    after = bare(labels[end])
    holds = after in ("date", "location") and not has(labels, "container")
    return relabel(labels, place, end, "series" if after == "volume" else "container" if holds else "note")


_WITHIN = 8
"""The number of words within which the bracket is closed."""


def _without_number(text: str, tokens: Sequence[Token], labels: list[str], first: int, end: int) -> list[str]:
    """Label letters and digits at the end of a journal's name as its pages if there are none: "Rivers e1032", "News, M6".

    If the year follows, a letter and digits are a volume: "Tidal Phys., B36 (1971)".
    """
    after = [bare(label) for label in labels[end:]]
    is_at_end = after[:1] == ["volume"] and "date" not in after and not has(labels, "pages", "issue")
    if is_at_end and "," in tokens[end - 1].gap and _PAGE.fullmatch(printed(text, tokens, end - 1, end + 1)):
        return relabel(labels, end - 1, end + 1, "pages")
    if end - first < 3 or len(tokens[end - 2].text) > 1 or has(labels, "pages", "volume"):
        return labels
    letter, number = tokens[end - 2].text, tokens[end - 1]
    touching = number.text.isdecimal() and not number.gap and len(number.text) >= _DIGITS
    return relabel(labels, end - 2, end, "pages") if touching and letter.islower() else labels


_PAGE = deferred(r"[A-Z]{1,2}\d{1,3}")
"""A page of a section: "MM36", "A1"."""

_DIGITS = 3
"""The fewest digits of the number of an article."""


def _with_acronym(tokens: Sequence[Token], labels: list[str], first: int, end: int) -> list[str]:
    """Add a meeting's acronym and year in brackets to its name: "Workshop on Water Supply (WWS 2010)"."""
    if end + 1 >= len(tokens) or "(" not in tokens[end].gap or not YEAR.fullmatch(tokens[end + 1].text):
        return labels
    initials = iter("".join(token.text[0] for token in tokens[first:end]))
    acronym = tokens[end].text
    if len(acronym) > 2 and acronym.isupper() and all(letter in initials for letter in acronym):
        return [*labels[:end], "container", "container", *labels[end + 2 :]]
    return labels


def _label(text: str, tokens: Sequence[Token], place: int, end: int) -> str | None:
    start, stop = tokens[place].start, tokens[end - 1].end
    if text[start : tokens[place].end].lower() in EDITING and _EDITED.match(text, start, stop):
        return "editor"
    if _NOWHERE.fullmatch(text, start, stop) or (place == end - 1 and keyword(tokens[place].text) == "press"):
        return "note"
    return None


_MARKS = frozenset(",.;([)]")
"""Punctuation before such text."""
