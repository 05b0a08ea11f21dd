"""Code actions for a finding: make its fix, take the registered entry, waive it with a reason, open the DOI; and commands of the
server, for editors that offer them: a check at once, its report, the page of a rule.
"""

import asyncio
import re
import webbrowser
from collections.abc import Iterator, Sequence
from threading import Event

from lsprotocol.types import CodeAction, CodeActionKind, Command, Diagnostic, Range, TextEdit, WorkspaceEdit

from refcheck import writers
from refcheck.checks.pages import pages
from refcheck.model import Bibliography, Document, Finding, Reference, Span
from refcheck.reports import render
from refcheck.reports.ordering import most_severe_first
from refcheck.reports.phrases import summary
from refcheck.servers.lsp.mends import Change, is_safe, of_all, of_finding
from refcheck.servers.lsp.placed import Placed
from refcheck.servers.lsp.server import References
from refcheck.servers.lsp.sheets import Sheet
from refcheck.servers.lsp.telling import diagnostic
from refcheck.settings import Settings, comment, takes_comments

OPEN = "refcheck.open"
"""The command that opens a URL outside the editor."""

KINDS = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, CodeActionKind.SourceFixAll]
"""The kinds of actions that an editor may ask for."""

_REASON = "say why"


def actions(sheet: Sheet, uri: str, where: Range, only: Sequence[str] = ()) -> list[CodeAction]:
    """Return the actions for the findings that a range touches and their references; ``only`` limits them to some kinds.

    An action belongs to the diagnostics of its findings. Of the actions that change one place the first safe one is preferred.
    """
    span = Span(sheet.lines.offset(where.start), sheet.lines.offset(where.end))
    touched = [each for each in sheet.placed() if each.span.touches(span) or each.stretch.touches(span)]
    found = [action for placed in touched[:_MOST] for action in _of(sheet, uri, placed, span)]
    if any(is_of(CodeActionKind.SourceFixAll, kind) for kind in only) and (changes := of_all(sheet)):
        edit = _edit(sheet, uri, *changes)  # all safe fixes at once, as `refcheck fix` makes them
        found.append(CodeAction("Make all safe fixes", kind=CodeActionKind.SourceFixAll, edit=edit))
    return [each for each in found if not only or any(is_of(each.kind or "", kind) for kind in only)]


_MOST = 20
"""Most references for which actions are offered, e.g. if a whole text is selected."""


def is_of(kind: str, wanted: str) -> bool:
    """Return whether a kind of action is the wanted kind or a sub-kind of it."""
    return kind == wanted or kind.startswith(wanted + ".")


def _of(sheet: Sheet, uri: str, placed: Placed, span: Span) -> Iterator[CodeAction]:
    places = ((finding, placed.span_of(finding, sheet.lines)) for finding in most_severe_first(placed.audited.findings))
    found = [(finding, diagnostic(sheet.lines.range(at), finding)) for finding, at in places if at.touches(span)]
    yield from _fixes(sheet, uri, placed, found)
    yield from _replacement(sheet, uri, placed, [each for _, each in found])
    yield from _waivers(sheet, uri, placed, found)
    record = placed.audited.record
    is_unregistered = any(each.rule == "doi-not-registered" for each in placed.audited.findings)
    if doi := (record and record.work.doi) or (None if is_unregistered else placed.audited.doi):
        address = f"https://doi.org/{doi}"
        yield CodeAction(f"Open {address}", command=Command("Open", OPEN, arguments=[address]))


Told = Sequence[tuple[Finding, Diagnostic]]
"""Findings and the diagnostics that report them."""


def _fixes(sheet: Sheet, uri: str, placed: Placed, found: Told) -> Iterator[CodeAction]:
    """Yield a fix for each finding that has one; findings that ask for the same change share one."""
    made: dict[Change, list[tuple[Finding, Diagnostic]]] = {}
    for finding, told in found:
        if change := of_finding(sheet, placed, finding):
            made.setdefault(change, []).append((finding, told))
    preferred: list[Span] = []
    for change, asking in sorted(made.items(), key=lambda item: not any(is_safe(each) for each, _ in item[1])):
        finding = next((each for each, _ in asking if is_safe(each)), asking[0][0])
        is_preferred = is_safe(finding) and not any(each.touches(change.span) for each in preferred)
        if is_preferred:
            preferred.append(change.span)
        yield CodeAction(
            f"{finding.rule.title}: fix" if is_safe(finding) else f"{finding.rule.title}: use the registered value",
            kind=CodeActionKind.QuickFix,
            diagnostics=[told for _, told in asking],
            edit=_edit(sheet, uri, change),
            is_preferred=is_preferred or None,
        )


