"""DOCX: text, links, notes and fields, and archives that are not what they say."""

import base64
import io
import json
import zipfile
from typing import Any

import docx as python_docx
import pytest
from documents_made import archive, docx, field, paragraph, part, run
from readers_made import assert_sound, shown
from tables import CASES, rows

from refcheck.errors import SourceError
from refcheck.model import Bibliography
from refcheck.parsing import split
from refcheck.readers import read_bytes, read_each
from refcheck.readers.papers.paper import printings

BRANDT = "Brandt, K., & Olsen, P. (1998). On lists and their faults. Journal of Lists, 3(2), 5-9."
CASTRO = "Castro, M. (2011). The long title of an article. Annals of Layout, 5, 1-20. doi: 10.1007/s00146- 020-00992-2"
EVANS = "Evans, T., Ford, G., & Gray, L. (2007). Numbers that come first. Journal of Made Examples, 16(1), 3-9."


def read(data: bytes) -> Bibliography:
    bibliography = read_bytes(data, "paper.docx")
    assert bibliography.document.format == "docx"
    assert_sound(bibliography)
    return bibliography


def titles(bibliography: Bibliography) -> list[str | None]:
    return [reference.work.title for reference in bibliography.references]


def test_a_typed_list_is_read_under_its_heading() -> None:
    body = [
        paragraph("A paper", "Title"),
        paragraph("As Brandt and Olsen (1998) and others say (Castro, 2011; Evans et al., 2007)."),
        paragraph("References", "Heading1"),
        *map(paragraph, (BRANDT, CASTRO, EVANS)),
        paragraph("Appendix", "Heading1"),
        paragraph("What was left out in Tables (2001)."),
    ]
    bibliography = read(docx(body))
    assert [reference.raw for reference in bibliography.references] == [BRANDT, CASTRO, EVANS]
    assert bibliography.document.text.splitlines()[2] == "References"
    assert [[str(name) for name in citation.names] for citation in bibliography.citations] == [
        ["Brandt", "Olsen"],
        ["Castro"],
        ["Evans"],
    ]


@pytest.mark.parametrize("row", rows(CASES / "splitting" / "paragraphs.toml"))
def test_paragraphs_are_items_or_parts_of_them(row: dict[str, Any]) -> None:
    found = [
        each.raw
        for each in read(docx([paragraph("References", "Heading1"), *map(paragraph, row["paragraphs"])])).references
    ]
    assert len(found) == len(row["found"]), found
    assert all(raw.startswith(beginning) for raw, beginning in zip(found, row["found"], strict=True)), found
    assert all(raw.endswith(end) for raw, end in zip(found, row.get("ends", [""] * len(found)), strict=True)), found


def test_a_document_that_another_program_writes_is_read() -> None:
    made = python_docx.Document()
    made.add_heading("Literatur", 1)
    for text in (BRANDT, CASTRO, EVANS):
        made.add_paragraph(text, style="List Number")
    buffer = io.BytesIO()
    made.save(buffer)
    assert [reference.raw for reference in read(buffer.getvalue()).references] == [BRANDT, CASTRO, EVANS]


def test_paragraphs_of_a_style_for_references_are_the_list() -> None:
    body = [paragraph("In 2001 nothing happened."), *(paragraph(text, "Bibliography") for text in (BRANDT, EVANS))]
    assert [reference.raw for reference in read(docx(body)).references] == [BRANDT, EVANS]


def test_links_say_what_a_doi_is() -> None:
    linked = f'<w:hyperlink r:id="rId7">{run(CASTRO)}</w:hyperlink>'
    coded = run(BRANDT + " ") + field('HYPERLINK "https://doi.org/10.1000/lists"', "online")
    links = {"rId7": "https://doi.org/10.1007/s00146-020-00992-2"}
    found = read(docx([paragraph("References"), paragraph(linked), paragraph(coded)], links=links)).references
    assert [reference.work.doi for reference in found] == ["10.1007/s00146-020-00992-2", "10.1000/lists"]
    assert found[1].raw == BRANDT + " online https://doi.org/10.1000/lists"


