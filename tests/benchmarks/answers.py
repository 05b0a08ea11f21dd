"""What the modules of the services make of answers that the services really gave: print a table.

Usage: python tests/benchmarks/answers.py FILE [--rows even|odd|all] [--show]

FILE has one recorded exchange a line (``uri``, ``accept``, ``status``, ``headers``, ``body``; gzip). Each is played by a server on this
machine, at its status and with its headers, to the module of its service, which is asked for what the exchange is about. The body is
read a second time here, apart from the package, and the two readings are compared: the kind of answer, then title, first author,
year, DOI, other identifiers, updates and relations of every work. ``--show`` prints what differs; the rows that nobody has looked at
are left out of it (``--rows even``).
"""

import argparse
import base64
import binascii
import gzip
import json
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import answers_read as by_hand
from answers_read import NONE, UNKNOWN, Said, Told
from attrs import evolve, frozen
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from refcheck.model import Answer, Found, Hits, Id, NotFound, Query, Record, Scheme, Unavailable, Work
from refcheck.registries.services.arxiv import Arxiv
from refcheck.registries.services.crossref.works import Crossref, CrossrefSingle
from refcheck.registries.services.datacite.lists import DataCite
from refcheck.registries.services.doi_agencies import DoiAgencies
from refcheck.registries.services.doi_org import DoiOrg
from refcheck.registries.services.handle_system import HandleSystem
from refcheck.registries.services.ncbi import CitationMatcher, Ncbi
from refcheck.registries.services.sru import Sru
from refcheck.registries.services.wayback import Wayback
from refcheck.registries.transport.get import MOST_REDIRECTS


@frozen(kw_only=True)
class Exchange:
    """A request and what was answered."""

    row: int
    uri: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.uri).path)

    @property
    def asked(self) -> Mapping[str, list[str]]:
        return parse_qs(urlsplit(self.uri).query)


def read(path: Path) -> list[Exchange]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Exchange(
            row=number,
            uri=str(row["uri"] or ""),
            status=int(row["status"] or 200),
            headers=_headers(row["headers"]),
            body=_unpacked(row["body"] if isinstance(row["body"], str) else json.dumps(row["body"] or {})),
        )
        for number, row in enumerate(rows)
    ]


def _headers(told: object) -> Mapping[str, str]:
    known = told if isinstance(told, Mapping) else {}
    left_out = ("content-encoding", "content-length", "transfer-encoding", "connection")
    values = {name.lower(): value[0] if isinstance(value, list) else str(value) for name, value in known.items()}
    return {name: value for name, value in values.items() if name not in left_out}


def _unpacked(text: str) -> bytes:
    """A body as it was before the recorder wrote it in letters, or left it compressed."""
    raw = text.encode("utf-8", "surrogateescape")
    if text and re.fullmatch(r"[A-Za-z0-9+/\s]+={0,2}", text) and len("".join(text.split())) % 4 == 0:
        try:
            raw = base64.b64decode(text)
        except binascii.Error:
            return raw
    return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw


class Player:
    """A server that gives one recorded answer, wherever a module asks for it."""

    def __init__(self, server: HTTPServer, exchanges: Sequence[Exchange]) -> None:
        self.base = server.url_for("").rstrip("/")
        self.others: dict[str, bytes] = {}
        self._led_to = {each.uri: each for each in reversed(exchanges) if each.uri}
        self._now: Exchange | None = None
        server.expect_request(re.compile(".*")).respond_with_handler(self._answer)

    def play(self, exchange: Exchange, others: Mapping[str, bytes] | None = None) -> None:
        """Give this answer, but at paths that begin like one of ``others``, which are beside the recording."""
        self._now, self.others = exchange, dict(others or {})

    def _answer(self, request: Request) -> Response:
        for lead, body in self.others.items():
            if request.path.startswith(lead):
                return Response(body, content_type="application/json")
        exchange = self._now
        assert exchange is not None
        headers = dict(exchange.headers)
        if "location" in headers and 301 <= exchange.status <= 308:
            parts = urlsplit(urljoin(exchange.uri, headers["location"]))
            headers["location"] = f"{self.base}{parts.path}" + (f"?{parts.query}" if parts.query else "")
            self._now = self._next(exchange)
        return Response(exchange.body, status=exchange.status, headers=headers)

    def led_to(self, exchange: Exchange) -> Exchange:
        """Where an exchange ends: itself, or what is recorded of where it leads."""
        for _ in range(MOST_REDIRECTS):
            if not 301 <= exchange.status <= 308 or "location" not in exchange.headers:
                break
            exchange = self._next(exchange)
        return exchange

    def _next(self, exchange: Exchange) -> Exchange:
        """What is recorded at the end of a redirect; nothing is there otherwise."""
        led_to = self._led_to.get(urljoin(exchange.uri, exchange.headers["location"]))
        return led_to or evolve(exchange, status=404, body=b"", headers={"content-type": "text/plain"})


Case = tuple[Told, Told]
"""What the body says, and what the module made of it."""


