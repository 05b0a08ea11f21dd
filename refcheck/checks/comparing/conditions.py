"""What makes a difference less than an accusation, seen beside all that agrees: named conditions with their base rates.

A difference is loud where none of these holds. Rates are of real lists beside their records (``docs/matching.md`` says how they
were counted): of prints, or of the differences of one kind.
"""

from collections.abc import Callable

from attrs import frozen

from refcheck.checks.comparing import slips
from refcheck.checks.comparing.joint import Joint
from refcheck.model import Agreement, Case, Match

Holds = Callable[[Joint], bool]


@frozen(kw_only=True)
class Condition:
    """One condition: the CSL variables that it speaks of, what may differ beside them, how the note ends, and the base rate."""

    name: str
    variables: tuple[str, ...]
    beside: tuple[str, ...] = ()
    why: str
    rate: str
    holds: Holds


def condition(case: Case, match: Match, agreement: Agreement) -> Condition | None:
    """The first condition that makes the difference a note, or ``None`` where it is loud.

    All of them ask that nothing else differs but what they name, and that the title or the place shows that it is the work.
    """
    joint = Joint(case=case, match=match, agreement=agreement)
    if not joint.is_the_work:
        return None
    return next(
        (
            each
            for each in CONDITIONS
            if agreement.field in each.variables and joint.differing.issubset(each.beside) and each.holds(joint)
        ),
        None,
    )


def _is_of_early_view(joint: Joint) -> bool:
    """Whether the record is that of the article before its issue: the reference has a volume, and the record has none."""
    own_pages = joint.registered_first_page in (None, 1)
    return joint.lacks_place and own_pages and (joint.variable == "page" or joint.distance in (1, 2))


def _is_dated_online_alone(joint: Joint) -> bool:
    return joint.distance == 1 and (joint.kinds == ("online",) or joint.is_dated_to_the_day)


def _is_dated_in_print_alone(joint: Joint) -> bool:
    return joint.distance == -1 and joint.kinds == ("print",)


def _is_dated_ahead(joint: Joint) -> bool:
    return joint.distance == 1 and joint.in_book


def _is_of_meeting(joint: Joint) -> bool:
    return joint.distance in (-1, 1) and joint.at_meeting


def _is_slip_of(side: slips.Side) -> Holds:
    """Return the condition that one side has slipped, as other records tell."""
    return lambda joint: slips.is_slip(joint.agreement) and slips.erring(joint.case, joint.agreement) is side


_PARTS_OF_NAMES = ("part-of-name", "no-section", "two-initials")
"""What explains a name in part, by what one side leaves out."""

