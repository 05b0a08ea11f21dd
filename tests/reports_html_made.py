"""Reports for the tests of the HTML page: a rich one, and one whose every text is a stranger's worst."""

from datetime import date

from attrs import evolve
from reports_made import NOON, a_report, a_rule

from refcheck.model import (
    Agreement,
    Case,
    CheckedReference,
    Comparison,
    Date,
    Evidence,
    Field,
    Finding,
    Fix,
    Found,
    Id,
    Identifier,
    Incomplete,
    ListFinding,
    LookupResult,
    Match,
    Method,
    Name,
    Note,
    NotFound,
    Place,
    Provenance,
    Record,
    Reference,
    Repair,
    Report,
    Safety,
    Scheme,
    Scope,
    Severity,
    Span,
    Verdict,
    Waived,
    Work,
)

SPACED = "Peyrouse, S. (2016). Discussing China. J. Euras. Stud. 7(1), 14–23. doi: 10.1016/ j.euras.2015.10.003"
PERSIAN = "فاخری، مهدی (۱۴۰۰). «آثار ترتیبات منطقه‌ای». مطالعات اوراسیای مرکزی، ۱۴(۱)، ۲۵۱–۲۷۴."
BIBTEX = "@article{key,\n  title = {A title},\n  year = 2020\n}"

WORST = (
    '<script>window.ran = 1</script><img src=x onerror="window.ran = 1"> "quotes" \'and\' `more` </title></style> '
    "{{ 7 * 7 }} {% raw %} &amp; &#x202e; \x1b[2J\x00\x07 \u202eesrever\u2066 \u200b\ufeff\ud800 \uffff <!-- ]]> --> "
    "javascript:window.ran=1 =HYPERLINK(1) " + "Z" + "\u0301\u0317" * 300
)
"""Markup, templates, control, bidi and invisible characters, half a surrogate pair, a heap of accents."""

WORST_ADDRESSES = (
    "javascript:window.ran=1",
    "data:text/html,<script>window.ran=1</script>",
    'https://example.org/" onclick="window.ran=1',
    "https://doi.org\u202e@example.org/",
)


def a_rich_report() -> Report:
    """Every verdict and kind of thing once: repairs, fixes, both sides, right-to-left text, waivers, gaps, two documents."""
    plain = a_report()
    differs, unverified = plain.references
    volume = _agreement("volume", "14", "21", Comparison.DIFFERENT)
    match = evolve(differs.case.match, agreements=(volume,)) if differs.case.match else None
    verified = CheckedReference(
        file="list.txt", case=_spaced_case(), verdict=Verdict.VERIFIED, findings=(_repaired(),), places=(Place(7, 1),)
    )
    structured = Reference(
        key="key",
        raw=BIBTEX,
        work=Work(title="A title"),
        fields=(Field(name="title", value="A title", span=Span(25, 32), raw="A title"),),
    )
    broken = Reference(key="5", raw="Doe, J. Nowhere. doi:10.1000/none", work=Work(title="Nowhere"))
    nowhere = NotFound(registry="doi.org", scope=Scope.REGISTRATION)
    asked = (LookupResult(id=Id.doi("10.1000/none"), answer=nowhere),)
    return evolve(
        plain,
        references=(
            evolve(differs, case=evolve(differs.case, match=match)),
            unverified,
            verified,
            _audited("4", PERSIAN, Verdict.NOT_FOUND),
            CheckedReference(file="list.txt", case=Case(reference=broken, answers=asked), verdict=Verdict.BROKEN),
            CheckedReference(file="other.bib", case=Case(reference=structured), verdict=Verdict.UNVERIFIED),
        ),
        waived=(
            Waived(
                file="list.txt",
                finding=Finding(rule=a_rule("year-differs", Severity.WARNING), message="Left.", references=("1",)),
                who="Ann",
                why="the printed year is later",
                until=date(2027, 1, 1),
            ),
        ),
        run=evolve(plain.run, notes=(Note(file="other.bib", message="Page 3 has no text."),)),
    )


def a_hostile_report() -> Report:
    """A report in which every text is ``WORST``, and the addresses are ``WORST_ADDRESSES``."""
    audited = [
        CheckedReference(
            file=WORST,
            case=_worst_case(address),
            verdict=Verdict.DIFFERS,
            findings=(_worst_finding(address),),
        )
        for address in WORST_ADDRESSES
    ]
    finding = _worst_finding(WORST_ADDRESSES[0])
    return Report(
        references=tuple(audited),
        list_findings=(ListFinding(file=WORST, finding=finding),),
        waived=(Waived(file=WORST, finding=finding, who=WORST, why=WORST),),
        run=evolve(
            a_report().run,
            version=WORST,
            registries=(WORST,),
            incomplete=(Incomplete(registry=WORST, why=WORST, references=(WORST,)),),
            notes=(Note(file=WORST, message=WORST),),
        ),
    )


