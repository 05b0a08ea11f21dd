"""Services as they answer the questions of `doctor --live`, played on this machine."""

import json
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from attrs import field, frozen
from pytest_httpserver import HTTPServer
from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse
from werkzeug import Request, Response
from werkzeug.test import EnvironBuilder

from refcheck.registries.connections import Connections
from refcheck.registries.further import FURTHER

JSON, XML, PLAIN = "application/json", "text/xml; charset=utf-8", "text/plain;charset=UTF-8"
PACE = {"x-rate-limit-limit": "5", "x-rate-limit-interval": "1s", "x-concurrency-limit": "1", "x-api-pool": "public"}


@frozen(kw_only=True)
class Canned:
    """One reply: a value of JSON, or a text."""

    body: Any = ""
    status: int = 200
    kind: str = JSON
    headers: Mapping[str, str] = field(factory=dict)

    def response(self) -> Response:
        text = self.body if isinstance(self.body, str | bytes) else json.dumps(self.body)
        return Response(text, status=self.status, headers={**self.headers, "content-type": self.kind})


Break = Callable[[str, Canned], Canned]
"""What becomes of a reply to a request for a path."""


def connections(server: HTTPServer) -> Connections:
    """Every service played by one server, each below its name."""
    return connections_at(server.url_for("").rstrip("/"))


def connections_at(url: str) -> Connections:
    """Every service at one address, each below its name."""
    return Connections(
        crossref_url=f"{url}/crossref",
        datacite_url=f"{url}/datacite",
        doi_url=f"{url}/doi",
        wayback_url=f"{url}/wayback",
        service_urls=",".join(f"{name}={url}/{name}" for name in FURTHER),
        cache="off",
    )


def play(server: HTTPServer, breaks: Break = lambda path, canned: canned) -> None:
    """Answer as the services do, each reply as ``breaks`` leaves it."""

    def answer(request: Request) -> Response:
        service, _, path = request.path.lstrip("/").partition("/")
        return breaks(request.path, PLAYED[service](path, request)).response()

    server.expect_request(re.compile("/.*")).respond_with_handler(answer)


def play_at_hand(patch: pytest.MonkeyPatch, breaks: Break) -> Connections:
    """Answer so without a server, where a service is asked hundreds of times; return where to ask."""

    def send(self: HTTPAdapter, request: PreparedRequest, **options: Any) -> Any:
        there = urlsplit(request.url or "")
        service, _, path = unquote(there.path).lstrip("/").partition("/")
        body = request.body.encode() if isinstance(request.body, str) else request.body
        asked = EnvironBuilder(
            path=unquote(there.path),
            query_string=there.query,
            method=request.method or "GET",
            headers=[*request.headers.items()],
            data=body,
        ).get_request()
        given = breaks(asked.path, PLAYED[service](path, asked)).response()
        raw = HTTPResponse(BytesIO(given.data), dict(given.headers), given.status_code, preload_content=False)
        return self.build_response(request, raw)

    patch.setattr(HTTPAdapter, "send", send)
    return connections_at("http://127.0.0.1:9")


def _work(doi: str, title: str, names: list[tuple[str, str]], journal: str, date: list[int], place: list[str]) -> Any:
    volume, issue, page = place
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": [title],
        "subtitle": [],
        "container-title": [journal],
        "author": [{"given": given, "family": family, "sequence": "additional"} for given, family in names],
        "issued": {"date-parts": [date]},
        "created": {"date-parts": [[2002, 7, 26]]},
        "volume": volume,
        "issue": issue,
        "page": page,
        "publisher": "A publisher",
        "ISSN": ["0028-0836"],
        "resource": {"primary": {"URL": f"https://publisher.example/{doi}"}},
        "is-referenced-by-count": 9000,
        "score": 1.0,
    }


