"""A small web on this machine: hosts with a public face, and an inner one that nobody may reach."""

import gzip
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from refcheck.model import (
    ARCHIVE,
    MAY_BE_MISSING,
    MOVED_TO,
    Answer,
    Date,
    Found,
    Id,
    LookupResult,
    NotFound,
    Provenance,
    Record,
    Relation,
    Scheme,
    Scope,
    Unavailable,
    Update,
    Work,
)
from refcheck.registries.services.wayback import COPY_OF
from refcheck.registries.services.web_page import DNS
from refcheck.registries.transport.dialling import Dialler

FACE = "93.184.216.34"
FACE_IN_IPV6 = "64:ff9b::5db8:d822"
"""The public address that the outer server is reached at, and the same as a network without IPv4 has it."""

PATIENCE = 60.0
"""Seconds that are enough on any machine for what takes none."""


def page(title: str, text: str = "", head: str = "") -> bytes:
    words = text or " ".join(f"{title} {number}" for number in range(40))
    return f"<html><head>{head}<title>{title}</title></head><body><h1>{title}</h1><p>{words}</p></body></html>".encode()


def answer(status: str, body: bytes = b"", *headers: str, kind: str = "text/html; charset=utf-8") -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class World:
    """An outer server, whose answers are a table by path, and an inner one that counts who comes.

    On port 443 the outer server speaks TLS where it has a certificate.
    """

    def __init__(self, pages: Mapping[str, bytes], names: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """``names``: host → the addresses that it resolves to, one list a look-up, the last one for ever.

        ``takes``: seconds that the outer server lets pass before it answers. ``most``: host → how many questions
        lay there at once; one is counted until its answer begins, since whoever has the answer may ask the next.
        ``heads``: host → the last request there. ``company``: so many must have lain at some host before the first is answered.
        """
        self.pages = dict(pages)
        self.asked: list[tuple[str, str]] = []
        self.heads: dict[str, str] = {}
        self.inside = 0
        self.most: dict[str, int] = {}
        self.takes = 0.0
        self.company = 1
        self.certificate: Path | None = None
        self._names = {name: list(lists) for name, lists in names.items()}
        self._now: dict[str, int] = {}
        self._lock = threading.Condition()
        self.outer = _serving(self._outer)
        self.secure = _serving(self._secure)
        self.inner = _serving(self._inner)

    def dialler(self) -> Dialler:
        return Dialler(resolve=self.resolve, connect=self.connect)

    def resolve(self, host: str) -> list[str]:
        if host in self._names:
            lists = self._names[host]
            return list(lists.pop(0) if len(lists) > 1 else lists[0])
        if host.endswith(".example") or host == "doi.org":
            return [FACE]
        return [str(info[4][0]) for info in socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)]

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        server = self.inner
        if address in (FACE, FACE_IN_IPV6):
            server = self.secure if port == 443 else self.outer
        return socket.create_connection(("127.0.0.1", server.server_address[1]), timeout=seconds)

    def close(self) -> None:
        for server in (self.outer, self.secure, self.inner):
            server.shutdown()
            server.server_close()

    def _secure(self, connection: socket.socket) -> None:
        if self.certificate is None:
            self._outer(connection)
            return
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        with context.wrap_socket(connection, server_side=True) as secured:
            self._outer(secured)

    def _outer(self, connection: socket.socket) -> None:
        lines = _request(connection).split("\r\n")
        path = lines[0].split(" ")[1] if " " in lines[0] else ""
        host = next((line.split(": ", 1)[1] for line in lines if line.lower().startswith("host: ")), "")
        with self._lock:
            self.asked.append((host, path))
            self.heads[host] = "\n".join(lines)
            self._now[host] = self._now.get(host, 0) + 1
            self.most[host] = max(self.most.get(host, 0), self._now[host])
            self._lock.notify_all()
            self._lock.wait_for(lambda: max(self.most.values()) >= self.company, PATIENCE)
        time.sleep(self.takes)
        with self._lock:
            self._now[host] -= 1
        self._reply(connection, path)

    def _reply(self, connection: socket.socket, path: str) -> None:
        if path.startswith("/to?"):
            connection.sendall(answer("302 Found", b"", f"Location: {unquote(path[4:])}"))
        elif path in _ODD:
            _ODD[path](connection)
        else:
            connection.sendall(self.pages.get(path, answer("404 Not Found", page("Not Found"))))

    def _inner(self, connection: socket.socket) -> None:
        with self._lock:
            self.inside += 1
        connection.sendall(answer("200 OK", page("The inner secret")))


