"""Files of records, as the registries publish them.

Crossref's public data file is a tar archive, or a folder, of gzipped files: ``{"items": [...]}`` up to 2024, JSON lines since then.
JSON lines and large documents are read one entry at a time, so that little is kept in memory.
"""

import gzip
import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import IO, Any

from refcheck.errors import RecordsError
from refcheck.extras import library

msgspec = cache(partial(library, "msgspec", extra="index", whose="a local index"))
"""A JSON library that decodes only given fields (BSD). Cached, as it is needed for every record."""

Entry = bytes | Any
"""A line of JSON, or an element of the list of a document, which may be decoded already."""

_ENDINGS = (".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz", ".json.gz")
_ARCHIVES = (".tar", ".tar.gz", ".tgz")

_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20
_WHOLE = 1 << 27
"""Bytes. A shorter document is decoded as a whole, in half the time; those of Crossref's public data have 20 MB."""

_LONGEST = 1 << 26
"""The most characters of one record: a file with a longer one is not a file of records."""

_LISTS = ("items", "data")
"""The names of the list in a document: Crossref's, DataCite's."""

_decoder = json.JSONDecoder()


def files_of(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the given files, and the files of records in the given folders, those of each folder sorted by name.

    Raises:
        RecordsError: a file is missing, or does not have the ending of a file of records, or a folder has no such file.
    """
    found: list[Path] = []
    for path in paths:
        inner = sorted(each for each in path.rglob("*") if _is_readable(each)) if path.is_dir() else [path]
        if not path.exists():
            raise RecordsError(f"{path}: there is no such file")
        if not inner or not all(map(_is_readable, inner)):
            raise RecordsError(f"{path}: not a file of records ({', '.join((*_ENDINGS, *_ARCHIVES))})")
        found += inner
    return tuple(dict.fromkeys(found))


def expect_records(path: Path) -> None:
    """Check by its beginning whether a file may be a file of records.

    Raises:
        RecordsError: the file cannot be read, or is of another kind.
    """
    try:
        if path.name.endswith(_ARCHIVES):
            tarfile.open(path, mode="r|*").close()
            return
        with path.open("rb") as file:
            start = file.read(_CHUNK)
        if start.startswith(_GZIP):
            start = zlib.decompressobj(wbits=31).decompress(start, _CHUNK)
        _expect_json(start, str(path))
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
        raise RecordsError(f"{path}: cannot be read: {error}") from error


def entries(path: Path) -> Iterator[Entry]:
    """Yield the entries of a file: lines that are not blank, or the elements of its list.

    Raises:
        RecordsError: the file cannot be read, or is of another kind.
    """
    try:
        if path.name.endswith(_ARCHIVES):
            with tarfile.open(path, mode="r|*") as archive:
                is_empty = True
                for member in archive:
                    if member.isfile() and member.name.endswith(_ENDINGS) and (inner := archive.extractfile(member)):
                        is_empty = False
                        yield from _entries(inner, f"{path}, {member.name}")
                if is_empty:
                    raise RecordsError(f"{path}: an archive without a file of records")
        else:
            with path.open("rb") as file:
                yield from _entries(file, str(path))
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
        raise RecordsError(f"{path}: cannot be read: {error}") from error


def _is_readable(path: Path) -> bool:
    return path.is_file() and path.name.endswith((*_ENDINGS, *_ARCHIVES))


def _entries(file: Any, name: str) -> Iterator[Entry]:
    with io.BufferedReader(file, _CHUNK) as buffered:
        if buffered.peek(2)[:2] == _GZIP:
            unzipped: Any = gzip.GzipFile(fileobj=buffered)
            with io.BufferedReader(unzipped, _CHUNK) as inner:
                yield from _plain(inner, name)
        else:
            yield from _plain(buffered, name)


def _plain(file: io.BufferedReader, name: str) -> Iterator[Entry]:
    start = _expect_json(file.peek(_CHUNK)[:_CHUNK], name)
    if not _is_document(start):
        yield from (line for line in file if not line.isspace())
        return
    beginning = file.read(_WHOLE)
    if len(beginning) < _WHOLE and (elements := _split_at_once(beginning)) is not None:
        yield from elements
        return
    resumed = io.BufferedReader(_Resumed(beginning, file), _CHUNK)
    with io.TextIOWrapper(resumed, encoding="utf-8-sig", errors="replace") as text:
        yield from _elements(text, name)


def _expect_json(start: bytes, name: str) -> bytes:
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start and start[:1] not in (b"{", b"["):
        raise RecordsError(f"{name}: neither JSON lines nor a JSON document")
    return start


class _Resumed(io.RawIOBase):
    """A file whose beginning was read already: that beginning, and then the rest."""

    def __init__(self, beginning: bytes, rest: io.BufferedReader) -> None:
        self._beginning, self._rest = io.BytesIO(beginning), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Read bytes into the buffer and return their number."""
        return self._beginning.readinto(buffer) or self._rest.readinto(buffer)


def _is_document(start: bytes) -> bool:
    """Return whether a text starts with a list, or with an object whose first key is in ``_LISTS``."""
    if start.startswith(b"["):
        return True
    key = start[1:].lstrip()
    return any(key.startswith(f'"{name}"'.encode()) and b"[" in key[:40] for name in _LISTS)


def _split_at_once(document: bytes) -> Iterator[bytes] | None:
    """Return the elements of a document's list, each as undecoded JSON; ``None`` if the document is malformed."""
    try:
        read = msgspec().json.decode(document.removeprefix(b"\xef\xbb\xbf"), type=_listed(msgspec().Raw))
    except (msgspec().MsgspecError, ValueError):
        return None
    lists = [read] if isinstance(read, list) else [getattr(read, key) for key in _LISTS]
    return next((map(bytes, elements) for elements in lists if elements is not None), None)


def _listed(element: Any) -> Any:
    """Return the type of a list of elements, or of an object with such a list."""
    return list[element] | msgspec().defstruct("document", [(key, list[element] | None, None) for key in _LISTS])


def _elements(file: IO[str], name: str) -> Iterator[Any]:
    """Yield the elements of the first list; what follows it is ignored."""
    text, at = file.read(_CHUNK), 0
    at = text.find("[") + 1
    while True:
        while at < len(text) and (text[at].isspace() or text[at] == ","):
            at += 1
        if text[at : at + 1] == "]":
            return
        try:
            element, end = _decoder.raw_decode(text, at)
        except ValueError as error:
            more = file.read(max(_CHUNK, len(text) - at)) if len(text) - at < _LONGEST else ""
            if not more:
                raise RecordsError(f"{name}: incomplete or invalid JSON: {error}") from error
            text, at = text[at:] + more, 0
            continue
        yield element
        at = end
