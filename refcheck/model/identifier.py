"""Identifiers as printed and as repaired, and the repairs that lead from one to the other."""

from enum import StrEnum

from attrs import evolve, field, frozen

from refcheck.model.span import Span, interned


class Scheme(StrEnum):
    """The identifier schemes that are read."""

    DOI = "doi"
    URL = "url"
    ISBN = "isbn"
    ISSN = "issn"
    ARXIV = "arxiv"
    PMID = "pmid"
    PMCID = "pmcid"
    RFC = "rfc"
    CITATION = "citation"
    HANDLE = "handle"


class Safety(StrEnum):
    """Whether a change can be applied without review (``safe``) or a person must review it (``unsafe``)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@frozen(kw_only=True)
class Repair:
    """One local change: ``before``, found at offset ``at``, becomes ``after``.

    ``at`` counts code points of the text as the preceding repairs left it. ``code`` names the pattern
    that was found (``doi-with-inner-space``), ``why`` says in a short sentence why it is not part of the identifier.
    """

    code: str
    at: int
    before: str
    after: str
    why: str
    safety: Safety = Safety.SAFE


@frozen(kw_only=True)
class Candidate:
    """Another reading of the same printed text, with the repairs that lead to it from ``Identifier.raw``.

    ``beyond`` is the text immediately after ``raw`` that this reading includes: a DOI may continue after white space. Its
    repairs lead from ``raw + beyond`` to ``value``.
    """

    value: str
    repairs: tuple[Repair, ...] = ()
    beyond: str = ""


@frozen(weakref_slot=False)
class Id:
    """An identifier in the form in which a registry is queried for it, and the key of the answer.

    DOIs are compared without case (DOI Handbook §2.4), so a DOI's value is folded to ASCII lower case here.
    """

    scheme: Scheme
    value: str = field(converter=interned)

    @classmethod
    def doi(cls, value: str) -> "Id":
        """Return the key of a DOI, whatever its case (only ASCII letters are folded)."""
        return cls(Scheme.DOI, _ascii_lower(value))


@frozen(kw_only=True, weakref_slot=False)
class Identifier:
    """An identifier as printed (``raw``, at ``span`` of the text searched) and as read (``value``).

    ``replay(raw, repairs) == value`` always holds. ``candidates`` are the other readings, the likeliest first,
    without ``value`` itself.
    """

    scheme: Scheme
    raw: str
    value: str = field(converter=interned)
    span: Span
    repairs: tuple[Repair, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def id(self) -> Id:
        """The identifier to query a registry for."""
        return make_id(self.scheme, self.value)

    def readings(self) -> tuple[Candidate, ...]:
        """Return every reading, starting with ``value``."""
        return (Candidate(value=self.value, repairs=self.repairs), *self.candidates)

    def read_as(self, reading: Candidate) -> "Identifier":
        """Return the same printed text, read as ``reading``; the other readings of the same text stay as candidates."""
        others = tuple(c for c in self.readings() if c.value != reading.value and c.beyond == reading.beyond)
        candidates = tuple(evolve(other, beyond="") for other in others)
        return evolve(
            self,
            raw=self.raw + reading.beyond,
            value=reading.value,
            span=Span(self.span.start, self.span.end + len(reading.beyond)),
            repairs=reading.repairs,
            candidates=candidates,
        )


def make_id(scheme: Scheme, value: str) -> Id:
    """Return the key for ``value`` in ``scheme``."""
    return Id.doi(value) if scheme is Scheme.DOI else Id(scheme, value)


def _ascii_lower(text: str) -> str:
    return text.lower() if text.isascii() else "".join(c.lower() if c.isascii() else c for c in text)
