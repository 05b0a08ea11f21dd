"""What asking catalogues, proceedings and the cited pages brings.

``python tests/benchmarks/catalogues.py SEED WORKS [--sandbox URL --ten FILE.bib]``

SEED is a folder of a seed list with what each reference is (``expected.json``) and the records known for it. WORKS is a file of works in Crossref's shape (JSON lines,
gzipped). Pages, dblp, K10plus and Open Library are played by this script: a page for every address of the seed with the cited title as its own
(PDFs too, and one that is gone and kept in an archive), dblp with two thirds of sixty proceedings papers of WORKS of which Crossref holds the rest, and a
catalogue of sixty invented books in six languages (``humanities.toml``). URL is a running stand-in of Crossref, DataCite and doi.org that keeps the official limits.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import typst
from attrs import evolve
from audit_world import Everything, read_records
from bars import Row, show
from match_render import render
from pytest_httpserver import HTTPServer
from requests.cookies import RequestsCookieJar
from resolve import printed as as_printed
from werkzeug import Request, Response

from refcheck import check
from refcheck.identifiers.addresses import as_archived, copy_at
from refcheck.matching.fields.title import full_title
from refcheck.model import (
    ARCHIVE,
    Answer,
    Authority,
    Found,
    Id,
    Provenance,
    Record,
    Relation,
    Report,
    Scheme,
    Verdict,
    Work,
)
from refcheck.readers import read
from refcheck.registries import Chain, Connections, Local, OpenLibrary, Registry
from refcheck.registries.failures import Failure
from refcheck.registries.ladder import online
from refcheck.registries.pages.visiting import Budget
from refcheck.registries.services.dblp import Dblp
from refcheck.registries.services.europe_pmc import EuropePmc
from refcheck.registries.services.sru import Sru
from refcheck.registries.services.wayback import COPY_OF
from refcheck.registries.services.web_page import WebPages
from refcheck.registries.transport.batching import OneByOne
from refcheck.registries.transport.get import Reply
from refcheck.text.folding import fold

NOW = datetime(2026, 11, 26, tzinfo=UTC)
HERE = Path(__file__).parent


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=Path)
    parser.add_argument("works", type=Path)
    parser.add_argument("--sandbox")
    parser.add_argument("--ten", type=Path)
    given = parser.parse_args()
    show(seed(given.seed, given.sandbox))
    with HTTPServer() as server:
        show(computing(given.works, server))
    with HTTPServer() as server:
        show(humanities(given.works, server))
    if given.sandbox:
        show(long_list(given.sandbox, given.works))
    if given.sandbox and given.ten:
        show(ten(given.sandbox, given.ten))


class PlayedPages(WebPages):
    """Pages of a table, read as those of the network are."""

    def __init__(self, pages: Mapping[str, bytes]) -> None:
        super().__init__(now=lambda: NOW, sleep=lambda seconds: None)
        self._pages = pages

    def _get(self, url: str, cookies: RequestsCookieJar, budget: Budget) -> Reply | Failure:
        body = self._pages.get(url)
        status = 404 if body is None else 200
        return Reply(
            status=status, headers={"content-type": "text/html"}, body=body or b"<title>Not found</title>", url=url
        )


class PlayedArchive(OneByOne):
    """An archive that has a copy of every page."""

    name = ARCHIVE
    home = "http://127.0.0.1"
    schemes = frozenset({Scheme.URL})

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        return tuple((key,) for key in ids if copy_at(key.value) and as_archived(key.value) != key.value)

    def _url(self, key: Id) -> str:
        return key.value

    def _lookup(self, key: Id) -> Answer:
        copy = copy_at(key.value)
        original = copy.original if copy else ""
        work = Work(type="webpage", url=f"https://web.archive.org/web/20240501000000/{original}")
        provenance = Provenance(registry=self.name, url="", retrieved=NOW, standing=Authority.PAGE)
        relation = Relation(type=COPY_OF, id_type="uri", id=original)
        return Found(
            record=Record(id=Id(Scheme.URL, work.url or ""), work=work, relations=(relation,), provenance=provenance)
        )


def seed(folder: Path, sandbox: str | None) -> Iterator[Row]:
    """The seed's list, with a page for each of its addresses and a catalogue of its books."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    pages, gone = {}, None
    bibliography = read(folder / "references.txt")
    for item, reference in zip(expected, bibliography.references, strict=True):
        for identifier in reference.of_scheme(Scheme.URL):
            page = (
                _pdf(item["title"])
                if identifier.value.endswith(".pdf")
                else _page(item["title"], item.get("container") or "")
            )
            if gone is None and not identifier.value.endswith(".pdf"):
                gone = identifier.value
                page_at = as_archived(f"https://web.archive.org/web/20240501000000/{gone}")
                pages[page_at] = page
            else:
                pages[identifier.value] = page
    with HTTPServer() as server:
        books = {isbn: item for item in expected for isbn in (item.get("isbn") or [])}
        server.expect_request("/api/books").respond_with_handler(lambda request: _books(request, books))
        server.expect_request("/search.json").respond_with_json({"docs": []})
        chain = Chain(
            _registries(folder, sandbox),
            OpenLibrary(base_url=server.url_for("").rstrip("/")),
            PlayedArchive(),
            PlayedPages(pages),
        )
        report = check(bibliography, registry=chain)
    counts = Counter(each.verdict for each in report)
    left = [each.key for each in report if each.verdict in (Verdict.UNVERIFIED, Verdict.NOT_FOUND)]
    yield Row(
        what="seed, pages, copies and catalogues played: unverified or not found; not-found",
        bar="<= 3; 0",
        measured=f"{len(left)} ({', '.join(left)}); {counts[Verdict.NOT_FOUND]}",
        reached=len(left) <= 3 and not counts[Verdict.NOT_FOUND],
    )
    strangers = {f"{url}": _page("Quarterly bulletin of the harbour board", "Harbour board") for url in pages}
    wrong = check(bibliography, registry=Chain(_registries(folder, sandbox), PlayedArchive(), PlayedPages(strangers)))
    alone = check(bibliography, registry=_registries(folder, sandbox))
    yield Row(
        what="the same with other pages at all its addresses: verified that are not without pages",
        bar="0",
        measured=str(_verified(wrong) - _verified(alone)),
        reached=_verified(wrong) == _verified(alone),
    )


