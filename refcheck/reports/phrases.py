"""The words that the formats share, for verdicts, counts, sources, waivers and gaps, with untrusted text made visible.

They are in the language that is passed, by default English.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from shlex import quote

from refcheck.messages import ENGLISH, Message, joined, speaker, translate, worded
from refcheck.model import (
    FIXABLE,
    MARKUP,
    TRACKABLE,
    CheckedReference,
    Evidence,
    Finding,
    Incomplete,
    Method,
    Reference,
    Report,
    Safety,
    ServiceUse,
    Severity,
    Verdict,
    Waived,
)
from refcheck.reports.ordering import TAKEN_BACK, Priority, most_severe_first, priority
from refcheck.text.visible import brief
from refcheck.writers import set_plainly

_REST = (Priority.VERIFIED, Priority.UNVERIFIED)

_NAMING = frozenset({"duplicate-reference", "key-repeated"})
"""Rules whose messages name the references that they are about."""

MESSAGE_LENGTH = 2000
"""The most characters of a message, or of another line of a report: more than any reference or finding, less than a misread page
has."""

_KEYS_SHOWN = 20
_FILES_SHOWN = 3
_LENGTH = 1000

SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""The noun for counting the findings of each severity, the most severe first."""


def whole_list(language: str = ENGLISH) -> str:
    """Return the heading of the findings of a list as a whole."""
    return speaker(language)("whole-list")


def severity_word(severity: Severity, language: str = ENGLISH) -> str:
    """Return the name of a severity."""
    return speaker(language)(f"severity-{severity.value}")


def verdict_phrase(verdict: Verdict, number: int = 1, language: str = ENGLISH) -> str:
    """Return what a verdict says of ``number`` references."""
    return speaker(language)(f"says-{verdict.value}", count=number)


def verdict_word(verdict: Verdict, language: str = ENGLISH) -> str:
    """Return the name of a verdict."""
    return speaker(language)(f"verdict-{verdict.value}")


def heading(report: Report, which: Priority) -> str:
    """Return the heading of the references of a group."""
    if which is Priority.RETRACTED:
        return _sentence(translate(joined("comma", taken_back(report)), report.language))
    verdict, say = which.verdict, speaker(report.language)
    if which.is_quiet or which in _REST:
        key = "heading-quiet" if which.is_quiet else "heading-open"
        return _sentence(say(key, verdict=worded(f"verdict-{verdict.value}")))
    return _sentence(say(f"says-{verdict.value}", count=1))


def total(report: Report, which: Priority) -> int:
    """Return how many references the summary counts under the heading of a group."""
    if which is Priority.RETRACTED:
        return sum(taken_back(report).values())
    return verdict_counts(report).get(which.verdict, 0)


def taken_back(report: Report) -> dict[Message, int]:
    """Return how many references were retracted, withdrawn, removed or doubted, each counted once."""
    each = (audited for audited in report.references if priority(audited) is Priority.RETRACTED)
    counts = Counter(most_severe_first(audited.findings)[0].code for audited in each)
    return {worded(f"back-{code}", count=counts[code]): counts[code] for code in TAKEN_BACK if counts[code]}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def verdict_counts(report: Report) -> dict[Verdict, int]:
    """Return the number of references with each verdict, in the order of the verdicts, without zeros."""
    counts = Counter(audited.verdict for audited in report.references)
    return {verdict: counts[verdict] for verdict in Verdict if counts[verdict]}


def count(number: int, noun: str, language: str = ENGLISH) -> str:
    """Return a counted noun: ``1 error``, ``2 errors``."""
    return translate(_count(number, noun), language)


def _count(number: int, noun: str) -> Message:
    return worded(f"count-{noun.replace(' ', '-')}", count=number)


def finding_counts(report: Report) -> Counter[Severity]:
    """Return the number of findings of each severity."""
    return Counter(finding.rule.severity for finding in report.findings())


