"""What is told of links, and how fast: ``PYTHONPATH=tests python tests/benchmarks/links.py URL``.

URL is a running stand-in of web hosts, whose pages of all kinds stand below ``/pages``. It is given a public face; so are the hosts of
a server that is started here and answers after 200 ms. Whatever else is connected to counts as a place that must not be reached.
"""

import argparse
import asyncio
import multiprocessing
import socket
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from multiprocessing.connection import Connection
from urllib.parse import urlsplit

from bars import Row, show
from links_made import FACE, FACE_IN_IPV6, world
from tables import CASES, KINDS

from refcheck.model import Answer, Found, Id, NotFound, Scheme
from refcheck.registries import Chain
from refcheck.registries.services.web_page import WebPages
from refcheck.registries.transport.dialling import Dialler

LATENCY = 0.2
ALIVE, MOVED, DOUBT, GONE, UNTOLD = "alive", "moved", "in doubt", "gone", "untold"

EXPECTED = {
    ALIVE: "ok title/Soil 302 303 307 chain/3 cookie meta_refresh head405 head404 slow/10 endless long_length short_length big/8"
    " bomb bad_gzip pdf pdf_as_html no_type charset/windows-1251 charset/shift_jis charset/gb18030 charset/utf-16 meta_charset"
    " bad_charset",
    MOVED: "301 308",
    DOUBT: "soft404 home parked empty",
    GONE: "404 410 chain/2/404 nosuchpage",
    UNTOLD: "401 403 429 500 503 loop self no_location login agent hang/60 drop chain/20 private/metadata private/localhost"
    " private/loopback private/ten private/lan private/v6 private/mapped private/decimal private/zero private/file private/gopher"
    " private/userinfo",
}
"""What each page of the stand-in is, in the words of this benchmark."""


def main() -> None:
    """Run every measurement and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    given = parser.parse_args()
    port = urlsplit(given.url).port or 80
    show(chain(kinds(port), hostile(), many()))


class Outside:
    """A server on this machine with a public face. Connections to anywhere else are counted and not made."""

    def __init__(self, port: int) -> None:
        self.inside = 0
        self._port = port

    def web(self) -> WebPages:
        return WebPages(dialler=Dialler(resolve=self._resolve, connect=self._connect))

    def _resolve(self, host: str) -> list[str]:
        if host.endswith(".example") or host == "doi.org":
            return [FACE]
        return [str(info[4][0]) for info in socket.getaddrinfo(host, None)]

    def _connect(self, address: str, port: int, seconds: float) -> socket.socket:
        if address not in (FACE, FACE_IN_IPV6):
            self.inside += 1
            raise ConnectionRefusedError(address)
        return socket.create_connection(("127.0.0.1", self._port), timeout=seconds)


def kinds(port: int) -> Iterator[Row]:
    """Every kind of page."""
    outside = Outside(port)
    web = outside.web()
    wrong, longest = [], 0.0
    pairs = [(kind, name) for kind, names in EXPECTED.items() for name in names.split()]
    for kind, name in pairs:
        key = Id(Scheme.URL, f"http://pages.example/{name}")
        started = time.perf_counter()
        told = word(web.lookup((key,))[key])
        longest = max(longest, time.perf_counter() - started)
        if told != kind:
            wrong.append(f"{name}: {told}")
    yield Row(
        what=f"{len(pairs)} kinds of pages: told as what they are, the longest in seconds, inside reached",
        bar="all, none hangs, 0",
        measured=f"{len(pairs) - len(wrong)}, {longest:.1f}, {outside.inside} {'; '.join(wrong)}",
        reached=not wrong and longest < 30 and not outside.inside,
    )
    accused = [name for kind, name in pairs if kind == UNTOLD and f"{name}: {GONE}" in wrong]
    yield Row(
        what="401, 403, 429, 503, challenges: called gone", bar="0", measured=str(len(accused)), reached=not accused
    )


def hostile() -> Iterator[Row]:
    """The table of hostile addresses, with an inner server that counts who comes."""
    table = tomllib.loads((CASES / "registries" / "hostile_links.toml").read_text(encoding="utf-8"))
    rows = [row for kind in KINDS for row in table.get(kind, ()) if row.get("answer") is None]
    inside, longest = 0, 0.0
    for row in rows:
        with world({}, row.get("names")) as made:
            key = Id(Scheme.URL, row["url"])
            started = time.perf_counter()
            WebPages(dialler=made.dialler()).lookup((key,))
            longest = max(longest, time.perf_counter() - started)
            inside += made.inside
    yield Row(
        what=f"{len(rows)} hostile addresses: inside reached, the longest in seconds",
        bar=">= 40: 0, bounded",
        measured=f"{inside}, {longest:.1f}",
        reached=len(rows) >= 40 and not inside and longest < 60,
    )


def many(number: int = 1_000, hosts: int = 100) -> Iterator[Row]:
    """Many pages on many hosts."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(there,), daemon=True)
    process.start()
    web = Chain(Outside(here.recv()).web())
    keys = [Id(Scheme.URL, f"http://h{n % hosts}.example/page/{n}.html") for n in range(number)]
    started = time.perf_counter()
    answers = web.lookup(keys)
    seconds = time.perf_counter() - started
    here.send("stop")
    requests, most = here.recv()
    process.join()
    told = Counter(map(word, answers.values()))
    yield Row(
        what=f"{number} pages on {hosts} hosts that answer after {LATENCY * 1000:.0f} ms: alive, seconds, at once on a host",
        bar="all, <= 15, <= 2",
        measured=f"{told[ALIVE]}, {seconds:.1f}, {most} ({requests} requests)",
        reached=told[ALIVE] == number and seconds <= 15 and most <= 2,
    )


def word(answer: Answer) -> str:
    """What is told of a page."""
    if isinstance(answer, NotFound):
        return GONE
    if not isinstance(answer, Found):
        return UNTOLD
    return DOUBT if answer.record.updates else MOVED if answer.record.relations else ALIVE


def _serve(pipe: Connection) -> None:
    asyncio.run(_served(pipe))


async def _served(pipe: Connection) -> None:
    """Pages that differ by their address, and 404 for addresses that are none of theirs."""
    now: Counter[str] = Counter()
    most: Counter[str] = Counter()
    requests = 0

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal requests
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        host = next(line for line in lines if line.lower().startswith("host:"))
        requests += 1
        now[host] += 1
        most[host] = max(most[host], now[host])
        await asyncio.sleep(LATENCY)
        now[host] -= 1
        name = lines[0].split(" ")[1].rpartition("/")[2].removesuffix(".html")
        status = "200 OK" if name.isdigit() else "404 Not Found"
        body = f"<title>Page {name}</title>{_words(name)}"
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        writer.write((head + body).encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, backlog=512)
    pipe.send(server.sockets[0].getsockname()[1])
    while not pipe.poll():
        await asyncio.sleep(0.05)
    server.close()
    pipe.send((requests, max(most.values())))


def _words(name: str) -> str:
    return " ".join(f"{name}x{number}" for number in range(200))


if __name__ == "__main__":
    main()
