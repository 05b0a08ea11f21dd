"""Registries that are searched by what was read in a reference, through requests."""

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
"""Hits that are asked for, to be put in order by our own matcher."""

_MOST_WORDS = 24
"""Words of a title that are searched for: more find no better."""

MOST_LETTERS = 300
"""Characters of a title, or of a name: with twelve for one in an address, it stays below the 4,000 that the shortest takes. Source:
OpenAlex's bound (some 4 KB)."""

_APOSTROPHE, _APOSTROPHES = "'", "'’‘ʼ′"
"""The sign within "l'eau" and "reader's", as it is typed and as it is printed."""


class Searched(Service, ABC):
    """One request a search, for works that the registry may hold; it is asked for no identifiers.

    A registry of this kind says what it may hold (``types``, ``may_hold``), how its address is written (``_search_url``), where the
    hits are in its JSON (``hits_at``, ``count_at``) and how one is read (``_read``); another form of answer it reads itself
    (``_found``). For what it does not hold it is ``unable``, and nothing is sent.
    """

    holds: ClassVar[str]
    """What it holds, for people."""
    types: ClassVar[tuple[str | None, ...]] = ()
    """The types of works that it may hold."""
    is_home: ClassVar[bool] = False
    """Whether it would hold such works sooner than anybody else."""
    hits_at: ClassVar[tuple[str, ...]] = ()
    count_at: ClassVar[str] = ""
    described_at: ClassVar[str] = ""
    """The field of a hit that describes the work, where it is not the hit itself."""
    standing: ClassVar[Authority] = Authority.CATALOGUED
    accept: ClassVar[str] = "application/json"
    empty: ClassVar[frozenset[int]] = frozenset()
    """Statuses that say that there is nothing."""

    @property
    def traits(self) -> Traits:
        """What it says of itself."""
        return Traits(holds=self.holds, standing=self.standing, is_home_of=self.is_home_of, serves=self.serves)

    def _before_searching(self, query: Query) -> Iterator[Planned]:
        if (url := self._url_for(query)) is not None:
            yield Planned(registry=self.name, url=url)
            if (second := self._second_url(query.work)) is not None:
                yield Planned(registry=self.name, url=second, when="if that finds nothing")

    def may_hold(self, work: Work) -> bool:
        """Return whether it holds works of the kind."""
        return work.type in self.types

    def is_home_of(self, work: Work) -> bool:
        """Return whether it would hold such a work sooner than anybody else."""
        return self.is_home and self.may_hold(work)

    def serves(self, work: Work) -> bool:
        """Return whether it is a registry of the field that such a work is of."""
        return False

    @abstractmethod
    def _search_url(self, work: Work) -> str:
        """Return the address of the search."""

    def _second_url(self, work: Work) -> str | None:
        """Return the address of a second search, for what the first did not find because of a slip in it."""
        return None

    def _found(self, reply: Reply) -> Sequence[Record] | Failure:
        """Return the records in an answer, or why there are none to read. A hit without a title is none."""
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
        """Return what is found at an address; where that is nothing, at the second."""
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
        """A record of the catalogue, by ``key`` or else by the first identifier that the work has; the address without any."""
        provenance = self._provenance(url)
        return Record(id=key or _first_id(work) or Id(Scheme.URL, url), work=work, provenance=provenance, **more)


def _first_id(work: Work) -> Id | None:
    """Return the identifier that others know a work by: of an article before that of a book."""
    if work.doi:
        return Id.doi(work.doi)
    if work.pmid:
        return Id(Scheme.PMID, work.pmid)
    return Id(Scheme.ISBN, work.isbn[0]) if work.isbn else None


def title_words(work: Work) -> str:
    """Return the words of a title, small and with their own letters, without the signs that search engines take for their own.

    >>> title_words(Work(title="L\u2019eau & la ville: *Grünflächen* (1900\u20131950)"))
    "l'eau la ville grünflächen 1900 1950"
    """
    return _joined(_words(work.title or "")[:_MOST_WORDS])


def first_family(work: Work) -> str:
    """Return the family name, or else the whole name, of the first author, in the same way; empty without one."""
    people = work.author or work.editor
    return _joined(_words(people[0].headword)) if people else ""


def _joined(words: Sequence[str]) -> str:
    """Return the words that an address has room for; of one that is longer, as titles without blanks are, its beginning."""
    ends = accumulate(len(word) + 1 for word in words)
    kept = [word for word, end in zip(words, ends, strict=True) if end <= MOST_LETTERS]
    return " ".join(kept or words[:1])[:MOST_LETTERS]


def _words(text: str) -> list[str]:
    """Return what a catalogue would have indexed: no "and" for "und", no "u" for "ü", which some catalogues take for "ue"."""
    plain = unicodedata.normalize("NFKC", in_one_script(unmarked(text[:LONGEST]))).lower()
    return [word for each in "".join(map(_kept_of, plain)).split() if (word := each.strip(_APOSTROPHE))]


def _kept_of(sign: str) -> str:
    """Joiners that nobody sees part no words; every other sign does."""
    if sign in _APOSTROPHES:
        return _APOSTROPHE
    kind = unicodedata.category(sign)
    return sign if kind[0] in "LMN" else "" if kind == "Cf" else " "
