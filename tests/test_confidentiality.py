"""docs/confidentiality.md beside what a server received: ten documents, all services, byte for byte."""

import re
import socket
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

import pytest
from attrs import frozen
from click import Context
from click.testing import CliRunner
from leaving_made import SECRETS, documents
from links_made import World, answer, page, world
from pytest_httpserver import HTTPServer
from tables import DOCS
from test_registries_leaving import played, sent

from refcheck.audit import audit
from refcheck.cli import main
from refcheck.matching import printed
from refcheck.matching.fields.title import full_title
from refcheck.model import Bibliography, Reference, Scheme
from refcheck.readers import read_bytes
from refcheck.registries import Connections
from refcheck.registries.connections import Send
from refcheck.registries.further import FURTHER
from refcheck.registries.ladder import online
from refcheck.registries.wrappers.pace import Limit, Pace
from refcheck.text.folding import fold

PAGE = (DOCS / "confidentiality.md").read_text(encoding="utf-8")
MAIL, KEYS = "ann@example.org", {"openalex_key": "k1", "semantic_scholar_key": "k2", "google_books_key": "k3"}
HEADERS = {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}

SIGNS = {
    "ti", "and", "au", "title", "auth", "intitle", "inauthor", "pica", "tit", "per", "isb", "or", "search", "isbn", "doi", "until",
    "pub", "date",
}  # fmt: skip
"""The signs of query languages, beside the words that are searched for."""


@frozen(kw_only=True)
class Row:
    """A row of the page: to which service, in which parameters or path, what, and from which ``--send`` on."""

    service: str
    places: tuple[str, ...]
    what: str
    sends: frozenset[str]


def rows() -> Iterator[Row]:
    table = PAGE.partition("<!-- the table -->")[2].partition("\n\n#")[0]
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and (named := re.match(r"`([\w.-]+)`", cells[0])):
            sends = frozenset(Send) if cells[3] == "all" else frozenset(re.findall(r"`(\w+)`", cells[3]))
            yield Row(service=named[1], places=tuple(re.findall(r"`([^`]+)`", cells[1])), what=cells[2], sends=sends)


ROWS = tuple(rows())


@pytest.fixture(scope="module")
def bibliographies() -> list[Bibliography]:
    made = [read_bytes(data, name) for name, data in documents().items()]
    assert len(made) == 10
    assert len({each.document.format for each in made}) == 10
    assert all(each.references for each in made)
    return made


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of one's own need not be spared."""
    monkeypatch.setattr("refcheck.registries.network._pace", lambda *given: Pace(Limit(count=10, at_once=8)))


def received(server: HTTPServer, bibliographies: Sequence[Bibliography], send: str) -> Iterator[tuple[str, str, str]]:
    """What each service was sent: in which parameter or path, and what."""
    server.expect_request("/doi/api/handles/10.1000/elsewhere").respond_with_json({"responseCode": 1, "values": []})
    server.expect_request("/doi/ra/10.1000").respond_with_json([{"DOI": "10.1000", "RA": "Sample Agency"}])
    audit(bibliographies, registry=online(played(server, send=send, mailto=MAIL, **KEYS)))
    assert {request.path for request, _ in server.log if request.method != "GET" or request.get_data()} == {
        "/semantic-scholar/graph/v1/paper/batch"
    }
    for service, requests in sent(server).items():
        for path, parameters in requests:
            if path:
                yield service, template(path), unquote(path)
            for name, value in parameters.items():
                yield service, name, value


def template(path: str) -> str:
    """A path with what varies in it named."""
    path = re.sub(r"10\.\d{4,}(?:/|%2F)[^/]+(?:,10\..*)?$", "{doi}", unquote(path))
    path = re.sub(r"(?<=ra/)10\.\d{4,}$", "{prefix}", path)
    path = re.sub(r"(?<=handles/)\d+/\d+$", "{handle}", path)
    path = re.sub(r"(?<=rfc)\d+", "{number}", path)
    return re.sub(r"^[A-Z]\d\d-\d+", "{paper}", path)


def words(text: str | None) -> set[str]:
    return set(fold(text or "").split())


def vocabulary(what: str, references: Sequence[Reference], send: str) -> set[str]:
    """The words that may stand where the page says ``what``."""
    found: set[str] = set(SIGNS)
    for reference in references:
        work = reference.work
        people = [name.family or name.literal or "" for name in (*work.author, *work.editor)]
        place = (work.container_title, work.volume, work.issue, work.page, work.publisher, str(work.year or ""))
        parts: dict[str, Sequence[str | None]] = {
            "DOI": [each.value for each in reference.of_scheme(Scheme.DOI)],
            "identifier": [each.value.removeprefix("PMC") for each in reference.identifiers],
            "RFC": [f"rfc{number}" for number in re.findall(r"RFC (\d+)", reference.raw)],
            "running number": [str(number) for number in range(50)],
            "title": [full_title(work)],
            "first author": people[:1],
            "authors": people,
            "year": [str(work.year or "")],
            "venue": [work.container_title],
            "place": [*place, *people[:1]],
            "printed": [printed(reference)] if send == Send.PRINTED else [full_title(work), *people, *place],
        }
        for kind, texts in parts.items():
            if kind in what and (send != Send.IDENTIFIERS or kind in ("DOI", "identifier", "RFC")):
                found |= {word for text in texts for word in words(text)}
    return found


