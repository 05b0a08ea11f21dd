"""A field's text without the punctuation around it."""

from refcheck.text.combining import is_of_word
from refcheck.text.deferred import deferred

_PAIRS = dict(zip(")]}”»›）］》〉」』】", "([{“«‹（［《〈「『【", strict=True))
"""Closing brackets and quotation marks, with the opening ones."""

_OPENERS = frozenset(_PAIRS.values()) - frozenset("“«‹")
_ONLY_OPEN, _ONLY_CLOSE = frozenset("（［《〈「『【"), frozenset("）］》〉」』】")
"""Marks that open in every language, so that no value ends with one, and those that close, so that no value begins with one."""

_QUOTES = frozenset("\"“”„«»'‘’‚‹›「」『』＂")
_ENDS = frozenset("?!.,;: ”’")
"""Characters with which no quotation begins."""

_OPENED = deferred(r"(?<![\w'’])['’]\w")
"""An apostrophe that opens a word, as a quotation within a title does: "beyond 'the pale'"."""

_KEPT_LAST = frozenset("?!%°…？！+")
"""Punctuation that is part of a title at whose end it is printed."""


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the start and end of a stretch without spaces, punctuation and enclosing quotation marks at its ends.

    A question mark is kept, and so is a bracket or quotation mark whose partner is within; ``“Smart Cities”`` quoted as a
    whole loses both marks.
    """
    while start < end and _loose_first(text, start, end):
        start += 1
    while start < end and _loose_last(text, start, end):
        end -= 1
    while (
        end - start > 1 and text[start] in _QUOTES and text[end - 1] in _QUOTES and not _inner(text, start + 1, end - 1)
    ):
        start, end = start + 1, end - 1
        while start < end and _loose_last(text, start, end):
            end -= 1
    return start, end


def _inner(text: str, start: int, end: int) -> bool:
    """Return whether the marks at both ends belong to two quotations: "“A” and “B”"."""
    depth = 1
    for mark in text[start:end]:
        if mark in "“„«「『":
            depth += 1
        elif mark in "”»」』":
            depth -= 1
            if depth == 0:
                return True
    return '"' in text[start:end]


def _loose_first(text: str, start: int, end: int) -> bool:
    mark = text[start]
    if mark.isalnum():
        return False
    if mark in _ONLY_CLOSE:
        return True
    if mark in _QUOTES:
        return text[start + 1 : start + 2] in _ENDS or not _has_partner(text, start + 1, end)
    if mark in _OPENERS:
        return not _closes(text, start, end)
    return mark not in "¿¡#$<+−@"


def _loose_last(text: str, start: int, end: int) -> bool:
    mark = text[end - 1]
    if is_of_word(mark) or mark in _KEPT_LAST:
        return False
    if mark in _ONLY_OPEN:
        return True
    if mark in _QUOTES:
        return not (_has_partner(text, start, end - 1) or (mark in "'’" and _OPENED.search(text, start, end - 1)))
    if mark in _PAIRS:
        return text.count(_PAIRS[mark], start, end - 1) <= text.count(mark, start, end - 1)
    return True


def _closes(text: str, start: int, end: int) -> bool:
    """Return whether the bracket at ``start`` is closed before ``end``, allowing for brackets nested in it."""
    opener = text[start]
    depth = 0
    for mark in text[start:end]:
        depth += (mark == opener) - (_PAIRS.get(mark) == opener)
        if depth == 0:
            return True
    return False


def _has_partner(text: str, start: int, end: int) -> bool:
    return any(mark in _QUOTES and mark not in "'’" for mark in text[start:end])
