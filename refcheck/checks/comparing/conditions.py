"""Reasons to report a difference only as a note, judged together with all that agrees: named conditions with their base rates.

A difference is a full finding if none of them holds. The rates are from real lists compared with their records
(``docs/matching.md`` says how they were counted): shares of printed references, or of the differences of one kind.
"""

import re
from collections.abc import Iterable, Iterator

from attrs import evolve

from refcheck.checks.comparing.exchange import exchanges, in_rubric, is_slip
from refcheck.checks.comparing.joint import Condition, Joint
from refcheck.checks.comparing.misreading import TELLING, are_swapped
from refcheck.checks.comparing.printed_text import NUMBER
from refcheck.gazetteer.journals import dated_as_wholes, journals_called, meetings
from refcheck.identifiers.schemes import doi
from refcheck.layout import MOST
from refcheck.lexicon.language import may_be_english
from refcheck.matching.appearance import FIRST_YEAR, is_preprint
from refcheck.matching.kind import ALIKE, is_named_as_whole
from refcheck.matching.transformations.abbreviation import SHORTEST_CUT
from refcheck.matching.transformations.names import IN_PART
from refcheck.matching.transformations.review import of_work
from refcheck.matching.transformations.section import section_of
from refcheck.model import Agreement, Case, Change, Match, Method
from refcheck.text.folding import fold
from refcheck.text.spelling import roman

