"""Pages written by hand, from which the roles of lines are learned: read as they are, and set anew."""

import random
from pathlib import Path

import pytest
from training.lines import anew, frames
from training.lines.frames import Frame
from training.lines.rows import BLANK, Row

from refcheck.parsing.splitting.roles.tagging import Role

POOLS = {
    "made": [
        f"Abbott, H. ({year}). A survey of small things. Made Examples, 3(2), 31–39." for year in range(1990, 2020)
    ]
}


@pytest.mark.parametrize("path", sorted(frames.FOLDER.glob("*.txt")), ids=lambda path: path.name)
def test_each_line_of_a_page_has_its_role(path: Path) -> None:
    for frame in frames.of(path):
        (page,) = frames.as_written([frame])
        assert len(page.lines) == len(page.roles) >= sum(row.role is not None for row in frame.rows), frame.kind
        if frame.kind.startswith("negative"):
            assert not frame.has_list, frame.kind
        elif frame.writer not in "nr":  # a real page is as it was found, and most others have no list
            assert any(row.role in {Role.BEGINS, Role.BARE} for row in frame.rows), frame.kind


def test_pages_of_every_writer_are_held_out() -> None:
    held = [frame.writer for frame in frames.load() if frame.is_held_out]
    assert {"a", "b", "c", "n", "r"} == set(held)
    assert len(held) < len(frames.load()) / 4


def test_a_page_set_anew_has_other_lists_and_the_same_roles() -> None:
    rows = (
        Row("Notes on lakes", Role.HEADING),
        BLANK,
        Row("References", Role.LIST_HEADING),
        Row("1. Brandt, K. (1998). On lists. Delta Studies,", Role.BEGINS),
        Row("   5(1), 1–20.", Role.CONTINUES),
        Row("2. Castro, M. (2011). Rivers. Oslo: Fjord.", Role.BEGINS),
    )
    frame = Frame(kind="small", writer="a", rows=rows)
    pages = list(anew.made([frame], POOLS, random.Random(3), 40))
    assert all(len(page.lines) == len(page.roles) for page in pages)
    shown = [(line.text, role) for page in pages for line, role in zip(page.lines, page.roles, strict=True)]
    assert {role for text, role in shown if text == "Notes on lakes"} == {Role.HEADING}
    exchanged = [page for page in pages if "A survey of small things" in page.text]
    assert 10 < len(exchanged) < 40
    assert pages == list(anew.made([frame], POOLS, random.Random(3), 40))
