"""Subtitles behind a full stop or a colon, which look like what holds the work."""

from collections.abc import Sequence

from refcheck.parsing.names import names_body
from refcheck.parsing.structure.runs import has, printed, relabel, rule, run_at, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword

_HOLDING = frozenset({"journal", "meeting"})
"""Classes of words that tell what holds works from works."""


def _before_journal(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Of "Title. Subtitle. Journal 12" the middle belongs to the title, where it is a sentence and no abbreviated name."""
    if not has(labels, "volume", "issue", "pages"):
        return labels
    for first, end in runs(labels, "container"):
        if first == 0 or bare(labels[first - 1]) != "title":
            continue
        for place in range(end - 1, first + 2, -1):
            words = [token.text for token in tokens[first:place]]
            stop = tokens[place].gap.strip() in _STOPS and len(words[-1]) > 4 and len(tokens[place].text) > 3
            if (
                stop
                and not any(keyword(word) in _HOLDING for word in words)
                and any(len(w) > 1 and w.islower() for w in words)
            ):
                changed = list(labels)
                changed[first:place] = ["title"] * (place - first)
                return relabel(changed, place, end, "container")
    return labels


def _before_place(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Of "Title. Subtitle. 2nd ed. Place: Publisher" the middle belongs to the title, unless "In" or its words tell that it
    holds works.
    """
    for first, end in runs(labels, "container"):
        if has(labels[end:], "editor"):
            return labels
        gap = tokens[first].gap
        parted = (
            first and bare(labels[first - 1]) == "title" and gap.strip(_AROUND) in _STOPS and gap[:2] not in _QUOTED
        )
        if parted and not _holds(tokens[first:end]):
            place = next((place for place in range(end, len(labels)) if labels[place] != "edition"), end)
            if run_at(labels, "location", place) and _places_book(text, tokens, labels, (first, end), place):
                return _with_title(labels, first, end)
    return labels


def _places_book(
    text: str, tokens: Sequence[Token], labels: Sequence[str], middle: tuple[int, int], place: int
) -> bool:
    """Whether a place behind a stretch is a book's: behind a full stop, or behind a comma where the reference ends with it."""
    first, end = middle
    mark = tokens[place].gap.strip(_AROUND)
    ends = all(bare(label) == "location" for label in labels[place:])
    named = names_body(printed(text, tokens, first, end))
    return mark == "." or (mark == "," and ends and end - first > 1 and not named)


def _holds(words: Sequence[Token]) -> bool:
    """Whether a stretch says that it holds works: by a word for such, by "in" before it, by a capital "In" within."""
    return keyword(words[0].text) == "in" or any(word.text == "In" or keyword(word.text) in _HOLDING for word in words)


def _with_title(labels: list[str], first: int, end: int) -> list[str]:
    """The labels with a stretch given to the title before it."""
    return [*labels[:first], *["title"] * (end - first), *labels[end:]]


_STOPS = frozenset({".", "?", "!"})
"""Marks that end a title's first sentence."""

_QUOTED = frozenset({".”", '."'})
"""How a quotation ends in American print, which is a whole title."""

_AROUND = " “”„«»\"'’‘)–—"
"""What may stand beside such a mark: the end of a quotation, of a bracket, a dash."""

SUBTITLE_RULES = (
    rule(_before_journal, needs="container", unless="publisher"),
    rule(_before_place, needs="location", unless="volume issue pages series"),
)
