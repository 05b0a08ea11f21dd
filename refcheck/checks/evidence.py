"""What a finding stands on: a registry's word for a field, beside the printed one."""

from refcheck.messages import Message, phrase, worded
from refcheck.model import Evidence, Record


def says(record: Record, variable: str, *, cited: str = "", registered: str = "") -> Evidence:
    """What a record says of a CSL variable, beside what is cited, with where and when it was said."""
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
    """A statement about a record as a sentence that says who told."""
    return worded("sourced", statement=statement, registry=phrase(record.provenance.registry))


def printed(variable: str, cited: str, *, beside: str = "") -> Evidence:
    """Two places of the printed text that are held against each other; no registry was asked."""
    return Evidence(field=variable, cited=cited, registered=beside or None)
