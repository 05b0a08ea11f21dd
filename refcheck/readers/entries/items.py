"""References that a source gives one by one, as printed text, as values or as records of markup."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from refcheck.model import Bibliography, Document, Reference, Span
from refcheck.parsing import Entry, parse_list
from refcheck.readers.entries.given import Given, Placed, given_reference, stated, written_out
from refcheck.readers.entries.stated import Entry as StatedEntry
from refcheck.readers.entries.stated import Place, reference
from refcheck.readers.papers.flow import Mark
from refcheck.readers.papers.links import confirmed, missing
from refcheck.readers.papers.sheet import Sheet


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
    entries: list[StatedEntry] = []
    lines: list[int] = []
    start = 0
    for record in records:
        text, placed = written_out(record.givens)
        if not text:
            continue
        values, places = stated(placed)
        notes_in = tuple(Place("", each.span) for each in placed if each.name == "note")
        span = Span(start, start + len(text))
        entries.append(
            StatedEntry(key=record.key, span=span, type=record.type, values=values, places=(*places, *notes_in))
        )
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


@frozen(kw_only=True)
class Item:
    """One reference: its text, and the values in it; no values where it is printed text that nobody has read yet."""

    raw: str
    values: tuple[Placed, ...] = ()
    kind: str | None = None
    et_al: bool = False
    links: tuple[Mark, ...] = ()
    key: str | None = None
    line: int = 0


def write_items(items: Sequence[Item], sheet: Sheet) -> tuple[Reference, ...]:
    """Write each item down as a line, with the targets of its links that it does not print, and read it.

    An item without a key has its place as key, counted from 1.
    """
    entries: list[Entry] = []
    for place, item in enumerate(items, start=1):
        raw = item.raw + "".join(f" {target}" for target in missing(item.raw, item.links))
        span = sheet.write(raw, line=item.line)
        entries.append(Entry(key=item.key or str(place), raw=raw, spans=(span,)))
    return tuple(_read(items, entries))


def _read(items: Sequence[Item], entries: Sequence[Entry]) -> Iterator[Reference]:
    printed = [entry for item, entry in zip(items, entries, strict=True) if not item.values]
    parsed = iter(parse_list(printed))
    for item, entry in zip(items, entries, strict=True):
        if item.values:
            yield given_reference(
                key=entry.key or "",
                raw=entry.raw,
                spans=entry.spans,
                values=item.values,
                kind=item.kind,
                et_al=item.et_al,
            )
        else:
            yield confirmed(next(parsed), item.links)
