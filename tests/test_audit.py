"""The staircase on the seed list, from the printed text to the report."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator
from registries_made import NOON, StandIn, failing, holding, record, scripted
from tables import DOCS, SEEDS

import refcheck
from refcheck.model import (
    Authority,
    Cause,
    CheckedReference,
    Comparison,
    Found,
    NotFound,
    Report,
    Scope,
    Severity,
    Verdict,
)
from refcheck.registries import Chain
from refcheck.registries.connections import NO_CACHE, Connections
from refcheck.registries.ladder import offline

SEED = SEEDS / "jcep-central-asia-ai"
LIST = (SEED / "references.txt").read_text(encoding="utf-8")
EXPECTED: list[Mapping[str, Any]] = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
RECORDS = str(SEED / "records.jsonl")
NOBODY = offline(Connections(cache=NO_CACHE))
PAGE_DOI = "10.22059/jcep.2024.378369.450229"

FRONT_MATTER = f"""A made-up study of nothing in particular

Document Type : Research Paper

Author

, Department of Nothing, Faculty of Letters, Rasht, Iran

{PAGE_DOI}

Abstract

Introduction: This is an abstract of several sentences, written for a test. It names a year, 2019, and a person, Smith (2021),
without being a reference. Its aim is to stand before the list, as abstracts do.
Results: Nothing was found, and nothing was looked for; see also the next volume, which says no more. In 2024, that was all.

Keywords



