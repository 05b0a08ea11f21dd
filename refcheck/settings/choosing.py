"""A person's choice between the readings of a printed identifier, applied before anybody is asked."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from refcheck.model import Bibliography, Candidate, Identifier, Reference, Safety, Scheme, Work
from refcheck.settings.values import Choice

_FIELDS = {Scheme.DOI: "doi", Scheme.URL: "url", Scheme.ARXIV: "arxiv", Scheme.PMID: "pmid", Scheme.PMCID: "pmcid"}
"""Where a work holds an identifier of a scheme of which it has one."""


def choose(bibliography: Bibliography, choices: Sequence[Choice]) -> Bibliography:
    """The bibliography with the chosen readings.

    A chosen reading is the only one left, and safe: somebody has looked. A choice of a reading that the printed text does not
    allow changes nothing and leaves a note.
    """
    if not choices:
        return bibliography
    notes: list[str] = []
    references = []
    for reference in bibliography.references:
        for choice in choices:
            if choice.fingerprint == reference.fingerprint:
                reference = _chosen(reference, choice, notes)
        references.append(reference)
    return evolve(bibliography, references=tuple(references), notes=(*bibliography.notes, *notes))


def _chosen(reference: Reference, choice: Choice, notes: list[str]) -> Reference:
    for number, identifier in enumerate(reference.identifiers):
        reading = _reading(identifier, choice)
        if reading is not None:
            others = reference.identifiers
            read = evolve(identifier.read_as(reading), candidates=())
            work = _work(reference.work, identifier, read.value)
            return evolve(reference, work=work, identifiers=(*others[:number], read, *others[number + 1 :]))
    notes.append(
        f"Reference {reference.key}: “{choice.printed}” cannot be read as “{choice.value}”, as {choice.who} chose; it was left."
    )
    return reference


def _reading(identifier: Identifier, choice: Choice) -> Candidate | None:
    """The chosen reading of an identifier, each of its repairs safe now."""
    if identifier.raw != choice.printed:
        return None
    for reading in identifier.readings():
        if reading.value == choice.value:
            return evolve(reading, repairs=tuple(evolve(each, safety=Safety.SAFE) for each in reading.repairs))
    return None


def _work(work: Work, identifier: Identifier, value: str) -> Work:
    """The work with the chosen value, where it had the other one."""
    name = _FIELDS.get(identifier.scheme)
    if name is None or getattr(work, name) != identifier.value:
        return work
    chosen: dict[str, Any] = {name: value}
    return evolve(work, **chosen)
