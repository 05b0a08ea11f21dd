"""What odd answers do to an audit: print a table of what was lost, who was accused, and how long and large it became.

Usage: python tests/benchmarks/odd_answers.py WORKS.jsonl.gz [NAME…]

WORKS are Crossref's records, one a line. A small Crossref, DataCite and doi.org of 60 of them stands on this machine and answers right
but for the share of answers that is spoilt. Each row is a process of its own, so that its memory is its own.
"""

import gzip
import itertools
import json
import multiprocessing
import random
import resource
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from refcheck.audit import audit
from refcheck.model import Report, Severity, Verdict
from refcheck.readers import read_each
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import online

Item = Mapping[str, Any]

DEAD = [f"10.9999/nobody.{number}" for number in range(10)]
_BOMB = gzip.compress(b" " * 100_000_000)


def works(path: str, number: int = 50) -> list[Item]:
    """Articles with all that a reference needs, drawn at random."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in itertools.islice(lines, 6_000)]
    whole = [each for each in items if each.get("type") == "journal-article" and _is_whole(each)]
    return random.Random(7).sample(whole, number)


def _is_whole(item: Item) -> bool:
    author = (item.get("author") or [{}])[0]
    container = item.get("container-title") and item.get("volume") and item.get("page")
    title = (item.get("title") or [""])[0]
    few = 1 <= len(item.get("author") or []) <= 5
    return bool(few and container and author.get("family") and author.get("given") and len(title) > 30 and _year(item))


def _year(item: Item) -> int | None:
    year: int | None = (item.get("issued", {}).get("date-parts") or [[None]])[0][0]
    return year


def printed(item: Item, doi: str | None) -> str:
    title = item["title"][0]
    names = ", ".join(f"{each.get('family', '')}, {each.get('given', ' ')[0]}." for each in item["author"])
    tail = f" https://doi.org/{doi}" if doi else ""
    return f"{names} ({_year(item)}). {title}. {item['container-title'][0]}, {item['volume']}, {item['page']}.{tail}"


class World:
    """The right answers."""

    def __init__(self, items: list[Item]) -> None:
        self.items = {each["DOI"].lower(): each for each in items}
        self.other = items[0]
        self.lines = [printed(each, each["DOI"]) for each in items[:40]]
        self.lines += [printed(each, None) for each in items[40:]]
        self.lines += [printed(each, dead) for each, dead in zip(items[:10], DEAD, strict=True)]

    def answer(self, path: str) -> tuple[int, Any]:
        parts = urlsplit(path)
        asked = parse_qs(parts.query)
        if parts.path == "/works" and "filter" in asked:
            dois = [each.removeprefix("doi:") for each in asked["filter"][0].split(",")]
            return 200, {"message": {"items": [self.items[each] for each in dois if each in self.items]}}
        if parts.path == "/works":
            words = set(asked["query.bibliographic"][0].lower().split())
            ranked = sorted(self.items.values(), key=lambda each: -len(words & set(each["title"][0].lower().split())))
            return 200, {"message": {"items": ranked[:5]}}
        if parts.path.startswith("/works/"):
            item = self.items.get(unquote(parts.path.removeprefix("/works/")).lower())
            return (200, {"message": item}) if item else (404, "Resource not found.")
        if parts.path == "/dois":
            return 200, {"data": []}
        if parts.path.startswith("/api/handles/"):
            doi = unquote(parts.path.removeprefix("/api/handles/")).lower()
            known = doi in self.items
            return (200 if known else 404), {"responseCode": 1 if known else 100, "handle": doi}
        return 404, "Not found"


Spoil = Callable[[BaseHTTPRequestHandler, World, int, Any], None]


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: Mapping[str, str] = {}) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def _right(handler: BaseHTTPRequestHandler, world: World, status: int, value: Any) -> None:
    _send(handler, status, value.encode() if isinstance(value, str) else json.dumps(value).encode())


def _with(status: int, body: bytes, **headers: str) -> Spoil:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, world, right, value: _send(handler, status, body, named)


def _other_record(handler: BaseHTTPRequestHandler, world: World, status: int, value: Any) -> None:
    stranger = {**world.other, "DOI": "10.8888/stranger", "title": ["Quite another work on quite another matter"]}
    path = urlsplit(handler.path).path
    if path.startswith("/works/"):
        _send(handler, 200, json.dumps({"message": stranger}).encode())
    elif path == "/works":
        _send(handler, 200, json.dumps({"message": {"items": [stranger]}}).encode())
    elif path == "/dois":
        _send(
            handler,
            200,
            json.dumps(
                {"data": [{"attributes": {"doi": "10.8888/stranger", "titles": [{"title": "Quite another"}]}}]}
            ).encode(),
        )
    else:
        _send(handler, 404, json.dumps({"responseCode": 100, "handle": "10.8888/stranger"}).encode())


def _cut(handler: BaseHTTPRequestHandler, world: World, status: int, value: Any) -> None:
    body = json.dumps(value).encode()
    _send(handler, status, body[: len(body) // 2])


def _slowly(handler: BaseHTTPRequestHandler, world: World, status: int, value: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(1)


def _slow_headers(handler: BaseHTTPRequestHandler, world: World, status: int, value: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(200):
        handler.wfile.write(b"X")
        handler.wfile.flush()
        time.sleep(1)


def _endless(handler: BaseHTTPRequestHandler, world: World, status: int, value: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(1_500_000_000))
    handler.end_headers()
    for _ in range(1_500):
        handler.wfile.write(b" " * 1_000_000)


ODD: Mapping[str, tuple[Spoil, float]] = {
    "nothing": (_right, 0.0),
    "Location in Latin-1, 1 in 10": (_with(302, b"", Location="/w\xe9rks"), 0.1),
    "Location http://[, 1 in 10": (_with(301, b"", Location="http://["), 0.1),
    "JSON 200,000 deep, 1 in 10": (_with(200, b"[" * 200_000), 0.1),
    "Retry-After year 99999, 1 in 10": (_with(429, b"", Retry_After="Fri, 31 Dec 99999 23:59:59 GMT"), 0.1),
    "fields of other shapes, 1 in 10": (_with(200, b'{"message": {"DOI": 3, "items": {"a": [[[]]]}, "title": {"x": true}}, "responseCode": [1]}'), 0.1),
    "cut off, 1 in 3": (_cut, 0.33),
    "another's record, 1 in 10": (_other_record, 0.1),
    "another's record, always": (_other_record, 1.0),
    "503, always": (_with(503, b"no"), 1.0),
    "429, always": (_with(429, b"no"), 1.0),
    "429 with Retry-After 2, always": (_with(429, b"no", Retry_After="2"), 1.0),
    "429 with Retry-After of an hour": (_with(429, b"no", Retry_After="3600"), 1.0),
    "a byte a second, always": (_slowly, 1.0),
    "a byte a second in headers": (_slow_headers, 1.0),
    "1.5 GB, always": (_endless, 1.0),
    "gzip bomb, always": (_with(200, _BOMB, Content_Encoding="gzip"), 1.0),
    "gzip bomb in a redirect": (_with(302, _BOMB, Content_Encoding="gzip", Location="/works"), 1.0),
    "dead host": (_right, -1.0),
}  # fmt: skip


@contextmanager
def serving(world: World, spoil: Spoil, share: float) -> Iterator[str]:
    """The world, with a share of its answers spoilt."""
    rng, lock = random.Random(11), threading.Lock()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        status, value = world.answer(handler.path)
        with lock:
            is_odd = rng.random() < share
        (spoil if is_odd else _right)(handler, world, status, value)

    with _listening(answer) as url:
        yield url


@contextmanager
def answering(world: World, seen: Callable[[], None]) -> Iterator[str]:
    """The world, all of whose answers are right; ``seen`` is told of each request."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen()
        _right(handler, world, *world.answer(handler.path))

    with _listening(answer) as url:
        yield url


