"""Users' decisions: the application of chosen readings, their transfer to changed references, and their TOML."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from attrs import asdict, evolve

from refcheck.model import Bibliography, Candidate, Identifier, Reference, Safety, Scheme, Work
from refcheck.settings.definitions import SHARED
from refcheck.settings.values import Choice, EditDecision, Settings, Waiver


def renamed(before: Bibliography, after: Bibliography) -> Mapping[str, str]:
    """Return the fingerprints that have changed, with the new ones.

    The references are the same in the same order; if their number has changed, they cannot be matched, and the result is empty.
    """
    old, new = ([reference.fingerprint for reference in each.references] for each in (before, after))
    if len(old) != len(new):
        return {}
    return {was: now for was, now in zip(old, new, strict=True) if was != now}


def following(settings: Settings, names: Mapping[str, str]) -> Settings:
    """Return the settings with decisions about renamed references repeated for the new fingerprints."""
    decisions: dict[str, Any] = {name: getattr(settings, name) for name in ("waivers", "choices", "edits")}
    for name, given in decisions.items():
        again = (evolve(each, fingerprint=names[each.fingerprint]) for each in given if each.fingerprint in names)
        decisions[name] = (*given, *again)
    return evolve(settings, **decisions)


_KINDS = {Waiver: "waiver", Choice: "choice", EditDecision: "edit"}
"""The TOML tables of decisions."""


def as_toml(decision: Waiver | Choice | EditDecision, path: PurePath) -> str:
    """Return the table of a decision, for the configuration file at ``path``."""
    values = asdict(decision, filter=lambda field, value: value is not None and field.name not in ("file", "stands_in"))
    lines = [f"{key} = {toml_value(value)}" for key, value in values.items()]
    prefix = "tool.refcheck." if path.name == SHARED else ""
    return "\n".join([f"[[{prefix}{_KINDS[type(decision)]}]]", *lines]) + "\n"


def with_appended(text: str, table: str) -> str:
    """Return a configuration with one more table at its end."""
    if not text:
        return table
    return f"{text}{'' if text.endswith(chr(10)) else chr(10)}\n{table}"


def toml_value(value: str | float | date) -> str:
    """Return a value as TOML, in which strings and numbers are written as in JSON, except DEL."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", r"\u007f")


_FIELDS = {Scheme.DOI: "doi", Scheme.URL: "url", Scheme.ARXIV: "arxiv", Scheme.PMID: "pmid", Scheme.PMCID: "pmcid"}
"""The field of a work with the identifier of each scheme that has one."""


def choose(bibliography: Bibliography, choices: Sequence[Choice]) -> Bibliography:
    """Return the bibliography with the chosen readings.

    A chosen reading is the only one that remains, and is safe, since a person has decided. A choice of a reading that the printed
    text does not allow changes nothing and adds a note.
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
        f"Reference {reference.key}: “{choice.printed}” cannot be read as “{choice.value}”, as {choice.who} chose; it is unchanged."
    )
    return reference


def _reading(identifier: Identifier, choice: Choice) -> Candidate | None:
    """Return the chosen reading of an identifier, with all its repairs marked as safe."""
    if identifier.raw != choice.printed:
        return None
    for reading in identifier.readings():
        if reading.value == choice.value:
            return evolve(reading, repairs=tuple(evolve(each, safety=Safety.SAFE) for each in reading.repairs))
    return None


def _work(work: Work, identifier: Identifier, value: str) -> Work:
    """Return the work with the chosen value, if it had the value of the identifier."""
    name = _FIELDS.get(identifier.scheme)
    if name is None or getattr(work, name) != identifier.value:
        return work
    chosen: dict[str, Any] = {name: value}
    return evolve(work, **chosen)
