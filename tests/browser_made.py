"""What a page that checks by itself is tested with: a server of its files, and registries that let pages in as the real ones do."""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from refcheck.registries.connections import Connections

PYODIDE = os.environ.get("PYODIDE", "")
"""Where Pyodide is: the archive of its npm package, or its folder."""

_ALLOWED = "X-Requested-With, Accept, Accept-Encoding, Accept-Charset, Accept-Language, Accept-Ranges, Cache-Control"
"""The headers that Crossref lets a page send."""

_CROSSREFS, _NOBODYS = {"RA": "Crossref"}, {"status": "DOI does not exist"}
_MOST_HITS = 5
_WORD = re.compile(r"\w{4,}")


class Registries:
    """Crossref, DataCite and doi.org at ``/crossref``, ``/datacite`` and ``/doi`` of one origin, with what they were asked.

    Crossref and DataCite may be read by any page; of doi.org its handles alone. ``busy`` is how many of the next requests are
    refused for speed, without leave to read that.
    """

    def __init__(self, records: Sequence[Mapping[str, Any]]) -> None:
        self.held = {str(record["DOI"]).casefold(): dict(record) for record in records}
        self.asked: list[str] = []
        self.methods: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.busy = 0
        self.url = ""

    def connections(self, **more: Any) -> Connections:
        """Those that ask here, and nobody else."""
        return Connections(
            crossref_url=f"{self.url}/crossref",
            datacite_url=f"{self.url}/datacite",
            doi_url=f"{self.url}/doi",
            cache="off",
            **more,
        )

    def answer(self, address: str) -> tuple[int, object, bool]:
        """Status, body, and whether any page may read it."""
        parts = urlsplit(address)
        path, asked = unquote(parts.path), parse_qs(parts.query)
        if self.busy:
            self.busy -= 1
            return 429, {"message": "too many requests"}, False
        if path == "/crossref/works":
            items = self._listed(asked["filter"][0]) if "doi:" in asked.get("filter", [""])[0] else self._found(asked)
            return 200, {"message": {"items": items}}, True
        if path.startswith("/crossref/works/"):
            record = self.held.get(path.removeprefix("/crossref/works/").casefold())
            return (200, {"message": record}, True) if record else (404, "Resource not found.", True)
        if path == "/datacite/dois":
            return 200, {"data": []}, True
        name = path.removeprefix("/doi/api/handles/")
        if name != path:
            known = name.casefold() in self.held
            return (200 if known else 404), {"responseCode": 1 if known else 100, "handle": name, "values": []}, True
        names = path.removeprefix("/doi/ra/").split(",") if path.startswith("/doi/ra/") else []
        told = [{"DOI": each, **(_CROSSREFS if each.casefold() in self.held else _NOBODYS)} for each in names]
        return (200, told, False) if names else (404, "", False)

    def _listed(self, wanted: str) -> list[dict[str, Any]]:
        dois = [each.removeprefix("doi:").casefold() for each in wanted.split(",")]
        return [self.held[doi] for doi in dois if doi in self.held]

    def _found(self, asked: Mapping[str, list[str]]) -> list[dict[str, Any]]:
        text = " ".join(value for name, values in asked.items() if name.startswith("query") for value in values)
        words = set(_WORD.findall(text.casefold()))

        def shared(record: Mapping[str, Any]) -> int:
            return len(words & set(_WORD.findall(" ".join(record["title"]).casefold())))

        best = sorted(self.held.values(), key=shared, reverse=True)[:_MOST_HITS]
        return [record | {"score": float(shared(record))} for record in best if shared(record)]


@contextmanager
def serving(registries: Registries) -> Iterator[Registries]:
    """The registries while they answer."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            registries.methods.append("GET")
            registries.asked.append(self.path)
            registries.headers.append({name.lower(): value for name, value in self.headers.items()})
            status, body, is_open = registries.answer(self.path)
            data = (body if isinstance(body, str) else json.dumps(body)).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            if is_open:
                self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(data)

        def do_OPTIONS(self) -> None:
            registries.methods.append("OPTIONS")
            self.send_response(204)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", _ALLOWED)
            self.end_headers()

        def log_message(self, *given: object) -> None:
            """Nothing."""

    with _running(Handler) as url:
        registries.url = url
        yield registries


@contextmanager
def static(folder: Path) -> Iterator[str]:
    """The address of a folder's files, as any server hands them out."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given, directory=str(folder))

        def log_message(self, *given: object) -> None:
            """Nothing."""

    with _running(Handler) as url:
        yield f"{url}/"


@contextmanager
def _running(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
