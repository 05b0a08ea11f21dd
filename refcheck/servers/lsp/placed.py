"""An open document: cut into parts that can be read one by one, so that a keystroke costs one entry and not five thousand; and the
places in it of keys, and of references with their findings after the audit.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import NamedTuple

from attrs import evolve, frozen

from refcheck.errors import SourceError
from refcheck.fixing import ENTRY, ITEM, LISTS, TEXTS, Seen, occurrences, seen
from refcheck.model import Bibliography, CheckedReference, Document, Finding, Span
from refcheck.readers import read, read_bytes
from refcheck.servers.lsp.protocol import Lines


class Part(NamedTuple):
    """A stretch of a document, the text that must be read before it to understand it, and the offset at which it begins."""

    text: str
    before: str
    start: int

    @property
    def whole(self) -> str:
        """The whole text that is read; it identifies the part."""
        return self.before + self.text


_BIBTEX = re.compile(r"^(?:[ \t]*%[^\r\n]*\r?\n)*[ \t]*@", re.MULTILINE)
"""The start of an entry, with the comments right above it, which may be about it."""

_RIS = re.compile(r"^[ \t]*TY  - ", re.MULTILINE)

_STRING = re.compile(r"[ \t]*@[ \t]*string\b", re.IGNORECASE)
_INHERITS = re.compile(r"\b(?:crossref|xdata|xref)\s*=", re.IGNORECASE)

_HEIRS = ("crossref", "xdata", "xref")
"""The names of those fields: most files have none, and a search for a word is faster than one for an expression."""

_FORMATS = {".bib": ("bibtex", _BIBTEX), ".bibtex": ("bibtex", _BIBTEX), ".ris": ("ris", _RIS)}


def parts_of(name: str, text: str) -> list[Part]:
    """Return the parts of a document; if its entries inherit from each other, or if it has no entries, it is a single part."""
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
    """Return the references of a part, with spans counted from its start; none if it cannot be read."""
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
    """Yield the keys that can be cited, and the works that they refer to."""
    for reference in bibliography.references:
        yield reference.key, str(reference.work)


_OPEN_CITE = re.compile(r"\\(?:[A-Za-z]*[cC]ite[A-Za-z]*|nocite)\*?(?:\s*\[[^\]\n]*\]){0,2}\s*\{[^{}\n]*?([^{},\s]*)\Z")
r"""A citation that is being typed: ``\cite{doe``, ``\citep[5]{doe, r``."""
_OPEN_ROLE = re.compile(r":cite(?::\w+)?:`[^`\n]*?([^`,\s]*)\Z")
"""A citation that is being typed: ``:cite:`do``, ``:cite:t:`doe, r``."""
_OPEN_AT = re.compile(r"(?<![\w@.\\])@([\w:.#$%&+?<>~/-]*)\Z")
"""A citation that is being typed: ``@do``, ``[see @``."""

_GIVING: Mapping[str, re.Pattern[str]] = {**dict.fromkeys(LISTS, ENTRY), ".tex": ITEM}
"""Patterns of the place where an entry is given its key, by the ending of the file's name."""


def key_given(name: str, text: str, span: Span, key: str) -> Span | None:
    """Return where the entry at a span is given its key; ``None`` if it has no key of its own there."""
    pattern = _GIVING.get(PurePath(name).suffix.lower())
    found = pattern.search(text, span.start, span.end) if pattern else None
    return Span(*found.span(1)) if found and found[1] == key else None


def given(name: str, text: str) -> Iterator[tuple[str, Span]]:
    """Yield the keys that the entries of a text are given, and their spans."""
    if pattern := _GIVING.get(PurePath(name).suffix.lower()):
        yield from ((found[1], Span(*found.span(1))) for found in pattern.finditer(text))


def key_at(name: str, text: str, offset: int) -> tuple[str, Span] | None:
    """Return the key at an offset, and its span."""
    return next((each for each in occurrences(name, text) if each[1].start <= offset <= each[1].end), None)


def typed_prefix(name: str, text: str, offset: int) -> str | None:
    """Return the start of a key that is being typed at an offset; ``None`` where no key can be."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    suffix = PurePath(name).suffix.lower()
    pattern = {".tex": _OPEN_CITE, ".rst": _OPEN_ROLE}.get(suffix, _OPEN_AT if suffix in TEXTS else None)
    found = pattern.search(line) if pattern else None
    return found[1] if found else None


@frozen(kw_only=True)
class Placed:
    """A reference after the audit, and its place in the document.

    ``start`` is the offset of its part. ``exact`` states whether the text that was read is the source itself, so that every
    character has its place; in markup only lines are known, and ``stretch`` is from the first line to the start of the next
    reference. ``asked`` states whether registries were queried.
    """

    audited: CheckedReference
    document: Document
    start: int
    span: Span
    exact: bool
    stretch: Span
    asked: bool = False

    def span_of(self, finding: Finding, lines: Lines) -> Span:
        """Return the span of a finding in the document: its characters, or the reference's key, or the reference's first line."""
        found = self._place(finding.span, lines.text) if finding.span else None
        return found or self.head(lines)

    def _place(self, span: Span, text: str) -> Span | None:
        if not self.exact:
            found = self.seen(span, text)
            return found.span if found else None
        places = self.audited.case.reference.locate(span)
        return Span(places[0].start, places[-1].end).shifted(self.start) if places else None

    def head(self, lines: Lines) -> Span:
        """Return the span where the reference is given its key, or else its first line."""
        return key_given(self.document.name, lines.text, self.span, self.audited.key) or lines.line_of(self.span)

    def seen(self, span: Span, text: str) -> Seen | None:
        """Return where the text at ``span`` in the reference is in the source of markup."""
        found = seen(self.audited.case.reference.raw, span, self.stretch.of(text))
        return evolve(found, span=found.span.shifted(self.stretch.start)) if found else None
