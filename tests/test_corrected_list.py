"""One corrected list: whichever door it is asked at, it is the same one, byte for byte."""

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from documents_made import docx, paragraph, part
from one_list_made import asking_nobody, doors, fixed, in_word, of_the_page, on_the_page, tracked
from tables import CASES, SEEDS, rows
from word_made import openable

from refcheck.checks import rules
from refcheck.errors import SettingsError
from refcheck.fixing import Mended
from refcheck.fixing.files import mend
from refcheck.model import Safety
from refcheck.readers import read
from refcheck.servers.page.checking import decide
from refcheck.servers.page.decisions import Accepted, Decisions, Edited, Rejected, WaivedFinding
from refcheck.servers.page.downloads import download
from refcheck.servers.page.telling import judged
from refcheck.settings import Settings
from refcheck.settings import read as read_settings

pytestmark = pytest.mark.end_to_end

LIST = (SEEDS / "jcep-central-asia-ai" / "references.txt").read_text(encoding="utf-8")
MESSY = sorted((SEEDS / "messy-lists" / "lists").rglob("*.txt"))[1:7]
BIB = """@article{a,
  author = {Okafor, B.},
  title = {How rivers move},
  year = 2012,
  doi = {https://doi.org/10.5555/ rivers.12},
  note = {see doi:10.5555/ tides.1 for more},
}
"""
IN_MARKUP = {
    "list.md": "# References\n\n- Okafor, B. (2012). How rivers move. *Rivers*, 12, 345–360. doi: 10.5555/ rivers.12\n",
    "list.bbl": (
        "\\begin{thebibliography}{9}\n\\bibitem{a}\nB.~Okafor,\n\\newblock How rivers move,\n"
        "\\newblock {\\em Rivers}, 12:345--360, 2012. doi:10.5555/ rivers.12\n\\end{thebibliography}\n"
    ),
    "list.xml": (
        '<?xml version="1.0"?>\n<article><back><ref-list><title>References</title>\n<ref id="a"><mixed-citation>'
        "Okafor, B. (2012). How rivers move. <italic>Rivers</italic>, 12, 345–360. doi: 10.5555/ rivers.12"
        "</mixed-citation></ref>\n</ref-list></back></article>\n"
    ),
    "list.html": (
        "<html><body><h2>References</h2>\n<ol>\n<li>Okafor, B. (2012). How rivers move. <i>Rivers</i>, 12, 345–360. "
        "doi: 10.5555/ rivers.12</li>\n</ol></body></html>\n"
    ),
}
RIS = "TY  - JOUR\nAU  - Okafor, B.\nTI  - How rivers move\nPY  - 2012\nDO  - 10.5555/ rivers.12.\nER  - \n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.txt", LIST),
        ("list.bib", BIB),
        ("list.ris", RIS),
        *IN_MARKUP.items(),
        *(pytest.param(each.name, each.read_text(encoding="utf-8"), marks=pytest.mark.slow) for each in MESSY),
        *(("list.txt", row.values[0]["before"].replace("\r", "")) for row in rows(CASES / "fixing" / "text.toml")),
    ],
)
def test_every_door_gives_the_same_list(name: str, text: str) -> None:
    given = doors(text.encode(), name)
    assert set(given.values()) == {given["fix"]}


def test_the_page_gives_a_pasted_list_as_fix_does() -> None:
    mended = fixed(LIST.encode(), "list.txt")
    assert of_the_page(LIST.encode(), "<text>") == mended.data
    assert of_the_page(LIST.encode(), "<text>", "text").decode().splitlines() == _lines(mended)


def test_a_word_document_has_the_same_list() -> None:
    references = [each.raw for each in read(LIST).references]
    accepted, told = in_word(references)
    assert accepted == told == _lines(fixed(LIST.encode(), "list.txt"))


def _lines(mended: Mended) -> list[str]:
    return [" ".join(each.raw.split()) for each in mended.bibliography.references]


def test_labels_stay_as_they_are_printed() -> None:
    numbered = "".join(f"[{at}] {line}\n" for at, line in enumerate(LIST.splitlines()[:3], start=1))
    assert [line[:4] for line in of_the_page(numbered.encode(), "<text>", "text").decode().splitlines()] == [
        "[1] ",
        "[2] ",
        "[3] ",
    ]


