"""Exports of databases and programs: Web of Science, EndNote, PubMed's XML, tables, Google Scholar; and what is refused."""

import zipfile
from io import BytesIO
from types import ModuleType
from typing import Any

import pytest
from readers_made import assert_row, assert_sound
from tables import CASES, rows
from uploads_made import bomb

from refcheck.audit import audit
from refcheck.errors import LargeSourceError, SourceError
from refcheck.readers import read, read_bytes
from refcheck.readers.data import csv, endnote_tagged, labelled, pubmed_text, refworks, web_of_science
from refcheck.readers.pasted import google_scholar, identifier_list, publisher_page, string_list, terminal
from refcheck.registries import Offline

FORMATS = {
    "web_of_science": web_of_science,
    "endnote_tagged": endnote_tagged,
    "csv": csv,
    "labelled": labelled,
    "pubmed_text": pubmed_text,
    "refworks": refworks,
    "google_scholar": google_scholar,
    "identifier_list": identifier_list,
    "publisher_page": publisher_page,
    "string_list": string_list,
    "terminal": terminal,
}


def _of_all(*kinds: str) -> list[Any]:
    return [
        pytest.param(form, row.values[0], id=row.id)
        for table, form in FORMATS.items()
        for row in rows(CASES / "readers" / f"{table}.toml", *kinds)
    ]


@pytest.mark.parametrize(("form", "row"), _of_all("wild", "made"))
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_export_is_recognised_and_read(form: ModuleType, row: dict[str, Any], end: str) -> None:
    bibliography = read(row["text"].replace("\n", end))
    assert bibliography.document.format == form.NAME
    assert_row(row, bibliography)


