"""ODT: text, headings, notes, links, Zotero's marks and LibreOffice's own entries."""

import json
from html import escape

import pytest
from documents_made import archive, odt
from readers_made import assert_sound, shown

from refcheck.errors import SourceError
from refcheck.model import Bibliography
from refcheck.readers import read_bytes

BRANDT = "Brandt, K., & Olsen, P. (1998). On lists and their faults. Journal of Lists, 3(2), 5-9."
EVANS = "Evans, T., Ford, G., & Gray, L. (2007). Numbers that come first. Journal of Made Examples, 16(1), 3-9."


def p(text: str) -> str:
    return f"<text:p>{text if text.startswith('<') else escape(text)}</text:p>"


def read(data: bytes) -> Bibliography:
    bibliography = read_bytes(data, "paper")
    assert bibliography.document.format == "odt"
    assert_sound(bibliography)
    return bibliography


def test_a_typed_list_is_read_under_its_heading_and_links_are_followed() -> None:
    link = f'<text:a xlink:href="https://doi.org/10.1000/lists">{escape(BRANDT)}</text:a>'
    heading = '<text:h text:outline-level="1">References</text:h>'
    tracked = f"<text:tracked-changes>{p('Old (2001).')}</text:tracked-changes>"
    bibliography = read(odt(tracked + p("As Brandt and Olsen (1998) said.") + heading + p(link) + p(EVANS)))
    assert [reference.raw for reference in bibliography.references] == [
        BRANDT + " https://doi.org/10.1000/lists",
        EVANS,
    ]
    assert bibliography.references[0].work.doi == "10.1000/lists"
    assert bibliography.document.text.startswith("As Brandt")


def test_the_items_in_marks_of_zotero_are_references() -> None:
    item = {"id": 1, "type": "book", "title": "On lists and their faults", "DOI": "10.1000/lists"}
    name = "ZOTERO_ITEM CSL_CITATION " + json.dumps({"citationItems": [{"id": 1, "itemData": item}]}) + " RNDabc"
    quoted = escape(name)
    mark = f'<text:reference-mark-start text:name="{quoted}"/>(Brandt)<text:reference-mark-end text:name="{quoted}"/>'
    bibliography = read(odt(p(f"<text:span>Lists </text:span>{mark}.") + p("References") + p(BRANDT) + p(EVANS)))
    assert [reference.work.title for reference in bibliography.references] == [
        "On lists and their faults",
        "Numbers that come first",
    ]
    assert [(each.span.of(bibliography.document.text), each.keys) for each in bibliography.citations] == [
        ("(Brandt)", ("1",))
    ]


def test_the_entries_of_libreoffice_are_references_each_once() -> None:
    mark = (
        '<text:bibliography-mark text:identifier="bra98" text:bibliography-type="article" text:author="Brandt, K.; Olsen"'
        ' text:title="On lists" text:journal="Journal of Lists" text:year="1998" text:url="https://example.org/a">[bra98]</text:bibliography-mark>'
    )
    bibliography = read(odt(p(mark) + p(mark)))
    wanted = {
        "key": "bra98",
        "author": ["Brandt, K.", "Olsen"],
        "title": "On lists",
        "issued": "1998",
        "url": "https://example.org/a",
    }
    assert [shown(reference).items() >= wanted.items() for reference in bibliography.references] == [True]
    assert [citation.keys for citation in bibliography.citations] == [("bra98",), ("bra98",)]


@pytest.mark.parametrize(("mark", "key"), [("3", "n3"), ("*", "1")])
def test_notes_are_read(mark: str, key: str) -> None:
    note = f"<text:note><text:note-citation>{mark}</text:note-citation><text:note-body>{p(EVANS)}</text:note-body></text:note>"
    bibliography = read(odt(p(f"<text:span>The text.</text:span>{note}")))
    assert bibliography.document.text.splitlines() == ["The text.", EVANS]
    assert [each.key for each in bibliography.references] == [key]


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        (
            (
                "Karl Brandt, “On Lists,” Journal of Lists 3, no. 2 (1998): 7.",
                "Mia Evans, A Book (Oslo: North Press, 2007), 12.",
            ),
            ["2 footnotes and endnotes were not compared with the reference list."],
        ),
        (("I use small letters here.", "Translations are mine, if nothing else is said."), []),
    ],
)
def test_notes_beside_a_list_are_said_not_to_be_compared(notes: tuple[str, ...], told: list[str]) -> None:
    noted = "".join(f"<text:note><text:note-body>{p(note)}</text:note-body></text:note>" for note in notes)
    heading = '<text:h text:outline-level="1">References</text:h>'
    bibliography = read(odt(p(f"<text:span>The text.</text:span>{noted}") + heading + p(BRANDT) + p(EVANS)))
    assert [each.raw for each in bibliography.references] == [BRANDT, EVANS]
    assert list(bibliography.notes) == told


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("I owe this to Mia Castro, A Book (Oslo: North Press, 2011), 12, who is mistaken.", ["2"]),
        ("I use small letters here.", []),
    ],
)
def test_notes_that_may_hold_references_and_are_none_are_named(second: str, told: list[str]) -> None:
    noted = "".join(
        f"<text:note><text:note-citation>{n}</text:note-citation><text:note-body>{p(note)}</text:note-body></text:note>"
        for n, note in enumerate(("Karl Brandt, On Lists (Oslo: North Press, 1998), 95–133.", second), start=1)
    )
    bibliography = read(odt(p(f"<text:span>The text.</text:span>{noted}")))
    said = "Footnotes and endnotes that may contain references but were not read"
    assert list(bibliography.notes) == [f"{said}: {each}." for each in told]


def test_notes_stand_behind_the_text_that_they_are_in() -> None:
    note = f"<text:note><text:note-body>{p(EVANS)}</text:note-body></text:note>"
    bibliography = read(odt(p(f"<text:span>The text</text:span>{note}<text:span> goes on.</text:span>")))
    assert bibliography.document.text.splitlines() == ["The text goes on.", EVANS]
    assert [each.raw for each in bibliography.references] == [EVANS]


def test_a_flat_document_is_read() -> None:
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="t"'
    body = f"<office:body><office:text>{p(BRANDT)}</office:text></office:body>"
    data = f"<?xml version='1.0'?><office:document {spaces}>{body}</office:document>"
    assert [reference.raw for reference in read(data.encode()).references] == [BRANDT]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", archive({"a": "x"}), odt("")[:-20], odt("").replace(b"office:text>", b"office:none>")]
)
def test_what_is_no_text_document_is_a_clear_error(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"paper"):
        read_bytes(data, "paper", format="odt")
