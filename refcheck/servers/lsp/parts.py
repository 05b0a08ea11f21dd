"""A document cut into parts that can be read one by one, so that a keystroke costs one entry and not five thousand."""

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from attrs import evolve

from refcheck.errors import SourceError
from refcheck.model import Bibliography, Document
from refcheck.readers import read, read_bytes


class Part(NamedTuple):
    """A stretch of a document, what must be read before it to understand it, and where it begins."""

    text: str
    before: str
    start: int

    @property
    def whole(self) -> str:
        """All that is read: what the part is known by."""
        return self.before + self.text


_BIBTEX = re.compile(r"^(?:[ \t]*%[^\r\n]*\r?\n)*[ \t]*@", re.MULTILINE)
"""Where an entry begins, with the comments right above it, which may be about it."""

_RIS = re.compile(r"^[ \t]*TY  - ", re.MULTILINE)

_STRING = re.compile(r"[ \t]*@[ \t]*string\b", re.IGNORECASE)
_INHERITS = re.compile(r"\b(?:crossref|xdata|xref)\s*=", re.IGNORECASE)

_HEIRS = ("crossref", "xdata", "xref")
"""The names of those fields: most files have none, and to look for a word is faster than for an expression."""

_FORMATS = {".bib": ("bibtex", _BIBTEX), ".bibtex": ("bibtex", _BIBTEX), ".ris": ("ris", _RIS)}


def parts_of(name: str, text: str) -> list[Part]:
    """Return the parts of a document. One whose entries inherit from each other, or that has no entries of its own, is one part."""
    known = _FORMATS.get(PurePath(name).suffix.lower())
    lowered = text.lower()
    if known is None or (any(word in lowered for word in _HEIRS) and _INHERITS.search(text)):
        return [Part(text, "", 0)]
    starts = [found.start() for found in known[1].finditer(text)]
    if not starts:
        return [Part(text, "", 0)]
    pieces = [(text[start:end], start) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    strings = "".join(piece for piece, _ in pieces if _STRING.search(piece, 0, 200)) if "string" in lowered else ""
    return [Part(piece, strings, start) for piece, start in pieces]


def read_part(name: str, part: Part) -> Bibliography:
    """Return the references of a part, their places counted from its beginning; none where it cannot be read."""
    known = _FORMATS.get(PurePath(name).suffix.lower())
    try:
        if known is not None and part.whole.strip():
            found = read(part.whole, format=known[0])
        else:
            found = read_bytes(part.whole.encode("utf-8", "replace"), name)
    except SourceError:
        return Bibliography(document=Document(name=name, format="", text=part.text))
    skipped = len(part.before)
    kept = [each for each in found.references if each.spans and each.spans[0].start >= skipped]
    references = tuple(
        evolve(each, spans=tuple(span.shifted(-skipped) for span in each.spans)) if skipped else each for each in kept
    )
    document = evolve(found.document, name=name, text=found.document.text[skipped:])
    return evolve(found, document=document, references=references)


def keys_in(bibliography: Bibliography) -> Iterator[tuple[str, str]]:
    """Yield keys and what they stand for, for whoever cites them."""
    for reference in bibliography.references:
        yield reference.key, str(reference.work)