@pytest.mark.parametrize("send", list(Send))
def test_what_is_documented_is_what_leaves(
    send: str, bibliographies: list[Bibliography], httpserver: HTTPServer
) -> None:
    references = [reference for each in bibliographies for reference in each.references]
    seen: set[tuple[str, str]] = set()
    fixed: dict[tuple[str, str], set[str]] = {}
    for service, place, value in received(httpserver, bibliographies, send):
        row = next((row for row in ROWS if row.service == service and place in row.places), None)
        assert row is not None, f"{service} was sent {place}={value}, which the page does not have"
        assert send in row.sends, f"{service} was sent {place} with --send {send}"
        seen.add((service, place))
        if row.what == "your e-mail address":
            assert value == MAIL
        elif row.what == "your key":
            assert value in KEYS.values()
        elif row.what.startswith("one of"):
            assert value in re.findall(r"`(\w+)`", row.what)
        elif row.what.startswith("fixed"):
            fixed.setdefault((service, place), set()).add(re.sub(r"\d+", "", value))
        else:
            strange = words(value.replace(place, "")) - vocabulary(row.what, references, send) - words(place)
            assert not strange, f"{service} was sent {place}={value}"
            assert len(value) <= 600 or row.what.startswith("DOI")
    for request, _ in httpserver.log:
        more = {"X-Api-Key", "Content-Type", "Content-Length"} if "semantic-scholar" in request.path else set()
        assert set(request.headers.keys()) <= HEADERS | more
        everything = f"{request.environ['REQUEST_URI']} {dict(request.headers)} {request.get_data()!r}".casefold()
        assert not [secret for secret in SECRETS if secret in everything], "what is no reference has left"
    documented = {(row.service, place) for row in ROWS for place in row.places if send in row.sends}
    assert documented - seen == set(), "documented, and not sent"
    assert all(len(values) == 1 for values in fixed.values()), "fixed, and not always the same"


def test_every_service_has_its_rows() -> None:
    assert {row.service for row in ROWS} == {"crossref", "datacite", "doi", *FURTHER}


def test_every_command_that_asks_registries_is_named() -> None:
    said = PAGE.partition(" ask registries, and ")
    named = {*re.findall(r"`(?:refcheck )?([a-z]+)`", said[0].rpartition("\n")[2] + said[2].partition(";")[0])}
    commands = {name: main.get_command(Context(main), name) for name in main.list_commands(Context(main))}
    asking = {
        name for name, each in commands.items() if each and any("--crossref-url" in one.opts for one in each.params)
    }
    assert named == asking - {"evidence", "web-build"}, "that reads the cache alone, and writes a page"


def test_the_headers_are_named() -> None:
    assert all(f"`{header}`" in PAGE for header in HEADERS)


def test_offline_nothing_is_opened_or_looked_up(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*given: object, **options: object) -> None:
        raise AssertionError("a socket was opened")

    names = []
    for name, data in documents().items():
        (tmp_path / name).write_bytes(data)
        names.append(str(tmp_path / name))
    for function in ("socket", "getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, function, refused)
    for more in (("--offline",), ("--offline", "--links", "--wayback"), ("--dry-run",), ("--dry-run", "--links")):
        result = CliRunner().invoke(main, ["check", *names, *more, "--isolated"], catch_exceptions=False)
        assert result.exit_code in (0, 1), result.output


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The hosts of the cited pages, and an archive, all with a public face."""
    pages = {
        "/deep/page.html": answer("200 OK", page("Reeds")),
        "/wayback/available": answer("200 OK", b'{"archived_snapshots": {}}', kind="application/json"),
    }
    with world(pages) as made:
        monkeypatch.setattr("refcheck.registries.network.Dialler", lambda **options: made.dialler())
        yield made


def test_with_links_the_hosts_of_addresses_are_asked_for_them(web: World) -> None:
    text = "Holt, M. (2019). Reeds. http://lakes.example/deep/page.html\nHolt, M. (2018). Reeds gone. http://gone.example/a/b.html\n"
    bibliography = read_bytes(text.encode(), "list.txt")
    connections = Connections(
        cache="off", links=True, robots=True, send="identifiers", without=",".join(FURTHER), mailto=MAIL
    )
    audit([bibliography], registry=online(connections))
    hosts = {host for host, _ in web.asked if host.endswith(".example")}
    assert hosts == {"lakes.example", "gone.example"}
    paths = {path for host, path in web.asked if host == "lakes.example"}
    others = {path for path in paths if re.fullmatch(r"/deep/[0-9a-f]{16}\.html", path)}
    assert paths - others == {"/robots.txt", "/deep/page.html"}
    for said in ("`robots.txt`", "nobody has written", "doi.org"):
        assert said in PAGE.partition("## Web pages")[2]
