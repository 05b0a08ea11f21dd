"""Stored records: small JSON objects, compressed with a dictionary that is trained on the first of them.

Fields of Crossref's JSON and attributes of DataCite's are kept as their registry has them, so that the record made of
them is the registry's own.
"""

import threading
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from refcheck.extras import library
from refcheck.model import Id, Name, Provenance, Record
from refcheck.registries.index.keeping import DATES, decoded
from refcheck.registries.index.sources import ATTRIBUTES
from refcheck.registries.services.crossref.record import crossref_record
from refcheck.registries.services.datacite import datacite_record
from refcheck.text.markup import clean

if TYPE_CHECKING:
    from zstandard import ZstdCompressor, ZstdDecompressor

zstandard = partial(library, "zstandard", extra="index", whose="a local index")
"""The compression of records (BSD)."""

Item = Mapping[str, Any]

_NOBODY = Provenance(registry="", url="", retrieved=datetime.min)


def key_of(body: Item) -> str | None:
    """Return the DOI of a body in lower case; nothing where it has none."""
    doi = body[ATTRIBUTES].get("doi") if ATTRIBUTES in body else body.get("DOI")
    return Id.doi(clean(doi)).value or None if isinstance(doi, str) else None


def record_of(body: Item, provenance: Provenance) -> Record:
    """Return the record that a body holds."""
    if ATTRIBUTES in body:
        return datacite_record(body[ATTRIBUTES], provenance)
    return crossref_record(body, provenance)


def as_crossref(body: Item) -> Item:
    """Return what a body is searched by, in Crossref's fields."""
    if ATTRIBUTES not in body:
        return body
    work = datacite_record(body[ATTRIBUTES], _NOBODY).work
    dates = [date for date in (work.issued, *work.issued_alternative) if date is not None]
    return {
        "title": [title for title in (work.title, work.subtitle, *work.original_title) if title],
        "container-title": [work.container_title] if work.container_title else [],
        "volume": work.volume,
        "page": work.page,
        "ISBN": list(work.isbn),
        "author": [_name(name) for name in work.author],
        "editor": [_name(name) for name in work.editor],
        **{field: {"date-parts": [[date.year]]} for field, date in zip(DATES, dates, strict=False)},
    }


def _name(name: Name) -> Item:
    return {"family": name.family} if name.family else {"name": name.literal}


DICTIONARY_BYTES = 112_640
"""The size that zstandard advises."""

_LEVEL = 3
"""Of zstandard: the higher ones take five times as long for a twentieth of the size."""


def train(samples: Iterable[bytes]) -> bytes:
    """Return a dictionary for bodies like these; empty where they are too few or too alike to learn from."""
    try:
        dictionary: bytes = zstandard().train_dictionary(DICTIONARY_BYTES, list(samples)).as_bytes()
    except zstandard().ZstdError:
        return b""
    return dictionary


class Packing:
    """Bodies, compressed with one dictionary and back. Every thread has tools of its own: zstandard's are not to be shared."""

    def __init__(self, dictionary: bytes) -> None:
        """``dictionary`` may be empty."""
        self._dictionary = zstandard().ZstdCompressionDict(dictionary)
        self._dictionary.precompute_compress(level=_LEVEL)
        self._own = threading.local()

    def pack(self, body: bytes) -> bytes:
        """Return the body, compressed. It says its size, or a buffer for the largest would be made for each that is unpacked."""
        tool: ZstdCompressor | None = getattr(self._own, "packer", None)
        if tool is None:
            tool = self._own.packer = zstandard().ZstdCompressor(
                dict_data=self._dictionary, write_content_size=True, write_checksum=False, write_dict_id=False
            )
        packed: bytes = tool.compress(body)
        return packed

    def unpack(self, packed: bytes) -> dict[str, Any]:
        """Return the object that was packed."""
        tool: ZstdDecompressor | None = getattr(self._own, "unpacker", None)
        if tool is None:
            tool = self._own.unpacker = zstandard().ZstdDecompressor(dict_data=self._dictionary)
        return decoded(tool.decompress(packed))
