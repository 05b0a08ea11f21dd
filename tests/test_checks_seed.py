"""The seed list: what is truly wrong in it is found, with and without records, and nobody is accused of anything else."""

from datetime import date

import pytest
from tables import SEEDS

from refcheck.checks import check, check_list, verdict
from refcheck.model import Case, Finding, Severity, Verdict
from refcheck.parsing import parse
from refcheck.registries import Local
from refcheck.resolving import resolve

LIST = SEEDS / "jcep-central-asia-ai"
TODAY = date(2026, 11, 24)


def _printed() -> list[str]:
    return [line.strip() for line in (LIST / "references.txt").read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def alone() -> list[Case]:
    return [Case(reference=parse(raw, key=str(number)), today=TODAY) for number, raw in enumerate(_printed(), start=1)]


@pytest.fixture(scope="module")
def beside_records(alone: list[Case]) -> list[Case]:
    registry = Local.read(LIST / "records.jsonl")
    return list(resolve([case.reference for case in alone], registry, today=TODAY))


def _in(cases: list[Case], *codes: str) -> set[tuple[str, str]]:
    return {
        (finding.rule.code, case.reference.key)
        for case in cases
        for finding in check(case)
        if finding.rule.code in codes
    }


def _of_list(cases: list[Case], code: str) -> list[Finding]:
    return [finding for finding in check_list(cases) if finding.rule.code == code]


def test_found_in_single_references_without_a_network(alone: list[Case]) -> None:
    expected = {
        ("page-range-without-dash", "8"),
        ("misspelt-et-al", "29"),
        ("doi-in-place-of-url", "29"),
        ("year-against-doi", "3"),
        ("isbns-run-together", "5"),
        ("isbns-run-together", "18"),
        ("licence-line", "18"),
        ("host-not-public", "28"),
        ("url-with-inner-space", "11"),
        ("url-with-inner-space", "15"),
        ("url-with-inner-space", "21"),
        ("mirrored-bracket", "16"),
        ("mirrored-bracket", "17"),
        ("mirrored-bracket", "20"),
        ("mirrored-bracket", "25"),
        ("mirrored-bracket", "30"),
        ("unbalanced-quote", "15"),
    }
    assert _in(alone, *(code for code, _ in expected)) == expected


def test_found_in_the_list_without_a_network(alone: list[Case]) -> None:
    (label,) = _of_list(alone, "misspelt-label")
    assert label.references == ("2", "4", "9", "10", "11", "21")
    (journal,) = _of_list(alone, "container-under-two-names")
    assert "“Journal of Central Eurasia Studies”, “Central Eurasian Studies”" in journal.message
    assert {finding.references for finding in _of_list(alone, "author-under-two-spellings")} == {
        ("16", "17"),
        ("26", "27"),
    }
    assert not _of_list(alone, "duplicate-reference")
    assert not _of_list(alone, "order-broken")


def test_no_error_and_no_verdict_without_a_network(alone: list[Case]) -> None:
    for case in alone:
        findings = check(case)
        assert verdict(case, findings) is Verdict.UNVERIFIED
        assert all(finding.rule.severity is not Severity.ERROR for finding in findings)


def test_found_beside_the_records(beside_records: list[Case]) -> None:
    differing = {
        (finding.rule.code, case.reference.key)
        for case in beside_records
        for finding in check(case)
        if finding.evidence and finding.evidence[0].registry and "-with-" not in finding.rule.code
    }
    assert differing == {
        ("title-differs", "5"),
        ("doi-missing", "5"),
        ("volume-differs", "19"),
        ("author-misspelt", "25"),
        ("issue-differs", "27"),
        ("container-differs", "29"),
        ("issue-differs", "29"),
    }


def test_verdicts_beside_the_records(beside_records: list[Case]) -> None:
    verdicts = {case.reference.key: verdict(case, check(case)) for case in beside_records}
    assert {key for key, word in verdicts.items() if word is Verdict.DIFFERS} == {"5", "19", "27", "29"}
    assert {key for key, word in verdicts.items() if word is Verdict.VERIFIED} == {
        "7",
        "8",
        "12",
        "17",
        "20",
        "23",
        "25",
        "26",
    }
    assert set(verdicts.values()) == {Verdict.DIFFERS, Verdict.VERIFIED, Verdict.UNVERIFIED}
