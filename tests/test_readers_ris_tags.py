"""RIS, tag by tag: which variable each states, which type each is, and the dates, pages, names and numbers of records."""

from typing import Any

import pytest

from refcheck.model import Reference
from refcheck.readers.data import ris

TYPES = {
    "ABST": "article-journal", "ANCIENT": "classic", "ART": "graphic", "BILL": "bill", "BLOG": "post-weblog",
    "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "CLSWK": "classic", "COMP": "software",
    "CONF": "paper-conference", "CPAPER": "paper-conference", "DATA": "dataset", "DBASE": "dataset",
    "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book", "EJOUR": "article-journal",
    "ELEC": "webpage", "ENCYC": "entry-encyclopedia", "FIGURE": "figure", "GOVDOC": "report", "HEAR": "hearing",
    "INPR": "article-journal", "JFULL": "periodical", "JOUR": "article-journal", "MANSCPT": "manuscript", "MAP": "map",
    "MGZN": "article-magazine", "MPCT": "motion_picture", "MUSIC": "musical_score", "NEWS": "article-newspaper",
    "PAMP": "pamphlet", "PAT": "patent", "PCOMM": "personal_communication", "RPRT": "report", "SER": "collection",
    "SLIDE": "speech", "SOUND": "song", "STAND": "standard", "STAT": "legislation", "THES": "thesis",
    "UNPB": "article", "VIDEO": "motion_picture",
    "jour": "article-journal", "GEN": None, "MISC": None, "QQQQ": None,
}  # fmt: skip

STATED = {
    "TI": "title", "T1": "title", "CT": "title", "ST": "title_short", "T3": "collection_title", "C3": "event_title",
    "VL": "volume", "IS": "issue", "CP": "issue", "M1": "number", "C7": "article_number", "PB": "publisher",
    "SV": "collection_number",
    "CY": "publisher_place", "PP": "publisher_place", "M3": "genre", "N1": "note", "AB": "abstract", "N2": "abstract",
    "RN": "annote", "CN": "call_number", "NV": "number_of_volumes", "SE": "section", "DB": "source", "DP": "source",
    "T2": "container_title", "JF": "container_title", "JO": "container_title", "JA": "container_title",
    "J2": "container_title", "J1": "container_title", "JI": "container_title", "J9": "container_title",
    "TT": "original_title", "LA": "language", "KW": "keyword", "SN": "number", "SP": "page",
    "A3": "collection_editor", "ED": "editor", "A2": "editor", "A4": "translator", "TA": "translator",
}  # fmt: skip


def read(*lines: str, kind: str = "JOUR") -> Reference:
    (only,) = ris.read("\n".join([f"TY  - {kind}", "AU  - Doe, J.", *lines, "ER  - ", ""]), "a.ris").references
    return only


def stated(reference: Reference) -> dict[str, Any]:
    """Return what a record states besides its author."""
    return {each.name: each.raw for each in reference.fields if each.name != "author"}


@pytest.mark.parametrize(("code", "kind"), TYPES.items())
def test_a_type_is_one_of_csl(code: str, kind: str | None) -> None:
    assert read("TI  - A", kind=code).work.type == kind


@pytest.mark.parametrize(("tag", "variable"), STATED.items())
def test_a_tag_states_one_variable(tag: str, variable: str) -> None:
    assert stated(read(f"{tag}  - Some words", kind="GEN")) == {variable: "Some words"}


@pytest.mark.parametrize("tag", ["XX", "L1", "ID", "EP"])
def test_another_tag_states_nothing(tag: str) -> None:
    assert stated(read(f"{tag}  - Some words", kind="GEN")) == {}


@pytest.mark.parametrize(
    ("kind", "lines", "expected"),
    [
        ("JOUR", ["T2  - Rivers", "JO  - Riv."], {"container_title": "Rivers", "container_title_alternative": "Riv."}),
        ("JOUR", ["JO  - Riv.", "T2  - Rivers"], {"container_title": "Rivers", "container_title_alternative": "Riv."}),
        ("JOUR", ["T2  - Rivers", "JF  - Rivers"], {"container_title": "Rivers"}),
        ("CHAP", ["TI  - Deltas", "BT  - Rivers"], {"title": "Deltas", "container_title": "Rivers"}),
        ("CHAP", ["T2  - Rivers", "T3  - Series"], {"container_title": "Rivers", "collection_title": "Series"}),
        ("BOOK", ["BT  - Rivers"], {"title": "Rivers"}),
        ("BOOK", ["T2  - Series"], {"collection_title": "Series"}),
        ("RPRT", ["T2  - Series", "JF  - Rivers"], {"collection_title": "Series", "container_title": "Rivers"}),
        ("THES", ["T2  - Series"], {"collection_title": "Series"}),
        ("SER", ["T2  - Series"], {"collection_title": "Series"}),
        ("BOOK", ["JF  - Rivers"], {"container_title": "Rivers"}),
        ("BOOK", ["T2  - Series", "M1  - 12"], {"collection_title": "Series", "collection_number": "12"}),
        ("BOOK", ["M1  - 12"], {"number": "12"}),
        (
            "BOOK",
            ["T3  - A", "SV  - 3", "M1  - 12"],
            {"collection_title": "A", "collection_number": "3", "number": "12"},
        ),
        ("CHAP", ["T3  - Series", "SV  - 12"], {"collection_title": "Series", "collection_number": "12"}),
        ("CHAP", ["T3  - Series", "M1  - 12"], {"collection_title": "Series", "number": "12"}),
    ],
)
def test_what_holds_a_work(kind: str, lines: list[str], expected: dict[str, str]) -> None:
    assert stated(read(*lines, kind=kind)) == expected


