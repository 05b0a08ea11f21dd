"""Notes that look like titles, because they stand where a sentence does, and parts of titles that look like notes."""

from collections.abc import Sequence

from refcheck.parsing.structure.runs import relabel, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword

_QUOTES = frozenset("“”„«»‘’\"'")
"""Marks before what is a title, wherever it stands."""


def note_of_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """What follows on a closed quotation before "in" is of the title: "‘Keep out!’ How lakes are fished. In A. Lund (ed.)"; what
    editors and a book's title stand around is of the book's.
    """
    for first, end in runs(labels, "note"):
        before, behind = bare(labels[first - 1]) if first else "", bare(labels[end]) if end < len(labels) else ""
        announced = behind in ("editor", "container") and keyword(tokens[end].text) == "in"
        if before == "title" and announced and not _QUOTES.isdisjoint(tokens[first].gap):
            return [*labels[:first], *["title"] * (end - first), *labels[end:]]
        if before == "editor" and behind == "container" and keyword(tokens[end].text) != "in":
            return relabel([*labels[:end], "container", *labels[end + 1 :]], first, end, "container")
    return labels
