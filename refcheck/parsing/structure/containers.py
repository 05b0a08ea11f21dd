"""What holds a work, taken for its title, its publisher or a part of its own name."""

from collections.abc import Sequence

from refcheck.gazetteer.names import are_places
from refcheck.parsing.structure.runs import printed, relabel, rule, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token

_ABBREVIATED = 4
"""A word of so many letters before a full stop may be cut short."""


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


_LONGEST_PAGE, _PASSAGE = 5, 100
"""A page has so many figures at most, and the passage that a note points to begins so many pages behind its work's first one.
Source: set by hand."""


def _first_page(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "118 Rivers 251, 255", "[2009] Rivers 251, 255": no second volume, but the work's first page before that of the passage."""
    for before, first in runs(labels, "volume"):
        end = next((end for start, end in runs(labels, "pages") if start == first), 0)
        container = next((start for start, behind in runs(labels, "container") if behind == before), 0)
        if not end or not container or before + 1 < first or tokens[first].gap.strip() != ",":
            continue
        is_numbered = "]" in tokens[container].gap or any(end <= container for _, end in runs(labels, "volume"))
        numbers = [tokens[place].text for place in (before, first)]
        are_pages = all(number.isdecimal() and len(number) <= _LONGEST_PAGE for number in numbers)
        if is_numbered and are_pages and 0 <= int(numbers[1]) - int(numbers[0]) < _PASSAGE:
            return relabel(labels, before, end, "pages")
    return labels


CONTAINER_RULES = (
    rule(_place_of_journal, needs="container", unless="location publisher"),
    rule(_translation, needs="container", marks="["),
    rule(_first_page, needs="volume", marks=","),
)
