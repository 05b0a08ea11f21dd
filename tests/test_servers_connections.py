"""Connections that send no request are closed, and leave room for others."""

import asyncio
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from web_made import OFFLINE, serving

from refcheck.servers import http_connections
from refcheck.servers.http_connections import BoundedProtocol

pytestmark = pytest.mark.end_to_end

HALF = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "
WHOLE = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Quick(BoundedProtocol):
    """One that waits a moment."""

    header_seconds = 0.3


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass
    await PlainTextResponse("ok")(scope, receive, send)


def served(
    use: Callable[[Callable[[bytes], Awaitable[Stream]]], Awaitable[None]], protocol: type[asyncio.Protocol]
) -> None:
    """Run what a client does with a server of its own; it is given what opens a connection and writes some bytes."""

    async def run() -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            config = uvicorn.Config(answer, http=protocol, lifespan="off", log_level="error")
            server = uvicorn.Server(config)
            config.load()
            server.lifespan = config.lifespan_class(config)
            await server.startup(sockets=[listening])

            async def opened(data: bytes) -> Stream:
                reader, writer = await asyncio.open_connection(*listening.getsockname())
                writer.write(data)
                await writer.drain()
                return reader, writer

            try:
                await use(opened)
            finally:
                await server.shutdown(sockets=[])

    asyncio.run(asyncio.wait_for(run(), 60))


async def is_closed(stream: Stream) -> bool:
    try:
        return not await stream[0].read()
    except OSError:
        return True
    finally:
        stream[1].close()


async def is_answered(stream: Stream) -> bool:
    try:
        return (await stream[0].readuntil(b"ok")).startswith(b"HTTP/1.1 200")
    except (OSError, asyncio.IncompleteReadError):
        return False


@pytest.mark.parametrize(
    "sent", [b"", b"G", HALF, WHOLE[:-2]], ids=["nothing", "a byte", "half a header", "all but the end"]
)
def test_a_header_that_does_not_come_is_not_waited_for(sent: bytes) -> None:
    async def use(opened: Callable[[bytes], Awaitable[Stream]]) -> None:
        assert await is_closed(await opened(sent))

    served(use, Quick)


def test_a_header_that_comes_byte_by_byte_is_not_waited_for() -> None:
    async def use(opened: Callable[[bytes], Awaitable[Stream]]) -> None:
        stream = await opened(HALF)

        async def go_on() -> None:
            while not stream[1].is_closing():
                stream[1].write(b"a")
                await asyncio.sleep(0.02)

        going_on = asyncio.create_task(go_on())
        assert await is_closed(stream)
        await going_on

    served(use, Quick)


def test_the_header_of_a_second_request_is_not_waited_for_either() -> None:
    async def use(opened: Callable[[bytes], Awaitable[Stream]]) -> None:
        stream = await opened(WHOLE)
        assert await is_answered(stream)
        stream[1].write(HALF)
        assert await is_closed(stream)

    served(use, Quick)


def test_a_body_may_take_longer_than_a_header() -> None:
    async def use(opened: Callable[[bytes], Awaitable[Stream]]) -> None:
        stream = await opened(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\n")
        for _ in range(3):
            await asyncio.sleep(0.2)
            stream[1].write(b"a")
        assert await is_answered(stream)
        stream[1].close()

    served(use, Quick)


@pytest.mark.parametrize("bound", ["OF_CLIENT", "IN_WAITING"])
def test_the_connection_that_has_waited_longest_makes_room(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_connections, bound, 3)

    async def use(opened: Callable[[bytes], Awaitable[Stream]]) -> None:
        working = await opened(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\n\r\n")
        first, *others = [await opened(HALF) for _ in range(4 if bound == "IN_WAITING" else 3)]
        assert await is_closed(first)
        for stream in others:
            stream[1].write(b"b\r\n\r\n")
            assert await is_answered(stream)
        working[1].write(b"a")
        assert await is_answered(working)
        for stream in (working, *others):
            stream[1].close()

    served(use, BoundedProtocol)


@contextmanager
def half_sent(host: str, port: int, number: int) -> Iterator[None]:
    with ExitStack() as open_ones:
        for _ in range(number):
            open_ones.enter_context(socket.create_connection((host, port))).sendall(HALF)
        yield


@pytest.mark.skipif(sys.platform != "linux", reason="a system with one address for itself")
@pytest.mark.parametrize("client", ["127.0.0.1", "127.0.0.2"], ids=["the same client", "another client"])
def test_six_hundred_halves_of_headers_leave_room_for_a_whole_one(client: str) -> None:
    with serving(*OFFLINE) as service:
        host, _, port = service.address.split("/")[2].partition(":")
        with (
            half_sent(host, int(port), 600),
            socket.create_connection((host, int(port)), timeout=60, source_address=(client, 0)) as good,
        ):
            good.sendall(WHOLE)
            assert good.recv(100).startswith(b"HTTP/1.1 200")
