"""TEI: what is read of lists, and that nothing is expanded."""

from typing import Any

import pytest
from readers_made import assert_row
from tables import CASES, rows

from refcheck.readers import read_bytes
from refcheck.readers.documents import tei


@pytest.mark.parametrize("row", rows(CASES / "readers" / "tei.toml"))
def test_tei(row: dict[str, Any]) -> None:
    data = f'<?xml version="1.0"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">{row["source"]}</TEI>'.encode()
    assert tei.recognises_bytes("list", data)
    assert_row(row, read_bytes(data, "list"))


@pytest.mark.parametrize("data", [b"", b"<article><listBibl/></article>", b"<html/>", b"TEI", b"<TEIX/>"])
def test_other_documents_are_not_taken_for_it(data: bytes) -> None:
    assert not tei.recognises_bytes("a.tei", data)


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    data = f"{bomb}<TEI><text><listBibl><bibl>x &a; &f; y</bibl></listBibl></text></TEI>".encode()
    assert [reference.raw for reference in read_bytes(data, "a.xml").references] == ["x y"]
