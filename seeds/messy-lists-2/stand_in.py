#!/usr/bin/env python3
"""A stand-in for the registries of version 2: ``python stand_in.py [--port 8770] [FOLDER]``.

It is that of version 1 (``../messy-lists/serve.py``: Crossref, doi.org, DataCite) and answers for others in the forms that they document:
OpenAlex, Semantic Scholar and Europe PMC from the same works, arXiv and PubMed from ``others.jsonl.gz``, Open Library by the ISBNs of
the works, and the web pages that lists cite. All else on the hosts of examples is gone: 404. Python 3.11 and its standard library alone.
"""

import argparse
import gzip
import hashlib
import html
import importlib.util
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

Item = dict[str, Any]
Parameters = dict[str, list[str]]
Answer = tuple[int, str, str]


def _version_1() -> Any:
    path = Path(__file__).resolve().parent.parent / "messy-lists" / "serve.py"
    spec = importlib.util.spec_from_file_location("messy_serve", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SERVE = _version_1()
_Works: Any = SERVE.Records
FILES = ("works.jsonl.gz", "made.jsonl.gz", "others.jsonl.gz")
PAGES = ("www.example.org", "www.example.com", "library.example.net")
WEB = {"arxiv.org": "arxiv", "pubmed.ncbi.nlm.nih.gov": "pubmed"}
JSON, TEXT = "application/json", "text/plain"
ROWS = 25
BOOKS = ("book", "monograph", "edited-book")
_LEAD = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)", re.IGNORECASE)
"""A resolver or label before a DOI: ``https://doi.org/10.1000/a``, ``doi:10.1000/a``."""

ARXIV = "10.48550/arxiv."
"""What the DOIs of arXiv begin with; DataCite registers them."""


class Records(_Works):  # type: ignore[misc]
    """The works, and what other services hold."""

    def __init__(self, items: Iterable[Item], others: Sequence[Item] = ()) -> None:
        """Index the works, and the others by service and number."""
        super().__init__(items)
        self.others = {(each["service"], each["id"]): each for each in others}
        held = [(_bare(isbn), item) for item in self.items.values() for isbn in item.get("ISBN", ())]
        self.isbns = dict(held)
        of_others = [_as_work(each) for each in others if each["service"] != "page"]
        self.papers = {_paper_id(item): item for item in (*self.items.values(), *of_others)}

    def found(self, service: str, text: str) -> list[Item]:
        """Return what a service holds that has most of the words of a query, best first."""
        asked = set(SERVE.words(text))
        held = [each for (name, _), each in self.others.items() if name == service]
        shares = [(len(asked & _words(each)) / max(len(_words(each)), 1), each) for each in held]
        return [each for share, each in sorted(shares, key=lambda pair: -pair[0]) if share > 0.4][:ROWS]

    def by_doi(self, doi: str) -> Item | None:
        """Return a work of Crossref, or of arXiv by the DOI that DataCite registers for it."""
        other = self.of_arxiv(doi)
        return self.items.get(doi.lower()) or (_as_work(other) if other else None)

    def of_arxiv(self, doi: str) -> Item | None:
        """Return what arXiv holds under a DOI."""
        small = re.sub(r"v\d+$", "", doi.lower())
        return self.others.get(("arxiv", small.removeprefix(ARXIV))) if small.startswith(ARXIV) else None

    def gathered(self, text: str) -> list[Item]:
        """Return what a service that gathers from Crossref, arXiv and PubMed would answer with."""
        others = [*self.found("arxiv", text), *self.found("pubmed", text)]
        return [*map(_as_work, others), *self.best(text)][:ROWS]

    def best(self, text: str) -> list[Item]:
        """Return the works that Crossref would answer with."""
        items: list[Item] = self.search({"query.bibliographic": [text]})[:ROWS] if text.strip() else []
        return items


