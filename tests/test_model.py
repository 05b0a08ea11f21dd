"""The values: places, keys, and the two ways out into JSON and back."""

import csv
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from drawn import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports_made import HOSTILE, a_hostile_report, a_report

from refcheck.errors import SettingsError
from refcheck.model import (
    Candidate,
    Case,
    CheckedReference,
    Date,
    Document,
    Field,
    Finding,
    Id,
    Identifier,
    Name,
    Note,
    Place,
    Reference,
    Repair,
    Report,
    Rule,
    Run,
    Scheme,
    Severity,
    Span,
    Verdict,
    Waived,
    Work,
)
from refcheck.model.csl import from_csl, to_csl

TEXT = st.text(max_size=12)
WORD = st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=12)
SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 99), st.integers(0, 9))
TIMES = st.datetimes(timezones=st.just(UTC))
YEARS = st.integers(1000, 2100)
DATES = st.one_of(
    st.builds(Date, raw=TEXT),
    st.builds(Date, year=YEARS, raw=st.none() | TEXT),
    st.builds(Date, year=YEARS, month=st.integers(1, 12), raw=st.none() | TEXT),
    st.builds(Date, year=YEARS, month=st.integers(1, 12), day=st.integers(1, 31), raw=st.none() | TEXT),
)
st.register_type_strategy(str, WORD)
st.register_type_strategy(Span, SPANS)
st.register_type_strategy(datetime, TIMES)
st.register_type_strategy(float, st.floats(0, 1))  # scores, similarities, confidences
st.register_type_strategy(Date, DATES)


WORKS = st.builds(
    Work,
    type=st.none() | st.sampled_from(["article-journal", "book"]),
    title=st.none() | TEXT,
    subtitle=st.none() | WORD,
    author=st.lists(st.builds(Name, family=st.none() | WORD, particle=st.none() | WORD, literal=st.none() | WORD)).map(
        tuple
    ),
    author_et_al=st.booleans(),
    issued=st.none() | DATES,
    issued_alternative=st.lists(DATES, max_size=2).map(tuple),
    issued_kinds=st.lists(st.sampled_from(["print", "online"]), max_size=2).map(tuple),
    original_title=st.lists(TEXT, max_size=2).map(tuple),
    isbn=st.lists(WORD, max_size=2).map(tuple),
    doi=st.none() | WORD,
    arxiv=st.none() | WORD,
)
st.register_type_strategy(Work, WORKS)


@given(WORKS)
def test_a_work_survives_csl_json(work: Work) -> None:
    assert from_csl(json.loads(json.dumps(to_csl(work, key="1")))) == work


@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.from_type(Report))
def test_a_report_survives_json(report: Report) -> None:
    assert Report.from_dict(json.loads(json.dumps(report.to_dict()))) == report


def test_a_report_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="schema version"):
        Report.from_dict({"schema_version": 999, "references": [], "findings": []})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.1000/ABC", "10.1000/abc", True),
        ("10.1000/Äbc", "10.1000/ÄBC", True),
        ("10.1000/Ä", "10.1000/ä", False),
        ("10.1000/a", "10.1000/b", False),
    ],
)
def test_dois_are_keyed_without_ascii_case(one: str, other: str, same: bool) -> None:
    assert (Id.doi(one) == Id.doi(other)) is same


@pytest.mark.parametrize(
    ("span", "pieces"),
    [
        (Span(0, 3), [Span(10, 13)]),
        (Span(2, 7), [Span(12, 14), Span(20, 22)]),
        (Span(5, 9), [Span(20, 24)]),
        (Span(4, 5), []),
        (Span(2, 2), [Span(12, 12)]),
        (Span(4, 4), [Span(14, 14)]),
        (Span(5, 5), [Span(20, 20)]),
    ],
)
def test_a_span_in_pieces_is_located_in_each(span: Span, pieces: list[Span]) -> None:
    reference = Reference(key="1", raw="abcd\nefgh", spans=(Span(10, 14), Span(20, 24)), work=Work())
    assert list(reference.locate(span)) == pieces


