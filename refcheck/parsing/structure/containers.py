"""What holds a work, taken for its title, its publisher or a part of its own name."""

from collections.abc import Sequence

from refcheck.gazetteer.names import are_places
from refcheck.parsing.dates import YEAR
from refcheck.parsing.structure.runs import has, printed, relabel, rule, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword

_ABBREVIATED = 4
"""A word of so many letters before a full stop may be cut short."""


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


CONTAINER_RULES = (
    rule(_number_behind_name, needs="container", unless="volume issue"),
    rule(_place_of_journal, needs="container", unless="location publisher"),
    rule(_translation, needs="container", marks="["),
)
