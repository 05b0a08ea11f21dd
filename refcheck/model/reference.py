"""A reference, the list that it stands in, and the places in the text that point to it."""

import hashlib
import unicodedata
from collections.abc import Mapping

from attrs import field, frozen

from refcheck.model.identifier import Identifier, Repair, Scheme
from refcheck.model.span import Document, Span, interned
from refcheck.model.work import Name, Work

_FARTHEST = 100
"""How many characters of a link's text stand behind an identifier in it, or of its target before one, at most. Source: by hand."""


@frozen(kw_only=True, weakref_slot=False)
class Field:
    """Where one field of a ``Work`` was read: ``name`` is the attribute, ``span`` lies within ``Reference.raw``.

    ``confidence`` is the probability that the reading is right, or ``None`` for a field that was given as such
    (a structured format), which is as sure as can be.
    """

    name: str = field(converter=interned)
    value: str = field(converter=interned)
    span: Span
    raw: str
    repairs: tuple[Repair, ...] = ()
    confidence: float | None = None


DOUBTED = 0.4
"""The highest confidence of what may be another value: less than what is held against anybody. Source: set by hand."""


@frozen
class Link:
    """A link whose text, at ``span`` of ``Reference.raw``, is a DOI, and the address of another DOI to which it leads."""

    span: Span
    target: str


@frozen(kw_only=True)
class Reference:
    """One entry of a reference list.

    ``raw`` is the entry as printed: the pieces of the document's text at ``spans``, joined by newlines. The spans of
    ``fields``, ``identifiers`` and ``unread`` (what was not understood) lie within ``raw``. ``key`` is the entry's own
    number or key, else its place in the list, counted from 1. ``printed`` is how the list prints an entry whose ``raw`` is
    what a citation program keeps in a field, or holds the target of a link; it is empty where nothing prints it, and where
    ``raw`` is what is printed and its fields were read from that; where they are marked in it, it is ``raw``.
    ``anchor`` is the name by which pointers of its XML lead to it, where that has one.
    ``links`` are those that lead elsewhere than their text says. ``in_list`` numbers the lists under headings in other words.
    """

    key: str
    raw: str
    printed: str = ""
    spans: tuple[Span, ...] = ()
    work: Work
    fields: tuple[Field, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    unread: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    anchor: str = ""
    in_list: int = 0

    @property
    def structured(self) -> bool:
        """Whether fields were given as such (BibTeX, RIS, CSL-JSON …), so that ``raw`` is no printed reference."""
        return any(field.confidence is None for field in self.fields)

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits by which the reference is known again, whatever its number, spacing, case and dashes.

        They begin the SHA-256 of the letters and digits of ``raw`` (NFKC, case folded).
        """
        folded = unicodedata.normalize("NFKC", self.raw).casefold()
        return hashlib.sha256("".join(filter(str.isalnum, folded)).encode("utf-8", "replace")).hexdigest()[:12]

    def field(self, name: str) -> Field | None:
        """Return the first field of that name, if it was read."""
        return next((field for field in self.fields if field.name == name), None)

    def of_scheme(self, scheme: Scheme) -> tuple[Identifier, ...]:
        """Return the identifiers of one scheme, in the order printed; of one that is a link's text and target the text."""
        found: list[Identifier] = []
        for each in self.identifiers:
            if each.scheme is scheme and not any(_links_to(self.raw, other, each) for other in found):
                found.append(each)
        return tuple(found)

    def locate(self, span: Span) -> tuple[Span, ...]:
        """Return where a span of ``raw`` lies in the document's text: one span, or several across pieces."""
        found = []
        offset = 0
        for piece in self.spans:
            start, end = max(span.start, offset), min(span.end, offset + len(piece))
            if start < end or (start == end and not len(span)):
                found.append(Span(piece.start + start - offset, piece.start + end - offset))
            offset += len(piece) + 1
        return tuple(found)


def _links_to(raw: str, shown: Identifier, other: Identifier) -> bool:
    """Return whether an identifier is a Markdown link's text, and the other the same one again in the link's target."""
    if shown.id != other.id:
        return False
    text, opened, target = raw[shown.span.end : other.span.start].partition("](")
    target = target.removeprefix("<")
    is_plain = not any(each in "[]\n" for each in text) and not any(each in "()[]" or each.isspace() for each in target)
    return bool(opened) and is_plain and max(len(text), len(target)) <= _FARTHEST


@frozen(kw_only=True)
class Citation:
    """A pointer in the running text: to keys, or to names and a year, perhaps with the letter behind it.

    ``line`` is the line of its file where that is known better than the text's own lines tell; else 0.
    """

    span: Span
    keys: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    year: int | None = None
    line: int = 0
    letter: str = ""


@frozen(kw_only=True)
class Bibliography:
    """A document's references, in order, and the citations that a reader found in its body.

    ``notes`` say to a person what the reader could not read of the document, or had to guess: a page without text, an
    encoding that was mended. A broken entry is no note but a reference with ``unread`` spans. ``printed`` says of references that
    come in a document's fields where it prints them, by their keys. ``uncited`` are keys that the document wants listed though it
    does not cite them (``\\nocite``). ``own`` is the document itself as a work, as far as its metadata state it: the journal and
    the date that it appeared in. ``is_cut`` says that the source is broken, so that references and citations may be missing.
    """

    document: Document
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    printed: Mapping[str, tuple[Span, ...]] = field(factory=dict)
    uncited: frozenset[str] = frozenset()
    own: Work | None = None
    is_cut: bool = False
