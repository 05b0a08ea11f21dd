"""A cited work beside a registered one: the verdict on each field, whether they are one, and what holds for any two."""

import string
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from registries_made import record
from tables import CASES, rows

from refcheck.matching import SAME_WORK, agrees, compare, match
from refcheck.model import Comparison, Date, Method, Name, Work
from refcheck.model.csl import from_csl


def work(item: dict[str, Any]) -> Work:
    """A work written as CSL-JSON; the type may be left out."""
    return from_csl({"id": "1", "type": "article-journal"} | item)


@pytest.mark.parametrize("row", rows(CASES / "matching" / "fields.toml"))
def test_fields_are_compared_as_a_person_would(row: dict[str, Any]) -> None:
    agreements = {agreement.field: agreement for agreement in compare(work(row["cited"]), work(row["registered"]))}
    assert {field: agreements[field].comparison.value for field in row["verdicts"]} == row["verdicts"]
    changes = [difference.change.value for field in row["verdicts"] for difference in agreements[field].differences]
    assert changes == row.get("changes", changes)


NAMES = st.builds(
    Name, family=st.text(string.ascii_letters + "éü中م -", max_size=12), given=st.none() | st.text(max_size=8)
)
WORKS = st.builds(
    Work,
    type=st.sampled_from([None, "article-journal", "book", "chapter"]),
    title=st.none() | st.text(max_size=40),
    author=st.lists(NAMES, max_size=4).map(tuple),
    container_title=st.none() | st.text(max_size=30),
    volume=st.none() | st.text(max_size=5),
    issue=st.none() | st.text(max_size=5),
    page=st.none() | st.text("0123456789-–e", max_size=9),
    issued=st.none() | st.builds(Date, year=st.integers(1000, 2100)),
)


@given(WORKS, WORKS)
def test_any_two_works_can_be_compared(one: Work, other: Work) -> None:
    held = evolve(record("10.1000/a"), work=other)
    assert 0.0 <= match(one, held, Method.SEARCH).score <= 1.0
    for agreement in compare(one, other):
        assert (agreement.similarity is None) == (agreement.comparison is Comparison.CANNOT_COMPARE)
        assert agreement.similarity is None or 0.0 <= agreement.similarity <= 1.0


@given(WORKS)
def test_a_work_never_differs_from_itself(one: Work) -> None:
    assert not [agreement for agreement in compare(one, one) if agreement.comparison is Comparison.DIFFERENT]


def test_the_work_is_told_from_a_correction_of_it() -> None:
    paper = record("10.1000/a", title="On the behaviour of small examples in long lists")
    notice = record("10.1000/b", title="Correction to: On the behaviour of small examples in long lists")
    assert match(paper.work, paper, Method.SEARCH).score >= SAME_WORK
    assert match(paper.work, notice, Method.SEARCH).score < SAME_WORK
    assert agrees(match(paper.work, paper, Method.DOI))
    assert not agrees(match(paper.work, record("10.1000/c", title="Something else", family="Other"), Method.DOI))