@pytest.mark.parametrize(
    ("shown", "target", "told"),
    [
        ("https://doi.org/10.5555/lakes.3", "https://doi.org/10.5555/rivers.8", True),
        ("doi: 10.5555/lakes.3", "http://dx.doi.org/10.5555/lakes.33", True),
        ("10.5555/lakes.33", "https://doi.org/10.5555/lakes.34", True),
        # it leads there: another way to write it, and what programs make of an end
        ("10.5555/lakes.3", "http://dx.doi.org/10.5555/LAKES.3", False),
        ("https://doi.org/10.5555/(lakes)3", "https://doi.org/10.5555/%28lakes%293", False),
        ("https://doi.org/10.5555/lakes.3.", "https://doi.org/10.5555/lakes.3.", False),
        ("https://doi.org/10.5555/lakes.3", "https://doi.org/10.5555/lakes.3).", False),
        ("https://doi.org/10.5555/lakes .3", "https://doi.org/10.5555/lakes", False),
        ("https://doi.org/10.5555/la…", "https://doi.org/10.5555/lakes.3", False),
        # through another house
        ("10.5555/lakes.3", "https://doi-org.proxy.example.edu/10.5555/lakes.3", False),
        ("10.5555/lakes.3", "https://track.example/v3/__https://doi.org/10.5555/lakes.3__;!!N", False),
        ("10.5555/lakes.3", "https://track.example/?to=https%3A%2F%2Fdoi.org%2F10.5555%2Flakes.3", False),
        ("10.5555/lakes.3", "https://journal.example/articles/77", False),
        # no DOI is shown
        ("How lakes fill", "https://doi.org/10.5555/rivers.8", False),
        ("1-9. 10.5555/lakes.3", "https://doi.org/10.5555/rivers.8", False),
    ],
)
def test_a_link_that_leads_elsewhere_than_it_says_is_kept_apart(shown: str, target: str, told: bool) -> None:
    printed = f"Roe, J. (2015). How lakes fill. Tides, 3(1). {shown}"
    before = printed.removesuffix(shown)
    linked = f'{run(before)}<w:hyperlink r:id="rId7">{run(shown)}</w:hyperlink>'
    (found,) = read(docx([paragraph("References"), paragraph(linked)], links={"rId7": target})).references
    assert [(each.span.of(found.raw), each.target) for each in found.links] == [(shown, target)] * told
    assert (found.printed or found.raw) == printed
    if told:
        assert target not in found.raw


def test_deleted_text_and_pictures_are_not_read_and_text_boxes_are() -> None:
    deleted = "<w:del><w:r><w:delText>old</w:delText><w:t>old</w:t></w:r></w:del>"
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(EVANS)}</w:txbxContent></w:pict><w:drawing><w:t>picture</w:t></w:drawing></w:r>"
    bibliography = read(docx([paragraph(run(BRANDT) + deleted), paragraph(box)]))
    assert bibliography.document.text == f"{BRANDT}\n{EVANS}"


def test_footnotes_and_endnotes_are_read() -> None:
    notes = part(
        "footnotes", f"<w:footnote>{paragraph(BRANDT)}</w:footnote><w:footnote>{paragraph(EVANS)}</w:footnote>"
    )
    bibliography = read(docx([paragraph("The text.")], word__footnotes=notes))
    assert titles(bibliography) == ["On lists and their faults", "Numbers that come first"]


