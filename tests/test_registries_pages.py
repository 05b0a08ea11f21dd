"""Links: what each kind of answer comes to, what is never reached, and how gently hosts are asked."""

import gzip
import ssl
import zlib
from pathlib import Path
from random import Random
from typing import Any

import pytest
from drawn import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from links_made import FACE, World, answer, page, world
from pdf_made import by_hand
from pytest_httpserver import HTTPServer
from registries_made import noon
from tables import CASES, rows

from refcheck.identifiers.addresses import archive_url, copy_at
from refcheck.model import Answer, Found, Id, NotFound, Scheme, Scope, Unavailable
from refcheck.registries import Cache, Cached, Chain
from refcheck.registries.connections import PAGE_DAYS
from refcheck.registries.pages.hosts import Hosts, Robots
from refcheck.registries.pages.judging import is_deep
from refcheck.registries.pages.page_text import read_page
from refcheck.registries.services.wayback import Wayback
from refcheck.registries.services.web_page import DNS, WebPages
from refcheck.registries.transport.dialling import is_public
from refcheck.registries.transport.get import Reply

PAGES = {
    "/ok": answer("200 OK", page("Soil of the steppe")),
    "/loop": answer("302 Found", b"", "Location: /loop"),
    "/refresh-inside": answer(
        "200 OK", page("On", head='<meta http-equiv="refresh" content="0; url=http://127.0.0.1/">')
    ),
    **{f"/endless-redirects/{n}": answer("302 Found", b"", f"Location: /endless-redirects/{n + 1}") for n in range(30)},
}


LATE = "did not answer in time"


