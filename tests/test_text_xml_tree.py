"""XML read by Python's own library: the trees that lxml makes of it, and what readers make of those."""

import sys
from typing import Any

import pytest
from documents_made import docx, field, odt, paragraph, run
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tables import CASES, rows

from refcheck.errors import SourceError
from refcheck.readers import read_bytes
from refcheck.text.xml_tree import DEEPEST, tree

PRINTED = "Okafor, B. (2012). Rivers across plains. Journal of Rivers, 12(3), 345–360."
TITLE = "<titles><title>Rivers &amp; plains</title></titles>"
RECORD = f"<EndNote><Cite><record><rec-number>1</rec-number>{TITLE}</record></Cite></EndNote>"
CITED = paragraph(run("As ") + field(f"ADDIN EN.CITE {RECORD}", "(Okafor, 2012)") + run(" says, & so on."))
LISTED = (paragraph("References", "Heading1"), paragraph(PRINTED))

AROUND = {
    "tei": "TEI xmlns='http://www.tei-c.org/ns/1.0'",
    "jats": "article xmlns:xlink='http://www.w3.org/1999/xlink'",
}
"""The roots of what stands in tables as parts."""


def whole(name: str, row: dict[str, Any]) -> bytes:
    """A file of XML of a table's row."""
    text = str(row.get("text") or row.get("source") or "").strip()
    if name in AROUND and "<!DOCTYPE" not in text:
        text = f"<{AROUND[name]}>{text}</{AROUND[name].split()[0]}>"
    return text.encode()


SOURCES = [
    pytest.param("a.docx", docx(LISTED), id="Word"),
    pytest.param("a.docx", docx([CITED, *LISTED]), id="Word with fields"),
    pytest.param("a.odt", odt(f"<text:h>References</text:h><text:p>{PRINTED}</text:p>"), id="LibreOffice"),
    *(
        pytest.param("a.xml", whole(name, case.values[0]), id=case.id)
        for name in ("endnote_xml", "zotero_rdf", "pubmed_xml", "jats", "tei")
        for case in rows(CASES / "readers" / f"{name}.toml")
    ),
]


@pytest.mark.parametrize(("name", "data"), SOURCES)
def test_python_alone_reads_xml_as_lxml_does(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes) -> None:
    by_lxml = outcome(data, name)
    monkeypatch.setitem(sys.modules, "lxml", None)
    assert outcome(data, name) == by_lxml


def outcome(data: bytes, name: str) -> object:
    try:
        return read_bytes(data, name)
    except SourceError as error:
        return str(error).partition(": is no XML")[0]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"<a>one<b>two</b>three<!-- a remark --> four</a>", "onetwothree four"),
        (b"<!DOCTYPE a [<!ENTITY x 'far too much'>]><a>one&x;two</a>", "onetwo"),
        (b"<!DOCTYPE a SYSTEM 'a.dtd'><a>one&x;two<?do this?></a>", "onetwo"),
        ("<?xml version='1.0' encoding='windows-1251'?><a>Реки</a>".encode("cp1251"), "Реки"),
        (b"<a xmlns:m='urn:m'><m:b c='1'>one</m:b></a>", "one"),
    ],
)
def test_the_tree_of_python_alone_has_the_text_and_no_entities(body: bytes, text: str) -> None:
    root, broken = tree(body)
    assert root is not None
    assert ("".join(root.itertext()), broken) == (text, None)
    by_lxml = etree.fromstring(body, etree.XMLParser(resolve_entities=False, recover=True))
    ours, theirs = ([(str(each.tag), dict(each.items())) for each in one.iter("*")] for one in (root, by_lxml))
    assert ours == theirs


def test_the_tree_of_python_alone_is_bounded() -> None:
    root, broken = tree(b"<a>" * 10_000)
    assert root is not None
    assert broken is not None
    assert len(list(root.iter())) == DEEPEST


@given(st.binary(max_size=60) | st.text("<>/&;ab '=!-[]?\n", max_size=60).map(str.encode))
def test_no_bytes_break_it(data: bytes) -> None:
    root, broken = tree(data)
    assert root is not None or broken is not None