def a_long_report(length: int = 100_000) -> Report:
    """A report of one reference whose title is that long."""
    return evolve(a_report(), references=(_audited("1", "word " * (length // 5), Verdict.DIFFERS),))


def _audited(key: str, raw: str, verdict: Verdict) -> CheckedReference:
    evidence = Evidence(registry="crossref", field="title", cited=raw, registered=raw[::-1])
    finding = Finding(
        rule=a_rule("title-differs", Severity.WARNING), message=f"The title is “{raw}”.", evidence=(evidence,)
    )
    reference = Reference(key=key, raw=raw, work=Work(title=raw))
    return CheckedReference(file="list.txt", case=Case(reference=reference), verdict=verdict, findings=(finding,))


def _spaced_case() -> Case:
    record = Record(
        id=Id.doi("10.1016/j.euras.2015.10.003"),
        work=Work(
            title="Discussing China",
            author=(Name(family="Peyrouse", given="Sébastien"),),
            container_title="Journal of Eurasian Studies",
            volume="7",
            issue="1",
            page="14-23",
            issued=Date(year=2016),
            doi="10.1016/j.euras.2015.10.003",
        ),
        provenance=Provenance(registry="crossref", url="https://api.crossref.org/works/x", retrieved=NOON),
    )
    agreements = (
        _agreement("title", "Discussing China", "Discussing China", Comparison.SAME),
        _agreement("container-title", "J. Euras. Stud.", "Journal of Eurasian Studies", Comparison.VARIANT),
        _agreement("publisher", "14–23", "Elsevier", Comparison.DIFFERENT),
    )
    return Case(
        reference=Reference(
            key="3",
            raw=SPACED,
            spans=(Span(0, len(SPACED)),),
            work=Work(title="Discussing China"),
            identifiers=(_spaced_doi(),),
        ),
        answers=(LookupResult(id=record.id, answer=Found(record=record)),),
        match=Match(record=record, method=Method.DOI, score=0.99, agreements=agreements),
    )


def _spaced_doi() -> Identifier:
    return Identifier(
        scheme=Scheme.DOI,
        raw="10.1016/ j.euras.2015.10.003",
        value="10.1016/j.euras.2015.10.003",
        span=Span(SPACED.index("10.1016"), len(SPACED)),
        repairs=(Repair(code="doi-with-inner-space", at=8, before=" ", after="", why="a DOI has no white space"),),
    )


def _repaired() -> Finding:
    doi = _spaced_doi()
    return Finding(
        rule=a_rule("doi-with-inner-space", Severity.WARNING),
        message=f"“{doi.raw}” was read as “{doi.value}”: a DOI has no white space.",
        span=doi.span,
        fix=Fix(span=doi.span, replacement=doi.value, safety=Safety.SAFE),
        references=("3",),
    )


def _agreement(field: str, cited: str, registered: str, comparison: Comparison) -> Agreement:
    return Agreement(field=field, cited=cited, registered=registered, similarity=0.9, comparison=comparison)


def _worst_case(address: str) -> Case:
    work = Work(title=WORST, container_title=WORST, author=(Name(literal=WORST),), publisher=WORST, doi=WORST)
    record = Record(
        id=Id(Scheme.URL, address),
        work=work,
        provenance=Provenance(registry=WORST, url=address, retrieved=NOON),
    )
    raw = f"{WORST}{address}"
    url = Identifier(scheme=Scheme.URL, raw=address, value=address, span=Span(len(WORST), len(raw)))
    agreements = (_agreement("title", WORST, WORST[::-1], Comparison.DIFFERENT),)
    return Case(
        reference=Reference(key=WORST, raw=raw, work=work, identifiers=(url,)),
        match=Match(record=record, method=Method.SEARCH, score=0.99, agreements=agreements),
    )


def _worst_finding(address: str) -> Finding:
    return Finding(
        rule=evolve(a_rule("title-differs", Severity.ERROR), title=WORST, summary=WORST),
        message=WORST,
        span=Span(3, 40),
        evidence=(Evidence(registry=WORST, url=address, field=WORST, cited=WORST[1:], registered=WORST[2:]),),
        fix=Fix(span=Span(3, 40), replacement=WORST, safety=Safety.UNSAFE),
        references=(WORST,),
    )
