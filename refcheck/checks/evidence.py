"""The evidence of a finding: a registry's word for a field, beside the printed one; and a work in a few words, for a message."""

from refcheck.checks.certainty import attribute
from refcheck.checks.places import place
from refcheck.matching.kind import has_strangers
from refcheck.messages import Message, joined, phrase, worded
from refcheck.model import Case, Evidence, Finding, Fix, Match, Record, Rule, Work

_LONGEST = 120
"""Characters of a title that are shown; a reader knows the work by then."""

TELLING = ("title", "author", "issued", "container-title", "volume", "issue", "page")
"""The CSL variables that tell a work; behind ``field-`` they are keys of messages."""


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
