"""One reference explained line by line: how it was read and repaired, the registries queried, the comparison and the findings."""

from collections.abc import Iterator

from refcheck.model import (
    Agreement,
    CheckedReference,
    Comparison,
    Field,
    Found,
    Identifier,
    LookupResult,
    NotFound,
    Searched,
    Unavailable,
)
from refcheck.reports.ordering import most_severe_first
from refcheck.reports.phrases import MESSAGE_LENGTH, as_printed, verdict_phrase
from refcheck.text.visible import brief

_INDENT = "  "


def explanation(audited: CheckedReference) -> str:
    """Return the explanation, each section below its heading, ending in a newline."""
    case = audited.case
    match = case.match
    parts = {
        "printed": [as_printed(case.reference)],
        "read as": [f"type  {case.reference.work.type or 'not known'}", *map(_field, case.reference.fields)],
        "identifiers": [line for each in case.reference.identifiers for line in _identifier(each)],
        "asked": [*map(_asked, case.answers), *([_searched(case.search)] if case.search else [])],
        f"compared with {match.record.provenance.registry}" if match else "compared with nothing": (
            [match.record.provenance.url, *map(_agreement, match.agreements)] if match else []
        ),
        "not settled": [audited.unsettled] if audited.unsettled else [],
        "found": [f"{each.severity.value}  {each}" for each in most_severe_first(audited.findings)],
    }
    lines = [str(audited), *(line for heading, body in parts.items() for line in _section(heading, body))]
    return "\n".join([*lines, f"verdict: {verdict_phrase(audited.verdict)}"]) + "\n"


def _section(heading: str, body: list[str]) -> Iterator[str]:
    if body:
        yield brief(heading, MESSAGE_LENGTH)
        yield from (_INDENT + brief(line, MESSAGE_LENGTH) for line in body)


def _field(field: Field) -> str:
    sure = "" if field.confidence is None else f"  ({field.confidence:.0%} sure)"
    return f"{field.name.replace('_', '-')}  {field.value}{sure}"


def _identifier(identifier: Identifier) -> Iterator[str]:
    yield f"{identifier.scheme.value}  {identifier.value}"
    for repair in identifier.repairs:
        yield f"{_INDENT}{repair.code}: “{repair.before}” became “{repair.after}”: {repair.why}"
    for candidate in identifier.candidates:
        yield f"{_INDENT}or {candidate.value}"


def _asked(asked: LookupResult) -> str:
    answer = asked.answer
    if isinstance(answer, Found):
        return f"{asked.id.value}: found in {answer.record.provenance.registry}"
    if isinstance(answer, NotFound):
        is_nowhere = answer.scope.value == "registration"
        where = f"not registered, according to {answer.registry}" if is_nowhere else f"not found in {answer.registry}"
        return f"{asked.id.value}: {where}"
    return f"{asked.id.value}: {answer.registry} gave no usable answer: {answer.why}"


def _searched(searched: Searched) -> str:
    answer = searched.answer
    if isinstance(answer, Unavailable):
        return f"search: {answer.registry} gave no usable answer: {answer.why}"
    return f"search: hits from {answer.registry}: {len(answer.hits)}"


def _agreement(agreement: Agreement) -> str:
    said = f"{agreement.field}  {agreement.comparison.value}"
    if agreement.comparison in (Comparison.SAME, Comparison.CANNOT_COMPARE):
        return said
    return f"{said}: cited “{agreement.cited}”, registered “{agreement.registered}”"
