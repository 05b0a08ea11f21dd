"""One shard of an index: a tantivy index of documents with a key, words, further keys, and a packed body.

A document's ``key`` is what it is looked up by: a DOI in lower case, or a name with a space in it for what is no record. Its body
is opaque here.
"""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, NamedTuple
from weakref import finalize

from refcheck.errors import RecordsError
from refcheck.extras import library

if TYPE_CHECKING:
    from tantivy import DocAddress, Index, Schema, Searcher

tantivy = partial(library, "tantivy", extra="index", whose="a local index")
"""The search engine (MIT; a Rust library, one wheel of 5 MB for each platform)."""

WORDS, KEYS = "words", "keys"
"""The fields that are searched."""

_KEY, _BODY = "key", "body"
_SPLIT = "whitespace_only"

_WITH_FREQUENCIES = "freq"
"""Without the frequencies of words tantivy cannot skip documents that score too low."""

_OWN_ONLY = ("meta.json", ".managed.json")
"""Files that tantivy lets nobody but their maker read, while all others are as the folder is."""

_LEAST_HEAP = 15_000_000
"""Bytes: tantivy takes no less."""


class Document(NamedTuple):
    """What is put in; ``words`` and ``keys`` are joined by spaces, empty for what is not to be searched for."""

    key: str
    words: str
    keys: str
    body: bytes


Term = tuple[str, str]
"""A field, and a word or key in it."""


class Shard:
    """A shard as it was last committed, for reading. It may be used from several threads, and by several processes."""

    def __init__(self, path: Path) -> None:
        """Open the shard in a folder.

        Raises:
            RecordsError: there is none, or it is damaged.
        """
        folder = path
        if not os.access(path, os.W_OK):
            folder = _linked(path)
            finalize(self, shutil.rmtree, folder, ignore_errors=True)
        index = _opened(path, folder)
        index.config_reader("manual")  # or a thread would look for a new commit twice a second
        self._searcher: Searcher = index.searcher()

    def __len__(self) -> int:
        """Return how many documents it holds."""
        return int(self._searcher.num_docs)

    def get(self, key: str) -> bytes | None:
        """Return the body of the document with that ``key``."""
        query = tantivy().Query.term_query(_schema(), _KEY, key, "basic")
        hits = self._searcher.search(query, 1, False).hits
        return self.body(hits[0][1]) if hits else None

    def frequency(self, field: str, text: str) -> int:
        """Return how many documents hold a term."""
        return self._searcher.doc_freq(field, text)

    def search(self, terms: Iterable[Term], limit: int) -> "list[tuple[float, DocAddress]]":
        """Return the documents that hold any of the terms: BM25 score and where they are, best first."""
        query = tantivy().Query
        one, should, schema = query.term_query, tantivy().Occur.Should, _schema()
        each = [(should, one(schema, field, text, _WITH_FREQUENCIES)) for field, text in terms]
        hits: list[tuple[float, DocAddress]] = self._searcher.search(query.boolean_query(each), limit, False).hits
        return hits

    def body(self, address: "DocAddress") -> bytes:
        """Return the body of a document that a search brought."""
        body: bytes = self._searcher.doc(address).get_first(_BODY)  # type: ignore[assignment]
        return body


class ShardWriter:
    """A shard for writing, by one process at a time. Nothing is seen by others before ``commit``, nor kept without it."""

    def __init__(self, path: Path, *, heap: int) -> None:
        """Open the shard in a folder, or begin one; up to ``heap`` bytes are held in memory.

        Raises:
            RecordsError: another process writes it, or it is damaged.
        """
        path.mkdir(parents=True, exist_ok=True)
        self._path = path
        is_there = tantivy().Index.exists(str(path))
        self._index: Index = _opened(path, path) if is_there else tantivy().Index(_schema(), path=str(path))
        splitting = tantivy().TextAnalyzerBuilder(tantivy().Tokenizer.whitespace()).build()
        self._index.register_tokenizer(_SPLIT, splitting)  # tantivy forgets it with every opening
        try:
            self._writer = self._index.writer(heap_size=max(heap, _LEAST_HEAP), num_threads=1)
        except ValueError as error:
            raise RecordsError(f"{path}: cannot be written: {error}") from error
        self._document = tantivy().Document

    def add(self, documents: Iterable[Document]) -> None:
        """Put in documents whose ``key`` is not there yet."""
        for key, words, keys, body in documents:
            self._writer.add_document(self._document(key=key, words=words, keys=keys, body=body))

    def replace(self, documents: Iterable[Document]) -> None:
        """Put in documents in place of those with the same ``key``."""
        for document in documents:
            self._writer.delete_documents_by_term(_KEY, document.key)
            self.add((document,))

    def commit(self) -> None:
        """Make what was put in last."""
        self._writer.commit()

    def close(self) -> None:
        """Wait until the segments that belong together are merged. What was not committed is lost."""
        self._writer.wait_merging_threads()
        for name in _OWN_ONLY:
            with suppress(PermissionError):  # another user made it
                (self._path / name).chmod(self._path.stat().st_mode & 0o666)


@cache
def _schema() -> "Schema":
    builder = tantivy().SchemaBuilder()
    builder.add_text_field(_KEY, tokenizer_name="raw", index_option="basic")
    for field in (WORDS, KEYS):
        builder.add_text_field(field, tokenizer_name=_SPLIT, index_option=_WITH_FREQUENCIES)
    builder.add_bytes_field(_BODY, stored=True)
    schema: Schema = builder.build()
    return schema


def _linked(path: Path) -> Path:
    """Return a new folder of links to a shard's files, for where nothing may be written: tantivy makes a file for its lock."""
    links = Path(mkdtemp(prefix="refcheck-index-"))
    try:
        for file in (each for each in path.iterdir() if each.suffix != ".lock"):
            (links / file.name).symlink_to(file.absolute())
    except OSError as error:
        shutil.rmtree(links, ignore_errors=True)
        raise RecordsError(f"{path}: cannot be read: {error}") from error
    return links


def _opened(path: Path, folder: Path) -> "Index":
    """Return the index in a folder, which for people is the shard ``path``."""
    try:
        index: Index = tantivy().Index.open(str(folder))
    except ValueError as error:
        raise RecordsError(f"{path}: cannot be read: {error}") from error
    return index
