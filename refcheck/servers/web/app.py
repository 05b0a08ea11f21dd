"""The application: the interface, the page, and who is let in; and how it is served."""

import logging
import signal
import socket
from collections.abc import Iterable
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from refcheck.reports.html.page import STYLE, own
from refcheck.servers.page.problems import problem
from refcheck.servers.web.answers import ProblemResponse
from refcheck.servers.web.guard import Guard
from refcheck.servers.web.routes import Api
from refcheck.servers.web.service import Service

_KINDS = {404: "not-found", 405: "not-allowed"}


def application(service: Service, *, host: str, names: Iterable[str] = (), token: str | None = None) -> ASGIApp:
    """The application of one service that listens at ``host``, is called by further ``names``, and may want a token."""

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
    """Answer at an open socket until ^C, or until this process is told to end: so a service ends, and that is no failure."""
    import uvicorn

    from refcheck.servers.http_connections import BoundedProtocol

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await service.open()
            await super().startup(sockets)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await service.close()  # whoever follows a list is told that it ends, and is not waited for
            await super().shutdown(sockets)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _heard)  # what uvicorn hears it raises once more when it is done
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


def _heard(number: int, frame: object) -> None:
    """A signal that was acted upon."""
