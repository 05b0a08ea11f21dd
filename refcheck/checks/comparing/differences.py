"""Common parts of the rules that compare a reference with its record: the differences that may be reported."""

from collections.abc import Iterator

from refcheck import matching
from refcheck.checks.certainty import attribute, read_with_certainty
from refcheck.checks.comparing.closest import other_version
from refcheck.checks.comparing.conditions import CONDITIONS, condition, is_passage
from refcheck.checks.comparing.misreading import is_misread, is_misread_name, is_note
from refcheck.checks.evidence import beside_record, note
from refcheck.checks.mending.author_list import author_list, in_commands, in_printed_case, one_author
from refcheck.checks.places import replacing
from refcheck.matching.kind import is_unlike_reference
from refcheck.messages import phrase, worded
from refcheck.model import Agreement, Case, Change, Comparison, Difference, Finding, Fix, Found, Match, Record, Rule
from refcheck.text.scripts import comparable, script_of

_OF_A_VERSION = ("container-title", "issued", "volume", "issue", "page", "publisher")
"""CSL variables in which two versions of a work legitimately differ."""

_IN_LANGUAGES = ("title", "container-title")
"""CSL variables that may be in another language or script, which excuses a difference in them but in no other variable."""


def is_uncompared(case: Case) -> bool:
    """Return whether the record's title is in another language or script, or its journal is, or only the ISSN connects it.

    Such a reference is neither reported nor confirmed. A journal in another script is no doubt where the title agrees.
    """
    match = case.match
    if match is None:
        return False
    return any(
        each.explained == "issn"
        or (
            each.comparison is Comparison.CANNOT_COMPARE
            and bool(each.cited and each.registered)
            and (not match.agrees("title") or comparable(each.cited, each.registered))
        )
        for each in filter(None, map(match.agreement, _IN_LANGUAGES))
    )


_NOT_COMPARED = "; not compared, as it is in another language or script"
_OF_ORGANISATION = "; not compared, as one of the two is an organisation"

_MANY = 10
"""The fewest registered persons who may be cited by the name of their group. Source: a judgement; not fitted."""


def why_authors_uncompared(case: Case) -> str:
    """Return why the authors that both sides name could not be compared, as a reason for a note, or ``""``.

    The names in a reference in another script are those of the record if its title, in that script, is the registered one; and a
    group is cited for its many members.
    """
    agreement = _agreement_on(case, "author")
    if case.match is None or agreement is None or agreement.comparison is not Comparison.CANNOT_COMPARE:
        return ""
    ours, theirs = case.reference.work.author, case.match.record.work.author
    if not (ours and theirs and agreement.cited and agreement.registered):
        return ""
    script, title = script_of(agreement.cited), case.reference.work.title or ""
    if script != script_of(agreement.registered):
        is_told = script_of(title) == script and case.match.agrees("title")
        return "" if is_told else _NOT_COMPARED
    return "" if max(len(ours), len(theirs)) >= _MANY else _OF_ORGANISATION


def judged(case: Case, variable: str) -> Iterator[tuple[Match, Agreement, str]]:
    """Yield the match and its agreement on a CSL variable, if both sides have it, do not agree and were not misread.

    The third item is the reason to report it only as a note, or ``""``: the parser may be wrong if the field was read with doubt,
    the record may be wrong if a second source agrees with the citation, or the two could not be compared.
    """
    match, agreement = case.match, _agreement_on(case, variable)
    if match is None or agreement is None:
        return
    yield from ((match, agreement, why) for why in _reservations(case, match, agreement))
    if agreement.agrees or (variable in _OF_A_VERSION and other_version(case)):
        return
    if is_misread(case, match, agreement):
        return
    if agreement.comparison is Comparison.CANNOT_COMPARE:
        if variable in _IN_LANGUAGES and agreement.cited and agreement.registered:
            yield match, agreement, _NOT_COMPARED
    elif not read_with_certainty(case.reference, attribute(variable)):
        yield match, agreement, "; it was read with uncertainty"
    elif (second := _supporter(case, match, variable)) is not None:
        yield match, agreement, worded("second-source", registry=second.provenance.registry)
    else:
        found = condition(case, match, agreement)
        yield match, agreement, found.why if found else ""


def _reservations(case: Case, match: Match, agreement: Agreement) -> Iterator[str]:
    """Yield the reasons to note a value although it agrees: only what it is explained by makes it the registered one."""
    if agreement.explained == "subtitle-added":
        yield "; everything else agrees"
    if agreement.explained == "supplement" and not _is_page_cut(case):
        yield "; either of the two may be wrong"
    placed = agreement.explained == "year-of-doi" and all(map(match.agrees, ("volume", "issue")))
    if placed and "print" in match.record.work.issued_kinds:
        yield "; the record may have another of the work's dates"


def _is_page_cut(case: Case) -> bool:
    """Return whether a letter follows the pages as they were read: ``31`` of ``31S-57S``."""
    spans = (each.span for each in case.reference.fields if each.name == "page" and each.span)
    return any(case.reference.raw[span.end : span.end + 1].isalpha() for span in spans)


