"""Every repair of an identifier is a finding of its own code."""

from collections.abc import Iterable, Iterator

from refcheck.checks.evidence import says
from refcheck.checks.replacement import replacement
from refcheck.identifiers import repair_rules
from refcheck.model import Asked, Case, Evidence, Finding, Found, Identifier

_ESCAPES = ("-with-latex-escape", "-with-html-entity")
"""How the codes of repairs end that undo an escape: BibTeX writes ``\\_``, and JATS ``&lt;``."""


def repaired(case: Case) -> Iterator[Finding]:
    """The repairs that led from the printed identifiers to their readings, one finding for each code in an identifier.

    The fix is the whole identifier as read. Where a registry holds the reading, that is the evidence. The escapes of a structured
    source are its format's and no fault.
    """
    for identifier in case.reference.identifiers:
        if not identifier.repairs:
            continue
        fix = replacement(case.reference, identifier)
        evidence = _confirmation(case.answers, identifier)
        for repair in {repair.code: repair for repair in reversed(identifier.repairs)}.values():
            if case.reference.structured and repair.code.endswith(_ESCAPES):
                continue
            yield Finding(
                rule=repair_rules()[repair.code],
                message=f"“{identifier.raw}” was read as “{identifier.value}”: {repair.why}.",
                span=identifier.span,
                evidence=evidence,
                fix=fix,
            )


def _confirmation(answers: Iterable[Asked], identifier: Identifier) -> tuple[Evidence, ...]:
    """Who holds the identifier as it was read."""
    return tuple(
        says(asked.answer.record, identifier.scheme.value, cited=identifier.raw, registered=identifier.value)
        for asked in answers
        if isinstance(asked.answer, Found) and asked.id == identifier.id
    )
