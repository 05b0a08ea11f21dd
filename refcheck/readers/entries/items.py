"""References that a source states one by one: their values, spans and identifiers."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from refcheck import identifiers
from refcheck.model import Bibliography, Date, Document, Name, Reference, Span
from refcheck.parsing import Entry, parse_list
from refcheck.parsing.dates import read_date
from refcheck.readers.entries.stated import Entry as StatedEntry
from refcheck.readers.entries.stated import Place, Stated, reference
from refcheck.readers.papers.flow import Mark
from refcheck.readers.papers.links import confirmed, missing
from refcheck.readers.papers.sheet import Sheet
from refcheck.text.folding import alphanumerics

_IDENTIFIERS = frozenset({"doi", "url", "isbn", "issn", "pmid", "pmcid", "arxiv"})
"""Variables whose values are identifiers."""

_LABELS = {"doi": "doi:", "pmid": "PMID: ", "isbn": "ISBN ", "issn": "ISSN ", "arxiv": "arXiv:"}
"""Labels before identifiers in a reference that is written out."""


@frozen(kw_only=True)
class Given:
    """One value from a source: ``name`` is a variable of ``Work``, ``text`` the value as the source has it."""

    name: str
    value: Name | Date | str
    text: str


def written_out(givens: Iterable[Given]) -> tuple[str, tuple[Stated, ...]]:
    """Return a line with every value in the given order, and the values with their spans in it."""
    parts: list[str] = []
    placed: list[Stated] = []
    length = 0
    last: Given | None = None
    for given in givens:
        text = " ".join(given.text.split())
        if not text:
            continue
        both_names = last is not None and last.name == given.name and isinstance(given.value, Name)
        before = "" if last is None else ", " if both_names else " " if parts[-1].endswith((".", "?", "!")) else ". "
        before += _LABELS.get(given.name, "")
        start = length + len(before)
        parts += [before, text]
        length = start + len(text)
        placed.append(Stated(name=given.name, value=given.value, span=Span(start, length)))
        last = given
    return "".join(parts), tuple(placed)


def given(name: str, text: str) -> Iterator[Given]:
    """Yield a value that is a text; nothing if the text is empty."""
    if text:
        yield Given(name=name, value=text, text=text)


def given_date(name: str, text: str, shown: str = "") -> Iterator[Given]:
    """Yield a date, with the text that is displayed for it if that is another; nothing if ``text`` is empty."""
    if text:
        yield Given(name=name, value=read_date(text) or Date(raw=shown or text), text=shown or text)


def set_beside(givens: Sequence[Given], printed: str) -> tuple[str, tuple[Stated, ...]]:
    """Return a printed text, followed by the identifiers that only ``givens`` have, and the values with their spans in it.

    The span of a value that is printed in another form, or twice, is the whole text.
    """
    printed_ids, text = {each.id for each in identifiers.find(printed)}, alphanumerics(printed)

    def is_printed(given: Given) -> bool:
        found = {each.id for each in identifiers.find(_LABELS.get(given.name, "") + given.text)}
        return alphanumerics(given.text) in text or (bool(found) and found <= printed_ids)

    unprinted = [each for each in givens if each.name in _IDENTIFIERS and not is_printed(each)]
    added, placed = written_out(unprinted)
    raw = f"{printed} {added}".rstrip()
    others = (_found_in(each, raw) for each in givens if each not in unprinted)
    return raw, (*others, *(each._replace(span=each.span.shifted(len(printed) + 1)) for each in placed))


def _found_in(given: Given, raw: str) -> Stated:
    """Return a value with its span in a text; with the whole text's, unless it occurs just once outside words and numbers."""
    starts = [
        at for at in range(len(raw)) if raw.startswith(given.text, at) and _is_alone(raw, at, at + len(given.text))
    ]
    span = Span(starts[0], starts[0] + len(given.text)) if len(starts) == 1 else Span(0, len(raw))
    return Stated(name=given.name, value=given.value, span=span)


def _is_alone(raw: str, start: int, end: int) -> bool:
    beside = raw[max(0, start - 1) : start], raw[end : end + 1]
    return not any(each.isascii() and each.isalnum() for each in beside)


@frozen(kw_only=True)
class Item:
    """One reference: its text, and the values in it; no values if it is printed text that is still to be parsed.

    ``is_printed`` says that the text is the printed form, and not a line that was composed of the values.
    """

    raw: str
    values: tuple[Stated, ...] = ()
    kind: str | None = None
    et_al: bool = False
    links: tuple[Mark, ...] = ()
    key: str | None = None
    line: int = 0
    anchor: str = ""
    is_printed: bool = False


def item_of(givens: Iterable[Given], *, key: str | None = None, kind: str | None = None, line: int = 0) -> Item:
    """Return a reference that is written out from its values."""
    raw, values = written_out(givens)
    return Item(raw=raw, values=values, kind=kind, key=key, line=line)


def stated_entry(item: Item, key: str | None, span: Span, looked_in: Iterable[Span]) -> StatedEntry:
    """Return the entry of an item: its values, and the spans of its identifiers, which may need repair.

    A value that should be an identifier and is not one is ``unread``. The spans ``looked_in`` are searched for further identifiers.
    """
    stated = (Place(each.name, each.span, str(each.value)) for each in item.values if each.name in _IDENTIFIERS)
    return StatedEntry(
        key=key or "",
        span=span,
        type=item.kind,
        values=tuple(each for each in item.values if each.name not in _IDENTIFIERS),
        places=(*stated, *(Place("", each) for each in looked_in)),
        et_al=item.et_al,
    )


def bibliography(items: Iterable[Item], name: str, form: str, notes: tuple[str, ...]) -> Bibliography:
    """Return one reference for each item that is not empty, in order; identifiers are among its values, or in its notes."""
    sheet = Sheet()
    entries: list[StatedEntry] = []
    for item in filter(lambda each: each.raw, items):
        noted = [each.span for each in item.values if each.name == "note"]
        entries.append(stated_entry(item, item.key, sheet.write(item.raw, line=item.line), noted))
    whole = sheet.text
    return Bibliography(
        document=Document(name=name, format=form, text=whole, lines=sheet.lines),
        references=tuple(reference(entry, whole) for entry in entries),
        notes=notes,
        is_cut=bool(notes),
    )


def write_items(items: Sequence[Item], sheet: Sheet) -> tuple[Reference, ...]:
    """Write each item as a line, with the targets of its links that it does not print, and read it.

    The key of an item without one is its place, counted from 1.
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
            whole = Span(0, len(entry.raw))
            read = evolve(reference(stated_entry(item, entry.key, whole, [whole]), entry.raw), spans=entry.spans)
        else:
            read = confirmed(next(parsed), item.links)
        yield evolve(read, anchor=item.anchor, printed=entry.raw if item.values and item.is_printed else "")
