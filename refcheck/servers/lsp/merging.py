"""Entries of BibTeX that are one work made one, and whoever cites them in the workspace cites the one that stays."""

from collections.abc import Callable, Iterable, Iterator

from lsprotocol.types import CodeAction, CodeActionKind, Range, TextEdit, WorkspaceEdit

from refcheck.errors import SourceError
from refcheck.fixing import DUPLICATE, LISTS, merges, occurrences
from refcheck.model import Finding, ListFinding, Span
from refcheck.readers import read
from refcheck.servers.lsp.lines import Lines
from refcheck.servers.lsp.sheets import Sheet
from refcheck.servers.lsp.telling import diagnostic

Texts = Callable[[], Iterable[tuple[str, str, str]]]
"""The texts of a workspace: address, name, text."""


def merging(sheet: Sheet, uri: str, where: Range, texts: Texts) -> Iterator[CodeAction]:
    """Yield an action for each pair of entries that are surely one work, of which a range touches one."""
    if not sheet.name.lower().endswith(LISTS):
        return
    span = Span(sheet.lines.offset(where.start), sheet.lines.offset(where.end))
    placed = {each.audited.key: each for each in reversed(sheet.placed())}
    for finding in sheet.list_findings:
        own = [placed[key] for key in finding.references if key in placed]
        if finding.code == DUPLICATE and any(
            each.span.start <= span.end and span.start <= each.span.end for each in own
        ):
            told = diagnostic(sheet.lines.range(own[0].head(sheet.lines)), finding)
            for title, changes in _merge(sheet, uri, finding, texts):
                edit = WorkspaceEdit(changes=changes)
                yield CodeAction(title, kind=CodeActionKind.RefactorRewrite, diagnostics=[told], edit=edit)


def _merge(sheet: Sheet, uri: str, finding: Finding, texts: Texts) -> Iterator[tuple[str, dict[str, list[TextEdit]]]]:
    """Yield the title of one merge, and its edits in every file of the workspace."""
    try:
        bibliography = read(sheet.text, format="bibtex")
    except SourceError:
        return
    made = merges(bibliography, [ListFinding(file=sheet.name, finding=finding)])
    if not made.edits or bibliography.document.text != sheet.text:
        return
    changes = {uri: [TextEdit(sheet.lines.range(each.span), each.replacement) for each in made.edits]}
    for other, name, text in texts():
        lines = Lines(text)
        found = [(key, span) for key, span in occurrences(name, text) if key in made.keys]
        if found and other != uri and not name.lower().endswith(LISTS):
            changes[other] = [TextEdit(lines.range(span), made.keys[key]) for key, span in found]
    ((gone, stays),) = made.keys.items()
    yield f"Merge {gone} into {stays}", changes
