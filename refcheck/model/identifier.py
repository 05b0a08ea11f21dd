"""Identifiers as printed and as repaired, and the repairs that lead from one to the other."""

from enum import StrEnum

from attrs import evolve, field, frozen

from refcheck.model.span import Span, interned


class Scheme(StrEnum):
    """The kinds of identifier that are read."""

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
    """Whether a change can be applied unseen (``safe``) or wants a person's look (``unsafe``)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@frozen(kw_only=True)
class Repair:
    """One local change: ``before``, found at offset ``at``, becomes ``after``.

    ``at`` counts code points of the text as the repairs before this one left it. ``code`` names the pattern
    that was found (``doi-with-inner-space``), ``why`` says in a short sentence why it is no part of the identifier.
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

    ``beyond`` is what this reading takes in of the text right behind ``raw``: a DOI may go on behind white space. Its repairs
    lead from ``raw + beyond`` to ``value``.
    """

    value: str
    repairs: tuple[Repair, ...] = ()
    beyond: str = ""


@frozen(weakref_slot=False)
class Id:
    """An identifier and nothing else: what a registry is asked for, and the key of its answer.

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

    ``replay(raw, repairs) == value``, always. ``candidates`` are the further readings, likeliest first,
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
        """What to ask a registry for."""
        return make_id(self.scheme, self.value)

    def readings(self) -> tuple[Candidate, ...]:
        """Return every reading, the first one first."""
        return (Candidate(value=self.value, repairs=self.repairs), *self.candidates)

    def read_as(self, reading: Candidate) -> "Identifier":
        """Return the same printed text, read as ``reading``; the other readings of as much text stay as candidates."""
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