"""

LAYOUTS = {
    "as printed": LIST,
    "after front matter": FRONT_MATTER + LIST,
    "without blank lines": "\n".join(line for line in LIST.splitlines() if line.strip()),
    "with blank lines": LIST.replace("\n", "\n\n"),
    "with Windows line ends": (FRONT_MATTER + LIST).replace("\n", "\r\n"),
}


@cache
def _offline_report() -> Report:
    return refcheck.check(FRONT_MATTER + LIST, registry=offline(Connections(records=RECORDS, cache=NO_CACHE)))


def _audited(number: int) -> CheckedReference:
    return _offline_report().references[number - 1]


def _codes(number: int, *severities: Severity) -> set[str]:
    found = _audited(number).findings
    return {finding.rule.code for finding in found if not severities or finding.rule.severity in severities}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_reference_is_found_and_nothing_else(layout: str) -> None:
    found = refcheck.read(layout).references
    assert [" ".join(reference.raw.split()) for reference in found] == [
        " ".join(each["raw"].split()) for each in EXPECTED
    ]
    assert not any(PAGE_DOI in (identifier.value for identifier in reference.identifiers) for reference in found)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda each: f"reference-{each['n']}")
def test_identifiers_are_as_a_person_reads_them(expected: Mapping[str, Any]) -> None:
    reference = _audited(expected["n"]).case.reference
    assert [each.value.lower() for each in reference.of_scheme(refcheck.Scheme.DOI)] == [
        doi.lower() for doi in [expected.get("doi")] if doi
    ]
    assert [each.value.partition("?sh=")[0] for each in reference.of_scheme(refcheck.Scheme.URL)] == [
        url for url in [expected.get("url")] if url
    ]
    assert [each.value for each in reference.of_scheme(refcheck.Scheme.ISBN)] == expected.get("isbn", [])
    for identifier in reference.identifiers:
        assert refcheck.replay(identifier.raw, identifier.repairs) == identifier.value
        assert (identifier.raw == identifier.value) == (not identifier.repairs)
        assert identifier.span.of(reference.raw) == identifier.raw


@pytest.mark.parametrize(
    ("number", "field", "cited", "registered"),
    [
        (29, "container-title", "SSRN", "AI & SOCIETY"),
        (29, "issue", "3", "1"),
        (19, "volume", "14", "21"),
        (5, "title", "Regional Cooperation in a New Era", "Global and Regional Cooperation in A New Era"),
        (27, "issue", "2", "1-4"),
    ],
)
def test_what_is_truly_wrong_is_said_with_evidence(number: int, field: str, cited: str, registered: str) -> None:
    audited = _audited(number)
    assert audited.verdict is Verdict.DIFFERS
    shown = [
        evidence
        for finding in audited.findings
        for evidence in finding.evidence
        if finding.rule.severity is not Severity.INFO and evidence.field == field
    ]
    assert len(shown) == 1
    assert cited in (shown[0].cited or "")
    assert registered in (shown[0].registered or "").replace("–", "-")
    assert (shown[0].registry, bool(shown[0].url), bool(shown[0].retrieved)) == ("local records", True, True)


def test_a_slip_alone_is_a_note_that_shows_both_sides() -> None:
    audited = _audited(25)
    assert audited.verdict is Verdict.VERIFIED
    (slip,) = (finding for finding in audited.findings if finding.code == "author-misspelt")
    assert slip.severity is Severity.INFO
    assert "Adibavaya" in slip.message
    assert "Adibayeva" in slip.message


@pytest.mark.parametrize("number", [7, 8, 12, 17, 20, 23, 26])
def test_nobody_is_accused_of_script_capitals_dashes_diacritics_or_initials(number: int) -> None:
    audited = _audited(number)
    assert audited.verdict is Verdict.VERIFIED
    assert audited.case.match is not None
    assert not [each for each in audited.case.match.agreements if each.comparison is Comparison.DIFFERENT]


def test_a_year_that_the_doi_itself_holds_is_no_fault() -> None:
    assert not [
        evidence for finding in _audited(19).findings for evidence in finding.evidence if evidence.field == "issued"
    ]


def test_no_error_is_claimed_of_the_seed_list() -> None:
    assert not [finding.message for finding in _offline_report().findings() if finding.rule.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("code", "keys"),
    [
        ("misspelt-label", {2, 4, 9, 10, 11, 21}),
        ("container-under-two-names", {7, 8, 12, 31}),
        ("author-under-two-spellings", {26, 27}),
        ("author-under-two-spellings", {16, 17}),
    ],
)
def test_what_the_whole_list_shows(code: str, keys: set[int]) -> None:
    found = [each.finding for each in _offline_report().list_findings if each.finding.rule.code == code]
    assert [keys <= {int(key) for key in finding.references} for finding in found].count(True) == 1


WORDS_OF_BLAME = ("fake", "invented", "fabricated", "hallucinat", "bogus", "fraud")


def test_nobody_is_blamed() -> None:
    said = json.dumps(_offline_report().to_dict()["findings"]) + " ".join(
        finding.message + finding.rule.title + finding.rule.summary for finding in _offline_report().findings()
    )
    assert not [word for word in WORDS_OF_BLAME if word in said.lower()]


def test_the_report_is_as_its_schema_says_and_comes_back_whole() -> None:
    data = json.loads(json.dumps(_offline_report().to_dict()))
    Draft202012Validator(json.loads((DOCS / "report.schema.json").read_text(encoding="utf-8"))).validate(data)
    assert Report.from_dict(data) == _offline_report()


def test_offline_without_records_all_is_unverified() -> None:
    report = refcheck.check(LIST, registry=offline(Connections(cache=NO_CACHE)))
    assert {audited.verdict for audited in report.references} == {Verdict.UNVERIFIED}
    assert report.run.incomplete == ()


@pytest.mark.parametrize(
    ("cause", "standing", "told"),
    [
        (Cause.UNREACHABLE, Authority.CATALOGUED, ("1", "2")),
        (Cause.UNREACHABLE, Authority.REGISTERED, ()),
        (Cause.REGISTERED, Authority.CATALOGUED, ()),
    ],
)
def test_an_outage_is_told_of_all_references_that_only_a_catalogue_holds(
    cause: Cause, standing: Authority, told: tuple[str, ...]
) -> None:
    class AtHand(StandIn):
        def plan(self, ids: object, queries: object) -> tuple[()]:
            return ()

    records = [record(f"10.1000/paper{at}", title=f"Number {at} of the long papers") for at in (1, 2)]
    records = [evolve(each, provenance=evolve(each.provenance, standing=standing)) for each in records]
    printed = [
        f"Sample, A. (2020). {each.work.title}. Journal of Samples. https://doi.org/{each.id.value}" for each in records
    ]
    at_hand = AtHand(lambda ids: {key: Found(record=each) for key in ids for each in records if each.id == key})
    report = refcheck.check(printed, registry=Chain(scripted(failing(cause)), at_hand))
    assert [each.case.match is not None for each in report.references] == [True, True]
    assert [gap.references for gap in report.run.incomplete] == ([told] if told else [])
    assert Report.from_dict(json.loads(json.dumps(report.to_dict()))) == report


ONE = EXPECTED[25]["raw"]


@pytest.mark.parametrize("source", [ONE, [ONE], refcheck.read(ONE)], ids=["a text", "strings", "a bibliography"])
def test_what_can_be_checked(source: Any) -> None:
    report = refcheck.check(source, registry=offline(Connections(records=RECORDS, cache=NO_CACHE)))
    assert [audited.case.reference.work.doi for audited in report.references] == ["10.1016/j.euras.2015.10.003"]
    assert [audited.verdict for audited in report.references] == [Verdict.VERIFIED]


BIB = """@article{doe2020,
  author = {Doe, Jane}, title = {One thing}, journal = {A Journal}, year = {2020}, doi = {10.1000/ abc}
}

