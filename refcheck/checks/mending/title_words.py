"""Fixes of titles: the registered words instead of the printed ones, with the capitalisation of the reference."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from refcheck.model import Agreement, Fix, Reference, Safety, Span
from refcheck.text.edits import Edit, applied
from refcheck.text.folding import fold
from refcheck.text.spelling import parted_as

_WORD = re.compile(r"\w+(?:['’\-‐]\w+)*")
"""A word: ``rivers``, ``mid-century``, ``author's``."""

_SHORT = 3
"""The most letters of words that stay in lower case in a headline."""

_PAIRS = ("()", "[]", "“”", "«»")
"""Pairs of characters of which a change must have both or neither: a lone bracket would be inserted into the title."""

_MOST = 0.5
"""In a headline, more than this part of the words that may have a capital have one. Source: a majority."""

_Words = Sequence[re.Match[str]]

_Change = Sequence[int]
"""Start and end in the printed words, then start and end in the registered words."""


def title_words(reference: Reference, agreement: Agreement) -> Fix | None:
    """Return the fix of the words that differ; ``None`` if more than these differs, or their capitalisation is uncertain.

    The fix is unsafe.
    """
    fields = [field for field in reference.fields if field.name == "title"]
    if len(fields) != 1 or "\n" in fields[0].raw or {"{", "\\"} & set(fields[0].span.of(reference.raw)):
        return None
    printed = fields[0].span.of(reference.raw)
    registered = parted_as(agreement.registered, printed)
    old, all_new = list(_WORD.finditer(printed)), list(_WORD.finditer(registered))
    for new in (all_new[: _length_of_part(old, all_new, registered)], all_new):
        changes = [places for tag, *places in _matcher(old, new).get_opcodes() if tag != "equal"]
        if changes and _are_found(changes, old, new, all_new, agreement):
            break
    else:
        return None
    headlines = [_is_headline([word[0] for word in title]) for title in (old, new)]
    edits: list[Edit] = []
    for begin, end, first, last in changes:
        if first == last:
            return None
        words = [word[0] for word in new[first:last]]
        cased = _cased([word[0] for word in old[begin:end]], words, *headlines)
        if cased is None or (begin == 0 and begin == end):
            return None
        parted = _WORD.split(registered[new[first].start() : new[last - 1].end()])
        said = "".join(word + behind for word, behind in zip(cased, parted[1:], strict=True))
        around = _around(registered, all_new, first, last), _around(printed, old, begin, end)
        if (placed := _placed(said, old, (begin, end), *around)) is None:
            return None
        said, begin, end = placed
        is_over = bool(edits) and edits[-1][1] > old[begin].start()
        if is_over or any(said.count(pair[0]) != said.count(pair[1]) for pair in _PAIRS):
            return None
        edits.append((old[begin].start(), old[end - 1].end(), said))
    whole = Span(edits[0][0], edits[-1][1])
    text = applied(printed[: whole.end], edits)[whole.start :]
    return Fix(span=whole.shifted(fields[0].span.start), replacement=text, safety=Safety.UNSAFE)


def _placed(
    said: str, old: _Words, place: tuple[int, int], registered: tuple[str, str], printed: tuple[str, str]
) -> tuple[str, int, int] | None:
    """Return the text, with the registered marks around added words, and the printed words that it replaces.

    ``registered`` and ``printed`` are what is before and after the words there; ``None`` if the marks do not fit the printed ones.
    """
    (begin, end), (before, after) = place, registered
    if begin < end:
        theirs, own = ([mark for mark in "".join(sides) if mark in "".join(_PAIRS)] for sides in (registered, printed))
        return (said, begin, end) if theirs == own else None
    is_marked = end < len(old) and bool(printed[0].strip())
    if is_marked and before.strip():  # the added words belong to the next word
        return None if after.strip() else (f"{said} {old[end][0]}", begin, end + 1)
    marks = "" if is_marked or end == len(old) else after.rstrip()
    return f"{old[begin - 1][0]}{before}{said}{marks}", begin - 1, end


def _around(text: str, words: _Words, first: int, last: int) -> tuple[str, str]:
    """Return the text between the words from ``first`` to ``last`` and the words before and after them."""
    before = text[words[first - 1].end() if first else 0 : words[first].start() if first < len(words) else None]
    return before, text[words[last - 1].end() if last else 0 : words[last].start() if last < len(words) else None]


def in_case(cited: str, registered: str, agreement: Agreement) -> str | None:
    """Return registered words for cited ones, capitalised as in the agreement's cited title; ``None`` if that is uncertain."""
    titles = (agreement.cited, agreement.registered)
    headlines = [_is_headline([word[0] for word in _WORD.finditer(title)]) for title in titles]
    old, new = ([word[0] for word in _WORD.finditer(text)] for text in (cited, registered))
    cased = _cased(old, new, *headlines)
    if cased is None:
        return None
    words = iter(cased)
    return _WORD.sub(lambda word: next(words), registered)


def _matcher(old: _Words, new: _Words) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [fold(word[0]) for word in old], [fold(word[0]) for word in new], autojunk=False)


def _length_of_part(old: _Words, new: _Words, registered: str) -> int:
    """Return the number of registered words to compare with the printed ones.

    The subtitle, which may be left out in print, is not counted if the printed title is more similar without it.
    """
    ends = [at for at in range(1, len(new)) if set(registered[new[at - 1].end() : new[at].start()]) & _PARTS]
    return max((len(new), *reversed(ends)), key=lambda end: _matcher(old, new[:end]).ratio())


_PARTS = frozenset(":.?!–—,;(")
"""Characters before a subtitle, or before an edition that is not part of the printed title."""


def _are_found(changes: Iterable[_Change], old: _Words, new: _Words, all_new: _Words, agreement: Agreement) -> bool:
    """Return whether the changes are exactly the differences that were found, except for a subtitle that is left out.

    If too much differs to be compared word by word, the whole title is one difference.
    """
    left = _folded(all_new[len(new) :])
    found = {
        (_folded(_WORD.finditer(each.cited)), _folded(_WORD.finditer(each.registered)))
        for each in agreement.differences
    } - {("", left)}
    made = {(_folded(old[begin:end]), _folded(new[first:last])) for begin, end, first, last in changes}
    return found in (made, {(_folded(old), _folded(all_new))})


def _folded(words: Iterable[re.Match[str]]) -> str:
    return " ".join(fold(word[0]) for word in words)


def _is_headline(words: list[str]) -> bool:
    """Return whether most of the long words after the first have a capital."""
    long = [word for word in words[1:] if len(word) > _SHORT]
    return bool(long) and sum(word[0].isupper() for word in long) > _MOST * len(long)


def _cased(printed: list[str], registered: list[str], headline: bool, is_registered_headline: bool) -> list[str] | None:
    """Return the registered words, capitalised as the printed title is; ``None`` if only they have a word all in capitals."""
    if any(len(word) > _SHORT and word.isupper() for word in registered) and not any(map(str.isupper, printed)):
        return None
    if headline == is_registered_headline:
        return registered
    if headline:
        return [word[0].upper() + word[1:] if len(word) > _SHORT else word for word in registered]
    if len(printed) != len(registered):
        return None
    pairs = zip(printed, registered, strict=True)
    return [word.lower() if one[0].islower() and word[1:].islower() else word for one, word in pairs]
