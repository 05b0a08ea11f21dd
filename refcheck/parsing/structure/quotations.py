"""Rules for titles in quotation marks, with which they begin and end; what looks like a note after one may belong to it."""

from collections.abc import Sequence

from refcheck.model import Scheme
from refcheck.parsing.dates import YEAR
from refcheck.parsing.described import description
from refcheck.parsing.structure.runs import printed, relabel, runs
from refcheck.parsing.tagging.labels import bare, begin
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword
from refcheck.text.characters import QUOTES

_CLOSING = {"“": "”", "”": "”", "„": "“”", "«": "»", "»": "«»", '"': '"', "‘": "’", "「": "」", "『": "』", "《": "》"}
"""Opening quotation marks and the marks that may close them; "„" and "»" are German."""

OPENING = frozenset(_CLOSING)

_NESTING = frozenset("“«„「『《")
"""Opening marks that differ from the closing ones, so that nested quotations can be counted."""

_CONTINUING = tuple(":?!–-")
"""Punctuation after a quotation that is only a part of the title: "“Smart Cities”: a study"."""


def quoted_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Extend or cut the title to its quotation marks; what it loses after them is the container, unless there is one.

    Only a title that begins with a quotation mark is changed. A year in brackets after it is the date.
    """
    first = next((place for place, label in enumerate(labels) if bare(label) == "title"), None)
    close = _close(text, tokens[first]) if first is not None else None
    if first is None or close is None or text[close + 1 : close + 3].strip()[:1] in _CONTINUING:
        return labels
    end = next((place for place in range(first, len(tokens)) if tokens[place].start > close), len(tokens))
    old_end = next((place for place in range(first + 1, len(labels)) if labels[place] != "title"), len(labels))
    if end > old_end:
        return _stretched(tokens, labels, old_end, end)
    if first < end < old_end and not _continues(text, close, tokens[end]):
        return _cut(text, tokens, labels, end, old_end)
    return labels


def _continues(text: str, close: int, following: Token) -> bool:
    """Return whether a title continues without punctuation after a question, or with a small word: "“Whose rivers?” Maps of …"."""
    plainly = not following.gap.strip("”“»«\"' ?!") and following.gap[-1:] == " "
    return plainly and (text[close - 1] in "?!" or (following.text.islower() and keyword(following.text) != "in"))


def _stretched(tokens: Sequence[Token], labels: list[str], old_end: int, end: int) -> list[str]:
    """Return the labels with the title extended to ``end``, unless editors or an identifier other than an ISBN are in between."""
    if any(token.masked and token.text != Scheme.ISBN for token in tokens[old_end:end]) or any(
        bare(label) == "editor" for label in labels[old_end:end]
    ):
        return labels
    following = [begin(bare(label)) for label in labels[end : end + 1]]
    return [*labels[:old_end], *["title"] * (end - old_end), *following, *labels[end + 1 :]]


def _cut(text: str, tokens: Sequence[Token], labels: list[str], end: int, old_end: int) -> list[str]:
    """Return the labels with the title cut at ``end``; the rest is the container, part of one that follows at once, or a note."""
    is_review = description(printed(text, tokens, end, old_end)) == "review-book"
    follows = old_end < len(labels) and bare(labels[old_end]) == "container" and not is_review
    rest = "container" if follows or not (is_review or begin("container") in labels) else "note"
    changed = list(labels)
    opened = False
    for place in range(end, old_end):
        if YEAR.fullmatch(tokens[place].text) and "(" in tokens[place].gap and "date" not in changed:
            changed[place] = "date"
        else:
            changed[place] = rest if opened else begin(rest)
            opened = True
    if follows and opened:
        changed[old_end] = "container"
    return changed


def _close(text: str, token: Token) -> int | None:
    """Return where the quotation that begins right before a token ends, allowing for nested ones, or ``None`` without one."""
    opened = next((mark for mark in token.gap if mark in _CLOSING), None)
    if opened is None or (opened == "‘" and token.gap[-1] != "‘"):
        return None
    depth = max(token.gap.count(opened), 1) if opened in _NESTING else 1
    for place in range(token.start, len(text)):
        mark = text[place]
        if mark in _CLOSING[opened] and _ends(text, place):
            depth -= 1
            if depth == 0:
                return place
        elif mark == opened and opened in _NESTING:
            depth += 1
    return None


def _ends(text: str, place: int) -> bool:
    """Return whether a mark ends a quotation, and is not an apostrophe or opening mark: no letter or digit follows."""
    if text[place] == "’":
        after = text[place + 1 : place + 3].strip()
        return not after or not after[0].isalnum() or text[place - 1] in ".,?!"
    return text[place] != '"' or not text[place + 1 : place + 2].isalnum()


def note_of_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Give a note between a closed quotation and "in" to the title: "‘Keep out!’ How lakes are fished. In A. Lund (ed.)"; one
    between editors and a book's title belongs to the book's title.
    """
    for first, end in runs(labels, "note"):
        before, next_label = bare(labels[first - 1]) if first else "", bare(labels[end]) if end < len(labels) else ""
        announced = next_label in ("editor", "container") and keyword(tokens[end].text) == "in"
        if before == "title" and announced and not QUOTES.isdisjoint(tokens[first].gap):
            return [*labels[:first], *["title"] * (end - first), *labels[end:]]
        if before == "editor" and next_label == "container" and keyword(tokens[end].text) != "in":
            return relabel(labels, first, end + 1, "container")
    return labels