def test_another_reading_keeps_the_first_as_candidate() -> None:
    repair = Repair(code="doi-with-trailing-period", at=9, before=".", after="", why="a full stop ends the sentence")
    identifier = Identifier(
        scheme=Scheme.DOI,
        raw="10.1000/x.",
        value="10.1000/x",
        span=Span(0, 10),
        repairs=(repair,),
        candidates=(Candidate(value="10.1000/x."),),
    )
    other = identifier.read_as(identifier.candidates[0])
    assert other == evolve(
        identifier, value="10.1000/x.", repairs=(), candidates=(Candidate(value="10.1000/x", repairs=(repair,)),)
    )


def test_severities_have_an_order() -> None:
    severities = [Severity.INFO, Severity.WARNING, Severity.ERROR]
    assert [severity.rank for severity in severities] == [0, 1, 2]
    assert sorted(severities, key=lambda severity: severity.value) != sorted(severities) == severities
    for one in severities:
        for other in severities:
            wanted = [one.rank < other.rank, one.rank <= other.rank, one.rank > other.rank, one.rank >= other.rank]
            assert [one < other, one <= other, one > other, one >= other] == wanted
            assert [one < other.value, one.value <= other, one.value > other, one >= other.value] == wanted
            assert (one == other, one == other.value) == (one is other, one is other)


@pytest.mark.parametrize("other", ["ERROR", "Note", "notes", "never", "", 3])
def test_a_severity_is_compared_with_no_other_word(other: Any) -> None:
    with pytest.raises(ValueError, match="is not a valid Severity"):
        max(Severity.INFO, other)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("one\ntwo", 0, Place(1, 1)),
        ("one\ntwo", 3, Place(1, 4)),
        ("one\ntwo", 5, Place(2, 2)),
        ("one\r\ntwo", 5, Place(2, 1)),
        ("one\rtwo\r\r", 9, Place(4, 1)),
        ("one\x0btwo\u2028three", 9, Place(1, 10)),
        ("", 0, Place(1, 1)),
    ],
)
def test_a_place_is_where_an_editor_shows_it(text: str, offset: int, place: Place) -> None:
    assert Document(name="-", format="plain", text=text).places([Span(offset, offset)]) == (place,)


def test_the_place_in_a_binary_source_is_its_readers_line() -> None:
    document = Document(name="page.html", format="html", text="Heading\nA reference", lines=(12, 40))
    assert document.places([Span(10, 12)]) == (Place(40, 0),)


def test_a_span_of_a_reference_in_two_pieces_has_its_place_in_the_right_one() -> None:
    text = "One two\nthree\n\nRunning head\n\nfour"
    spans = (Span(0, 13), Span(29, 33))
    reference = Reference(key="1", raw="One two\nthree\nfour", spans=spans, work=Work())
    audited = CheckedReference(
        file="-",
        case=Case(reference=reference),
        verdict=Verdict.UNVERIFIED,
        places=Document(name="-", format="plain", text=text).places(spans),
    )
    assert [audited.place(), audited.place(Span(4, 7)), audited.place(Span(9, 10)), audited.place(Span(15, 17))] == [
        Place(1, 1),
        Place(1, 5),
        Place(2, 2),
        Place(6, 2),
    ]
    assert evolve(audited, places=()).place() is None


def test_a_fingerprint_survives_spacing_case_and_dashes_and_no_other_change() -> None:
    one, same, other = (Reference(key="1", raw=raw, work=Work()) for raw in ("Doe, 1–2.", "doe 1-2", "Doe, 1-3"))
    assert one.fingerprint == same.fingerprint != other.fingerprint


def test_a_reference_is_structured_when_fields_were_given() -> None:
    given, read = (Field(name="title", value="A", span=Span(0, 1), raw="A", confidence=sure) for sure in (None, 0.9))
    fields = {(): False, (given,): True, (given, read): True, (read,): False}
    assert {each: Reference(key="1", raw="A", work=Work(), fields=each).structured for each in fields} == fields