@pytest.mark.parametrize(("form", "row"), _of_all("negative"))
def test_other_texts_are_not_taken_for_it(form: ModuleType, row: dict[str, Any]) -> None:
    assert not form.recognises("<text>", row["text"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_an_export_in_another_encoding(encoding: str) -> None:
    text = "%0 Journal Article\n%A Müller, Jürgen\n%T Über Listen\n%D 1998\n"
    (reference,) = read_bytes(text.encode(encoding), "a.enw").references
    assert str(reference.work.author[0]) == "Müller, Jürgen"


@pytest.mark.parametrize("row", rows(CASES / "readers" / "pubmed_xml.toml"))
def test_pubmed_xml(row: dict[str, Any]) -> None:
    bibliography = read(row["source"])
    assert bibliography.document.format == "pubmed-xml"
    assert_row(row, bibliography)


@pytest.mark.parametrize("row", rows(CASES / "readers" / "refused.toml", "made"))
def test_what_looks_like_a_format_and_cannot_be_read_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(SourceError, match=row["why"]):
        read_bytes(row["text"].encode(), row.get("name", "a"))


@pytest.mark.parametrize("row", rows(CASES / "readers" / "refused.toml", "negative"))
def test_what_people_write_is_not_refused(row: dict[str, Any]) -> None:
    assert_sound(read_bytes(row["text"].encode(), row.get("name", "a")))


@pytest.mark.parametrize(
    "text",
    [
        "PT J\nAU " + "A, B\n   " * 2_500,
        "PT J\n" * 2_500,
        "%0 Book\n" + "%A A, B\n" * 2_500,
        "Title,Author,Year,DOI\n" + '"' + "x" * 150_000,
        "Title,Author,Year,DOI\n" + '"a""' * 40_000,
        "Title,Author,Year,DOI\n" + "," * 12_500,
        'Title,Author,Year,DOI\nT,"' + "A, B; " * 5_000 + '",2001,',
        "APA\t" * 12_500,
        "APA\nDoe, J. (1998). On lists and their faults.\n" * 250,
        "Google Scholar\nDoe, 2001\n" * 600,
        '["' + '\\"' * 50_000,
        '["Doe, J. (1998). On lists. Journal of Lists, 3, 5-9.", ' * 1_000,
        "['" + "x', '" * 5_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile(text: str) -> None:
    for form in FORMATS.values():
        assert_sound(form.read(text, "<text>"))
        form.recognises("<text>", text)


def _zip(files: dict[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


BIB = (
    "@article{one, title={On lists}, author={Doe, J.}, year=1998}\n"
    + "@article{two, title={On faults}, author={Moe, M.}, year=2001}\n"
)


def test_a_project_is_read_from_its_main_document() -> None:
    files = {
        "main.tex": "\\documentclass{article}\n\\begin{document}\n"
        "See \\cite{one}. \\input{parts/more}\n\\bibliography{refs}\n\\end{document}",
        "parts/more.tex": "And \\cite{two}.",
        "refs.bib": BIB,
        "template/sample.tex": "\\documentclass{article}\n\\begin{document}\nNothing.\n\\end{document}",
        "../outside.bib": "@article{three, title={No}}",
    }
    bibliography = read_bytes(_zip(files), "paper.zip")
    assert (bibliography.document.name, bibliography.document.format) == ("paper.zip", "project")
    assert [each.key for each in bibliography.references] == ["one", "two"]
    assert [each.keys for each in bibliography.citations] == [("one",), ("two",)]
    assert any("main.tex" in note for note in bibliography.notes)


def test_an_archive_of_bibliographies_gives_all_of_them() -> None:
    files = {"a.bib": BIB, "b/more.ris": "TY  - JOUR\nTI  - On sorting\nAU  - Zoe, Z.\nER  - \n", "__MACOSX/a.bib": "x"}
    titles = [each.work.title for each in read_bytes(_zip(files), "lists.zip").references]
    assert sorted(map(str, titles)) == ["On faults", "On lists", "On sorting"]


CONTAINER = '<container xmlns="urn:a"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
PACKAGE = (
    '<package xmlns="urn:b"><manifest><item id="b" href="two%20b.xhtml"/><item id="a" href="text/one.xhtml"/>'
    '<item id="c" href="left.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
)
PAGE = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Book</title></head><body>{}</body></html>'
LISTED = "<h1>Towns</h1><p>Old towns (Lund 2001).</p><h2>References</h2><p>Lund, Ana. {} <i>Tidé towns {}</i>. Oslo: Pier.</p>"
BOOK = {
    "META-INF/container.xml": CONTAINER,
    "OPS/book.opf": PACKAGE,
    "OPS/two b.xhtml": PAGE.format(LISTED.format(2002, "II")),
    "OPS/text/one.xhtml": PAGE.format(LISTED.format(2001, "I")),
    "OPS/left.xhtml": PAGE.format(LISTED.format(2003, "III")),
}


def test_the_pages_of_a_book_are_read_in_their_order() -> None:
    bibliography = read_bytes(_zip(BOOK), "book.epub")
    assert bibliography.document.format == "epub"
    assert [each.work.title for each in bibliography.references] == ["Tidé towns I", "Tidé towns II"]
    assert "Book" not in bibliography.document.text


@pytest.mark.parametrize("without", ["OPS/book.opf", "OPS/two b.xhtml"])
def test_a_broken_book_is_refused(without: str) -> None:
    with pytest.raises(SourceError, match=f"the archive has no {without}"):
        read_bytes(_zip({name: text for name, text in BOOK.items() if name != without}), "book.epub")


PROJECT = {
    "main.tex": "\\documentclass{article}\\begin{document}\\cite{one}\\bibliography{refs}\\end{document}",
    "refs.bib": BIB,
}


def test_what_is_read_of_an_archive_is_told_by_its_place_in_it() -> None:
    files = {f"thesis/{name}": text for name, text in PROJECT.items()}
    bibliography = read_bytes(_zip(files), "paper.zip")
    assert [each.file for each in audit([bibliography], registry=Offline()).references] == ["paper.zip/thesis/refs.bib"]


def test_bibliographies_of_an_archive_are_told_by_their_places_and_their_keys_stay_apart() -> None:
    one = "TY  - JOUR\nTI  - On sorting\nAU  - Zoe, Z.\nER  - \n"
    files = {"a.ris": one, "b.ris": one.replace("sorting", "faults"), "c.ris": one.replace("sorting", "lists")}
    told = audit([read_bytes(_zip({**files, "d.bib": BIB}), "lists.zip")], registry=Offline()).references
    assert [(each.file, each.key) for each in told] == [
        ("lists.zip/a.ris", "1"),
        ("lists.zip/b.ris", "1b"),
        ("lists.zip/c.ris", "1bb"),
        ("lists.zip/d.bib", "one"),
        ("lists.zip/d.bib", "two"),
    ]
    assert [each.places[0].line for each in told] == [1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    ("more", "note"),
    [
        ({}, None),
        ({"x.tex": "a", "x.tex/y.tex": "b"}, "x.tex/y.tex was not read: "),
        ({f"{'a' * 300}.tex": "b"}, "a was not read: "),
        ({"d/" * 2_000 + "a.tex": "b"}, "… was not read: it is more than 40 folders deep."),
        ({"noise.tex": "\x00\x01\x02" * 400}, "noise.tex: is a binary file, not text."),
        ({"/etc/evil.tex": "a", "a/../../evil.tex": "b", "C:\\evil.tex": "c", ".git/evil.tex": "d"}, None),
    ],
)
def test_a_member_that_cannot_be_read_leaves_the_others(more: dict[str, str], note: str | None) -> None:
    bibliography = read_bytes(_zip({**PROJECT, **more}), "paper.zip")
    assert [each.key for each in bibliography.references] == ["one"]
    told = [each for each in bibliography.notes if "refs" not in each]
    assert len(told) == (note is not None)
    assert note is None or note in told[0]


@pytest.mark.parametrize("others", ["", ', 5, "Doe 2001", null'])
def test_items_of_json_that_are_not_objects_are_told(others: str) -> None:
    text = f'[{{"type": "book", "id": "a", "title": "Salt of the sea", "DOI": "10.1000/salt"}}{others}]'
    bibliography = read_bytes(text.encode(), "items.json")
    assert [each.key for each in bibliography.references] == ["a"]
    assert list(bibliography.notes) == (["3 of 4 items are not objects, and were not read"] if others else [])


@pytest.mark.parametrize("size", [5 << 20, 97 << 20])
def test_a_project_that_unpacks_to_too_much_is_refused(size: int) -> None:
    with pytest.raises(LargeSourceError, match=r"big.tex would unpack to"):
        read_bytes(bomb("big.tex", size, PROJECT), "paper.zip")


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({"refs.bib": BIB, "paper.docx": "x", "texts/list.txt": "x"}, ["paper.docx", "texts/list.txt"]),
        ({"refs.bib": BIB, "main.tex": "A part without a class.", "paper.pdf": "x"}, ["main.tex", "paper.pdf"]),
        ({**PROJECT, "letter.odt": "x", "figure.pdf": "x", "readme.txt": "x"}, ["letter.odt"]),
        ({"refs.bib": BIB, "photo.png": "x", ".hidden/list.txt": "x", "word/document.txt": "x"}, []),
        ({**PROJECT, "figure.pdf": "x", "parts/one.tex": "x"}, []),
    ],
)
def test_what_was_not_read_of_an_archive_is_named(files: dict[str, str], named: list[str]) -> None:
    told = [each for each in read_bytes(_zip(files), "lists.zip").notes if each.startswith("Not read: ")]
    assert [each.removeprefix("Not read: ").partition(". ")[0].split(", ") for each in told] == [named] * bool(named)


def test_of_many_members_some_are_named_and_all_are_counted() -> None:
    files = {f"list{at:02}.txt": "x" for at in range(14)}
    (told,) = read_bytes(_zip({**files, "refs.bib": BIB}), "lists.zip").notes
    assert "list09.txt and 4 more." in told
    assert "list10" not in told


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (_zip({"xl/workbook.xml": "x"}), "a.xlsx", "an Excel workbook, which is not read; save the sheet as CSV"),
        (_zip({"photo.txt": "x"}), "a.zip", "a ZIP archive with neither LaTeX nor a bibliography"),
        (_zip({"photo.txt": "x"}), "a.docx", "is not a valid Word document"),
        (_zip({"photo.txt": "x"})[:40], "a.odt", "is not a valid OpenDocument text"),
        (_zip({"photo.txt": "x"})[:40], "a.zip", "broken ZIP"),
    ],
    ids=["workbook", "zip", "docx", "odt cut off", "zip cut off"],
)
def test_an_archive_of_other_things_is_refused(data: bytes, name: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read_bytes(data, name)