def severity_counts(report: Report) -> str:
    """Return the counts of findings: ``0 errors, 18 warnings, 27 notes``."""
    counts = finding_counts(report)
    return translate(
        joined("comma", (_count(counts[each], noun) for each, noun in SEVERITIES.items())), report.language
    )


def summary(report: Report) -> str:
    """Return the counts on one line: ``33 references: 5 differ, 28 verified. 2 retracted. 2 errors, 18 warnings, 27 notes.``

    Where nothing was read, it says that: "No findings" would mislead.
    """
    if not (report.references or report.list_findings or report.waived):
        return speaker(report.language)("summary-nothing")
    verdicts = [worded(f"counted-{each.value}", count=number) for each, number in verdict_counts(report).items()]
    back = [worded("counted-back", count=number, word=word) for word, number in taken_back(report).items()]
    findings = finding_counts(report)
    counted = [_count(findings[each], noun) for each, noun in SEVERITIES.items() if findings[each]]
    return speaker(report.language)(
        "summary",
        references=_count(len(report.references), "reference"),
        verdicts=worded("list-behind", list=joined("comma", verdicts)) if verdicts else "",
        back=worded("sum-back", list=joined("comma", back)) if back else "",
        findings=joined("comma", counted) if counted else worded("sum-no-findings"),
        waived=worded("sum-waived", count=len(report.waived)) if report.waived else "",
        offline=worded("sum-offline") if report.is_offline else "",
    )


def next_steps(
    report: Report, hidden: Sequence[Finding], unsettled: tuple[int, int], options: Sequence[str] = ()
) -> list[str]:
    """Return what the user can do next: show ``hidden`` notes and what is ``unsettled``, or run ``fix``.

    ``unsettled`` are the numbers of references without a record, and of those beside whose record something is left open.
    ``options`` of the run are repeated for ``fix``, and it queries the registries where they chose how an identifier was read.
    """
    say = speaker(report.language)
    left = [_notes(hidden)] if hidden else []
    left += [
        _count(number, noun) for number, noun in zip(unsettled, ("without record", "left open"), strict=True) if number
    ]
    steps = [say("hidden", what=joined("and", left))] if left else []
    fixable = [audited for audited in report.references if _is_fixable(audited)]
    fixes = [finding.fix for audited in fixable for finding in audited.findings if finding.fix is not None]
    safe = sum(fix.safety is Safety.SAFE for fix in fixes)
    files = list(dict.fromkeys(audited.file for audited in fixable))
    if safe and all(map(_is_changeable, files)):
        chosen = (each.case.match for each in fixable)
        is_asked = not report.is_offline and any(match and match.method is Method.CANDIDATE for match in chosen)
        named = map(quote, map(_shown, files)) if len(files) <= _FILES_SHOWN else ["FILE"]
        words = [*named, *(["--online"] if is_asked else ()), *map(quote, options)]
        steps.append(say("can-be-fixed", count=safe, file=" ".join(words)))
    return steps


def _notes(hidden: Sequence[Finding]) -> Message:
    """Return the count of notes, and of those among them that tell of a difference from a record, which a verdict may conceal."""
    notes = _count(len(hidden), "note")
    differing = sum(any(each.cited and each.registered for each in finding.evidence) for finding in hidden)
    return worded("notes-differing", notes=notes, count=differing) if differing else notes


def _is_changeable(file: str) -> bool:
    """Return whether the file can be rewritten: pasted text cannot, nor can a file in an archive (``paper.zip/refs.bib``)."""
    return not file.startswith("<") and file != "-" and ".zip/" not in file.lower()


def _is_fixable(audited: CheckedReference) -> bool:
    """Return whether the reference can be fixed in its file: in a document with tracked changes, only if it is printed there."""
    if audited.format in TRACKABLE:
        return not audited.case.reference.structured
    return audited.format in (*FIXABLE, *MARKUP)


def told(evidence: Evidence) -> str:
    """Return the registry and the date of evidence (``crossref, 2026-11-24``); empty for what the printed text itself shows."""
    if evidence.registry is None:
        return ""
    return _shown(evidence.registry) + (f", {evidence.retrieved:%Y-%m-%d}" if evidence.retrieved else "")


