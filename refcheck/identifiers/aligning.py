"""Whether what is printed is a known DOI after all: the same letters and digits, with other marks or white space between."""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Edit
from refcheck.identifiers.replaying import replay
from refcheck.identifiers.shaping import punctuation_edits
from refcheck.model import Candidate, Identifier, Repair, Safety, make_id

_BETWEEN = re.compile(r"[^\w]{0,40}|_{1,3}")
"""Marks and white space between two letters or digits of a DOI, of bounded length."""

_WHY = "these are the letters and digits of a DOI that is registered for the work"


def reading_as(text: str, identifier: Identifier, value: str) -> Candidate | None:
    """The reading of a DOI printed in ``text`` that is ``value`` but for capitals; ``None`` where the print says something else.

    A reading that is known is preferred, then one that differs from it in its marks alone, then what stands at the identifier's
    place and behind it: a DOI may go on behind white space where nothing told so.
    """
    for reading in identifier.readings():
        if _same(identifier, reading.value, value):
            return reading
    beyond = _beyond(text, identifier, value)
    starts = [*identifier.readings(), *([Candidate(value=identifier.raw + beyond, beyond=beyond)] if beyond else [])]
    shaped = (_shaped(identifier, start, value) for start in starts if _bare(start.value) == _bare(value))
    return next((reading for reading in shaped if reading is not None), None)


def _same(identifier: Identifier, one: str, other: str) -> bool:
    return make_id(identifier.scheme, one) == make_id(identifier.scheme, other)


def _bare(value: str) -> str:
    """The letters and digits, in small letters."""
    return "".join(filter(str.isalnum, value)).lower()


def _beyond(text: str, identifier: Identifier, value: str) -> str:
    """What of the text behind an identifier is needed to spell ``value``; nothing where the text spells something else."""
    rest = _bare(value).removeprefix(_bare(identifier.raw))
    if not rest or len(rest) == len(_bare(value)):
        return ""
    at = identifier.span.end
    for letter in rest:
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        if text[at : at + 1].lower() != letter:
            return ""
        at += 1
    return "" if text[at : at + 1].isalnum() else text[identifier.span.end : at]


def _shaped(identifier: Identifier, start: Candidate, value: str) -> Candidate | None:
    repairs = (*start.repairs, *_repairs(start.value, punctuation_edits(start.value, value)))
    result = replay(identifier.raw + start.beyond, repairs)
    return Candidate(value=result, repairs=repairs, beyond=start.beyond) if _same(identifier, result, value) else None


def _repairs(text: str, edits: tuple[Edit, ...]) -> Iterator[Repair]:
    moved = 0
    for edit in edits:
        before = text[edit.start : edit.end]
        is_space = not edit.after.strip() and not before.strip()
        code = "doi-with-inner-space" if is_space else "doi-with-misplaced-punctuation"
        yield Repair(code=code, at=edit.start + moved, before=before, after=edit.after, why=_WHY, safety=Safety.UNSAFE)
        moved += len(edit.after) - len(before)
