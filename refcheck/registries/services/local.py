"""The user's own records: a JSON-lines file in Crossref's format, queried before all other registries.

A record may state its source: the first entry of ``_source`` is a URL.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import Any

from refcheck.errors import RecordsError
from refcheck.model import (
    LIBRARY,
    LOCAL_RECORDS,
    Aim,
    Authority,
    Hit,
    Hits,
    Id,
    Provenance,
    Query,
    Record,
    Scheme,
    Work,
)
from refcheck.registries.base import AtHand, Clock, Traits, utc_now
from refcheck.registries.services.crossref.record import crossref_record
from refcheck.registries.transport.about import words
from refcheck.registries.transport.stated import first_text
from refcheck.system.regular_files import RECORDS, read_text
from refcheck.text.recoding import recoded_json

MOST_HITS = 5
_ENOUGH_SHARED = 0.5
"""The least share of the words of a record (title and first author's name) that the searched text contains.
Source: a judgement: half of the words; not fitted."""


class Local(AtHand):
    """A registry of records in memory. A work without a record may well exist: misses have the scope ``holdings``."""

    name = LOCAL_RECORDS

    def __init__(self, records: Iterable[Record]) -> None:
        """Answer from ``records``; of several with one DOI the first counts."""
        self._records: dict[Id, Record] = {}
        for record in records:
            self._records.setdefault(record.id, record)
        self._words = {key: _words_of(record) for key, record in self._records.items()}
        self._with_word: dict[str, list[Id]] = {}
        for key, own in self._words.items():
            for word in own:
                self._with_word.setdefault(word, []).append(key)

    @classmethod
    def read(cls, path: str | PathLike[str], *, now: Clock = utc_now) -> "Local":
        """Return the records of a JSON-lines file. Blank lines are skipped.

        Raises:
            RecordsError: the file cannot be read, or the line named is not a record.
        """
        try:
            text = read_text(path, most=RECORDS).removeprefix("\ufeff")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise RecordsError(f"{path}: cannot be read: {reason}") from error
        retrieved = now()
        records = []
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                try:
                    item = _item(line)
                except (ValueError, RecursionError) as error:
                    raise RecordsError(f"{path}, line {number}: {error}") from error
                provenance = Provenance(registry=cls.name, url=_address(item), retrieved=retrieved)
                records.append(crossref_record(item, provenance))
        return cls(records)

    def search(self, queries: Sequence[Query]) -> tuple[Hits, ...]:
        """Return the records at least half of whose words are in the query, the best first."""
        return tuple(self._search(query) for query in queries)

    def _held(self, key: Id) -> Record | None:
        return self._records.get(key)

    def _search(self, query: Query) -> Hits:
        if query.aim is Aim.VENUE:
            return Hits(registry=self.name)
        shared = Counter(key for word in words(query.raw) for key in self._with_word.get(word, ()))
        scored = ((count / len(self._words[key]), key) for key, count in shared.items())
        best = sorted((pair for pair in scored if pair[0] >= _ENOUGH_SHARED), key=lambda pair: -pair[0])[:MOST_HITS]
        return Hits(registry=self.name, hits=tuple(Hit(record=self._records[key], score=score) for score, key in best))


class Library(Local):
    """The works in the user's own library, in Zotero, BibTeX or CSL-JSON.

    It is searched last, for works that no other registry has, and identifiers are never looked up in it: the presence of a work in
    a library is no evidence of whether it has been retracted since.
    """

    name = LIBRARY
    traits = Traits(holds="your own library", standing=Authority.CATALOGUED, is_last=True)
    schemes: frozenset[Scheme] = frozenset()

    @classmethod
    def of(cls, works: Iterable[tuple[str, Work]], *, now: Clock = utc_now) -> "Library":
        """Return the works, each with its key in the library. Those without a title are left out."""
        provenance = Provenance(registry=cls.name, url="", retrieved=now(), standing=Authority.CATALOGUED)
        return cls(
            Record(id=Id.doi(work.doi) if work.doi else Id(Scheme.URL, key), work=work, provenance=provenance)
            for key, work in works
            if work.title
        )


def _words_of(record: Record) -> frozenset[str]:
    work = record.work
    title = f"{work.title or ''} {work.subtitle or ''}"
    first_author = work.author[0].headword if work.author else ""
    return words(f"{title} {first_author}")


def _item(line: str) -> Mapping[str, Any]:
    item = recoded_json(json.loads(line))
    if not isinstance(item, Mapping):
        raise ValueError("not a JSON object")
    if not first_text(item, "DOI"):
        raise ValueError("a record without a DOI")
    return item


def _address(item: Mapping[str, Any]) -> str:
    """Return the URL in the first entry of ``_source``, which may be followed by what was taken from there."""
    source = first_text(item, "_source") or ""
    return source.split(" ", 1)[0] if source.startswith(("http://", "https://")) else ""
