"""Verdicts: one word for each reference."""

from typing import Any

import pytest
from attrs import evolve
from checks_made import made_case
from hypothesis import given
from hypothesis import strategies as st
from operations import operations
from tables import CASES, rows

from refcheck.checks import check, check_list, rules, verdict
from refcheck.checks.catalogue import comparisons
from refcheck.model import (
    Authority,
    Case,
    Date,
    Finding,
    Found,
    LookupResult,
    Name,
    NotFound,
    Reference,
    Scope,
    Severity,
    Unavailable,
    Verdict,
    Work,
)
from refcheck.parsing import parse

TABLE = CASES / "checks" / "verdicts" / "verdicts.toml"


@pytest.mark.parametrize("row", rows(TABLE))
def test_verdict(row: dict[str, Any]) -> None:
    case = made_case(row)
    assert verdict(case, check(case)) is Verdict(row["verdict"])


PRINTED = (
    "Peyrouse, S. (2016). Discussing China. Journal of Eurasian Studies, 7(1), 14–23. doi: 10.1016/j.euras.2015.10.0O3"
)


def _answered(*answers: NotFound | Unavailable) -> Case:
    reference = parse(PRINTED)
    ids = [evolve(reference.identifiers[0], value=each.value).id for each in reference.identifiers[0].readings()]
    assert len(ids) > 1, "the rows below need a DOI with several readings"
    filled = [answers[min(place, len(answers) - 1)] for place in range(len(ids))]
    return Case(
        reference=reference,
        answers=tuple(LookupResult(id=each, answer=answer) for each, answer in zip(ids, filled, strict=True)),
    )


NOWHERE = NotFound(registry="doi.org", scope=Scope.REGISTRATION)
NOT_HELD = NotFound(registry="Crossref", scope=Scope.HOLDINGS)
CLOSED = Unavailable(registry="doi.org", why="the connection was refused")


def test_broken_only_if_every_reading_is_registered_nowhere() -> None:
    assert verdict(_answered(NOWHERE), ()) is Verdict.BROKEN
    assert verdict(_answered(NOWHERE, NOT_HELD), ()) is Verdict.UNVERIFIED
    assert verdict(_answered(NOWHERE, CLOSED), ()) is Verdict.UNVERIFIED
    some = _answered(NOWHERE)
    assert verdict(evolve(some, answers=some.answers[:1]), ()) is Verdict.UNVERIFIED


OTHERS = [Finding(rule=rule, message="") for code, rule in rules().items() if code not in comparisons()]


@given(findings=st.lists(st.sampled_from(OTHERS)))
def test_nothing_but_a_comparison_changes_a_verdict(findings: list[Finding]) -> None:
    assert verdict(Case(reference=parse("Smith, J. (2020). A title. Journal, 5, 3–9.")), findings) is Verdict.UNVERIFIED


@given(text=st.text(max_size=300))
def test_any_text_is_checked(text: str) -> None:
    reference = parse(text)
    for finding in check(Case(reference=reference)):
        assert finding.message
        assert finding.span is None or 0 <= finding.span.start <= finding.span.end <= len(text)
        assert finding.fix is None or 0 <= finding.fix.span.start <= finding.fix.span.end <= len(text)
    check_list([Case(reference=reference), Case(reference=Reference(key="2", raw="", work=reference.work))])


def test_without_an_answer_nobody_is_accused() -> None:
    case = _answered(CLOSED)
    assert all(finding.rule.severity is not Severity.ERROR for finding in check(case))
    assert verdict(case, check(case)) is Verdict.UNVERIFIED


def _of_catalogue(raw: str, missed: Unavailable | None, **told: object) -> Case:
    """A reference beside a catalogue's record of the DOI that is printed."""
    case = made_case({"raw": raw, "record": {"DOI": "10.1000/tides.5", "title": ["Tides of small harbours"], **told}})
    assert case.match is not None
    provenance = evolve(case.match.record.provenance, standing=Authority.CATALOGUED)
    found = evolve(case.match, record=evolve(case.match.record, provenance=provenance))
    answer = Found(record=found.record, missed=missed)
    return evolve(case, match=found, answers=(LookupResult(id=case.reference.identifiers[0].id, answer=answer),))


@pytest.mark.parametrize("missed", [CLOSED, None])
def test_in_an_outage_a_catalogue_calls_what_is_cited_no_other_version(missed: Unavailable | None) -> None:
    raw = "Oxley, M. (2011). Tides of small harbours. Harbour Studies 4, 17-29. doi:10.1000/tides.5"
    case = _of_catalogue(raw, missed, type="posted-content", author=[{"family": "Oxley", "given": "M."}])
    assert ("another-version" in {finding.code for finding in check(case)}) is (missed is None)


@pytest.mark.parametrize(("missed", "word"), [(CLOSED, Verdict.UNVERIFIED), (None, Verdict.VERIFIED)])
def test_a_catalogue_that_says_otherwise_in_an_outage_leaves_it_open(missed: Unavailable | None, word: Verdict) -> None:
    open_case = _of_catalogue("Oxley, M. (2011). Tides of small harbours. doi:10.1000/tides.5", missed)
    year = Finding(rule=evolve(rules()["year-differs"], severity=Severity.INFO), message="")
    assert verdict(open_case, [year]) is word
    assert verdict(open_case, []) is Verdict.VERIFIED


def test_a_repair_that_a_registry_confirmed_says_so() -> None:
    row = {
        "raw": "Peyrouse, S. (2016), “Discussing China”, Journal of Eurasian Studies, doi: 10.1016/ j.euras.2015.10.003",
        "record": {"DOI": "10.1016/j.euras.2015.10.003", "title": ["Discussing China"]},
    }
    (finding,) = (each for each in check(made_case(row)) if each.rule.code == "doi-with-inner-space")
    assert finding.fix is not None
    assert finding.fix.replacement == "10.1016/j.euras.2015.10.003"
    assert finding.evidence[0].registry == "Crossref"


def test_a_list_of_near_duplicates_is_work_in_proportion() -> None:
    def work(number: int) -> int:
        works = [
            Work(
                type="article-journal",
                title="World health statistics",
                author=(Name(family="Wang", given=f"Wei {chr(97 + place % 26)}"),),
                container_title="Journal of Health",
                volume=str(place),
                page=f"{place}-{place + 9}",
                issued=Date(year=2020),
            )
            for place in range(number)
        ]
        cases = [Case(reference=Reference(key=str(place), raw="", work=work)) for place, work in enumerate(works)]
        return operations(lambda: check_list(cases))

    work(10)
    assert work(100) < 4.4 * work(25)
