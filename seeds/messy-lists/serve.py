#!/usr/bin/env python3
"""A stand-in for the registries that answers from the records of this benchmark: ``python serve.py [--port 8770] [FOLDER]``.

It plays Crossref (works, search, lists by DOI, agency), doi.org (handle system, agencies, resolution) and, as registries that hold
nothing, DataCite, OpenAlex and others. A registry is told by the first part of the path (``/crossref/works/10.…``) or by the Host
header (``Host: api.crossref.org``). It asks nobody anything, has no limits, and needs Python 3.11 and its standard library alone.
"""

import argparse
import csv
import gzip
import io
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

Item = dict[str, Any]
Answer = tuple[int, str, str]

FILES = ("works.jsonl.gz", "made.jsonl.gz")
HOSTS = {
    "api.crossref.org": "crossref",
    "doi.org": "doi",
    "dx.doi.org": "doi",
    "www.doi.org": "doi",
    "api.datacite.org": "datacite",
    "api.openalex.org": "openalex",
    "api.semanticscholar.org": "semanticscholar",
    "eutils.ncbi.nlm.nih.gov": "eutils",
    "www.ebi.ac.uk": "europepmc",
    "openlibrary.org": "openlibrary",
    "sparql.dblp.org": "sparql",
    "dblp.org": "dblp",
    "export.arxiv.org": "arxiv",
    "api.labs.crossref.org": "labs",
}
JSON, TEXT = "application/json", "text/plain"
SATURATION, LENGTH = 1.2, 0.75
"""The two numbers of BM25, at their usual values."""


class Records:
    """The works, by DOI and by their words."""

    def __init__(self, items: Iterable[Item]) -> None:
        """Index the works."""
        self.items = {item["DOI"].lower(): item for item in items}
        self._all = _Words({doi: _everything(item) for doi, item in self.items.items()})
        self._titles = _Words({doi: _texts(item, "title", "subtitle") for doi, item in self.items.items()})

    def search(self, parameters: dict[str, list[str]]) -> list[Item]:
        """The works that answer a query, best first, with their scores."""
        scores: Counter[str] = Counter()
        asked = {name: " ".join(values) for name, values in parameters.items() if name.startswith("query")}
        found = [(self._titles if name == "query.title" else self._all).scores(text) for name, text in asked.items()]
        for doi in set.intersection(*map(set, found)) if found else self.items:
            scores[doi] = sum(each[doi] for each in found)
        order = sorted(scores, key=lambda doi: (-scores[doi], doi))
        return [self.items[doi] | {"score": scores[doi]} for doi in order if self._passes(doi, parameters)]

    def _passes(self, doi: str, parameters: dict[str, list[str]]) -> bool:
        """Whether a work passes the filter; one name twice means either, and names that are not known change nothing."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for each in ",".join(parameters.get("filter", ())).split(","):
            name, _, value = each.partition(":")
            wanted[name].add(value.lower())
        item = self.items[doi]
        held = {
            "doi": {doi},
            "type": {item["type"]},
            "issn": {value.lower() for value in item.get("ISSN", ())},
            "updates": {notice["DOI"].lower() for notice in item.get("update-to", ())},
            "prefix": {doi.partition("/")[0]},
        }
        return all(held[name] & values for name, values in wanted.items() if name in held)


class _Words:
    """Texts by their words, weighed as BM25 does."""

    def __init__(self, texts: dict[str, str]) -> None:
        counts = {key: Counter(words(text)) for key, text in texts.items()}
        self._lengths = {key: sum(count.values()) for key, count in counts.items()}
        self._mean = sum(self._lengths.values()) / max(len(counts), 1)
        self._held: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for key, count in counts.items():
            for word, times in count.items():
                self._held[word].append((key, times))

    def scores(self, text: str) -> Counter[str]:
        """The texts that have any of the words, each with its score."""
        found: dict[str, float] = defaultdict(float)
        for word in set(words(text)):
            held = self._held.get(word, ())
            weight = math.log(1 + (len(self._lengths) - len(held) + 0.5) / (len(held) + 0.5))
            for key, times in held:
                long = 1 - LENGTH + LENGTH * self._lengths[key] / self._mean
                found[key] += weight * times * (SATURATION + 1) / (times + SATURATION * long)
        return Counter(found)


def words(text: str) -> list[str]:
    """The words of a text, small and without accents.

    >>> words("Über 2 Flüsse")
    ['uber', '2', 'flusse']
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain)


