"""What holds of every reader of a structured source, and the rows of its table."""

from typing import Any

import readers_made

from refcheck.identifiers import replay
from refcheck.model import Bibliography, Reference
from refcheck.model.csl import to_csl
from refcheck.writers._common import beside


def assert_as_told(bibliography: Bibliography, row: dict[str, Any]) -> None:
    """A row's ``items``, and what it says of ``identifiers``, ``unread`` and ``lines``."""
    references = bibliography.references
    assert [plain_item(each) for each in references] == row["items"]
    if "identifiers" in row:
        assert [[f"{found.scheme}:{found.value}" for found in each.identifiers] for each in references] == row[
            "identifiers"
        ]
    if "unread" in row:
        assert [[span.of(each.raw) for span in each.unread] for each in references] == row["unread"]
    if "lines" in row:
        assert [bibliography.document.places(each.spans)[0].line for each in references] == row["lines"]


def plain_item(reference: Reference) -> dict[str, Any]:
    """All that was read, as one item of CSL-JSON."""
    return beside(reference) | to_csl(reference.work, key=reference.key)


def assert_sound(bibliography: Bibliography) -> None:
    """What a reader of a structured source promises of whatever it has read, beside what every reader does."""
    readers_made.assert_sound(bibliography)
    for reference in bibliography.references:
        assert reference.structured or reference.unread
        assert all(field.raw == field.span.of(reference.raw) for field in reference.fields)
        for found in reference.identifiers:
            for reading in found.readings():
                assert replay(found.raw + reading.beyond, reading.repairs) == reading.value