def test_a_report_keeps_what_was_waived_and_noted() -> None:
    rule = Rule(code="year-differs", title="Year", severity=Severity.WARNING, summary="")
    waived = Waived(file="-", finding=Finding(rule=rule, message=""), who="ed", why="as cited", until=date(2027, 1, 31))
    now = datetime(2026, 1, 1, tzinfo=UTC)
    run = Run(version="0", started=now, finished=now, notes=(Note(file="-", message="Page 3 has no text."),))
    report = Report(waived=(waived,), run=run)
    assert Report.from_dict(report.to_dict()) == report
    assert list(report.findings()) == []


def test_a_report_is_asked_as_one_thinks() -> None:
    report = a_report()
    first, second = report.references
    assert (len(report), list(report), report["2"], report[-1]) == (2, [first, second], second, second)
    assert (report.differs, report.unverified, report.broken) == ((first,), (second,), ())
    assert report.of_verdict("differs") == (first,)
    assert (first.key, first.title, first.year, first.doi) == ("1", "A title", None, "10.1000/x")
    assert first.record is not None
    assert second.record is None
    assert repr(report) == "<Report: 2 references, 1 differs, 1 unverified>"
    assert repr(evolve(report, references=(first,))) == "<Report: 1 reference, 1 differs>"
    assert str(first) == "[1] differs: A title"
    assert repr(first.case.reference.work) == "Work(title='A title')"
    with pytest.raises(KeyError):
        report["3"]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({}, ["volume-differs", "label-misspelt"]),
        ({"code": "volume-differs"}, ["volume-differs"]),
        ({"severity": "warning"}, ["volume-differs"]),
        ({"severity": Severity.ERROR}, []),
        ({"severity": "note"}, ["volume-differs", "label-misspelt"]),
        ({"code": "label-misspelt", "severity": "warning"}, []),
    ],
)
def test_findings_are_asked_by_code_and_severity(asked: dict[str, str], codes: list[str]) -> None:
    assert [finding.code for finding in a_report().findings(**asked)] == codes


def test_a_report_without_references_is_still_a_report() -> None:
    empty = evolve(a_report(), references=(), list_findings=())
    assert empty
    assert (len(empty), repr(empty)) == (0, "<Report: 0 references>")


def test_a_rule_is_its_code() -> None:
    rule = Rule(code="doi-missing", title="DOI", severity=Severity.INFO, summary="")
    assert rule == "doi-missing"
    assert rule != "doi-moved"
    assert rule == evolve(rule)
    assert rule != evolve(rule, title="Another")
    assert {rule: 1}["doi-missing"] == 1  # type: ignore[index]
    assert str(rule) == "doi-missing"


WORKS_IN_WORDS = {
    "Peyrouse (2016) Discussing China": Work(
        author=(Name(family="Peyrouse"),), issued=Date(year=2016), title="Discussing China"
    ),
    "Roe & WHO (2020)": Work(author=(Name(family="Roe"), Name(literal="WHO")), issued=Date(year=2020)),
    "van der Roe et al. Two": Work(author=(Name(family="Roe", particle="van der"),) * 3, title="Two"),
    "Roe et al. One": Work(author=(Name(family="Roe"),) * 3, title="One"),
    "Doe et al. (1999) B Journal": Work(
        author=(Name(family="Doe"),), author_et_al=True, issued=Date(year=1999), container_title="B Journal"
    ),
    "Ed (2001) Whole": Work(editor=(Name(family="Ed"),), issued=Date(year=2001), title="Whole"),
    "": Work(issued=Date(raw="n.d.")),
}


@pytest.mark.parametrize("words", WORKS_IN_WORDS)
def test_a_work_in_a_few_words(words: str) -> None:
    assert str(WORKS_IN_WORDS[words]) == words


