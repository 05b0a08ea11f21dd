"""A reference as the page shows it: the printed text, the findings, the record and the registries that were queried."""

from collections.abc import Container, Iterable, Iterator, Mapping

from attrs import evolve, frozen

from refcheck.messages import ENGLISH, phrase, quotes
from refcheck.model import CheckedReference, Evidence, Finding, Match, Verdict
from refcheck.reports.html.printed import Stretch, printed
from refcheck.reports.html.record import Registered, Row, Source, disagreeing, registered, row, source
from refcheck.reports.html.words import Phrase, answered, phrases, searched
from refcheck.reports.marking import is_said
from refcheck.reports.ordering import TAKEN_BACK, most_severe_first, priority
from refcheck.reports.phrases import short_description, verdict_word
from refcheck.text.visible import brief

_SAID = 200
"""The most characters of the short description of a work."""

Anchors = Mapping[tuple[str, str], str]
"""File and key of each reference → its place on the page."""

Shown = tuple[str, str]
"""A CSL variable, and the URL of the record whose value was compared with the reference's."""


@frozen(kw_only=True)
class Pointer:
    """A reference that a finding names; ``anchor`` is ``None`` where the report does not contain the reference."""

    key: str
    anchor: str | None


@frozen(kw_only=True)
class Remark:
    """A finding in words.

    ``cited_at`` is where the text cites what the finding is about; ``left`` says who decided to leave the finding, and why.
    """

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
    """One reference. ``said`` is a short description of its work; ``is_quiet`` means that nothing in it needs a person's attention.

    ``back`` is the status of a retracted or doubted work; ``open`` says what outages left undecided although there is a record.
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
    """Return the card of the reference whose place on the page is ``anchor``."""
    case, findings, place = audited.case, most_severe_first(audited.findings), audited.place()
    disagrees = disagreeing(case.match, findings) if case.match else frozenset()
    in_words = frozenset(
        each.field or "" for finding in findings for each in finding.evidence if _is_in_message(each, finding)
    )
    address = case.match.record.provenance.url if case.match else ""
    return Card(
        anchor=anchor,
        key=case.reference.key,
        said=brief(short_description(case.reference), _SAID),
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
        asked=tuple(_answers(audited, language)),
        sources=_sources(findings, case.match, language),
        codes=codes(findings),
        severities=severities(findings),
    )


def became(findings: Iterable[Finding], language: str = ENGLISH) -> str:
    """Return the word for the status of a retracted or doubted work; empty for any other work."""
    word = next((TAKEN_BACK[each.code] for each in findings if each.code in TAKEN_BACK), "")
    return phrase(word).into(language)


def remark(
    finding: Finding, references: tuple[Pointer, ...], shown: Container[Shown] = (), language: str = ENGLISH
) -> Remark:
    """Return a finding in words, without the rows of the fields that are ``shown`` beside it already."""
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
    """Return pointers to the references that a finding names."""
    return tuple(Pointer(key=key, anchor=anchors.get((file, key))) for key in finding.references)


def codes(findings: Iterable[Finding]) -> str:
    """Return the codes of findings, separated by spaces."""
    return " ".join(sorted({finding.rule.code for finding in findings}))


def severities(findings: Iterable[Finding]) -> str:
    """Return the severities of findings, separated by spaces."""
    return " ".join(sorted({finding.rule.severity.value for finding in findings}))


def _rows(finding: Finding, shown: Container[Shown], language: str) -> Iterator[Row]:
    """Yield the cited and the registered value of all evidence that neither the message nor the record beside it shows."""
    for evidence in finding.evidence:
        cited, held = evidence.cited or "", evidence.registered or ""
        is_shown = (evidence.field or "", evidence.url or "") in shown
        if evidence.registry and held and cited and not is_shown and not _is_in_message(evidence, finding):
            yield row(evidence.field, cited, held, language)


def _is_in_message(evidence: Evidence, finding: Finding) -> bool:
    """Return whether a finding's message says how the cited and the registered value differ."""
    return is_said(evidence.cited or "", evidence.registered or "", finding.message)


def _suggested_once(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Yield the remarks; a suggestion that several of them make is kept on the first only."""
    seen: set[str | None] = set()
    for each in remarks:
        yield evolve(each, suggestion=None) if each.suggestion in seen else each
        seen.add(each.suggestion)


def _suggestion(finding: Finding) -> str | None:
    """Return the replacement that the fix proposes, unless the message contains it."""
    if finding.fix is None or finding.fix.replacement.strip() in finding.message:
        return None
    return finding.fix.replacement.strip() or None


def _answers(audited: CheckedReference, language: str) -> Iterator[str]:
    """Yield what each registry answered, where there is no record to show or the reference is broken."""
    case = audited.case
    if case.match is None or audited.verdict is Verdict.BROKEN:
        yield from (answered(each, language) for each in case.answers)
        if case.search is not None and case.match is None:
            yield searched(case.search, language)


def _sources(findings: Iterable[Finding], match: Match | None, language: str) -> tuple[Source, ...]:
    """Return the sources of the findings' evidence, except the record that is shown."""
    own = match.record.provenance.url if match else None
    evidence = (each for finding in findings for each in finding.evidence)
    return tuple(
        dict.fromkeys(
            source(each.registry, each.url, each.retrieved, language)
            for each in evidence
            if each.registry and each.url not in (None, own)
        )
    )
