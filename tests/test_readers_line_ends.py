"""Line ends of every kind: a file from Windows, or from an old Macintosh, holds the same references."""

from typing import Any

import pytest
from tables import CASES, rows

from refcheck.readers import read
from refcheck.readers.data import bibtex

TABLES = {
    "bibtex": "text",
    "csl_json": "text",
    "csl_yaml": "text",
    "hayagriva": "source",
    "html": "source",
    "jats": "source",
    "latex": "source",
    "nbib": "text",
    "ris": "text",
    "tei": "source",
    "wikitext": "source",
}
"""Tables of formats, and which member of a row is the source."""

ROWS = [
    pytest.param(param.values[0][member], id=param.id)
    for table, member in TABLES.items()
    for param in rows(CASES / "readers" / f"{table}.toml", "wild", "made")
]


@pytest.mark.parametrize("source", ROWS)
def test_a_file_from_windows_holds_the_same(source: str) -> None:
    before, after = read(source), read(source.replace("\n", "\r\n"))
    assert after.document.format == before.document.format
    assert [_said(each) for each in after.references] == [_said(each) for each in before.references]


BIBTEX = [
    pytest.param(param.values[0]["text"], id=param.id)
    for param in rows(CASES / "readers" / "bibtex.toml", "wild", "made")
]
COMMENTED = "% a comment\n@book{a,\n title={One},\n}\n\n@book{b,\n title={Two}, % so\n year=2020}\n"


@pytest.mark.parametrize("source", [*BIBTEX, COMMENTED])
def test_a_bibliography_from_an_old_macintosh_holds_the_same(source: str) -> None:
    old = source.replace("\n", "\r")
    before, after = bibtex.read(source, "list.bib"), bibtex.read(old, "list.bib")
    assert [_said(each) for each in after.references] == [_said(each) for each in before.references]
    assert bibtex.recognises("list.bib", old) == bibtex.recognises("list.bib", source)


def _said(reference: Any) -> Any:
    return reference.key, reference.work.title, reference.work.author, reference.work.issued, reference.work.doi