def _replacement(sheet: Sheet, uri: str, placed: Placed, told: list[Diagnostic]) -> Iterator[CodeAction]:
    """Yield an action that replaces the whole entry by its record, under the entry's own key."""
    record = placed.audited.record
    if record is None or not placed.exact or placed.document.format != "bibtex" or not placed.audited.findings:
        return
    cited = Reference(key=placed.audited.key, raw=str(record.work), work=record.work)
    entry = writers.render(
        Bibliography(document=Document(name="", format="", text=""), references=(cited,)), "bibtex"
    ).rstrip()
    yield CodeAction(
        f"Replace the entry with {record.provenance.registry}'s record",
        kind=CodeActionKind.RefactorRewrite,
        diagnostics=told,
        edit=_edit(sheet, uri, Change(placed.span, _keyed(entry, placed.audited.key))),
    )


def _keyed(entry: str, key: str) -> str:
    return re.sub(r"\A(@\w+\{)[^,]*", lambda found: found[1] + key, entry)


def _waivers(sheet: Sheet, uri: str, placed: Placed, found: Told) -> Iterator[CodeAction]:
    form = placed.document.format
    if not takes_comments(form):
        return
    line = sheet.text.rfind("\n", 0, placed.span.start) + 1
    for code in dict.fromkeys(finding.code for finding, _ in found):
        yield CodeAction(
            f"Waive {code} here, with a reason",
            kind=CodeActionKind.QuickFix,
            diagnostics=[told for finding, told in found if finding.code == code],
            edit=_edit(sheet, uri, Change(Span(line, line), comment(form, code, _REASON) + "\n")),
        )


def _edit(sheet: Sheet, uri: str, *changes: Change) -> WorkspaceEdit:
    return WorkspaceEdit(changes={uri: [TextEdit(sheet.lines.range(each.span), each.text) for each in changes]})


WORKSPACE = "refcheck.workspace"
"""The command that checks every file of the workspace."""

CHECK = "refcheck.check"
"""The command that audits an open document at once and queries the registries, whatever the setting for queries."""

REPORT = "refcheck.report"
"""The command that returns the HTML report on an open document, as far as it was audited."""

EXCERPT = "refcheck.excerpt"
"""The command that audits a selected text and returns its HTML report."""

EXPLAIN = "refcheck.explain"
"""The command that returns a rule's page as Markdown."""


def add_commands(made: References) -> None:
    """Register the commands with a server."""

    @made.command(WORKSPACE)
    async def of_workspace() -> int:
        """Publish the diagnostics of every file of the workspace, and return the number of files."""
        count = 0
        for uri, name, text in list(made.texts()):
            known = made.sheet(uri)
            sheet = known if known is not None else await asyncio.to_thread(_audited, name, made.settings, text)
            made.tell(uri, sheet)
            count += 1
        return count

    @made.command(OPEN)
    def shown(address: str) -> None:
        if address.startswith("https://doi.org/"):
            webbrowser.open(address)

    @made.command(EXPLAIN)
    async def explained(code: str) -> str | None:
        """Return the page of a rule; ``None`` if there is no rule with that code."""
        return (await asyncio.to_thread(pages)).get(code)

    @made.command(CHECK)
    async def checked(uri: str) -> str | None:
        """Return the summary of a document, audited now; ``None`` if it is not open or was changed meanwhile."""
        sheet = await made.check(uri)
        report = sheet.report() if sheet else None
        return summary(report) if report else None

    @made.command(REPORT)
    async def reported(uri: str) -> str | None:
        sheet = made.sheet(uri)
        return await asyncio.to_thread(_html, sheet) if sheet else None

    @made.command(EXCERPT)
    async def excerpted(name: str, text: str) -> str | None:
        """Return the report on a text that is read like the document of that name; registries are queried."""
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
