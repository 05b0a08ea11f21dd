"""A library of one's own: read from Zotero's database and from files, searched last, and never written to."""

import json
import socket
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from click.testing import CliRunner
from pytest_httpserver import HTTPServer
from registries_made import StandIn, holding, record
from werkzeug import Response

from refcheck import check
from refcheck.cli import main
from refcheck.errors import RecordsError
from refcheck.libraries import library_at, library_of
from refcheck.model import LIBRARY, Date, Name, Verdict
from refcheck.registries import Chain
from refcheck.registries.services.local import Library

SCHEMA = """
CREATE TABLE itemTypes (itemTypeID INTEGER PRIMARY KEY, typeName TEXT);
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT, key TEXT);
CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY);
CREATE TABLE fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT);
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value);
CREATE TABLE itemData (itemID INT, fieldID INT, valueID INT, PRIMARY KEY (itemID, fieldID));
CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT);
CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
CREATE TABLE itemCreators (itemID INT, creatorID INT, creatorTypeID INT, orderIndex INT);
INSERT INTO itemTypes VALUES (1, 'journalArticle'), (2, 'attachment'), (3, 'book');
INSERT INTO items VALUES (1, 1, 'AAAA1111'), (2, 2, 'BBBB2222'), (3, 3, 'CCCC3333'), (4, 3, 'DDDD4444');
INSERT INTO deletedItems VALUES (4);
INSERT INTO fields VALUES (1, 'title'), (2, 'date'), (3, 'publicationTitle'), (4, 'volume'), (5, 'ISBN'), (6, 'DOI');
INSERT INTO itemDataValues VALUES (1, 'Reeds of the northern lakes and their uses'), (2, '2019-05-00 May 2019'),
  (3, 'Annals of Reeds'), (4, '4'), (5, 'The reed cutters of Brittany'), (6, '978-0-306-40615-7'),
  (7, '10.1000/REEDS'), (8, '1972-00-00 1972');
INSERT INTO itemData VALUES (1, 1, 1), (1, 2, 2), (1, 3, 3), (1, 4, 4), (1, 6, 7), (2, 1, 1), (3, 1, 5),
  (3, 5, 6), (3, 2, 8), (4, 1, 5);
INSERT INTO creators VALUES (1, 'Mira', 'Holt', 0), (2, '', 'Reed Society', 1);
INSERT INTO creatorTypes VALUES (1, 'author'), (2, 'editor');
INSERT INTO itemCreators VALUES (1, 1, 1, 0), (3, 2, 2, 1), (3, 1, 1, 0);
"""
ARTICLE = "Holt, Mira (2018). Reeds of the northern lakes and their uses. Annals of Reeds, 4, 17–29."
BIB = """@article{holt, author={Holt, Mira}, title={Reeds of the northern lakes and their uses},
  journal={Annals of Reeds}, year={2019}, volume={4}}"""


@pytest.fixture
def zotero(tmp_path: Path) -> Path:
    path = tmp_path / "zotero.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    connection.close()
    return path


def test_the_items_of_zotero_are_works(zotero: Path) -> None:
    library = library_of(zotero)
    assert isinstance(library, Library)
    works = [held.work for held in library._records.values()]
    assert [(work.type, work.title, work.doi) for work in works] == [
        ("article-journal", "Reeds of the northern lakes and their uses", "10.1000/reeds"),
        ("book", "The reed cutters of Brittany", None),
    ]
    assert (works[0].author, works[0].issued, works[0].volume) == (
        (Name(family="Holt", given="Mira"),),
        Date(year=2019, month=5),
        "4",
    )
    assert (works[1].editor, works[1].isbn) == ((Name(literal="Reed Society"),), ("9780306406157",))


