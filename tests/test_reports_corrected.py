"""The corrected bibliography: keys and order as they were, safe fixes made, registered values on request."""

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from reports_made import NOON, a_report, a_rule

from refcheck.audit import audit
from refcheck.model import Bibliography, Evidence, Finding, Fix, Name, Report, Safety, Severity, Span, Work
from refcheck.readers import read, read_each
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import offline
from refcheck.registries.services.local import Local
from refcheck.reports import render
from refcheck.reports.corrected import corrected, only_corrected, with_registered
from refcheck.writers import bibtex

LIST = [
    "Doe, J. (2020). One thing and another. A Journal, 1(2), 3-4. (doi: 10.1016/ j.euras.2015.10.003).",
    "Roe, R. (2021). Two things and no other. B Journal, 5(6), 7-8.",
]


def audited(bibliography: Bibliography) -> Report:
    return audit([bibliography], registry=offline(Connections(cache="off")), now=lambda: NOON)


@pytest.mark.parametrize(("name", "keys"), [("bibtex", ["doe2020", "roe2021"]), ("csl-json", ["1", "2"])])
def test_order_is_kept_and_numbers_are_no_keys_of_entries(name: str, keys: list[str]) -> None:
    text = render(audited(read_each(LIST)), name)
    items = json.loads(text) if name == "csl-json" else []
    again = [item["id"] for item in items] or [reference.key for reference in read(text, format="bibtex").references]
    assert again == keys
    assert "10.1016/j.euras.2015.10.003" in text


ITEMS = """\
TY  - JOUR
ID  - one
TI  - One thing and another
AU  - Doe, J.
DO  - https://doi.org/10.1016/j.rivst.2015.10.003
ER  -

TY  - JOUR
ID  - two
TI  - Two things and no other
AU  - Roe, R.
DO  - 10.1016/ j.rivst.2015.10.004
ER  -

TY  - JOUR
ID  - three
TI  - Three things
AU  - Poe, E.
DO  - 10.1016/j.rivst.2015.10.005
ER  -
"""


def test_only_what_was_corrected_is_written_and_keeps_its_key() -> None:
    report = audited(read(ITEMS, format="ris"))
    text = render(only_corrected(report, with_registered(report)), "ris")
    again = read(text, format="ris").references
    assert [(each.key, each.work.doi) for each in again] == [
        ("one", "10.1016/j.rivst.2015.10.003"),
        ("two", "10.1016/j.rivst.2015.10.004"),
    ]
    assert "DO  - 10.1016/j.rivst.2015.10.003\n" in text


def test_where_nothing_was_corrected_nothing_is_written() -> None:
    report = audited(read(ITEMS[ITEMS.index("TY  - JOUR\nID  - three") :], format="ris"))
    assert [render(only_corrected(report, report), name) for name in ("ris", "bibtex")] == ["\n", "\n"]


def test_what_was_read_is_written() -> None:
    bibliography = read_each(LIST)
    again = read(render(audited(bibliography), "bibtex"), format="bibtex")
    assert again.references[1].work.title == bibliography.references[1].work.title
    assert again.references[0].work.doi == "10.1016/j.euras.2015.10.003"


def test_an_unsafe_reading_that_nobody_confirmed_is_left_as_printed() -> None:
    report = audited(
        read_each(["Doe, J. (2020). One thing and another. A Journal, 1(2), 3-4. doi:10.1O16/j.euras.2015.10.003"])
    )
    identifier = report.references[0].case.reference.identifiers[0]
    assert any(repair.safety is Safety.UNSAFE for repair in identifier.repairs)
    assert corrected(report).references[0].work.doi == identifier.raw
    assert corrected(with_registered(report)).references[0].work.doi == identifier.value


def test_registered_values_are_taken_on_request() -> None:
    report = a_report()
    work = evolve(report.references[0].case.reference.work, volume="14")
    report = with_work(report, work)
    assert corrected(report).references[0].work == work
    assert corrected(with_registered(report)).references[0].work == evolve(work, volume="21")


def with_work(report: Report, work: Work) -> Report:
    first, *others = report.references
    case = evolve(first.case, reference=evolve(first.case.reference, work=work))
    return evolve(report, references=(evolve(first, case=case), *others))