def _agreement_on(case: Case, variable: str) -> Agreement | None:
    """Return the matched record's agreement on a CSL variable, unless the record is of another work or is the user's own entry.

    The user's library is not a registry; all differences from it are reported in one finding.
    """
    if case.match is None or is_unlike_reference(case.match):
        return None
    is_own = case.library is not None and case.match.record == case.library.record
    return None if is_own else case.match.agreement(variable)


def _supporter(case: Case, held: Match, variable: str) -> Record | None:
    """Return another record of the same work that agrees with the reference in a CSL variable, or ``None``.

    It is the record of another printed identifier, of the cited page, or of a search hit that is also certainly the work.
    """
    asked = [each.answer.record for each in case.answers if isinstance(each.answer, Found)]
    found = [matching.match(case.reference.work, each, held.method) for each in asked if each.id != held.record.id]
    found += [each for each in case.others if each.score >= matching.SAME_WORK and each.record.id != held.record.id]
    return next((each.record for each in found if each.agrees("title") and each.agrees(variable)), None)


REASONS = frozenset(each.why for each in CONDITIONS)
"""The reasons that conditions give; any other reason is the parser's doubt or a second source."""


def of_authors(case: Case, change: Change) -> Iterator[tuple[Match, Difference, str]]:
    """Yield the differences of one kind between the authors, each with the reason to report it only as a note.

    Names that were misread are left out, and so are lists of entirely different authors, which are reported in one finding.
    """
    for match, agreement, why in judged(case, "author"):
        if why or not _are_strangers(case, match, agreement):
            own = (each for each in agreement.differences if each.change is change)
            yield from ((match, each, why) for each in own if not is_misread_name(case, match, each))


def strangers(case: Case) -> tuple[Match, Agreement] | None:
    """Return the match and its agreement on the authors, if several are cited and none of them is registered."""
    sure = ((match, agreement) for match, agreement, why in judged(case, "author") if not why)
    return next((found for found in sure if _are_strangers(case, *found)), None)


def _are_strangers(case: Case, match: Match, agreement: Agreement) -> bool:
    several = len(case.reference.work.author) > 1 and not agreement.similarity
    return several and not any(is_misread_name(case, match, difference) for difference in agreement.differences)


def forms(case: Case) -> Iterator[tuple[Match, Difference]]:
    """Yield the authors whose names differ only in form, whether or not anything else differs."""
    agreement = _agreement_on(case, "author")
    if case.match is not None and agreement is not None and read_with_certainty(case.reference, "author"):
        yield from ((case.match, each) for each in agreement.differences if each.change is Change.FORM)


def value_finding(case: Case, rule: Rule, variable: str, noun: str) -> Iterator[Finding]:
    """Yield the finding of a CSL variable with a single value: a volume, a year, a journal. ``noun`` is its name in the message."""
    for match, agreement, why in judged(case, variable):
        cited, registered = agreement.cited, agreement.registered
        is_quoted = variable == "page" and (is_passage(agreement) or is_note(case.reference))
        said = worded(
            "value-differs",
            subject=worded(f"the-{noun}"),
            cited=cited,
            registered=registered,
            part=worded("which-is-a-part") if agreement.is_within else "",
            why=phrase(why),
        )
        fix = None if why or is_quoted else replacing(case.reference, attribute(variable), cited, registered)
        own = note(rule) if why else rule
        yield beside_record(case, own, match, variable, said, cited=cited, registered=registered, text=cited, fix=fix)


def name_finding(
    case: Case, rule: Rule, match: Match, difference: Difference, *, key: str = "", why: str = ""
) -> Finding:
    """Return the finding of one author's name, where it is printed; ``key`` is that of the message, by default the rule's code."""
    cited, registered, fix = difference.cited, difference.registered, _name_fix(case, match, difference)
    said = worded(key or rule.code, cited=cited, registered=registered, why=phrase(why))
    text = family_of(cited)
    return beside_record(case, rule, match, "author", said, cited=cited, registered=registered, text=text, fix=fix)


def _name_fix(case: Case, match: Match, difference: Difference) -> Fix | None:
    """Return the fix: of the author list if the person is not registered, of the whole name if it is another person's, or else of
    the family name."""
    family, registered = family_of(difference.cited), family_of(difference.registered)
    if difference.change is Change.EXTRA:
        return author_list(case.reference, match.record.work.author)
    if registered in ("", family):
        return None
    if difference.change is not Change.CHANGED:
        plain = replacing(case.reference, "author", family, in_printed_case(registered, family))
        return plain or in_commands(case.reference, difference.cited, in_printed_case(registered, family))
    person = next((each for each in match.record.work.author if str(each) == difference.registered), None)
    return one_author(case.reference, difference.cited, person) if person else None


def family_of(name: str) -> str:
    """Return the family name of a displayed name: ``Lund`` of ``Lund, Ana``."""
    return name.partition(",")[0]
