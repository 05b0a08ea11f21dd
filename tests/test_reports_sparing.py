"""What a report leaves out since it was said: an explanation that was given before, a side that the message has; never a value."""

import pytest
from reports_made import a_report, a_rule

from refcheck.model import Finding, Fix, Safety, Severity, Span
from refcheck.reports.explained_once import ExplainedOnce, _explains
from refcheck.reports.marking import is_said


@pytest.mark.parametrize(
    ("cited", "registered", "message", "said"),
    [
        ("15", "34", "The volume is 15 and registered as 34.", True),
        ("On tides", "On rivers", "“tides” instead of “rivers”", True),
        ("1", "2", "Page 14 is registered as 2.", False),
        ("art", "rivers", "The part on “rivers” is missing.", False),
        ("On tides", "On rivers", "The title is another.", False),
    ],
)
def test_a_side_is_left_out_where_all_its_words_are_said(cited: str, registered: str, message: str, said: bool) -> None:
    assert is_said(cited, registered, message) is said


@pytest.mark.parametrize(
    ("piece", "explains"),
    [
        (" Please look at the work itself before it is cited.", True),
        (": the DOI has no white space", True),
        (": it contains no DOI, URL, arXiv identifier, PMCID or Handle", True),
        (": it contains no DOI of Handle Press", False),
        (": Lund, Okafor and others beside them", False),
        (" It is registered as “tides of the north”.", False),
        (" It is 15 in the record.", False),
        (" Look.", False),
        (" ", False),
    ],
)
def test_only_what_holds_no_value_is_said_once(piece: str, explains: bool) -> None:
    assert _explains(piece) is explains


@pytest.mark.parametrize(
    ("code", "again"),
    [
        ("work-retracted", "This work was retracted: its registered title says so."),  # who says so is told each time
        ("expression-of-concern", "This work was retracted: its registered title says so."),
        ("title-differs", "This work was retracted."),
    ],
)
def test_that_a_work_was_taken_back_is_told_in_full_each_time(code: str, again: str) -> None:
    said = "This work was retracted: its registered title says so."
    explained = ExplainedOnce(a_report())
    finding = Finding(rule=a_rule(code, Severity.ERROR), message=said)
    assert [explained.message(finding) for _ in range(2)] == [said, again]


@pytest.mark.parametrize(
    ("said", "again"),
    [
        ("A work; same: authors, year, book or journal; different: pages.", None),  # two lists
        ("A work; the record is wrong: it is dated by its entry.", "A work; the record is wrong."),
        ("The volume is cited as 14 and registered as 21 (crossref).", None),  # the only registry of the report
    ],
)
def test_lists_of_what_agrees_and_what_differs_are_told_each_time(said: str, again: str | None) -> None:
    explained = ExplainedOnce(a_report())
    finding = Finding(rule=a_rule("closest-work", Severity.WARNING), message=said)
    assert [explained.message(finding) for _ in range(2)] == [said, again or said]


@pytest.mark.parametrize(
    ("severity", "safety", "is_named"),
    [
        (Severity.INFO, Safety.SAFE, True),
        (Severity.INFO, Safety.UNSAFE, False),
        (Severity.WARNING, Safety.SAFE, False),
        (Severity.ERROR, Safety.SAFE, False),
    ],
)
def test_only_a_note_is_told_by_its_rule_alone(severity: Severity, safety: Safety, is_named: bool) -> None:
    fix = Fix(span=Span(0, 1), replacement="2", safety=safety)
    finding = Finding(rule=a_rule("doi-with-inner-space", severity), message="A space was removed.", fix=fix)
    explained = ExplainedOnce(a_report())
    assert not explained.needs_no_words(finding)
    explained.message(finding)
    assert explained.needs_no_words(finding) is is_named
