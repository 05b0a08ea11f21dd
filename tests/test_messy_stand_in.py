"""The stand-in of version 2 of the messy lists: every service in its documented form, and what nobody holds."""

import gzip
import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / "seeds" / "messy-lists-2"

pytestmark = pytest.mark.skipif(not (FOLDER / "stand_in.py").exists(), reason="the data set is not in this checkout")

NUMBER = re.compile(r"(?:arXiv:|PMID: |arxiv\.org/abs/|gov/)(\d{4}\.\d{5}|\d{8})")
"""A number of arXiv or PubMed: ``arXiv:2301.99001``, ``PMID: 99100007``."""

BOOK = {
    "DOI": "10.1000/held",
    "type": "book",
    "title": ["Two rivers"],
    "issued": {"date-parts": [[2001]]},
    "ISBN": ["9780306406157"],
}
PEOPLE = [{"given": "Maria", "family": "Oxley"}]
OTHERS = (
    {"service": "arxiv", "id": "2301.99001", "title": "Peat and tides", "author": PEOPLE, "year": 2023},
    {"service": "pubmed", "id": "99100007", "title": "Salt in four lakes", "author": PEOPLE, "year": 1999}
    | {"container": "Acta Lacus", "volume": "3", "page": "4-9"},
    {"service": "page", "id": "https://www.example.org/peat", "title": "Peat & tides"},
)
CASES = (
    ("api.crossref.org", "/works/10.1000/held", 200, '"work"'),
    ("api.crossref.org", "/works/10.48550/arxiv.2301.99001", 404, "not found"),
    ("api.crossref.org", "/works/https%3A%2F%2Fdoi.org%2F10.1000%2Fheld", 200, '"work"'),
    ("api.crossref.org", "/works/doi:10.1000/none", 404, "not found"),
    ("doi.org", "/https://doi.org/10.1000/held", 200, "Two rivers"),
    ("doi.org", "/doi:10.1000/none", 404, "Not Found"),
    ("doi.org", "/api/handles/10.48550/arXiv.2301.99001", 200, '"responseCode": 1'),
    ("doi.org", "/api/handles/10.48550/arXiv.2301.99002", 404, '"responseCode": 100'),
    ("doi.org", "/api/handles/10.1000/held", 200, '"responseCode": 1'),
    ("doi.org", "/ra/10.48550/arXiv.2301.99001,10.1000/held", 200, '"RA": "DataCite"}, {"DOI": "10.1000/held", "RA": "Crossref"}'),
    ("doi.org", "/ra/10.1000/none", 200, "DOI does not exist"),
    ("doi.org", "/10.48550/arXiv.2301.99001", 200, '"title": "Peat and tides"'),
    ("api.datacite.org", "/dois/10.48550/arXiv.2301.99001", 200, '"resourceTypeGeneral": "Preprint"'),
    ("api.datacite.org", "/dois/10.1000/held", 404, "errors"),
    ("api.datacite.org", "/dois?ids=10.48550/arxiv.2301.99001,10.1000/held", 200, '"total": 1'),
    ("api.datacite.org", "/dois?query=ferries+of+the+north", 200, '"total": 0'),
    ("export.arxiv.org", "/api/query?id_list=2301.99001v2", 200, "<title>Peat and tides</title>"),
    ("export.arxiv.org", "/api/query?id_list=2301.99001", 200, "<title>arXiv Query</title>"),
    ("export.arxiv.org", "/api/query?id_list=2301.99002", 200, "<opensearch:totalResults>0<"),
    ("export.arxiv.org", "/api/query?search_query=ti:peat+AND+ti:tides", 200, "2301.99001"),
    ("eutils.ncbi.nlm.nih.gov", "/entrez/eutils/esummary.fcgi?db=pubmed&id=99100007,99100008", 200, "cannot get document summary"),
    ("eutils.ncbi.nlm.nih.gov", "/entrez/eutils/esearch.fcgi?db=pubmed&term=salt+four+lakes[ti]", 200, '"idlist": ["99100007"]'),
    ("eutils.ncbi.nlm.nih.gov", "/entrez/eutils/esearch.fcgi?db=pubmed&term=ferries", 200, '"idlist": []'),
    ("www.ebi.ac.uk", "/europepmc/webservices/rest/search?query=EXT_ID:99100007", 200, '"pmid": "99100007"'),
    ("www.ebi.ac.uk", "/europepmc/webservices/rest/search?query=DOI:10.1000/none", 200, '"hitCount": 0'),
    ("api.openalex.org", "/works/https://doi.org/10.1000/HELD", 200, '"display_name": "Two rivers"'),
    ("api.openalex.org", "/works/doi:10.1000/none", 404, "Not Found"),
    ("api.openalex.org", "/works?filter=doi:10.1000/held|10.1000/none", 200, '"count": 1'),
    ("api.openalex.org", "/works?search=salt+in+four+lakes", 200, "Acta Lacus"),
    ("api.semanticscholar.org", "/graph/v1/paper/arXiv:2301.99001", 200, "Peat and tides"),
    ("api.semanticscholar.org", "/graph/v1/paper/000000000000000000000000000000a5dbb7ad63", 200, "Two rivers"),
    ("api.semanticscholar.org", "/graph/v1/paper/0000000000000000000000000000000000000000", 404, "not found"),
    ("api.semanticscholar.org", "/graph/v1/paper/search?query=peat+and+tides", 200, '"ArXiv": "2301.99001"'),
    ("api.semanticscholar.org", "/graph/v1/paper/DOI:10.1000/none", 404, "not found"),
    ("api.semanticscholar.org", "/graph/v1/paper/search/match?query=ferries", 404, "not found"),
    ("openlibrary.org", "/api/books?bibkeys=ISBN:9780306406157&jscmd=data", 200, "Two rivers"),
    ("openlibrary.org", "/api/books?bibkeys=ISBN:0-306-40615-2&jscmd=data", 200, "Two rivers"),
    ("openlibrary.org", "/api/books?bibkeys=ISBN:9780306406164&jscmd=data", 200, "{}"),
    ("openlibrary.org", "/isbn/0306406152.json", 200, '"isbn_13": ["9780306406157"]'),
    ("openlibrary.org", "/isbn/9780306406164.json", 404, "notfound"),
    ("openlibrary.org", "/search.json?title=rivers", 200, '"numFound": 1'),
    ("www.example.org", "/peat", 200, "Peat &amp; tides"),
    ("www.example.org", "/gone", 404, "Not Found"),
    ("arxiv.org", "/abs/2301.99001", 200, "Peat and tides"),
    ("pubmed.ncbi.nlm.nih.gov", "/99100008/", 404, "Not Found"),
    ("nobody.example", "/", 404, "no such registry"),
)  # fmt: skip