MARK = '<w:footnoteReference w:id="{}"/>'


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ([run("The text.") + MARK.format(each) for each in (9, 5, 7)], ["n1", "n2", "n2.2"]),
        # the marks do not tell: numbers begin anew, a note has a mark of its own, a note has none, a reference is in the text
        (['<w:pPr><w:numRestart w:val="eachSect"/></w:pPr>' + "".join(map(MARK.format, (9, 5, 7)))], ["1", "2", "3"]),
        ([MARK.format(9) + MARK.format(5).replace("w:id", 'w:customMarkFollows="1" w:id')], ["1", "2", "3"]),
        ([MARK.format(9)], ["1", "2", "3"]),
        ([run("As Oxley said.") + MARK.format(5), run(CASTRO), MARK.format(9)], ["1", "2", "3", "4"]),
    ],
)
def test_references_in_notes_are_known_by_the_notes(body: list[str], keys: list[str]) -> None:
    noted = ((5, f"{BRANDT} {CASTRO}"), (7, "What the towns say."), (9, EVANS))
    notes = "".join(f'<w:footnote w:id="{each}">{paragraph(text)}</w:footnote>' for each, text in noted[::-1])
    found = read(docx(list(map(paragraph, body)), word__footnotes=part("footnotes", notes))).references
    assert [each.key for each in found] == keys


NOTES = (
    "Karl Brandt and Pia Olsen, “On Lists and Their Faults,” Journal of Lists 3, no. 2 (1998): 7.",
    "Mia Castro, The Long Title of a Book (Oslo: North Press, 2011), 12–13.",
    "Ibid., 15.",
)


@pytest.mark.parametrize(
    ("body", "notes", "told"),
    [
        ("The text.", NOTES, ["3 footnotes and endnotes were not compared with the reference list."]),
        ("The text (Brandt & Olsen, 1998), and Evans et al. (2007).", NOTES, []),  # it cites in another way
        ("The text.", ("I use small letters here.", "Translations are mine, if nothing else is said.", "Ibid."), []),
    ],
)
def test_notes_beside_a_list_are_said_not_to_be_compared(body: str, notes: tuple[str, ...], told: list[str]) -> None:
    footnotes = part("footnotes", "".join(f"<w:footnote>{paragraph(note)}</w:footnote>" for note in ("", *notes)))
    paragraphs = [paragraph(body), paragraph("References", "Heading1"), paragraph(BRANDT), paragraph(EVANS)]
    bibliography = read(docx(paragraphs, word__footnotes=footnotes))
    assert titles(bibliography) == ["On lists and their faults", "Numbers that come first"]
    assert [note for note in bibliography.notes if "not compared" in note] == told


UNREAD = "Footnotes and endnotes that may contain references but were not read"
PROSE = "I owe this point to Mia Castro, The Long Title (Oslo: North Press, 2011), p. 12, who is however mistaken."


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        (("Karl Brandt, On Lists (Oslo: North Press, 1998), 95–133.", PROSE), [f"{UNREAD}: 2."]),
        ((BRANDT, PROSE, "Mine.", "In Lund’s words, of 1998, they are towns."), [f"{UNREAD}: 2, 4."]),
        ((BRANDT, "I use small letters here.", "Ibid., 15.", EVANS), []),
    ],
)
def test_notes_that_may_hold_references_and_are_none_are_named(notes: tuple[str, ...], told: list[str]) -> None:
    parts = "".join(f'<w:footnote w:id="{n}">{paragraph(note)}</w:footnote>' for n, note in enumerate(notes))
    body = [run("The text.") + "".join(MARK.format(n) for n in range(len(notes)))]
    found = read(docx(list(map(paragraph, body)), word__footnotes=part("footnotes", parts)))
    assert list(found.notes) == told
    restarted = read(
        docx([paragraph('<w:pPr><w:numRestart w:val="eachSect"/></w:pPr>')], word__footnotes=part("footnotes", parts))
    )
    assert [each.rpartition(": ")[2] for each in restarted.notes] == [
        f"{each.count(',') + 1} of {len(notes)}." for each in told
    ]


