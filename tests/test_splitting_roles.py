"""The second opinion on lines: roles, how sure an entry's boundaries are, and what is done where the two readings differ."""

import sys
import threading
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from tables import CASES, rows

from refcheck.layout.lines import lines_of
from refcheck.parsing import parse_list, split
from refcheck.parsing.splitting import Entry
from refcheck.parsing.splitting.roles import decoder, tagging
from refcheck.parsing.splitting.roles.opinion import Opinion, opinion
from refcheck.parsing.splitting.roles.tagging import LISTED, Role

LISTS = CASES / "splitting" / "roles.toml"


@pytest.mark.parametrize("row", rows(LISTS, "made"))
def test_the_lines_that_begin_references_are_known(row: dict[str, Any]) -> None:
    found = opinion(lines_of(row["text"]))
    assert [entry[0].text.split()[0] for entry in found.entries()] == row["begin"]


@pytest.mark.parametrize("row", rows(LISTS, "negative"))
def test_what_is_no_list_has_no_references(row: dict[str, Any]) -> None:
    assert opinion(lines_of(row["text"])).entries() == []


def of(text: str, begins: Sequence[float], goes_on: Sequence[float]) -> Opinion:
    """An opinion that is what a test says it is."""
    roles = [
        Role.BEGINS if first > 0.5 else Role.GOES_ON if rest > 0.5 else Role.BODY
        for first, rest in zip(begins, goes_on, strict=True)
    ]
    return Opinion(lines_of(text), roles, begins, goes_on)


TEXT = "Abbott\n  on lakes\nBrandt\n  on rivers\nOther words"


@pytest.mark.parametrize(
    ("begins", "goes_on", "sure"),
    [
        ((0.99, 0.01, 0.98, 0.03, 0.0), (0.01, 0.99, 0.02, 0.97, 0.05), (0.98, 0.95)),
        ((0.2, 0.01, 0.98, 0.03, 0.0), (0.7, 0.99, 0.02, 0.97, 0.05), (0.2, 0.95)),  # the first begins nothing
        ((0.99, 0.9, 0.98, 0.03, 0.0), (0.01, 0.1, 0.02, 0.97, 0.05), (0.1, 0.95)),  # another begins within it
        ((0.99, 0.01, 0.98, 0.03, 0.0), (0.01, 0.99, 0.02, 0.97, 0.8), (0.98, 0.2)),  # the last goes on
    ],
)
def test_an_entry_is_as_sure_as_its_least_sure_boundary(
    begins: Sequence[float], goes_on: Sequence[float], sure: Sequence[float]
) -> None:
    second = of(TEXT, begins, goes_on)
    first, rest = lines_of(TEXT)[:2], lines_of(TEXT)[2:4]
    assert second.certainties([first, rest]) == pytest.approx(sure)


def test_what_a_count_cuts_from_a_line_is_left_to_it() -> None:
    second = of("[1] Abbott [2] Brandt", (1.0,), (0.0,))
    assert second.certainties([list(line.cut([11]))[1:] for line in lines_of("[1] Abbott [2] Brandt")]) == [1.0]


@pytest.mark.parametrize(
    ("text", "role", "likely", "is_kept"),
    [
        ("Any words", Role.BODY, 0.3, True),
        ("Any words", Role.BODY, 0.1, False),
        ("Lund, B. (2011). Towns of the delta. Delta Studies, 5(2), 1-20.", Role.BODY, 0.1, False),
        ("Lund, B. (2011). Towns of the delta. Delta Studies, 5(2), 1-20.", Role.FOOTNOTE, 0.1, True),
        ("Lund, B. (2011). Towns of the delta. Delta Studies, 5(2), 1-20.", Role.FURNITURE, 0.0, True),
        ("The Delta Times, 3 May 2011", Role.FURNITURE, 0.1, False),
        ("https://example.org/delta", Role.BODY, 0.0, True),
    ],
)
def test_strangers_are_left_out_by_their_lines(text: str, role: Role, likely: float, is_kept: bool) -> None:
    lines = lines_of(text)
    assert bool(Opinion(lines, [role], [likely], [0.0]).without_strangers([list(lines)])) is is_kept


@pytest.mark.parametrize(
    ("sure", "is_sure"),
    [((0.99,) * 20, True), ((0.8,) * 20, False), ((0.99,) * 19 + (0.6,), True), ((0.99, 0.8), False)],
)
def test_a_reading_is_sure_by_the_mean_of_its_entries(sure: Sequence[float], is_sure: bool) -> None:
    assert of("\n".join("a" * len(sure)), sure, [0.0] * len(sure)).is_sure() is is_sure


def test_a_text_without_entries_is_no_sure_list() -> None:
    assert not of("\n".join("a" * 20), [0.1] * 20, [0.0] * 20).is_sure()


def test_fields_of_an_entry_that_is_not_sure_are_read_no_more_surely() -> None:
    raw = "Abbott, H. (2003). A survey of small things. Journal of Made Examples, 3(2), 31–39."
    doubted, known = (parse_list([Entry(key="1", raw=raw, spans=(), certainty=each)])[0] for each in (0.2, 1.0))
    assert {each.confidence for each in doubted.fields} == {0.4}
    assert doubted.work == known.work
    assert min(each.confidence or 0 for each in known.fields) > 0.5


def test_a_plain_list_is_sure() -> None:
    text = (LISTS.parent / "roles-plain.txt").read_text(encoding="utf-8")
    assert [entry.certainty > 0.5 for entry in split(text)] == [True] * len(text.splitlines())


def test_where_there_is_no_crfsuite_lines_have_the_same_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (LISTS.parent / "roles-plain.txt").read_text(encoding="utf-8")
    theirs = opinion(lines_of(text))
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    monkeypatch.setattr(tagging, "_OWN", threading.local())
    ours = opinion(lines_of(text))
    assert isinstance(tagging.first_pass()._taggers[0][0], decoder.Tagger)
    assert ours.roles == theirs.roles
    assert ours.begins == pytest.approx(theirs.begins, abs=1e-9)


def test_no_lines_have_no_roles() -> None:
    assert opinion([]).entries() == []
    assert tagging.first_pass().probabilities([], LISTED) == {role: [] for role in LISTED}


def test_probabilities_are_in_the_order_of_the_lines() -> None:
    lines = lines_of((LISTS.parent / "roles-plain.txt").read_text(encoding="utf-8"))
    assert all(one.start < other.start for one, other in pairwise(opinion(lines).lines))
