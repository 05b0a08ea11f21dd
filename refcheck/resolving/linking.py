"""The links of references: which addresses are asked for, and which copies of those that are gone."""

from collections.abc import Iterable, Mapping, Sequence

from refcheck.identifiers.addresses.archived import copy_at, wanted_copy
from refcheck.model import Answer, Id, Identifier, NotFound, Reference, Scheme


def links(references: Iterable[Reference]) -> tuple[Id, ...]:
    """Every address as it was read, once."""
    return tuple(dict.fromkeys(identifier.id for identifier in _addresses(references)))


def other_links(references: Iterable[Reference], answers: Mapping[Id, Answer]) -> tuple[Id, ...]:
    """The further readings of the addresses that are gone."""
    gone = (identifier for identifier in _addresses(references) if isinstance(answers.get(identifier.id), NotFound))
    return tuple(dict.fromkeys(key for identifier in gone for key in _readings(identifier) if key not in answers))


def copies(references: Sequence[Reference], answers: Mapping[Id, Answer]) -> tuple[Id, ...]:
    """The archived copies to look for: of each address that is gone in every reading, the one nearest to the day of access."""
    return tuple(dict.fromkeys(key for reference in references for key in _copies(reference, answers)))


def possible_copies(references: Iterable[Reference]) -> tuple[Id, ...]:
    """The archived copies that would be looked for if every address were gone."""
    return tuple(
        dict.fromkeys(
            _copy(reference, identifier)
            for reference in references
            for identifier in _addresses((reference,))
            if not copy_at(identifier.value)
        )
    )


def link_ids(reference: Reference, answers: Mapping[Id, Answer]) -> tuple[Id, ...]:
    """What was asked about the links of one reference."""
    asked = (key for identifier in _addresses((reference,)) for key in _readings(identifier))
    return tuple(key for key in dict.fromkeys((*asked, *_copies(reference, answers))) if key in answers)


def _copies(reference: Reference, answers: Mapping[Id, Answer]) -> tuple[Id, ...]:
    return tuple(
        _copy(reference, identifier)
        for identifier in _addresses((reference,))
        if all(isinstance(answers.get(key), NotFound) for key in _readings(identifier))
        and not copy_at(identifier.value)
    )


def _copy(reference: Reference, identifier: Identifier) -> Id:
    return Id(Scheme.URL, wanted_copy(identifier.value, reference.work.accessed or reference.work.issued))


def _addresses(references: Iterable[Reference]) -> tuple[Identifier, ...]:
    return tuple(identifier for reference in references for identifier in reference.of_scheme(Scheme.URL))


def _readings(identifier: Identifier) -> tuple[Id, ...]:
    return tuple(Id(Scheme.URL, reading.value) for reading in identifier.readings())
