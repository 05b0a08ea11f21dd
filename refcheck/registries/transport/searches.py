"""The base class of services that are searched by the fields of a reference."""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, ClassVar

from refcheck.model import Authority, Hit, Hits, Id, Query, Record, Scheme, Unavailable, Work
from refcheck.registries.base import Planned, Traits, unable
from refcheck.registries.failures import Failure
from refcheck.registries.transport.get import Reply, within
from refcheck.registries.transport.service import Service
from refcheck.registries.transport.stated import first_text, items_at
from refcheck.text.characters import in_one_script
from refcheck.text.folding import LONGEST
from refcheck.text.markup import unmarked

ROWS = 5
"""The number of hits to request, which our own matcher then puts in order."""

_MOST_WORDS = 24
"""The most words of a title in a search: more do not improve the hits."""

MOST_LETTERS = 300
"""The most characters of a title, or of a name: as each may take twelve in a URL, this stays below 4,000, the lowest limit of a
service. Source: OpenAlex's limit (some 4 KB)."""

_APOSTROPHE, _APOSTROPHES = "'", "'’‘ʼ′"
"""The apostrophe in "l'eau" and "reader's", as it is typed and as it is printed."""


class Searched(Service, ABC):
    """Base of the services with one request per search, for works that they may have; it looks up no identifiers.

    A subclass defines which works it may have (``types``, ``may_hold``), the URL (``_search_url``), the place of the hits in its
    JSON (``hits_at``, ``count_at``) and how to read a hit (``_read``), or reads other answers itself (``_found``). For works that
    it does not have it answers ``unable``, and nothing is sent.
    """

    holds: ClassVar[str]
    """The works that it has, as users read it."""
    types: ClassVar[tuple[str | None, ...]] = ()
    """The types of works that it may have."""
    is_home: ClassVar[bool] = False
    """Whether it is likelier than any other registry to have works of these types."""
    hits_at: ClassVar[tuple[str, ...]] = ()
    count_at: ClassVar[str] = ""
    described_at: ClassVar[str] = ""
    """The field of a hit that describes the work, if it is not the hit itself."""
    standing: ClassVar[Authority] = Authority.CATALOGUED
    accept: ClassVar[str] = "application/json"
    empty: ClassVar[frozenset[int]] = frozenset()
    """The HTTP statuses that mean that there are no hits."""

    @property
    def traits(self) -> Traits:
        """The traits that the class attributes state."""
        return Traits(holds=self.holds, standing=self.standing, is_home_of=self.is_home_of, serves=self.serves)

    def _before_searching(self, query: Query) -> Iterator[Planned]:
        if (url := self._url_for(query)) is not None:
            yield Planned(registry=self.name, url=url)
            if (second := self._second_url(query.work)) is not None:
                yield Planned(registry=self.name, url=second, when="if that finds nothing")

    def may_hold(self, work: Work) -> bool:
        """Return whether it may have a work, by its type."""
        return work.type in self.types

    def is_home_of(self, work: Work) -> bool:
        """Return whether it is likelier than any other registry to have a work."""
        return self.is_home and self.may_hold(work)

    def serves(self, work: Work) -> bool:
        """Return whether it covers the field of a work."""
        return False

    @abstractmethod
    def _search_url(self, work: Work) -> str:
        """Return the URL of the search."""

    def _second_url(self, work: Work) -> str | None:
        """Return the URL of a second search, for a work that the first missed because of an error in the reference."""
        return None

    def _found(self, reply: Reply) -> Sequence[Record] | Failure:
        """Return the records in an answer, or why it cannot be read. Hits without a title are left out."""
        hits = items_at(reply.json(), *self.hits_at, count=self.count_at)
        if isinstance(hits, Failure):
            return hits
        return [self._read(hit) for hit in hits if first_text(self._described(hit), "title")]

    def _described(self, hit: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the part of a hit that describes the work."""
        described = hit.get(self.described_at) if self.described_at else hit
        return described if isinstance(described, Mapping) else {}

    def _read(self, hit: Mapping[str, Any]) -> Record:
        """Return the record of one hit."""
        raise NotImplementedError

    def _url_for(self, query: Query) -> str | None:
        work = query.work
        return self._search_url(work) if self.may_hold(work) and title_words(work) else None

    def _search(self, query: Query) -> Hits | Unavailable:
        url = self._url_for(query)
        if url is None:
            return unable(self.name, f"holds {self.holds}")
        return self._asked(url, self._second_url(query.work))

    def _asked(self, url: str, second: str | None) -> Hits | Unavailable:
        """Return the hits at a URL; if there are none, those at the ``second``."""
        reply = self._web.get(url, follow=within(self._base_url), accept=self.accept)
        if isinstance(reply, Failure):
            return reply.of(self.name)
        if reply.status in self.empty:
            return Hits(registry=self.name)
        if reply.status != 200:
            return self._failure(reply).of(self.name)
        records = self._found(reply)
        if isinstance(records, Failure):
            return records.of(self.name)
        if not records and second is not None:
            self._web.wait()
            return self._asked(second, None)
        return Hits(registry=self.name, hits=tuple(Hit(record=record) for record in records))

    def _record(self, work: Work, url: str, *, key: Id | None = None, **more: Any) -> Record:
        """Return a record under ``key``, or else under the best identifier of the work, or under its URL if it has none."""
        provenance = self._provenance(url)
        return Record(id=key or _first_id(work) or Id(Scheme.URL, url), work=work, provenance=provenance, **more)


def _first_id(work: Work) -> Id | None:
    """Return the best-known identifier of a work: that of an article before that of a book."""
    if work.doi:
        return Id.doi(work.doi)
    if work.pmid:
        return Id(Scheme.PMID, work.pmid)
    return Id(Scheme.ISBN, work.isbn[0]) if work.isbn else None


def title_words(work: Work) -> str:
    """Return the words of a title in lower case with their diacritics, without characters that are operators of search engines.

    >>> title_words(Work(title="L\u2019eau & la ville: *Grünflächen* (1900\u20131950)"))
    "l'eau la ville grünflächen 1900 1950"
    """
    return _joined(_words(work.title or "")[:_MOST_WORDS])


def first_family(work: Work) -> str:
    """Return the family name, or else the whole name, of the first author, in the same form; empty if there is none."""
    people = work.author or work.editor
    return _joined(_words(people[0].headword)) if people else ""


def _joined(words: Sequence[str]) -> str:
    """Return the words that fit into a URL; if the first is too long, as in titles without spaces, its beginning."""
    ends = accumulate(len(word) + 1 for word in words)
    kept = [word for word, end in zip(words, ends, strict=True) if end <= MOST_LETTERS]
    return " ".join(kept or words[:1])[:MOST_LETTERS]


def _words(text: str) -> list[str]:
    """Return the words as a catalogue indexes them: "und" is not changed to "and", nor "ü" to "u", which some index as "ue"."""
    plain = unicodedata.normalize("NFKC", in_one_script(unmarked(text[:LONGEST]))).lower()
    return [word for each in "".join(map(_as_indexed, plain)).split() if (word := each.strip(_APOSTROPHE))]


def _as_indexed(character: str) -> str:
    """Return a letter, accent or digit unchanged, ``'`` for an apostrophe, nothing for a joiner, and a space for all others."""
    if character in _APOSTROPHES:
        return _APOSTROPHE
    kind = unicodedata.category(character)
    return character if kind[0] in "LMN" else "" if kind == "Cf" else " "
