"""The values: places, keys, and the two ways out into JSON and back."""

import json
from datetime import UTC, datetime

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refcheck.model import (
    Candidate,
    Date,
    Id,
    Identifier,
    Name,
    Reference,
    Repair,
    Report,
    Scheme,
    Severity,
    Span,
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
    original_title=st.lists(TEXT, max_size=2).map(tuple),
    isbn=st.lists(WORD, max_size=2).map(tuple),
    doi=st.none() | WORD,
    arxiv=st.none() | WORD,
)
st.register_type_strategy(Work, WORKS)


@given(WORKS)
def test_a_work_survives_csl_json(work: Work) -> None:
    assert from_csl(json.loads(json.dumps(to_csl(work, key="1")))) == work


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
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
    assert [severity.rank for severity in (Severity.INFO, Severity.WARNING, Severity.ERROR)] == [0, 1, 2]