@pytest.mark.parametrize(
    ("kind", "lines", "issued", "accessed", "edition", "others"),
    [
        ("JOUR", ["PY  - 2012"], "2012", None, None, []),
        ("JOUR", ["PY  - 2012", "DA  - 2012/05/06/"], "2012-05-06", None, None, []),
        ("JOUR", ["PY  - 2012", "DA  - May 6"], "2012-05-06", None, None, []),
        ("JOUR", ["PY  - 2012///", "Y1  - 2012/03//"], "2012-03", None, None, []),
        ("JOUR", ["DA  - 2012/05//"], "2012-05", None, None, []),
        ("JOUR", ["Y1  - 2012///May"], "2012-05", None, None, []),
        ("JOUR", ["PY  - 2012//"], "2012", None, None, []),
        ("JOUR", ["Y2  - 2020/01/02/", "Y2  - 2021/01/02/"], None, "2020-01-02", None, []),
        ("JOUR", ["PY  - 2013", "ET  - 2012/05/06"], "2013", None, None, ["2012-05-06"]),
        ("MGZN", ["PY  - 2013", "ET  - 2012/05/06"], "2013", None, None, ["2012-05-06"]),
        ("NEWS", ["PY  - 2013", "ET  - 2012/05/06"], "2013", None, None, ["2012-05-06"]),
        ("JFULL", ["PY  - 2013", "ET  - 2012/05/06"], "2013", None, None, ["2012-05-06"]),
        ("BOOK", ["PY  - 2013", "ET  - 2"], "2013", None, "2", []),
        # what must change nothing
        ("JOUR", ["PY  - 2012", "DA  - 2013/05/06/"], "2012", None, None, []),
        ("JOUR", ["Y1  - 2012/05/06/", "DA  - 2012/07/08/"], "2012-05-06", None, None, []),
        ("JOUR", ["PY  - 2013", "ET  - May"], "2013", None, None, []),
        ("JOUR", ["PY  - 2012/05/06/May"], "2012-05-06", None, None, []),
    ],
)
def test_dates(
    kind: str, lines: list[str], issued: str | None, accessed: str | None, edition: str | None, others: list[str]
) -> None:
    work = read(*lines, kind=kind).work
    dates = [str(each) if each else None for each in (work.issued, work.accessed)]
    assert (dates, work.edition) == ([issued, accessed], edition)
    assert [str(each) for each in work.issued_alternative] == others


@pytest.mark.parametrize(
    ("kind", "lines", "page", "extent"),
    [
        ("JOUR", ["SP  - 12", "EP  - 19"], "12-19", None),
        ("JOUR", ["SP  - 12"], "12", None),
        ("JOUR", ["SP  - 12-19"], "12-19", None),
        ("JOUR", ["SP  - 12-19", "EP  - 19"], "12-19", None),
        ("JOUR", ["SP  - 12", "EP  - 12"], "12", None),
        ("JOUR", ["SP  - 12", "SP  - 14"], "12", None),
        ("BOOK", ["SP  - 300"], None, "300"),
        ("BOOK", ["SP  - 300 pages"], None, "300"),
        ("BOOK", ["SP  - 300 PP."], None, "300"),
        ("BOOK", ["SP  - 300", "EP  - 310"], "300-310", None),
        ("BOOK", ["SP  - xii"], "xii", None),
        ("BOOK", ["SP  - 123456 pages"], "123456 pages", None),
        ("JOUR", ["EP  - 19"], None, None),
    ],
)
def test_pages(kind: str, lines: list[str], page: str | None, extent: str | None) -> None:
    work = read(*lines, kind=kind).work
    assert (work.page, work.number_of_pages) == (page, extent)


