"""Notes that look like titles, because they stand where a sentence does."""

from collections.abc import Sequence

from refcheck.parsing.structure.runs import relabel, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token

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