SOURCES = """<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">
<b:Source><b:Tag>Bra98</b:Tag><b:SourceType>JournalArticle</b:SourceType><b:Author><b:Author><b:NameList>
<b:Person><b:Last>Brandt</b:Last><b:First>Karl</b:First><b:Middle>M.</b:Middle></b:Person>
<b:Person><b:Last>Olsen</b:Last></b:Person></b:NameList></b:Author></b:Author>
<b:Title>On lists and their faults</b:Title><b:Year>1998</b:Year><b:JournalName>Journal of Lists</b:JournalName>
<b:Volume>3</b:Volume><b:Issue>2</b:Issue><b:Pages>5-9</b:Pages><b:DOI>10.1000/lists</b:DOI></b:Source>
<b:Source><b:Tag>Off20</b:Tag><b:SourceType>InternetSite</b:SourceType>
<b:Author><b:Author><b:Corporate>Office</b:Corporate></b:Author></b:Author><b:Title>A page</b:Title><b:Year>2020</b:Year>
<b:YearAccessed>2021</b:YearAccessed><b:MonthAccessed>May</b:MonthAccessed><b:DayAccessed>3</b:DayAccessed>
<b:URL>https://example.org/a</b:URL></b:Source></b:Sources>"""


@pytest.mark.parametrize(
    ("given", "printed", "is_same"),
    [
        (
            "Hydrographic Office. (2020). Tide book. https://example.org/a",
            "Hydrographic Office. Tide book. 2020.",
            True,
        ),
        (
            "Hydrographic Office. (2020). Tide book. https://example.org/a",
            "Hydrographic Office. Tide book. 2019.",
            False,
        ),
        ("Dorn, E. (2020). A page. Oslo: Press.", "Dorn, E. 2020. A page in another book of pages.", False),
        ("Dorn, E. (2020). Rivers without any lists. Oslo.", "DORN E., Rivers without any lists, 2020.", True),
        (
            "Dorn, E. (2020). Rivers without any lists. doi:10.1000/rivers.1",
            "Dorn 2020, J. Riv., 10.1000/RIVERS.1",
            True,
        ),
        (
            "Dorn, E. (2020). Rivers without any lists. doi:10.1000/rivers.1",
            "Dorn 2021, J. Riv., 10.1000/rivers.12",
            False,
        ),
    ],
)
def test_what_is_given_and_printed_is_one(given: str, printed: str, is_same: bool) -> None:
    reference = read_each([given]).references[0]
    assert bool(printings(split(printed), [reference])) is is_same


def test_the_sources_of_word_are_read_once() -> None:
    body = [
        paragraph(
            run("Lists have faults ") + field(r"CITATION Bra98 \l 1033 \m Off20", "(Brandt & Olsen; Office)") + run(".")
        ),
        paragraph("Bibliography", "Heading1"),
        paragraph(field("BIBLIOGRAPHY", BRANDT)),
        paragraph(EVANS),
    ]
    bibliography = read(docx(body, customXml__item1=SOURCES))
    first, second, third = map(shown, bibliography.references)
    wanted = {
        "structured": True,
        "key": "Bra98",
        "doi": "10.1000/lists",
        "author": ["Brandt, Karl M.", "Olsen"],
        "page": "5-9",
    }
    assert first.items() >= wanted.items()
    assert (second["type"], second["url"], second["accessed"]) == ("webpage", "https://example.org/a", "2021-05-03")
    assert third["raw"] == EVANS
    assert [citation.keys for citation in bibliography.citations] == [("Bra98", "Off20")]


ITEMS = [
    {
        "uris": ["http://zotero.org/users/1/items/A"],
        "itemData": {
            "id": 12,
            "type": "article-journal",
            "title": "On lists and their faults",
            "author": [{"family": "Brandt", "given": "K."}],
            "issued": {"date-parts": [["1998"]]},
            "DOI": "10.1000/lists",
        },
    },
    {
        "id": "ITEM-2",
        "itemData": {"id": "ITEM-2", "type": "book", "title": "Numbers that come first", "DOI": "10.1000/n"},
    },
]


