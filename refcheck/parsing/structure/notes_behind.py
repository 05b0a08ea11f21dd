"""Notes that look like titles, because they stand where a sentence does, and parts of titles that look like notes."""

from collections.abc import Sequence

from refcheck.parsing.structure.runs import relabel, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword

_PLACE = ("author", "container", "volume", "pages")
"""What a reference without a title tells its work by, in this order."""

_QUOTES = frozenset("“”„«»‘’\"'")
"""Marks before what is a title, wherever it stands."""


def note_behind_place(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "B. Okafor, Rivers 28, 42 (1998). Invited review.": a sentence behind authors, journal, volume and page is no title."""
    first, end = next(runs(labels, "title"))
    gap = tokens[first].gap
    if "." not in gap or not _QUOTES.isdisjoint(gap):
        return labels
    container, _ = next(runs(labels, "container"), (end, end))
    if container > first:
        return labels
    before = [bare(label) for label in labels[:first]]
    places = [before.index(label) if label in before else -1 for label in _PLACE]
    if -1 in places or places != sorted(places):
        return labels
    return relabel(labels, first, end, "note") if "author" not in before[places[1] :] else labels


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