def _answered(answer: Answer) -> Told:
    if isinstance(answer, Found):
        return Told(kind="found", works=(_said(answer.record),))
    return Told(kind="not-found" if isinstance(answer, NotFound) else "unavailable")


def _hits(answer: Hits | Unavailable) -> Told:
    if isinstance(answer, Unavailable):
        return UNKNOWN
    return Told(kind="found", works=tuple(_said(hit.record) for hit in answer.hits)) if answer.hits else NONE


def _said(record: Record) -> Said:
    work = record.work
    people = work.author or work.editor
    updates = [(each.type, each.doi) for each in (*record.updates, *record.update_to)]
    return by_hand.said(
        title=work.title,
        author=people[0].headword if people else None,
        year=work.issued.year if work.issued else None,
        doi=work.doi,
        numbers=(*work.isbn, *work.issn, work.arxiv, work.pmid, work.pmcid),
        updates=updates,
        relations=[each.id for each in record.relations],
    )


def _crossref_work(exchange: Exchange, player: Player) -> Iterator[Case]:
    doi = exchange.path.partition("/works/")[2].removeprefix("https://doi.org/")
    doi = re.split(r"/(?:agency|transform|quality)(?:/|$)", doi)[0]
    key = Id.doi(doi)
    player.play(exchange)
    answer = CrossrefSingle(base_url=player.base).lookup((key,))[key]
    yield by_hand.crossref_work(player.led_to(exchange)), _answered(answer)


def _crossref_list(exchange: Exchange, player: Player) -> Iterator[Case]:
    expected = by_hand.crossref_list(exchange)
    registry = Crossref(base_url=player.base)
    names = ("query", "query.bibliographic", "query.title")
    text = next((each for name in names for each in exchange.asked.get(name, ()) if each.strip()), "reeds")
    player.play(exchange)
    (hits,) = registry.search((Query(raw=text, work=Work()),))
    yield expected, _hits(hits)
    if exchange.status == 200:
        keys = [Id.doi(each.doi) for each in expected.works if each.doi]
        keys = [key for batch in registry.batches(keys) for key in batch]
        answers = registry.lookup(keys)
        for key in keys:
            same = tuple(each for each in expected.works if each.doi == key.value)[-1:]
            yield Told(kind="found", works=same), _answered(answers[key])


def _doi_org(exchange: Exchange, player: Player) -> Iterator[Case]:
    if exchange.path.startswith(("/ra/", "/doiRA/")):
        keys = [Id.doi(each) for each in exchange.path.split("/", 2)[2].split(",")]
        player.play(exchange)
        answers = DoiAgencies(base_url=player.base).lookup(keys)
        for key in keys:
            told = answers[key]
            scope = told.scope if isinstance(told, NotFound) else None
            yield by_hand.agency(exchange, key.value), Told(kind=_answered(told).kind, scope=scope)
        return
    doi = exchange.path.strip("/") if exchange.path.startswith("/10.") else "10.1000/none"
    key = Id.doi(doi)
    handle = json.dumps({"responseCode": 1, "handle": doi, "values": []}).encode()
    player.play(exchange, {"/api/handles/": handle, "/ra/": b"[]"})
    yield by_hand.csl(player.led_to(exchange), doi), _answered(DoiOrg(base_url=player.base).lookup((key,))[key])


def _handle(exchange: Exchange, player: Player) -> Iterator[Case]:
    name = exchange.path.partition("/api/handles/")[2] or "10.1000/none"
    key = Id(Scheme.HANDLE, name)
    player.play(exchange)
    told = HandleSystem(base_url=player.base).lookup((key,))[key]
    scope = told.scope if isinstance(told, NotFound) else None
    yield by_hand.handle(exchange), Told(kind=_answered(told).kind, scope=scope)


def _datacite(exchange: Exchange, player: Player) -> Iterator[Case]:
    expected = by_hand.datacite(exchange)
    player.play(exchange)
    registry = DataCite(base_url=player.base)
    keys = [Id.doi(each.doi) for each in expected.works if each.doi] or [Id.doi("10.1000/none")]
    keys = [key for batch in registry.batches(keys) for key in batch]
    answers = registry.lookup(keys)
    for key in keys:
        same = tuple(each for each in expected.works if each.doi == key.value)[-1:]
        yield Told(kind="found", works=same) if same else expected, _answered(answers[key])


def _ncbi(exchange: Exchange, player: Player) -> Iterator[Case]:
    if "ecitmatch" in exchange.path:
        lines = [line for line in (exchange.asked.get("bdata") or [""])[0].splitlines() if line.strip()] or [
            "a|1|1|1|a|"
        ]
        keys = [Id(Scheme.CITATION, "|".join(line.split("|")[:5])) for line in lines]
        player.play(exchange, {"/esummary.fcgi": b'{"result": {"uids": []}}'})
        answers = CitationMatcher(base_url=player.base).lookup(keys)
        for number, key in enumerate(keys):
            yield by_hand.citation(exchange, number), _answered(answers[key])
        return
    expected = by_hand.summaries(exchange)
    scheme = Scheme.PMCID if exchange.asked.get("db") == ["pmc"] else Scheme.PMID
    names = list(expected) or ["1"]
    player.play(exchange)
    keys = [Id(scheme, f"PMC{name}" if scheme is Scheme.PMCID else name) for name in names]
    answers = Ncbi(base_url=player.base).lookup(keys)
    for name, key in zip(names, keys, strict=True):
        yield expected[name], _answered(answers[key])