DNA = _work(
    "10.1038/171737a0",
    "Molecular Structure of Nucleic Acids: A Structure for Deoxyribose Nucleic Acid",
    [("J. D.", "WATSON"), ("F. H. C.", "CRICK")],
    "Nature",
    [1953, 4],
    ["171", "4356", "737-738"],
)
EPR = _work(
    "10.1103/physrev.47.777",
    "Can Quantum-Mechanical Description of Physical Reality Be Considered Complete?",
    [("A.", "Einstein"), ("B.", "Podolsky"), ("N.", "Rosen")],
    "Physical Review",
    [1935, 5, 15],
    ["47", "10", "777-780"],
)
CLOCKS = _work(
    "10.1145/359545.359563",
    "Time, clocks, and the ordering of events in a distributed system",
    [("Leslie", "Lamport")],
    "Communications of the ACM",
    [1978, 7],
    ["21", "7", "558-565"],
)
INTERVALS = _work(
    "10.1080/01621459.1987.10478410",
    "Better Bootstrap Confidence Intervals",
    [("Bradley", "Efron")],
    "Journal of the American Statistical Association",
    [1987, 3],
    ["82", "397", "171-185"],
)
ALIAS = "10.2307/2289144"
LISTED = [DNA, EPR, CLOCKS]


