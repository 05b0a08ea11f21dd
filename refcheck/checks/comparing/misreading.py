"""Differences that are the reader's own: what is registered is printed after all, and was taken for something else."""

import re
from collections.abc import Iterable, Sequence

from refcheck.checks.certainty import attribute
from refcheck.checks.comparing.printed_text import NUMBER, is_printed, printed_numbers, stands_outside
from refcheck.gazetteer.publishers import publishers_of
from refcheck.matching.appearance import in_one_venue
from refcheck.matching.transformations.abbreviation import SHORTEST_CUT
from refcheck.matching.transformations.review import of_work
from refcheck.model import Agreement, Case, Change, Difference, Match, Name, Reference, Work
from refcheck.text.folding import fold

_COUNTED = ("volume", "issue", "page", "issued")
"""CSL variables that are numbers, and may be taken for one another."""

_SEVERAL = 3
"""A name of so many words is printed in a row by no chance, each cut short or not."""

_IN_WORDS = ("title", "container-title")
"""CSL variables that are read to a mark."""

_MARKS = re.compile(r"[.,:;?!|()\[\]“”„«»\"—]|\s[-–/]\s")
"""Marks at which a reader cuts."""

TELLING = 4
"""A word of so many letters is no small one, and says what a title is about."""

_OF_BODIES = ("publisher", "publisher-place")
"""CSL variables of whom a container is often named for."""


