"""The server over HTTP."""

import socket

from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from refcheck.servers.admission import carries


async def serve_http(made: MCPServer, listening: socket.socket, host: str, token: str | None) -> None:
    """Serve at an open socket until it is ended; with a token, only requests that carry it are answered."""
    import uvicorn

    from refcheck.servers.http_connections import BoundedProtocol

    port = listening.getsockname()[1]
    allowed = [f"{name}:{port}" for name in dict.fromkeys((host, "localhost", "127.0.0.1"))]
    security = TransportSecuritySettings(allowed_hosts=allowed, allowed_origins=[f"http://{each}" for each in allowed])
    app: ASGIApp = made.streamable_http_app(host=host, transport_security=security)
    if token is not None:
        app = Guard(app, token)
    await uvicorn.Server(uvicorn.Config(app, http=BoundedProtocol, log_level="error")).serve(sockets=[listening])


class Guard:
    """Lets in whoever carries the token: ``Authorization: Bearer …``."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        """Guard an application."""
        self.app = app
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with 401."""
        if scope["type"] == "http" and not carries(Request(scope).headers.get("authorization", ""), self.token):
            await PlainTextResponse("a token is required\n", 401, {"www-authenticate": "Bearer"})(scope, receive, send)
            return
        await self.app(scope, receive, send)
