"""What an editor can do about a finding: make its fix, take the registered entry, leave it with a reason, open the DOI."""

import re
from collections.abc import Iterator

from attrs import evolve
from lsprotocol.types import CodeAction, CodeActionKind, Command, Range, TextEdit, WorkspaceEdit

from refcheck.fixing import is_fixable, plan
from refcheck.model import Bibliography, Document, Reference, Safety, Span
from refcheck.servers.lsp.sheets import Placed, Sheet
from refcheck.settings import comment, takes_comments
from refcheck.writers import render

OPEN = "refcheck.open"
"""The command that shows an address outside the editor."""

_REASON = "say why"


def actions(sheet: Sheet, uri: str, where: Range) -> list[CodeAction]:
    """What can be done about the references that a range touches."""
    span = Span(sheet.lines.offset(where.start), sheet.lines.offset(where.end))
    touched = [each for each in sheet.placed() if each.span.start <= span.end and span.start <= each.span.end]
    return [action for placed in touched[:_MOST] for action in _of(sheet, uri, placed)]


_MOST = 20
"""So many references are looked at, where a whole text is selected."""


def _of(sheet: Sheet, uri: str, placed: Placed) -> Iterator[CodeAction]:
    yield from _fixes(sheet, uri, placed)
    yield from _replacement(sheet, uri, placed)
    yield from _waivers(sheet, uri, placed)
    if doi := placed.audited.doi:
        address = f"https://doi.org/{doi}"
        yield CodeAction(f"Open {address}", command=Command("Open", OPEN, arguments=[address]))


def _fixes(sheet: Sheet, uri: str, placed: Placed) -> Iterator[CodeAction]:
    if not (placed.exact and is_fixable(placed.document)):
        return
    for finding in placed.audited.findings:
        if finding.fix is None:
            continue
        alone = evolve(placed.audited, findings=(finding,))
        for edit in plan(placed.document, [alone], set(Safety), lambda text: True).edits:
            safe = finding.fix.safety is Safety.SAFE
            change = _edit(sheet, edit.span.shifted(placed.start), edit.replacement)
            yield CodeAction(
                f"{finding.rule.title}: mend" if safe else f"{finding.rule.title}: take what is registered",
                kind=CodeActionKind.QuickFix,
                edit=WorkspaceEdit(changes={uri: [change]}),
                is_preferred=safe,
            )


def _replacement(sheet: Sheet, uri: str, placed: Placed) -> Iterator[CodeAction]:
    """The whole entry anew, from the record that is held for it, under its own key."""
    record = placed.audited.record
    if record is None or not placed.exact or placed.document.format != "bibtex" or not placed.audited.findings:
        return
    cited = Reference(key=placed.audited.key, raw=str(record.work), work=record.work)
    entry = render(Bibliography(document=Document(name="", format="", text=""), references=(cited,)), "bibtex").rstrip()
    yield CodeAction(
        f"Replace the entry by {record.provenance.registry}'s record",
        kind=CodeActionKind.RefactorRewrite,
        edit=WorkspaceEdit(changes={uri: [_edit(sheet, placed.span, _keyed(entry, placed.audited.key))]}),
    )


def _keyed(entry: str, key: str) -> str:
    return re.sub(r"\A(@\w+\{)[^,]*", lambda found: found[1] + key, entry)


def _waivers(sheet: Sheet, uri: str, placed: Placed) -> Iterator[CodeAction]:
    form = placed.document.format
    if not takes_comments(form):
        return
    line = sheet.text.rfind("\n", 0, placed.span.start) + 1
    for code in dict.fromkeys(each.rule.code for each in placed.audited.findings):
        yield CodeAction(
            f"Leave {code} here, with a reason",
            kind=CodeActionKind.QuickFix,
            edit=WorkspaceEdit(changes={uri: [_edit(sheet, Span(line, line), comment(form, code, _REASON) + "\n")]}),
        )


def _edit(sheet: Sheet, span: Span, replacement: str) -> TextEdit:
    return TextEdit(sheet.lines.range(span), replacement)