@pytest.fixture(scope="module")
def stand_in() -> Any:
    spec = importlib.util.spec_from_file_location("messy_stand_in", FOLDER / "stand_in.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize(("host", "target", "status", "said"), CASES)
def test_the_stand_in_answers(stand_in: Any, host: str, target: str, status: int, said: str) -> None:
    got, _, text = stand_in.answer(stand_in.Records([BOOK], OTHERS), host, target)
    assert got == status
    assert said in text


def test_what_is_committed_is_served(stand_in: Any) -> None:
    records = stand_in.load(FOLDER)
    assert len(records.items) > 3_500
    assert {service for service, _ in records.others} == {"arxiv", "pubmed", "page"}


def test_the_gold_is_true_of_pages_and_numbers() -> None:
    lines = gzip.decompress((FOLDER / "others.jsonl.gz").read_bytes()).decode().splitlines()
    held = {(each["service"], each["id"]) for each in map(json.loads, lines)}
    golds = map(json.loads, (FOLDER / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    seen = set()
    for row in (each for gold in golds for each in gold["references"]):
        urls = [each["value"] for each in row["identifiers"] if each["scheme"] == "url"]
        if row["kind"] == "link-dead" or row["group"] == "grey":
            assert all((("page", url) in held) == (row["group"] == "grey") for url in urls), row["raw"]
        number = NUMBER.search(row["raw"])
        if number and row["doi"] is None:
            is_held = any((service, number[1]) in held for service in ("arxiv", "pubmed"))
            assert is_held == ("none" not in row["kind"]), row["raw"]
            seen.add(row["kind"])
    assert seen >= {"only-arxiv", "only-pubmed", "arxiv-number-another", "pubmed-number-none"}