@article{roe2021,
  author = {Roe, Richard}, title = {Another thing}, journal = {A Journal}, year = {2021}, doi = {10.1000/ def}
}
"""
TEX = r"""\documentclass{article}
\begin{document}
As \cite{doe2020} says, and \cite{nobody1999} does not.
\bibliography{refs}
\end{document}
"""


@pytest.fixture
def thesis(tmp_path: Path) -> Path:
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "thesis.tex").write_text(TEX, encoding="utf-8")
    return tmp_path


def test_an_entry_is_told_at_its_own_file_and_line(thesis: Path) -> None:
    report = refcheck.check(thesis / "thesis.tex", registry=NOBODY)
    (reference,) = report
    place = reference.place()
    assert reference.file == str(thesis / "refs.bib")
    assert place is not None
    assert BIB.splitlines()[place.line - 1].startswith("@article{doe2020")
    of_list = {(Path(each.file).name, each.finding.code) for each in report.list_findings}
    assert ("thesis.tex", "cited-but-not-listed") in of_list


_RIS = "TY  - JOUR\n{key}AU  - {name}, B\nTI  - {title}\nPY  - 2012\nDO  - 10.5555/{doi}\nER  -\n\n"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (["", "", ""], ["1", "3"]),
        (["", "", "ID  - 200417\n"], ["1", "200417"]),  # another database's export behind one without keys
        (["ID  - ref-1\n", "ID  - ref-2\n", ""], ["ref-1", "3"]),
    ],
)
def test_joined_exports_are_one_list(keys: list[str], told: list[str]) -> None:
    works = [
        ("Okafor", "How rivers move", "rivers"),
        ("Adams", "Tides", "tides"),
        ("Okafor", "How rivers move", "rivers"),
    ]
    text = "".join(_RIS.format(key=key, name=a, title=b, doi=c) for key, (a, b, c) in zip(keys, works, strict=True))
    found = refcheck.check(text, registry=NOBODY).findings(code="duplicate-reference")
    assert [list(each.references) for each in found] == [told]


_LIST = (
    "## Works Cited\n\nOkafor, Ben. 2012. *Rivers*. Oslo: Pier.\n\nVoss, Mia. 2011. *Harbour towns*. Oslo: Pier.\n\n"
)
_CHAPTER = (
    "# Harbours\n\nTowns at the sea (Okafor 2012) are old (Voss 2011), and those at rivers older (Okafor 2012).\n\n"
)


@pytest.mark.parametrize(
    ("between", "told"),
    [(_CHAPTER, 0), ("", 1)],  # the second is the head of a page
)
def test_a_work_in_the_lists_of_two_chapters_is_no_duplicate(between: str, told: int) -> None:
    report = refcheck.check(_CHAPTER + _LIST + between + _LIST, registry=NOBODY)
    assert len(report) == 4
    assert len(report.findings(code="duplicate-reference")) == 2 * told


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (["refs.bib"], 1),
        (["thesis.tex"], 0),  # the copy is not cited
        (["thesis.tex", "refs.bib"], 1),
        (["refs.bib", "thesis.tex"], 1),
        (["thesis.tex", "again.tex", "refs.bib"], 1),
        (["thesis.tex", "again.tex"], 0),  # one entry that two manuscripts cite
        (["refs.bib", "other.bib"], 1),  # two lists, which may be those of two papers
    ],
)
def test_a_duplicate_is_told_though_only_one_of_the_two_is_cited(thesis: Path, files: list[str], told: int) -> None:
    copy = BIB[BIB.index("@article{doe2020") : BIB.index("@", BIB.index("@article{doe2020") + 1)]
    (thesis / "refs.bib").write_text(BIB + copy.replace("doe2020", "doecopy"), encoding="utf-8")
    (thesis / "other.bib").write_text(copy.replace("doe2020", "doeother"), encoding="utf-8")
    (thesis / "again.tex").write_text(TEX, encoding="utf-8")
    report = refcheck.check([thesis / each for each in files], registry=NOBODY)
    found = [each for each in report.list_findings if each.finding.code == "duplicate-reference"]
    assert [(each.file, each.finding.references) for each in found] == [
        (str(thesis / "refs.bib"), ("doe2020", "doecopy"))
    ] * told


def test_a_manuscript_and_its_bibliography_are_told_once(thesis: Path) -> None:
    report = refcheck.check([thesis / "thesis.tex", thesis / "refs.bib"], registry=NOBODY)
    assert sorted(each.key for each in report) == ["doe2020", "roe2021"]
    assert {each.file for each in report} == {str(thesis / "refs.bib")}
    assert [each.code for each in report.findings(code="doi-with-inner-space")] == ["doi-with-inner-space"] * 2


def test_that_a_doi_is_registered_nowhere_is_told_with_when_and_where_that_was_said() -> None:
    asked = "https://doi.example/api/handles/10.1000/nowhere"
    miss = NotFound(registry="doi.org", scope=Scope.REGISTRATION, url=asked, retrieved=NOON)
    line = "Roe, B. (2011). Of kelp. Shores, 2(1), 3–9. https://doi.org/10.1000/nowhere"
    report = refcheck.check([line], registry=holding(miss=miss))
    back = Report.from_dict(json.loads(json.dumps(report.to_dict())))
    for each in (report, back):
        (finding,) = (finding for finding in each.findings() if finding.rule == "doi-not-registered")
        assert [(said.registry, said.url, said.retrieved) for said in finding.evidence] == [("doi.org", asked, NOON)]
        assert [said.answer.retrieved for said in each[0].case.answers if isinstance(said.answer, NotFound)] == [NOON]
