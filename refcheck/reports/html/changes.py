"""What a repair or a fix does to the printed text, as single edits: so much goes, and this comes."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from attrs import frozen

from refcheck.model import Fix, Identifier, Safety, Span

_TOKEN = re.compile(r"\w+|\W")
"""A word or a number, or one character between them: ``Vol``, ``.``, `` ``, ``14``; ``10``, ``.``, ``1000``, ``/``, ``x``."""

_LONGEST = 500
"""A longer text is replaced as a whole: nobody reads its tokens one against the other."""


@frozen(kw_only=True)
class Edit:
    """At ``span`` of the printed text, ``after`` stands instead. ``safety`` is ``unsafe`` where a person must decide."""

    span: Span
    after: str
    safety: Safety


def mended(identifier: Identifier) -> Iterator[Edit]:
    """What the repairs of an identifier changed in the text it was printed in, in order."""
    letters: list[tuple[str, int | None]] = [(letter, at) for at, letter in enumerate(identifier.raw)]
    for repair in identifier.repairs:
        same = _shared_start(repair.before, repair.after)
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
    """What a fix would change in the printed text, in order: marks alone where words and numbers stay, else whole words."""
    before, after = fix.span.of(raw), fix.replacement
    if len(before) + len(after) > _LONGEST:
        return [Edit(span=fix.span, after=after, safety=fix.safety)]
    marks = list(_replaced(list(before), list(after)))
    if any(letter.isalnum() for span, came in marks for letter in span.of(before) + came):
        marks = list(_replaced(_TOKEN.findall(before), _TOKEN.findall(after)))
    return [Edit(span=span.shifted(fix.span.start), after=came, safety=fix.safety) for span, came in marks]


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Span, str]]:
    """Where the text of the old parts changes, and what comes there."""
    starts = [0, *accumulate(map(len, old))]
    for tag, start, end, new_start, new_end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Span(starts[start], starts[end]), "".join(new[new_start:new_end])


def _shared_start(text: str, other: str) -> int:
    pairs = zip(text, other, strict=False)
    return next((at for at, (one, two) in enumerate(pairs) if one != two), min(len(text), len(other)))
