"""What a server may answer that is no answer: bytes on a connection that nobody has to serve."""

# ruff: noqa: E501  # tables as wide as they are

import gzip
import json
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from hypothesis import strategies as st

from refcheck.model import Id, Name, Scheme, Work
from refcheck.registries import Crossref, CrossrefSingle, DataCite, DoiOrg, HandleSystem, Ncbi, OpenLibrary, Registry
from refcheck.registries.services.acl_anthology import AclAnthology
from refcheck.registries.services.arxiv import Arxiv
from refcheck.registries.services.datatracker import Datatracker
from refcheck.registries.services.dblp import Dblp
from refcheck.registries.services.doi_agencies import DoiAgencies
from refcheck.registries.services.europe_pmc import EuropePmc
from refcheck.registries.services.google_books import GoogleBooks
from refcheck.registries.services.ncbi import CitationMatcher
from refcheck.registries.services.open_alex import OpenAlex
from refcheck.registries.services.open_review import OpenReview
from refcheck.registries.services.semantic_scholar import SemanticScholar
from refcheck.registries.services.sru import Sru
from refcheck.registries.services.wayback import Wayback
from refcheck.registries.services.web_page import WebPages
from refcheck.registries.transport.dialling import Dialler

DOI = "10.1000/sample"
FACE = "93.184.216.34"

KEYS: Mapping[str, Id] = {
    "crossref-list": Id.doi(DOI),
    "crossref-single": Id.doi(DOI),
    "datacite": Id.doi(DOI),
    "doi": Id.doi(DOI),
    "doi-agencies": Id.doi(DOI),
    "handle": Id(Scheme.HANDLE, "1721.1/26729"),
    "open-library": Id(Scheme.ISBN, "9783540000000"),
    "pubmed": Id(Scheme.PMID, "18271964"),
    "ecitmatch": Id(Scheme.CITATION, "j biol chem|1998|28|42|okafor"),
    "datatracker": Id(Scheme.RFC, "9110"),
    "wayback": Id(Scheme.URL, "https://web.archive.org/web/20210304/http://www.institute.example/soil.html"),
    "pages": Id(Scheme.URL, "http://www.institute.example/soil.html"),
    "openalex": Id.doi(DOI),
    "semantic-scholar": Id.doi(DOI),
}
"""Every registry of the network, and what it is asked for."""

_CLASSES: Mapping[str, Callable[..., Registry]] = {
    "crossref-list": Crossref,
    "crossref-single": CrossrefSingle,
    "datacite": DataCite,
    "doi": DoiOrg,
    "doi-agencies": DoiAgencies,
    "handle": HandleSystem,
    "open-library": OpenLibrary,
    "pubmed": Ncbi,
    "ecitmatch": CitationMatcher,
    "datatracker": Datatracker,
    "wayback": Wayback,
    "arxiv": Arxiv,
    "dblp": Dblp,
    "acl-anthology": AclAnthology,
    "openreview": OpenReview,
    "europe-pmc": EuropePmc,
    "google-books": GoogleBooks,
    "openalex": OpenAlex,
    "semantic-scholar": SemanticScholar,
    "k10plus": Sru,
}

_ARTICLE = Work(
    type="article-journal",
    title="Computer vision in the diagnosis of sleep",
    author=(Name(family="Sample", given="Ann"),),
    container_title="Journal of Computer Vision and Medicine",
)
_BOOK = Work(
    type="book", title="The soils of the north", author=(Name(family="Sample", given="Ann"),), isbn=("9783540000000",)
)
_PAPER = Work(
    type="paper-conference",
    title="Soils that learn",
    author=(Name(family="Sample"),),
    container_title="ICLR",
    url="https://aclanthology.org/2020.sample-main.1",
)
_PREPRINT = Work(type="article", title="Soils that learn", author=(Name(family="Sample"),), container_title="arXiv")