def _registries(folder: Path, sandbox: str | None) -> Registry:
    """Crossref, DataCite and doi.org as the stand-in plays them; without one the records that are known."""
    if sandbox is None:
        return Local.read(folder / "records.jsonl")
    return online(
        Connections(
            mailto="benchmark@example.org",
            cache="off",
            crossref_url=f"{sandbox}/crossref",
            datacite_url=f"{sandbox}/datacite",
            doi_url=f"{sandbox}/doi",
        )
    )


def computing(works: Path, server: HTTPServer) -> Iterator[Row]:
    """Sixty proceedings papers without DOIs, forty of them at dblp alone, twenty at Crossref."""
    rng = random.Random(20)
    records = [record for record in read_records(works) if record.work.title]
    papers = [
        each
        for each in records
        if each.work.type == "paper-conference" and each.work.author and each.work.issued and each.work.container_title
    ]
    papers = [each for each in papers if len(fold(each.work.title or "").split()) >= 4][:60]
    ours = {each.id for each in papers[:40]}
    server.expect_request("/search/publ/api").respond_with_handler(lambda request: _dblp(request, papers[:40]))
    crossref = Everything([each for each in records if each.id not in ours][:15_000])
    styles = ("apa", "ieee", "lncs", "springer", "harvard")
    texts = [render(evolve(each.work, doi=None), rng.choice(styles), rng) for each in papers]
    report = check(texts, registry=Chain(crossref, Dblp(base_url=server.url_for("").rstrip("/"))))
    alone = check(texts, registry=crossref)
    counts = Counter(each.verdict for each in report)
    wrong = [
        each.key
        for each, paper in zip(report, papers, strict=True)
        if each.record and each.record.work.doi != paper.work.doi
    ]
    yield Row(
        what=f"{len(papers)} papers of proceedings, 40 at dblp alone: not-found; verified (without dblp {_verified(alone)}, {sum(each.verdict is Verdict.NOT_FOUND for each in alone)} not-found); another's record",
        bar="0; >= 38",
        measured=f"{counts[Verdict.NOT_FOUND]}; {counts[Verdict.VERIFIED]}; {len(wrong)} (differs {counts[Verdict.DIFFERS]})",
        reached=not counts[Verdict.NOT_FOUND] and counts[Verdict.VERIFIED] >= 38,
    )


