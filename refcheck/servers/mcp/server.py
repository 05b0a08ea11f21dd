"""The server: tools, resources and prompts."""

from typing import Annotated, Literal

from mcp.server.mcpserver import Context, MCPServer
from mcp_types import CallToolResult, ToolAnnotations

from refcheck._version import __version__
from refcheck.model import Safety
from refcheck.servers.mcp import tools
from refcheck.servers.mcp.answers import (
    CheckResult,
    EntryResult,
    Explanation,
    FindResult,
    FixResult,
    ParseResult,
    RepairResult,
    RetractionResult,
    RuleResult,
)
from refcheck.servers.mcp.auditing import Desk
from refcheck.servers.mcp.shortening import fitting, result
from refcheck.servers.mcp.telling import check_result, taken_back
from refcheck.servers.mcp.transports import Strict

INSTRUCTIONS = """refcheck audits reference lists: it reads messy lists, repairs identifiers, and compares every reference with the
records of Crossref, DataCite, doi.org and other registries. "not-found" and "unverified" say what registries know, never that a
work was made up: a work may exist in other registries. Say which were queried and what differs, show both sides, and never call a
reference fake."""

_READS = ToolAnnotations(read_only_hint=True, open_world_hint=True)
_PURE = ToolAnnotations(read_only_hint=True, open_world_hint=False)


def server(desk: Desk) -> MCPServer:
    """Return the server of one desk, with its tools, resources and prompts."""
    made: MCPServer = Strict(
        "refcheck", title="refcheck", instructions=INSTRUCTIONS, version=__version__, log_level="ERROR"
    )
    _audits(made, desk)
    _reads(made, desk)
    _tells(made, desk)
    return made


def _audits(made: MCPServer, desk: Desk) -> None:
    """Add the tools that query registries."""

    @made.tool(title="Check a reference list", annotations=_READS)
    async def check_references(
        ctx: Context, text: str | None = None, path: str | None = None, offset: int = 0, limit: int = tools.PAGE
    ) -> Annotated[CallToolResult, CheckResult]:
        """Audit a reference list (give its text, or the path of a file below the server's roots): what each reference is,
        whether its record agrees, what is wrong, the closest registered work, and what would settle open questions.
        """
        start, most = tools.page_of(offset, limit)
        report = await desk.report(*tools.source(desk.roots, text, path), ctx.report_progress)

        def page(count: int) -> CheckResult:
            made = check_result(report, start, count)
            return made.model_copy(update={"notes": [*desk.notes, *made.notes]})

        return result(fitting(page, most))

    @made.tool(title="Find retractions", annotations=_READS)
    async def find_retractions(
        ctx: Context, text: str | None = None, path: str | None = None, offset: int = 0, limit: int = tools.PAGE
    ) -> Annotated[CallToolResult, RetractionResult]:
        """Which works of a whole list or .bib were retracted, withdrawn, removed or doubted, who says so, and which references
        remain unknown.
        """
        start, most = tools.page_of(offset, limit)
        report = await desk.report(*tools.source(desk.roots, text, path), ctx.report_progress)
        return result(fitting(lambda count: taken_back(report, start, count), most))

    @made.tool(title="Explain a reference", annotations=_READS)
    async def explain(
        ctx: Context, text: str | None = None, path: str | None = None, key: str | None = None
    ) -> Annotated[CallToolResult, Explanation]:
        """How one reference (its text, or its key in a list) was read, repaired, looked up, compared and judged, with notes."""
        report = await desk.report(*tools.source(desk.roots, text, path), ctx.report_progress)
        return result(fitting(lambda count: tools.one_of(report, key, count), tools.LINES))

    @made.tool(title="Fix references", annotations=_READS)
    async def fix_references(
        text: str | None = None,
        path: str | None = None,
        fixes: Literal["safe", "all"] = "safe",
        offset: int = 0,
        limit: int = tools.LINES,
    ) -> Annotated[CallToolResult, FixResult]:
        """The corrected text of a list or file, and what was fixed: safe fixes only, or all, with values from registries.
        No file is written; offset and limit count lines.
        """
        start, most = tools.page_of(offset, limit)
        data, name = tools.given(desk.roots, text, path)
        wanted = frozenset(Safety) if fixes == "all" else frozenset({Safety.SAFE})
        mended = await desk.mended(data, name, wanted)
        return result(fitting(lambda count: tools.fixed(mended, wanted, start, count), most))

    @made.tool(title="Find a described work", annotations=_READS)
    async def find_work(ctx: Context, description: str, limit: int = 5) -> Annotated[CallToolResult, FindResult]:
        """The registered works closest to a description (a reference as printed, or authors, title, year), with what differs."""
        most = tools.counted(limit, 20)
        report = await desk.report(f"1:{description}", lambda: tools.described(description), ctx.report_progress)
        return result(fitting(lambda count: tools.nearest(report.references[0], count), most))

    @made.tool(title="BibTeX from the record", annotations=_READS)
    async def bibtex_for(ctx: Context, reference: str) -> Annotated[CallToolResult, EntryResult]:
        """A BibTeX entry for a DOI or a reference, made from the registry's record; nothing if there is no record."""
        report = await desk.report(f"1:{reference}", lambda: tools.described(reference), ctx.report_progress)
        return result(tools.entry_of(report.references[0]))


