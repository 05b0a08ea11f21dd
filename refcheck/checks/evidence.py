"""The evidence of a finding: a registry's value of a field with the printed value; and short descriptions of works for messages.

Also the weight of a difference: a catalogue describes the copy that it has, and a web page says what its author wrote, so a
difference from either is only a note.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from refcheck.checks.catalogue import comparisons
from refcheck.checks.certainty import attribute
from refcheck.checks.places import adds_neighbour, place
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
from refcheck.text.characters import LOST
from refcheck.text.folding import fold

_LONGEST = 120
"""The most characters of a title that are shown; they are enough to recognise the work."""

TELLING = ("title", "author", "issued", "container-title", "volume", "issue", "page")
"""The CSL variables that identify a work; with the prefix ``field-`` they are keys of messages."""


def answers_of(case: Case) -> Mapping[Id, Answer]:
    """Return the answers in a case, by the identifier that was looked up."""
    return {asked.id: asked.answer for asked in case.answers}


def says(record: Record, variable: str, *, cited: str = "", registered: str = "") -> Evidence:
    """Return the evidence that a record gives for a CSL variable: the registered and the cited value, registry, URL and date."""
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
    """Return a statement about a record as a sentence that names the registry."""
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
    """Return the finding ``said`` about a CSL variable, with both values as evidence, at the printed value or a ``text`` in it.

    The fix is left out if all authors are different people, as the record may then be that of another work, if the record has
    lost a character of it, and if a word that it adds is printed beside it: "Machado" for "Machado Neto" before "Neto".
    """
    is_unfit = has_strangers(match) or (
        fix is not None and (LOST in fix.replacement or adds_neighbour(case.reference.raw, fix))
    )
    return Finding(
        rule=rule,
        message=sourced(match.record, said),
        span=place(case.reference, attribute(variable), text),
        evidence=(says(match.record, variable, cited=cited, registered=registered),),
        fix=None if is_unfit else fix,
    )


def printed(variable: str, cited: str, *, beside: str = "") -> Evidence:
    """Return the evidence of two printed values that contradict each other; no registry is involved."""
    return Evidence(field=variable, cited=cited, registered=beside or None)


def describe(work: Work) -> str:
    """Return a short description of a work: ``Marchand (2016), “Talking of Rivers”, Journal of River Studies``."""
    title = worded("quoted", text=_shortened(work.title)) if work.title else ""
    parts = (creators(work), title, work.container_title or "")
    return joined("parts", filter(None, parts)) or worded("no-title")


def linked(work: Work) -> str:
    """Return the description of a work, followed by the link of its DOI, if it has one."""
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
    """Return the card of a rule with the severity of a note, for findings that only inform and never change the verdict."""
    return evolve(rule, severity=Severity.INFO)


def unless_short(rule: Rule, difference: Difference) -> Rule:
    """Return the card of a rule about two names: a note if they share family name and initial, so may be one person's."""
    cited, registered = (
        tuple(map(fold, name.partition(", ")[::2])) for name in (difference.cited, difference.registered)
    )
    return note(rule) if cited[0] == registered[0] and cited[1][:1] == registered[1][:1] else rule


def is_registered(match: Match) -> bool:
    """Return whether a record is from a registry of works, so that a difference from it is more than a note."""
    return match.record.provenance.standing is Authority.REGISTERED


def weighed(case: Case, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings, with those that are based only on records of catalogues or on web pages turned into notes.

    A finding without evidence is based on the matched record.
    """
    held = () if case.match is None else (case.match,)
    weak = {_source(match) for match in (*held, *case.others) if not is_registered(match)}
    for finding in findings:
        sources = {(each.registry, each.url) for each in finding.evidence} or set(map(_source, held))
        is_weak = finding.rule.code in comparisons() and bool(sources) and sources <= weak
        yield evolve(finding, rule=note(finding.rule)) if is_weak else finding


def _source(match: Match) -> tuple[str | None, str | None]:
    provenance = match.record.provenance
    return provenance.registry, provenance.url or None