def _texts(item: Item, *names: str) -> str:
    return " ".join(str(each) for name in names for each in item.get(name, ()))


def _everything(item: Item) -> str:
    roles = [each for role in ("author", "editor") for each in item.get(role, ())]
    people = [str(each.get(part, "")) for each in roles for part in ("given", "family", "name")]
    years = [
        str(item[name]["date-parts"][0][0])
        for name in ("issued", "published-print", "published-online")
        if name in item
    ]
    numbers = [str(item.get(name, "")) for name in ("volume", "issue", "page", "article-number", "publisher")]
    names = _texts(item, "title", "subtitle", "container-title", "short-container-title")
    return " ".join([names, *people, *years, *numbers])


def crossref(records: Records, path: str, parameters: dict[str, list[str]], accept: str) -> Answer:
    """Crossref's REST interface, as far as it is asked."""
    path = re.sub(r"^/v1(?=/)", "", path)
    if path.rstrip("/") == "/works":
        found = records.search(parameters)
        rows, offset = int(parameters.get("rows", ["20"])[0]), int(parameters.get("offset", ["0"])[0])
        listed = {
            "total-results": len(found),
            "items": found[offset : offset + rows],
            "items-per-page": rows,
            "facets": {},
        }
        return 200, JSON, _message("work-list", listed)
    if not path.startswith("/works/"):
        return 404, TEXT, "Resource not found."
    doi, _, asked = path.removeprefix("/works/").lower().partition("/agency")
    item = records.items.get(unquote(doi))
    if item is None:
        return 404, TEXT, "Resource not found."
    agency = {"DOI": item["DOI"], "agency": {"id": "crossref", "label": "Crossref"}}
    is_agency = path.endswith("/agency") and not asked
    return 200, JSON, _message("work-agency", agency) if is_agency else _message("work", item)


def doi_org(records: Records, path: str, parameters: dict[str, list[str]], accept: str) -> Answer:
    """The handle system, the list of agencies, and the resolver."""
    for lead in ("/ra/", "/doiRA/"):
        if path.startswith(lead):
            each = unquote(path.removeprefix(lead)).split(",")
            held, none = {"RA": "Crossref"}, {"status": "DOI does not exist"}
            told = [{"DOI": doi} | (held if doi.lower() in records.items else none) for doi in each]
            return 200, JSON, json.dumps(told)
    if path.startswith("/api/handles/"):
        doi = unquote(path.removeprefix("/api/handles/"))
        if doi.lower() not in records.items:
            return 404, JSON, json.dumps({"responseCode": 100, "handle": doi})
        value = {"index": 1, "type": "URL", "data": {"format": "string", "value": f"https://www.example.org/{doi}"}}
        return 200, JSON, json.dumps({"responseCode": 1, "handle": doi, "values": [value]})
    item = records.items.get(unquote(path).lstrip("/").lower())
    if item is None:
        return 404, TEXT, "DOI Not Found"
    return 200, "application/vnd.citationstyles.csl+json", json.dumps(_csl(item))


def _csl(item: Item) -> Item:
    firsts = {name: item[name][0] for name in ("title", "container-title") if item.get(name)}
    return item | firsts


def _nothing(answer: object, status: int = 200) -> Callable[[Records, str, dict[str, list[str]], str], Answer]:
    """A registry that holds nothing."""
    text = answer if isinstance(answer, str) else json.dumps(answer)
    return lambda records, path, parameters, accept: (status, TEXT if isinstance(answer, str) else JSON, text)