def test_zotero_may_be_running_and_its_file_stays_as_it_is(zotero: Path) -> None:
    before = zotero.read_bytes()
    running = sqlite3.connect(zotero, isolation_level=None)
    running.execute("BEGIN EXCLUSIVE")
    try:
        library_of(zotero)
    finally:
        running.close()
    assert zotero.read_bytes() == before
    assert [path.name for path in zotero.parent.iterdir()] == ["zotero.sqlite"]


@pytest.mark.parametrize("name", ["library.bib", "zotero.sqlite"])
def test_what_nobody_else_holds_is_found_in_the_library_and_what_differs_is_a_note(name: str, zotero: Path) -> None:
    (zotero.parent / "library.bib").write_text(BIB, encoding="utf-8")
    (audited,) = check([ARTICLE], registry=Chain(library_of(zotero.parent / name), holding(name="Crossref")))
    assert audited.verdict is Verdict.VERIFIED
    assert audited.record is not None
    assert audited.record.provenance.registry == LIBRARY
    (finding,) = (finding for finding in audited.findings if finding.code.endswith("-differs"))
    assert (finding.code, finding.severity) == ("library-differs", "info")
    assert (
        finding.message == "Your library has this reference with other values: year “2018” here, “2019” in the library."
    )
    (evidence,) = finding.evidence
    assert (evidence.registry, evidence.cited, (evidence.registered or "")[:4]) == (LIBRARY, "2018", "2019")


def test_the_library_is_searched_last_and_not_looked_into_for_identifiers(zotero: Path) -> None:
    own = record("10.1000/reeds", title="Reeds of the northern lakes and their uses", family="Holt", year=2018)
    crossref: StandIn = holding(own, name="Crossref")
    library = library_of(zotero)
    assert library.schemes == frozenset()
    for text in (ARTICLE.replace("Annals of Reeds", "Journal of Samples"), f"{ARTICLE} https://doi.org/10.1000/reeds"):
        (audited,) = check([text], registry=Chain(library, crossref))
        assert audited.record is not None
        assert audited.record.provenance.registry == "Stand-in"


def test_what_a_registry_holds_as_cited_may_differ_in_the_library(zotero: Path) -> None:
    title = "Reeds of the northern lakes and their uses"
    own = record("10.1000/reeds", title=title, family="Holt", year=2018, container="Annals of Reeds")
    own = evolve(own, work=evolve(own.work, author=(Name(family="Holt", given="Mira"),)))
    chain = Chain(holding(own, name="Crossref"), library_of(zotero))
    (audited,) = check([f"{ARTICLE.replace('4, 17', '5, 17')} https://doi.org/10.1000/reeds"], registry=chain)
    assert audited.verdict is Verdict.VERIFIED
    (finding,) = (finding for finding in audited.findings if finding.code == "library-differs")
    assert (
        finding.message
        == "Your library has this reference with other values: year “2018” here, “2019” in the library; "
        "volume “5” here, “4” in the library."
    )
    (same,) = check([ARTICLE.replace("2018", "2019")], registry=chain)
    assert "library-differs" not in {finding.code for finding in same.findings}
    other = ARTICLE.replace(
        "Reeds of the northern lakes and their uses", "Sedges of the southern marshes and their names"
    )
    (stranger,) = check([other], registry=chain)
    assert stranger.case.library is None


ITEM = {
    "key": "AAAA1111",
    "data": {
        "itemType": "journalArticle",
        "title": "Reeds of the northern lakes and their uses",
        "creators": [{"creatorType": "author", "firstName": "Mira", "lastName": "Holt"}],
        "publicationTitle": "Annals of Reeds",
        "date": "Spring 2019",
        "volume": "4",
        "DOI": "10.1000/REEDS",
        "tags": [],
    },
}
BOOK = {
    "key": "CCCC3333",
    "meta": {"parsedDate": "1972-05"},
    "data": {
        "itemType": "book",
        "title": "The reed cutters of Brittany",
        "creators": [{"creatorType": "editor", "name": "Reed Society"}, "odd"],
        "date": "5/1972",
        "ISBN": "978-0-306-40615-7",
    },
}


