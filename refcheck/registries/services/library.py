"""A library of one's own as a registry: what somebody has collected in Zotero, BibTeX or CSL-JSON.

It is searched for what nobody else holds, and never looked into for identifiers: that a work is in somebody's library says
nothing of whether it was retracted meanwhile.
"""

from collections.abc import Iterable

from refcheck.model import LIBRARY, Authority, Id, Provenance, Record, Scheme, Work
from refcheck.registries.base import Clock, utc_now
from refcheck.registries.services.local import Local


class Library(Local):
    """The works of a library, searched last."""

    name = LIBRARY
    holds = "what you have collected"
    schemes: frozenset[Scheme] = frozenset()
    standing = Authority.CATALOGUED
    is_last = True

    @classmethod
    def of(cls, works: Iterable[tuple[str, Work]], *, now: Clock = utc_now) -> "Library":
        """Return the works, each with its key in the library. Those without a title are left out."""
        provenance = Provenance(registry=cls.name, url="", retrieved=now(), standing=Authority.CATALOGUED)
        return cls(
            Record(id=Id.doi(work.doi) if work.doi else Id(Scheme.URL, key), work=work, provenance=provenance)
            for key, work in works
            if work.title
        )