def _datacite(records: Records, path: str, parameters: dict[str, list[str]], accept: str) -> Answer:
    if path.rstrip("/") == "/dois":
        return 200, JSON, json.dumps({"data": [], "meta": {"total": 0, "totalPages": 0, "page": 1}})
    return (
        404,
        JSON,
        json.dumps({"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}),
    )


def _openalex(records: Records, path: str, parameters: dict[str, list[str]], accept: str) -> Answer:
    if re.fullmatch(r"/(?:works|sources)/?", path):
        return 200, JSON, json.dumps({"results": [], "meta": {"count": 0, "page": 1, "per_page": 25}})
    return 404, JSON, json.dumps({"error": "Not Found"})


_COLUMNS = (
    "Record ID", "Title", "Subject", "Institution", "Journal", "Publisher", "Country", "Author", "URLS", "ArticleType",
    "RetractionDate", "RetractionDOI", "RetractionPubMedID", "OriginalPaperDate", "OriginalPaperDOI", "OriginalPaperPubMedID",
    "RetractionNature", "Reason", "Paywalled", "Notes",
)  # fmt: skip


def _retraction_watch(records: Records, path: str, parameters: dict[str, list[str]], accept: str) -> Answer:
    """Retraction Watch's table, as Crossref publishes it, with the notices that the records have."""
    natures = {"retraction": "Retraction", "withdrawal": "Retraction", "removal": "Retraction"}
    natures["expression_of_concern"] = "Expression of concern"
    made = io.StringIO()
    rows = csv.DictWriter(made, _COLUMNS, restval="")
    rows.writeheader()
    for number, item in enumerate(records.items.values(), 1):
        for notice in item.get("updated-by", ()):
            if notice["type"] in natures:
                dois = {"RetractionDOI": notice["DOI"], "OriginalPaperDOI": item["DOI"]}
                year = item["issued"]["date-parts"][0][0]
                dates = {"RetractionDate": f"1/2/{year + 1} 0:00", "OriginalPaperDate": f"1/1/{year} 0:00"}
                nature = {"RetractionNature": natures[notice["type"]]}
                rows.writerow({"Record ID": number, "Title": item["title"][0]} | dois | dates | nature)
    return 200, "text/csv", made.getvalue()


SERVICES: dict[str, Callable[[Records, str, dict[str, list[str]], str], Answer]] = {
    "crossref": crossref,
    "doi": doi_org,
    "datacite": _datacite,
    "openalex": _openalex,
    "semanticscholar": _nothing({"total": 0, "data": []}),
    "eutils": _nothing(
        {"esearchresult": {"count": "0", "retmax": "0", "retstart": "0", "idlist": []}, "result": {"uids": []}}
    ),
    "europepmc": _nothing({"hitCount": 0, "resultList": {"result": []}}),
    "openlibrary": _nothing({"numFound": 0, "docs": []}),
    "sparql": _nothing({"head": {"vars": []}, "results": {"bindings": []}}),
    "dblp": _nothing({"result": {"hits": {"@total": "0", "hit": []}}}),
    "arxiv": _nothing('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>'),
    "labs": _retraction_watch,
}


def _message(kind: str, message: Item) -> str:
    return json.dumps({"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message})


def answer(records: Records, host: str, target: str, accept: str = "") -> Answer:
    """What is answered to a request: the status, the type and the text."""
    parts = urlsplit(target)
    service, path = HOSTS.get(host.partition(":")[0].lower(), ""), parts.path
    if not service:
        _, service, rest = [*parts.path.split("/", 2), "", ""][:3]
        path = f"/{rest}"
    parameters = parse_qs(parts.query, keep_blank_values=True)
    if service not in SERVICES:
        return 404, TEXT, "There is no such registry here."
    return SERVICES[service](records, path, parameters, accept)


def load(folder: Path) -> Records:
    """The records of a folder of the benchmark."""
    lines = (line for name in FILES for line in gzip.decompress((folder / name).read_bytes()).decode().splitlines())
    return Records(map(json.loads, lines))


def server(records: Records, port: int) -> ThreadingHTTPServer:
    """A server on this machine alone; a port of 0 takes a free one."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, kind, text = answer(
                records, self.headers.get("Host", ""), self.path, self.headers.get("Accept", "")
            )
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_POST = do_GET  # noqa: N815 (the names are the library's)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the library's)
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            if not isinstance(sys.exc_info()[1], ConnectionError):  # somebody hung up
                super().handle_error(request, client_address)

    return Server(("127.0.0.1", port), Handler)


def main() -> None:
    """Serve until ^C."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent)
    arguments.add_argument("--port", type=int, default=8770)
    given = arguments.parse_args()
    records = load(given.folder)
    made = server(records, given.port)
    print(f"serving {len(records.items)} works on http://127.0.0.1:{made.server_address[1]}", flush=True)
    made.serve_forever()


if __name__ == "__main__":
    main()
