"""Differences caused by the parser: the registered text is printed after all, but was read as something else."""

import re
from collections.abc import Iterable, Sequence

from refcheck.checks.certainty import attribute
from refcheck.checks.comparing.added import names_another
from refcheck.checks.comparing.exchange import denies
from refcheck.checks.comparing.printed_text import NUMBER, is_printed, occurs_outside, printed_numbers
from refcheck.gazetteer.publishers import publishers_of
from refcheck.matching.appearance import in_one_venue
from refcheck.matching.transformations.abbreviation import SHORTEST_CUT
from refcheck.matching.transformations.review import of_work
from refcheck.matching.transformations.section import section_of
from refcheck.model import Agreement, Case, Change, Difference, Match, Name, Reference, Work
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold, fold_name

_COUNTED = ("volume", "issue", "page", "issued")
"""CSL variables that are numbers and may be mistaken for each other."""

_SEVERAL = 3
"""A name of at least this many words is not printed by chance, even with words abbreviated."""

_IN_WORDS = ("title", "container-title")
"""CSL variables whose text the parser ends at a punctuation mark."""

_MARKS = re.compile(r"[.,:;?!|()\[\]“”„«»\"—]|\s[-–/]\s")
"""Punctuation at which the parser separates fields."""

TELLING = 4
"""A word of at least this many letters is not a function word, but says what a title is about."""

_RUN = deferred(r"\b\w \w\w")
"""An initial before another word in a folded family name: several names without punctuation, ``lund a moe``."""

_PUBLISHER_FIELDS = ("publisher", "publisher-place")
"""CSL variables of the publisher, whose name is often a part of a container's name."""


def is_misread(case: Case, match: Match, agreement: Agreement) -> bool:
    """Return whether a difference in one CSL variable is the parser's error, not the reference's.

    The text of a structured source cannot be misread; but a whole book may be cited with the DOI of a chapter.
    """
    if agreement.field in ("volume", "issue") and are_swapped("volume", "issue", case, match):
        return False  # the parser does not read “5(4)” as 4(5)
    is_excused = not case.reference.structured and any(excuse(case, match, agreement) for excuse in EXCUSES)
    return is_excused or _is_container(match, agreement)


def are_swapped(one: str, other: str, case: Case, match: Match) -> bool:
    """Return whether each of two attributes of the record is what the other one is in the reference."""
    ours, theirs = (
        [fold(getattr(work, name) or "") for name in (one, other)] for work in (case.reference.work, match.record.work)
    )
    return all(ours) and ours[0] != ours[1] and ours == theirs[::-1]


def _is_container(match: Match, agreement: Agreement) -> bool:
    """Return whether the title is the registered container: of a whole book, or of an article in a style without titles."""
    work = match.record.work
    cited = " ".join(word for word in fold(agreement.cited).split() if not word.isdecimal())
    is_container = cited in fold(work.container_title or "") or in_one_venue(Work(container_title=cited), work)
    return agreement.field == "title" and bool(cited) and is_container


def _read_one_off(_: Case, match: Match, agreement: Agreement) -> bool:
    """Return whether the container was read as the title, and the text after it (not the title itself) as the container."""
    title = match.agreement("title")
    is_other = agreement.field == "container-title" and fold(agreement.cited) != fold(match.record.work.title or "")
    return is_other and title is not None and title.differs and _is_container(match, title)


def _printed(case: Case, match: Match, agreement: Agreement) -> bool:
    """Return whether the registered text is printed, word for word, outside the other fields that agree.

    A container is also found if it is abbreviated. Names are excused one by one: a list that is printed in full may have a name
    added. A publisher is often a part of the name of a meeting or journal; what was read as the publisher is then hardly one,
    unless it is a known publisher.
    """
    if agreement.field in ("author", "editor"):
        return False
    if agreement.field in _IN_WORDS and _is_longer(case.reference, match, agreement):
        return False
    is_unknown = agreement.field in _PUBLISHER_FIELDS and not publishers_of(fold(agreement.cited))
    others = set() if is_unknown else settled(match) - {attribute(agreement.field)}
    is_short = agreement.field == "container-title" and _is_printed_short(case.reference.raw, agreement.registered)
    return is_short or is_printed(case.reference, agreement.registered, but=others)


def _is_longer(reference: Reference, match: Match, agreement: Agreement) -> bool:
    """Return whether the registered title or container is in its own field, next to words that the record does not have.

    No punctuation separates these words from it, so the parser did not cut in the wrong place: the reference says more. So does
    the letter of a section after the name of a journal, and what makes a title that of another work; the full stop or bracket at
    the end of a registered name belongs to it.
    """
    is_container = agreement.field == "container-title"
    if is_container and section_of(agreement.cited) and not section_of(agreement.registered):
        return True
    if names_another(match, agreement):
        return True
    key, work = fold(agreement.registered).split(), match.record.work
    names = work.title, work.container_title, work.publisher, *work.author
    known = {*fold(" ".join(map(str, filter(None, names)))).split()}
    own = [field.raw for field in reference.fields if field.name == attribute(agreement.field) and key]
    words: list[str] = []
    cuts = [0]  # the positions at which punctuation separates two words
    for piece in _MARKS.split(" | ".join(own)):
        words += fold(piece).split()
        cuts.append(len(words))
    start = next((at for at in range(len(words)) if words[at : at + len(key)] == key), None)
    if start is None:
        return False
    end = start + len(key)
    if is_container and end in cuts and _MARKS.match(agreement.registered[-1:]):
        cuts.remove(end)
    before, after = max(cut for cut in cuts if cut <= start), min(cut for cut in cuts if cut >= end)
    beside = [word for word in words[before:start] + words[end:after] if word not in known]
    return any(len(word) >= TELLING for word in beside) or denies(beside)


