"""Rules for containers that were partly labelled as another field, or that took in a part of another field."""

from collections.abc import Sequence

from refcheck.gazetteer.journals import journals_called
from refcheck.gazetteer.names import are_places
from refcheck.lexicon import Term, words
from refcheck.parsing.structure.runs import printed, relabel, rule, runs
from refcheck.parsing.tagging.labels import bare, begin
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword
from refcheck.text.folding import fold

_ABBREVIATED = 4
"""The most letters of a word before a full stop that may be an abbreviation."""


def _place_of_journal(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Rivers. London 12: 3–9", "Rivers, London, 12": a place between a journal's name and its volume is not of the name."""
    for first, end in runs(labels, "container"):
        start = next((place for place in range(end - 1, first, -1) if tokens[place].gap.strip() in (".", ",")), end)
        numbered = end < len(labels) and bare(labels[end]) in ("volume", "date")
        spelt_out = start < end and len(tokens[start - 1].text) > _ABBREVIATED
        in_brackets = "(" in printed(text, tokens, first, start)
        if numbered and spelt_out and not in_brackets and are_places(printed(text, tokens, start, end)):
            return relabel(labels, start, end, "location")
    return labels


def _translation(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Title [Title in English], Journal": text in brackets between the title and the journal belongs to the title."""
    for first, end in runs(labels, "container"):
        if first and bare(labels[first - 1]) == "title" and "[" in tokens[first].gap:
            close = next((place for place in range(first + 1, end) if "]" in tokens[place].gap), None)
            if close and tokens[close].gap.partition("]")[2].strip()[:1] in (",", "."):
                return relabel(
                    [*labels[:first], *["title"] * (close - first), *labels[close:]], close, end, "container"
                )
    return labels


def _known_journal(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Roe, R. J. Am. Chem. Soc.", "Mud of the fjords, Geol. Mag.": an initial before a known journal is the author's, and words
    labelled as the title, or as its end after a comma, are the journal's if it is known with them."""
    for first, end in runs(labels, "container"):
        before = bare(labels[first - 1]) if first and "." in tokens[first].gap else ""
        start = _last_of_title(tokens, labels, first) if before == "title" else first + 1
        if start < first and _is_known(text, tokens, start, end):
            return relabel(labels, start, end, "container")
        is_initial = before == "author" and len(tokens[first].text) == 1 and start < end and "." in tokens[start].gap
        if is_initial and not _is_known(text, tokens, first, end) and _is_known(text, tokens, start, end):
            return [*labels[:first], "author", *relabel(labels, start, end, "container")[start:]]
    return labels


def _last_of_title(tokens: Sequence[Token], labels: list[str], end: int) -> int:
    """Return where up to three words begin that are the whole title, or its end after a comma; ``end`` if there are none."""
    words_before = range(end - 1, max(end - 4, -1), -1)
    start = next((at for at in words_before if labels[at] == begin("title") or "," in tokens[at].gap), end)
    return end if start < end and tokens[start].text.lower() in _AND else start


_AND = words(Term.AND)
"""Words between the last two parts of a list, which begin no journal's name: "Salt, silt, and sand. Rivers"."""


def _is_known(text: str, tokens: Sequence[Token], first: int, end: int) -> bool:
    name = fold(printed(text, tokens, first, end))
    return name in words(Term.IBID) or bool(journals_called(name))


_NUMBERS = frozenset({"volume", "issue"})
"""Labels of the number before a journal, in the style of lawyers: "118 Harbour L. Rev. 251", "45(1) Rivers Today 3"."""


def _first_page(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "118 Harbour L. Rev. 1733, 1739–42 (1995)": the number after a journal that follows its volume or year is the first page.

    It is not a second volume, nor a year if another is printed; a number that a comma separates from it is a page within. The same
    holds after a book whose editor precedes "ed." in brackets: "in Tides and Towns 22, 31 (Ben Roe ed., 2001)".
    """
    for first, end in runs(labels, "container"):
        place = end - 1 if end - first > 1 and tokens[end - 1].text.isdecimal() else end
        is_numbered = first > 0 and (bare(labels[first - 1]) in _NUMBERS or "]" in tokens[first].gap)
        if place + 1 >= len(labels):
            continue
        stop = next((run[1] for run in runs(labels, "pages") if run[0] == place + 1), place + 1)
        if not is_numbered and not _is_edited(tokens, labels, place, stop):
            continue
        taken, after = bare(labels[place]), bare(labels[place + 1])
        stands_alone = tokens[place].text.isdecimal() and tokens[place].gap.strip() in ("", ".")
        pinpointed = after == "pages" and tokens[place + 1].gap.strip() == ","
        dated = taken == "date" and any(run[0] > place for run in runs(labels, "date"))
        is_page = pinpointed and (dated or taken in _NUMBERS | {"container"})
        if stands_alone and (is_page or (dated and after == "date" and "(" in tokens[place + 1].gap)):
            return relabel(labels, place, stop, "pages")
    return labels


_LONGEST_CHAPTER = 100
"""The most pages of a chapter: a page further on is not in a chapter that begins with the number. Source: a judgement."""


def _is_edited(tokens: Sequence[Token], labels: Sequence[str], place: int, stop: int) -> bool:
    """Return whether a page within and then "(Ben Roe ed., 2001" follow a number that may be the first page."""
    end = next((run[1] for run in runs(labels, "editor") if run[0] == stop), stop)
    first, within = tokens[place].text, tokens[place + 1].text
    if end == stop or not (first.isdecimal() and within.isdecimal()) or end == len(labels):
        return False
    is_named_first = (
        "(" in tokens[stop].gap and keyword(tokens[end - 1].text) == "role" and tokens[end - 1].gap.isspace()
    )
    return is_named_first and 0 <= int(within) - int(first) <= _LONGEST_CHAPTER


CONTAINER_RULES = (
    rule(_known_journal, needs="container"),
    rule(_place_of_journal, needs="container", unless="location publisher"),
    rule(_translation, needs="container", marks="["),
    rule(_first_page, needs="container"),
)
