"""The server over standard input and output, and over HTTP, strict in what it accepts.

Input that is not a message is answered with an error, and the end of the input ends all work. Source: JSON-RPC 2.0, section 5.1
(error codes); MCP's transport over standard input and output.
"""

import json
import socket
from collections.abc import Iterator
from typing import Any

import anyio
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.message import SessionMessage
from mcp_types import INVALID_REQUEST, PARSE_ERROR, CallToolResult, ErrorData, InputRequiredResult, JSONRPCError
from mcp_types import Tool as Described
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from refcheck.errors import RefcheckError
from refcheck.servers import LOCAL, carries, netloc

_NO_JSON = ErrorData(code=PARSE_ERROR, message="The message is not JSON, or contains half of a surrogate pair.")
_NO_MESSAGE = ErrorData(code=INVALID_REQUEST, message="The message is not JSON-RPC 2.0.")


class Strict(MCPServer):
    """Refuses unknown arguments and values of a wrong type, and names them: ignoring a misspelt one would change the answer."""

    async def list_tools(self) -> list[Described]:
        """Return the tools, with schemas that allow no other arguments."""
        described = await super().list_tools()
        closed = {"additionalProperties": False}
        return [each.model_copy(update={"input_schema": {**each.input_schema, **closed}}) for each in described]

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: "Context[Any, Any] | None" = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool. An error that refcheck raises on purpose is reported in its own words, without a traceback.

        Raises:
            ToolError: an argument is unknown, missing or of a wrong type; or the tool reports an error.
        """
        known = next(
            (each.input_schema.get("properties", {}) for each in await self.list_tools() if each.name == name), None
        )
        unknown = [each for each in arguments if known is not None and each not in known]
        if unknown:
            raise ToolError(f"{name} does not take {', '.join(map(repr, unknown))}; it takes {', '.join(known or ())}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                faults = error.__cause__.errors(include_url=False)
                said = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in faults)
                raise ToolError(said) from None
            if isinstance(error.__cause__, RefcheckError):
                raise ToolError(f"{error}: {error.__cause__}") from None
            raise


async def serve(made: MCPServer) -> None:
    """Serve the client on standard input, until it is closed."""
    sending, receiving = anyio.create_memory_object_stream[SessionMessage | Exception](0)
    async with stdio_server() as (reading, writing), anyio.create_task_group() as tasks:

        async def forward() -> None:
            async with sending:
                async for item in reading:
                    if isinstance(item, Exception):
                        await writing.send(SessionMessage(refusal(item)))
                    else:
                        await sending.send(item)

        tasks.start_soon(forward)
        low = made._lowlevel_server  # the SDK runs an MCPServer only over its own streams
        await low.run(receiving, writing, low.create_initialization_options())
        tasks.cancel_scope.cancel()


def refusal(error: Exception) -> JSONRPCError:
    """Return the answer to input that could not be read as a message, with its id, if it has one."""
    faults = error.errors() if isinstance(error, ValidationError) else []
    is_json = not any(fault["type"] == "json_invalid" for fault in faults)
    given = next((name for fault in faults for name in _ids(fault["input"])), None)
    return JSONRPCError(jsonrpc="2.0", id=given, error=_NO_MESSAGE if is_json else _NO_JSON)


def _ids(given: Any) -> Iterator[str | int]:
    """Yield the id of what should have been a message; Python's own JSON parser accepts half of a surrogate pair."""
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except (ValueError, RecursionError):
            return
    name = given.get("id") if isinstance(given, dict) else None
    if isinstance(name, int) and not isinstance(name, bool):
        yield name
    elif isinstance(name, str):
        yield name.encode("utf-8", "replace").decode()


async def serve_http(made: MCPServer, listening: socket.socket, host: str, token: str | None) -> None:
    """Serve at an open socket until the server is ended; with a token, only requests that carry it are answered."""
    import uvicorn

    from refcheck.servers.http_connections import BoundedProtocol

    port = listening.getsockname()[1]
    allowed = [netloc(name, port) for name in dict.fromkeys((host, *LOCAL))]
    security = TransportSecuritySettings(allowed_hosts=allowed, allowed_origins=[f"http://{each}" for each in allowed])
    app: ASGIApp = made.streamable_http_app(host=host, transport_security=security)
    if token is not None:
        app = _guarded(app, token)
    await uvicorn.Server(uvicorn.Config(app, http=BoundedProtocol, log_level="error")).serve(sockets=[listening])


def _guarded(app: ASGIApp, token: str) -> ASGIApp:
    """Return the application behind a guard that answers 401 without the token: ``Authorization: Bearer …``."""

    refusal = PlainTextResponse("a token is required\n", 401, {"www-authenticate": "Bearer"})

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        is_refused = scope["type"] == "http" and not carries(Request(scope).headers.get("authorization", ""), token)
        await (refusal if is_refused else app)(scope, receive, send)

    return guard