TWO = """References
1. Okafor, B. (2012). How rivers move across wide plains. Rivers, 12(3), 345 360. https://doi.org/10.5555/ rivers.12
2. Lindqvist, A. (2013). Lakes of the north. Rivers, 13(1), 1–9. )doi: 10.5555/lakes.13.(
"""


@pytest.mark.parametrize(
    ("decisions", "before", "after"),
    [
        (Decisions(), "", ""),
        (Decisions(accepted=(Accepted(index=0, code="page-range-without-dash"),)), "345 360", "345-360"),
        (Decisions(rejected=(Rejected(index=0, code="doi-with-inner-space"),)), "10.5555/rivers", "10.5555/ rivers"),
        (
            Decisions(rejected=(Rejected(index=1, code="doi-with-trailing-period"),)),
            "(doi: 10.5555/lakes.13)",
            ")doi: 10.5555/lakes.13.(",
        ),
        (
            Decisions(edited=(Edited(index=0, code="page-range-without-dash", text="345–359"),)),
            "345 360",
            "345–359",
        ),
        (
            Decisions(
                edited=(Edited(index=1, code="mirrored-bracket", printed=")doi: 10.5555/lakes.13.(", text="doi x."),)
            ),
            "(doi: 10.5555/lakes.13)",
            "doi x.",
        ),
        (Decisions(accepted=(Accepted(index=7, code="page-range-without-dash"),)), "", ""),
        (Decisions(accepted=(Accepted(index=0, code="page-range-without-dash", printed="1–9"),)), "", ""),
    ],
)
def test_what_is_decided_is_in_the_list(decisions: Decisions, before: str, after: str) -> None:
    it, _ = decide(on_the_page(TWO.encode(), "<text>"), decisions)
    assert download(it, "fixed", Settings()).data.decode() == fixed(TWO.encode(), "x.txt").after.replace(before, after)


def test_what_is_accepted_is_in_every_form() -> None:
    accepted = Decisions(accepted=(Accepted(index=0, code="page-range-without-dash"),))
    it, _ = decide(on_the_page(TWO.encode(), "<text>"), accepted)
    assert "pages = {345--360}" in download(it, "bibtex", Settings()).data.decode()
    assert "pp. 345-360" not in download(evolve(it, decisions=Decisions()), "text", Settings()).data.decode()


@pytest.mark.parametrize(
    ("decisions", "states"),
    [
        (Decisions(), ["proposed", "accepted"]),
        (Decisions(accepted=(Accepted(index=0, code="page-range-without-dash"),)), ["accepted", "accepted"]),
        (Decisions(rejected=(Rejected(index=0, code="doi-with-inner-space"),)), ["proposed", "refused"]),
        (Decisions(edited=(Edited(index=0, code="doi-with-inner-space", text="x"),)), ["proposed", "edited"]),
    ],
)
def test_a_person_sees_three_states(decisions: Decisions, states: list[str]) -> None:
    _, told = decide(on_the_page(TWO.encode(), "<text>"), decisions)
    shown: list[Any] = [each for each in told.references if each.index == 0]
    if decisions != Decisions():
        assert [each.state for each in shown[0].proposals] == states


TWICE = """@article{a1,
  author = {Okafor, Ben},
  title = {How rivers move across wide plains},
  year = 2012,
  doi = {10.5555/ rivers.12}
}
@article{b1,
  author = {Okafor, B.},
  title = {How rivers move across wide plains},
  journal = {Rivers},
  volume = {12},
  year = 2012,
  doi = {10.5555/rivers.12}
}
"""
MERGE = Accepted(index=0, code="duplicate-reference", printed="a1")


