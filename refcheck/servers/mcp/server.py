"""The server: tools, resources and prompts, and the two ways in which it is reached."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from refcheck._version import __version__
from refcheck.errors import RefcheckError
from refcheck.servers.admission import carries
from refcheck.servers.mcp import tools
from refcheck.servers.mcp.answers import CheckResult, EntryResult, FindResult, ParseResult, RepairResult
from refcheck.servers.mcp.auditing import Desk
from refcheck.servers.mcp.telling import check_result, in_lines

INSTRUCTIONS = """refcheck audits reference lists: it reads messy lists, mends identifiers, and compares every reference with what
Crossref, DataCite, doi.org and other registries hold. "not-found" and "unverified" say what registries know, never that a work
was made up: a work may exist where nobody was asked. Tell people who was asked and what differs, show both sides, and never call
a reference fake."""

_READS = ToolAnnotations(read_only_hint=True, open_world_hint=True)
_PURE = ToolAnnotations(read_only_hint=True, open_world_hint=False)


def server(desk: Desk) -> MCPServer:
    """The server of one desk, with its tools, resources and prompts."""
    made: MCPServer = MCPServer(
        "refcheck", title="refcheck", instructions=INSTRUCTIONS, version=__version__, log_level="ERROR"
    )
    _audits(made, desk)
    _reads(made, desk)
    _tells(made, desk)
    return made


def _audits(made: MCPServer, desk: Desk) -> None:
    """The tools that ask registries."""

    @made.tool(title="Check a reference list", annotations=_READS)
    async def check_references(
        ctx: Context, text: str | None = None, path: str | None = None, offset: int = 0, limit: int = tools.PAGE
    ) -> Annotated[CallToolResult, CheckResult]:
        """Audit a reference list (give its text, or the path of a file below the server's roots): what each reference is,
        whether its record agrees, what is wrong, the closest registered work, and what would settle what is open.
        """
        with _clear():
            page = tools.page_of(offset, limit)
            key, read = tools.source(desk.roots, text, path)
            report = await desk.report(key, read, ctx.report_progress)
        result = check_result(report, *page)
        result.notes[:0] = desk.notes
        return CallToolResult(
            content=[TextContent(type="text", text=in_lines(result))],
            structured_content=result.model_dump(exclude_none=True, exclude_defaults=True),
        )

    @made.tool(title="Find a described work", annotations=_READS)
    async def find_work(ctx: Context, description: str, limit: int = 5) -> FindResult:
        """The registered works closest to a description (a reference as printed, or authors, title, year), with what differs."""
        with _clear():
            most = tools.counted(limit, 20)
            report = await desk.report(f"1:{description}", lambda: tools.described(description), ctx.report_progress)
        return tools.nearest(report.references[0], most)

    @made.tool(title="BibTeX from the record", annotations=_READS)
    async def bibtex_for(ctx: Context, reference: str) -> EntryResult:
        """A BibTeX entry for a DOI or a reference, made from the registry's record; nothing where no record is held."""
        with _clear():
            report = await desk.report(f"1:{reference}", lambda: tools.described(reference), ctx.report_progress)
        return tools.entry_of(report.references[0])


def _reads(made: MCPServer, desk: Desk) -> None:
    """The tools that ask nobody."""

    @made.tool(title="Parse references", annotations=_PURE)
    async def parse_references(
        text: str | None = None, path: str | None = None, offset: int = 0, limit: int = tools.PAGE
    ) -> ParseResult:
        """The references of a text or a file as CSL-JSON, as far as they are understood. Nobody is asked."""
        with _clear():
            page = tools.page_of(offset, limit)
            _, read = tools.source(desk.roots, text, path)
            bibliography = await desk.done(read)
        return tools.parsed(bibliography, *page)

    @made.tool(title="Mend identifiers", annotations=_PURE)
    async def repair_identifiers(text: str) -> RepairResult:
        """Every DOI, URL, ISBN, ISSN, arXiv id, PMID and Handle of a text, mended, with each repair and its reason."""
        return await desk.done(lambda: tools.repaired(text))

    @made.tool(title="Explain a rule", annotations=_PURE)
    def explain_rule(code: str) -> str:
        """What a rule or repair finds, why it matters, an example, and when it is wrong."""
        with _clear():
            return tools.explained(code)


def _tells(made: MCPServer, desk: Desk) -> None:
    """The resources and the prompts."""

    @made.resource("refcheck://rules", title="Every rule and repair", mime_type="text/plain")
    def rule_list() -> str:
        """Severity, code and title of every rule, a line each."""
        return tools.rule_list()

    @made.resource("refcheck://rules/{code}", title="One rule", mime_type="text/markdown")
    def rule_page(code: str) -> str:
        """What one rule finds, why, an example, when it is wrong."""
        return tools.explained(code)

    @made.resource("refcheck://report", title="The last report", mime_type="application/json")
    def last_report() -> str:
        """The last audit in full, as `refcheck check --format json` writes it."""
        report = desk.last()
        return report.to_json() if report else "null"

    @made.prompt(title="Check my reference list")
    def check_my_reference_list(text: str) -> str:
        """Audit a list and tell what needs a person."""
        return (
            "Check this reference list with check_references, page by page until next_offset is absent. Then tell me, the gravest "
            "first, which references need me: what is cited, what is registered, and what I should do. Leave out what is verified. "
            f"Say what could not be asked. Do not call any reference fake.\n\n{text}"
        )

    @made.prompt(title="Replace what is not found")
    def replace_what_is_not_found(text: str) -> str:
        """Find the registered work behind each reference that was not found."""
        return (
            "Check this list with check_references. For each reference that is not-found, broken or unverified, call find_work "
            "with it. Where one registered work is clearly meant, offer its bibtex_for entry beside the printed reference and say "
            f"what differs; where none is, say so and leave the reference as it is.\n\n{text}"
        )


@contextmanager
def _clear() -> Iterator[None]:
    """Refcheck's own errors become the tool's: a clear sentence, and no trace."""
    try:
        yield
    except RefcheckError as error:
        raise ToolError(str(error)) from None


async def serve_http(desk: Desk, listening: socket.socket, host: str, token: str | None) -> None:
    """Serve at an open socket until it is ended; with a token, only requests that carry it are answered."""
    import uvicorn

    from refcheck.servers.http_connections import BoundedProtocol

    port = listening.getsockname()[1]
    allowed = [f"{name}:{port}" for name in dict.fromkeys((host, "localhost", "127.0.0.1"))]
    security = TransportSecuritySettings(allowed_hosts=allowed, allowed_origins=[f"http://{each}" for each in allowed])
    app: ASGIApp = server(desk).streamable_http_app(host=host, transport_security=security)
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
