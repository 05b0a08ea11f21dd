"""Commands of the server, for editors that have a place for them: a check at once, its report, a rule explained."""

import asyncio
import webbrowser
from threading import Event

from refcheck.checks.pages import pages
from refcheck.reports import render
from refcheck.reports.phrases import summary
from refcheck.servers.lsp.actions import OPEN
from refcheck.servers.lsp.server import References
from refcheck.servers.lsp.sheets import Sheet
from refcheck.settings import Settings

WORKSPACE = "refcheck.workspace"
"""The command that looks into every file of the workspace."""

CHECK = "refcheck.check"
"""The command that audits an open document at once, registries asked, whenever they are asked else."""

REPORT = "refcheck.report"
"""The command that gives the HTML report on an open document, as far as it was audited."""

EXCERPT = "refcheck.excerpt"
"""The command that audits a text that somebody selected, and gives its HTML report."""

EXPLAIN = "refcheck.explain"
"""The command that gives a rule's page, as Markdown."""


def add_commands(made: References) -> None:
    """Have a server answer the commands."""

    @made.command(WORKSPACE)
    async def of_workspace() -> int:
        """Tell the diagnostics of every file of the workspace, and how many files there are."""
        told = 0
        for uri, name, text in list(made.texts()):
            known = made.sheet(uri)
            sheet = known if known is not None else await asyncio.to_thread(_audited, name, made.settings, text)
            made.tell(uri, sheet)
            told += 1
        return told

    @made.command(OPEN)
    def shown(address: str) -> None:
        if address.startswith("https://doi.org/"):
            webbrowser.open(address)

    @made.command(EXPLAIN)
    async def explained(code: str) -> str | None:
        """Return the page of a rule; nothing where there is none of that code."""
        return (await asyncio.to_thread(pages)).get(code)

    @made.command(CHECK)
    async def checked(uri: str) -> str | None:
        """Return the summary of a document that was audited now; nothing where it is not open, or was changed meanwhile."""
        sheet = await made.check(uri)
        report = sheet.report() if sheet else None
        return summary(report) if report else None

    @made.command(REPORT)
    async def reported(uri: str) -> str | None:
        sheet = made.sheet(uri)
        return await asyncio.to_thread(_html, sheet) if sheet else None

    @made.command(EXCERPT)
    async def excerpted(name: str, text: str) -> str | None:
        """Return the report on a text that is read as the document of that name is; registries are asked."""
        sheet = await asyncio.to_thread(_audited, name, made.settings, text)
        if made.registry is not None:
            await asyncio.to_thread(sheet.audit_online, made.registry, Event())
            await asyncio.to_thread(sheet.audit_list)
        return await asyncio.to_thread(_html, sheet)


def _audited(name: str, settings: Settings, text: str) -> Sheet:
    sheet = Sheet(name=name, settings=settings)
    sheet.change(text)
    sheet.audit_offline()
    sheet.audit_list()
    return sheet


def _html(sheet: Sheet) -> str | None:
    report = sheet.report()
    return render(report, "html") if report else None