def _crossref(path: str, request: Request) -> Canned:
    def works(items: list[Any]) -> Canned:
        message = {"total-results": len(items), "items": deepcopy(items), "items-per-page": 20}
        return Canned(
            body={"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message},
            headers=PACE,
        )

    if "doi:" in request.args.get("filter", ""):
        return works([work for work in LISTED if f"doi:{work['DOI']}" in request.args["filter"].split(",")])
    if path == "works":
        others = [
            {**DNA, "DOI": f"10.1038/{number}", "title": [f"Nature {number}"], "author": []} for number in range(4)
        ]
        return works([EPR, *others])
    doi = unquote(path.removeprefix("works/"))
    if doi == ALIAS:
        return Canned(status=301, kind="text/html", headers={"location": f"/crossref/works/{INTERVALS['DOI']}", **PACE})
    found = next((work for work in (DNA, INTERVALS) if work["DOI"] == doi), None)
    if found is None:
        return Canned(status=404, kind="text/plain", body="Resource not found.", headers=PACE)
    return Canned(body={"status": "ok", "message-type": "work", "message": deepcopy(found)}, headers=PACE)


def _datacite(path: str, request: Request) -> Canned:
    held = {
        "10.1594/pangaea.726855": {
            "doi": "10.1594/pangaea.726855",
            "titles": [{"title": "Chemical and mineral compositions of sediments from ODP Site 127-797"}],
            "creators": [
                {"name": "Irino, Tomohisa", "nameType": "Personal", "givenName": "Tomohisa", "familyName": "Irino"},
                {"name": "Tada, Ryuji", "nameType": "Personal", "givenName": "Ryuji", "familyName": "Tada"},
            ],
            "publicationYear": 2009,
            "dates": [{"date": "2009", "dateType": "Issued"}],
            "publisher": "PANGAEA",
            "types": {"resourceTypeGeneral": "Dataset", "citeproc": "dataset"},
            "container": {},
            "url": "https://doi.pangaea.de/10.1594/PANGAEA.726855",
        },
        "10.48550/arxiv.math/0211159": {
            "doi": "10.48550/arxiv.math/0211159",
            "titles": [{"title": "The entropy formula for the Ricci flow and its geometric applications"}],
            "creators": [{"name": "Perelman, Grisha", "givenName": "Grisha", "familyName": "Perelman"}],
            "publicationYear": 2002,
            "dates": [{"date": "2002-11-11T16:11:49Z", "dateType": "Submitted"}],
            "publisher": "arXiv",
            "types": {"resourceTypeGeneral": "Preprint", "citeproc": "article"},
            "container": {},
            "url": "https://arxiv.org/abs/math/0211159",
        },
    }
    asked = request.args["ids"].split(",")
    rows = [{"id": doi, "type": "dois", "attributes": row} for doi, row in held.items() if doi in asked]
    return Canned(body={"data": rows, "meta": {"total": len(rows)}}, kind="application/json; charset=utf-8")


_AGENCIES = {"10.1038": "Crossref", "10.1103": "Crossref", "10.48550": "DataCite", "10.11429": "JaLC", "10.2760": "OP"}


def _doi(path: str, request: Request) -> Canned:
    kind = "application/json;charset=UTF-8"
    if path.startswith("ra/"):
        dois = [unquote(doi) for doi in path.removeprefix("ra/").split(",")]
        return Canned(
            kind=kind,
            body=[
                {"DOI": doi, "status": "DOI does not exist"}
                if "refcheck" in doi
                else {"DOI": doi, "RA": _AGENCIES.get(doi.split("/")[0], "Crossref")}
                for doi in dois
            ],
        )
    if path.startswith("api/handles/"):
        name = unquote(path.removeprefix("api/handles/"))
        if "refcheck" in name:
            return Canned(status=404, kind=kind, body={"responseCode": 100, "handle": name})
        data = {"format": "string", "value": f"https://publisher.example/{name}"}
        admin = {"format": "admin", "value": {"handle": "10.admin/codata", "index": 300, "permissions": "111"}}
        values = [{"index": 1, "type": "URL", "data": data, "ttl": 86400, "timestamp": "2020-07-26T08:55:31Z"}]
        values += [{"index": 100, "type": "HS_ADMIN", "data": admin, "ttl": 86400}]
        return Canned(kind=kind, body={"responseCode": 1, "handle": name, "values": values})
    if path.startswith("transform/"):
        csl = {
            "10.1103/physrev.47.777": {**EPR, "title": EPR["title"][0], "container-title": "Physical Review"},
            "10.48550/arxiv.math/0211159": {
                "type": "article",
                "DOI": "10.48550/ARXIV.MATH/0211159",
                "title": "The entropy formula for the Ricci flow and its geometric applications",
                "author": [{"family": "Perelman", "given": "Grisha"}],
                "issued": {"date-parts": [[2002]]},
                "publisher": "arXiv",
            },
        }
        return Canned(body=csl[path.removeprefix("transform/")], kind="application/vnd.citationstyles.csl+json")
    return Canned(status=302, kind="text/html;charset=utf-8", headers={"location": f"/doi/transform/{path}"})


def _summary(number: str, title: str, name: str, date: str, **more: Any) -> Any:
    return {
        "uid": number,
        "title": title,
        "authors": [{"name": name, "authtype": "Author", "clusterid": ""}],
        "source": "Nature",
        "fulljournalname": "Nature",
        "volume": "171",
        "issue": "4356",
        "pages": "737-8",
        "pubdate": date,
        "epubdate": "",
        "issn": "0028-0836",
        "essn": "",
        "pubtype": ["Journal Article"],
        "articleids": [{"idtype": "pubmed", "idtypen": 1, "value": number}],
        **more,
    }


_ARTICLES = {
    "13054692": _summary(
        "13054692",
        "Molecular structure of nucleic acids; a structure for deoxyribose nucleic acid.",
        "WATSON JD",
        "1953 Apr 25",
        articleids=[{"idtype": "pubmed", "value": "13054692"}, {"idtype": "doi", "value": "10.1038/171737a0"}],
    ),
    "15905366": _summary(
        "15905366",
        "Patient-specific embryonic stem cells derived from human SCNT blastocysts.",
        "Hwang WS",
        "2005 Jun 17",
        pubtype=["Journal Article", "Retracted Publication"],
    ),
    "3531190": _summary("3531190", "GenBank.", "Benson DA", "2013 Jan", issn=""),
    "2014248": _summary("2014248", "Made for the matcher.", "Mann BJ", "1991 Apr 15"),
    "3026048": _summary("3026048", "Made for the matcher, too.", "Palmenberg AC", "1987 Jan 9"),
}


def _ncbi(path: str, request: Request) -> Canned:
    if path == "ecitmatch.cgi":
        lines = request.args["bdata"].split("\r")
        ids = {"1991": "2014248", "1987|235": "3026048"}
        told = [next((said for part, said in ids.items() if f"|{part}|" in line), "NOT_FOUND") for line in lines]
        return Canned(body="".join(f"{line}{said}\n" for line, said in zip(lines, told, strict=True)), kind=PLAIN)
    numbers = request.args["id"].split(",")
    gone = {"error": "cannot get document summary"}
    result = {number: _ARTICLES.get(number, {"uid": number, **gone}) for number in numbers}
    body = {"header": {"type": "esummary", "version": "0.3"}, "result": {"uids": numbers, **deepcopy(result)}}
    return Canned(body=body, kind="application/json; charset=UTF-8")


def _open_library(path: str, request: Request) -> Canned:
    if path == "search.json":
        doc = {
            "key": "/works/OL102749W",
            "title": "Moby Dick",
            "author_name": ["Herman Melville"],
            "first_publish_year": 1851,
            "publish_year": [1851, 1892],
            "isbn": ["9780142437247", "0142437247"],
        }
        docs = [] if "jkvqx" in request.url else [doc, *[{**doc, "key": f"/works/{n}"} for n in range(4)]]
        return Canned(body={"numFound": len(docs), "start": 0, "docs": docs})
    book = {
        "url": "https://openlibrary.org/books/OL22853304M/Slow_reading",
        "key": "/books/OL22853304M",
        "title": "Slow reading",
        "authors": [{"url": "https://openlibrary.org/authors/OL6548935A", "name": "John Miedema"}],
        "number_of_pages": 92,
        "publishers": [{"name": "Litwin Books"}],
        "publish_date": "March 2009",
        "identifiers": {"isbn_13": ["9780980200447"], "openlibrary": ["OL22853304M"]},
    }
    return Canned(body={"ISBN:9780980200447": book})


def _k10plus(path: str, request: Request) -> Canned:
    marc = "http://www.loc.gov/MARC21/slim"
    fields = (
        '<controlfield tag="001">0123{n}</controlfield>'
        '<datafield tag="020"><subfield code="a">9780142437247</subfield></datafield>'
        '<datafield tag="100"><subfield code="a">Melville, Herman</subfield><subfield code="4">aut</subfield></datafield>'
        '<datafield tag="245"><subfield code="a">Moby-Dick</subfield><subfield code="b">oder der Wal</subfield></datafield>'
        '<datafield tag="264"><subfield code="a">München</subfield><subfield code="b">Ein Verlag</subfield>'
        '<subfield code="c">2001</subfield></datafield>'
    )
    held = 0 if "jkvqx" in request.url else int(request.args["maximumRecords"])
    records = "".join(
        f'<zs:record><zs:recordData><record xmlns="{marc}">{fields.format(n=n)}</record></zs:recordData></zs:record>'
        for n in range(held)
    )
    inner = f"<zs:records>{records}</zs:records>" if records else ""
    return Canned(
        kind="application/xml;charset=utf-8",
        body='<?xml version="1.0"?><zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:version>1.1</zs:version>'
        f"<zs:numberOfRecords>{held and 240}</zs:numberOfRecords>{inner}</zs:searchRetrieveResponse>",
    )


def _dblp(path: str, request: Request) -> Canned:
    info = {
        "authors": {"author": {"@pid": "l/LeslieLamport", "text": "Leslie Lamport"}},
        "title": "Time, Clocks, and the Ordering of Events in a Distributed System.",
        "venue": "Commun. ACM",
        "volume": "21",
        "number": "7",
        "pages": "558-565",
        "year": "1978",
        "type": "Journal Articles",
        "key": "journals/cacm/Lamport78",
        "doi": "10.1145/359545.359563",
        "ee": "https://doi.org/10.1145/359545.359563",
        "url": "https://dblp.org/rec/journals/cacm/Lamport78",
    }
    hits: dict[str, Any] = {"@total": "1", "@computed": "1", "@sent": "1", "@first": "0"}
    hits["hit"] = [{"@score": "9", "@id": "1", "info": info, "url": "URL#1"}]
    if "jkvqx" in request.url:
        hits = {"@total": "0", "@computed": "0", "@sent": "0", "@first": "0"}
    return Canned(body={"result": {"query": "…", "status": {"@code": "200"}, "hits": hits}})


def _acl_anthology(path: str, request: Request) -> Canned:
    if path != "P97-1023.xml":
        return Canned(status=404, kind="text/html", body="<!doctype html><title>404</title>")
    return Canned(
        kind="application/xml",
        body="""<?xml version="1.0" encoding="UTF-8"?><modsCollection xmlns="http://www.loc.gov/mods/v3"><mods ID="hm-1997">
<titleInfo><title>Predicting the Semantic Orientation of Adjectives</title></titleInfo>
<name type="personal"><namePart type="given">Vasileios</namePart><namePart type="family">Hatzivassiloglou</namePart>
<role><roleTerm authority="marcrelator" type="text">author</roleTerm></role></name>
<originInfo><dateIssued>1997-07</dateIssued></originInfo>
<relatedItem type="host"><titleInfo><title>35th Annual Meeting</title></titleInfo>
<originInfo><publisher>Association for Computational Linguistics</publisher></originInfo></relatedItem>
<identifier type="citekey">hm-1997</identifier><identifier type="doi">10.3115/976909.979640</identifier>
<location><url>https://aclanthology.org/P97-1023/</url></location>
<part><date>1997-07</date><extent unit="page"><start>174</start><end>181</end></extent></part></mods></modsCollection>""",
    )


def _openreview(path: str, request: Request) -> Canned:
    content = {
        "title": {"value": "SWE-bench: Can Language Models Resolve Real-world Github Issues?"},
        "authors": {"value": ["Carlos E. Jimenez", "John Yang"]},
        "venue": {"value": "ICLR 2024 oral"},
        "venueid": {"value": "ICLR.cc/2024/Conference"},
    }
    note = {
        "id": "VTF8yNQM66",
        "forum": "VTF8yNQM66",
        "content": content,
        "cdate": 1695000000000,
        "pdate": 1705000000000,
    }
    old = {"title": "SWE-bench, as an older note has it", "authors": ["Carlos E. Jimenez"]}
    notes = [note, {"id": "x", "forum": "x", "content": old}]
    return Canned(body={"notes": notes, "count": len(notes)}, kind="application/json; charset=utf-8")


def _europe_pmc(path: str, request: Request) -> Canned:
    article = {
        "id": "13054692",
        "source": "MED",
        "pmid": "13054692",
        "doi": "10.1038/171737a0",
        "title": "Molecular structure of nucleic acids; a structure for deoxyribose nucleic acid.",
        "authorList": {
            "author": [{"fullName": "WATSON JD", "firstName": "JD", "lastName": "WATSON", "initials": "JD"}]
        },
        "journalInfo": {
            "issue": "4356",
            "volume": "171",
            "journal": {"title": "Nature", "medlineAbbreviation": "Nature", "issn": "0028-0836", "essn": "1476-4687"},
        },
        "pubYear": "1953",
        "pageInfo": "737-738",
        "firstPublicationDate": "1953-04-01",
        "pubTypeList": {"pubType": ["Journal Article"]},
    }
    held = [] if "jkvqx" in request.url else [article]
    return Canned(body={"version": "6.9", "hitCount": len(held), "resultList": {"result": held}})


def _arxiv(path: str, request: Request) -> Canned:
    entry = """<entry><id>http://arxiv.org/abs/math/0211159v1</id><updated>2002-11-11T16:11:49Z</updated>
<published>2002-11-11T16:11:49Z</published><title>The entropy formula for the Ricci flow and its
 geometric applications</title><summary>We present a monotonic expression.</summary><author><name>Grisha Perelman</name></author>
<arxiv:comment>39 pages</arxiv:comment><category term="math.DG"/></entry>"""
    held = "" if "jkvqx" in request.url else entry
    return Canned(
        kind="application/atom+xml; charset=utf-8",
        body='<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        f'xmlns:arxiv="http://arxiv.org/schemas/atom"><title>ArXiv Query</title><id>http://arxiv.org/api/x</id>{held}</feed>',
    )


def _datatracker(path: str, request: Request) -> Canned:
    if path != "doc/rfc9110/doc.json":
        return Canned(status=404, kind="text/html", body="<html>")
    return Canned(
        body={
            "name": "rfc9110",
            "rev": "",
            "title": "HTTP Semantics",
            "time": "2022-06-06 23:20:31",
            "authors": [
                {"name": "Roy T. Fielding", "email": "x@example.org"},
                {"name": "Mark Nottingham", "email": None},
            ],
            "rev_history": [{"name": "rfc9110", "rev": "rfc9110", "published": "2022-06-06T16:20:31-07:00"}],
        }
    )


def _openalex(path: str, request: Request) -> Canned:
    def work(number: int, item: Any) -> Any:
        first, _, last = item["page"].partition("-")
        names = [f"{name['given']} {name['family']}" for name in item["author"]]
        return {
            "id": f"https://openalex.org/W{number}",
            "doi": f"https://doi.org/{item['DOI']}",
            "title": item["title"][0],
            "type": "article",
            "publication_year": item["issued"]["date-parts"][0][0],
            "authorships": [{"raw_author_name": name, "author": {"id": "…", "display_name": name}} for name in names],
            "primary_location": {"source": {"display_name": item["container-title"][0], "issn": item["ISSN"]}},
            "biblio": {"volume": item["volume"], "issue": item["issue"], "first_page": first, "last_page": last},
            "language": "en",
        }

    is_list = request.args["filter"].startswith("doi:")
    held = [work(number, item) for number, item in enumerate([DNA, EPR] if is_list else [EPR])]
    return Canned(body={"meta": {"count": len(held), "per_page": 25}, "results": held})


def _semantic_scholar(path: str, request: Request) -> Canned:
    def paper(item: Any) -> Any:
        return {
            "paperId": "d" * 40,
            "externalIds": {"DOI": item["DOI"], "CorpusId": 1},
            "url": f"https://www.semanticscholar.org/paper/{'d' * 40}",
            "title": item["title"][0],
            "venue": item["container-title"][0],
            "year": item["issued"]["date-parts"][0][0],
            "publicationTypes": None,
            "journal": {"name": item["container-title"][0], "volume": item["volume"], "pages": item["page"]},
            "authors": [{"authorId": "1", "name": f"{name['given']} {name['family']}"} for name in item["author"]],
        }

    if path == "graph/v1/paper/search":
        return Canned(body={"total": 1, "offset": 0, "data": [paper(DNA)]})
    held = {f"DOI:{item['DOI']}": paper(item) for item in (DNA, EPR)}
    rows = [held.get(each) for each in json.loads(request.data)["ids"]]
    if not any(rows):
        return Canned(status=400, body={"error": "No valid paper ids given"})
    return Canned(body=rows)


def _google_books(path: str, request: Request) -> Canned:
    info = {
        "title": "Moby Dick",
        "authors": ["Herman Melville"],
        "publisher": "A publisher",
        "publishedDate": "1851-10-18",
        "industryIdentifiers": [{"type": "ISBN_13", "identifier": "9780142437247"}],
        "language": "en",
    }
    if "jkvqx" in request.url:
        return Canned(body={"kind": "books#volumes", "totalItems": 0})
    items = [{"kind": "books#volume", "id": f"v{number}", "volumeInfo": info} for number in range(5)]
    return Canned(body={"kind": "books#volumes", "totalItems": 300, "items": items})


def _wayback(path: str, request: Request) -> Canned:
    if path.startswith("cdx/"):
        return Canned(body=[], kind="application/json")
    copy = {
        "status": "200",
        "available": True,
        "url": "http://web.archive.org/web/20060101064348/http://www.example.com:80/",
        "timestamp": "20060101064348",
    }
    snapshots = {} if "refcheck" in request.url else {"closest": copy}
    return Canned(body={"url": request.args["url"], "archived_snapshots": snapshots})


PLAYED: Mapping[str, Callable[[str, Request], Canned]] = {
    "crossref": _crossref,
    "datacite": _datacite,
    "doi": _doi,
    "ncbi": _ncbi,
    "ecitmatch": _ncbi,
    "open-library": _open_library,
    "k10plus": _k10plus,
    "dblp": _dblp,
    "acl-anthology": _acl_anthology,
    "openreview": _openreview,
    "europe-pmc": _europe_pmc,
    "arxiv": _arxiv,
    "datatracker": _datatracker,
    "openalex": _openalex,
    "semantic-scholar": _semantic_scholar,
    "google-books": _google_books,
    "wayback": _wayback,
}
