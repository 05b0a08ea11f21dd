"""JATS: what is read of references, and that nothing is expanded or fetched."""

from typing import Any

import pytest
from readers_made import assert_row
from tables import CASES, rows

from refcheck.errors import SourceError
from refcheck.readers import read_bytes
from refcheck.readers.documents import jats


def article(inside: str) -> bytes:
    return f"<article xmlns:xlink='http://www.w3.org/1999/xlink'>{inside}".encode()


@pytest.mark.parametrize("row", rows(CASES / "readers" / "jats.toml"))
def test_jats(row: dict[str, Any]) -> None:
    source = article(row["source"]) + (b"" if row.get("notes", [""]) == ["broken at line"] else b"</article>")
    assert_row(row, read_bytes(source, "a.xml", format="jats"))


def test_it_is_recognised_whatever_its_name_and_encoding() -> None:
    reference = "<ref><mixed-citation>Дое, И. (2001). Заглавие. Журнал, 3(2), 5-9.</mixed-citation></ref>"
    body = f"<article><back><ref-list>{reference}</ref-list></back></article>"
    for encoding in ("utf-8", "utf-16", "windows-1251"):
        data = (
            f'<?xml version="1.0" encoding="{encoding}"?><!-- a --><!DOCTYPE article [<!ENTITY a "b">]>{body}'.encode(
                encoding
            )
        )
        bibliography = read_bytes(data, "paper.txt")
        assert bibliography.document.format == "jats"
        assert [reference.raw[:4] for reference in bibliography.references] == ["Дое,"]


@pytest.mark.parametrize(
    "other", [b"", b"<html><article></article></html>", b"<TEI><listBibl/></TEI>", b"plain <ref-list>", b"{}"]
)
def test_other_documents_are_not_taken_for_it(other: bytes) -> None:
    assert not jats.recognises_bytes("a.xml", other)


def test_entities_are_not_expanded_and_nothing_is_fetched() -> None:
    bomb = '<!DOCTYPE article [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    inside = "<back><ref-list><ref><mixed-citation>x &b; &f; y</mixed-citation></ref></ref-list></back>"
    bibliography = read_bytes(f"{bomb}<article>{inside}</article>".encode(), "a.xml")
    assert [reference.raw for reference in bibliography.references] == ["x y"]


@pytest.mark.parametrize("data", [b"", b"no markup", b"<", b"\0\1"])
def test_what_is_no_xml_is_an_error(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"a\.xml"):
        read_bytes(data, "a.xml", format="jats")


def test_deep_nesting_is_read_in_bounded_depth() -> None:
    bibliography = read_bytes(b"<article><back><ref-list>" + b"<sec>" * 100_000, "a.xml", format="jats")
    assert bibliography.references == ()
    assert bibliography.notes
