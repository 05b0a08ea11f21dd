"""Records of markup, whose text is written out one a line → a bibliography."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from refcheck.model import Bibliography, Document, Span
from refcheck.readers.entries.given import Given, stated, written_out
from refcheck.readers.entries.stated import Entry, Place, reference


@frozen(kw_only=True)
class Written:
    """A record as it is written out: its values in order, and the line of the source where it begins, 0 if unknown."""

    key: str
    type: str | None
    givens: tuple[Given, ...]
    line: int = 0


def bibliography(records: Iterable[Written], name: str, form: str, notes: tuple[str, ...]) -> Bibliography:
    """One reference for each record that says anything, in order."""
    texts: list[str] = []
    entries: list[Entry] = []
    lines: list[int] = []
    start = 0
    for record in records:
        text, placed = written_out(record.givens)
        if not text:
            continue
        values, places = stated(placed)
        notes_in = tuple(Place("", each.span) for each in placed if each.name == "note")
        span = Span(start, start + len(text))
        entries.append(Entry(key=record.key, span=span, type=record.type, values=values, places=(*places, *notes_in)))
        texts.append(text)
        lines.append(record.line)
        start = span.end + 1
    whole = "\n".join(texts)
    return Bibliography(
        document=Document(name=name, format=form, text=whole, lines=tuple(lines) if all(lines) else ()),
        references=tuple(reference(entry, whole) for entry in entries),
        notes=notes,
    )


def given(name: str, text: str) -> Iterator[Given]:
    """A value that is a text; none where there is no text."""
    if text:
        yield Given(name=name, value=text, text=text)
