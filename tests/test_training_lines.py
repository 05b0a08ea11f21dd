"""Pages from which the roles of lines are learned: written ones, read as they are and set anew, and made ones of sites."""

import json
import random
from pathlib import Path

import pytest
from training.facts import Facts
from training.lines import anew, entries, frames, records
from training.lines.entries import Supply
from training.lines.frames import Frame
from training.lines.grammar import Grammar
from training.lines.pages import kinds_of_page, made, page_of
from training.lines.rows import BLANK, Row
from training.lines.sites import Site
from training.lines.words import Tongue, tongues
from training.lines.works import Manner

from refcheck.model import Name
from refcheck.parsing.splitting.roles.tagging import LISTED, Role

POOLS = {
    "made": [
        f"Abbott, H. ({year}). A survey of small things. Made Examples, 3(2), 31–39." for year in range(1990, 2020)
    ]
}
FACTS = tuple(
    Facts(
        author=(Name(family="Abbott", given="H."), Name(family="Brandt", given="Karl"), Name(literal="Lake Board")),
        editor=(),
        texts={"title": f"Surveys of {number} lakes"} | texts,
    )
    for number, texts in enumerate(
        30
        * (
            {"date": "1998", "container": "Lakes", "volume": "3", "issue": "2", "pages": "31-39", "doi": "10.1000/x"},
            {},
        )
    )
)
"""Facts of works: of every other one, little is known."""


@pytest.mark.parametrize("path", sorted(frames.FOLDER.glob("*.txt")), ids=lambda path: path.name)
def test_each_line_of_a_page_has_its_role(path: Path) -> None:
    for frame in frames.of(path):
        (page,) = frames.as_written([frame])
        assert len(page.lines) == len(page.roles) >= sum(row.role is not None for row in frame.rows), frame.kind
        if frame.kind.startswith("negative"):
            assert not frame.has_list, frame.kind
        elif frame.writer not in "nrs":  # a real page is as it was found, and many others have no list
            assert any(row.role in {Role.BEGINS, Role.BARE} for row in frame.rows), frame.kind


def test_pages_of_every_writer_are_held_out() -> None:
    held = [frame.writer for frame in frames.load() if frame.is_held_out]
    assert {"a", "b", "c", "n", "r", "s"} == set(held)
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


@pytest.mark.parametrize("kind", records.PER_DRAW)
def test_a_page_of_a_site_has_as_many_entries_as_records(kind: str) -> None:
    for seed in range(50):
        chance = random.Random(seed)
        tongue = Tongue(chance.choice(sorted(tongues())), chance)
        rows = records.page(kind, FACTS if seed % 2 else (), tongue)
        page = page_of(kind, rows, chance)
        begun = sum(row.role is Role.BEGINS for row in rows)
        assert len(page.lines) == len(page.roles) >= sum(row.role is not None for row in rows)
        assert len(page.entries()) == begun, seed
        assert begun == 0 if kind == "cards" else begun > 0, seed
        assert kind != "cards" or Role.CONTINUES not in page.roles, seed


def test_a_record_begins_once_whatever_the_grammar() -> None:
    for seed in range(50):
        tongue = Tongue("en", random.Random(seed))
        works = [records.Thing(Manner.drawn(tongue, ["by "]).parts(facts), is_work=True) for facts in FACTS]
        for number, rows in enumerate(records.set_out(works, Grammar.drawn(Site.drawn(tongue)))):
            listed = [row.role for row in rows if row.role in LISTED]
            assert listed[:1] == [Role.BEGINS], seed
            assert listed.count(Role.BEGINS) == 1, seed
            assert any(FACTS[number].texts["title"][:8] in row.text for row in rows), seed


def test_pages_of_sites_are_made_and_the_older_kinds_keep_their_draws() -> None:
    supply = Supply(POOLS, FACTS)
    for kind in records.PER_DRAW:
        assert all(made(kind, supply, random.Random(seed)).lines for seed in range(50))
        assert made(kind, supply, random.Random(3)) == made(kind, supply, random.Random(3))
    assert kinds_of_page()[-len(records.PER_DRAW) :] == [*records.PER_DRAW]


def test_references_are_loaded_with_the_facts_of_the_same_records(tmp_path: Path) -> None:
    segments = [["author", "Abbott, H."], ["date", "1998"], ["title", "A survey of small things"]]
    rows = [
        {"source": "csl-styles", "style": f"style {style}", "record": f"10.1000/{record}", "segments": segments}
        for style in range(20)
        for record in range(20)
    ]
    path = tmp_path / "data.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    held, learnt = (
        {facts.texts["doi"] for facts in entries.load(path, held_out=held_out).facts if "doi" in facts.texts}
        for held_out in (True, False)
    )
    assert held
    assert learnt
    assert not held & learnt