@contextmanager
def world(
    pages: Mapping[str, bytes] | None = None, names: Mapping[str, Sequence[Sequence[str]]] | None = None
) -> Iterator[World]:
    made = World(pages or {}, names or {})
    try:
        yield made
    finally:
        made.close()


def linked(row: Mapping[str, Any]) -> tuple[LookupResult, ...]:
    """The answers about the links of one row: ``[{url, is, …}]``, ``is`` being alive, gone, no host, untold or copy."""
    return tuple(LookupResult(id=Id(Scheme.URL, each["url"]), answer=_linked(each)) for each in row.get("links", ()))


def _linked(link: Mapping[str, Any]) -> Answer:
    host = link["url"].split("/")[2]
    if link["is"] == "untold":
        return Unavailable(registry=host, why="answered 403: rejects automated requests")
    if link["is"] in ("gone", "no host"):
        nowhere = link["is"] == "no host"
        return NotFound(registry=DNS if nowhere else host, scope=Scope.REGISTRATION if nowhere else Scope.HOLDINGS)
    at = link.get("at", link["url"])
    titles = link.get("titles", [])
    copied = link["is"] == "copy"
    relations = [Relation(type=MOVED_TO, id_type="uri", id=at)] if link.get("moved") else []
    record = Record(
        id=Id(Scheme.URL, at),
        work=Work(
            type="webpage",
            title=titles[0] if titles else None,
            original_title=tuple(titles[1:]),
            url=at,
            issued=Date(year=2021, month=3, day=4) if copied else None,
        ),
        updates=(Update(type=MAY_BE_MISSING, label=link["doubt"], source=host),) if "doubt" in link else (),
        relations=(Relation(type=COPY_OF, id_type="uri", id=link["url"]),) if copied else tuple(relations),
        provenance=Provenance(
            registry=ARCHIVE if copied else host, url=link["url"], retrieved=datetime(2026, 11, 24, tzinfo=UTC)
        ),
    )
    return Found(record=record)


_TLS = b"\x16"
"""How a greeting in TLS begins, which this server does not speak."""


def _request(connection: socket.socket) -> str:
    heard = b""
    while b"\r\n\r\n" not in heard:
        piece = connection.recv(65_536)
        heard += piece
        if not piece or heard.startswith(_TLS):
            break
    return heard.decode("latin-1")


def _endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Endless</title>")
    for _ in range(100_000):
        connection.sendall(b"<p>" + b"more and " * 1_000)


def _drip(start: bytes, drop: bytes, connection: socket.socket) -> None:
    connection.sendall(start)
    for _ in range(100):
        time.sleep(0.1)
        connection.sendall(drop)


def _many_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(5_000)) + b"\r\n")


def _silent(connection: socket.socket) -> None:
    connection.recv(1)


def _headers_only(connection: socket.socket) -> None:
    connection.sendall(_OK + b"Content-Length: 9\r\n\r\n")
    _silent(connection)


_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_ODD: dict[str, Callable[[socket.socket], None]] = {
    "/endless": _endless,
    "/drip-status": lambda connection: _drip(b"H", b"T", connection),
    "/drip-headers": lambda connection: _drip(_OK, b"X", connection),
    "/drip-body": lambda connection: _drip(_OK + b"Content-Length: 9000000\r\n\r\n", b"x", connection),
    "/many-headers": _many_headers,
    "/long-header": lambda connection: connection.sendall(_OK + b"X: " + b"y" * 5_000_000 + b"\r\n\r\n"),
    "/silent": _silent,
    "/headers-only": _headers_only,
    "/drop": lambda connection: None,
    "/no-http": lambda connection: connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "/bomb": lambda connection: connection.sendall(
        answer("200 OK", gzip.compress(b"<title>Zeros</title>" + bytes(5_000_000)), "Content-Encoding: gzip")
    ),
    "/bad-gzip": lambda connection: connection.sendall(
        answer("200 OK", gzip.compress(page("A page"))[:-30], "Content-Encoding: gzip")
    ),
    "/false-length": lambda connection: connection.sendall(_OK + b"Content-Length: 99999\r\n\r\n" + page("A page")),
}


def _serving(handle: Any) -> socketserver.ThreadingTCPServer:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                self.request.settimeout(PATIENCE)
                handle(self.request)
            except OSError:  # the client has gone, as it should
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        request_queue_size = 128

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server