def humanities(works: Path, server: HTTPServer) -> Iterator[Row]:
    """Sixty books in six languages, six of them in no catalogue, every fifth there in another edition."""
    lines = [
        line
        for text in tomllib.loads((HERE / "humanities.toml").read_text(encoding="utf-8")).values()
        for line in text.strip().splitlines()
    ]
    books = [[part.strip() for part in line.removeprefix("-").split("|")] for line in lines]
    held = [book for line, book in zip(lines, books, strict=True) if not line.startswith("-")]
    server.expect_request("/k10plus").respond_with_handler(lambda request: _sru(request, held))
    forms = (
        "{family}, {given} ({year}). {title}. {place}: {publisher}.",
        "{family}, {given}. {title}. {place}: {publisher}, {year}.",
        "{family}, {given}, {title}, {publisher}, {place} {year}.",
    )
    texts = []
    for number, (person, title, place, publisher, year) in enumerate(books):
        family, _, given = person.partition(", ")
        texts.append(
            forms[number % 3].format(
                family=family, given=given, title=title, place=place, publisher=publisher, year=year
            )
        )
    report = check(
        texts, registry=Chain(Everything(list(read_records(works))[:5_000]), Sru(base_url=server.url_for("/k10plus")))
    )
    counts = Counter(each.verdict for each in report)
    accused = counts[Verdict.DIFFERS] + counts[Verdict.NOT_FOUND] + counts[Verdict.BROKEN]
    yield Row(
        what=f"{len(books)} books in six languages, {len(held)} of them played by SRU: verified; accused",
        bar=">= 50; 0",
        measured=f"{counts[Verdict.VERIFIED]}; {accused}",
        reached=counts[Verdict.VERIFIED] >= 50 and not accused,
    )


def ten(url: str, bibliography: Path) -> Iterator[Row]:
    """The command on a short list, as somebody runs it."""
    urllib.request.urlopen(urllib.request.Request(f"{url}/__reset", method="POST")).close()
    command = [
        sys.executable,
        "-m",
        "refcheck",
        "check",
        str(bibliography),
        "--no-cache",
        "--mailto",
        "benchmark@example.org",
        "--format",
        "json",
    ]
    command += ["--crossref-url", f"{url}/crossref", "--datacite-url", f"{url}/datacite", "--doi-url", f"{url}/doi"]
    started = time.monotonic()
    subprocess.run(command, capture_output=True, check=False)
    wall = time.monotonic() - started
    with urllib.request.urlopen(f"{url}/__stats") as reply:
        stats = json.load(reply)
    yield Row(
        what=f"{bibliography.name}: requests; seconds from the first request to the last; wall with start-up; 429s",
        bar="<= 8; wall <= 2.0",
        measured=f"{stats['total']}; {stats['seconds']:.2f}; {wall:.2f}; {stats['429s']}",
        reached=stats["total"] <= 8 and wall <= 2.0,
    )


def long_list(url: str, works: Path) -> Iterator[Row]:
    """400 references, 120 of them without DOI: 60 to the life sciences, 40 to computer science, 20 to neither."""
    records = [each for each in read_records(works) if each.work.title and each.work.author and each.work.issued]
    articles = [
        each for each in records if each.work.type == "article-journal" and each.work.container_title and each.work.page
    ]
    life = [each for each in articles if EuropePmc(base_url="http://127.0.0.1").may_hold(each.work)]
    papers = [
        each
        for each in records
        if each.work.type == "paper-conference" and Dblp(base_url="http://127.0.0.1").serves(each.work)
    ]
    taken = {each.id for each in (*life[:60], *papers[:40])}
    rest = [
        each
        for each in articles
        if each.id not in taken and not EuropePmc(base_url="http://127.0.0.1").may_hold(each.work)
    ]
    searched = [*life[:60], *papers[:40], *rest[:20]]
    random.Random(7).shuffle(searched)
    texts = [as_printed(each) for each in searched] + [as_printed(each, each.work.doi) for each in rest[20:300]]
    services = ",".join(f"{name}={url}/{path}" for name, path in (("dblp", "dblp"), ("europe-pmc", "europepmc")))
    for what, further in (("Crossref alone", None), ("with dblp and Europe PMC", services)):
        urllib.request.urlopen(urllib.request.Request(f"{url}/__reset", method="POST")).close()
        connections = Connections(
            mailto="benchmark@example.org",
            cache="off",
            crossref_url=f"{url}/crossref",
            datacite_url=f"{url}/datacite",
            doi_url=f"{url}/doi",
            service_urls=further,
        )
        time.sleep(1.5)  # what was asked before must not count against the limits
        started = time.monotonic()
        report = check(texts, registry=online(connections))
        wall = time.monotonic() - started
        with urllib.request.urlopen(f"{url}/__stats") as reply:
            stats = json.load(reply)
        by = stats["by_service"]
        yield Row(
            what=f"{len(texts)} references, {len(searched)} without DOI, {what}: requests by service; 429s; seconds; held",
            bar="-",
            measured=f"{by}; {stats['429s']}; {wall:.1f}; {sum(each.case.match is not None for each in report)}",
            reached=not stats["429s"],
        )


