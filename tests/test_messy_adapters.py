"""The adapters of the benchmark, and how they translate what a tool says: its class, how loud, and when it accuses nobody."""

import importlib.util
import sys
from pathlib import Path
from types import SimpleNamespace as Said
from typing import Any

import pytest

ADAPTERS = Path(__file__).parent / "benchmarks" / "messy" / "adapters"


def module(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, ADAPTERS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(ADAPTERS))
    try:
        spec.loader.exec_module(made)
    finally:
        sys.path.remove(str(ADAPTERS))
    return made


def resolved(verdict: str, status: str, code: str | None = None, *differing: str) -> Said:
    return Said(verdict=verdict, status=status, error_code=code, mismatches=list(differing))


def checked(status: str, notes: list[str], *diffs: tuple[str, str], ok: bool = True) -> Said:
    values = {"local_value": "https://doi.org/10.1000/a", "online_value": "10.1000/A"}
    found = [Said(field_name=name, kind=kind, **values) for name, kind in diffs]
    return Said(status=status, notes=notes, diffs=found, attempts=[Said(ok=ok)])


def issue(severity: str, category: str, message: str = "") -> dict[str, str]:
    return {"severity": severity, "category": category, "message": message}


def matched(
    status: str, *warnings: str, title: float = 99.0, authors: float = 99.0, reached: bool | None = None
) -> Said:
    scores = Said(title_score=title, author_score=authors)
    return Said(
        status=Said(value=status),
        strategy=Said(value="doi_crossref"),
        warnings=warnings,
        url_reachable=reached,
        scores=scores,
    )


CASES: dict[str, tuple[str, tuple[Any, ...], list[str]]] = {
    "ref-verify passes": ("ref_verify_", (resolved("PASS", "VERIFIED"),), []),
    "ref-verify cannot tell": ("ref_verify_", (resolved("WARN", "UNVERIFIED", "REFERENCE_UNMATCHED"),), ["note:unverified"]),
    "ref-verify warns of the year": ("ref_verify_", (resolved("WARN", "MISMATCH", None, "year"),), ["warning:year"]),
    "ref-verify rejects a DOI": (
        "ref_verify_", (resolved("REJECT", "NOT_FOUND", "DOI_NOT_FOUND", "doi"),), ["error:doi-unregistered"]),
    "ref-verify finds another work": (
        "ref_verify_", (resolved("REJECT", "MISMATCH", None, "title"),), ["error:title", "error:doi-other-work"]),
    "bibtex-verifier is content": ("bibtex_verifier_", ({"status": "OK", "issues": [], "source": "crossref"},), []),
    "bibtex-verifier misses a year": (
        "bibtex_verifier_", ({"status": "WARNING", "issues": ["bib 中缺少年份字段，API 显示为 2001"], "source": "openalex"},), []),
    "bibtex-verifier finds a title of another": (
        "bibtex_verifier_", ({"status": "ERROR", "issues": ["标题不匹配 (相似度 20%)"], "source": "openalex"},), ["error:title"]),
    "bibtex-verifier could not ask": ("bibtex_verifier_", ({"status": "UNVERIFIED", "issues": ["x"]},), ["note:unverified"]),
    "citecheck verifies": ("citecheck_", ({"verdict": "VERIFIED", "issues": []},), []),
    "citecheck checks a year": (
        "citecheck_", ({"verdict": "CHECK", "issues": ["cited year 2011, record year 2014"]},), ["warning:year"]),
    "citecheck finds no such thesis": (
        "citecheck_",
        ({"verdict": "CHECK", "issues": ["no work with this title in arXiv", "@phdthesis entries are often not indexed"]},),
        ["note:unverified"]),
    "citecheck finds no such work": (
        "citecheck_", ({"verdict": "NOT_FOUND", "issues": ["no work with this title in arXiv"]},), ["error:not-found"]),
    "hallubib verifies": ("hallubib_", (checked("Verified", []),), []),
    "hallubib would add a DOI": ("hallubib_", (checked("Auto-correctable", [], ("doi", "supplement")),), []),
    "hallubib would write a DOI otherwise": (
        "hallubib_",
        (checked("Auto-correctable", [], ("doi", "correction")),),
        [],
    ),
    "hallubib would correct a volume": (
        "hallubib_", (checked("Auto-correctable", [], ("volume", "correction")),), ["warning:volume"]),
    "hallubib knows nothing": ("hallubib_", (checked("Unknown", ["No matching records found online"]),), ["error:not-found"]),
    "hallubib could not ask": ("hallubib_", (checked("Unknown", [], ok=False),), ["note:unverified"]),
    "citation-checker verifies": ("citation_checker_", (Said(doi=None), matched("VERIFIED")), []),
    "citation-checker takes it for grey": ("citation_checker_", (Said(doi=None), matched("GREY_LITERATURE")), ["note:unverified"]),
    "citation-checker finds another year": (
        "citation_checker_", (Said(doi=None), matched("MISMATCH", "Year mismatch: bib=1999, database=2001")), ["error:year"]),
    "citation-checker warns of a venue": (
        "citation_checker_", (Said(doi=None), matched("VERIFIED", "Venue mismatch: bib='a', database='b'")), ["note:container"]),
    "citation-checker finds the DOI's title": (
        "citation_checker_", (Said(doi="10.1000/a"), matched("MISMATCH", title=20.0)), ["error:title", "error:doi-other-work"]),
}  # fmt: skip
"""Findings of a tool, as its own values have it, and the problems of the report."""


