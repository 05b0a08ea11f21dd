"""The words in which two texts differ, and the edits that a repair or a fix makes in the printed text."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from attrs import frozen

from refcheck.model import Fix, Identifier, Safety, Span
from refcheck.text.edits import differences

_COMPARED_WORDS = 200
"""The most words that are compared one by one: that takes time up to the third power of their number."""

_BESIDE_WORDS = '.,;:?!…"“”„«»‘’،؛\u2068\u2069'
"""Punctuation beside a word that is not part of it, and Unicode isolates."""

_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"))


def differing(text: str, other: str) -> tuple[Span, ...]:
    """Return the spans of the words of ``text`` that ``other`` lacks, one for each run.

    Words compare without case and without the punctuation beside them. The part between the common beginning and the common
    end is compared word by word where it is short, else it is one run.
    """
    spans = _words(text)
    words, others = [span.of(text).casefold() for span in spans], [span.of(other).casefold() for span in _words(other)]
    start = _shared(words, others)
    stop = len(words) - _shared(words[start:][::-1], others[start:][::-1])
    words, others = words[start:stop], others[start : len(others) - len(spans) + stop]
    return tuple(Span(spans[start + first].start, spans[start + last - 1].end) for first, last in _runs(words, others))


_BETWEEN = str.maketrans(dict.fromkeys("“”，。：；（）、", " "))
"""Punctuation that surrounds a value in languages that are written without spaces."""


def is_said(cited: str, registered: str, message: str) -> bool:
    """Return whether a message contains all the words in which two texts differ."""
    pairs = ((cited, registered), (registered, cited))
    words = (_bare(word) for text, other in pairs for span in differing(text, other) for word in span.of(text).split())
    return set(words) <= {_bare(word) for text in (message, message.translate(_BETWEEN)) for word in text.split()}


def _runs(words: Sequence[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """Return the runs of words that the others lack, as half-open ranges."""
    if max(len(words), len(others)) > _COMPARED_WORDS:
        return [(0, len(words))] if words else []
    matcher = SequenceMatcher(a=words, b=others, autojunk=False)
    return [(first, last) for tag, first, last, _, _ in matcher.get_opcodes() if tag in ("replace", "delete")]


def _shared(words: Sequence[str], others: Sequence[str]) -> int:
    """Return the number of words, or letters, that the two have in common at their beginning."""
    pairs = zip(words, others, strict=False)
    return next((at for at, (word, other) in enumerate(pairs) if word != other), min(len(words), len(others)))


def _words(text: str) -> list[Span]:
    spans = []
    offset = 0
    for word in text.split(" "):
        if word:
            bare = _bare(word)
            start = offset + word.index(bare)
            spans.append(Span(start, start + len(bare)))
        offset += len(word) + 1
    return spans


def _bare(word: str) -> str:
    """Return a word without the punctuation beside it and without an unpaired bracket; a word of punctuation only is unchanged."""
    bare = word.strip(_BESIDE_WORDS)
    for opening, closing in _BRACKETS:
        if opening not in bare[1:] and bare.startswith(opening) and (bare.endswith(closing) or closing not in bare):
            bare = bare[1:].removesuffix(closing)
        elif bare.endswith(closing) and opening not in bare:
            bare = bare[:-1]
        bare = bare.strip(_BESIDE_WORDS)
    return bare or word


_SIGN = re.compile(r".", re.DOTALL)
"""One character: ``V``, ``.``."""

_TOKEN = re.compile(r"\w+|\W")
"""A word or a number, or one character between them: ``Vol``, ``.``, `` ``, ``14``; ``10``, ``.``, ``1000``, ``/``, ``x``."""

_LONGEST = 500
"""The most characters that are compared by tokens. Longer texts are replaced as a whole: no reader compares their tokens."""


@frozen(kw_only=True)
class Edit:
    """A change of the printed text: ``after`` replaces ``span``. ``safety`` is ``unsafe`` where a person must decide."""

    span: Span
    after: str
    safety: Safety


def mended(identifier: Identifier) -> Iterator[Edit]:
    """Yield the edits that the repairs of an identifier made in the printed text, in order."""
    letters: list[tuple[str, int | None]] = [(letter, at) for at, letter in enumerate(identifier.raw)]
    for repair in identifier.repairs:
        same = _shared(repair.before, repair.after)
        start, end = repair.at + same, repair.at + len(repair.before)
        letters[start:end] = [(letter, None) for letter in repair.after[same:]]
    unsafe = any(repair.safety is Safety.UNSAFE for repair in identifier.repairs)
    safety = Safety.UNSAFE if unsafe else Safety.SAFE
    reached, after = 0, ""
    for letter, at in [*letters, ("", len(identifier.raw))]:
        if at is None:
            after += letter
            continue
        if after or at > reached:
            yield Edit(span=Span(reached, at).shifted(identifier.span.start), after=after, safety=safety)
        reached, after = at + 1, ""


def proposed(fix: Fix, raw: str) -> list[Edit]:
    """Return the edits of a fix in order: single characters where words and numbers stay the same, else whole words."""
    before, after = fix.span.of(raw), fix.replacement
    if len(before) + len(after) > _LONGEST:
        return [Edit(span=fix.span, after=after, safety=fix.safety)]
    marks = list(differences(before, after, _SIGN, fix.span.start))
    if any(letter.isalnum() for start, end, came in marks for letter in raw[start:end] + came):
        marks = list(differences(before, after, _TOKEN, fix.span.start))
    return [Edit(span=Span(start, end), after=came, safety=fix.safety) for start, end, came in marks]