def _is_printed_short(raw: str, name: str) -> bool:
    """Return whether a name of several words is printed with some of its words abbreviated: ``Procedia Mater. Sci.``."""
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
    """Return whether the cited number is registered in another variable.

    That variable must have been read nowhere, or the registered number must be printed as well.
    """
    cited, right = _differing_numbers(agreement)
    taken_for = _taken_for(match, agreement, cited)
    return bool(taken_for) and (right in printed_numbers(case.reference) or not all(other.cited for other in taken_for))


def _unclaimed(case: Case, match: Match, agreement: Agreement) -> bool:
    """Return whether the registered number is printed outside the other fields of numbers and the fields that agree.

    An issue number of one digit is not judged.
    """
    _, right = _differing_numbers(agreement)
    if agreement.field not in _COUNTED or (len(right) == 1 and agreement.field == "issue"):
        return False
    claimed = {"accessed", *_COUNTED, *settled(match)} - {attribute(agreement.field)}
    return right in printed_numbers(case.reference, but=claimed)


def _passage(case: Case, match: Match, agreement: Agreement) -> bool:
    """Return whether a note cites pages within the registered ones: they are the passage that it refers to."""
    return agreement.is_within and is_note(case.reference)


def is_note(reference: Reference) -> bool:
    """Return whether a reference is in the form of a footnote: given names first and in full, and a comma after the names.

    In a reference list, names are inverted, reduced to initials or followed by a full stop.
    """
    people = [field for field in reference.fields if field.name == "author"]
    if not people:
        return False
    given = fold_name(reference.work.author[0].given or "").split()[:1]
    is_spoken = bool(given) and len(given[0]) > 1 and fold_name(people[0].raw).split()[:1] == given
    return is_spoken and reference.raw[people[-1].span.end :].lstrip()[:1] == ","


EXCUSES = (_printed, _of_another_field, _unclaimed, _passage, _read_one_off)
"""The ways in which the parser may have caused a difference; docs/matching.md says what each of them prevents and hides."""


def settled(match: Match) -> set[str]:
    """Return the attributes of the works that agree: the text of such a field was read correctly, and is not part of another field.

    A container whose words occur in a row in the registered name also agrees: ``EMNLP 2022`` of ``Findings of the …: EMNLP 2022``.
    """
    return {attribute(each.field) for each in match.agreements if each.agrees or _is_part_of_name(each)}


def _is_part_of_name(agreement: Agreement) -> bool:
    cited, registered = f" {fold(agreement.cited)} ", f" {fold(agreement.registered)} "
    return agreement.field == "container-title" and cited.strip() != "" and cited in registered


def _taken_for(match: Match, agreement: Agreement, cited: str) -> list[Agreement]:
    """Return the agreements on other variables whose registered number is the cited one."""
    if agreement.field not in _COUNTED:
        return []
    others = (each for each in match.agreements if each.field in _COUNTED and each.field != agreement.field)
    return [each for each in others if cited == _first_number(each.registered) != ""]


def _differing_numbers(agreement: Agreement) -> tuple[str, str]:
    """Return the numbers in which the two sides differ: the first ones, or the last ones if the first pages are the same."""
    first = _first_number(agreement.cited), _first_number(agreement.registered)
    if agreement.field != "page" or first[0] != first[1]:
        return first
    ours, theirs = (NUMBER.findall(side) for side in (agreement.cited, agreement.registered))
    return ours[-1].lstrip("0") if ours else "", theirs[-1].lstrip("0") if theirs else ""


def _first_number(text: str) -> str:
    found = NUMBER.search(text)
    return found[0].lstrip("0") if found else ""


def _named_elsewhere(reference: Reference) -> str:
    """Return the folded text in which an author may be named elsewhere: all of a review, or some fields of a structured source."""
    work = reference.work
    if of_work(work.title or "") is not None or (work.type or "").startswith("review"):
        texts: Iterable[object] = (reference.raw, work.title)
    else:
        texts = (*work.editor, *work.translator, work.note) if reference.structured else ()
    return fold(" ".join(map(str, filter(None, texts))))


def is_misread_name(case: Case, match: Match, difference: Difference) -> bool:
    """Return whether a difference between two names is the parser's error, not the reference's.

    It is if the registered family name is printed although no author was read with it, or if what was read as an author consists
    of initials, of words of the registered names, title or container, or of two registered family names. A registered family name
    with another given name is another person. A structured source cannot be misread; but it may name a registered author in
    another role or in a note, and a review may name the author whom it reviews.
    """
    if difference.change is Change.ORDER:
        return False
    work = case.reference.work
    ours, theirs = (fold(side.partition(",")[0]) for side in (difference.cited, difference.registered))
    is_named = difference.change is Change.MISSING and f" {theirs} " in f" {_named_elsewhere(case.reference)} "
    if is_named or case.reference.structured:
        return is_named
    read = [fold(family) for name in work.author for family in (name.headword, str(name).partition(",")[0])]
    is_read = any(f" {theirs} " in f" {family} " for family in read if not _RUN.search(family))
    others = settled(match) - {"author"}
    if theirs and not is_read and occurs_outside(case.reference, case.reference.raw, theirs, others):
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
    """Return whether an additional cited name is that of another person with a family name that both sides have."""
    family, _, given = difference.cited.partition(",")
    ours, theirs = ([name for name in names if fold(name.headword) == fold(family)] for names in (cited, registered))
    initials = {fold_name(name.given or "")[:1] for name in theirs}
    return (
        difference.change is Change.EXTRA
        and len(ours) > len(theirs) > 0
        and fold_name(given)[:1] not in initials | {""}
    )