@pytest.mark.parametrize("name", CASES)
def test_an_adapter_says_what_the_tool_says(name: str) -> None:
    adapter, given, wanted = CASES[name]
    found = module(adapter)._problems(*given)
    assert [f"{each['severity']}:{each['class']}" for each in found] == wanted


VERACITE = {
    "a year": (issue("WARN", "metadata_mismatch", "[crossref] year differs"), "warning:year"),
    "an author": (
        issue("WARN", "metadata_mismatch", "[crossref] author(s) in bib not in record: Oxley"),
        "warning:authors",
    ),
    "how it is written": (issue("WARN", "title_capitalization", "title"), "warning:style"),
    "a published version": (issue("WARN", "preprint_superseded", "a published version exists"), "note:advice"),
    "no record": (issue("WARN", "record_unresolved", "no source"), "note:unverified"),
    "a dead DOI": (issue("ERROR", "dead_doi", "resolves nowhere"), "error:doi-unregistered"),
}


@pytest.mark.parametrize("name", VERACITE)
def test_veracite_keeps_its_severities(name: str) -> None:
    given, wanted = VERACITE[name]
    found = module("veracite_")._problem(given)
    assert f"{found['severity']}:{found['class']}" == wanted


REFCHECKER = {
    "a venue is lacking": ({"warning_type": "venue", "warning_details": "Missing venue:\n  actual: Acta"}, []),
    "a year is lacking": ({"error_type": "year", "error_details": "Year missing: should include '2001'"}, []),
    "another venue": ({"warning_type": "venue", "warning_details": "Venue mismatch:\n  cited: Acta"}, ["warning:container"]),
    "it cannot verify": ({"error_type": "unverified", "error_details": "not found"}, ["note:unverified"]),
    "a DOI that is none": ({"error_type": "doi", "error_details": "DOI could not be resolved"}, ["error:doi-unregistered"]),
}  # fmt: skip


@pytest.mark.parametrize("name", REFCHECKER)
def test_refchecker_is_not_held_to_what_an_entry_lacks(name: str) -> None:
    given, wanted = REFCHECKER[name]
    found = module("academic_refchecker_")._problems(given)
    assert [f"{each['severity']}:{each['class']}" for each in found] == wanted


NAMES = {
    "Oxley, Maria": ("Oxley", "Maria"),
    "Maria van Oxley": ("van Oxley", "Maria"),
    "M. T. Oxley": ("Oxley", "M. T."),
    "WHO": ("WHO", ""),
}


@pytest.mark.parametrize("text", NAMES)
def test_a_name_in_one_text_is_parted(text: str) -> None:
    found = module("lists").person(text)
    assert (found["family"], found["given"]) == NAMES[text]
