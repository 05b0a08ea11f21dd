"""Differences of names that are the reader's own."""

from collections.abc import Callable

from refcheck.checks.comparing.misreading import settled
from refcheck.checks.comparing.printed_text import is_name_printed
from refcheck.model import Case, Change, Difference, Match
from refcheck.text.folding import fold


def is_misread_name(case: Case, match: Match, difference: Difference) -> bool:
    """Whether a difference between two names comes from the reading. A structured source is not read."""
    if difference.change is Change.ORDER or case.reference.structured:
        return False
    return any(excuse(case, match, difference) for excuse in EXCUSES_OF_NAMES.values())


def _family_printed(case: Case, match: Match, difference: Difference) -> bool:
    """Whether the registered family name is printed although no author was read under it."""
    registered = fold(difference.registered.partition(",")[0])
    people = case.reference.work.author
    read = {fold(family) for name in people for family in (name.headword, str(name).partition(",")[0])}
    if not registered or registered in read or any(_holds(name, registered) for name in read):
        return False
    return is_name_printed(case.reference, registered, but=settled(match) - {"author"})


def _holds(name: str, part: str) -> bool:
    """Whether a compound name, of which that is a part, was read as another author's."""
    return f" {part} " in f" {name} "


def _of_registered_words(case: Case, match: Match, difference: Difference) -> bool:
    """Whether what was read as an author is made of initials, or of words of the registered names, title or container.

    A registered family name with another given name is none of these: that is somebody else's.
    """
    work = match.record.work
    known = fold(" ".join([*map(str, work.author), work.title or "", work.container_title or ""]))
    words = {word for word in fold(difference.cited).split() if len(word) > 1}
    return bool(difference.cited) and words <= set(known.split()) and not _is_other_given(difference)


EXCUSES_OF_NAMES: dict[str, Callable[[Case, Match, Difference], bool]] = {
    "family-printed": _family_printed,
    "of-registered-words": _of_registered_words,
}
"""Each excuse by its name; docs/matching.md tells what each prevents and hides."""


def _is_other_given(difference: Difference) -> bool:
    """Whether two names have one family name and differ in the given one."""
    ours, theirs = (fold(side.partition(",")[0]) for side in (difference.cited, difference.registered))
    return bool(ours) and ours == theirs
