"""One shard of an index: a tantivy index of documents with a key, words, further keys, and a compressed body.

A document is looked up by its ``key``: a DOI in lower case, or a name with a space in it for documents other than records. Its body
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
"""The fields that can be searched."""

_KEY, _BODY = "key", "body"
_SPLIT = "whitespace_only"

_WITH_FREQUENCIES = "freq"
"""The index option with word frequencies, without which tantivy cannot skip documents that score too low."""

_OWN_ONLY = ("meta.json", ".managed.json")
"""Files that tantivy makes readable only for their owner, while all others have the permissions of the folder."""

_LEAST_HEAP = 15_000_000
"""The least memory that tantivy accepts, in bytes."""


class Document(NamedTuple):
    """A document to add; ``words`` and ``keys`` are joined by spaces, and are empty if it is not to be found by a search."""

    key: str
    words: str
    keys: str
    body: bytes


Term = tuple[str, str]
"""The name of a field, and a word or key in it."""


class Shard:
    """A shard as of its last commit, for reading. It may be used from several threads, and by several processes."""

    def __init__(self, path: Path) -> None:
        """Open the shard in a folder.

        Raises:
            RecordsError: there is no shard, or it is damaged.
        """
        folder = path
        if not os.access(path, os.W_OK):
            folder = _linked(path)
            finalize(self, shutil.rmtree, folder, ignore_errors=True)
        index = _opened(path, folder)
        index.config_reader("manual")  # otherwise a thread checks for a new commit twice a second
        self._searcher: Searcher = index.searcher()

    def __len__(self) -> int:
        """Return the number of documents."""
        return int(self._searcher.num_docs)

    def get(self, key: str) -> bytes | None:
        """Return the body of the document with that ``key``."""
        query = tantivy().Query.term_query(_schema(), _KEY, key, "basic")
        hits = self._searcher.search(query, 1, False).hits
        return self.body(hits[0][1]) if hits else None

    def frequency(self, field: str, text: str) -> int:
        """Return the number of documents that contain a term."""
        return self._searcher.doc_freq(field, text)

    def search(self, terms: Iterable[Term], limit: int) -> "list[tuple[float, DocAddress]]":
        """Return the documents that contain any of the terms, as BM25 score and address, best first."""
        query = tantivy().Query
        one, should, schema = query.term_query, tantivy().Occur.Should, _schema()
        each = [(should, one(schema, field, text, _WITH_FREQUENCIES)) for field, text in terms]
        hits: list[tuple[float, DocAddress]] = self._searcher.search(query.boolean_query(each), limit, False).hits
        return hits

    def body(self, address: "DocAddress") -> bytes:
        """Return the body of a document that a search found."""
        body: bytes = self._searcher.doc(address).get_first(_BODY)  # type: ignore[assignment]
        return body


class ShardWriter:
    """A shard for writing, by one process at a time. Changes are visible to others, and permanent, only after ``commit``."""

    def __init__(self, path: Path, *, heap: int) -> None:
        """Open the shard in a folder, or create one; up to ``heap`` bytes are kept in memory.

        Raises:
            RecordsError: another process writes it, or it is damaged.
        """
        path.mkdir(parents=True, exist_ok=True)
        self._path = path
        is_there = tantivy().Index.exists(str(path))
        self._index: Index = _opened(path, path) if is_there else tantivy().Index(_schema(), path=str(path))
        splitting = tantivy().TextAnalyzerBuilder(tantivy().Tokenizer.whitespace()).build()
        self._index.register_tokenizer(_SPLIT, splitting)  # tantivy does not store it
        try:
            self._writer = self._index.writer(heap_size=max(heap, _LEAST_HEAP), num_threads=1)
        except ValueError as error:
            raise RecordsError(f"{path}: cannot be written: {error}") from error
        self._document = tantivy().Document

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents whose ``key`` is not in the shard yet."""
        for key, words, keys, body in documents:
            self._writer.add_document(self._document(key=key, words=words, keys=keys, body=body))

    def replace(self, documents: Iterable[Document]) -> None:
        """Add documents, replacing those with the same ``key``."""
        for document in documents:
            self._writer.delete_documents_by_term(_KEY, document.key)
            self.add((document,))

    def commit(self) -> None:
        """Make the changes permanent and visible."""
        self._writer.commit()

    def close(self) -> None:
        """Wait until the segments are merged. Changes that were not committed are lost."""
        self._writer.wait_merging_threads()
        for name in _OWN_ONLY:
            with suppress(PermissionError):  # the file of another user
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
    """Return a new folder with links to the files of a read-only shard, since tantivy must write a lock file."""
    links = Path(mkdtemp(prefix="refcheck-index-"))
    try:
        for file in (each for each in path.iterdir() if each.suffix != ".lock"):
            (links / file.name).symlink_to(file.absolute())
    except OSError as error:
        shutil.rmtree(links, ignore_errors=True)
        raise RecordsError(f"{path}: cannot be read: {error}") from error
    return links


def _opened(path: Path, folder: Path) -> "Index":
    """Return the index in a folder; an error names the shard ``path``."""
    try:
        index: Index = tantivy().Index.open(str(folder))
    except ValueError as error:
        raise RecordsError(f"{path}: cannot be read: {error}") from error
    return index
