"""A small report of every kind of thing, for the tests of the formats, and strangers' texts to put into it."""

from datetime import UTC, date, datetime

from attrs import evolve

from refcheck.model import (
    Case,
    CheckedReference,
    Evidence,
    Finding,
    Fix,
    Id,
    Identifier,
    Incomplete,
    ListFinding,
    Match,
    Method,
    Note,
    Place,
    Provenance,
    Record,
    Reference,
    Report,
    Rule,
    Run,
    Safety,
    Scheme,
    Severity,
    Span,
    Verdict,
    Waived,
    Work,
)

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


HOSTILE = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)><!-- ]]> &lt; &amp; -->",
    "formula": '=HYPERLINK("https://evil.example";"click")',
    "formula behind a separator": "Doe;=1+1;\t@SUM(1);-2",
    "control": "Doe \x1b[2J\x07\x00\x9b31m\x7f\r\n::error::set\x0b\x0c",
    "bidi": "Doe \u202egnp.exe\u202c \u2066a\u2069 \u200b\ufeff",
    "no characters": "Doe \ud800 \udfff \ufffe \uffff \ufdd0 \U0001ffff",
    "markdown": "![x](https://evil.example/p.png) [c](javascript:x) `a` ``b`` **d** | e | @someone #12 !3 GH-4 $x$ ~~f~~ [^1] <b>",
    "markdown lines": "Doe\n# head\n- [x] item\n1. one\n> quote\n\n    code\n```\n| a |\n|---|\n---\n/close\n[x]: https://evil.example",
    "addresses": "https://evil.example www.evil.example a@evil.example HTTP://evil.example mailto:a@evil.example <https://evil.example>",
    "commands": "::stop-commands::x %0A::error::y ##[add-mask]z ::",
    "long": "A title " * 12_500,
    "one long word": "x" * 100_000,
    "rich markup": "[bold]J.[/bold] [link=x]A[/] [/]",
    "empty": "",
}
"""What a reference list from a stranger may hold, by what it is after."""


def a_rule(code: str, severity: Severity) -> Rule:
    return Rule(code=code, title=code.replace("-", " ").capitalize(), severity=severity, summary="Made for a test.")


def a_report(raw: str = "Doe, J. (2020). A title. A Journal, 14(3). doi:10.1000/x") -> Report:
    """One reference that differs, one unverified, a finding of the list and a registry that could not be asked."""
    record = Record(
        id=Id.doi("10.1000/x"),
        work=Work(type="article-journal", title="A title", volume="21", doi="10.1000/x"),
        provenance=Provenance(registry="crossref", url="https://api.crossref.org/works/10.1000/x", retrieved=NOON),
    )
    finding = Finding(
        rule=a_rule("volume-differs", Severity.WARNING),
        message="Volume 14 is cited; 21 is registered.",
        span=Span(0, 1),
        evidence=(
            Evidence(
                registry="crossref",
                url=record.provenance.url,
                retrieved=NOON,
                field="volume",
                cited="volume 14",
                registered="volume 21",
            ),
        ),
        fix=Fix(span=Span(0, 1), replacement="21", safety=Safety.UNSAFE),
        references=("1",),
    )
    doi = Identifier(scheme=Scheme.DOI, raw="10.1000/x", value="10.1000/x", span=Span(0, 1))
    reference = Reference(key="1", raw=raw, spans=(Span(0, len(raw)),), work=Work(title="A title"), identifiers=(doi,))
    return Report(
        references=(
            CheckedReference(
                file="list.txt",
                case=Case(reference=reference, match=Match(record=record, method=Method.DOI, score=0.99)),
                verdict=Verdict.DIFFERS,
                findings=(finding,),
                places=(Place(3, 1),),
            ),
            CheckedReference(
                file="list.txt",
                case=Case(reference=Reference(key="2", raw="A web page.", work=Work(title="A web page"))),
                verdict=Verdict.UNVERIFIED,
            ),
        ),
        list_findings=(
            ListFinding(
                file="list.txt",
                finding=Finding(
                    rule=a_rule("label-misspelt", Severity.INFO), message="A label is misspelt.", references=("1", "2")
                ),
            ),
        ),
        waived=(
            Waived(
                file="list.txt",
                finding=Finding(
                    rule=a_rule("year-differs", Severity.WARNING),
                    message="The year is cited as 2020 and registered as 2021.",
                    references=("1",),
                ),
                who="Ann",
                why="the printed year is later",
                until=date(2027, 1, 31),
            ),
        ),
        run=Run(
            version="0",
            started=NOON,
            finished=NOON,
            registries=("crossref",),
            incomplete=(Incomplete(registry="datacite", why="connection refused", references=("2",)),),
            notes=(Note(file="list.txt", message="Page 2 has no text."),),
        ),
    )


def a_hostile_report(text: str) -> Report:
    """The report with a stranger's text wherever one can come to stand."""
    report = a_report(text)
    first, second = report.references
    finding = _hostile(first.findings[0], text)
    reference = evolve(first.case.reference, key=text)
    whole = report.list_findings[0]
    return evolve(
        report,
        references=(evolve(first, case=evolve(first.case, reference=reference), findings=(finding,)), second),
        list_findings=(evolve(whole, finding=_hostile(whole.finding, text)),),
        waived=(evolve(report.waived[0], finding=_hostile(report.waived[0].finding, text), who=text, why=text),),
        run=evolve(
            report.run,
            incomplete=(Incomplete(registry=text, why=text, references=(text,)),),
            notes=(Note(file="list.txt", message=text),),
        ),
    )


def _hostile(finding: Finding, text: str) -> Finding:
    evidence = Evidence(registry="crossref", url=text, retrieved=NOON, field="title", cited=text, registered=f"{text}!")
    fix = Fix(span=Span(0, 1), replacement=text, safety=Safety.SAFE)
    return evolve(finding, message=text, evidence=(evidence,), fix=fix, references=(text, "2"))