def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait no longer than it takes to see that nobody answers."""
    monkeypatch.setattr("refcheck.registries.pages.fetching.READ_SECONDS", 0.5)
    monkeypatch.setattr("refcheck.registries.pages.fetching.BODY_SECONDS", 0.5)
    monkeypatch.setattr("refcheck.registries.pages.visiting.VISIT_SECONDS", 1.0)


def pages_of(made: World, **more: Any) -> WebPages:
    return WebPages(dialler=made.dialler(), now=noon, sleep=lambda seconds: None, **more)


def ask(web: WebPages | Chain, url: str) -> Answer:
    key = Id(Scheme.URL, url)
    return web.lookup((key,))[key]


def word(given: Answer) -> str:
    return "alive" if isinstance(given, Found) else "gone" if isinstance(given, NotFound) else "untold"


@pytest.mark.parametrize("row", rows(CASES / "registries" / "hostile_links.toml"))
def test_nothing_inside_is_reached_and_everybody_is_let_go(
    row: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    if row.get("says") == LATE:
        impatient(monkeypatch)
    with world(PAGES, row.get("names")) as made:
        given = ask(pages_of(made), row["url"])
        assert made.inside == 0
    assert word(given) == row.get("answer", "untold"), given
    if isinstance(given, Unavailable):
        assert row["says"] in given.why


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with world(PAGES) as made:
        host, port = made.inner.server_address[:2]
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://{host!s}:{port}")
        assert word(ask(pages_of(made), "http://outside.example/ok")) == "alive"
        assert made.inside == 0


@pytest.mark.parametrize(
    ("trusted", "host", "told"),
    [
        (True, "secure.example", "alive"),
        (True, "outside.example", "untold"),  # the certificate is another host's
        (False, "secure.example", "untold"),  # nobody has signed it but itself
    ],
)
def test_a_certificate_must_be_trusted_and_the_hosts_own(
    trusted: bool, host: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = CASES / "registries" / "secure.example.pem"
    if trusted:
        context = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr("refcheck.registries.transport.adapting.tls_context", lambda: context)
    with world(PAGES) as made:
        made.certificate = certificate
        given = ask(pages_of(made), f"https://{host}/ok")
    assert word(given) == told, given
    if isinstance(given, Unavailable):
        assert given.why == "cannot be trusted: its certificate is not valid"


def test_a_body_in_small_pieces_is_read_whole() -> None:
    pieces = b"".join(b"%x\r\n%s\r\n" % (1, bytes([each])) for each in page("Soil of the steppe", "x " * 500))
    chunked = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + pieces + b"0\r\n\r\n"
    )
    with world({"/deep/chunked": chunked}) as made:
        given = ask(pages_of(made), "http://outside.example/deep/chunked")
    assert isinstance(given, Found)
    assert given.record.work.title == "Soil of the steppe"


@pytest.mark.parametrize("row", rows(CASES / "registries" / "pages.toml"))
def test_kinds_of_answers(row: dict[str, Any]) -> None:
    body = page(row.get("title", "Soil of the steppe"), row.get("text", ""), row.get("head", ""))
    served = answer(row.get("status", "200 OK"), b"" if row.get("empty") else body, *row.get("headers", ()))
    with world({"/deep/page": served, "/": answer("200 OK", page("The Institute")), **PAGES}) as made:
        given = ask(pages_of(made), "http://outside.example/deep/page")
    assert word(given) == row["answer"], given
    if isinstance(given, Unavailable):
        assert row["says"] in given.why
    if isinstance(given, Found):
        assert [update.label for update in given.record.updates] == row.get("doubt", [])
        assert [relation.id for relation in given.record.relations] == row.get("moved", [])
        assert (given.record.work.title or "") == row.get("titled", row.get("title", "Soil of the steppe"))


def test_a_host_that_answers_anything_alike_is_in_doubt() -> None:
    class Anything(dict[str, bytes]):
        def get(self, path: str, default: Any = None) -> bytes:
            return answer("200 OK", page("The Institute"))

    with world() as made:
        made.pages = Anything()
        web = pages_of(made)
        for path in ("/a/one.html", "/a/two.html", "/b/three"):
            given = ask(web, f"http://outside.example{path}")
            assert isinstance(given, Found)
            assert [update.label for update in given.record.updates] == ["is the page that its host shows for any URL"]
        assert len(made.asked) == 4, "one address of nobody's for the whole host"
        front = ask(web, "http://outside.example/")
        assert isinstance(front, Found)
        assert front.record.updates == ()


def test_a_name_that_nobody_knows_is_gone_only_while_the_name_service_works() -> None:
    with world() as made:
        assert ask(pages_of(made), "http://nowhere.invalid/") == NotFound(registry=DNS, scope=Scope.REGISTRATION)
    with world(names={"doi.org": [["x"]]}) as made:
        made._names["doi.org"] = [[]]
        plain = made.resolve

        def resolve(host: str) -> list[str]:
            return plain("nowhere.invalid") if host == "doi.org" else plain(host)

        made.resolve = resolve  # type: ignore[method-assign]  # no name is known
        given = ask(pages_of(made), "http://nowhere.invalid/")
        assert isinstance(given, Unavailable)
        assert "DNS is not available" in given.why


def test_no_more_than_two_at_once_on_a_host_and_every_page_once() -> None:
    slow = answer("200 OK", page("Soil of the steppe"))
    urls = [f"http://h{number % 4}.example/p/{number}" for number in range(40)]
    with world({f"/p/{number}": slow for number in range(40)}) as made:
        made.takes, made.company = 0.03, 2
        keys = [Id(Scheme.URL, url) for url in (*urls, *urls)]
        answers = Chain(pages_of(made)).lookup(keys)
        assert {word(each) for each in answers.values()} == {"alive"}
        assert max(made.most.values()) == 2
        assert sum(path.startswith("/p/") and path[3:].isdigit() for _, path in made.asked) == 40


def test_pages_of_many_hosts_are_asked_for_in_turns() -> None:
    keys = [Id(Scheme.URL, f"http://{host}.example/{number}") for host in "ab" for number in range(2)]
    batches = WebPages().batches(keys)
    assert [key.value for (key,) in batches] == [
        "http://a.example/0", "http://b.example/0", "http://a.example/1", "http://b.example/1"
    ]  # fmt: skip


def test_a_host_that_asks_to_wait_for_long_is_left_alone() -> None:
    busy = answer("429 Too Many Requests", b"", "Retry-After: 3600")
    with world({"/a/1": busy, "/a/2": answer("200 OK", page("Soil"))}) as made:
        web = pages_of(made)
        assert [word(ask(web, f"http://outside.example/a/{n}")) for n in (1, 2)] == ["untold", "untold"]
        assert len(made.asked) == 1


def test_what_may_pass_is_tried_once_more() -> None:
    with world({"/a": answer("502 Bad Gateway")}) as made:
        web = pages_of(made)
        assert word(ask(web, "http://outside.example/a")) == "untold"
        assert len(made.asked) == 2


@pytest.mark.parametrize(
    ("rules", "word_of"),
    [
        (
            answer("200 OK", b"User-agent: *\nDisallow: /private/", kind="text/plain"),
            {"/private/a": "untold", "/ok": "alive"},
        ),
        (answer("200 OK", b"User-agent: refcheck-audit\nDisallow: /", kind="text/plain"), {"/ok": "untold"}),
        (answer("200 OK", b"User-agent: other\nDisallow: /", kind="text/plain"), {"/ok": "alive"}),
        (answer("404 Not Found"), {"/ok": "alive"}),
        (answer("503 Service Unavailable"), {"/ok": "untold"}),
    ],
)
def test_robots_are_heeded_where_that_is_asked_for(rules: bytes, word_of: dict[str, str]) -> None:
    with world({"/robots.txt": rules, "/private/a": PAGES["/ok"], **PAGES}) as made:
        hosts = Hosts()
        web = pages_of(made, hosts=hosts, robots=Robots(hosts))
        assert {path: word(ask(web, f"http://outside.example{path}")) for path in word_of} == word_of
        assert [path for _, path in made.asked].count("/robots.txt") == 1
    with world({"/robots.txt": rules, **PAGES}) as made:
        assert word(ask(pages_of(made), "http://outside.example/ok")) == "alive"


def test_the_second_run_asks_only_for_what_could_not_be_told(tmp_path: Path) -> None:
    urls = ["http://outside.example/ok", "http://outside.example/missing", "http://outside.example/turned-away"]
    keys = [Id(Scheme.URL, url) for url in urls]
    with world({"/turned-away": answer("403 Forbidden"), **PAGES}) as made:
        cache = Cache(tmp_path / "answers.sqlite3")
        first, again = (
            Cached(pages_of(made), cache, space="pages", found_days=PAGE_DAYS, now=noon).lookup(keys) for _ in range(2)
        )
        assert first == again
        assert [path for _, path in made.asked if path == "/turned-away"] == ["/turned-away"] * 2
        assert [path for _, path in made.asked if path == "/ok"] == ["/ok"]
        cache.close()


@settings(deadline=None)
@given(
    body=st.one_of(
        st.binary(max_size=300),
        st.lists(
            st.sampled_from(
                [
                    b"<title>",
                    b"</title>",
                    b"<meta ",
                    b"name=",
                    b'"og:title"',
                    b"content=",
                    b"'x",
                    b">",
                    b"<h1>",
                    b"charset=",
                    b"a",
                ]
            )
        ).map(b"".join),
    ),
    kind=st.one_of(
        st.sampled_from(
            [
                "text/html; charset=idna",
                "text/html; charset=undefined",
                "text/html; charset=hex",
                "text/html; charset=utf-7",
            ]
        ),
        st.text(max_size=30).map(lambda text: f"text/html; charset={text}"),
    ),
)
def test_any_body_is_read(body: bytes, kind: str) -> None:
    read = read_page(Reply(status=200, headers={"content-type": kind}, body=body, url="http://outside.example/"))
    assert all(read.titles)


@pytest.mark.parametrize(
    "piece",
    [
        b"<title",
        b"<h1>",
        b"<h1><b>",
        b"<meta ",
        b'<meta name="',
        b"<meta content='0;url=",
        b"charset=",
        b"=",
        b'a="',
        b" ",
    ],
)
def test_a_long_body_is_read(piece: bytes) -> None:
    """It would take minutes if a search went back over what it has read; ``benchmarks/linear.py`` times it."""
    body = (piece * 500_000)[:500_000]
    page = read_page(Reply(status=200, headers={"content-type": "text/html"}, body=body, url="http://outside.example/"))
    assert len("".join(page.titles)) <= len(body)


# Addresses


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_an_address_is_as_public_in_ipv6_as_in_ipv4(number: int) -> None:
    dotted = ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))
    hexadecimal = f"{number >> 16:x}:{number & 0xFFFF:x}"
    assert is_public(f"::ffff:{dotted}") == is_public(f"64:ff9b::{hexadecimal}") == is_public(dotted)
    assert not is_public(f"2002:{hexadecimal}::1")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert is_public(text) in (True, False)
    assert not is_public(text + "x")


def test_any_text_is_answered() -> None:
    with world() as made:
        made.connect = lambda address, port, seconds: (_ for _ in ()).throw(OSError())  # type: ignore[method-assign]
        web = pages_of(made)

        @settings(max_examples=examples(60), deadline=None)
        @given(st.text(max_size=60))
        def answered(text: str) -> None:
            assert word(ask(web, f"http://{text}")) in ("gone", "untold")
            assert word(ask(web, text)) in ("gone", "untold")

        answered()


@pytest.mark.parametrize(
    ("url", "deep"),
    [
        ("http://a.example/", False),
        ("http://a.example/en/", False),
        ("http://a.example/index.html", False),
        ("http://a.example/en/home", False),
        ("http://a.example/?id=5", True),
        ("http://a.example/ok", True),
        ("http://a.example/en/report.pdf", True),
    ],
)
def test_what_leads_further_than_a_front_page(url: str, deep: bool) -> None:
    assert is_deep(url) is deep


# Copies


@pytest.mark.parametrize(
    ("url", "original", "day"),
    [
        ("https://web.archive.org/web/20210305120000/https://a.org/b?c=d", "https://a.org/b?c=d", "2021-03-05"),
        ("http://web.archive.org/web/20210305120000if_/http://a.org/", "http://a.org/", "2021-03-05"),
        ("https://web.archive.org/web/2021/http://a.org/b", "http://a.org/b", "2021"),
        ("https://web.archive.org/web/https://a.org/b", "https://a.org/b", ""),
        ("https://wayback.archive-it.org/1234/20190101/https://a.org/b", "https://a.org/b", "2019-01-01"),
        ("https://archive.ph/20200101/https://a.org/b", "https://a.org/b", "2020-01-01"),
        ("https://arquivo.pt/wayback/20080101000000/http://a.org/", "http://a.org/", "2008-01-01"),
        ("https://a.org/2021/05/report.html", None, None),
        ("https://a.org/login?next=https://a.org/b", None, None),
        ("https://archive.org/details/book", None, None),
    ],
)
def test_an_archived_copy_is_known_by_its_address(url: str, original: str | None, day: str | None) -> None:
    copy = copy_at(url)
    assert (copy and copy.original, copy and str(copy.day)) == (original, day)


@pytest.mark.parametrize("row", rows(CASES / "registries" / "copies.toml"))
def test_the_copy_nearest_to_a_day_is_asked_of_the_archive_and_then_of_its_index(
    row: dict[str, Any], httpserver: HTTPServer
) -> None:
    asked = {"url": "http://a.org/b?c=d", "timestamp": "20210305"}
    httpserver.expect_request("/wayback/available", query_string=asked).respond_with_data(
        row["available"], status=row.get("available_status", 200)
    )
    if "index" in row:
        nearest = {"url": asked["url"], "output": "json", "fl": "timestamp,original", "filter": "statuscode:200"}
        nearest |= {"closest": "20210305", "sort": "closest", "limit": "1"}
        httpserver.expect_request("/cdx/search/cdx", query_string=nearest).respond_with_data(
            row["index"], status=row.get("index_status", 200)
        )
    turns: list[str] = []
    archive = Wayback(base_url=httpserver.url_for(""), now=noon, turn=lambda: turns.append("turn"))
    key = Id(Scheme.URL, "https://web.archive.org/web/20210305/http://a.org/b?c=d")
    planned = [each.url for each in archive.plan((key,), ())]
    given = archive.lookup((key,))[key]
    if isinstance(given, Found):
        assert given.record.work.url == row["answer"]
        assert given.record.work.issued is not None
    else:
        told = f"unavailable {given.cause}" if isinstance(given, Unavailable) else "none"
        assert told == row["answer"]
    assert len(httpserver.log) == 1 + ("index" in row)
    assert len(turns) == ("index" in row)
    sent = [httpserver.url_for(str(request.environ["REQUEST_URI"])) for request, _ in httpserver.log]
    assert sent == planned[: len(sent)]


def test_the_archive_keeps_its_index_at_an_address_of_its_own() -> None:
    latest = Id(Scheme.URL, archive_url("http://a.org/b", None))
    first, second = Wayback(base_url="https://archive.org").plan((latest,), ())
    assert first.url == "https://archive.org/wayback/available?url=http%3A%2F%2Fa.org%2Fb"
    assert second.url.startswith("https://web.archive.org/cdx/search/cdx?url=http%3A%2F%2Fa.org%2Fb&")
    assert second.url.endswith("limit=-1")
    assert Wayback(base_url="https://archive.org").batches((Id(Scheme.URL, "http://a.org/b"),)) == ()


def test_the_public_face_is_public() -> None:
    assert is_public(FACE)


# PDFs


def _long_pdf() -> bytes:
    """A PDF of more than 500 kB, compressed or not, whose first page is stated at its end."""
    padding = "\n".join(f"%{Random(number).randbytes(60).hex()}" for number in range(12_000))
    title = by_hand([(72, 700, "The soils of the northern steppe")], size=24)
    return title.replace(b"startxref", padding.encode() + b"\nstartxref")


@pytest.mark.parametrize(
    ("body", "headers", "title"),
    [
        (_long_pdf(), (), "The soils of the northern steppe"),
        (gzip.compress(_long_pdf()), ("Content-Encoding: gzip",), "The soils of the northern steppe"),
        (zlib.compress(_long_pdf()), ("Content-Encoding: deflate",), "The soils of the northern steppe"),
        (_long_pdf()[:-40], (), None),
        (_long_pdf()[:600_000], (), None),
        (gzip.compress(_long_pdf())[:-200_000], ("Content-Encoding: gzip",), None),
    ],
    ids=["whole", "gzip", "zlib", "without its end", "half", "half of gzip"],
)
def test_a_pdf_is_read_as_a_whole_or_not_at_all(body: bytes, headers: tuple[str, ...], title: str | None) -> None:
    assert len(body) > 500_000
    with world({"/a.pdf": answer("200 OK", body, *headers, kind="application/pdf")}) as made:
        given = ask(pages_of(made), "http://outside.example/a.pdf")
    assert isinstance(given, Found)
    assert given.record.work.title == title


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"not compressed", "untold"),
        (b"", "alive"),
        (gzip.compress(page("Soil of the steppe"))[:60], "alive"),
        (gzip.compress(page("Soil of the steppe")), "alive"),
    ],
    ids=["not gzip", "empty", "the beginning", "whole"],
)
def test_a_body_that_cannot_be_decompressed_is_not_an_empty_page(body: bytes, expected: str) -> None:
    with world({"/a": answer("200 OK", body, "Content-Encoding: gzip")}) as made:
        assert word(ask(pages_of(made), "http://outside.example/a")) == expected
