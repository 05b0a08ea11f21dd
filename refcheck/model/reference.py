"""A reference, the list that it is in, and the citations in the text that point to it."""

import hashlib
import unicodedata
from collections.abc import Mapping

from attrs import field, frozen

from refcheck.model.identifier import Identifier, Repair, Scheme
from refcheck.model.span import Document, Span, interned
from refcheck.model.work import Name, Work

_FARTHEST = 100
"""Most characters of a link's text after an identifier in it, or of its target before one. Source: a judgement; not fitted."""


@frozen(kw_only=True, weakref_slot=False)
class Field:
    """Where one field of a ``Work`` was read: ``name`` is the attribute, ``span`` is within ``Reference.raw``.

    ``confidence`` is the probability that the reading is right, or ``None`` for a field that the source states as such
    (a structured format), which is certain.
    """

    name: str = field(converter=interned)
    value: str = field(converter=interned)
    span: Span
    raw: str
    repairs: tuple[Repair, ...] = ()
    confidence: float | None = None


DOUBTED = 0.4
"""Greatest confidence of a value that may be wrong, too low for a finding to rely on it. Source: a judgement; not fitted."""


@frozen
class Link:
    """A link whose text, at ``span`` of ``Reference.raw``, is a DOI, and whose target is the URL of another DOI."""

    span: Span
    target: str


@frozen(kw_only=True)
class Reference:
    """One entry of a reference list.

    ``raw`` is the entry as printed: the pieces of the document's text at ``spans``, joined by newlines. The spans of
    ``fields``, ``identifiers`` and ``unread`` (what was not understood) are within ``raw``. ``key`` is the entry's own
    number or key, else its position in the list, counted from 1. ``printed`` is the entry as the list prints it, if ``raw`` is
    the data that a citation program keeps in a field, or includes the target of a link. It is empty if the entry is not printed,
    or if ``raw`` is the printed text and the fields were read from it; if the fields are marked up in ``raw``, it is ``raw``.
    ``anchor`` is the id by which its XML refers to the entry, if it has one. ``links`` are those whose target is not what their
    text says. ``in_list`` is the number of its list, from 2, if the document has lists under different headings; 0 otherwise and
    in the first list.
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
        """Whether the source states fields as such (BibTeX, RIS, CSL-JSON …), so that ``raw`` is not a printed reference."""
        return any(field.confidence is None for field in self.fields)

    @property
    def is_unread(self) -> bool:
        """Whether nothing of the entry was read: it is a short form, it cannot be interpreted, or its source is malformed."""
        return self.unread == (Span(0, len(self.raw)),)

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits by which the reference is recognised again, whatever its number, spacing, case and dashes.

        They are the first digits of the SHA-256 of the letters and digits of ``raw`` (NFKC, case folded).
        """
        folded = unicodedata.normalize("NFKC", self.raw).casefold()
        return hashlib.sha256("".join(filter(str.isalnum, folded)).encode("utf-8", "replace")).hexdigest()[:12]

    def field(self, name: str) -> Field | None:
        """Return the first field with the name, if one was read."""
        return next((field for field in self.fields if field.name == name), None)

    def of_scheme(self, scheme: Scheme) -> tuple[Identifier, ...]:
        """Return the identifiers of one scheme, in the order printed; one that is text and target of a link, as the text only."""
        found: list[Identifier] = []
        for each in self.identifiers:
            if each.scheme is scheme and not any(_links_to(self.raw, other, each) for other in found):
                found.append(each)
        return tuple(found)

    def locate(self, span: Span) -> tuple[Span, ...]:
        """Return where a span of ``raw`` is in the document's text: one span, or several if it extends over several pieces."""
        found = []
        offset = 0
        for piece in self.spans:
            start, end = max(span.start, offset), min(span.end, offset + len(piece))
            if start < end or (start == end and not len(span)):
                found.append(Span(piece.start + start - offset, piece.start + end - offset))
            offset += len(piece) + 1
        return tuple(found)


def _links_to(raw: str, shown: Identifier, other: Identifier) -> bool:
    """Return whether one identifier is a Markdown link's text and the other repeats it in the link's target."""
    if shown.id != other.id:
        return False
    text, opened, target = raw[shown.span.end : other.span.start].partition("](")
    target = target.removeprefix("<")
    is_plain = not any(each in "[]\n" for each in text) and not any(each in "()[]" or each.isspace() for each in target)
    return bool(opened) and is_plain and max(len(text), len(target)) <= _FARTHEST


@frozen(kw_only=True)
class Citation:
    """A pointer in the running text: to keys, or to names and a year, possibly with the letter after it.

    ``line`` is its line in the file, if that cannot be counted in the text; else 0.
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

    ``notes`` tell the user what the reader could not read of the document, or had to guess: a page without text, an
    encoding that was repaired. A broken entry is not a note but a reference with ``unread`` spans. ``printed`` gives, by key, where
    the document prints the references that it also has in fields. ``uncited`` are keys that the document wants listed though it
    does not cite them (``\\nocite``). ``own`` is the document itself as a work, as far as its metadata state it: its journal and
    its date. ``is_cut`` says that the source is broken, so that references and citations may be missing.
    """

    document: Document
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    printed: Mapping[str, tuple[Span, ...]] = field(factory=dict)
    uncited: frozenset[str] = frozenset()
    own: Work | None = None
    is_cut: bool = False
