"""A small report of every kind of thing, for the tests of the formats."""

from datetime import UTC, datetime

from refcheck.model import (
    Audited,
    Case,
    Evidence,
    Finding,
    Fix,
    Id,
    Identifier,
    Incomplete,
    ListFinding,
    Match,
    Method,
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
    Work,
)

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


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
            Audited(
                file="list.txt",
                case=Case(reference=reference, match=Match(record=record, method=Method.DOI, score=0.99)),
                verdict=Verdict.DIFFERS,
                findings=(finding,),
            ),
            Audited(
                file="list.txt",
                case=Case(reference=Reference(key="2", raw="A web page.", work=Work(title="A web page"))),
                verdict=Verdict.UNVERIFIED,
            ),
        ),
        findings=(
            ListFinding(
                file="list.txt",
                finding=Finding(
                    rule=a_rule("label-misspelt", Severity.INFO), message="A label is misspelt.", references=("1", "2")
                ),
            ),
        ),
        run=Run(
            version="0",
            started=NOON,
            finished=NOON,
            registries=("crossref",),
            incomplete=(Incomplete(registry="datacite", why="connection refused", references=("2",)),),
        ),
    )
