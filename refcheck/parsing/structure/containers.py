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


CONTAINER_RULES = (
    rule(_place_of_journal, needs="container", unless="location publisher"),
    rule(_translation, needs="container", marks="["),
)
