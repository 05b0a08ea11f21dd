"""Differences that are the reader's own: what is registered is printed after all, and was taken for something else."""

import re
from collections.abc import Callable

from refcheck.checks.certainty import attribute
from refcheck.checks.comparing.printed_text import is_printed, printed_numbers
from refcheck.gazetteer.publishers import publishers_of
from refcheck.matching import compare
from refcheck.matching.kind import AGREEING
from refcheck.model import Agreement, Case, Change, Match, Work
from refcheck.text.folding import fold

_NUMBERS = ("volume", "issue", "page")
"""CSL variables that are numbers, and may be taken for one another."""

_NUMBER = re.compile(r"\d+")
"""A number: ``2015``."""

_OF_BODIES = ("publisher", "publisher-place")
"""CSL variables of whom a container is often named for."""

_MIN_WORD_LENGTH = 4
"""A word of fewer letters is in many titles and names."""

_MOST_SHARED = 2
"""What was read as a journal's name holds a part of the title if it shares so many telling words with it."""


def is_misread(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether a difference in one CSL variable comes from the reading and not from the reference.

    What a structured source states was not misread; but a whole book may be cited with the DOI of a chapter.
    """
    excuses = EXCUSES if not case.reference.structured else {WHOLE_BOOK: EXCUSES[WHOLE_BOOK]}
    return any(excuse(case, match, agreement) for excuse in excuses.values())


def _whole_book(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether a whole book is cited with the DOI of a chapter: its title is the registered container."""
    return agreement.field == "title" and fold(agreement.cited) in fold(match.record.work.container_title or "")


def _of_place(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether the registered container, with a volume behind it, was read as the title of a reference that has none."""
    words = [word for word in fold(agreement.cited).split() if not word.isdecimal()]
    return agreement.field == "title" and words == fold(match.record.work.container_title or "").split()


def _with_container(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether the registered container was read as the end of the title, and what stands before it is the title."""
    work = match.record.work
    head, stop, rest = agreement.cited.partition(". ")
    if agreement.field != "title" or not stop or not work.container_title or fold(rest) != fold(work.container_title):
        return False
    return any(each.field == "title" and each.comparison in AGREEING for each in compare(Work(title=head), work))


def _printed(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether what is registered is printed, word for word: of a title or a journal, not within another field that agrees.

    Names are excused one by one: a list that is printed whole may have somebody added. A publisher is often a part of the name of
    a meeting or a journal, and what was read in its place is then hardly one, unless it is a known house.
    """
    if agreement.field in ("author", "editor"):
        return False
    is_body = agreement.field in _OF_BODIES and not publishers_of(fold(agreement.cited))
    others = set() if is_body else settled(match) - {attribute(agreement.field)}
    if agreement.field == "container-title" and _is_read_too_far(match):
        others -= {"title"}
    return is_printed(case.reference, agreement.registered, but=others)


def _beside_title(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether all that the cited title lacks is printed right before or behind what was read as it: ``Lakes. I. Tides of …``."""
    field = case.reference.field("title")
    if agreement.field != "title" or field is None or not agreement.differences:
        return False
    raw, span = case.reference.raw, field.span
    before, behind = f" {fold(raw[: span.start])}", f"{fold(raw[span.end :])} "
    return all(
        each.change is Change.MISSING
        and (before.endswith(f" {fold(each.registered)}") or behind.startswith(f"{fold(each.registered)} "))
        for each in agreement.differences
    )


def _is_read_too_far(match: Match) -> bool:
    """Whether more was read as the title than the registered one: the name of a book may have been taken for a subtitle."""
    title = match.agreement("title")
    return title is not None and title.similarity != 1.0 and len(title.cited) > len(title.registered)


def _end_of_title(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether what was read as the container begins with the end of the title."""
    title = match.agreement("title")
    if agreement.field != "container-title" or (title is not None and title.similarity == 1.0):
        return False
    strangers = _telling(agreement.cited) - _telling(agreement.registered)
    shared = strangers & _telling(match.record.work.title or "")
    return len(shared) >= _MOST_SHARED or (bool(strangers) and shared == strangers)


def _of_another_field(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether the cited number is registered in another variable, which was then read nowhere, or beside which the registered
    one is printed; or the registered one was read beside another.
    """
    cited, right = _differing_numbers(agreement)
    taken_for = _taken_for(match, agreement, cited)
    if not taken_for:
        return _is_read_elsewhere(match, agreement, right)
    return right in printed_numbers(case.reference) or not all(other.cited for other in taken_for)


def _is_read_elsewhere(match: Match, agreement: Agreement, right: str) -> bool:
    """Whether a registered volume or issue was read as the other of the two, or as a part of it: ``310(6`` with ``Suppl 1``."""
    other = match.agreement({"volume": "issue", "issue": "volume"}.get(agreement.field, ""))
    if other is None or not right:
        return False
    read = [number.lstrip("0") for number in _NUMBER.findall(other.cited)]
    own = _first_number(other.registered)
    if own:
        read = read[read.index(own) + 1 :] if own in read else []
    return right in read


def _unclaimed(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether the registered number is printed, and no other field claims it, nor holds it and agrees with the record.

    Of years, and of issues of one figure, that says nothing.
    """
    cited, right = _differing_numbers(agreement)
    if agreement.field not in _NUMBERS or _taken_for(match, agreement, cited):
        return False
    claimed = {"issued", "accessed", *_NUMBERS, *settled(match)} - {attribute(agreement.field)}
    return (len(right) > 1 or agreement.field != "issue") and right in printed_numbers(case.reference, but=claimed)


WHOLE_BOOK = "whole-book"
"""The excuse that holds for a structured source, too."""

EXCUSES: dict[str, Callable[[Case, Match, Agreement], bool]] = {
    WHOLE_BOOK: _whole_book,
    "printed": _printed,
    "beside-title": _beside_title,
    "of-place": _of_place,
    "with-container": _with_container,
    "end-of-title": _end_of_title,
    "of-another-field": _of_another_field,
    "unclaimed": _unclaimed,
}
"""Each excuse by its name; docs/matching.md tells what each prevents and hides."""


def settled(match: Match) -> set[str]:
    """The attributes of the works that agree: what such a field holds was read rightly, and stands for nothing else."""
    return {attribute(agreement.field) for agreement in match.agreements if agreement.comparison in AGREEING}


def _taken_for(match: Match, agreement: Agreement, cited: str) -> list[Agreement]:
    """The other numbers of the record that the cited one is."""
    if agreement.field not in (*_NUMBERS, "issued"):
        return []
    of_numbers = {*_NUMBERS, "issued"} - {agreement.field}
    return [
        other
        for other in match.agreements
        if other.field in of_numbers and cited == _first_number(other.registered) != ""
    ]


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
    return {word for word in fold(text).split() if len(word) >= _MIN_WORD_LENGTH}
