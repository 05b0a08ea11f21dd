"""What a comment in a document says: the findings about one place, the gravest first, the record, and where it is."""

from collections.abc import Iterator, Sequence

from refcheck.model import CheckedReference, Finding, Verdict
from refcheck.reports.html.links import web_link
from refcheck.reports.html.record import registered
from refcheck.reports.ordering import most_severe_first
from refcheck.reports.phrases import SEVERITIES, keys_phrase, told, verdict_phrase
from refcheck.text.characters import brief

Line = tuple[str, str]
"""A line of a comment, and the address that it leads to, or ``""``."""

_LENGTH = 1000
_TOLD = (Verdict.BROKEN, Verdict.DIFFERS, Verdict.NOT_FOUND)
"""Verdicts that say more than the findings."""


def comment(audited: CheckedReference | None, findings: Sequence[Finding]) -> tuple[Line, ...]:
    """The lines of the comment on a reference, or on a citation or a whole list: then without ``audited``."""
    lines = [(text, "") for finding in most_severe_first(findings) for text in _item(finding, audited)]
    if audited is None:
        return tuple(lines)
    record = list(_record(audited))
    shown = {url for _, url in record}
    return (*_head(audited), *lines, *record, *(line for line in _sources(findings) if line[1] not in shown))


def _head(audited: CheckedReference) -> Iterator[Line]:
    key = brief(audited.key, _LENGTH)
    if audited.verdict in _TOLD:
        yield f"Reference {key}: {verdict_phrase(audited.verdict)}", ""
    else:
        yield f"Reference {key}", ""


def _item(finding: Finding, audited: CheckedReference | None) -> Iterator[str]:
    about = f" ({keys_phrase(finding.references)})" if len(finding.references) > 1 else ""
    yield f"• {SEVERITIES[finding.severity]}: {brief(finding.message, _LENGTH)}{about} [{finding.code}]"
    if finding.fix is not None and audited is not None:
        before = finding.fix.span.of(audited.case.reference.raw).strip()
        after = finding.fix.replacement.strip()
        if after and after in finding.message:
            return
        if before and after:
            yield brief(f"Suggestion: “{before}” → “{after}”", _LENGTH)
        elif before or after:
            yield brief(f"Suggestion: take out “{before}”" if before else f"Suggestion: add “{after}”", _LENGTH)


def _record(audited: CheckedReference) -> Iterator[Line]:
    """The record that was compared, and where to read it."""
    if audited.case.match is None:
        return
    record = registered(audited.case.match, ())
    said = " ".join(filter(None, (record.names, f"{record.title.removesuffix('.')}.", record.details)))
    held = audited.case.match.record.provenance
    yield brief(f"Registered: {said} ({held.registry}, {held.retrieved:%Y-%m-%d})", _LENGTH), ""
    if record.href:
        yield brief(record.href, _LENGTH), record.href


def _sources(findings: Sequence[Finding]) -> Iterator[Line]:
    """Where else to read what the findings stand on."""
    every = (each for finding in findings for each in finding.evidence if each.url)
    links = {link: told(each) for each in every if (link := web_link(each.url or "")) and told(each)}
    for link, who in links.items():
        yield brief(f"{who}: {link}", _LENGTH), link