def _bare(isbn: str) -> str:
    """Return an ISBN as thirteen digits, whichever of the two it is.

    >>> _bare("0-306-40615-2"), _bare("ISBN:9780306406157")
    ('9780306406157', '9780306406157')
    """
    bare = re.sub(r"[^0-9Xx]", "", isbn.rpartition("/")[2].rpartition(":")[2])
    if len(bare) != 10:
        return bare
    digits = f"978{bare[:9]}"
    total = sum(int(digit) * (1, 3)[at % 2] for at, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def _as_work(other: Item) -> Item:
    """Return what arXiv or PubMed holds in Crossref's form, as services that gather from all have it."""
    doi = f"{ARXIV}{other['id']}" if other["service"] == "arxiv" else ""
    return {
        "DOI": doi, "title": [other["title"]], "author": other["author"], "issued": {"date-parts": [[other["year"]]]},
        "container-title": [other.get("container") or "arXiv"], "volume": other.get("volume"), "page": other.get("page") or "",
    }  # fmt: skip


def _words(item: Item) -> set[str]:
    return set(SERVE.words(item["title"]))


def _first(parameters: Parameters, *names: str) -> str:
    return next((parameters[name][0] for name in names if name in parameters), "")


def _doi(text: str) -> str:
    """Return the DOI in ``doi:10.1/a``, ``https://doi.org/10.1/a`` or ``DOI:10.1/a``, small."""
    return _LEAD.sub("", unquote(text).lower())


def _people(item: Item) -> list[str]:
    names = [(each.get("given"), each.get("family") or each.get("name")) for each in item.get("author", ())]
    return [" ".join(part for part in name if part) for name in names]


def _year(item: Item) -> int:
    return int(item["issued"]["date-parts"][0][0])


def openalex(records: Records, path: str, parameters: Parameters, accept: str) -> Answer:
    """Play OpenAlex: a work by its DOI, a filter by DOIs or words of the title, a search."""
    if match := re.fullmatch(r"/works/(.+)", path):
        item = records.by_doi(_doi(match[1]))
        return (200, JSON, json.dumps(_openalex(item))) if item else (404, JSON, json.dumps({"error": "Not Found"}))
    filters = dict(pair.split(":", 1) for pair in _first(parameters, "filter").split(",") if ":" in pair)
    if "doi" in filters:
        items = [item for each in filters["doi"].split("|") if (item := records.by_doi(_doi(each)))]
    else:
        asked = [_first(parameters, "search"), *(text for name, text in filters.items() if name.endswith(".search"))]
        items = records.gathered(" ".join(asked))
    results = [_openalex(item) for item in items]
    return 200, JSON, json.dumps({"results": results, "meta": {"count": len(results), "page": 1, "per_page": ROWS}})


def _openalex(item: Item) -> Item:
    source = {"display_name": (item.get("container-title") or [None])[0], "type": "journal"}
    first, _, last = item.get("page", "").partition("-")
    biblio = {"volume": item.get("volume"), "issue": item.get("issue")}
    biblio |= {"first_page": first or None, "last_page": last or first or None}
    notices = {notice["type"] for notice in item.get("updated-by", ())}
    title, doi = item["title"][0], f"https://doi.org/{item['DOI'].lower()}" if item["DOI"] else None
    return {
        "id": f"https://openalex.org/W{number_of(item['DOI'] or title)}", "doi": doi, "title": title,
        "display_name": title, "publication_year": _year(item), "type": "article", "biblio": biblio,
        "is_retracted": bool(notices & {"retraction", "withdrawal", "removal"}), "ids": {"doi": doi} if doi else {},
        "authorships": [{"author": {"display_name": name}, "raw_author_name": name} for name in _people(item)],
        "primary_location": {"source": source},
    }  # fmt: skip


def number_of(text: str) -> int:
    """Return a number of a text, the same in every run."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:10], 16)


def semantic_scholar(records: Records, path: str, parameters: Parameters, accept: str) -> Answer:
    """Play Semantic Scholar's graph: a paper by its DOI, its arXiv number or its own, a search, a match of a title."""
    if path.endswith(("/paper/search", "/paper/search/match")):
        data = [_paper(item) for item in records.gathered(_first(parameters, "query"))]
        if path.endswith("/match"):
            data = data[:1]
            if not data:
                return 404, JSON, json.dumps({"error": "Title match not found"})
        return 200, JSON, json.dumps({"total": len(data), "offset": 0, "data": data})
    match = re.fullmatch(r"/graph/v1/paper/(.+)", path)
    name = re.sub(r"^arxiv:", ARXIV, _doi(match[1])) if match else ""
    item = records.papers.get(name) or records.by_doi(name)
    return (200, JSON, json.dumps(_paper(item))) if item else (404, JSON, json.dumps({"error": "Paper not found"}))


def _paper(item: Item) -> Item:
    venue = (item.get("container-title") or [""])[0]
    journal = {"name": venue, "volume": item.get("volume"), "pages": item.get("page")}
    numbers = {"DOI": item["DOI"]} if item["DOI"] else {}
    if item["DOI"].startswith(ARXIV):
        numbers["ArXiv"] = item["DOI"].removeprefix(ARXIV)
    return {
        "paperId": _paper_id(item), "externalIds": numbers, "title": item["title"][0], "year": _year(item),
        "venue": venue, "journal": journal, "authors": [{"authorId": None, "name": name} for name in _people(item)],
        "url": f"https://www.semanticscholar.org/paper/{_paper_id(item)}",
    }  # fmt: skip


def _paper_id(item: Item) -> str:
    return f"{number_of(item['DOI'] or item['title'][0]):040x}"


def europe_pmc(records: Records, path: str, parameters: Parameters, accept: str) -> Answer:
    """Play Europe PMC's search: by DOI, by PubMed's number, by words."""
    query = _first(parameters, "query")
    doi = re.search(r'DOI:"?([^"\s)]+)', query, re.IGNORECASE)
    number = re.search(r'(?:EXT_ID|PMID):"?(\d+)', query, re.IGNORECASE)
    if number:
        results = [_epmc_other(each) for each in [records.others.get(("pubmed", number[1]))] if each]
    elif doi:
        results = [_epmc(records.items[name]) for name in [doi[1].lower()] if name in records.items]
    else:
        words = re.sub(r"\b[A-Z_]+:", " ", query)
        results = [*map(_epmc_other, records.found("pubmed", words)), *map(_epmc, records.best(words))]
    return 200, JSON, json.dumps({"hitCount": len(results), "resultList": {"result": results}})


def _epmc(item: Item) -> Item:
    journal = (item.get("container-title") or [""])[0]
    return {
        "id": item["DOI"], "source": "MED", "doi": item["DOI"], "title": f"{item['title'][0]}.", "authorString": ", ".join(_people(item)),
        "journalTitle": journal, "journalVolume": item.get("volume"), "issue": item.get("issue"), "pageInfo": item.get("page"), "pubYear": str(_year(item)),
    }  # fmt: skip


def _epmc_other(item: Item) -> Item:
    return {
        "id": item["id"], "source": "MED", "pmid": item["id"], "title": f"{item['title']}.", "authorString": ", ".join(map(_short, item["author"])),
        "journalTitle": item["container"], "journalVolume": item["volume"], "pageInfo": item["page"], "pubYear": str(item["year"]),
    }  # fmt: skip


def _short(person: Item) -> str:
    return f"{person['family']} {''.join(word[0] for word in person['given'].split())}"


def eutils(records: Records, path: str, parameters: Parameters, accept: str) -> Answer:
    """Play NCBI's E-utilities: esummary by number, esearch by words; ecitmatch finds nothing."""
    if path.endswith("esummary.fcgi"):
        uids = [each for each in re.split(r"[,\s]+", _first(parameters, "id")) if each]
        result: Item = {"uids": uids}
        for uid in uids:
            held = records.others.get(("pubmed", uid))
            result[uid] = _summary(held) if held else {"uid": uid, "error": "cannot get document summary"}
        return 200, JSON, json.dumps({"header": {"type": "esummary", "version": "0.3"}, "result": result})
    if path.endswith("esearch.fcgi"):
        found = records.found("pubmed", re.sub(r"\[\w+\]", " ", _first(parameters, "term")))
        ids = [each["id"] for each in found]
        found_ids = {"count": str(len(ids)), "retmax": str(ROWS), "retstart": "0", "idlist": ids}
        return 200, JSON, json.dumps({"esearchresult": found_ids})
    return 200, TEXT, ""


def _summary(item: Item) -> Item:
    return {
        "uid": item["id"], "pubdate": str(item["year"]), "epubdate": "", "source": item["container"], "fulljournalname": item["container"],
        "title": f"{item['title']}.", "volume": item["volume"], "issue": "", "pages": item["page"], "lang": ["eng"],
        "authors": [{"name": _short(each), "authtype": "Author"} for each in item["author"]],
        "articleids": [{"idtype": "pubmed", "value": item["id"]}], "pubtype": ["Journal Article"],
    }  # fmt: skip


def arxiv(records: Records, path: str, parameters: Parameters, accept: str) -> Answer:
    """Play arXiv's interface, in Atom: by numbers, or by words; and the pages of papers."""
    ids = [re.sub(r"v\d+$", "", each) for each in _first(parameters, "id_list").split(",") if each]
    words = re.sub(r"\b[a-z]{2,3}:|\b(?:AND|OR)\b", " ", _first(parameters, "search_query"))
    by_id = [records.others[("arxiv", each)] for each in ids if ("arxiv", each) in records.others]
    found = by_id if ids else records.found("arxiv", words)
    head = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
    head += "<title>arXiv Query</title><id>https://arxiv.org/api/query</id><updated>2026-11-29T00:00:00Z</updated>"
    total = f"<opensearch:totalResults>{len(found)}</opensearch:totalResults>"
    entries = "".join(map(_entry, found))
    return 200, "application/atom+xml", f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{total}{entries}</feed>'


def _entry(item: Item) -> str:
    people = "".join(f"<author><name>{html.escape(name)}</name></author>" for name in _people(item))
    date = f"{item['year']}-01-02T00:00:00Z"
    head = f"<id>http://arxiv.org/abs/{item['id']}v1</id><title>{html.escape(item['title'])}</title>"
    return f"<entry>{head}{people}<published>{date}</published><updated>{date}</updated></entry>"


def crossref(records: Records, path: str, parameters: Parameters, accept: str) -> Answer:
    """Play Crossref, which takes a DOI with or without what may stand before it."""
    work, parted, doi = path.partition("/works/")
    given: Answer = _CROSSREF(records, f"{work}{parted}{_doi(doi)}" if parted else path, parameters, accept)
    return given


def doi_org(records: Records, path: str, parameters: Parameters, accept: str) -> Answer:
    """Play doi.org, to which arXiv's DOIs are known, too; it takes a DOI with or without what may stand before it."""
    name = f"/{_LEAD.sub('', unquote(path).lstrip('/'))}"
    if name.startswith(("/ra/", "/doiRA/")):
        asked = name.split("/", 2)[2].split(",")
        agencies = [{"DOI": doi, "RA": "DataCite"} if records.of_arxiv(doi) else _agency(records, doi) for doi in asked]
        return 200, JSON, json.dumps(agencies)
    doi = name.removeprefix("/api/handles/").lstrip("/")
    held = records.of_arxiv(doi)
    if held is None:
        given: Answer = SERVE.doi_org(records, name, parameters, accept)
        return given
    if name.startswith("/api/handles/"):
        value = {
            "index": 1,
            "type": "URL",
            "data": {"format": "string", "value": f"https://arxiv.org/abs/{held['id']}"},
        }
        return 200, JSON, json.dumps({"responseCode": 1, "handle": doi, "values": [value]})
    work = _as_work(held)
    csl = work | {
        "title": held["title"],
        "container-title": "arXiv",
        "type": "article",
        "DOI": doi,
        "publisher": "arXiv",
    }
    return 200, "application/vnd.citationstyles.csl+json", json.dumps(csl)


def _agency(records: Records, doi: str) -> Item:
    return {"DOI": doi} | ({"RA": "Crossref"} if doi.lower() in records.items else {"status": "DOI does not exist"})


def datacite(records: Records, path: str, parameters: Parameters, accept: str) -> Answer:
    """Play DataCite, which holds arXiv's papers: one, a list, or by words."""
    if match := re.fullmatch(r"/dois/(.+)", path):
        held = records.of_arxiv(unquote(match[1]))
        missing = {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}
        return (200, JSON, json.dumps({"data": _resource(held)})) if held else (404, JSON, json.dumps(missing))
    ids, query = _first(parameters, "ids"), _first(parameters, "query")
    if ids:
        found = [held for doi in ids.split(",") if (held := records.of_arxiv(doi))]
    else:
        found = records.found("arxiv", re.sub(r"[\w.]+:|\b(?:AND|OR)\b", " ", query))
    data = [_resource(held) for held in found]
    return 200, JSON, json.dumps({"data": data, "meta": {"total": len(data), "totalPages": bool(data) + 0, "page": 1}})


def _resource(item: Item) -> Item:
    doi = f"{ARXIV}{item['id']}"
    people = [
        {
            "name": f"{each['family']}, {each['given']}",
            "nameType": "Personal",
            "givenName": each["given"],
            "familyName": each["family"],
        }
        for each in item["author"]
    ]
    attributes = {
        "doi": doi, "titles": [{"title": item["title"]}], "creators": people, "publisher": "arXiv", "publicationYear": item["year"],
        "types": {"resourceTypeGeneral": "Preprint", "resourceType": "Article"}, "url": f"https://arxiv.org/abs/{item['id']}",
        "dates": [{"date": str(item["year"]), "dateType": "Issued"}], "identifiers": [], "relatedIdentifiers": [],
    }  # fmt: skip
    return {"id": doi, "type": "dois", "attributes": attributes}


def open_library(records: Records, path: str, parameters: Parameters, accept: str) -> Answer:
    """Play Open Library: books and editions by ISBN, and by words, from the works that have one."""
    if match := re.fullmatch(r"/isbn/([^/]+?)(?:\.json)?", path):
        edition = records.isbns.get(_bare(match[1]))
        return (200, JSON, json.dumps(_edition(match[1], edition))) if edition else (404, JSON, '{"error": "notfound"}')
    keys = [each for each in _first(parameters, "bibkeys").split(",") if each]
    if not keys:
        words = " ".join(_first(parameters, name) for name in ("q", "title", "author"))
        docs = [_document(item) for item in records.best(words) if item.get("ISBN") and item["type"] in BOOKS]
        return 200, JSON, json.dumps({"numFound": len(docs), "start": 0, "docs": docs})
    held = {key: records.isbns.get(_bare(key)) for key in keys}
    return 200, JSON, json.dumps({key: _book(key, item) for key, item in held.items() if item})


def _document(item: Item) -> Item:
    year, isbns = _year(item), [_bare(isbn) for isbn in item["ISBN"]]
    told = {
        "title": item["title"][0],
        "author_name": _people(item),
        "first_publish_year": year,
        "publish_year": [year],
        "isbn": isbns,
    }
    return told | {"key": f"/works/OL{number_of(item['DOI'])}W"}


def _book(key: str, item: Item) -> Item:
    is_part = item["type"] in ("book-chapter", "reference-entry", "proceedings-article")
    title = (item.get("container-title") or item["title"])[0] if is_part else item["title"][0]
    isbn = _bare(key)
    numbers = {"isbn_13" if len(isbn) == 13 else "isbn_10": [isbn]}
    people = [] if is_part else [{"name": name} for name in _people(item)]
    return {
        "key": f"/books/OL{number_of(title)}M",
        "title": title,
        "authors": people,
        "publish_date": str(_year(item)),
        "identifiers": numbers,
    } | ({"publishers": [{"name": item["publisher"]}]} if item.get("publisher") else {})


def _edition(isbn: str, item: Item) -> Item:
    """Return an edition, which names its publishers as texts and its authors by keys alone."""
    book = _book(isbn, item)
    names = [each["name"] for each in book.get("publishers", ())]
    kept = {name: book[name] for name in ("key", "title", "publish_date")}
    return kept | {"publishers": names, "isbn_13": [_bare(isbn)]}


_CROSSREF = SERVE.SERVICES["crossref"]
SERVE.SERVICES.update(
    {
        "crossref": crossref, "openalex": openalex, "semanticscholar": semantic_scholar, "europepmc": europe_pmc, "eutils": eutils, "arxiv": arxiv,
        "openlibrary": open_library, "doi": doi_org, "datacite": datacite,
    }
)  # fmt: skip


_PLAYED = SERVE.answer


def answer(records: Records, host: str, target: str, accept: str = "") -> Answer:
    """Return what is answered to a request: the status, the type and the text."""
    name, path = host.partition(":")[0].lower(), target.partition("?")[0]
    if name in PAGES or name in WEB:
        of_page = ("page", f"https://{name}{path}")
        held = records.others.get(of_page if name in PAGES else (WEB[name], path.strip("/").removeprefix("abs/")))
        title = html.escape(held["title"]) if held else "Not Found"
        return (200 if held else 404), "text/html", f"<!DOCTYPE html><title>{title}</title><h1>{title}</h1>"
    given: Answer = _PLAYED(records, host, target, accept)
    return given


SERVE.answer = answer  # its server asks this one
server = SERVE.server


def load(folder: Path) -> Records:
    """Return the records of a folder of the benchmark."""
    paths = [folder / name for name in FILES]  # version 1 has no others
    texts = [gzip.decompress(path.read_bytes()).decode() if path.exists() else "" for path in paths]
    works, made, others = ([json.loads(line) for line in text.splitlines()] for text in texts)
    return Records([*works, *made], others)


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
