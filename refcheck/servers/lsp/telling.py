"""The results of an audit as the protocol's diagnostics, hovers, symbols and lenses."""

from collections.abc import Iterator
from operator import itemgetter

from lsprotocol import types as lsp

from refcheck.fixing import occurrences
from refcheck.model import Comparison, Finding, Match, Method, Severity, Span, Verdict
from refcheck.reports.ordering import TAKEN_BACK, Rank, cost, finding_rank, most_severe_first
from refcheck.reports.phrases import references_suffix, sources, summary, verdict_phrase
from refcheck.reports.view import is_shown
from refcheck.servers.lsp.placed import Placed
from refcheck.servers.lsp.sheets import Sheet
from refcheck.text.visible import brief

SOURCE = "refcheck"

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}

_MOST = 1_000
"""Most diagnostics published for a document, the most severe ones: an editor draws each of them again at every keystroke."""

_LENGTH, _CELL = 500, 120


def diagnostics(sheet: Sheet) -> list[lsp.Diagnostic]:
    """Return a diagnostic for each finding, at the characters that it is about or at the first line of the reference.

    They are in the order of every report; editors sort them again.
    """
    placed = sheet.placed()
    every = [*_of_references(sheet, placed), *_of_list(sheet, placed)]
    most_severe = sorted(every, key=lambda each: cost(each[1]))[:_MOST]
    found = [diagnostic(where, finding) for _, finding, where in sorted(most_severe, key=itemgetter(0))]
    if len(every) > _MOST:
        more = f"{len(every) - _MOST} more findings are not shown"
        end = sheet.lines.range(Span(0, 0))
        found.append(lsp.Diagnostic(end, more, severity=lsp.DiagnosticSeverity.Information, source=SOURCE))
    return found


def _of_references(sheet: Sheet, placed: list[Placed]) -> Iterator[tuple[Rank, Finding, lsp.Range]]:
    for place, each in enumerate(placed):
        for finding in each.audited.findings:
            where = sheet.lines.range(each.span_of(finding, sheet.lines))
            yield finding_rank(finding, each.audited, place), finding, where


def _of_list(sheet: Sheet, placed: list[Placed]) -> Iterator[tuple[Rank, Finding, lsp.Range]]:
    """Yield the findings about the whole list, each where the text cites what it is about, or else at its first reference."""
    named = {key for finding in sheet.list_findings for key in finding.references}
    starts = {each.audited.key: each for each in reversed(placed) if each.audited.key in named} if named else {}
    cited: dict[str, Span] = {}
    if named - starts.keys() or any(each.citations for each in sheet.list_findings):
        for key, span in occurrences(sheet.name, sheet.text):
            cited.setdefault(key, span)
    for finding in sheet.list_findings:
        keys = finding.references
        known = next((starts[key].head(sheet.lines) for key in keys if key in starts), None)
        said = next(filter(None, (sheet.citation(finding, span, cited) for span in finding.citations)), None)
        where = said or known or next((cited[key] for key in keys if key in cited), Span(0, 0))
        yield finding_rank(finding), finding, sheet.lines.range(where)


def diagnostic(where: lsp.Range, finding: Finding) -> lsp.Diagnostic:
    """Return a finding as a diagnostic at a range, with the references that it is about if there are several."""
    return lsp.Diagnostic(
        where,
        brief(f"{finding.message}{references_suffix(finding)}", _LENGTH),
        severity=_SEVERITIES[finding.rule.severity],
        code=finding.rule.code,
        source=SOURCE,
    )


def hover(sheet: Sheet, offset: int, pending: str = "") -> lsp.Hover | None:
    """Return the record for the reference at an offset, and its findings; ``pending`` is shown before any query."""
    placed = sheet.at(offset)
    if placed is None:
        return None
    lines = list(_lines(placed, "" if placed.asked else pending))
    content = lsp.MarkupContent(lsp.MarkupKind.Markdown, "\n".join(lines))
    return lsp.Hover(content, sheet.lines.range(placed.span))


def _lines(placed: Placed, pending: str) -> Iterator[str]:
    """Yield what matters most first: a retraction or concern, then the verdict, or ``pending`` for "unverified"."""
    audited = placed.audited
    findings = most_severe_first(audited.findings)
    back = next((TAKEN_BACK[each.code] for each in findings if each.code in TAKEN_BACK), "")
    is_open = audited.verdict is Verdict.UNVERIFIED and bool(pending)
    yield f"**{', '.join(filter(None, (back, pending if is_open else verdict_phrase(audited.verdict))))}**"
    if audited.unsettled and not is_open:
        yield f"\n{_plain(audited.unsettled)}"
    match = audited.case.match or next(filter(is_shown, audited.case.others), None)
    if match is not None:
        yield f"\n{_beside(placed, match)}{_plain(str(match.record.work))}"
        if match.record.work.doi:
            yield f"\n<https://doi.org/{match.record.work.doi}>"
        yield from _table(match)
    if findings:
        yield ""
        yield from (f"- `{each.rule.code}` {_plain(each.message)}" for each in findings)
        yield from (f"\n{_plain(each)}" for each in sources(findings))


def _beside(placed: Placed, match: Match) -> str:
    """Return what a record is, if it is not the match of the reference."""
    if placed.audited.case.match:
        return ""
    is_near = match.method is Method.SEARCH
    return f"nearest ({match.score:.0%} likely): " if is_near else "registered under its identifier: "


def _table(match: Match) -> Iterator[str]:
    rows = [each for each in match.agreements if each.comparison is not Comparison.CANNOT_COMPARE]
    if rows:
        yield "\n| field | cited | registered | |\n|---|---|---|---|"
    for each in rows:
        mark = "≈" if each.explained else _MARKS.get(each.comparison, "≈")
        yield f"| {each.field} | {_cell(each.cited)} | {_cell(each.registered)} | {mark} |"


_MARKS = {Comparison.DIFFERENT: "≠", Comparison.SAME: "="}


def symbols(sheet: Sheet) -> list[lsp.DocumentSymbol]:
    """Return the references as the symbols of an editor's outline."""
    return [
        lsp.DocumentSymbol(
            name=brief(each.audited.key, _CELL) or "?",
            detail=brief(str(each.audited.case.reference.work), _CELL),
            kind=lsp.SymbolKind.Object,
            range=sheet.lines.range(each.span),
            selection_range=sheet.lines.range(each.head(sheet.lines)),
        )
        for each in sheet.placed()
    ]


def _cell(text: str) -> str:
    return _plain(brief(text, _CELL)).replace("\n", " ")


def _plain(text: str) -> str:
    """Return untrusted text as Markdown that shows it literally."""
    shown = brief(text, _LENGTH)
    return "".join(f"\\{mark}" if mark in "\\`*_{}[]<>#|!" else mark for mark in shown)


def lenses(sheet: Sheet) -> list[lsp.CodeLens]:
    """Return a lens with the list's summary above its first reference."""
    report = sheet.report()
    placed = sheet.placed()
    if report is None or not placed:
        return []
    where = sheet.lines.range(sheet.lines.line_of(placed[0].span))
    return [lsp.CodeLens(where, command=lsp.Command(summary(report), ""))]