def test_a_running_zotero_is_read_and_told_nothing(httpserver: HTTPServer) -> None:
    note: dict[str, object] = {"key": "B", "data": {"itemType": "note", "note": "Private"}}
    pages = {"0": [ITEM, note, "odd", {"key": "X"}] * 125, "500": [BOOK]}
    httpserver.expect_request("/api/users/0/items/top").respond_with_handler(
        lambda request: Response(json.dumps(pages[request.args["start"]]), content_type="application/json")
    )
    library = library_at(httpserver.url_for(""))
    assert isinstance(library, Library)
    works = [held.work for held in library._records.values()]
    assert [(work.type, work.title, str(work.issued), work.doi) for work in works] == [
        ("article-journal", "Reeds of the northern lakes and their uses", "2019", "10.1000/reeds"),
        ("book", "The reed cutters of Brittany", "1972-05", None),
    ]
    assert (works[1].editor, works[1].isbn) == ((Name(literal="Reed Society"),), ("9780306406157",))
    assert [request.method for request, _ in httpserver.log] == ["GET", "GET"]
    (audited,) = check([ARTICLE], registry=Chain(holding(name="Crossref"), library))
    assert "library-differs" in [finding.code for finding in audited.findings]
    assert len(httpserver.log) == 2


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_offline_a_zotero_on_this_machine_is_the_only_one_connected_to(
    host: str, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/api/users/0/items/top").respond_with_json([])
    connected: list[object] = []
    connect = socket.socket.connect

    def noted(own: socket.socket, address: tuple[str, int]) -> None:
        connected.append(address)
        connect(own, address)

    looked_up: list[object] = []
    look_up = socket.getaddrinfo

    def heard(name: str, *given: Any, **more: Any) -> Any:
        looked_up.append(name)
        return look_up(name, *given, **more)

    monkeypatch.setattr(socket.socket, "connect", noted)
    monkeypatch.setattr(socket, "getaddrinfo", heard)
    options = ("--isolated", "--no-cache", "--offline", "--library", f"http://{host}:{httpserver.port}")
    done = CliRunner().invoke(main, ["check", "-", *options], input=ARTICLE)
    assert done.exit_code in (0, 1), done.output
    assert set(looked_up) == {"127.0.0.1"}
    assert connected == [("127.0.0.1", httpserver.port)]


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (403, "Local API is not enabled", "Zotero denies access"),
        (200, "{}", "not Zotero"),
        (404, "", "not Zotero"),
    ],
)
def test_a_zotero_that_does_not_answer_is_told(status: int, body: str, says: str, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/api/users/0/items/top").respond_with_data(body, status=status)
    with pytest.raises(RecordsError, match=says):
        library_at(httpserver.url_for(""))
    with pytest.raises(RecordsError, match="is it running"):
        library_at("http://127.0.0.1:9")
    with pytest.raises(RecordsError, match="this machine"):
        library_at("http://zotero.example")
    missing = CliRunner().invoke(main, ["check", "-", "--library", "http://127.0.0.1:9"], input=ARTICLE)
    assert missing.exit_code == 2
    assert "is it running" in missing.output


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + bytes(200), b"\x00\x01\x02"])
def test_what_is_no_library_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "library.bin"
    path.write_bytes(content)
    if content:
        with pytest.raises(RecordsError, match="cannot be read as a library"):
            library_of(path)
    missing = tmp_path / "missing.bib"
    with pytest.raises(RecordsError):
        library_of(missing)


def test_the_option_names_the_library(zotero: Path) -> None:
    arguments = ["check", "-", "--offline", "--library", str(zotero), "--format", "json"]
    result = CliRunner().invoke(main, arguments, input=ARTICLE, catch_exceptions=False)
    assert '"verified"' in result.stdout
    missing = CliRunner().invoke(main, ["check", "-", "--library", "nowhere.bib"], input=ARTICLE)
    assert missing.exit_code == 2