SEARCHED: Mapping[str, Work] = {
    "crossref-list": _ARTICLE,
    "open-library": _BOOK,
    "arxiv": _PREPRINT,
    "dblp": _ARTICLE,
    "acl-anthology": _PAPER,
    "openreview": _PAPER,
    "europe-pmc": _ARTICLE,
    "google-books": _BOOK,
    "openalex": _ARTICLE,
    "semantic-scholar": _ARTICLE,
    "k10plus": _BOOK,
}
"""Every registry of the network that is searched, and a work that it may hold."""


class Line:
    """Connections on which an answer stands already, each of ``replies`` once and the last for ever."""

    def __init__(self, *replies: bytes) -> None:
        self._replies = list(replies)
        self._ends: list[socket.socket] = []

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        ours, theirs = socket.socketpair()
        theirs.setblocking(False)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        with suppress(BlockingIOError):  # as much of it as goes in
            theirs.sendall(reply)
        theirs.shutdown(socket.SHUT_WR)
        ours.settimeout(seconds)
        self._ends.append(theirs)
        return ours

    def close(self) -> None:
        for end in self._ends:
            end.close()


def registry_at(kind: str, line: Line) -> Registry:
    """A registry whose every connection is ``line``'s."""
    dialler = Dialler(resolve=lambda host: [FACE], connect=line.connect)
    if kind == "pages":
        return WebPages(dialler=dialler, sleep=lambda seconds: None)
    return _CLASSES[kind](base_url="http://registry.example", dialler=dialler)


def classes() -> frozenset[type]:
    """The classes of the registries here."""
    return frozenset({*(each for each in _CLASSES.values() if isinstance(each, type)), WebPages})


def http(status: int, headers: Mapping[str, bytes], body: bytes) -> bytes:
    """An answer as it is sent."""
    lines = [b"HTTP/1.1 %d Whatever" % status, *(name.encode() + b": " + value for name, value in headers.items())]
    return b"\r\n".join([*lines, b"Connection: close", b"", body])


_DEEP = b"[" * 50_000
_BOMB = gzip.compress(b"[" * 20_000_000)

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["\ud800", "\x00", "\u202e\x1b[2J", DOI, "10.9999/other", "http://[", "2019-99-99", "9" * 300])
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_NAMES = [
    "message",
    "items",
    "DOI",
    "title",
    "container-title",
    "author",
    "editor",
    "family",
    "given",
    "name",
    "issued",
    "date-parts",
    "published-print",
    "updated-by",
    "update-to",
    "type",
    "relation",
    "id",
    "id-type",
    "score",
    "ISSN",
    "ISBN",
    "page",
    "volume",
    "institution",
    "event",
    "resource",
    "primary",
    "URL",
    "language",
    "alias",
    "data",
    "attributes",
    "doi",
    "titles",
    "titleType",
    "creators",
    "familyName",
    "dates",
    "dateType",
    "date",
    "publicationYear",
    "container",
    "firstPage",
    "types",
    "resourceTypeGeneral",
    "publisher",
    "relatedIdentifiers",
    "relationType",
    "relatedIdentifier",
    "responseCode",
    "handle",
    "values",
    "RA",
    "result",
    "uid",
    "articleids",
    "idtype",
    "value",
    "authors",
    "pubdate",
    "identifiers",
    "isbn_13",
    "publishers",
    "publish_date",
    "number_of_pages",
    "archived_snapshots",
    "closest",
    "url",
    "status",
    "18271964",
    "ISBN:9783540000000",
    "journal-issue",
    "updated",
    "source",
    "label",
]
_SHAPES = st.recursive(
    _VALUES,
    lambda inner: st.dictionaries(st.sampled_from(_NAMES), inner, max_size=6) | st.lists(inner, max_size=3),
    max_leaves=20,
)