def _verified(report: Report) -> int:
    return sum(each.verdict is Verdict.VERIFIED for each in report)


def _page(title: str, site: str) -> bytes:
    return f"<html><head><title>{escape(title)} | {escape(site)}</title></head><body><h1>{escape(title)}</h1><p>Text.</p></body></html>".encode()


def _pdf(title: str) -> bytes:
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return bytes(typst.compile(f'#text(22pt)[#"{quoted}"]\n\n#text(14pt)[A report]\n\n#lorem(80)'.encode()))


def _books(request: Request, books: Mapping[str, Mapping[str, Any]]) -> Response:
    found = {}
    for key in request.args["bibkeys"].split(","):
        if item := books.get(key.removeprefix("ISBN:")):
            names = [{"name": f"{given or ''} {family}".strip()} for family, given in (item.get("authors") or [])]
            found[key] = {"title": item["title"], "authors": names, "publish_date": str(item["year"])}
    return Response(json.dumps(found), content_type="application/json")


def _dblp(request: Request, papers: Sequence[Record]) -> Response:
    """A search as dblp makes it: every word must be there, as the beginning of a word at least."""
    asked = fold(request.args["q"]).split()
    hits: list[dict[str, Any]] = []
    for paper in papers:
        work = paper.work
        year = str(work.issued.year if work.issued else "")
        words = fold(f"{full_title(work)} {' '.join(map(str, work.author))} {year}").split()
        if all(any(word.startswith(each) for word in words) for each in asked):
            people = [{"text": f"{name.given or ''} {name.family or name.literal}".strip()} for name in work.author]
            info = {
                "title": f"{work.title}.",
                "authors": {"author": people},
                "venue": work.container_title,
                "pages": work.page,
                "year": year,
            }
            hits.append(
                {
                    "info": info
                    | {"type": "Conference and Workshop Papers", "doi": work.doi, "key": f"conf/x/{len(hits)}"}
                }
            )
    return Response(json.dumps({"result": {"hits": {"hit": hits}}}), content_type="application/json")


def _sru(request: Request, books: Sequence[Sequence[str]]) -> Response:
    """A search as a catalogue makes it: every word of the title and the person, in their own letters, and "and" only in quotes. Every
    fifth book is there in another edition.
    """
    terms = [term.rpartition("=") for term in request.args["query"].split(" and ")]
    records = []
    for number, (person, title, place, publisher, year) in enumerate(books):
        words, people = (set(re.findall(r"\w+", text.lower())) for text in (title, person))
        if all(term[2].strip('"') in (people if term[0] == "pica.per" else words) for term in terms):
            head, _, tail = title.partition(": ")
            printed = int(year) + (4 if number % 5 == 0 else 0)
            sub = f'<subfield code="b">{escape(tail)} /</subfield>' if tail else ""
            records.append(
                f'<record xmlns="http://www.loc.gov/MARC21/slim"><controlfield tag="001">{number}</controlfield>'
                f'<datafield tag="100"><subfield code="a">{escape(person)}</subfield><subfield code="4">aut</subfield></datafield>'
                f'<datafield tag="245"><subfield code="a">{escape(head)}{" :" if tail else ""}</subfield>{sub}</datafield>'
                f'<datafield tag="264"><subfield code="a">{escape(place)} :</subfield><subfield code="b">{escape(publisher)},</subfield>'
                f'<subfield code="c">{printed}</subfield></datafield></record>'
            )
    return Response(
        f"<searchRetrieveResponse>{''.join(records)}</searchRetrieveResponse>", content_type="application/xml"
    )


if __name__ == "__main__":
    main()
