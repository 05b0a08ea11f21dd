"""The words of links and buttons that are pasted along with references: they are no part of any, and part one from the next."""

import textwrap
import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import CASES

from refcheck import parse, read
from refcheck.gazetteer.buttons import end_without_buttons, is_button
from refcheck.model import Work


@cache
def _table() -> Any:
    return tomllib.loads((CASES / "buttons.toml").read_text(encoding="utf-8"))


BEHIND, STYLES = _table()["behind"], _table()["styles"]


def page(
    references: Sequence[str], behind: str, *, number: str = "", bare: Sequence[int] = (), width: int = 400
) -> str:
    """A pasted list; the references at the places ``bare`` have no buttons, and lines are wrapped at ``width``."""
    lines = [
        "\n".join(textwrap.wrap(number.format(n=place) + each, width))
        + ("\n" if place in bare else behind.format(n=place))
        for place, each in enumerate(references, 1)
    ]
    return "References\n" + "".join(lines)


@cache
def alone(printed: str) -> Work:
    """Return what a reference says that stands alone, without buttons and marks."""
    return parse(printed).work


def assert_whole(text: str, references: Sequence[str]) -> None:
    """The references that are read are those that were printed, bare of every button."""
    found = read(text).references
    assert len(found) == len(references)
    for each, printed in zip(found, references, strict=True):
        work = alone(printed)
        assert (each.work.title, each.work.author, each.work.year) == (work.title, work.author, work.year)
        assert each.unread == ()


@pytest.mark.parametrize("behind", BEHIND.values(), ids=BEHIND)
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_a_list_is_read_without_its_buttons(style: Sequence[str], behind: str) -> None:
    assert_whole(page(style, behind), style)


@pytest.mark.parametrize("number", ["{n}. ", "[{n}] "])
@pytest.mark.parametrize("behind", BEHIND.values(), ids=BEHIND)
def test_a_numbered_list_is_read_without_its_buttons(behind: str, number: str) -> None:
    assert_whole(page(STYLES["Vancouver"], behind, number=number), STYLES["Vancouver"])


@pytest.mark.parametrize("behind", BEHIND.values(), ids=BEHIND)
def test_a_reference_without_buttons_is_parted_from_the_next(behind: str) -> None:
    assert_whole(page(STYLES["APA"], behind, bare=[4]), STYLES["APA"])


@pytest.mark.parametrize("behind", BEHIND.values(), ids=BEHIND)
def test_one_reference_ends_before_its_buttons(behind: str) -> None:
    printed = STYLES["names"][0]
    found = parse(printed + behind.format(n=1))
    assert found.raw == printed + behind.format(n=1)
    assert (found.work.page, found.work.container_title, found.unread) == ("45-67", "J. Water Hist.", ())
    assert found.work.publisher is None


@pytest.mark.parametrize("text", _table()["kept"]["texts"])
def test_what_a_reference_says_itself_is_kept(text: str) -> None:
    assert end_without_buttons(text) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Google Scholar", True),
        ("  [CrossRef] [PubMed]  ", True),
        ("Article", True),
        ("View Article PubMed/NCBI Google Scholar", True),
        ("Scopus (123)", True),
        ("Cited by 12", True),
        ("Articles in review", False),
        ("Lund 2012", False),
        ("", False),
        ("(12)", False),
        ("PubMed is a database", False),
    ],
)
def test_a_line_of_labels(text: str, expected: bool) -> None:
    assert is_button(text) is expected


@given(st.text(max_size=80), st.sampled_from([*BEHIND.values()]))
def test_what_is_left_is_how_the_text_begins(text: str, behind: str) -> None:
    for each in (text, text + behind):
        assert 0 <= end_without_buttons(each) <= len(each)


def test_a_few_buttons_in_a_long_list_part_nothing() -> None:
    work = "{n}. Oxley, M. ({year}). Towns of the delta, part {n}. Delta Studies, {n}(2), 1-20."
    lines = [work.format(n=number, year=1700 + number % 300) for number in range(9_980, 10_020)]
    for place in (3, 10, 20):
        lines[place] += " [PubMed]"
    lines[25] = "10005. Corsini, Statuti, pag. 63."
    lines[30] = "10010. BULLETIN OF TOWNS, VOL. 12, NO. 3, 2004"
    found = read("\n".join(lines)).references
    assert [each.key for each in found] == list(map(str, range(9_980, 10_020)))
