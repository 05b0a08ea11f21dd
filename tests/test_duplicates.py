"""Duplicates merged on wish: what is surely one work becomes one entry, and whoever cites it cites what stays."""

import pytest

from refcheck.audit import audit
from refcheck.errors import SourceError
from refcheck.fixing import Mended
from refcheck.fixing_duplicates import merged, with_keys
from refcheck.fixing_files import mend
from refcheck.model import Bibliography, Report, Safety
from refcheck.registries import Offline
from refcheck.settings import Settings

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
    made, keys = merged(plain, Settings(), asking_nobody)
    assert made.data == made.after.encode()
    return made, dict(keys)


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
        ("doi = {10.5555/Rivers.12}", "note = {x}", "the two have too little in common to be surely one work"),
        (
            "doi = {10.5555/Rivers.12}",
            "note = {x}, howpublished = {x},\n  keywords = {y}",
            "the two have too little in common to be surely one work",
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
        ("Okafor, B. and others", "Okafor, Ben and Roe, Kim", None),
        ("Okafor, B. and others", "Okafor, Ben and others", None),
    ],
)
def test_people_with_initials_are_the_same_people(one: str, other: str, stays: str | None) -> None:
    made, keys = merging(SHORT.replace("Okafor, Ben", one) + FULL.replace("Okafor, Ben", other))
    assert bool(keys) is bool(stays)
    assert stays is None or f"author = {{{stays}}}" in made.after


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
    ],
)
def test_citations_follow(name: str, text: str, after: str) -> None:
    made = with_keys(text.encode(), name, {"a1": "b1"})
    assert made.after == after
    assert made.data == after.encode()
