"""The evidence of a finding: a registry's word for a field, beside the printed one; and a work in a few words, for a message.

And what a difference weighs: a catalogue describes the copy that it has, a page is what its keeper wrote; neither accuses.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from refcheck.checks.catalogue import comparisons
from refcheck.checks.certainty import attribute
from refcheck.checks.places import place
from refcheck.matching.kind import has_strangers
from refcheck.messages import Message, joined, phrase, worded
from refcheck.model import (
    Answer,
    Authority,
    Case,
    Difference,
    Evidence,
    Finding,
    Fix,
    Id,
    Match,
    Record,
    Rule,
    Severity,
    Work,
)
from refcheck.text.folding import fold

_LONGEST = 120
"""Characters of a title that are shown; a reader knows the work by then."""

TELLING = ("title", "author", "issued", "container-title", "volume", "issue", "page")
"""The CSL variables that tell a work; behind ``field-`` they are keys of messages."""


def answers_of(case: Case) -> Mapping[Id, Answer]:
    """Return the answers to a case by what was asked for."""
    return {asked.id: asked.answer for asked in case.answers}


def says(record: Record, variable: str, *, cited: str = "", registered: str = "") -> Evidence:
    """Return what a record says of a CSL variable, beside what is cited, with where and when it was said."""
    provenance = record.provenance
    return Evidence(
        registry=provenance.registry,
        url=provenance.url or None,
        retrieved=provenance.retrieved,
        field=variable,
        cited=cited or None,
        registered=registered or None,
    )


def sourced(record: Record, statement: Message) -> Message:
    """Return a statement about a record as a sentence that says who told."""
    return worded("sourced", statement=statement, registry=phrase(record.provenance.registry))


def beside_record(
    case: Case,
    rule: Rule,
    match: Match,
    variable: str,
    said: Message,
    *,
    cited: str = "",
    registered: str,
    text: str = "",
    fix: Fix | None = None,
) -> Finding:
    """Return what is ``said`` of a CSL variable, with both sides as the evidence, at the printed value or a ``text`` in it.

    The fix is left out where nothing says that the record is the cited work's: all authors are other people.
    """
    return Finding(
        rule=rule,
        message=sourced(match.record, said),
        span=place(case.reference, attribute(variable), text),
        evidence=(says(match.record, variable, cited=cited, registered=registered),),
        fix=None if has_strangers(match) else fix,
    )


def printed(variable: str, cited: str, *, beside: str = "") -> Evidence:
    """Return two places of the printed text that are held against each other; no registry was asked."""
    return Evidence(field=variable, cited=cited, registered=beside or None)


def describe(work: Work) -> str:
    """``Marchand (2016), “Talking of Rivers”, Journal of River Studies``, as far as it is known."""
    title = worded("quoted", text=_shortened(work.title)) if work.title else ""
    parts = (creators(work), title, work.container_title or "")
    return joined("parts", filter(None, parts)) or worded("no-title")


def linked(work: Work) -> str:
    """Return the same, with the link of its DOI where it has one."""
    return joined("parts", (describe(work), f"https://doi.org/{work.doi}")) if work.doi else describe(work)


def creators(work: Work) -> str:
    """Return the first author, and the year: ``Marchand et al. (2016)``."""
    names = work.author or work.editor
    year = f"({work.year})" if work.year else ""
    if not names:
        return year
    first = names[0].full_family
    return f"{first}{' et al.' if len(names) > 1 else ''} {year}".strip()


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST else title[:_LONGEST].rstrip() + "…"


def note(rule: Rule) -> Rule:
    """The card of a rule for a finding that is worth knowing and no more; such a one never changes the verdict."""
    return evolve(rule, severity=Severity.INFO)


def unless_short(rule: Rule, difference: Difference) -> Rule:
    """The card of a rule about two names: a note where one may be short for the other, as both have one family name and initial."""
    cited, registered = (
        tuple(map(fold, name.partition(", ")[::2])) for name in (difference.cited, difference.registered)
    )
    return note(rule) if cited[0] == registered[0] and cited[1][:1] == registered[1][:1] else rule


def is_registered(match: Match) -> bool:
    """Whether a record is of who registers the work, so that a difference from it is more than worth a note."""
    return match.record.provenance.standing is Authority.REGISTERED


def weighed(case: Case, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; as notes those that stand on records of catalogues or pages alone.

    One without evidence stands on the record that is held.
    """
    held = () if case.match is None else (case.match,)
    weak = {_source(match) for match in (*held, *case.others) if not is_registered(match)}
    for finding in findings:
        told = {(each.registry, each.url) for each in finding.evidence} or set(map(_source, held))
        is_weak = finding.rule.code in comparisons() and bool(told) and told <= weak
        yield evolve(finding, rule=note(finding.rule)) if is_weak else finding


def _source(match: Match) -> tuple[str | None, str | None]:
    provenance = match.record.provenance
    return provenance.registry, provenance.url or None
