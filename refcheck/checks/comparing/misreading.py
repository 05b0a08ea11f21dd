"""Differences that are the reader's own: what is registered is printed after all, and was taken for something else."""

import re
from collections import Counter
from collections.abc import Iterable

from refcheck.checks.printing.masking import masked
from refcheck.model import Agreement, Case, Change, Difference, Match, Reference
from refcheck.text.folding import fold, fold_name

_NUMBERS = ("volume", "issue", "page")
"""CSL variables that are numbers, and may be taken for one another."""

_NUMBER = re.compile(r"\d+")
"""A number: ``2015``."""

_YEAR_BESIDE = re.compile(r"(?:19|20)\d\d\s*;")
"""A year that was read as a part of a volume: ``2012;172``."""

_ELLIPSIS = re.compile(r"[,;]\s*(?:…|\.{3}|\. \. \.)\s*,?\s*(?:&|and\b)?\s*\w")
"""Dots in the place of authors: ``Salas, J., …, & Xu, Y.``, ``Hope N, . . . Xu Y``."""

_BESIDE = 2
"""So many words away stands the given name of a family name: ``J. M. Okafor``, ``Okafor JM``; initials have as many letters."""

_TELLING = 4
"""A word of fewer letters is in many titles and names."""

_MOST_SHARED = 2
"""What was read as a journal's name holds a part of the title if it shares so many telling words with it."""


def is_misread(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether a difference in one CSL variable comes from the reading and not from the reference.

    What a structured source states was not misread; but a whole book may be cited with the DOI of a chapter.
    """
    if agreement.field == "title" and fold(agreement.cited) in fold(match.record.work.container_title or ""):
        return True
    if case.reference.structured:
        return False
    if is_printed(case.reference, agreement.registered):
        return True
    if agreement.field == "container-title":
        return _holds_a_title(match, agreement)
    return agreement.field in (*_NUMBERS, "issued") and _is_another_number(case.reference, match, agreement)


def is_misread_name(case: Case, match: Match, difference: Difference) -> bool:
    """Whether a difference between two names comes from the reading.

    A registered family name is printed although no author was read under it, or what was read as an author is made of
    initials, or of words of the registered names, title or container.
    """
    if difference.change is Change.ORDER or case.reference.structured:
        return False
    if difference.change is Change.MISSING and _is_left_out(case.reference):
        return True
    if difference.change is Change.CHANGED and _is_other_given(difference):
        return _stands_beside(case.reference, difference.registered)
    registered = fold(difference.registered.partition(",")[0])
    read = {fold(name.family or name.literal or "") for name in case.reference.work.author}
    if registered and registered not in read and _holds(case.reference.raw, registered):
        return True
    work = match.record.work
    known = fold(" ".join([*map(str, work.author), work.title or "", work.container_title or ""]))
    words = {word for word in fold(difference.cited).split() if len(word) > 1}
    return bool(difference.cited) and words <= set(known.split())


def _is_left_out(reference: Reference) -> bool:
    """Whether an ellipsis among the authors says that some are left out: ``Okafor, B., … Lindqvist, A.``."""
    title = next((field.span.start for field in reference.fields if field.name == "title"), len(reference.raw))
    return bool(_ELLIPSIS.search(reference.raw, 0, title))


def _is_other_given(difference: Difference) -> bool:
    """Whether two names have one family name and differ in the given one."""
    ours, theirs = (fold(side.partition(",")[0]) for side in (difference.cited, difference.registered))
    return bool(ours) and ours == theirs


def _stands_beside(reference: Reference, registered: str) -> bool:
    """Whether the registered given name, or its initial, stands right beside the family name after all."""
    family, _, given = registered.partition(",")
    last, words = fold(family).split(), fold_name(reference.raw).split()
    wanted = fold_name(given).split()[:1]
    if not wanted or not last:
        return False
    places = (at for at, word in enumerate(words) if word == last[-1])
    near = (word for at in places for word in (*words[max(0, at - _BESIDE) : at], *words[at + 1 : at + 1 + _BESIDE]))
    return any(word == wanted[0] or (len(word) <= _BESIDE and word[0] == wanted[0][0]) for word in near)


def printed_numbers(reference: Reference, but: Iterable[str] = ()) -> Counter[str]:
    """How often each number stands in a printed reference, outside its identifiers and the fields named in ``but``.

    Such a field is looked into after all where it was cut so badly that it holds a year beside its number: ``2012;172``. Of a
    structured reference none is counted.
    """
    if reference.structured:
        return Counter()
    text = masked(reference)
    for field in reference.fields:
        if field.name in but and not _YEAR_BESIDE.match(field.raw):
            text = text[: field.span.start] + " " * len(field.span) + text[field.span.end :]
    return Counter(_NUMBER.findall(text))


def is_printed(reference: Reference, registered: str) -> bool:
    """Whether a registered text of several words is printed, word for word. A single word may be printed by chance.

    Numbers alone (``14-23``) are not looked for within identifiers.
    """
    key = fold(registered)
    text = masked(reference) if key.replace(" ", "").isdecimal() else reference.raw
    return " " in key and _holds(text, key)


def _holds_a_title(match: Match, agreement: Agreement) -> bool:
    """Whether what was read as the container begins with the end of the title."""
    strangers = _telling(agreement.cited) - _telling(agreement.registered)
    shared = strangers & _telling(match.record.work.title or "")
    return len(shared) >= _MOST_SHARED or (bool(strangers) and shared == strangers)


def _is_another_number(reference: Reference, match: Match, agreement: Agreement) -> bool:
    """Whether another number of the reference was read for the registered one.

    Either the registered one is printed and no other field claims it, or the cited one is registered in another variable,
    which was then read nowhere, or beside which the registered one is printed.
    """
    cited, right = _differing_numbers(agreement)
    of_numbers = {*_NUMBERS, "issued"} - {agreement.field}
    taken_for = [
        other
        for other in match.agreements
        if other.field in of_numbers and cited == _first_number(other.registered) != ""
    ]
    if taken_for:
        return right in printed_numbers(reference) or not all(other.cited for other in taken_for)
    if agreement.field == "issued":
        return False
    claimed = {"issued", "accessed", *_NUMBERS} - {agreement.field}
    return (len(right) > 1 or agreement.field != "issue") and right in printed_numbers(reference, but=claimed)


def _differing_numbers(agreement: Agreement) -> tuple[str, str]:
    """The numbers in which the two sides differ: the first ones, or of ranges that begin alike the last ones."""
    first = _first_number(agreement.cited), _first_number(agreement.registered)
    if agreement.field != "page" or first[0] != first[1]:
        return first
    ours, theirs = (_NUMBER.findall(side) for side in (agreement.cited, agreement.registered))
    return ours[-1].lstrip("0") if ours else "", theirs[-1].lstrip("0") if theirs else ""


def _first_number(text: str) -> str:
    found = _NUMBER.search(text)
    return found[0].lstrip("0") if found else ""


def _telling(text: str) -> set[str]:
    return {word for word in fold(text).split() if len(word) >= _TELLING}


def _holds(text: str, key: str) -> bool:
    return f" {key} " in f" {fold(text)} "