def zotero(*items: dict[str, Any]) -> str:
    return "ADDIN ZOTERO_ITEM CSL_CITATION " + json.dumps({"citationID": "a", "citationItems": items})


def mendeley(*items: dict[str, Any]) -> str:
    """A citation in a content control, as Mendeley Cite has it."""
    data = base64.b64encode(json.dumps({"citationItems": items}).encode()).decode()
    shown = run("(Evans, 2007)")
    properties = f'<w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{data}"/></w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{shown}</w:sdtContent></w:sdt>"


def test_items_in_fields_are_read_once() -> None:
    first, second = ITEMS
    body = [
        paragraph(run("Lists have faults ") + field(zotero(first), "(Brandt, 1998)") + run(".")),
        paragraph(field(zotero(first, second), "(Brandt, 1998; Evans, 2007)") + run(" and ") + mendeley(second)),
        paragraph("References", "Heading1"),
        paragraph(field("ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY", BRANDT)),
        paragraph(EVANS),
        paragraph(CASTRO),
    ]
    bibliography = read(docx(body))
    assert titles(bibliography) == [
        "On lists and their faults",
        "Numbers that come first",
        "The long title of an article",
    ]
    assert [reference.work.doi for reference in bibliography.references[:2]] == ["10.1000/lists", "10.1000/n"]
    assert [reference.structured for reference in bibliography.references] == [True, True, False]
    assert [reference.key for reference in bibliography.references[:2]] == ["1", "2"]
    text = bibliography.document.text
    assert [(each.span.of(text), each.keys) for each in bibliography.citations] == [
        ("(Brandt, 1998)", ("1",)),
        ("(Brandt, 1998; Evans, 2007)", ("1", "2")),
        ("(Evans, 2007)", ("2",)),
    ]


RECORD = """<EndNote><Cite><Author>Evans</Author><record><rec-number>7</rec-number>
<ref-type name="Journal Article">17</ref-type><contributors><authors><author>Evans, T.</author></authors></contributors>
<titles><title>Numbers that come first</title></titles><dates><year>2007</year></dates>
<electronic-resource-num>10.1000/n</electronic-resource-num></record></Cite></EndNote>"""


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def nested() -> str:
    """A citation whose record is in a field within the field, as EndNote sets those that are long."""
    data = f"<w:fldData>{base64.b64encode(RECORD.encode()).decode()}</w:fldData>"
    inner = f"{mark('begin', data)}<w:r><w:instrText>ADDIN EN.CITE.DATA</w:instrText></w:r>{mark('end')}"
    outer = f"{mark('begin')}<w:r><w:instrText>ADDIN EN.CITE </w:instrText></w:r>{inner}"
    return f"{outer}{mark('separate')}{run('(Evans, 2007)')}{mark('end')}"


@pytest.mark.parametrize(
    "cited",
    [
        nested(),
        field(f"ADDIN EN.CITE {RECORD}", "(Evans, 2007)"),
        field("ADDIN EN.CITE.DATA", "(Evans, 2007)", data=base64.b64encode(RECORD.encode()).decode()),
    ],
    ids=["in a field within", "in the instruction", "beside it"],
)
def test_records_of_endnote_are_references(cited: str) -> None:
    body = [
        paragraph(run("First ") + cited),
        paragraph(cited),
        paragraph("References"),
        paragraph(EVANS),
        paragraph(BRANDT),
    ]
    bibliography = read(docx(body))
    assert titles(bibliography) == ["Numbers that come first", "On lists and their faults"]
    assert bibliography.references[0].work.doi == "10.1000/n"
    assert [citation.keys for citation in bibliography.citations] == [("1",), ("1",)]


