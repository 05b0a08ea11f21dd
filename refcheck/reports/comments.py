"""The text of a comment in a document: the findings about one place, the most severe first, the record and its URL."""

from collections.abc import Iterator, Sequence

from refcheck.messages import ENGLISH, speaker, worded
from refcheck.model import CheckedReference, Finding, Verdict
from refcheck.reports.addresses import web_link
from refcheck.reports.html.record import registered
from refcheck.reports.ordering import most_severe_first
from refcheck.reports.phrases import references_suffix, severity_word, told
from refcheck.text.visible import brief

Line = tuple[str, str]
"""A line of a comment, and the URL that it links to, or ``""``."""

_LENGTH = 1000
_TOLD = (Verdict.BROKEN, Verdict.DIFFERS, Verdict.NOT_FOUND)
"""Verdicts that are stated in the comment because they add to the findings."""


def comment(audited: CheckedReference | None, findings: Sequence[Finding], language: str = ENGLISH) -> tuple[Line, ...]:
    """Return the lines of the comment on a reference; without ``audited``, of one on a citation or a whole list."""
    lines = [(text, "") for finding in most_severe_first(findings) for text in _item(finding, audited, language)]
    if audited is None:
        return tuple(lines)
    record = list(_record(audited, language))
    shown = {url for _, url in record}
    return (*_head(audited, language), *lines, *record, *(line for line in _sources(findings) if line[1] not in shown))


def _head(audited: CheckedReference, language: str) -> Iterator[Line]:
    key, say = brief(audited.key, _LENGTH), speaker(language)
    if audited.verdict in _TOLD:
        yield say("comment-verdict", key=key, verdict=worded(f"says-{audited.verdict.value}", count=1)), ""
    else:
        yield say("comment-on", key=key), ""


def _item(finding: Finding, audited: CheckedReference | None, language: str) -> Iterator[str]:
    say = speaker(language)
    message = f"{brief(finding.message, _LENGTH)}{references_suffix(finding, language)}"
    yield f"• {severity_word(finding.severity, language)}: {message} [{finding.code}]"
    if finding.fix is not None and audited is not None:
        before = finding.fix.span.of(audited.case.reference.raw).strip()
        after = finding.fix.replacement.strip()
        if after and after in finding.message:
            return
        if before and after:
            yield brief(say("suggest-change", before=before, after=after), _LENGTH)
        elif before or after:
            said = say("suggest-taking-out", before=before) if before else say("suggest-adding", after=after)
            yield brief(said, _LENGTH)


def _record(audited: CheckedReference, language: str) -> Iterator[Line]:
    """Yield the record that was compared, and its URL."""
    if audited.case.match is None:
        return
    record = registered(audited.case.match, (), language=language)
    said = " ".join(filter(None, (record.names, f"{record.title.removesuffix('.')}.", record.details)))
    held = audited.case.match.record.provenance
    day = f"{held.retrieved:%Y-%m-%d}"
    yield brief(speaker(language)("comment-registered", work=said, registry=held.registry, day=day), _LENGTH), ""
    if record.href:
        yield brief(record.href, _LENGTH), record.href


def _sources(findings: Sequence[Finding]) -> Iterator[Line]:
    """Yield the sources of the findings' evidence, with their links."""
    every = (each for finding in findings for each in finding.evidence if each.url)
    links = {link: told(each) for each in every if (link := web_link(each.url or "")) and told(each)}
    for link, who in links.items():
        yield brief(f"{who}: {link}", _LENGTH), link
