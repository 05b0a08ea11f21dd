"""A title that is printed in quotation marks begins and ends with them."""

from collections.abc import Sequence

from refcheck.parsing.dates import YEAR
from refcheck.parsing.labels import bare, begin
from refcheck.parsing.tokens import Token

_OPENING = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "「": "」", "『": "』", "《": "》", "''": "''"}


def quoted_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """Stretch or cut the title to its quotation marks; what it loses behind them is the container, unless there is one.

    Only a title that opens with a mark is touched. A year in brackets behind it is the date.
    """
    first = next((place for place, label in enumerate(labels) if bare(label) == "title"), None)
    if first is None:
        return labels
    opened = next((mark for mark in tokens[first].gap if mark in _OPENING), None)
    if opened is None or (opened == "‘" and tokens[first].gap[-1] != "‘"):
        return labels
    close = _partner(text, tokens[first].start, opened)
    if close is None:
        return labels
    end = next((place for place in range(first, len(tokens)) if tokens[place].start > close), len(tokens))
    old_end = next((place for place in range(first + 1, len(labels)) if labels[place] != "title"), len(labels))
    if end == old_end or end <= first:
        return labels
    changed = list(labels)
    if end > old_end:
        gained = labels[old_end:end]
        if any(token.masked for token in tokens[first:end]) or any(bare(label) == "editor" for label in gained):
            return labels
        changed[old_end:end] = ["title"] * (end - old_end)
        if end < len(changed) and not changed[end].endswith("*"):
            changed[end] = begin(changed[end])
        return changed
    rest = _rest_label(labels, old_end)
    for place in range(end, old_end):
        year = len(tokens[place].text) == 4 and YEAR.match(tokens[place].text) and "(" in tokens[place].gap
        changed[place] = "date" if year and not any(label == "date" for label in changed) else rest
    for place in range(end, old_end):
        if changed[place] == rest and bare(changed[place - 1]) != rest:
            changed[place] = begin(rest)
    if rest == "container" and old_end < len(changed) and changed[old_end] == "container*":
        changed[old_end] = "container"
    return changed


def _rest_label(labels: Sequence[str], old_end: int) -> str:
    """What a title's rest becomes: the container, or a part of the one that follows at once; a note if one stands elsewhere."""
    if old_end < len(labels) and bare(labels[old_end]) == "container":
        return "container"
    return "note" if any(bare(label) == "container" for label in labels) else "container"


def _partner(text: str, start: int, opened: str) -> int | None:
    """Where the quotation that was opened before ``start`` ends, quotations within it left out."""
    closing = _OPENING[opened]
    depth = 1
    for place in range(start, len(text)):
        mark = text[place]
        if mark in closing:
            following = text[place + 1 : place + 2]
            if mark in '’"' and following.isalnum():
                continue
            if mark == "’" and not _ends(text, place):
                continue
            depth -= 1
            if depth == 0:
                return place
        elif mark == opened and opened in "“«„":
            depth += 1
    return None


def _ends(text: str, place: int) -> bool:
    """Whether a single mark ends a quotation and is no apostrophe: a mark stands beside it, or nothing follows."""
    after = text[place + 1 : place + 3].strip()
    return not after or not after[0].isalnum() or text[place - 1] in ".,?!"