@pytest.mark.parametrize(
    "instruction",
    [
        "ADDIN ZOTERO_ITEM CSL_CITATION {",
        'ADDIN CSL_CITATION {"citationItems": 3}',
        'ADDIN CSL_CITATION {"citationItems": [3, {"itemData": []}]}',
        'ADDIN CSL_CITATION {"citationItems": {"a": 1}}',
        "ADDIN CSL_CITATION []",
        "MENDELEY_CITATION_v3_!!",
        "ADDIN EN.CITE <EndNote><",
        "ADDIN EN.CITE <EndNote/>",
        "CITATION",
        "",
    ],
)
def test_a_broken_field_is_text(instruction: str) -> None:
    bibliography = read(
        docx([paragraph(field(instruction, "(Brandt, 1998)")), paragraph("References"), paragraph(BRANDT)])
    )
    assert titles(bibliography) == ["On lists and their faults"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04", "broken"),
        (docx([paragraph(BRANDT)])[:-30], "broken"),
        (archive({"a.txt": "x"}), "no word/document.xml"),
        (archive({"word/document.xml": "x"}), "not readable XML"),
    ],
)
def test_what_is_no_document_is_a_clear_error(data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read_bytes(data, "paper.docx", format="docx")


def test_an_archive_that_unpacks_to_too_much_is_a_clear_error() -> None:
    with pytest.raises(SourceError, match="would unpack to"):
        read_bytes(archive({"word/document.xml": b"<w>" + b" " * 50_000_000}), "paper.docx", format="docx")


def test_an_archive_that_lies_about_its_size_is_stopped() -> None:
    data = bytearray(archive({"word/document.xml": b"<w>" + b" " * 6_000_000}))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(signature) + offset
        data[at : at + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(SourceError):
        read_bytes(bytes(data), "paper.docx", format="docx")


def test_an_encrypted_archive_is_a_clear_error() -> None:
    data = bytearray(archive({"word/document.xml": "<w/>"}))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.find(signature) + offset] |= 1
    with pytest.raises(SourceError, match="password"):
        read_bytes(bytes(data), "paper.docx", format="docx")


def test_a_document_of_another_kind_is_not_taken_for_it() -> None:
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as made:
        made.writestr("a.txt", "x")
    with pytest.raises(SourceError, match="is not a valid Word document"):
        read_bytes(buffer.getvalue(), "paper.docx")


def test_sources_that_word_keeps_and_nobody_prints_are_no_references() -> None:
    body = [paragraph("Lists have faults (Evans, 2007)."), paragraph("References", "Heading1"), paragraph(EVANS)]
    assert [each.raw for each in read(docx(body, customXml__item1=SOURCES)).references] == [EVANS]


def test_notes_that_name_pages_are_no_list() -> None:
    notes = (
        "I use small letters here.",
        "https://counts.example/, all data retrieved on 17.03.2021.",
        "https://maps.example/d/u/0/edit?mid=1Hy7&ll=41.97%2C12.68 for an overview.",
    )
    footnotes = part("footnotes", "".join(f"<w:footnote>{paragraph(note)}</w:footnote>" for note in notes))
    body = [*(paragraph("The towns were counted twice.") for _ in range(30)), paragraph("References")]
    assert read(docx(body, word__footnotes=footnotes)).references == ()


def test_a_table_is_no_list_and_a_list_in_a_table_is_one() -> None:
    rows = (f"{year}–{year + 9}\nRoyal Survey, sheet {year % 7}, {year}" for year in range(1750, 1850, 10))
    table = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row.split(chr(10)))}</w:tr>" for row in rows
    )
    text = [paragraph("A paper", "Title"), *(paragraph("The towns were counted twice.") for _ in range(8))]
    body = [*text, f"<w:tbl>{table}</w:tbl>", *map(paragraph, (BRANDT, CASTRO, EVANS))]
    assert [each.raw for each in read(docx(body)).references] == [BRANDT, CASTRO, EVANS]
    assert read(docx([*text, f"<w:tbl>{table}</w:tbl>"])).references == ()
    listed = "".join(f"<w:tr><w:tc>{paragraph(each)}</w:tc></w:tr>" for each in (BRANDT, CASTRO, EVANS))
    assert [each.raw for each in read(docx([*text, f"<w:tbl>{listed}</w:tbl>"])).references] == [BRANDT, CASTRO, EVANS]
    cells = (("14 Jan", BRANDT), ("21 Jan", "No class"), ("28 Jan", CASTRO), ("4 Feb 2019", "Examination"))
    schedule = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(each)}</w:tc>' for each in row)}</w:tr>" for row in cells)
    assert [each.raw for each in read(docx([*text, f"<w:tbl>{schedule}</w:tbl>"])).references] == [BRANDT, CASTRO]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("It is typed (Castro, 2011).", [("1",), ("Castro", 2011)]),
        ("It is typed (Castro, 2011), and missing (Nyberg, 2014).", [("1",), ("Castro", 2011), ("Nyberg", 2014)]),
        ("Nobody is cited in the year (2011).", [("1",)]),
        ("The field's work is typed once more (Brandt & Olsen, 1998).", [("1",), ("Brandt", 1998)]),
    ],
)
def test_citations_that_are_typed_beside_fields_count(typed: str, wanted: list[tuple[str | int, ...]]) -> None:
    item = {"id": 1, "title": "On lists and their faults", "author": [{"family": "Brandt"}, {"family": "Olsen"}]}
    data = {"citationItems": [{"id": 1, "itemData": item | {"issued": {"date-parts": [[1998]]}}}]}
    cited = field(f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(data)}", "(Brandt & Olsen, 1998)")
    body = [run("It is known "), cited, run(f". {typed}")]
    found = read(docx([paragraph("".join(body)), *map(paragraph, ("References", BRANDT, CASTRO))])).citations
    assert [each.keys or (str(each.names[0]), each.year) for each in found] == wanted


