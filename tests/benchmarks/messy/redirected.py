"""Runs an adapter with the stand-in in place of every host: ``python redirected.py http://127.0.0.1:PORT ADAPTER.py [ARGUMENT ...]``.

Run by the peer's own Python. Requests of ``http.client``, ``urllib``, ``requests`` and ``httpx`` go to the stand-in, with the host that was meant
in the Host header. Every name of a host has an address, for programs that look before they ask. Pauses that a program makes out of politeness are
cut to nothing: here there is nobody to be polite to.
"""

import asyncio
import http.client
import runpy
import socket
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SOMEWHERE = "93.184.216.34"
"""An address of the world, in place of those that cannot be had here."""


def main(stand_in: str, adapter: str, *arguments: str) -> None:
    host, port = urlsplit(stand_in).hostname or "127.0.0.1", urlsplit(stand_in).port or 80
    _redirect_http(host, port)
    _redirect_requests(host, port)
    _redirect_httpx(host, port)
    _name_hosts()
    _cut_pauses()
    sys.argv = [adapter, *arguments, stand_in]
    sys.path[0] = str(Path(adapter).parent)
    runpy.run_path(adapter, run_name="__main__")


def _redirect_http(host: str, port: int) -> None:
    class Redirected(http.client.HTTPConnection):
        def __init__(self, meant: str, *rest: Any, timeout: float | None = None, **more: Any) -> None:
            super().__init__(host, port, timeout=timeout or 60)

    def open_here(self: Any, request: Any) -> Any:
        return self.do_open(Redirected, request)

    http.client.HTTPSConnection = Redirected  # type: ignore[assignment,misc]
    urllib.request.HTTPHandler.http_open = open_here  # type: ignore[assignment,method-assign]


def _redirect_requests(host: str, port: int) -> None:
    try:
        adapters: Any = __import__("requests.adapters").adapters
    except ImportError:
        return
    plain = adapters.HTTPAdapter.send

    def send(self: Any, request: Any, *more: Any, **options: Any) -> Any:
        meant = request.url
        parts = urlsplit(meant)
        request.url = parts._replace(scheme="http", netloc=f"{host}:{port}").geturl()
        request.headers["Host"] = parts.netloc
        response = plain(self, request, *more, **options)
        request.url = response.url = meant
        del request.headers["Host"]  # a redirect is followed with the same headers
        return response

    adapters.HTTPAdapter.send = send


def _redirect_httpx(host: str, port: int) -> None:
    try:
        httpx: Any = __import__("httpx")
    except ImportError:
        return

    def redirect(request: Any) -> None:
        if request.url.host != host:
            request.url = request.url.copy_with(scheme="http", host=host, port=port)

    plain, waiting = httpx.HTTPTransport.handle_request, httpx.AsyncHTTPTransport.handle_async_request

    def handle(self: Any, request: Any) -> Any:
        redirect(request)
        return plain(self, request)

    async def handle_async(self: Any, request: Any) -> Any:
        redirect(request)
        return await waiting(self, request)

    httpx.HTTPTransport.handle_request = handle
    httpx.AsyncHTTPTransport.handle_async_request = handle_async


def _name_hosts() -> None:
    known = socket.getaddrinfo

    def named(host: Any, *more: Any, **options: Any) -> Any:
        try:
            return known(host, *more, **options)
        except socket.gaierror:
            return known(SOMEWHERE, *more, **options)

    socket.getaddrinfo = named


def _cut_pauses() -> None:
    sleep, pause = asyncio.sleep, time.sleep

    async def cut_async(delay: float, result: Any = None) -> Any:
        return await sleep(min(delay, 0.001), result)

    def cut(seconds: float) -> None:
        pause(min(seconds, 0.001))

    asyncio.sleep = cut_async
    time.sleep = cut  # type: ignore[assignment]


if __name__ == "__main__":
    main(*sys.argv[1:])
