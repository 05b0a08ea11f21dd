"""Citations in running text: what is found of them, and where nothing is."""

from typing import Any

import pytest
from operations import operations
from readers_made import pointed
from tables import CASES, rows

from refcheck.model import Bibliography
from refcheck.readers import read

LIST = """
Board for the Care of Lakes. (2016). Lakes of the north. Report 12. Ostby: Board for the Care of Lakes.
Brandt, K., & Olsen, P. (1998). On lists and their faults. Journal of Lists, 3(2), 5-9.
Castro, M. (2011). The long title of an article. Annals of Layout, 5, 1-20.
Den, H. (2014). Four ways to read a list. Journal of Lists, 9(2), 25-29.
Evans, T., Ford, G., & Gray, L. (2007). Numbers that come first. Journal of Made Examples, 16(1), 3-9.
Fatemi Nejad, S. A., & Eslami, R. (2022). Order in the middle. Journal of Central Studies, 15(1), 205-228.
van der Berg, M. (2018). The long title of another article. Annals of Layout, 6, 21-30.
World Bank. (2019). World development report. Washington, DC: World Bank.
"""
PROSE = """A study of made things

The text begins with a paragraph that cites nobody, so that there is some prose before the list, which is how papers are.
It goes on like this for a while, and then it comes to what matters here. {}
Then it ends, as it began, with a paragraph that is about nothing in particular and cites nobody either.

References
"""


def read_after(text: str) -> Bibliography:
    bibliography = read(PROSE.format(text) + LIST)
    assert len(bibliography.references) == 8
    return bibliography


@pytest.mark.parametrize("row", rows(CASES / "readers" / "citations.toml"))
def test_citations(row: dict[str, Any]) -> None:
    bibliography = read_after(row["text"])
    found = [pointed(citation, bibliography.document.text) for citation in bibliography.citations]
    wanted = row["citations"]
    assert len(found) == len(wanted), found
    assert [{name: each[name] for name in some} for some, each in zip(wanted, found, strict=True)] == wanted


@pytest.mark.parametrize("piece", ["(", "[", "(a ", "[1,", "(Doe, 2001; ", "Doe ", "[1-", "(2001 ", "et al. (", "A. "])
def test_a_long_text_is_work_in_proportion(piece: str) -> None:
    def work(times: int) -> int:
        return operations(lambda: read_after(piece * times))

    work(10)
    assert work(200) < 4.3 * work(50)


@pytest.mark.parametrize(
    ("behind", "names"),
    [
        ("Appendix A\n\nIt was asked by Nyberg (2003) and Castro (2011).", ["Nyberg", "Castro"]),
        ("Anhang: Fragebogen\n\nNach Castro (2011) und Nyberg (2003).", ["Castro", "Nyberg"]),
        (
            "Appendix B. Maps\n\nDrawn after Castro (2011).\n\nAbout the authors\n\nHolm wrote a book with Nyberg (2003).",
            ["Castro"],
        ),
        ("About the authors\n\nHolm wrote a book with Nyberg (2003).", []),
        ("Holm (2009) appended nothing.\n\nAppendix B shows what Nyberg (2003) drew.", []),
    ],
)
def test_appendices_behind_the_list_cite(behind: str, names: list[str]) -> None:
    cited = "Brandt and Olsen (1998), Evans et al. (2007) and Den (2014) agree."
    bibliography = read(f"{PROSE.format(cited)}{LIST}\n{behind}\n")
    assert [str(each.names[0]) for each in bibliography.citations] == ["Brandt", "Evans", "Den", *names]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("(Instituto de Lagos, s. f.)", ["Instituto de Lagos (ILG)"]),
        ("(ILG, s.f.; Castro, 2011)", ["Instituto de Lagos (ILG)", "Castro"]),
        ("Quill (o. J.) or (Poe & Quill, in press)", ["Quill, B.", "Quill, B."]),
        ("(Nyberg, n.d.) and the Instituto of old (without a date)", []),
    ],
)
def test_a_work_without_a_date_is_cited_in_the_words_of_any_language(text: str, cited: list[str]) -> None:
    undated = "Instituto de Lagos (ILG). (s. f.). Los lagos. Ostby: ILG.\nQuill, B. (n.d.). On lakes. Journal of Lists, 3(1), 4.\n"
    bibliography = read(PROSE.format(f"So Castro (2011) and Evans (2007), and {text}.") + LIST + undated)
    assert [str(each.names[0]) for each in bibliography.citations] == ["Castro", "Evans", *cited]