@pytest.mark.parametrize(
    ("decisions", "state", "entries"),
    [
        (Decisions(), "proposed", 2),
        (Decisions(accepted=(MERGE,)), "accepted", 1),
        (Decisions(rejected=(Rejected(index=0, code="duplicate-reference", printed="a1"),)), "refused", 2),
        (
            Decisions(accepted=(MERGE,), waived=(WaivedFinding(index=None, rule="duplicate-reference", reason="x"),)),
            "",
            2,
        ),
    ],
)
def test_a_merge_is_proposed_on_the_page_and_made_where_it_is_accepted(
    decisions: Decisions, state: str, entries: int, tmp_path: Path
) -> None:
    it, _ = decide(on_the_page(TWICE.encode(), "list.bib"), decisions)
    (shown,) = judged(it, [0])
    assert [(each.state, each.before, each.after) for each in shown.proposals if not each.safe] == (
        [(state, "a1", "b1")] if state else []
    )
    made = download(it, "fixed", Settings()).data.decode()
    assert made.count("@article") == entries
    assert download(it, "bibtex", Settings()).data.decode().count("@article") == entries
    path = tmp_path / "refcheck.toml"
    path.write_bytes(download(it, "decisions", Settings()).data)
    settings = read_settings(path, rules(), here=tmp_path)
    again = mend(TWICE.encode(), "list.bib", settings=settings, audit=asking_nobody, wanted=frozenset({Safety.SAFE}))
    assert again.data.decode() == made


def test_no_merge_is_proposed_in_a_printed_list() -> None:
    line = "Okafor, B. (2012). How rivers move across wide plains. Rivers, 12, 345–360. doi:10.5555/rivers.12\n"
    it = on_the_page(f"{line}\n{line}".encode(), "list.txt")
    assert not it.merges


def test_a_program_has_the_same_references() -> None:
    report = asking_nobody(read(LIST))
    assert [" ".join(each.split()) for each in report.corrected()] == _lines(fixed(LIST.encode(), "list.txt"))


def test_decisions_travel_to_the_command(tmp_path: Path) -> None:
    decisions = Decisions(
        accepted=(Accepted(index=0, code="page-range-without-dash"),),
        rejected=(Rejected(index=1, code="mirrored-bracket"),),
        edited=(Edited(index=0, code="doi-with-inner-space", text="10.5555/rivers.21"),),
        waived=(WaivedFinding(index=1, rule="missing-author", reason="as printed"),),
    )
    it, _ = decide(on_the_page(TWO.encode(), "<text>"), decisions)
    path = tmp_path / "refcheck.toml"
    path.write_bytes(download(it, "decisions", Settings()).data)
    settings = read_settings(path, rules(), here=tmp_path)
    assert len(settings.waivers) == 1
    made = mend(TWO.encode(), "list.txt", settings=settings, audit=asking_nobody, wanted=frozenset({Safety.SAFE}))
    assert made.data == download(it, "fixed", Settings()).data
    assert "345-360. https://doi.org/10.5555/rivers.21" in made.after
    assert ")doi: 10.5555/lakes.13.(" in made.after


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('decided = "taken"', "decided"),
        ('decided = "edited"', "value"),
        ('decided = "accepted"\ncode = "doi-*"', "doi-"),
    ],
)
def test_a_decision_that_is_none_is_told(table: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "refcheck.toml"
    code = "" if "code" in table else 'code = "doi-missing"\n'
    path.write_text(
        f'[[edit]]\nfingerprint = "0123456789ab"\n{code}who = "Ada"\nwhy = "so"\n{table}\n', encoding="utf-8"
    )
    with pytest.raises(SettingsError, match=said):
        read_settings(path, rules(), here=tmp_path)


def test_what_was_told_when_a_document_was_read_is_told_once() -> None:
    printed = (
        "Brandt, K. (1998). On lists and their faults. Annals of Layout, 7(1), 3–9. https://doi.org/10.1000/ lists"
    )
    note = "Karl Brandt, “On Lists and Their Faults,” Annals of Layout 7, no. 1 (1998): 7."
    footnotes = part(
        "footnotes", "".join(f"<w:footnote>{paragraph(each)}</w:footnote>" for each in ("", note, note, note))
    )
    body = [paragraph(each) for each in ("The text.", "References", printed)]
    made = tracked(openable(docx(body, word__footnotes=footnotes)))
    assert made.codes
    assert list(made.notes) == ["3 footnotes and endnotes were not compared with the reference list."]