_LATE = 3
"""A record that is dated this many years after its DOI was created was dated when another registrant took it over. Source:
of 21,683 printed years .21 % are three and more off."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
"""The year of a meeting in its name: ``2011`` in ``ICLR 2011``."""

_LETTERS = re.compile(r"[^\W\d_]+")
"""Words without digits: ``ICLR`` of ``ICLR2019``."""

_WORDS = re.compile(r"\w+\.?")
"""Words, with the full stop of an abbreviated one: ``Z.``, ``Wehr``."""

_DAMAGE = re.compile(r"\ufffd|\w\?\w|\w[*†‡]+\d?$|\u00c3[\u0080-\u00bf]")
"""Damage that no real title has: a lost character, a question mark in place of a letter, a footnote symbol after the last word, or
text decoded with the wrong encoding: ``L?tvolution``, ``Lakes*1``, ``FlÃ¼sse``."""

_SHORT = 5
"""A name of at most this many letters is an abbreviation: ``Chem``. Source: a judgement; not fitted."""

_STEM = 5
"""Letters at the beginning that a word shares with its translation. Source: of pairs of 3,227 registered journals
without a common word one in 90 has such a stem in common by chance."""

_ACRONYM = 2
"""The most words of a name that is an acronym, with an organisation or a word for the volume: ``IEEE ICLR``, ``Proc. ICLR``."""


def _is_of_early_view(joint: Joint) -> bool:
    """Return whether the record is of the article before its issue: the reference has a volume or issue, the record has neither.

    Nor does the record have a page in an issue: its pages count from 1, or are a part of its DOI.
    """
    page = joint.registered.page or ""
    first = NUMBER.search(page)
    is_late = joint.agreement.field == "page" or joint.distance in (1, 2)
    is_counted_alone = first is None or int(first[0]) == 1 or fold(page) in fold(joint.registered.doi or "")
    return joint.lacks_place and is_late and is_counted_alone


def _is_dated_once_online(joint: Joint) -> bool:
    """Return whether the only date of the record is that of its online publication: it is labelled so, or includes the day."""
    issued = joint.registered.issued
    return joint.registered.issued_kinds == ("online",) or (
        not joint.registered.issued_kinds and issued is not None and issued.day is not None
    )


def _is_a_year_apart(joint: Joint) -> bool:
    """Return whether the cited year is the one before or after, for a work with two dates of which the record has one.

    A meeting's papers may appear a year before or after it; a book is dated ahead; and a work dated at the turn of a year, only in
    print or only online, may have its other date in the adjacent year: back issues are put online late.
    """
    if _is_of_other_meeting(joint):
        return False
    dates = (joint.registered.issued, *joint.registered.issued_alternative)
    cited = joint.cited.year or 0
    turns = {(cited - 1, 11), (cited - 1, 12), (cited + 1, 1), (cited + 1, 2)}
    if any((date.year, date.month) in turns for date in dates if date):
        return True
    once_online = _is_dated_once_online(joint)
    is_later = joint.in_book or joint.at_meeting or once_online
    is_put_online = once_online and joint.agreeing >= {"volume", "page"}
    is_earlier = joint.at_meeting or joint.registered.issued_kinds == ("print",) or is_put_online
    return (joint.distance == 1 and is_later) or (joint.distance == -1 and is_earlier)


def _is_of_other_meeting(joint: Joint) -> bool:
    """Return whether the cited year is in the cited name of a meeting, and the registered names contain another year."""
    names = (joint.registered.container_title, joint.registered.event_title)
    named = {year for name in names for year in _YEAR.findall(name or "")}
    return bool(named) and str(joint.cited.year) in set(_YEAR.findall(joint.cited.container_title or "")) - named


def _is_of_later_version(joint: Joint) -> bool:
    """Return whether a preprint is cited with a later year than that of the record, which dates the first version."""
    return joint.distance > 0 and is_preprint(joint.registered) and not joint.cited.volume


def _is_of_later_edition(joint: Joint) -> bool:
    """Return whether the cited edition of a book is later than the record, which states no edition."""
    return joint.in_book and joint.distance > 0 and bool(joint.cited.edition) and not joint.registered.edition


def _is_dated_as_entry(joint: Joint) -> bool:
    """Return whether the record is dated by when its DOI was transferred, or its database started."""
    names = (joint.registered.container_title, *joint.registered.container_title_alternative)
    if joint.distance > 0 and any(fold(name or "") in dated_as_wholes() for name in names):
        return True
    of_doi, cited = _year_of_doi(joint), joint.cited.year or FIRST_YEAR
    return of_doi is not None and abs(cited - of_doi) == 1 and (joint.registered.year or 0) - of_doi >= _LATE


def _is_put_online_later(joint: Joint) -> bool:
    """Return whether the record, with an online date alone, is later than a thesis, a work before DOIs, or an old volume.

    A work before DOIs needs the cited place, or a book's title and author; an old volume the volume or issue, without the page.
    A DOI that has the registered year was made for the work as it came out.
    """
    if not _is_dated_once_online(joint):
        return False
    cited, registered = joint.cited.year or FIRST_YEAR, joint.registered.year or 0
    if joint.registered.type == "thesis":
        return True
    of_doi = _year_of_doi(joint)
    if of_doi is not None and registered - of_doi <= 1 < of_doi - cited:
        return False
    is_known = joint.is_placed or (joint.in_book and joint.agreeing >= {"title", "author"})
    is_old = cited < FIRST_YEAR <= registered and joint.distance <= -_LATE and is_known
    is_placed_in_part = joint.agreeing & {"volume", "issue"} and not joint.agreeing >= {"volume", "page"}
    is_of_volume = joint.distance < 0 and bool(is_placed_in_part) and joint.match.method is not Method.SEARCH
    return is_old or is_of_volume


def _year_of_doi(joint: Joint) -> int | None:
    """Return the year that the registered DOI states in itself, if any: 2014 of ``10.1007/s00000-014-0001-0``."""
    return doi.read(joint.registered.doi).year if joint.registered.doi else None


def _is_damaged(joint: Joint) -> bool:
    """Return whether the registered title or container is damaged, and the title is the cited one except for some words.

    A container is so, too, if it is damaged itself and the work is at the cited place in it.
    """
    work = joint.registered
    if joint.agreement.field == "container-title" and joint.is_placed and _DAMAGE.search(work.container_title or ""):
        return True
    texts = filter(None, (work.title, work.container_title))
    return any(map(_DAMAGE.search, texts)) and joint.match.similarity("title") >= ALIKE


def _exchanges_nothing(joint: Joint) -> bool:
    """Return whether no word of the title replaces another one, and the authors or the place agree.

    If the place agrees, the piece may be cited by the title of its section.
    """
    if joint.is_placed or joint.agreeing >= {"author", "container-title"}:
        return not exchanges(joint.agreement) or (joint.is_placed and in_rubric(joint.agreement))
    return "author" in joint.agreeing and not exchanges(joint.agreement, phrases=True)


def _is_described(joint: Joint) -> bool:
    """Return whether the cited title is a description in brackets of a piece at the cited place: ``[Review of Tides]``."""
    title = (joint.cited.title or "").strip(" .")
    words = {word for word in fold(of_work(title) or title).split() if len(word) >= TELLING}
    known = len(words & {*fold(joint.registered.title or "").split()})
    is_tied = joint.is_placed and "author" in joint.agreeing
    return is_tied and title.startswith("[") and title.endswith("]") and known > MOST * len(words)


def _names_editors_of_series(joint: Joint) -> bool:
    """Return whether an agreeing chapter has other editors, or a work in a book or series one more first author."""
    work, found = joint.registered, joint.agreement.differences
    if joint.agreement.field == "editor":
        return joint.agreeing >= {"title", "author", "container-title"}
    first = str(work.author[0]) if work.author else ""
    is_first = [(each.change, each.registered) for each in found] == [(Change.MISSING, first)]
    return is_first and joint.in_book and bool(work.collection_title or work.container_title)


def _has_year_as_volume(joint: Joint) -> bool:
    """Return whether one of the two volumes is the year, which both sides share, and the other is a volume number."""
    year = str(joint.cited.year)
    numbers = {joint.cited.volume or "", joint.registered.volume or ""} - {year}
    one_year = joint.cited.year == joint.registered.year
    return one_year and len(numbers) == 1 and len(numbers.pop()) < len(year)


def _is_one_issue(joint: Joint) -> bool:
    """Return whether an issue has a name on one side and a number on the other, or is the first of a double issue.

    Examples: ``Special Issue`` and ``4``; ``5`` of ``5-6``.
    """
    cited, registered = (NUMBER.findall(side) for side in (joint.agreement.cited, joint.agreement.registered))
    return bool(cited) != bool(registered) or (joint.agreement.is_within and registered[:1] == [joint.agreement.cited])


def _is_cut(name: str) -> bool:
    """Return whether a name is abbreviated, to an acronym or word by word: ``JAMC``, ``CdR``, ``Z. Wehr-forsch``."""
    words = _WORDS.findall(name)
    return len(name) <= _SHORT or any(word.endswith(".") or word[1:] != word[1:].lower() for word in words)


def _resembles(cited: str, registered: str) -> bool:
    """Return whether two names share the beginning of a word, or one is an acronym of initials of the other's words.

    One letter may be from within a compound: ``Wehr-forsch`` and ``Wehrkunde``, ``ZRG RA``, ``JAMC`` and ``CMAJ``. A Roman numeral
    is that of a volume: ``ZRG CXII``.
    """
    ours = [word for word in fold(cited).split() if roman(word) is None]
    theirs = fold(registered).split()
    letters = {letter for word in theirs for letter in (word if len(theirs) == 1 else word[0])}
    return (
        not _starts(ours, SHORTEST_CUT).isdisjoint(_starts(theirs, SHORTEST_CUT))
        or len({*"".join(ours)} - letters) <= 1
    )


def _starts(words: Iterable[str], letters: int) -> set[str]:
    """Return the first ``letters`` letters of each word that is long enough."""
    return {word[:letters] for word in words if len(word) >= letters}


def _are_cognate(cited: str, registered: str) -> bool:
    """Return whether two names have no word in common, but words with the same stem: a name and its translation.

    Example: ``Postępy Hydrologii`` and ``Advances in Hydrology``.
    """
    ours, theirs = fold(cited).split(), fold(registered).split()
    stems = [_starts((word for word in words if len(word) > _STEM), _STEM) for words in (ours, theirs)]
    return {*ours}.isdisjoint(theirs) and not stems[0].isdisjoint(stems[1])


def _is_acronym(name: str) -> bool:
    """Return whether a name is an acronym, alone or with one other word: ``ICLR 2019``, ``Proc. ICLR``."""
    words = [word for word in _LETTERS.findall(name) if len(word) > 1]
    return len(words) <= _ACRONYM and any(sum(map(str.isupper, word)) > 1 for word in words)


def _is_unknown_name(joint: Joint) -> bool:
    """Return whether all else agrees and the cited name is not a known one, but may be another form of the registered name.

    Such a form is a journal's name abbreviated, or in the language of the title where the registered name is in English; or the
    acronym of a book or meeting that is registered with its full name.
    """
    cited, registered = joint.agreement.cited, joint.agreement.registered
    if not joint.agreeing >= {"title", "author", "issued"}:
        return False
    if section_of(cited) and section_of(registered):
        return False  # sections of one journal would agree; these differ
    in_whole = joint.in_book or joint.at_meeting
    is_siglum = in_whole and _is_acronym(cited) and not _is_acronym(registered)
    of_meeting = not meetings().keys().isdisjoint({*fold(cited).split()} - {*fold(registered).split()})
    if is_siglum and not of_meeting:
        return True
    is_foreign = not may_be_english(joint.cited.title or "") and may_be_english(registered)
    is_cut = not in_whole and _is_cut(cited) and _resembles(cited, registered)
    is_placed = joint.is_placed or joint.agreeing >= {"volume", "issue"}
    is_shown = is_placed or joint.match.method is not Method.SEARCH
    is_translated = is_foreign or (not in_whole and _are_cognate(cited, registered))
    return is_shown and (is_translated or is_cut) and not of_meeting and not journals_called(fold(cited))


def is_passage(agreement: Agreement) -> bool:
    """Return whether a single page within the registered range is cited, other than the first."""
    return agreement.is_within and agreement.cited.isalnum()


def _counts_own_pages(joint: Joint) -> bool:
    """Return whether one of two equally long ranges starts at page 1 (``1-8``, ``45-52``), or the record has only page 1."""
    ranges = [
        [int(number) for number in NUMBER.findall(side)] for side in (joint.agreement.cited, joint.agreement.registered)
    ]
    are_ranges = all(len(each) == len(("first", "last")) for each in ranges)
    is_counted = are_ranges and len({last - first for first, last in ranges}) == 1 and 1 in (ranges[0][0], ranges[1][0])
    return is_counted or {*ranges[1]} == {1}


_LOOKS_WRONG = "; the record looks wrong: "
"""The beginning of a note that blames the record."""

PUT_ONLINE_LATER = Condition("put-online-later", "issued", _is_put_online_later,
    "; the record may be dated by when the work was put online",
    "of hand-written faults none is earlier, beside a place that agrees in part")  # fmt: skip
"""A guess at the record's date, for which nothing else in it speaks: see :func:`leaves_year_open`."""

