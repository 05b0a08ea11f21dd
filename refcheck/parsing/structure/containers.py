"""What holds a work, taken for its title, its publisher or a part of its own name."""

from collections.abc import Sequence

from refcheck.gazetteer.names import are_places
from refcheck.parsing.dates import YEAR
from refcheck.parsing.structure.runs import has, printed, relabel, rule, run_at, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword


def _journal_and_no_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Lund, B. RIVERS 2019, 33, 43–49": what a bare volume and pages stand behind, where nothing holds the work, holds it."""
    first, end = next(runs(labels, "title"))
    behind = [bare(label) for label in labels[end:]]
    place = 1 if behind[:1] == ["date"] else 0
    if behind[place : place + 1] != ["volume"] or "pages" not in behind or keyword(tokens[end + place].text):
        return labels
    one = not any(_parted(tokens, at) for at in range(first + 1, end + 1))
    return relabel(labels, first, end, "container") if one and _in_capitals(tokens[first:end]) else labels


def _in_capitals(words: Sequence[Token]) -> bool:
    """Whether a stretch has few words, and all of its longer ones a capital, as a journal's name has."""
    longer = [word.text for word in words if len(word.text) > _ABBREVIATED and word.text.isalpha()]
    return len(words) < _WORDS_OF_JOURNAL and not any(map(str.islower, longer))


def _parted(tokens: Sequence[Token], place: int) -> bool:
    """Whether a full stop that cuts no word short stands before a token."""
    return tokens[place].gap.strip() == "." and len(tokens[place - 1].text) > _ABBREVIATED


_ABBREVIATED = 4
"""A word of so many letters before a full stop may be cut short."""


def _journal_in_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Title. Rivers of Asia. London 12: 3–9", "Title // Rivers": the last sentence of a title before a volume and pages, or what
    stands behind "//", is the journal.
    """
    first, end = next(runs(labels, "title"))
    slashes = next((place for place in range(first + 1, end) if tokens[place].gap.strip(" .") == "//"), None)
    if slashes:
        return relabel(labels, slashes, end, "container")
    behind = [bare(label) for label in labels[end:]]
    if behind[:1] == ["location"]:
        behind = behind[behind.count("location") :]
    if behind[:1] != ["volume"] or "pages" not in behind:
        return labels
    start = next((place for place in range(end - 1, first + 1, -1) if _parted(tokens, place)), None)
    fits = start is not None and end - start <= _WORDS_OF_NAME and tokens[start].text[:1].isupper()
    return relabel(labels, start, end, "container") if start is not None and fits else labels


_WORDS_OF_NAME = 12
"""A journal's name in full has so many words at most."""


_WORDS_OF_JOURNAL = 8
"""A journal's name has fewer words than these."""


def _book_behind_editors(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Title. In A. Lund (ed.): Rivers. London": what stands behind the editors that "in" announces is the book and no house."""
    for first, end in runs(labels, "editor"):
        behind = run_at(labels, "publisher", end)
        if behind and keyword(tokens[first].text) == "in" and first and bare(labels[first - 1]) == "title":
            return relabel(labels, *behind, "container")
    return labels


def _number_behind_name(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "PLOS RIVERS 11, 3–9": a number that ends a journal's name is its volume, where pages are told and no volume."""
    if not has(labels, "pages"):
        return labels
    for first, end in runs(labels, "container"):
        if end - first < 2 or end == len(tokens) or tokens[end].gap.lstrip()[:1] not in _BEHIND_NUMBER:
            continue
        before, number = tokens[end - 2 : end]
        counts = number.text.isdecimal() and number.gap == " " and not YEAR.fullmatch(number.text)
        if counts and before.text.isalpha() and not keyword(before.text) and len(number.text) <= _DIGITS:
            return relabel(labels, end - 1, end, "volume")
    return labels


_BEHIND_NUMBER = frozenset(",;:(")
"""Marks that stand behind a volume's number: none of a day, and of no ordinal."""

_DIGITS = 4
"""A volume's number has so many digits at most."""


def _place_of_journal(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Rivers. London 12: 3–9", "Rivers, London, 12": a place between a journal's name and its volume is none of the name."""
    for first, end in runs(labels, "container"):
        start = next((place for place in range(end - 1, first, -1) if tokens[place].gap.strip() in (".", ",")), end)
        numbered = end < len(labels) and bare(labels[end]) in ("volume", "date")
        spelt_out = start < end and len(tokens[start - 1].text) > _ABBREVIATED
        in_brackets = "(" in printed(text, tokens, first, start)
        if numbered and spelt_out and not in_brackets and are_places(printed(text, tokens, start, end)):
            return relabel(labels, start, end, "location")
    return labels


def _translation(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Title [Title in English], Journal": what stands in brackets between the title and the journal is of the title."""
    for first, end in runs(labels, "container"):
        if first and bare(labels[first - 1]) == "title" and "[" in tokens[first].gap:
            close = next((place for place in range(first + 1, end) if "]" in tokens[place].gap), None)
            if close and tokens[close].gap.partition("]")[2].strip()[:1] in (",", "."):
                return relabel(
                    [*labels[:first], *["title"] * (close - first), *labels[close:]], close, end, "container"
                )
    return labels


def _years_of_journal(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Rivers (Bern 1994). 2013;12": a place and a year in brackets behind a journal's name, before the year, are of the name."""
    for first, end in runs(labels, "date"):
        opening = next((place for place in range(first, 0, -1) if "(" in tokens[place].gap), 0)
        is_alone = end - first > 1 and tokens[first + 1].gap.startswith(")") and opening not in (0, first)
        if not is_alone or {*map(bare, labels[opening:first])} - {"location", "container"}:
            continue
        before = bare(labels[opening - 1])
        start = next((place for place in range(opening - 1, 0, -1) if tokens[place].gap.strip() == "."), 0)
        if before == "title" and start and bare(labels[start]) == "title":
            return relabel(labels, start, first + 1, "container")
        if before == "container":
            return [*labels[:opening], *["container"] * (first + 1 - opening), *labels[first + 1 :]]
    return labels


def _series_cut_in_two(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Title, Tidal. Res. Ser., vol. 59": the word before a series that only an abbreviation's stop parts from it is of it."""
    for first, end in runs(labels, "series"):
        one = run_at(labels, "container", first - 1) if first else None
        if one and one[1] - one[0] == 1 and tokens[first].gap.strip() == ".":
            return relabel(labels, one[0], end, "series")
    return labels


CONTAINER_RULES = (
    rule(_years_of_journal, needs="container title", marks="("),
    rule(_series_cut_in_two, needs="series"),
    rule(
        _journal_and_no_title,
        needs="title",
        unless="container publisher location editor series edition report-number issue",
    ),
    rule(_journal_in_title, needs="title", unless="container publisher editor series"),
    rule(_book_behind_editors, needs="editor", unless="container", words=["in"]),
    rule(_number_behind_name, needs="container", unless="volume issue"),
    rule(_place_of_journal, needs="container", unless="location publisher"),
    rule(_translation, needs="container", marks="["),
)
