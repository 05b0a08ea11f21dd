"""What an audit says, as the protocol's diagnostics, hovers and lenses."""

from collections.abc import Iterator

from lsprotocol.types import CodeLens, Command, Diagnostic, DiagnosticSeverity, Hover, MarkupContent, MarkupKind, Range

from refcheck.model import Comparison, Finding, Match, Severity, Span
from refcheck.reports.ordering import cost, gravest_first
from refcheck.reports.phrases import sources, summary, verdict_phrase
from refcheck.servers.lsp.keys import occurrences
from refcheck.servers.lsp.sheets import Placed, Sheet
from refcheck.text.visible import brief

SOURCE = "refcheck"

_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.INFO: DiagnosticSeverity.Information,
}

_MOST = 1_000
"""So many diagnostics of a document are told at most, the gravest first: an editor draws each anew at every keystroke."""

_LENGTH, _CELL = 500, 120


def diagnostics(sheet: Sheet) -> list[Diagnostic]:
    """A diagnostic for each finding, at the characters that it is about or at the first line of the reference."""
    placed = sheet.placed()
    starts = {each.audited.key: each.span for each in reversed(placed)}
    every = [*_of_references(sheet, placed), *_of_list(sheet, starts)]
    every.sort(key=lambda each: (cost(each[0]), each[1].start.line, each[1].start.character))
    found = [_diagnostic(where, finding) for finding, where in every]
    if len(found) > _MOST:
        more = f"{len(found) - _MOST} more findings are not shown"
        end = sheet.lines.range(Span(0, 0))
        found = [*found[:_MOST], Diagnostic(end, more, severity=DiagnosticSeverity.Information, source=SOURCE)]
    return found


def _of_references(sheet: Sheet, placed: list[Placed]) -> Iterator[tuple[Finding, Range]]:
    for each in placed:
        for finding in each.audited.findings:
            yield finding, sheet.lines.range(each.span_of(finding, sheet.lines))


def _of_list(sheet: Sheet, starts: dict[str, Span]) -> Iterator[tuple[Finding, Range]]:
    """Findings of the whole list: at the first reference that each is about, or where its key is cited."""
    cited: dict[str, Span] = {}
    for key, span in occurrences(sheet.name, sheet.text) if sheet.list_findings else ():
        cited.setdefault(key, span)
    for finding in sheet.list_findings:
        keys = finding.references
        known = next((sheet.lines.line_of(starts[key]) for key in keys if key in starts), None)
        where = known or next((cited[key] for key in keys if key in cited), Span(0, 0))
        yield finding, sheet.lines.range(where)


def _diagnostic(where: Range, finding: Finding) -> Diagnostic:
    return Diagnostic(
        where,
        brief(finding.message, _LENGTH),
        severity=_SEVERITIES[finding.rule.severity],
        code=finding.rule.code,
        source=SOURCE,
    )


def hover(sheet: Sheet, offset: int) -> Hover | None:
    """The record beside the reference at a place, and what was found."""
    placed = sheet.at(offset)
    if placed is None:
        return None
    lines = list(_lines(placed))
    content = MarkupContent(MarkupKind.Markdown, "\n".join(lines))
    return Hover(content, sheet.lines.range(placed.span))


def _lines(placed: Placed) -> Iterator[str]:
    audited = placed.audited
    yield f"**{verdict_phrase(audited.verdict)}**"
    if audited.unsettled:
        yield f"\n{_plain(audited.unsettled)}"
    match = audited.case.match or next(iter(audited.case.others), None)
    if match is not None:
        nearest = "" if audited.case.match else "nearest: "
        yield f"\n{nearest}{_plain(str(match.record.work))}"
        if match.record.work.doi:
            yield f"\n<https://doi.org/{match.record.work.doi}>"
        yield from _table(match)
    findings = gravest_first(audited.findings)
    if findings:
        yield ""
        yield from (f"- `{each.rule.code}` {_plain(each.message)}" for each in findings)
        yield from (f"\n{_plain(each)}" for each in sources(findings))


def _table(match: Match) -> Iterator[str]:
    rows = [each for each in match.agreements if each.comparison is not Comparison.CANNOT_COMPARE]
    if rows:
        yield "\n| field | cited | registered | |\n|---|---|---|---|"
    for each in rows:
        mark = "≠" if each.comparison is Comparison.DIFFERENT else "=" if each.comparison is Comparison.SAME else "≈"
        yield f"| {each.field} | {_cell(each.cited)} | {_cell(each.registered)} | {mark} |"


def _cell(text: str) -> str:
    return _plain(brief(text, _CELL)).replace("\n", " ")


def _plain(text: str) -> str:
    """A stranger's text as Markdown that shows it as it stands."""
    shown = brief(text, _LENGTH)
    return "".join(f"\\{mark}" if mark in "\\`*_{}[]<>#|!" else mark for mark in shown)


def lenses(sheet: Sheet) -> list[CodeLens]:
    """The list's summary above its first reference."""
    report = sheet.report()
    placed = sheet.placed()
    if report is None or not placed:
        return []
    where = sheet.lines.range(sheet.lines.line_of(placed[0].span))
    return [CodeLens(where, command=Command(summary(report), ""))]
