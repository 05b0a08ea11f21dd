"""References that a source gives one by one: their values, where they stand, and their identifiers."""

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
"""What stands before an identifier where a reference is written out."""


@frozen(kw_only=True)
class Given:
    """One value as a source gives it: ``name`` is a variable of ``Work``, ``text`` the value as it stands there."""

    name: str
    value: Name | Date | str
    text: str


def written_out(givens: Iterable[Given]) -> tuple[str, tuple[Stated, ...]]:
    """Return a line that holds every value in the order given, and where each stands in it."""
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
    """Yield a value that is a text; none where there is no text."""
    if text:
        yield Given(name=name, value=text, text=text)


def given_date(name: str, text: str, shown: str = "") -> Iterator[Given]:
    """Yield a date, and what is shown of it where that is another text; none where there is no text."""
    if text:
        yield Given(name=name, value=read_date(text) or Date(raw=shown or text), text=shown or text)


def set_beside(givens: Sequence[Given], printed: str) -> tuple[str, tuple[Stated, ...]]:
    """Return a printed text, with identifiers behind it that only ``givens`` have, and where each value stands in it.

    Of a value that is printed otherwise, or twice, only the whole is known.
    """
    told, text = {each.id for each in identifiers.find(printed)}, alphanumerics(printed)

    def is_printed(given: Given) -> bool:
        found = {each.id for each in identifiers.find(_LABELS.get(given.name, "") + given.text)}
        return alphanumerics(given.text) in text or (bool(found) and found <= told)

    unprinted = [each for each in givens if each.name in _IDENTIFIERS and not is_printed(each)]
    behind, placed = written_out(unprinted)
    raw = f"{printed} {behind}".rstrip()
    others = (_found_in(each, raw) for each in givens if each not in unprinted)
    return raw, (*others, *(each._replace(span=each.span.shifted(len(printed) + 1)) for each in placed))


def _found_in(given: Given, raw: str) -> Stated:
    """Return a value where it stands in a text by itself, once, and not within another word or number."""
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
    """One reference: its text, and the values in it; no values where it is printed text that nobody has read yet.

    ``is_printed`` says that the text is how it is printed, and no line that was made of its values.
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
    """Return the reference that values make, written out."""
    raw, values = written_out(givens)
    return Item(raw=raw, values=values, kind=kind, key=key, line=line)


def stated_entry(item: Item, key: str | None, span: Span, looked_in: Iterable[Span]) -> StatedEntry:
    """Return the entry of an item: values as they are given, and where identifiers stand, which may need mending.

    An identifier's value that is none is ``unread``. In more places it is looked for others.
    """
    told = (Place(each.name, each.span, str(each.value)) for each in item.values if each.name in _IDENTIFIERS)
    return StatedEntry(
        key=key or "",
        span=span,
        type=item.kind,
        values=tuple(each for each in item.values if each.name not in _IDENTIFIERS),
        places=(*told, *(Place("", each) for each in looked_in)),
        et_al=item.et_al,
    )


def bibliography(items: Iterable[Item], name: str, form: str, notes: tuple[str, ...]) -> Bibliography:
    """Return one reference for each item with a key that says anything, in order; identifiers are its values, or stand in notes."""
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
            whole = Span(0, len(entry.raw))
            read = evolve(reference(stated_entry(item, entry.key, whole, [whole]), entry.raw), spans=entry.spans)
        else:
            read = confirmed(next(parsed), item.links)
        yield evolve(read, anchor=item.anchor, printed=entry.raw if item.values and item.is_printed else "")
