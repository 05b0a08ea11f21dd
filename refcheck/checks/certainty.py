"""How surely a field of the printed reference was read."""

from refcheck.model import Case, Comparison, Field, Reference

SURE = 0.5
"""A field that is likelier misread than not is not held against anybody. Source: set by hand: the even chance."""


def attribute(variable: str) -> str:
    """Return the attribute of a ``Work`` for a CSL variable: ``container_title`` for ``container-title``, ``isbn`` for ``ISBN``."""
    return variable.replace("-", "_").lower()


def surely_read(reference: Reference, *names: str) -> bool:
    """Return whether none of the fields was read with doubt. A field that was given as such, or has no reading, is not doubted."""
    return not any(_doubtful(field) for field in reference.fields if field.name in names)


def _doubtful(field: Field) -> bool:
    return field.confidence is not None and field.confidence < SURE


def confirmed(case: Case, variable: str) -> bool:
    """Return whether a record has a CSL variable as the reference has it: then the reference does not err in it."""
    agreement = case.match.agreement(variable) if case.match else None
    return agreement is not None and agreement.comparison in (Comparison.SAME, Comparison.VARIANT)


def compared(case: Case, variable: str) -> bool:
    """Return whether a record was held against the reference in a CSL variable, with whatever result."""
    agreement = case.match.agreement(variable) if case.match else None
    return agreement is not None and agreement.comparison is not Comparison.CANNOT_COMPARE
