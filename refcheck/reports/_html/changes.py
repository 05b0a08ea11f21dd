"""What a repair or a fix does to the printed text, as single edits: so much goes, and this comes."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

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


def proposed(fix: Fix, raw: str) -> Iterator[Edit]:
    """What a fix would change in the printed text, token by token, in order."""
    before, after = fix.span.of(raw), fix.replacement
    if len(before) + len(after) > _LONGEST:
        yield Edit(span=fix.span, after=after, safety=fix.safety)
        return
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    offsets = [fix.span.start]
    for token in old:
        offsets.append(offsets[-1] + len(token))
    for tag, start, end, new_start, new_end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag != "equal":
            span = Span(offsets[start], offsets[end])
            yield Edit(span=span, after="".join(new[new_start:new_end]), safety=fix.safety)


def _shared_start(text: str, other: str) -> int:
    pairs = zip(text, other, strict=False)
    return next((at for at, (one, two) in enumerate(pairs) if one != two), min(len(text), len(other)))