@pytest.mark.parametrize(
    ("text", "family", "given", "particle", "suffix"),
    [
        ("Roe, Jane", "Roe", "Jane", None, None),
        ("Roe, Jane, Jr.", "Roe", "Jane", None, "Jr."),
        ("Roe, III, Jane", "Roe", "Jane", None, "III"),
        ("Roe, Jane, PhD", "Roe", "Jane", None, "PhD"),
        ("Roe, Jane Mary, M.D.", "Roe", "Jane Mary", None, "M.D."),
        ("Roe,", "Roe", None, None, None),
        ("Roe, Jane,", "Roe", "Jane", None, None),
        ("van den Berg, Jan", "Berg", "Jan", "van den", None),
        ("Van Berg, Jan", "Van Berg", "Jan", None, None),
    ],
)
def test_a_name_has_parts(text: str, family: str, given: str | None, particle: str | None, suffix: str | None) -> None:
    name = read(f"AU  - {text}").work.author[-1]
    assert (name.family, name.given, name.particle, name.suffix) == (family, given, particle, suffix)


@pytest.mark.parametrize("text", ["Water Board", "Roe, Jane, X., Y.", ", Jane"])
def test_a_name_that_is_not_split(text: str) -> None:
    assert read(f"AU  - {text}").work.author[-1].literal == text


@pytest.mark.parametrize(
    ("line", "et_al"),
    [
        ("AU  - et al.", True),
        ("A1  - others", True),
        ("AU  - Et Al", True),
        ("A2  - et al.", False),
        ("AU  - Al", False),
    ],
)
def test_many_are_told_of(line: str, et_al: bool) -> None:
    work = read(line).work
    assert work.author_et_al is et_al
    assert len(work.author) == (2 if line == "AU  - Al" else 1)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["SN  - 1234-5679"], ["issn:1234-5679"]),
        (["SN  - 978-0-19-769506-7 (hardback)"], ["isbn:978-0-19-769506-7"]),
        (["AN  - 25568655", "DB  - PubMed"], ["pmid:25568655"]),
        (["AN  - 25568655", "DP  - MEDLINE"], ["pmid:25568655"]),
        (["DO  - 10.1000/xyz"], ["doi:10.1000/xyz"]),
        (["UR  - http://a.example/b"], ["url:http://a.example/b"]),
        (["LK  - http://a.example/b"], ["url:http://a.example/b"]),
        (["N1  - PMID: 12345678"], ["pmid:12345678"]),
        (["L3  - 10.1000/xyz"], ["doi:10.1000/xyz"]),
        (["C2  - 10.1000/xyz"], ["doi:10.1000/xyz"]),
        (["AN  - 10.1000/xyz"], ["doi:10.1000/xyz"]),
        # what is none
        (["SN  - Report 12"], []),
        (["AN  - 25568655", "DB  - Scopus"], []),
        (["AN  - 25568655"], []),
        (["AN  - WOS:000123", "DB  - PubMed"], []),
        (["AN  - 2556865512", "DB  - PubMed"], []),
        (["M1  - 25568655", "DB  - PubMed"], []),
    ],
)
def test_identifiers(lines: list[str], found: list[str]) -> None:
    assert [f"{each.scheme}:{each.value}" for each in read(*lines).identifiers] == found


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nAU  - a",
        "TY  - JOUR\nA1  - a",
        "TY  - JOUR\nTI  - a",
        "TY  - JOUR\nT1  - a",
        "TY  - JOUR\nPY  - 2",
        "TY  - JOUR\nY1  - 2",
        "TY  - JOUR\nID  - 2",
        "\ufeffTY  - JOUR\nER  - ",
        "A note.\nTY - JOUR \r\nT1 - x",
    ],
)
def test_a_record_is_told_by_its_tags(text: str) -> None:
    assert ris.recognises("a", text)


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\n",
        "x TY  - JOUR\nAU  - a",
        "TY  - J\nAU  - a",
        "AU  - a\nTY  - JOUR\n",
        "TY  - JOUR\nVL  - 2",
        "TY  - jour\nAU  - a",
    ],
)
def test_other_lines_are_none(text: str) -> None:
    assert not ris.recognises("a", text)


def test_a_record_is_called_by_its_id_or_its_place() -> None:
    text = "TY  - JOUR\nID  - k7\nTI  - A\nER  - \nTY  - BOOK\nTI  - B\nER  - \nTY  - MAP\nER  - \n"
    records = ris.read(text, "a.ris").references
    assert [each.key for each in records] == ["k7", "2", "3"]
    assert [each.work.type for each in records] == ["article-journal", "book", None], (
        "a record of its type alone is broken"
    )
