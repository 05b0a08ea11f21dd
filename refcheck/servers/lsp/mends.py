"""The changes of a text that findings ask for, made by the engine of ``refcheck fix``; and the merging of entries for one work."""

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from itertools import accumulate

from attrs import evolve, frozen
from lsprotocol.types import CodeAction, CodeActionKind, Range, TextEdit, WorkspaceEdit

from refcheck.audit import audit
from refcheck.errors import SourceError
from refcheck.fixing import DUPLICATE, LISTS, accepting, merges, occurrences, one_per_place, plan, replaced
from refcheck.fixing.files import mend
from refcheck.model import FIXABLE, Finding, ListFinding, Safety, Span, Unit
from refcheck.readers import read
from refcheck.registries import Offline
from refcheck.servers.lsp.placed import Part, Placed
from refcheck.servers.lsp.protocol import Lines
from refcheck.servers.lsp.sheets import Sheet
from refcheck.servers.lsp.telling import diagnostic


@frozen
class Change:
    """A span, and the text that replaces it."""

    span: Span
    text: str


def of_finding(sheet: Sheet, placed: Placed, finding: Finding) -> Change | None:
    """Return the change that a finding asks for, combined with what others of the same safety ask for at the same place.

    ``None`` if no change can be made.
    """
    if finding.fix is None:
        return None
    accept = accepting({finding.fix.safety}, sheet.settings.edits)
    reference = placed.audited.case.reference
    asking = [each for each in placed.audited.findings if accept(reference, each)]
    fixed = zip(asking, one_per_place(placed.audited, accept), strict=True)
    finding = next((agreed for each, agreed in fixed if each is finding), finding)
    if finding.fix is None:
        return None
    if placed.exact and placed.document.format in FIXABLE:
        alone = evolve(placed.audited, findings=(finding,))
        edits = plan(placed.document, [alone], accepting(set(Safety)), lambda text: True).edits
        return Change(edits[0].span.shifted(placed.start), edits[0].replacement) if edits else None
    begins = placed.audited.place()
    if finding.fix.adds or begins is None or begins.unit is not Unit.LINE:
        return None
    where = placed.seen(finding.fix.span, sheet.text)
    text = replaced(where.span.of(sheet.text), finding.fix.replacement, sheet.text) if where and where.exact else None
    return Change(where.span, text) if where and text is not None else None


def of_all(sheet: Sheet) -> list[Change]:
    """Return the changes that ``refcheck fix`` would make in a document, in order and without overlaps."""
    accept = accepting({Safety.SAFE}, sheet.settings.edits)
    placed = ((each.start, each.audited) for each in sheet.placed())
    starts = {start for start, each in placed if any(accept(each.case.reference, found) for found in each.findings)}
    return [change for part in sheet.parts() if part.start in starts for change in _by_engine(sheet, part)]


def is_safe(finding: Finding) -> bool:
    """Return whether a finding has a fix that needs no review by a person."""
    return finding.fix is not None and finding.fix.safety is Safety.SAFE


def _by_engine(sheet: Sheet, part: Part) -> Iterator[Change]:
    """Yield the changes that the engine makes in one part."""
    try:
        mended = mend(
            part.whole.encode(),
            sheet.name,
            settings=sheet.settings,
            audit=lambda read: audit([read], registry=Offline()),
            wanted={Safety.SAFE},
        )
    except (SourceError, UnicodeEncodeError):
        return
    after = mended.data.decode()
    if after.startswith(part.before):
        yield from _by_line(part.text, after[len(part.before) :], part.start)


def _by_line(before: str, after: str, start: int) -> Iterator[Change]:
    """Yield the differences between two texts in whole lines; the first text begins at offset ``start``."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    offsets = list(accumulate(map(len, old), initial=start))
    for tag, begin, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(Span(offsets[begin], offsets[end]), "".join(new[first:last]))


Texts = Callable[[], Iterable[tuple[str, str, str]]]
"""The texts of a workspace: URI, name, text."""


def merging(sheet: Sheet, uri: str, where: Range, texts: Texts) -> Iterator[CodeAction]:
    """Yield an action for each pair of entries that are certainly one work, if a range touches one of them."""
    if not sheet.name.lower().endswith(LISTS):
        return
    span = Span(sheet.lines.offset(where.start), sheet.lines.offset(where.end))
    placed = {each.audited.key: each for each in reversed(sheet.placed())}
    for finding in sheet.list_findings:
        own = [placed[key] for key in finding.references if key in placed]
        if finding.code == DUPLICATE and any(each.span.touches(span) for each in own):
            published = diagnostic(sheet.lines.range(own[0].head(sheet.lines)), finding)
            for title, changes in _merge(sheet, uri, finding, texts):
                edit = WorkspaceEdit(changes=changes)
                yield CodeAction(title, kind=CodeActionKind.RefactorRewrite, diagnostics=[published], edit=edit)


def _merge(sheet: Sheet, uri: str, finding: Finding, texts: Texts) -> Iterator[tuple[str, dict[str, list[TextEdit]]]]:
    """Yield the title of a merge, and its edits in every file of the workspace."""
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