@pytest.mark.parametrize(
    "ending", [".html", ".md", ".json", ".csv", ".sarif", ".bib", ".ris", ".yaml", ".rdf", ".txt", ".xlsx"]
)
def test_a_report_is_saved_by_the_ending_of_its_name(tmp_path: Path, ending: str) -> None:
    a_report().save(tmp_path / f"report{ending}")
    assert (tmp_path / f"report{ending}").stat().st_size


def test_a_byte_order_mark_is_a_file_s(tmp_path: Path) -> None:
    text = a_report().to_csv(tmp_path / "report.csv")
    assert text[:1] == '"'
    assert (tmp_path / "report.csv").read_bytes()[:4] == b'\xef\xbb\xbf"'


def test_what_a_data_frame_needs_is_named_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(
        SettingsError, match=r"Report.to_dataframe needs pyarrow: pip install 'refcheck-audit\[pandas\]'"
    ):
        a_report().to_dataframe()


def test_a_report_is_not_saved_as_nobody_knows_what(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no format for '\.xyz'"):
        a_report().save(tmp_path / "report.xyz")
    with pytest.raises(ValueError, match="no format 'xyz'"):
        a_report().render("xyz")
    assert list(tmp_path.iterdir()) == []


def test_a_report_as_tables() -> None:
    frame = a_report().to_dataframe()
    assert list(frame["verdict"]) == ["differs", "unverified"]
    assert [list(codes) for codes in frame["findings"]] == [["volume-differs", "label-misspelt"], ["label-misspelt"]]
    other = evolve(a_report(), list_findings=tuple(evolve(each, file="b.txt") for each in a_report().list_findings))
    assert [list(codes) for codes in other.to_dataframe()["findings"]] == [["volume-differs"], []]
    twice = tuple(
        evolve(each, case=evolve(each.case, reference=evolve(each.case.reference, key="1")))
        for each in a_report().references
    )
    of_one_key = evolve(a_report(), references=twice).to_dataframe()
    assert [list(codes) for codes in of_one_key["findings"]] == [["volume-differs"], []], "it may be of either"
    assert str(frame["year"].dtype) == "Int64"
    assert list(frame["unsettled"].fillna("")) == ["", ""]
    assert a_report().to_arrow().num_rows == 2
    assert evolve(a_report(), references=()).to_arrow().num_rows == 0


def test_tables_say_who_could_not_be_asked() -> None:
    report = a_report()
    asked, second = report.references
    down = evolve(report, references=(asked, evolve(second, unsettled="could not query Crossref")))
    assert list(down.to_dataframe()["unsettled"].fillna("")) == ["", "could not query Crossref"]
    rows = list(csv.DictReader(StringIO(down.to_csv())))
    assert [row["unsettled"] for row in rows if row["reference"] in ("1", "2")] == ["", "could not query Crossref", ""]
    assert "could not query Crossref" in down.render("junit")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_notebook_shows_a_report_and_no_stranger_s_markup(hostile: str) -> None:
    html = a_hostile_report(HOSTILE[hostile])._repr_html_()
    assert "2 references: 1 differs, 1 unverified" in html
    tags = {tag.partition(" ")[0].strip("/>") for tag in html.split("<")[1:]}
    assert {tag.partition(">")[0] for tag in tags} <= {"p", "table", "thead", "tbody", "tr", "th", "td", "br"}


@pytest.mark.parametrize("room", ["refcheck", "refcheck.model", "refcheck.registries"])
def test_a_name_that_never_was_is_an_error(room: str) -> None:
    with pytest.raises(AttributeError, match="Unheard"):
        _ = import_module(room).Unheard


def test_modules_that_docstrings_name_need_no_import() -> None:
    named = "refcheck.errors refcheck.model refcheck.readers refcheck.registries refcheck.reports refcheck.settings"
    program = f"import refcheck; print(*({named.replace(' ', ', ')})); refcheck.nowhere"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert [each in run.stdout for each in named.split()] == [True] * 6
    assert "has no attribute 'nowhere'" in run.stderr
