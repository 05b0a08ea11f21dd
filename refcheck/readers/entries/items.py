"""References that a source gives one by one, each as printed text or as values."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from refcheck.model import Reference
from refcheck.parsing import Entry, parse_list
from refcheck.readers.entries.given import Placed, given_reference
from refcheck.readers.papers.flow import Mark
from refcheck.readers.papers.links import confirmed, missing
from refcheck.readers.papers.sheet import Sheet


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
