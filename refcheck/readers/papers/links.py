"""Where the links of a reference lead: identifiers that are not printed, and the right reading of those that are."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from refcheck import identifiers
from refcheck.model import Candidate, Id, Identifier, Reference, Scheme, make_id
from refcheck.readers.papers.flow import Mark


def missing(raw: str, links: Iterable[Mark]) -> Iterator[str]:
    """The targets of links that lead to a DOI, PMID, PMCID, arXiv identifier or Handle which the reference does not print.

    Of an address within a site the identifier alone is told.

    A target that is a printed identifier cut short, as programs make that link what they find up to the first blank, is not
    among them; nor is any other address: what a title or a button is linked with is no part of the reference.
    """
    printed = {reading for each in identifiers.find(raw) for reading in _readings(each)}
    for link in links:
        target = _led_to(link)
        if target is None or any(
            target.scheme is each.scheme and each.value.startswith(target.id.value) for each in printed
        ):
            continue
        printed.add(target.id)
        yield link.value.strip() if "://" in link.value else target.value


def confirmed(reference: Reference, links: Iterable[Mark]) -> Reference:
    """The reference with each identifier read as one of its links has it, where that is one of its readings.

    A link that has only the beginning of the identifier confirms nothing: it was cut at a blank.
    """
    targets = {target.id for link in links if (target := _led_to(link))}
    for identifier in reference.identifiers:
        if identifier.id in targets:
            continue
        others = [each for each in identifier.candidates if not identifier.value.startswith(each.value)]
        reading = next((each for each in others if make_id(identifier.scheme, each.value) in targets), None)
        if reading is not None:
            reference = _read_as(reference, identifier, reading)
    return reference


def _read_as(reference: Reference, identifier: Identifier, reading: Candidate) -> Reference:
    name = identifier.scheme.value
    fields = tuple(
        evolve(field, value=reading.value, repairs=reading.repairs)
        if field.name == name and field.span == identifier.span
        else field
        for field in reference.fields
    )
    work = reference.work
    if getattr(work, name, None) == identifier.value:
        work = evolve(work, **{name: reading.value})  # type: ignore[arg-type]  # by name
    return evolve(
        reference,
        work=work,
        fields=fields,
        identifiers=tuple(each.read_as(reading) if each is identifier else each for each in reference.identifiers),
    )


def _led_to(link: Mark) -> Identifier | None:
    """The identifier whose resolver a link leads to."""
    if any(map(str.isspace, link.value.strip())):
        return None
    found = identifiers.find(link.value)
    return found[0] if len(found) == 1 and found[0].scheme is not Scheme.URL else None


def _readings(identifier: Identifier) -> Iterator[Id]:
    return (make_id(identifier.scheme, reading.value) for reading in identifier.readings())