@contextmanager
def _listening(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            try:
                answer(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *given: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *given: Any) -> None:
            """Who hangs up does so on purpose."""

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@contextmanager
def dead() -> Iterator[str]:
    """A host that lets nobody in: its queue is full."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        queue = []
        for _ in range(4):
            line = socket.socket()
            line.setblocking(False)
            line.connect_ex(server.getsockname())
            queue.append(line)
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        for line in queue:
            line.close()


def measure(path: str, name: str, told: "multiprocessing.Queue[Any]") -> None:
    spoil, share = ODD[name]
    world = World(works(path))
    with dead() if share < 0 else serving(world, spoil, share) as url:
        asked = online(Connections(mailto="ann@example.org", crossref_url=url, datacite_url=url, doi_url=url))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.monotonic()
        try:
            report: Report | None = audit([read_each(world.lines)], registry=asked)
        except Exception as error:
            told.put((name, repr(error)[:60], 0.0, 0, [], []))
            return
        seconds = time.monotonic() - started
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    assert report is not None
    verdicts = [each.verdict.value for each in report.references]
    errors = [any(finding.rule.severity is Severity.ERROR for finding in each.findings) for each in report.references]
    told.put((name, "", seconds, grown, verdicts, errors))


def main() -> None:
    path, *names = sys.argv[1:]
    chosen = [name for name in ODD if not names or any(each in name for each in names)]
    clean: list[str] = []
    print("| what | lost | seconds | MB more | as without | right ones accused | verdicts |")
    print("|---|---|---|---|---|---|---|")
    for name in dict.fromkeys(["nothing", *chosen]):
        told: multiprocessing.Queue[Any] = multiprocessing.get_context("spawn").Queue()
        process = multiprocessing.get_context("spawn").Process(target=measure, args=(path, name, told))
        process.start()
        _, lost, seconds, grown, verdicts, errors = told.get()
        process.join()
        clean = clean or verdicts
        same = sum(was == now for was, now in zip(clean, verdicts, strict=bool(verdicts)))
        accused = sum(
            verdict in (Verdict.BROKEN, Verdict.DIFFERS, Verdict.NOT_FOUND) or error
            for verdict, error in zip(verdicts[:50], errors[:50], strict=True)
        )
        print(
            f"| {name} | {lost or 'no'} | {seconds:.1f} | {grown} | {same} of {len(clean)} | {accused} | {dict(Counter(verdicts))} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
