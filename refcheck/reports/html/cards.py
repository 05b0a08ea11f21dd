"""A reference as the page shows it: the printed text, the findings, the record and who was asked."""

from collections.abc import Container, Iterable, Iterator, Mapping

from attrs import evolve, frozen

from refcheck.messages import ENGLISH, phrase, quotes
from refcheck.model import CheckedReference, Evidence, Finding, Match, Verdict
from refcheck.reports.html.printed import Stretch, printed
from refcheck.reports.html.record import Registered, Row, Source, disagreeing, registered, row, source
from refcheck.reports.html.words import Phrase, answered, phrases, searched
from refcheck.reports.marking import is_said
from refcheck.reports.ordering import TAKEN_BACK, most_severe_first, priority
from refcheck.reports.phrases import in_short, verdict_word
from refcheck.text.visible import brief

_SAID = 200
"""How many characters say which work it is."""

Anchors = Mapping[tuple[str, str], str]
"""File and key of each reference → its place on the page."""

Shown = tuple[str, str]
"""A CSL variable, and the address of the record that was compared in it."""


@frozen(kw_only=True)
class Pointer:
    """A reference that a finding names; without an anchor where the report does not hold it."""

    key: str
    anchor: str | None


@frozen(kw_only=True)
class Remark:
    """A finding in words. ``cited_at`` is where the text cites what it is about; ``left`` says who left it for which reason."""

    severity: str
    message: tuple[Phrase, ...]
    code: str
    rows: tuple[Row, ...]
    suggestion: str | None
    references: tuple[Pointer, ...]
    cited_at: str = ""
    left: str = ""


@frozen(kw_only=True)
class Card:
    """One reference. ``said`` is its work in a few words; one that is ``is_quiet`` has nothing that a person must look at.

    ``back`` says of a work that was taken back or doubted what became of it; ``open`` what outages left open beside the record.
    """

    anchor: str
    key: str
    said: str
    is_quiet: bool
    place: str | None
    verdict: str
    called: str
    back: str
    structured: bool
    printed: list[Stretch]
    remarks: tuple[Remark, ...]
    record: Registered | None
    open: str
    asked: tuple[str, ...]
    sources: tuple[Source, ...]
    codes: str
    severities: str


def card(audited: CheckedReference, anchor: str, language: str = ENGLISH) -> Card:
    """Return the card of a reference that stands at ``anchor``."""
    case, findings, place = audited.case, most_severe_first(audited.findings), audited.place()
    disagrees = disagreeing(case.match, findings) if case.match else frozenset()
    in_words = frozenset(
        each.field or "" for finding in findings for each in finding.evidence if _is_told(each, finding)
    )
    address = case.match.record.provenance.url if case.match else ""
    return Card(
        anchor=anchor,
        key=case.reference.key,
        said=brief(in_short(case.reference), _SAID),
        is_quiet=priority(audited).is_quiet,
        place=phrase(f"{place.unit} {place.line}").into(language) if place else None,
        verdict=audited.verdict.value,
        called=verdict_word(audited.verdict, language),
        back=became(findings, language),
        structured=case.reference.structured,
        printed=printed(case.reference, findings),
        remarks=tuple(
            _suggested_once(
                remark(finding, (), shown={(field, address) for field in disagrees}, language=language)
                for finding in findings
            )
        ),
        record=registered(case.match, disagrees, in_words, language) if case.match else None,
        open=audited.unsettled if case.match else "",
        asked=tuple(_asked(audited, language)),
        sources=_sources(findings, case.match, language),
        codes=codes(findings),
        severities=severities(findings),
    )


def became(findings: Iterable[Finding], language: str = ENGLISH) -> str:
    """Return what became of a work that was taken back or doubted; empty for any other."""
    word = next((TAKEN_BACK[each.code] for each in findings if each.code in TAKEN_BACK), "")
    return phrase(word).into(language)


def remark(
    finding: Finding, references: tuple[Pointer, ...], shown: Container[Shown] = (), language: str = ENGLISH
) -> Remark:
    """Return a finding in words. Both sides of what is ``shown`` beside it are not shown again."""
    severity = finding.rule.severity
    return Remark(
        severity=severity.value,
        message=phrases(finding.message, quotes(language)),
        code=finding.rule.code,
        rows=tuple(_rows(finding, shown, language)),
        suggestion=_suggestion(finding),
        references=references,
    )


def pointers(finding: Finding, file: str, anchors: Anchors) -> tuple[Pointer, ...]:
    """Return the references that a finding names."""
    return tuple(Pointer(key=key, anchor=anchors.get((file, key))) for key in finding.references)


def codes(findings: Iterable[Finding]) -> str:
    """Return the codes of findings, separated by spaces."""
    return " ".join(sorted({finding.rule.code for finding in findings}))


def severities(findings: Iterable[Finding]) -> str:
    """Return the severities of findings, separated by spaces."""
    return " ".join(sorted({finding.rule.severity.value for finding in findings}))


def _rows(finding: Finding, shown: Container[Shown], language: str) -> Iterator[Row]:
    """Yield both sides of what a registry says, unless the message or the record beside it has said so."""
    for evidence in finding.evidence:
        cited, held = evidence.cited or "", evidence.registered or ""
        is_shown = (evidence.field or "", evidence.url or "") in shown
        if evidence.registry and held and cited and not is_shown and not _is_told(evidence, finding):
            yield row(evidence.field, cited, held, language)


def _is_told(evidence: Evidence, finding: Finding) -> bool:
    """Return whether a finding's message says in what the two sides differ."""
    return is_said(evidence.cited or "", evidence.registered or "", finding.message)


def _suggested_once(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Yield the remarks; what two of them suggest stands by the first."""
    seen: set[str | None] = set()
    for each in remarks:
        yield evolve(each, suggestion=None) if each.suggestion in seen else each
        seen.add(each.suggestion)


def _suggestion(finding: Finding) -> str | None:
    """Return what the fix would put there, where the message does not say it."""
    if finding.fix is None or finding.fix.replacement.strip() in finding.message:
        return None
    return finding.fix.replacement.strip() or None


def _asked(audited: CheckedReference, language: str) -> Iterator[str]:
    """Yield who was asked and holds nothing: of interest where no record is held."""
    case = audited.case
    if case.match is None or audited.verdict is Verdict.BROKEN:
        yield from (answered(each, language) for each in case.answers)
        if case.search is not None and case.match is None:
            yield searched(case.search, language)


def _sources(findings: Iterable[Finding], match: Match | None, language: str) -> tuple[Source, ...]:
    """Return where to read what the findings stand on, besides the record that is shown."""
    own = match.record.provenance.url if match else None
    told = (each for finding in findings for each in finding.evidence)
    return tuple(
        dict.fromkeys(
            source(each.registry, each.url, each.retrieved, language)
            for each in told
            if each.registry and each.url not in (None, own)
        )
    )