CONDITIONS = (
    Condition("early-view", "issued+page", _is_of_early_view, "; the record is of the version published before the issue",
        "beside a record without print date 5 of 45 prints are a year later; 9 of 220 cite a year, 4 two years before print"),
    Condition("year-apart", "issued", _is_a_year_apart, "; the record may have another of the work's dates",
        "12 of 174 prints are a year later than a date online alone, 9 of 220 [2–8 %] a year earlier than one of print; 10 of 10 "
        "chapters that were dated ahead"),
    Condition("later-edition", "issued", _is_of_later_edition, "; the record may be of an earlier edition",
        "a book's DOI and its record stay those of the edition that was registered; not counted"),
    Condition("dated-as-entry", "issued", _is_dated_as_entry, _LOOKS_WRONG + "its date is that of the record's creation",
        "of 21,683 printed years .83 % are one off and .21 % three and more"),
    PUT_ONLINE_LATER,
    Condition("later-version", "issued", _is_of_later_version, "; later versions of a preprint have later dates",
        "arXiv's own BibTeX has the year of the last version, its DOI's record that of the first; not counted"),
    Condition("damaged-text", "title+container-title", _is_damaged,
        _LOOKS_WRONG + "it has characters that do not occur in titles or names",
        "the record is at fault wherever it has signs that no language has"),
    Condition("named-as-whole", "title", lambda joint: is_named_as_whole(joint.registered),
        _LOOKS_WRONG + "its title is that of its container", "such a record has no title of the piece; not counted"),
    Condition("slip", "title author editor", lambda joint: is_slip(joint.agreement),
        "; either of the two may be wrong",
        "of title pairs that differ one print errs in 61 %, and records err as prints do"),
    Condition("nothing-exchanged", "title", _exchanges_nothing, "; everything else agrees",
        "of 111 titles of right references written by hand that differ beside all that agrees 107 exchange no word for another; of "
        "42 of wrong ones 4"),
    Condition("described-title", "title", _is_described, "; everything else agrees",
        "a title in brackets is the citer's own description (APA, Publication Manual, 7th edition, 9.22)"),
    Condition("editors-of-series", "author editor", _names_editors_of_series,
        "; everything else agrees, and book records also name series editors", "not counted"),
    Condition("part-of-name", "container-title", lambda joint: joint.agreement.explained in {*IN_PART, "issn"},
        "; one name may be a part, a misspelling or another form of the other",
        "of 118 containers in 10,000 that are called different 24 are misspelt or joined; at most 7 in 100 are another journal"),
    Condition("unknown-name", "container-title", _is_unknown_name,
        "; it may be the journal's abbreviated or translated name, and everything else agrees",
        "of fair containers called different 5 in 7 are such acronyms, of 100 hand-written faults none"),
    Condition("own-pages", "page", _counts_own_pages, "; one of the two may count the article's own pages",
        "the arithmetic holds: as many pages, from 1 on"),
    Condition("passage", "page", lambda joint: is_passage(joint.agreement), "; it may be the page quoted",
        "whoever quotes gives the page; not counted"),
    Condition("year-as-volume", "volume", _has_year_as_volume, "; one of the two is the year",
        "journals without volumes are counted by their years"),
    Condition("one-issue", "issue", _is_one_issue, "; everything else agrees",
        "a double issue is printed by its first number, a special one by its name; not counted"),
    Condition("numbers-swapped", "volume+issue",
        lambda joint: are_swapped("volume", "issue", joint.case, joint.match), "; either of the two may be wrong",
        "two that are each other's are no two slips, and nothing tells which side made the one"),
    Condition("swapped", "title+container-title",
        lambda joint: are_swapped("title", "container_title", joint.case, joint.match),
        _LOOKS_WRONG + "the two are swapped", "a reader notices a title in the place of its book's; not counted"),
)  # fmt: skip
"""The conditions; among those of one field, the likeliest first."""


def condition(case: Case, match: Match, agreement: Agreement) -> Condition | None:
    """Return the first condition that makes the difference a note, or ``None`` if it is a full finding.

    Conditions other than those that blame the record require that nothing else differs, except in the variables that they name and
    in those that another condition explains.
    """
    joint = Joint(case=case, match=match, agreement=agreement)
    unexplained = {each.field for each in joint.differing if not any(_satisfied(evolve(joint, agreement=each)))}
    found = ((each, unexplained - each.beside(agreement.field)) for each in _satisfied(joint))
    return next((each for each, others in found if not others or each.why.startswith(_LOOKS_WRONG)), None)


def leaves_year_open(case: Case, match: Match) -> bool:
    """Return whether the cited year is years before the record's and only a guess at the record's date explains that."""
    differing = [Joint(case=case, match=match, agreement=each) for each in match.agreements if each.field == "issued"]
    return any(
        joint.distance <= -_LATE and condition(case, match, joint.agreement) is PUT_ONLINE_LATER for joint in differing
    )


def _satisfied(joint: Joint) -> Iterator[Condition]:
    """Return the conditions that hold for a difference, regardless of other differences."""
    return (each for each in CONDITIONS if each.beside(joint.agreement.field) and each.holds(joint))
