"""What holds of every reader of a structured source, and the rows of its table."""

from typing import Any

from refcheck import identifiers
from refcheck.model import Bibliography, Reference
from refcheck.model.csl import to_csl
from refcheck.writers._beside import beside


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
    """What a reader promises of whatever it has read."""
    for reference in bibliography.references:
        assert reference.raw == "\n".join(span.of(bibliography.document.text) for span in reference.spans)
        assert reference.structured or reference.unread
        _assert_within(reference)
        for field in reference.fields:
            assert field.raw == field.span.of(reference.raw)
        for found in reference.identifiers:
            assert found.raw == found.span.of(reference.raw)
            for reading in found.readings():
                assert identifiers.replay(found.raw, reading.repairs) == reading.value


def _assert_within(reference: Reference) -> None:
    spans = [each.span for each in (*reference.fields, *reference.identifiers)]
    for span in (*spans, *reference.unread):
        assert 0 <= span.start <= span.end <= len(reference.raw)
