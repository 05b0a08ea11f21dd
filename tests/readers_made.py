"""What tests of readers share: what must hold of every bibliography, and references as plain values."""

from typing import Any

from attrs import fields_dict
from hypothesis import strategies as st

from refcheck.checks import SURE
from refcheck.identifiers import replay
from refcheck.model import Bibliography, Citation, Reference, Span, Work


def assert_sound(bibliography: Bibliography) -> None:
    """What must hold whatever was read."""
    text = bibliography.document.text
    for reference in bibliography.references:
        assert reference.raw == "\n".join(span.of(text) for span in reference.spans)
        whole = Span(0, len(reference.raw))
        for span in (
            *(field.span for field in reference.fields),
            *(identifier.span for identifier in reference.identifiers),
            *reference.unread,
        ):
            assert whole.start <= span.start <= span.end <= whole.end
        for identifier in reference.identifiers:
            assert identifier.span.of(reference.raw) == identifier.raw
            assert replay(identifier.raw, identifier.repairs) == identifier.value
    for citation in bibliography.citations:
        assert 0 <= citation.span.start < citation.span.end <= len(text)
    if bibliography.document.lines:
        assert len(bibliography.document.lines) == text.count("\n") + text.count("\r") - text.count("\r\n") + 1
    places = bibliography.document.places(span for each in bibliography.references for span in each.spans)
    assert all(place.line >= 1 and place.column >= (0 if bibliography.document.lines else 1) for place in places)


def pieces(*lines: str) -> st.SearchStrategy[str]:
    """Pieces of a format to make documents of: the words of the lines, in which ``_`` is a blank."""
    return st.sampled_from([piece.replace("_", " ") for line in lines for piece in line.split(" ")])


def shown(reference: Reference) -> dict[str, Any]:
    """A reference by what a table may say of it: its key and text, and its work's values as strings and lists of strings."""
    values = {name: getattr(reference.work, name) for name in fields_dict(Work)}
    plain = {
        name: [str(each) for each in value] if isinstance(value, tuple) else value for name, value in values.items()
    }
    dates = {name: str(plain[name] or "") for name in ("issued", "accessed")}
    doubted = sorted(
        {field.name for field in reference.fields if field.confidence is not None and field.confidence < SURE}
    )
    own = {"key": reference.key, "raw": reference.raw, "structured": reference.structured, "doubted": doubted}
    return {**own, **plain, **dates}


def pointed(citation: Citation, text: str) -> dict[str, Any]:
    """A citation by what a table may say of it."""
    return {
        "text": citation.span.of(text),
        "keys": list(citation.keys),
        "names": [str(name) for name in citation.names],
        "year": citation.year,
    }


def assert_row(row: dict[str, Any], bibliography: Bibliography) -> None:
    """That a bibliography holds what a row of a table says: as many references and citations, each with the values named."""
    assert_sound(bibliography)
    text = bibliography.document.text
    _assert_like(row["references"], [shown(reference) for reference in bibliography.references])
    if "citations" in row:
        _assert_like(row["citations"], [pointed(citation, text) for citation in bibliography.citations])
    if "notes" in row:
        assert len(bibliography.notes) == len(row["notes"]), bibliography.notes
        assert all(part in note for part, note in zip(row["notes"], bibliography.notes, strict=True))


def _assert_like(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    assert len(found) == len(wanted), found
    assert [
        {name: "" if each[name] is None else each[name] for name in some}
        for some, each in zip(wanted, found, strict=True)
    ] == wanted