_TRUE: tuple[dict[str, Any] | list[Any], ...] = (
    {
        "message": {
            "DOI": DOI,
            "title": ["T"],
            "author": [{"family": "F", "given": "G"}],
            "issued": {"date-parts": [[2019, 1]]},
        }
    },
    {
        "message": {
            "items": [{"DOI": DOI, "title": ["T"], "score": 1.5, "update-to": [{"DOI": "10.1/x", "type": "erratum"}]}]
        }
    },
    {
        "data": [
            {"attributes": {"doi": DOI, "titles": [{"title": "T"}], "dates": [{"dateType": "Issued", "date": "2019"}]}}
        ]
    },
    {"responseCode": 1, "handle": DOI, "values": [{"type": "HS_ALIAS", "data": {"value": "10.1/x"}}]},
    {"DOI": DOI, "title": "T", "issued": {"date-parts": [[2019]]}},
    {"result": {"18271964": {"uid": "18271964", "title": "T", "authors": [{"name": "A B"}], "pubdate": "2015"}}},
    {"ISBN:9783540000000": {"title": "T", "authors": [{"name": "A B"}], "identifiers": {"isbn_13": ["9783540000000"]}}},
    {
        "result": {
            "hits": {
                "hit": [
                    {
                        "info": {
                            "title": "T.",
                            "authors": {"author": [{"text": "A B 0001"}]},
                            "venue": "V",
                            "year": "2019",
                            "type": "Journal Articles",
                            "doi": DOI,
                        }
                    }
                ]
            }
        }
    },
    {
        "hitCount": 1,
        "resultList": {
            "result": [
                {
                    "id": "1",
                    "source": "MED",
                    "title": "T.",
                    "doi": DOI,
                    "authorList": {"author": [{"lastName": "A", "initials": "B"}]},
                    "journalInfo": {"volume": "1", "journal": {"title": "J", "issn": "1234-5679"}},
                    "pubYear": "2019",
                    "pubTypeList": {"pubType": ["Preprint"]},
                }
            ]
        },
    },
    {
        "results": [
            {
                "id": "https://openalex.org/W1",
                "doi": f"https://doi.org/{DOI}",
                "title": "T",
                "publication_year": 2019,
                "authorships": [{"author": {"display_name": "A B"}}],
                "primary_location": {"source": {"display_name": "J"}},
                "biblio": {"volume": "1", "first_page": "2"},
            }
        ]
    },
    {
        "data": [
            {
                "paperId": "x",
                "title": "T",
                "year": 2019,
                "authors": [{"name": "A B"}],
                "externalIds": {"DOI": DOI},
                "venue": "V",
                "journal": {"name": "J", "pages": "1-2"},
            }
        ]
    },
    [
        {
            "paperId": "x",
            "title": "T",
            "year": 2019,
            "authors": [{"name": "A B"}],
            "externalIds": {"DOI": DOI, "ArXiv": "2101.00001"},
            "journal": {"name": "J", "pages": "1-2"},
        }
    ],
    {
        "items": [
            {
                "id": "x",
                "volumeInfo": {
                    "title": "T",
                    "authors": ["A B"],
                    "publishedDate": "2019-01",
                    "industryIdentifiers": [{"type": "ISBN_13", "identifier": "9783540000000"}],
                },
            }
        ]
    },
    {
        "docs": [
            {
                "key": "/works/OL1W",
                "title": "T",
                "author_name": ["A B"],
                "first_publish_year": 2019,
                "isbn": ["9783540000000"],
                "publisher": ["P"],
            }
        ]
    },
    {
        "archived_snapshots": {
            "closest": {
                "url": "http://web.archive.org/web/20210304/http://www.institute.example/soil.html",
                "status": "200",
            }
        }
    },
)
"""Answers as they should be, of every registry; of which one part is put out of shape."""


_ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2101.00001v2</id><title>Soils that learn</title>'
    b"<published>2021-01-01T00:00:00Z</published><author><name>Ann Sample</name></author></entry></feed>"
)
_MARC = (
    b'<r:searchRetrieveResponse xmlns:r="http://www.loc.gov/zing/srw/"><record xmlns="http://www.loc.gov/MARC21/slim"><controlfield tag="001">1</controlfield>'
    b'<datafield tag="020"><subfield code="a">9783540000000 (pbk.)</subfield></datafield><datafield tag="100"><subfield code="a">Sample, Ann</subfield></datafield>'
    b'<datafield tag="245"><subfield code="a">The soils</subfield></datafield><datafield tag="264"><subfield code="c">c2019</subfield></datafield></record></r:searchRetrieveResponse>'
)
_LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (letter + 1, b"&%c;" % letter * 10) for letter in range(ord("a"), ord("j"))
)
_XML = (
    _ATOM,
    _MARC,
    b"<?xml version='1.0' encoding='rot13'?>" + _ATOM,
    _ATOM.decode().encode("utf-16"),
    b"<feed>" * 50_000,
    b'<feed xmlns="http://www.w3.org/2005/Atom">' + b"<entry>" * 5_000,
    _LAUGHS + b"]><feed>&j;</feed>",
    b'<!DOCTYPE f SYSTEM "http://10.0.0.1/x"><feed/>',
    b'<!DOCTYPE f [<!ENTITY e SYSTEM "file:///etc/passwd">]><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&e;</title></entry></feed>',
    b"<!-- -->",
    b"<?pi?>",
    b"<a:b/>",
)
"""Feeds and records of catalogues, and what is none."""


@st.composite
def _cut_xml(draw: st.DrawFn) -> bytes:
    """A right answer with a part left out, or put in twice."""
    whole = draw(st.sampled_from((_ATOM, _MARC)))
    start, end = sorted(draw(st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)))))
    return whole[:start] + whole[start:end] * draw(st.integers(0, 2)) + whole[end:]


@st.composite
def _spoilt(draw: st.DrawFn) -> Any:
    """A right answer with one value replaced by anything."""
    whole = json.loads(json.dumps(draw(st.sampled_from(_TRUE))))
    at: Any = whole
    while True:
        places = list(at) if isinstance(at, dict) else list(range(len(at)))
        place = draw(st.sampled_from(places))
        inner = at[place]
        if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
            at[place] = draw(_SHAPES)
            return whole
        at = inner


DIRT = ("\ud800", "\udc00\ud83d\x00\x1b[2J", "\x9b\x7f\x85\x08\x0c")
"""Halves of pairs and controls, of which no text of a registry's may come further than its door."""


def dirtied(whole: Any, dirt: str, place: int) -> Any:
    """A value of JSON with dirt in every string: before it (0), in its middle (1) or behind it (2)."""
    if isinstance(whole, str):
        at = len(whole) * place // 2
        return whole[:at] + dirt + whole[at:]
    if isinstance(whole, dict):
        return {name: dirtied(each, dirt, place) for name, each in whole.items()}
    return [dirtied(each, dirt, place) for each in whole] if isinstance(whole, list) else whole


_HTML = """<html><head><title>Soils{0}</title><meta name="citation_title" content="So{0}ils of the north">
<meta name="citation_author" content="Sample{0}, Ann"><script type="application/ld+json">
{{"@type": "ScholarlyArticle", "headline": "So{1}ils", "author": {{"name": "A{1}nn"}}}}</script></head><h1>So&#x8d;ils</h1></html>"""

_PLAIN_DIRT = tuple(dirt for dirt in DIRT if not any("\ud800" <= sign <= "\udfff" for sign in dirt))


def dirty_bodies() -> Iterator[tuple[str, bytes]]:
    """Right answers of every kind with dirt in all that they say, each with its content type."""
    for number, dirt in enumerate(DIRT):
        for place, body in enumerate(_TRUE, start=number):
            whole = json.dumps(dirtied(body, dirt, place % 3), ensure_ascii=place % 2 == 0)
            yield "application/json", whole.encode("utf-8", "surrogatepass")
    for dirt in ("\x9b", "\x7f", "\x85"):
        for feed in (_ATOM, _MARC):
            yield (
                "application/xml",
                feed.replace(b"oil", f"oi{dirt}l".encode()).replace(b"Sample", f"Sa{dirt}mple".encode()),
            )
    for dirt in _PLAIN_DIRT:
        escaped = json.dumps(dirt)[1:-1]
        yield "text/html; charset=utf-8", _HTML.format(dirt, escaped).encode()
    yield "text/html", _HTML.format("", r"\ud800").encode()
    yield "text/plain", b"j biol chem|1998|28|42|okafor|k|1827\x001964\x1b\n"


