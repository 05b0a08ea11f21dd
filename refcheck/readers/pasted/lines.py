"""One reference a line, whatever the line contains, so that references and lines correspond; only used on request."""

from collections.abc import Callable, Iterable, Sequence

from attrs import evolve

from refcheck.model import Bibliography, Reference, Span
from refcheck.parsing import Entry, parse_each, parse_list
from refcheck.readers.entries import listed
from refcheck.readers.single import noted
from refcheck.readers.sources.decoding import decode_text

NAME = "lines"


def recognises(name: str, text: str) -> bool:
    """Return ``False``: nothing in a text shows that each of its lines is a reference."""
    return False


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each line of the text, an empty one for an empty line."""
    bare = ((line.rstrip("\r\n"), line) for line in text.splitlines(keepends=True))
    entries = _entries((raw, len(line) - len(raw)) for raw, line in bare)
    return listed(text, name, NAME, _references(entries, parse_each))


def read_each(references: Iterable[str]) -> Bibliography:
    """Return one reference for each string of a list, whatever it contains; the document's text is the strings, one a line."""
    given = tuple(references)
    texts = tuple(decode_text(each).text for each in given)
    entries = _entries((raw, 1) for raw in texts)
    notes = tuple(decode_text("\n".join(given)).notes())
    return listed("\n".join(texts), "<references>", NAME, _references(entries, parse_list), notes=notes)


def list_read(references: Sequence[Reference]) -> Bibliography:
    """Return the list of references that were read one by one; they keep their keys unless two have the same."""
    is_keyed = len({each.key for each in references}) == len(references)
    places = _entries((each.raw, 1) for each in references)
    listed_anew = (
        evolve(each, spans=place.spans, key=each.key if is_keyed else place.key or "")
        for each, place in zip(references, places, strict=True)
    )
    return listed("\n".join(each.raw for each in references), "<references>", NAME, listed_anew)


def _references(
    entries: Sequence[Entry], parse: Callable[[Sequence[Entry]], tuple[Reference, ...]]
) -> tuple[Reference, ...]:
    """Return the reference of each entry: read from its notation (BibTeX, say), or parsed from its printed form."""
    given = [noted(entry.raw, key=entry.key or "", spans=entry.spans) for entry in entries]
    printed = iter(parse([entry for entry, known in zip(entries, given, strict=True) if known is None]))
    return tuple(next(printed) if known is None else known for known in given)


def _entries(lines: Iterable[tuple[str, int]]) -> list[Entry]:
    """Return an entry for each line, which is given with the length of its line end."""
    entries, start = [], 0
    for number, (raw, end) in enumerate(lines, start=1):
        entries.append(Entry(key=str(number), raw=raw, spans=(Span(start, start + len(raw)),)))
        start += len(raw) + end
    return entries
