"""The application: the REST interface, the page, and the check of who may use them; and how it is served.

Requests are accepted if they are made to a name of this service, by its own page or by a program, with the token if there is one.
"""

import logging
import re
import signal
import socket
from collections.abc import Iterable
from importlib.resources import files
from ipaddress import ip_address

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from refcheck.reports.html.page import STYLE, own
from refcheck.servers import LOCAL, carries
from refcheck.servers.page.problems import Problem, problem
from refcheck.servers.web.answers import ProblemResponse
from refcheck.servers.web.routes import Api
from refcheck.servers.web.service import Service

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

_SIMPLE = ("", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded")
"""The content types that a form of any site may send without permission. Source: the Fetch standard, *CORS-safelisted
request-header*."""

_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""The headers of every response. Source: OWASP's *HTTP Headers Cheat Sheet*."""

_NAME = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::(?P<port>\d{1,5}))?")
"""A host as a header names it: ``localhost:8700``, ``[::1]:8700``, ``refs.example``."""


class Guard:
    """Accepts requests or answers them with a problem, and adds the headers that protect browsers to every response."""

    def __init__(self, app: ASGIApp, *, host: str, names: Iterable[str] = (), token: str | None = None) -> None:
        """Guard an application that listens at ``host`` and has further host ``names``."""
        self._app = app
        self._is_local = host in LOCAL
        self._names = {name.lower() for name in (host, "localhost", *names)}
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(scope)
        await (ProblemResponse(refused) if refused else self._app)(scope, receive, sent)

    def _refused(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_ours(host):
            return problem("forbidden", "This service does not have that name; add it with --allow-host.")
        origin = headers.get("origin")
        if origin is not None and not self._is_own(origin, host):
            return problem("forbidden", "Other sites may not use this service.")
        if scope["method"] not in SAFE_METHODS:
            if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                return problem("forbidden", "Other sites may not use this service.")
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind in _SIMPLE and "x-refcheck" not in headers:
                return problem("forbidden", "A request of this type needs the header X-Refcheck: 1.")
        is_closed = scope["path"].startswith("/api/")
        if is_closed and self._token and not carries(headers.get("authorization", ""), self._token):
            return problem("token", "Send Authorization: Bearer with the token that the service was started with.")
        return None

    def _is_ours(self, host: str) -> bool:
        """Return whether a host is this service: one of its names, a loopback address, or any IP address if others may connect.

        A site that has its own name resolve to this service (DNS rebinding) is refused, since its requests carry that name.
        """
        parts = _NAME.fullmatch(host)
        if parts is None:
            return False
        name = parts["name"].strip("[]").lower()
        if name in self._names:
            return True
        try:
            address = ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or not self._is_local

    def _is_own(self, origin: str, host: str) -> bool:
        scheme, _, where = origin.partition("://")
        return scheme in ("http", "https") and where.lower() == host.lower()


_KINDS = {404: "not-found", 405: "not-allowed"}


def application(service: Service, *, host: str, names: Iterable[str] = (), token: str | None = None) -> ASGIApp:
    """Return the application of a service that listens at ``host``, has further host ``names``, and may require a token."""

    static = str(files("refcheck.servers.page") / "static")
    routes = [
        *Api(service).routes(),
        Route("/", _page),
        Route("/health", _health),
        Route("/report.css", _style),
        Mount("/static", StaticFiles(directory=static)),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _refused})
    return Guard(app, host=host, names=names, token=token)


async def _page(request: Request) -> Response:
    text = (files("refcheck.servers.page") / "static" / "index.html").read_bytes()
    return Response(text, media_type="text/html; charset=utf-8", headers={"cache-control": "no-cache"})


async def _health(request: Request) -> Response:
    return PlainTextResponse("ok\n", headers={"cache-control": "no-store"})


async def _style(request: Request) -> Response:
    return Response(own(STYLE), media_type="text/css; charset=utf-8", headers={"cache-control": "no-cache"})


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    answer = ProblemResponse(problem(_KINDS.get(status, "invalid")))
    answer.headers.update(error.headers or {} if isinstance(error, HTTPException) else {})
    return answer


async def serve(app: ASGIApp, service: Service, listening: socket.socket) -> None:
    """Answer at an open socket until ^C or SIGTERM, which is the normal end of a service and not a failure."""
    import uvicorn

    from refcheck.servers.http_connections import BoundedProtocol

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await service.open()
            await super().startup(sockets)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await service.close()  # clients that follow a list are informed, and not waited for
            await super().shutdown(sockets)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _ignore)  # uvicorn raises a signal again when it has shut down
    config = uvicorn.Config(
        app,
        http=BoundedProtocol,
        lifespan="off",
        log_level=logging.ERROR,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=15,
        limit_concurrency=500,
    )
    await Server(config).serve(sockets=[listening])


def _ignore(number: int, frame: object) -> None:
    """Ignore a signal that uvicorn has acted upon already."""
