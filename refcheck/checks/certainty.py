"""How certain it is that a reference and each of its fields were read correctly."""

from refcheck.identifiers.official_numbers import known_by
from refcheck.model import Case, Comparison, Field, Reference
from refcheck.parsing.splitting.sections import refers_back

SURE = 0.5
"""A field of lower confidence is more likely misread than not, and is not held against the reference. Source: even odds."""


_UNTITLED = frozenset({"personal_communication", "interview", "manuscript", "patent", "legal_case", "legislation"})
"""CSL types whose references may have no title, and are identified by people, dates, shelf marks and numbers."""

_MOST = 0.5
"""An entry of which a larger part was not read counts as not understood. Source: a majority."""


def is_understood(reference: Reference) -> bool:
    """Return whether an entry was understood as a whole; that of a structured source always is."""
    if reference.structured or not reference.raw.strip() or is_short_form(reference):
        return True
    work, unread = reference.work, sum(len(span) for span in reference.unread)
    located = work.title or reference.identifiers or ((work.volume or work.container_title) and work.page)
    is_known = bool(located) or work.type in _UNTITLED or bool(known_by(reference))
    return is_known and unread <= _MOST * len(reference.raw)


def is_short_form(reference: Reference) -> bool:
    """Return whether an entry is not a work but refers back to an earlier one: "Ibid., 52.", "Lund, supra note 3"."""
    return reference.is_unread and refers_back(reference.raw)


def is_doubted(reference: Reference) -> bool:
    """Return whether all fields were read with doubt, as in a text that may begin or end elsewhere, or may not be a reference."""
    return bool(reference.fields) and all(map(_is_doubtful, reference.fields))


def _is_doubtful(field: Field) -> bool:
    return field.confidence is not None and field.confidence < SURE


def is_fragment(reference: Reference) -> bool:
    """Return whether a reference may be a part of another one: its beginning or end is uncertain, and it has no title or author."""
    return is_doubted(reference) and not (reference.work.title or reference.work.author)


def attribute(variable: str) -> str:
    """Return the attribute of a ``Work`` for a CSL variable: ``container_title`` for ``container-title``, ``isbn`` for ``ISBN``."""
    return variable.replace("-", "_").lower()


def read_with_certainty(reference: Reference, *names: str) -> bool:
    """Return whether none of the named fields was read with doubt; structured and missing fields never are."""
    return not any(field.name in names and _is_doubtful(field) for field in reference.fields)


def unsure(reference: Reference) -> tuple[str, ...]:
    """Return the names of the fields that were read with doubt, each once, and ``""`` if a part was not understood at all."""
    doubtful = [field.name for field in filter(_is_doubtful, reference.fields)]
    is_lost = any(any(map(str.isalnum, span.of(reference.raw))) for span in reference.unread)
    return tuple(dict.fromkeys([*doubtful, ""] if is_lost else doubtful))


def confirmed(case: Case, variable: str) -> bool:
    """Return whether the matched record agrees with the reference in a CSL variable, which is then correct."""
    return case.match is not None and case.match.agrees(variable)


def compared(case: Case, variable: str) -> bool:
    """Return whether the reference and the matched record were compared in a CSL variable, whatever the result."""
    agreement = case.match.agreement(variable) if case.match else None
    return agreement is not None and agreement.comparison is not Comparison.CANNOT_COMPARE