def _as_json(value: Any) -> bytes:
    return json.dumps(value).encode("utf-8", "surrogatepass")


def _one_line(value: bytes) -> bytes:
    return value.replace(b"\r", b"").replace(b"\n", b"")


BODIES = (
    st.binary(max_size=60)
    | st.sampled_from(
        [
            b"",
            b"null",
            b"[]",
            b"{}",
            b"\xef\xbb\xbf{}",
            b"<html><title>404</title>",
            _DEEP,
            b'{"message":' + _DEEP,
            _BOMB,
            b"NaN",
        ]
    )
    | _SHAPES.map(_as_json)
    | st.builds(dirtied, st.sampled_from(_TRUE), st.sampled_from(DIRT), st.integers(0, 2)).map(_as_json)
    | _spoilt().map(_as_json)
    | st.sampled_from(_TRUE).map(_as_json)
    | st.sampled_from(_XML)
    | _cut_xml()
)

_ODD = (
    b"http://[", b"\xff\xfe", b"//", b"http://registry.example:99999/", b"http://user@registry.example/", b"https://\xe9.example/", b"?" * 500,
    b"http://10.0.0.1/", b"/works/10.1000%2Fsample", b"http://a..b/", b"javascript:alert(1)", b"http://registry.example:8080/x", b"http://" + b"a" * 300 + b"/",
)  # fmt: skip
_HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Location": st.sampled_from(_ODD) | st.binary(max_size=20).map(_one_line),
        "Retry-After": st.sampled_from(
            [b"-1", b"9" * 400, b"Fri, 31 Dec 99999 23:59:59 GMT", b"Fri, 31 Dec 9999 23:59:59 -9999", b"\xb2", b"soon", b"1.5", b"Mon, 0 Foo 0 0:0:0"]
        ),
        "Content-Encoding": st.sampled_from([b"gzip", b"deflate", b"br", b"gzip, gzip", b"\xff", b"identity", b"zstd"]),
        "Content-Type": st.sampled_from([b"application/json", b"text/html; charset=\xff", b"text/html; charset=rot13", b"", b"x" * 200]),
        "Content-Length": st.sampled_from([b"0", b"5", b"99999999999", b"-1", b"1e3", b"\xb2"]),
        "Transfer-Encoding": st.sampled_from([b"chunked", b"gzip, chunked", b"nonsense"]),
        "Set-Cookie": st.sampled_from([b"a=b", b"\xff=\xfe; Domain=.", b"=;;;=", b"a=b; expires=Fri, 31 Dec 99999"]),
        "x-rate-limit-limit": st.sampled_from([b"0", b"-3", b"1e9", b"\xb2", b"99999"]),
        "x-rate-limit-interval": st.sampled_from([b"0s", b"s", b"1m", b"99999s"]),
        "x-concurrency-limit": st.sampled_from([b"0", b"\xb2", b"-1"]),
    },
)  # fmt: skip
_STATUSES = st.sampled_from(
    [
        200,
        200,
        200,
        201,
        204,
        206,
        300,
        301,
        302,
        303,
        304,
        307,
        308,
        400,
        401,
        403,
        404,
        408,
        410,
        425,
        429,
        500,
        503,
        599,
        999,
        100,
    ]
)

REPLIES = (
    st.builds(http, _STATUSES, _HEADERS, BODIES)
    | st.binary(max_size=100)
    | st.sampled_from(
        [
            b"",
            b"HTTP/1.1 200",
            b"HTTP/9.9 abc\r\n\r\n",
            b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 300 + b"\r\n",
            b"HTTP/1.1 200 OK\r\n" + b"x" * 70_000,
        ]
    )
)
"""Whole answers, from right ones to bytes that mean nothing."""
