"""Rules: what each finds in its table, and what it leaves alone."""

from functools import reduce
from typing import Any

import pytest
from checks_made import found_in, made_case
from tables import CASES, by_table, rows

from refcheck.messages import worded
from refcheck.model import Finding, Fix

TABLES = sorted((CASES / "checks").glob("*.toml"))


def _rows(*kinds: str) -> list[Any]:
    return [pytest.param(path.stem, row.values[0], id=str(row.id)) for path in TABLES for row in rows(path, *kinds)]


def _found(code: str, row: dict[str, Any]) -> tuple[str, list[Finding]]:
    """The text of the reference, if it is one, and what the rule finds."""
    raw = "" if "list" in row else made_case(row).reference.raw
    return raw, [finding for finding in found_in(row) if finding.rule.code == code]


def _fixed(raw: str, fixes: list[Fix]) -> str:
    def apply(text: str, fix: Fix) -> str:
        return text[: fix.span.start] + fix.replacement + text[fix.span.end :]

    return reduce(apply, sorted(fixes, key=lambda fix: -fix.span.start), raw)


@pytest.mark.parametrize("code", ["closest-work", "another-part", "work-under-another-title", "title-of-other-authors"])
def test_the_closest_work_shows_both_sides_of_what_differs_alone(code: str) -> None:
    found = [each for row in rows(CASES / "checks" / f"{code}.toml", "made") for each in _found(code, row.values[0])[1]]
    assert found
    for finding in found:
        same = str(finding.message).partition("same: ")[2].partition(";")[0].removesuffix(" (Crossref).").split(", ")
        shown = {worded(f"field-{each.field}") for each in finding.evidence if each.cited and each.registered}
        assert shown.isdisjoint(same)
        assert all(each.registry for each in finding.evidence)
        assert finding.evidence


@by_table(_rows("wild", "made"))
def test_finds(code: str, row: dict[str, Any]) -> None:
    raw, found = _found(code, row)
    assert len(found) == len(row["says"]), [finding.message for finding in found]
    for finding, says in zip(found, row["says"], strict=True):
        assert finding.message == says if row.get("whole") else says in finding.message
    if "at" in row:
        assert [finding.span.of(raw) if finding.span else None for finding in found] == row["at"]
    if "fixed" in row:
        assert _fixed(raw, [finding.fix for finding in found if finding.fix and not finding.fix.adds]) == row["fixed"]
    if "names" in row:
        assert [list(finding.references) for finding in found] == row["names"]
    if "grave" in row:
        assert [finding.severity for finding in found] == [row["grave"]]
    if "cited" in row:
        assert [finding.evidence[0].cited for finding in found] == [row["cited"]]
    if "registered" in row:
        assert [finding.evidence[0].registered for finding in found] == [row["registered"]]


@by_table(_rows("negative"))
def test_leaves_alone(code: str, row: dict[str, Any]) -> None:
    _, found = _found(code, row)
    assert [finding.message for finding in found] == []


@pytest.mark.parametrize(
    "code", ["doi-of-another-work", "doi-not-registered", "identifier-not-registered", "isbn-differs"]
)
def test_evidence_names_the_variable_as_csl_does(code: str) -> None:
    found = [
        each for row in rows(CASES / "checks" / f"{code}.toml", "made", "wild") for each in found_in(row.values[0])
    ]
    named = {each.field for finding in found for each in finding.evidence}
    assert named & {"DOI", "PMID", "ISBN", "arxiv", "title"}
    assert named.isdisjoint({"doi", "url", "isbn", "issn", "pmid", "pmcid", "container_title"})