def is_misread(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether a difference in one CSL variable comes from the reading, not from the reference.

    What a structured source states was not misread; but a whole book may be cited with the DOI of a chapter.
    """
    is_excused = not case.reference.structured and any(excuse(case, match, agreement) for excuse in EXCUSES)
    return is_excused or _is_container(match, agreement)


def _is_container(match: Match, agreement: Agreement) -> bool:
    """Whether the title is the registered container: of a whole book, or of an article in a style that leaves titles out."""
    work = match.record.work
    cited = " ".join(word for word in fold(agreement.cited).split() if not word.isdecimal())
    is_held = cited in fold(work.container_title or "") or in_one_venue(Work(container_title=cited), work)
    return agreement.field == "title" and bool(cited) and is_held


def _read_one_off(_: Case, match: Match, agreement: Agreement) -> bool:
    """Whether the registered container was read as the title, and what stands behind it, not the title itself, as the container."""
    title = match.agreement("title")
    is_other = agreement.field == "container-title" and fold(agreement.cited) != fold(match.record.work.title or "")
    return is_other and title is not None and title.differs and _is_container(match, title)


def _printed(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether what is registered is printed, word for word: of a title or a journal, not within another field that agrees.

    A container is found cut short, too.
    Names are excused one by one: a list that is printed whole may have somebody added. A publisher is often a part of the name of
    a meeting or a journal, and what was read in its place is then hardly one, unless it is a known house.
    """
    if agreement.field in ("author", "editor"):
        return False
    if agreement.field in _IN_WORDS and _goes_on(case.reference, match, agreement):
        return False
    is_body = agreement.field in _OF_BODIES and not publishers_of(fold(agreement.cited))
    others = set() if is_body else settled(match) - {attribute(agreement.field)}
    is_short = agreement.field == "container-title" and _is_printed_short(case.reference.raw, agreement.registered)
    return is_short or is_printed(case.reference, agreement.registered, but=others)


def _goes_on(reference: Reference, match: Match, agreement: Agreement) -> bool:
    """Whether the registered title or container stands in its own field amid words that no mark parts from it, and that the record
    has nowhere: no reader cuts in the wrong place there, and the reference says more.
    """
    key, work = fold(agreement.registered).split(), match.record.work
    names = work.title, work.container_title, work.publisher, *work.author
    known = {*fold(" ".join(map(str, filter(None, names)))).split()}
    own = [field.raw for field in reference.fields if field.name == attribute(agreement.field) and key]
    words: list[str] = []
    cuts = [0]  # where a mark stands between two words
    for piece in _MARKS.split(" | ".join(own)):
        words += fold(piece).split()
        cuts.append(len(words))
    start = next((at for at in range(len(words)) if words[at : at + len(key)] == key), None)
    if start is None:
        return False
    end = start + len(key)
    before, behind = max(cut for cut in cuts if cut <= start), min(cut for cut in cuts if cut >= end)
    beside = words[before:start] + words[end:behind]
    return any(len(word) >= TELLING for word in {*beside} - known)


def _is_printed_short(raw: str, name: str) -> bool:
    """Whether a name of several words is printed with some of them cut short, one behind the other: ``Procedia Mater. Sci.``."""
    words, printed = fold(name).split(), fold(raw).split()
    starts = range(len(printed) - len(words) + 1)
    return len(words) >= _SEVERAL and any(
        all(
            word.startswith(cut) and len(cut) >= min(len(word), SHORTEST_CUT)
            for word, cut in zip(words, printed[at:], strict=False)
        )
        for at in starts
    )


def _of_another_field(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether the cited number is registered in another variable, which was then read nowhere, or beside which the registered
    one is printed.
    """
    cited, right = _differing_numbers(agreement)
    taken_for = _taken_for(match, agreement, cited)
    return bool(taken_for) and (right in printed_numbers(case.reference) or not all(other.cited for other in taken_for))


def _unclaimed(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether the registered number is printed, and no other field claims it, or holds it and agrees.

    Of issues of one figure that nothing claims it says nothing.
    """
    _, right = _differing_numbers(agreement)
    if agreement.field not in _COUNTED or (len(right) == 1 and agreement.field == "issue"):
        return False
    claimed = {"accessed", *_COUNTED, *settled(match)} - {attribute(agreement.field)}
    return right in printed_numbers(case.reference, but=claimed)


def _passage(case: Case, match: Match, agreement: Agreement) -> bool:
    """Whether the cited pages are within the registered ones, in a note: they are the passage that it points to."""
    return agreement.is_within and is_note(case.reference)


def is_note(reference: Reference) -> bool:
    """Return whether it is a note: names as they are spoken, and a comma behind them.

    In a list they are inverted, cut to initials or closed by a stop.
    """
    people = [field for field in reference.fields if field.name == "author"]
    if not people:
        return False
    given = fold(reference.work.author[0].given or "").split()[:1]
    is_spoken = bool(given) and len(given[0]) > 1 and fold(people[0].raw).split()[:1] == given
    return is_spoken and reference.raw[people[-1].span.end :].lstrip()[:1] == ","


EXCUSES = (_printed, _of_another_field, _unclaimed, _passage, _read_one_off)
"""The excuses of what was read; docs/matching.md tells what each prevents and hides."""


def settled(match: Match) -> set[str]:
    """The attributes of the works that agree: what such a field holds was read rightly, and stands for nothing else.

    So does a container whose words stand in a row in the registered name: ``EMNLP 2022`` of ``Findings of the …: EMNLP 2022``.
    """
    return {attribute(each.field) for each in match.agreements if each.agrees or _is_part_of_name(each)}


def _is_part_of_name(agreement: Agreement) -> bool:
    cited, registered = f" {fold(agreement.cited)} ", f" {fold(agreement.registered)} "
    return agreement.field == "container-title" and cited.strip() != "" and cited in registered


def _taken_for(match: Match, agreement: Agreement, cited: str) -> list[Agreement]:
    """The other numbers of the record that the cited one is."""
    if agreement.field not in _COUNTED:
        return []
    others = (each for each in match.agreements if each.field in _COUNTED and each.field != agreement.field)
    return [each for each in others if cited == _first_number(each.registered) != ""]


def _differing_numbers(agreement: Agreement) -> tuple[str, str]:
    """The numbers in which the two sides differ: the first ones, or of ranges that begin alike the last ones."""
    first = _first_number(agreement.cited), _first_number(agreement.registered)
    if agreement.field != "page" or first[0] != first[1]:
        return first
    ours, theirs = (NUMBER.findall(side) for side in (agreement.cited, agreement.registered))
    return ours[-1].lstrip("0") if ours else "", theirs[-1].lstrip("0") if theirs else ""


def _first_number(text: str) -> str:
    found = NUMBER.search(text)
    return found[0].lstrip("0") if found else ""


def _named_elsewhere(reference: Reference) -> str:
    """The texts, folded, in which a reference may name an author elsewhere: all of a review, of a structured source some fields."""
    work = reference.work
    if of_work(work.title or "") is not None or (work.type or "").startswith("review"):
        texts: Iterable[object] = (reference.raw, work.title)
    else:
        texts = (*work.editor, *work.translator, work.note) if reference.structured else ()
    return fold(" ".join(map(str, filter(None, texts))))


def is_misread_name(case: Case, match: Match, difference: Difference) -> bool:
    """Whether a difference between two names comes from the reading. A structured source is not read; but it may name a registered
    author in another role, or in a note, and a review whom it reviews.

    The registered family name is printed although no author was read under it, or what was read as an author is made of initials,
    or of words of the registered names, title or container, or of two of the registered family names; not a registered family name
    with another given name, which is somebody else's.
    """
    if difference.change is Change.ORDER:
        return False
    work = case.reference.work
    ours, theirs = (fold(side.partition(",")[0]) for side in (difference.cited, difference.registered))
    is_named = difference.change is Change.MISSING and f" {theirs} " in f" {_named_elsewhere(case.reference)} "
    if is_named or case.reference.structured:
        return is_named
    read = [fold(family) for name in work.author for family in (name.headword, str(name).partition(",")[0])]
    is_read = any(f" {theirs} " in f" {family} " for family in read)
    others = settled(match) - {"author"}
    if theirs and not is_read and stands_outside(case.reference, case.reference.raw, theirs, others):
        return True
    held = match.record.work
    read_as_one = {fold(part) for part in difference.cited.split(",")}
    if len(read_as_one) > 1 and read_as_one <= {fold(name.headword) for name in held.author}:
        return True
    known = fold(" ".join([*map(str, held.author), held.title or "", held.container_title or ""]))
    words = {word for word in fold(difference.cited).split() if len(word) > 1}
    if _is_namesake(difference, work.author, held.author):
        return False
    return bool(difference.cited) and words <= set(known.split()) and not (ours and ours == theirs)


def _is_namesake(difference: Difference, cited: Sequence[Name], registered: Sequence[Name]) -> bool:
    """Whether a cited name beside the registered ones is that of one more person of a family name that both sides have."""
    family, _, given = difference.cited.partition(",")
    ours, theirs = ([name for name in names if fold(name.headword) == fold(family)] for names in (cited, registered))
    initials = {fold(name.given or "")[:1] for name in theirs}
    return difference.change is Change.EXTRA and len(ours) > len(theirs) > 0 and fold(given)[:1] not in initials | {""}