def with_finding(report: Report, finding: Finding) -> Report:
    first, *others = report.references
    return evolve(report, references=(evolve(first, findings=(finding,)), *others))


def a_finding(severity: Severity, **evidence: str | None) -> Finding:
    given: dict[str, Any] = {"registry": "crossref", "url": "https://api.crossref.org/works/10.1000/x"}
    return Finding(rule=a_rule("x-differs", severity), message="Made.", evidence=(Evidence(**given | evidence),))


@pytest.mark.parametrize(
    ("finding", "is_taken"),
    [
        (a_finding(Severity.WARNING, field="DOI", cited="a", registered="10.1000/x"), True),
        (a_finding(Severity.INFO, field="DOI", registered="10.1000/x"), True),
        (a_finding(Severity.INFO, field="DOI", cited="a", registered="10.1000/x"), False),
        (a_finding(Severity.WARNING, field="DOI", cited="a", registered="10.1000/x", url="elsewhere"), False),
        (a_finding(Severity.WARNING, field="DOI", cited="a", registered="10.1000/x", registry=None), False),
        (a_finding(Severity.WARNING, field="ISBN", cited="a", registered="b"), False),
    ],
)
def test_only_what_a_finding_holds_against_the_reference_is_taken(finding: Finding, is_taken: bool) -> None:
    report = with_finding(with_work(a_report(), Work(author=(Name(family="Doe"),))), finding)
    assert (corrected(with_registered(report)).references[0].work.doi == "10.1000/x") is is_taken


def test_another_doi_that_is_offered_is_taken_on_request() -> None:
    report = audited(read_each(["Doe, J. (2020). One thing. A Journal, 1(2), 3-4. doi:10.1000/old"]))
    span = report.references[0].case.reference.identifiers[0].span
    fix = Fix(span=span, replacement="10.1000/new", safety=Safety.UNSAFE)
    offered = with_finding(report, evolve(a_finding(Severity.ERROR), fix=fix))
    assert corrected(offered).references[0].work.doi == "10.1000/old"
    assert corrected(with_registered(offered)).references[0].work.doi == "10.1000/new"
    elsewhere = with_finding(report, evolve(a_finding(Severity.ERROR), fix=evolve(fix, span=Span(0, 3))))
    assert corrected(with_registered(elsewhere)).references[0].work.doi == "10.1000/old"


def test_an_empty_report_is_an_empty_bibliography() -> None:
    empty = Report(run=a_report().run)
    assert (render(empty, "bibtex"), json.loads(render(empty, "csl-json"))) == ("\n", [])
    assert bibtex.render(corrected(empty)) == ""


RECORD = {
    "DOI": "10.5555/j.tides.2019.03.041",
    "title": "Tidal storage in shallow northern basins",
    "author": [{"family": "Doe", "given": "Jane"}],
    "container-title": "Marsh Letters",
    "issued": {"date-parts": [[2019]]},
    "volume": "7",
    "page": "11-19",
    "type": "article-journal",
}


@pytest.mark.parametrize(
    ("printed", "written", "note"),
    [
        ("10.5555/j tides 2019 03 041", "10.5555/j.tides.2019.03.041", None),
        ("10.5555/j. tides. 2019. 03. 041", "10.5555/j.tides.2019.03.041", None),
        ("10.5555/j.tides.2019.03\n041", "10.5555/j.tides.2019.03.041", None),
        ("10.5555/j tides 2019 03 042", "10.5555/j", None),  # which is not registered anywhere
    ],
)
def test_the_doi_of_the_report_is_written_without_a_rest_of_it(
    printed: str, written: str, note: str | None, tmp_path: Path
) -> None:
    records = tmp_path / "records.jsonl"
    records.write_text(json.dumps(RECORD), encoding="utf-8")
    raw = (
        f"Doe, J. (2019). Tidal storage in shallow northern basins. Marsh Letters, 7, 11-19. https://doi.org/{printed}"
    )
    report = audit([read_each([raw])], registry=Local.read(records), now=lambda: NOON)
    work = corrected(report).references[0].work
    assert report.references[0].doi == written
    assert (work.doi, work.note) == (written, note)
