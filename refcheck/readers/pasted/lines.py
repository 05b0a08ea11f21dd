"""One reference a line, of whatever lists. Every line is one, in order, so that references and lines match; only on request."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from refcheck.model import Bibliography, Reference, Span
from refcheck.parsing import Entry, parse_each, parse_list
from refcheck.readers.entries import listed
from refcheck.readers.single import noted
from refcheck.readers.sources.decoding import decode_text

NAME = "lines"


def recognises(name: str, text: str) -> bool:
    """Never: nothing in a text says that each of its lines is a reference."""
    return False


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each line of the text, an empty one for an empty line."""
    return listed(text, name, NAME, _references(tuple(_entries(text)), parse_each))


def read_each(references: Iterable[str]) -> Bibliography:
    """Return one reference for each string of a list, whatever it holds; the document's text is the strings, one a line."""
    given = tuple(references)
    texts = tuple(decode_text(each).text for each in given)
    entries, start = [], 0
    for number, raw in enumerate(texts, start=1):
        entries.append(Entry(key=str(number), raw=raw, spans=(Span(start, start + len(raw)),)))
        start += len(raw) + 1
    notes = tuple(decode_text("\n".join(given)).notes())
    return listed("\n".join(texts), "<references>", NAME, _references(entries, parse_list), notes=notes)


def _references(
    entries: Sequence[Entry], parse: Callable[[Sequence[Entry]], tuple[Reference, ...]]
) -> tuple[Reference, ...]:
    """Return the reference of each entry: as its notation gives it, or as the parser reads what is printed."""
    given = [noted(entry.raw, key=entry.key or "", spans=entry.spans) for entry in entries]
    printed = iter(parse([entry for entry, known in zip(entries, given, strict=True) if known is None]))
    return tuple(next(printed) if known is None else known for known in given)


def _entries(text: str) -> Iterator[Entry]:
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        raw = line.rstrip("\r\n")
        yield Entry(key=str(number), raw=raw, spans=(Span(start, start + len(raw)),))
        start += len(line)
