"""Duplicates merged on wish: what is surely one work becomes one entry, and whoever cites it cites what stays."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from documents_made import docx, field, paragraph, run
from reports_made import NOON

from refcheck.audit import audit
from refcheck.cli import main
from refcheck.errors import SourceError
from refcheck.fixing import Mended
from refcheck.fixing.files import mend
from refcheck.fixing.merging import document_with_keys, merged, unsure, with_keys
from refcheck.model import Bibliography, Report, Safety
from refcheck.office import Stamp
from refcheck.readers import read_bytes
from refcheck.registries import Offline
from refcheck.settings import Decided, EditDecision, Settings

SHORT = """@article{a1,
  author = {Okafor, Ben},
  title = {How rivers move across wide plains},
  year = 2012,
  doi = {10.5555/rivers.12},
  keywords = {rivers},
}
"""
FULL = """@article{b1,
  author = {Okafor, Ben},
  title = {How Rivers Move Across Wide Plains},
  journal = {Rivers},
  volume = {12},
  year = {2012},
  pages = {345--360},
  doi = {10.5555/Rivers.12}
}
"""
OTHER = "@book{c1,\n  author = {Roe, Kim},\n  title = {Lakes of the north},\n  year = 2013,\n}\n"


def asking_nobody(bibliography: Bibliography) -> Report:
    return audit([bibliography], registry=Offline())


def merging(text: str, name: str = "list.bib") -> tuple[Mended, dict[str, str]]:
    plain = mend(text.encode(), name, settings=Settings(), audit=asking_nobody, wanted=frozenset({Safety.SAFE}))
    made = merged(plain, Settings(), asking_nobody)
    assert made.data == made.after.encode()
    assert [each.key for each in made.bibliography.references] == [
        each.key for each in read_bytes(made.data, name).references
    ]
    return made, dict(made.keys)


@pytest.mark.parametrize("text", [f"{SHORT}\n{FULL}\n{OTHER}", f"{FULL}\n{SHORT}\n{OTHER}"])
def test_the_fuller_entry_stays_with_what_the_other_has(text: str) -> None:
    made, keys = merging(text)
    assert keys == {"a1": "b1"}
    stays = FULL.replace("Rivers.12}\n", "Rivers.12},\n  keywords = {rivers}\n")
    assert made.after == f"{stays}\n{OTHER}"
    assert not merging(made.after)[1]


def test_three_become_one() -> None:
    made, keys = merging(SHORT + FULL + SHORT.replace("a1", "d1"))
    assert keys == {"a1": "b1", "d1": "b1"}
    assert made.after.count("@article") == 1


@pytest.mark.parametrize(
    ("was", "now", "why"),
    [
        ("volume = {12}", "volume = {12},\n  number = {4}", ""),
        ("year = {2012}", "year = {2011}", "the two disagree in year: decide which is right"),
        ("doi = {10.5555/Rivers.12}", "note = {x}", "the two have too little in common to be certainly one work"),
        (
            "doi = {10.5555/Rivers.12}",
            "note = {x}, howpublished = {x},\n  keywords = {y}",
            "the two have too little in common to be certainly one work",
        ),
    ],
)
def test_what_is_not_sure_is_told(was: str, now: str, why: str) -> None:
    made, keys = merging(f"{SHORT}\n{FULL.replace(was, now)}")
    assert bool(keys) is not bool(why)
    assert [each.why for each in made.refused] == ([why] if why else [])


def test_one_work_without_a_doi() -> None:
    text = FULL.replace(",\n  doi = {10.5555/Rivers.12}", "")
    assert merging(text + text.replace("b1", "e1").replace("  pages = {345--360}", "  month = may"))[1] == {"e1": "b1"}


@pytest.mark.parametrize(
    ("one", "other", "stays"),
    [
        ("Okafor, B. and Roe, K.", "Okafor, Ben and Roe, Kim", "Okafor, Ben and Roe, Kim"),
        ("Okafor, Ben and Roe, Kim", "Okafor, B and Roe, K", "Okafor, Ben and Roe, Kim"),
        ("Okafor, B. and Roe, K.", "Okafor, Ben and Lind, Kim", None),
        ("Okafor, B. and Roe, K.", "Roe, Kim and Okafor, Ben", None),
        ("Okafor, B. and Roe, K.", "Okafor, Ben", None),
        ("Okafor, B. and others", "Okafor, Ben and Li, W.", "Okafor, Ben and Li, W."),
        ("Okafor, B. and Li, W.", "Okafor, B. and others", "Okafor, B. and Li, W."),
        ("Okafor, Ben and others", "Okafor, B. and Roe, Kim", None),  # the first name would be lost
        ("Okafor, Ben and others", "Okafor, Ben", None),
        ("Roe, Kim and others", "Okafor, Ben and Roe, Kim", None),
        ("Okafor, B. and others", "Okafor, Ben and others", None),
    ],
)
def test_people_with_initials_are_the_same_people(one: str, other: str, stays: str | None) -> None:
    made, keys = merging(SHORT.replace("Okafor, Ben", one) + FULL.replace("Okafor, Ben", other))
    assert bool(keys) is bool(stays)
    assert stays is None or f"author = {{{stays}}}" in made.after


@pytest.mark.parametrize(
    ("name", "one", "other", "stays"),
    [
        ("note", "Excluded: young rivers", "Included", "Excluded: young rivers; Included"),
        ("note", "Read by Ann", "read by {Ann}", "Read by Ann"),
        ("note", "Not included; read", "Included; Read", "Not included; read; Included"),
        ("annote", "Read", "Read by Ann", "Read; Read by Ann"),
        ("abstract", "Rivers move.", "Rivers move. © Ferry Press", "Rivers move. © Ferry Press"),
        ("keywords", "deltas, Tides", "tides; plains", "deltas, Tides, plains"),
        ("keywords", "deltas; tides", "plains,tides", "deltas; tides; plains"),
        ("file", ":a.pdf:PDF", ":b.pdf:PDF;:a.pdf:PDF", ":a.pdf:PDF;:b.pdf:PDF"),
        ("file", ":a.pdf:PDF", " :a.pdf:PDF", ":a.pdf:PDF"),
        ("note", "", "Included", "Included"),
        ("pages", "1127--1152", "1127--52", "1127--1152"),
        ("pages", "1127--52", "1127--1152", "1127--1152"),
        ("journal", "J. Geol.", "Journal of Geology", "Journal of Geology"),
        ("timestamp", "2020-01-01", "2021-01-01", "2020-01-01"),
        ("pages", "1127--1152", "1127--1162", None),
        ("journal", "Journal of Geology", "Journal of Geography", None),
    ],
)
def test_nothing_that_one_of_two_says_is_lost(name: str, one: str, other: str, stays: str | None) -> None:
    entry = SHORT.replace("  keywords = {rivers},\n", f"  {name} = {{{one}}},\n")
    made, keys = merging(entry + entry.replace("a1", "e1").replace(f"{{{one}}}", f"{{{other}}}"))
    assert keys == ({"e1": "a1"} if stays else {})
    assert stays is None or f"  {name} = {{{stays}}},\n" in made.after
    assert [each.why for each in made.refused] == (
        [] if stays else [f"the two disagree in {name}: decide which is right"]
    )


@pytest.mark.parametrize(
    ("one", "other", "stays"),
    [
        ("journaltitle={J. Geol.}, date={2012-06}",
         "journal={Journal of Geology}, year={2012}", "journaltitle={Journal of Geology}, date={2012-06}"),
        ("date={2012}, number=4", "date={2012-06-05}", "date={2012-06-05}, number=4"),
        ("year={2012}, number=4", "date={2012-06}", "year={2012}, number=4,\n  date = {2012-06}"),
        ("journal={Clay}, journaltitle={Clay Letters}, year=2012", "journal={Clay Letters}",
         "journal={Clay}, journaltitle={Clay Letters}, year=2012"),
        ("year=2012", "date={2012/2013}", "the two disagree in year: decide which is right"),
        ("journal={Clay}, year=2012", "journaltitle={Lakes}", "the two disagree in journal: decide which is right"),
        ("year=2012, month=jul", "date={2012-06}", "the two disagree in month: decide which is right"),
    ],
)  # fmt: skip
def test_what_bibtex_and_biblatex_call_otherwise_stands_once(one: str, other: str, stays: str) -> None:
    entry = "@article{a1, author={Okafor, Ben}, title={How rivers move across wide plains}, doi={10.5555/rivers.12}, "
    made, keys = merging(f"{entry}{one}}}\n{entry.replace('a1', 'e1')}{other}}}")
    refused = [each.why for each in made.refused]
    assert refused == [stays] if not keys else made.after.strip() == f"{entry}{stays}}}"


@pytest.mark.parametrize(
    ("one", "other", "doi", "is_one"),
    [
        ("Meeting on Tides", "Meeting on Tides, {MT} 2012, Port Vik", "10.5555/rivers.12", True),
        ("Meeting on Tides, {MT} 2012, Port Vik", "Meeting on {T}ides", "10.5555/rivers.12", True),
        ("Meeting on Tides", "Meeting on Tides, {MT} 2012, Port Vik", "", False),
        ("Meeting on Tides", "Meeting on Tides and Clay, Port Vik", "10.5555/rivers.12", False),
        ("Meeting on Tides, Oslo", "Meeting on Tides, Port Vik", "10.5555/rivers.12", False),
    ],
)
def test_a_meeting_with_its_place_and_date_is_that_meeting(one: str, other: str, doi: str, is_one: bool) -> None:
    entry = (
        "@inproceedings{{{}, author={{Okafor, Ben}}, title={{How rivers move across wide plains}}, year=2012, "
        "booktitle={{{}}}, doi={{{}}}}}\n"
    )
    made, keys = merging(entry.format("a1", one, doi) + entry.format("e1", other, doi))
    assert bool(keys) is is_one
    assert not is_one or f"{{{max(one, other, key=len)}}}" in made.after


@pytest.mark.parametrize(("other", "is_one"), [("{Clay Letters}", True), ("{Lake Letters}", False), ("kk", False)])
def test_an_abbreviation_is_compared_by_what_it_stands_for(other: str, is_one: bool) -> None:
    entry = "@article{a1, author={Okafor, Ben}, title={How rivers move across wide plains}, doi={10.5555/rivers.12}, "
    source = "@string{cl = {Clay Letters}}\n" + entry + "journal=cl, year=2012}\n"
    made, keys = merging(f"{source}{entry.replace('a1', 'e1')}journaltitle={other}, date={{2012}}}}\n")
    assert keys == ({"e1": "a1"} if is_one else {})
    assert "journal=cl" in made.after


def test_a_note_that_is_not_known_is_not_overwritten() -> None:
    entry = SHORT.replace("{rivers}", "somewhere")
    made, keys = merging(entry + entry.replace("a1", "e1").replace("somewhere", "{tides}"))
    assert not keys
    assert [each.why for each in made.refused] == ["the two disagree in keywords: decide which is right"]


LINKED = "@inbook{c1,\n  crossref = {a1},\n  related = {x, a1,a12},\n  title = {Lakes},\n  note = {a1}\n}\n"


def test_entries_that_name_what_is_gone_name_what_stays() -> None:
    made, keys = merging(SHORT + FULL + LINKED)
    assert keys == {"a1": "b1"}
    assert made.after.endswith(LINKED.replace("{a1},", "{b1},").replace(" a1,a12", " b1,a12"))


@pytest.mark.parametrize("field", ["crossref", "related"])
def test_entries_of_which_one_names_the_other_stay(field: str) -> None:
    made, keys = merging(SHORT + FULL.replace("volume", f"{field} = {{x,a1}},\n  volume"))
    assert not keys
    assert [each.why for each in made.refused] == ["one of the two names the other in a field"]


def decided(what: Decided, key: str) -> Settings:
    references = {each.key: each for each in read_bytes(f"{SHORT}{FULL}".encode(), "list.bib").references}
    fingerprint = references[key].fingerprint
    edit = EditDecision(fingerprint=fingerprint, code="duplicate-reference", decided=what, who="Ann", why="one work")
    return Settings(edits=(edit,))


@pytest.mark.parametrize("key", ["a1", "b1"])
@pytest.mark.parametrize(
    ("what", "alone", "on_wish"), [(Decided.ACCEPTED, True, True), (Decided.REFUSED, False, False), (None, False, True)]
)
def test_what_is_decided_about_two_entries_is_heeded(
    key: str, what: Decided | None, alone: bool, on_wish: bool
) -> None:
    settings = decided(what, key) if what else Settings()
    text = (SHORT + FULL).replace("10.5555/rivers", "10.5555/ rivers")
    plain = mend(text.encode(), "list.bib", settings=settings, audit=asking_nobody, wanted=frozenset({Safety.SAFE}))
    assert bool(plain.keys) is alone
    assert bool(merged(plain, settings, asking_nobody).keys) is on_wish


def test_two_works_stay_two() -> None:
    made, keys = merging(f"{FULL}\n{OTHER}")
    assert (made.is_changed, keys) == (False, {})


def test_what_is_no_bibtex_is_refused() -> None:
    with pytest.raises(SourceError, match="duplicates are merged in BibTeX"):
        merging("Okafor, B. (2012). How rivers move. Rivers, 12, 345–360.\n", "list.txt")


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        ("paper.tex", r"\citep[see][3]{c1, a1} a1 \cite{a12,a1}", r"\citep[see][3]{c1, b1} a1 \cite{a12,b1}"),
        (
            "paper.tex",
            r"\documentclass{article} a1 \ref{a1} \cite{c1}",
            r"\documentclass{article} a1 \ref{a1} \cite{c1}",
        ),
        (
            "paper.md",
            "As [@a1, p. 3; @c1] and @a1. Not me@a1 or @a12.",
            "As [@b1, p. 3; @c1] and @b1. Not me@a1 or @a12.",
        ),
        ("paper.typ", "As @a1[p. 3] says.", "As @b1[p. 3] says."),
        ("paper.typ", "#cite(<a1>) and #cite(<a12>).", "#cite(<b1>) and #cite(<a12>)."),
        ("paper.tex", r"\Citep{a1} \Parencite[3]{c1,a1}", r"\Citep{b1} \Parencite[3]{c1,b1}"),
        ("paper.org", "As [cite:@a1] says.", "As [cite:@b1] says."),
        ("paper.rst", "As :cite:`a1, c1` says.", "As :cite:`b1, c1` says."),
        ("paper.rst", "As :footcite:p:`{see}a1` says; :term:`a1`.", "As :footcite:p:`{see}b1` says; :term:`a1`."),
        (
            "paper.md",
            "As {cite:p}`c1, a1` and {cite}`b1; a1`, {cite:t}`{see, e.g.}a1{p. 3, 4}`.",
            "As {cite:p}`c1, b1` and {cite}`b1`, {cite:t}`{see, e.g.}b1{p. 3, 4}`.",
        ),
        ("paper.md", "As {term}`a1` and `a1`.", "As {term}`a1` and `a1`."),
        ("paper.Rnw", r"As \cite{a1} says.", r"As \cite{b1} says."),
        (
            "paper.tex",
            r"\cite{a1, c1,b1} \cite{b1,a1}\cite{b1} \cite{c1,c1}",
            r"\cite{b1, c1} \cite{b1}\cite{b1} \cite{c1,c1}",
        ),
        ("paper.md", "As [@a1; @b1] and [@b1, p. 3; @a1].", "As [@b1] and [@b1, p. 3; @b1]."),
        ("paper.txt", "As [@a1] and @{a1} say.", "As [@b1] and @{b1} say."),
    ],
)
def test_citations_follow(name: str, text: str, after: str) -> None:
    made = with_keys(text.encode(), name, {"a1": "b1"})
    assert made.after == after
    assert made.data == after.encode()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (r"\cite{a1} \citep{rivers}", {}),
        ("As Okafor says (a1).\nAs \\cite{a1}.", {"a1": 1}),
        ("As\n\\cites{c1}{a1}.", {"a1": 2}),
        ("As\n\\seen{c1, rivers}.", {"rivers": 2}),
        ('As `r Citep(list, "rivers")`.', {"rivers": 1}),
        ("As\n#cite(label('rivers')) and <rivers>.", {"rivers": 2}),
        ("As `c1;rivers` and 'a1'.", {"rivers": 1, "a1": 1}),
        ("The “wide rivers”, 'rivers at last' and \"wide rivers\"; a river's rivers.", {}),
        ("a12 b-a1 aa1; rivers, {wide rivers, rivers}", {}),
        ("\\cite{c1,\nA1} \\cite{A12}", {"a1": 2}),  # one key for BibTeX
    ],
)
def test_an_entry_stays_whose_key_may_be_no_citation(text: str, line: dict[str, int]) -> None:
    capitals = " with other capitals" if "A1" in text else ""
    why = f"the key “{{}}” occurs{capitals} in line {{}} of paper.tex, perhaps not as a citation"
    citing = {"paper.tex": text.encode()}
    assert unsure(citing, ["a1", "rivers"]) == {key: why.format(key, line[key]) for key in line}
    plain = mend(
        (SHORT + FULL).encode(), "list.bib", settings=Settings(), audit=asking_nobody, wanted=frozenset({Safety.SAFE})
    )
    made = merged(plain, Settings(), asking_nobody, citing=citing)
    assert made.keys == ({} if "a1" in line else {"a1": "b1"})
    assert [each.why for each in made.refused] == ([why.format("a1", line["a1"])] if "a1" in line else [])


STAMP = Stamp(made=NOON)
ZOTERO = field('ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems": []}', "(Okafor, 2012)")


@pytest.mark.parametrize(
    ("content", "accepted", "why"),
    [
        (run("As [@a1, p. 3; @c1] and @a12."), "As [@b1, p. 3; @c1] and @a12.", []),
        (run("As [@c1] says."), "As [@c1] says.", []),
        (
            run("As ") + ZOTERO,
            "As (Okafor, 2012)",
            ["its citations come from Zotero: merge the works in its library, too"],
        ),
    ],
)
def test_citations_of_a_word_document_follow_in_tracked_changes(content: str, accepted: str, why: list[str]) -> None:
    data = docx([paragraph(content)])
    made = document_with_keys(data, "paper.docx", {"a1": "b1"}, STAMP)
    assert read_bytes(made.data, "paper.docx").document.text.strip() == accepted
    assert [each.why for each in made.refused] == why
    assert (made.data == data) is not made.is_changed


def test_the_command_has_a_word_document_follow(tmp_path: Path) -> None:
    bib, paper = tmp_path / "list.bib", tmp_path / "paper.docx"
    bib.write_text(SHORT + FULL)
    paper.write_bytes(docx([paragraph(run("As [@a1] says."))]))
    options = ["fix", str(bib), "--merge-duplicates", "--citing", str(paper), "--in-place", "--isolated"]
    assert CliRunner().invoke(main, options, catch_exceptions=False).exit_code == 0
    assert "[@b1]" in read_bytes(paper.read_bytes(), paper.name).document.text
    assert bib.read_text().count("@article") == 1


@pytest.mark.parametrize("include", ["\\input{parts/one}", "\\import{parts/}{one}", "\\subimport{parts}{one.tex}"])
def test_the_command_has_included_files_follow(tmp_path: Path, include: str) -> None:
    bib, paper, part = tmp_path / "list.bib", tmp_path / "paper.tex", tmp_path / "parts" / "one.tex"
    bib.write_text(SHORT + FULL)
    part.parent.mkdir()
    part.write_text("As \\cite{a1,c1} says.\n")
    paper.write_text(f"\\documentclass{{article}}\\begin{{document}}{include}\\bibliography{{list}}\\end{{document}}\n")
    options = ["fix", str(bib), "--merge-duplicates", "--citing", str(paper), "--in-place", "--isolated"]
    assert CliRunner().invoke(main, options, catch_exceptions=False).exit_code == 0
    assert part.read_text() == "As \\cite{b1,c1} says.\n"
    assert bib.read_text().count("@article") == 1
