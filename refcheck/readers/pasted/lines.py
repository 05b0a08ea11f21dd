"""One reference a line, of whatever lists. Every line is one, in order, so that references and lines match; only on request."""

from collections.abc import Iterable, Iterator

from refcheck.model import Bibliography, Document, Span
from refcheck.parsing import Entry, parse_each, parse_list

NAME = "lines"


def recognises(name: str, text: str) -> bool:
    """Never: nothing in a text says that each of its lines is a reference."""
    return False


def read(text: str, name: str) -> Bibliography:
    """One reference for each line of the text, an empty one for an empty line."""
    document = Document(name=name, format=NAME, text=text)
    return Bibliography(document=document, references=parse_each(tuple(_entries(text))))


def read_each(references: Iterable[str]) -> Bibliography:
    """One reference for each string of a list, whatever it holds; the document's text is the strings, one a line."""
    texts = tuple(references)
    entries, start = [], 0
    for number, raw in enumerate(texts, start=1):
        entries.append(Entry(key=str(number), raw=raw, spans=(Span(start, start + len(raw)),)))
        start += len(raw) + 1
    document = Document(name="<references>", format=NAME, text="\n".join(texts))
    return Bibliography(document=document, references=parse_list(entries))


def _entries(text: str) -> Iterator[Entry]:
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        raw = line.rstrip("\r\n")
        yield Entry(key=str(number), raw=raw, spans=(Span(start, start + len(raw)),))
        start += len(line)