def _wayback(exchange: Exchange, player: Player) -> Iterator[Case]:
    page = (exchange.asked.get("url") or ["example.org"])[0]
    page = page if "://" in page else f"http://{page}"
    key = Id(Scheme.URL, f"https://web.archive.org/web/2001/{page}")
    is_index = "/cdx" in exchange.path or "available" not in exchange.path
    player.play(exchange, {"/wayback/" if is_index else "/cdx/": b'{"archived_snapshots": {}}' if is_index else b"[]"})
    answers = Wayback(base_url=player.base).lookup((key,))
    expected = by_hand.copies(exchange, page) if is_index else by_hand.availability(exchange, page)
    yield expected, Told(kind=_answered(answers[key]).kind)


def _arxiv(exchange: Exchange, player: Player) -> Iterator[Case]:
    player.play(exchange)
    query = Query(raw="", work=Work(type="article", title="Reeds of the lakes", container_title="arXiv"))
    (hits,) = Arxiv(base_url=player.base).search((query,))
    yield by_hand.feed(exchange), _hits(hits)


def _sru(exchange: Exchange, player: Player) -> Iterator[Case]:
    player.play(exchange)
    query = Query(raw="", work=Work(type="book", title="Reeds of the lakes"))
    (hits,) = Sru(base_url=f"{player.base}/sru").search((query,))
    yield by_hand.marc(exchange), _hits(hits)


PLAYED: tuple[tuple[str, str, Callable[[Exchange, Player], Iterator[Case]]], ...] = (
    ("handle system", r"https?://[^/]+(?::\d+)?/api/handles", _handle),
    ("Crossref, works", r"https?://api\.crossref\.org/(?:v1/)?works/[^?]", _crossref_work),
    ("Crossref, lists", r"https?://api\.crossref\.org/", _crossref_list),
    ("DataCite", r"https?://api\.(?:\w+\.)?datacite\.org/", _datacite),
    ("doi.org", r"https?://(?:[\w.]*doi\.org|data\.(?:crosscite|datacite)\.org)/", _doi_org),
    ("NCBI", r"https?://[\w.]*ncbi\.nlm\.nih\.gov/", _ncbi),
    ("Wayback", r"https?://(?:web\.)?archive\.org/", _wayback),
    ("arXiv", r"https?://(?:export\.)?arxiv\.org/", _arxiv),
    ("SRU", r"", _sru),
)
"""Who is told by which addresses; recordings of SRU are files without one."""


def compared(told: Told, made: Told) -> list[str]:
    """What the two readings do not agree in."""
    if (told.kind, told.scope) != (made.kind, made.scope):
        return [f"kind: {told.kind} {told.scope or ''} read as {made.kind} {made.scope or ''}"]
    if len(told.works) != len(made.works):
        return [f"{len(told.works)} works read as {len(made.works)}"]
    pairs = zip(told.works, made.works, strict=True)
    return [difference for one, other in pairs for difference in by_hand.differences(one, other)]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--rows", choices=("even", "odd", "all"), default="all")
    arguments.add_argument("--show", action="store_true")
    given = arguments.parse_args()
    wanted = {"even": (0,), "odd": (1,), "all": (0, 1)}[given.rows]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    differing: Counter[str] = Counter()
    exchanges = read(given.file)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with HTTPServer() as server:
        player = Player(server, exchanges)
        for exchange in exchanges:
            if exchange.row % 2 not in wanted:
                continue
            name, _, ask = next(each for each in PLAYED if re.match(each[1], exchange.uri))
            count = counts[name]
            count["exchanges"] += 1
            try:
                cases = list(ask(exchange, player))
            except Exception as error:
                if given.show:
                    print(f"{exchange.row}: {exchange.uri}: {error!r}")
                continue
            count["without an exception"] += 1
            found = [each for case in cases for each in compared(*case)]
            count["agreeing"] += not found
            count["answers"] += len(cases)
            works = sum(len(told.works) for told, _ in cases)
            count["works"] += works
            count["fields"] += by_hand.FIELDS * works
            count["fields that differ"] += len(found)
            differing.update(f"{name}: {each.partition(':')[0]}" for each in found)
            if given.show:
                for each in dict.fromkeys(found):
                    print(f"{exchange.row}: {each}")
    names = ("exchanges", "without an exception", "agreeing", "answers", "works", "fields", "fields that differ")
    counts["all"] = sum(counts.values(), Counter())
    print(f"{'service':<16}", *(f"{name:>{len(name) + 1}}" for name in names))
    for name, count in counts.items():
        print(f"{name:<16}", *(f"{count[each]:>{len(each) + 1}}" for each in names))
    print("differ:", "; ".join(f"{what} {number}" for what, number in sorted(differing.items())) or "nothing")


if __name__ == "__main__":
    main()