def _reads(made: MCPServer, desk: Desk) -> None:
    """Add the tools that query no registry."""

    @made.tool(title="Parse references", annotations=_PURE)
    async def parse_references(
        text: str | None = None, path: str | None = None, offset: int = 0, limit: int = tools.PAGE
    ) -> Annotated[CallToolResult, ParseResult]:
        """The references of a text or a file as CSL-JSON, as far as they are understood. No registry is queried."""
        start, most = tools.page_of(offset, limit)
        _, read = tools.source(desk.roots, text, path)
        bibliography = await desk.done(read)
        return result(fitting(lambda count: tools.parsed(bibliography, start, count), most))

    @made.tool(title="Repair identifiers", annotations=_PURE)
    async def repair_identifiers(
        text: str, offset: int = 0, limit: int = tools.PAGE
    ) -> Annotated[CallToolResult, RepairResult]:
        """Every DOI, URL, ISBN, ISSN, arXiv id, PMID and Handle of a text, repaired, with each repair and its reason."""
        start, most = tools.page_of(offset, limit)
        return result(await desk.done(lambda: fitting(lambda count: tools.repaired(text, start, count), most)))

    @made.tool(title="Explain a rule", annotations=_PURE)
    def explain_rule(code: str) -> Annotated[CallToolResult, RuleResult]:
        """The page of a rule or repair: what it finds, why it matters, an example, and when it is wrong."""
        return result(RuleResult(page=tools.explained(code)))


def _tells(made: MCPServer, desk: Desk) -> None:
    """Add the resources and the prompts."""

    @made.resource("refcheck://rules", title="Every rule and repair", mime_type="text/plain")
    def rule_list() -> str:
        """Severity, code and title of every rule, one per line."""
        return tools.rule_list()

    @made.resource("refcheck://rules/{code}", title="One rule", mime_type="text/markdown")
    def rule_page(code: str) -> str:
        """The page of one rule: what it finds, why, an example, when it is wrong."""
        return tools.explained(code)

    @made.resource("refcheck://report", title="The last report", mime_type="application/json")
    def last_report() -> str:
        """The last audit in full, as `refcheck check --format json` writes it."""
        report = desk.last()
        return report.to_json() if report else "null"

    @made.prompt(title="Check my reference list")
    def check_my_reference_list(text: str) -> str:
        """Audit a list and report what needs a person's attention."""
        return (
            "Check this reference list with check_references, page by page until next_offset is absent. Then tell me, the most "
            "severe first, which references need my attention: what is cited, what is registered, and what I should do. "
            f"Leave out what is verified. Say which registries were unavailable. Do not call any reference fake.\n\n{text}"
        )

    @made.prompt(title="Replace what is not found")
    def replace_what_is_not_found(text: str) -> str:
        """Find the registered work that each reference that was not found may mean."""
        return (
            "Check this list with check_references. For each reference that is not-found, broken or unverified, call find_work "
            "with it. Where one registered work is clearly meant, offer its bibtex_for entry beside the printed reference and say "
            f"what differs; where none is, say so and leave the reference as it is.\n\n{text}"
        )