def source(evidence: Evidence) -> str:
    """Return the registry, date and URL of evidence; empty for what the printed text itself shows."""
    who = told(evidence)
    return f"{who}: {_shown(evidence.url)}" if who and evidence.url else who


def sources(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the sources of the findings, each once."""
    each = (source(evidence) for finding in findings for evidence in finding.evidence)
    return tuple(dict.fromkeys(filter(None, each)))


def sourced_message(finding: Finding) -> str:
    """Return the message of a finding, with its sources on lines of their own."""
    return "\n".join([brief(finding.message, MESSAGE_LENGTH), *sources((finding,))])


def keys_phrase(keys: Sequence[str], language: str = ENGLISH) -> str:
    """Return ``reference 7``, ``references 3, 7``; of many keys the first and a count of the others; empty for none."""
    return translate(_keys(keys), language) if keys else ""


def about(finding: Finding, language: str = ENGLISH) -> str:
    """Return the references that a finding is about: ``references 3, 7``; empty where its message names them or there are none."""
    return "" if finding.code in _NAMING else keys_phrase(finding.references, language)


def references_suffix(finding: Finding, language: str = ENGLISH) -> str:
    """Return `` (references 3, 7)``, to follow the message of a finding about several references; empty where it names them."""
    keys = about(finding, language) if len(finding.references) > 1 else ""
    return f" ({keys})" if keys else ""


def _keys(keys: Sequence[str]) -> Message:
    more = worded("and-more", count=len(keys) - _KEYS_SHOWN) if len(keys) > _KEYS_SHOWN else ""
    return worded("keys", count=len(keys), keys=", ".join(map(_shown, keys[:_KEYS_SHOWN])), more=more)


def waiver_phrase(waived: Waived, language: str = ENGLISH) -> str:
    """Return who waived a finding, until when and why: ``waived by Ann until 2027-01-01: the printed year is later``."""
    until = worded("waived-until", day=f"{waived.until:%Y-%m-%d}") if waived.until else ""
    why = worded("waived-why", why=_shown(waived.why)) if waived.why else ""
    return speaker(language)("waived-by", who=_shown(waived.who), until=until, why=why)


def services_table(services: Sequence[ServiceUse]) -> Iterator[str]:
    """Yield the lines of a table of the services: their queries, answers, records found and seconds."""
    if services:
        yield f"{'service':<18} {'asked':>7} {'answered':>9} {'found':>7} {'seconds':>8}"
    for use in services:
        name = brief(use.registry, 18)
        yield f"{name:<18} {use.asked:>7} {use.answered:>9} {use.found:>7} {use.seconds:>8.1f}"


def gap_phrase(gap: Incomplete, language: str = ENGLISH) -> str:
    """Return which registry could not be queried, why, and which references that leaves undecided."""
    keys = worded("gap-keys", keys=_keys(gap.references)) if gap.references else ""
    said = speaker(language)
    text = said("gap", registry=_shown(gap.registry), why=_shown(gap.why), keys=keys)
    if not gap.held:
        return text
    which = "" if gap.held == gap.references else worded("gap-keys", keys=_keys(gap.held))
    return f"{text}{said('gap-held', keys=which)}"


def as_printed(reference: Reference) -> str:
    """Return the printed text of a reference; one that was read from fields is set as a list would print it.

    >>> from refcheck.model import Name, Work
    >>> work = Work(title="Lakes", author=(Name(family="Roe", given="J."),), container_title="Tides", volume="3", page="1-9")
    >>> set_plainly(work)
    'Roe, J. Lakes. Tides, 3, 1-9.'
    """
    if reference.printed:
        return reference.printed
    return (reference.structured and set_plainly(reference.work)) or reference.raw


def short_description(reference: Reference) -> str:
    """Return a short description of the work, or the printed text where neither a title nor a container was read."""
    return str(reference.work) if reference.work.title or reference.work.container_title else as_printed(reference)


def _shown(text: str) -> str:
    return brief(text, _LENGTH)