CONDITIONS = (
    Condition(
        name="early-view",
        variables=("issued", "page"),
        beside=("issued", "page"),
        why="; the record is that of the version before its issue",
        rate=(
            "with a volume and no print date 5 of 45 prints are a year later [5–24 %]; of 220 prints beside a date of print 9 are a "
            "year and 4 two years earlier: they cite the early view"
        ),
        holds=_is_of_early_view,
    ),
    Condition(
        name="dated-online-alone",
        variables=("issued",),
        why="; the record has no date of print",
        rate=(
            "12 of 174 prints [4–12 %] are a year later; of 147 records with one date, to the day, 6 [2–9 %] have a volume of the "
            "year after, of 81 with a month or a year alone none; a wrong year that is one later: 0.15 % of all"
        ),
        holds=_is_dated_online_alone,
    ),
    Condition(
        name="dated-in-print-alone",
        variables=("issued",),
        why="; the record has no date of its appearance online",
        rate="9 of 220 prints [2–8 %] are a year earlier: online or in press",
        holds=_is_dated_in_print_alone,
    ),
    Condition(
        name="dated-ahead",
        variables=("issued",),
        why="; books are often dated a year ahead",
        rate="10 of 10 chapters that were dated ahead; 802 of 804 registered chapters have the year of their book",
        holds=_is_dated_ahead,
    ),
    Condition(
        name="beside-year-of-doi",
        variables=("issued",),
        why="; the DOI is of the year before or after",
        rate="of 21,683 printed years .83 % are one off: as often as the number in a DOI is given a year before the volume or after",
        holds=lambda joint: joint.is_beside_year_of_doi,
    ),
    Condition(
        name="dated-as-a-whole",
        variables=("issued",),
        why="; the database dates all its entries as of its first day",
        rate="the entries that a database registers without a volume all have one day",
        holds=lambda joint: joint.is_dated_as_a_whole,
    ),
    Condition(
        name="editor-of-series",
        variables=("author",),
        why="; the record of a book in a series may list the series' editor first",
        rate="not counted: of books in a series alone, and of one name before all that are cited",
        holds=lambda joint: joint.has_editor_of_series,
    ),
    Condition(
        name="dated-when-digitised",
        variables=("issued",),
        why="; the record is dated when the volume was put online",
        rate="of 21,683 printed years .21 % are three and more off, to either side",
        holds=lambda joint: joint.is_dated_when_digitised,
    ),
    Condition(
        name="turn-of-the-year",
        variables=("issued",),
        why="; the record is dated at the turn of the year",
        rate="9 of 220 prints [2–8 %] are a year earlier than a date of print, 1 a year later",
        holds=lambda joint: joint.is_dated_at_turn,
    ),
    Condition(
        name="year-of-meeting",
        variables=("issued",),
        why="; a meeting and its proceedings may be a year apart",
        rate="as for books",
        holds=_is_of_meeting,
    ),
    Condition(
        name="slip-of-record",
        variables=("title", "author"),
        why="; other records have the cited spelling, so the record seems to err",
        rate="as below",
        holds=_is_slip_of(slips.Side.REGISTERED),
    ),
    Condition(
        name="slip-of-reference",
        variables=("title", "author"),
        why="; other records have the registered spelling",
        rate="as below",
        holds=_is_slip_of(slips.Side.CITED),
    ),
    Condition(
        name="slip",
        variables=("title", "author"),
        why="; which of the two errs is not known",
        rate="of title pairs that differ one print errs in 61 %, and records err as prints do",
        holds=lambda joint: slips.is_slip(joint.agreement),
    ),
    Condition(
        name="small-words",
        variables=("title",),
        why="; the rest of it agrees",
        rate="of title pairs that differ 8 % do in symbols and small words",
        holds=lambda joint: slips.in_small_words(joint.agreement),
    ),
    Condition(
        name="damaged-record",
        variables=("title", "container-title", "author"),
        beside=("title", "container-title", "author"),
        why="; the record has lost letters",
        rate="the record is at fault wherever it has signs that no language has",
        holds=lambda joint: slips.in_damaged_text(joint.agreement),
    ),
    Condition(
        name="formula",
        variables=("title",),
        why="; a formula stands for a name",
        rate="of title pairs that differ 8 % do in symbols and small words",
        holds=lambda joint: slips.in_formula(joint.agreement),
    ),
    Condition(
        name="piece-beside",
        variables=("title",),
        why="; the rest of it agrees",
        rate="of title pairs that differ 13 % have a label or a heading in front, 11 % a tail",
        holds=lambda joint: slips.in_piece_beside(joint.agreement) or slips.in_code_before(joint.agreement),
    ),
    Condition(
        name="author-in-title",
        variables=("title",),
        why="; an author's name stands in one of the two",
        rate="of title pairs that differ 24 % have something in front or a tail",
        holds=lambda joint: joint.has_author_in_title,
    ),
    Condition(
        name="part-left-out",
        variables=("title",),
        why="; one of the two leaves the part out",
        rate="volume and page agree, where no other part stands",
        holds=lambda joint: joint.is_placed and joint.lacks_part,
    ),
    Condition(
        name="editors-of-series",
        variables=("editor",),
        why="; the rest of it agrees, and records of books name a series' editors, too",
        rate="not counted",
        holds=lambda joint: joint.has_editors_alone,
    ),
    Condition(
        name="cut-off",
        variables=("title",),
        why="; the registered title breaks off",
        rate="of title pairs that differ 11 % have a tail or are cut",
        holds=lambda joint: slips.is_cut_off(joint.agreement),
    ),
    Condition(
        name="rubric",
        variables=("title",),
        why="; one of the two is the rubric that it stands under",
        rate="of title pairs that differ 13 % have a label or a rubric; volume or year and the page agree",
        holds=lambda joint: joint.is_placed and slips.in_rubric(joint.agreement),
    ),
    Condition(
        name="volume-in-title",
        variables=("title",),
        why="; it is the number of the volume",
        rate="the two say the same in two places",
        holds=lambda joint: joint.has_volume_in_title,
    ),
    Condition(
        name="own-pages",
        variables=("page",),
        why="; one of the two counts the pages of the piece alone",
        rate="the arithmetic holds: as many pages, from 1 on",
        holds=lambda joint: joint.counts_own_pages,
    ),
    Condition(
        name="year-as-volume",
        variables=("volume",),
        why="; one of the two is the year",
        rate="journals without volumes are counted by their years",
        holds=lambda joint: joint.has_year_as_volume,
    ),
    Condition(
        name="swapped-numbers",
        variables=("volume", "issue"),
        beside=("volume", "issue"),
        why="; the record seems to have volume and issue swapped",
        rate="two numbers that are each other's are no two slips",
        holds=lambda joint: joint.has_numbers_swapped,
    ),
    Condition(
        name="running-issue",
        variables=("issue",),
        why="; one of the two counts on through the volumes",
        rate="the arithmetic holds: of 100 issues drawn at random 3 are so",
        holds=lambda joint: joint.counts_through,
    ),
    Condition(
        name="part-of-name",
        variables=("container-title",),
        why="; one of the two names is a part of the other",
        rate="of containers that are called different at most 7 in 100 are another journal, and of parts of a name fewer",
        holds=lambda joint: joint.agreement.explained in _PARTS_OF_NAMES,
    ),
    Condition(
        name="issn-of-name",
        variables=("container-title",),
        why="; the ISSN is the registered one",
        rate="of 146 fair names 35 are a former or sister title",
        holds=lambda joint: joint.agreement.explained == "issn",
    ),
    Condition(
        name="slip-of-name",
        variables=("container-title",),
        why="; one of the two names seems misspelt",
        rate="of 118 containers in 10,000 that are called different 24 are misspelt or joined",
        holds=lambda joint: joint.agreement.explained == "slip",
    ),
)
"""The conditions, the likeliest first."""
