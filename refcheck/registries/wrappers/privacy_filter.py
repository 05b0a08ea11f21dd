"""A registry that is told no more than it may be."""

from collections.abc import Sequence

from attrs import evolve

from refcheck.model import Aim, Hits, Id, Query, Scheme, Unavailable, Work
from refcheck.registries.base import Planned, Registry, unable
from refcheck.registries.connections import Send
from refcheck.registries.wrappers.wrapper import Wrapper


class PrivacyFilter(Wrapper):
    """Wraps a registry: identifiers are asked for; searches are made with what may leave, or not at all."""

    def __init__(self, registry: Registry, send: Send) -> None:
        """``send`` is the most that may leave."""
        super().__init__(registry)
        self._send = send
        if send is Send.IDENTIFIERS:
            self.schemes -= {Scheme.CITATION}  # which is made of bibliographic words

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return those of what may leave."""
        return super().batches([key for key in ids if key.scheme in self.schemes])

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return what is sent of what may leave."""
        told = () if self._send is Send.IDENTIFIERS else tuple(map(self._told, queries))
        return self._registry.plan([key for key in ids if key.scheme in self.schemes], told)

    def _search(self, query: Query) -> Hits | Unavailable:
        if self._send is Send.IDENTIFIERS:
            return unable(self.name, "is not searched: nothing but identifiers is sent")
        return super()._search(self._told(query))

    def _told(self, query: Query) -> Query:
        """Return the query as it may leave: as printed, or in what was read of it. The name of a venue was read."""
        return (
            query if self._send is Send.PRINTED or query.aim is Aim.VENUE else evolve(query, raw=in_fields(query.work))
        )


def in_fields(work: Work) -> str:
    """The bibliographic words of a work: authors' names, year, title, container, volume and pages; no note, address or identifier.

    >>> in_fields(Work(title="On kilns", note="private"))
    'On kilns'
    """
    people = (name.headword for name in (work.author or work.editor))
    year = str(work.year) if work.year else None
    parts = (
        *people,
        year,
        work.title,
        work.subtitle,
        work.container_title,
        work.volume,
        work.issue,
        work.page,
        work.publisher,
    )
    return " ".join(part for part in parts if part)