def raised(text: str) -> str:
    """Runs of a text in which superscripts stand between carets: "lakes^1,2^"."""
    high = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t xml:space="preserve">'
    pieces = (f"{high}{each}</w:t></w:r>" if place % 2 else run(each) for place, each in enumerate(text.split("^")))
    return "".join(pieces)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Lakes fill,^1,2^ and rivers run.^3^", [("1", "2"), ("3",)]),
        ("Lakes fill^1–3^ and rivers run.^7^", [("1", "2", "3"), ("7",)]),
        ("Lakes^1^^,^^2^ fill 10^5^ km^2^ in m^3^; rivers run.^3^", [("1", "2"), ("3",)]),
        # a mass number is before its element and behind no word
        ("Lakes fill,^1,2^ with ^2^H-water and [^7^Be]lime, 1/^8^B; rivers run.^3^", [("1", "2"), ("3",)]),
        ("Lakes fill ^1,2^ and rivers run ^3^.", [("1", "2"), ("3",)]),
        # the text cites in another way, and the numbers are those of notes
        ("Lakes fill^1^ (Brandt & Olsen, 1998),^2^ and rivers run (Castro, 2011).^3^", [(), ()]),
        ("Lakes fill [1, 2],^4^ and rivers run [3].^5^", [("1", "2"), ("3",)]),
        # few of the list
        ("Lakes fill 10^5^ times, and rivers run.^3^", []),
        # affiliations of authors
        ("Oxley^1,6^¶^1^ Delta School; ^6^ Marsh House¶Lakes fill,^1,2^ and rivers run.^3^", [("1", "2"), ("3",)]),
    ],
)
def test_superscripts_cite_where_nothing_else_does(text: str, wanted: list[tuple[str, ...]]) -> None:
    shown = [paragraph(raised(each)) for each in text.split("¶")]
    found = read(docx([*shown, *map(paragraph, ("References", BRANDT, CASTRO, EVANS))])).citations
    assert [each.keys for each in found] == wanted
