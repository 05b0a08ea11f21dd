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


KOREAN = """참고문헌

박가온(2009). 강의 특징과 쟁점 분석. 강연구, 27(4), 71-94.
황나루, 박다솔(2007). 물길에 영향을 미치는 요인. 강정책, 30, 339-369.
류마루(2009). 길의 성격과 해결을 위한 구상. 강과 길, 25(4), 87-118.
이사랑(2011). 물의 권한과 지위에 대한 시론. 물연구, 72, 191-234.
최아람, 김하나, 이두리(2015). 배의 특징. 배연구, 2, 19-23.
김자람, 정차돌(2010). 나루의 특징. 배연구, 3, 19-23.
"""
CHINESE = """参考文献

张河祥, 1998. 水系的随机扰动及其应用[D]. 北京: 河流大学.
冯湖兰, 2011. 中国河流史: 上册[M]. 2版. 上海: 河流出版社.
李浪穆, 2000. 理想的河流工作者的素质与形象[J]. 河流工作(2): 5-8.
孙泉, 周溪文, 2010. 泉水的变化[J]. 河流工作(3): 5-8.
杨洋, 何池, 林潭, 2012. 湖的变化[J]. 河流工作(4): 5-8.
"""
JAPANESE = """引用文献

海野花子（2008）「近代の川における水」『川と海』85(3)、1-15頁。
川辺一郎（1998）『日本川の研究』みずうみ出版。
岸田次郎（2010）「岸の研究」みずうみ大学博士論文。
浜口三郎・沖村四郎（2012）「浜の研究」『川と海』86(3)、1-15頁。
島村五郎・谷川六郎（2013）「島の研究」『川と海』87(3)、1-15頁。
"""


@pytest.mark.parametrize(
    ("text", "listed", "cited"),
    [
        (
            "물길(박가온, 2009). 황나루와 박다솔(2007)은 길을 보았다. 최아람 등(2015)은 배를 보았다(김자람·정차돌, 2010).",
            KOREAN,
            ["박가온, 2009", "황나루와 박다솔(2007", "최아람 등(2015", "김자람·정차돌, 2010"],
        ),
        (  # not listed: a person, with others, or another year
            "류마루(2009)는 길을, 홍바람(2013)은 물을 보았다. 이사랑(2012)에 따르면 많다"
            "(한타래 외, 2011; 오파랑, 2016; 박가온, 2009).",
            KOREAN,
            ["류마루(2009", "홍바람(2013", "이사랑(2012", "한타래 외, 2011", "오파랑, 2016", "박가온, 2009"],
        ),
        (  # words: of no person, or printed without a year elsewhere
            "박가온(2009)과 류마루(2009)는 보고서(2010)를 보았다. 정책안(2012)의 자료와 보고서(2010)는 길다. "
            "이 정책안을 보라(개정, 2012).",
            KOREAN,
            ["박가온(2009", "류마루(2009"],
        ),
        (
            "张河祥（1998）研究了水系，冯湖兰（2011：33-35）讨论了河流史。据孙泉与周溪文（2010）的报告，"
            "杨洋等（2012）也有讨论（李浪穆，2001）。",
            CHINESE,
            ["张河祥（1998", "冯湖兰（2011", "孙泉与周溪文（2010", "杨洋等（2012", "李浪穆，2001"],
        ),
        (
            "张河祥（1998）与冯湖兰（2011）在政策（2005）和第五次会议（2003）之后（赵江海，2007；试行，2011），"
            "吴滨涛（2006）另有看法。",
            CHINESE,
            ["张河祥（1998", "冯湖兰（2011", "赵江海，2007", "吴滨涛（2006"],
        ),
        (  # "etc." behind what is no person
            "张河祥（1998）研究了水系，冯湖兰（2011）讨论了河流史。杨洋等（2012）、政策等（2005）也有讨论。",
            CHINESE,
            ["张河祥（1998", "冯湖兰（2011", "杨洋等（2012"],
        ),
        (
            "川辺（1998）と海野（2008）は水を論じた。浜口ら（2012）も、報告書他（2013）も。",
            JAPANESE,
            ["川辺（1998", "海野（2008", "浜口ら（2012"],
        ),
        (
            "川辺（1998）と海野（2008）は水を論じた。近年岸田（2011）も。浜口ら（2012）は「湖」を論じた"
            "（島村・谷川 2013）。論文（2005）も。",
            JAPANESE,
            ["川辺（1998", "海野（2008", "岸田（2011", "浜口ら（2012", "島村・谷川 2013"],
        ),
    ],
)
def test_names_without_blanks_are_cited(text: str, listed: str, cited: list[str]) -> None:
    filler = f"{'江河湖海' * 20}。"
    bibliography = read(f"江河\n\n{filler}\n\n{filler} {text} {filler}\n\n{listed}")
    assert len(bibliography.references) == listed.count("\n") - 2
    assert [each.span.of(bibliography.document.text) for each in bibliography.citations] == cited
