"""Stored records: small JSON objects, compressed with a dictionary that is trained on the first of them.

Fields of Crossref's JSON and attributes of DataCite's are stored unchanged, so that they are read like an answer of the registry.
References, abstracts, licences, affiliations and times of registration, which are most of a record, are left out: the decoder skips
them without creating objects.
"""

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from refcheck.extras import library
from refcheck.model import Id, Name, Provenance, Record
from refcheck.registries.index.sources import msgspec
from refcheck.registries.services.crossref import PUBLISHED
from refcheck.registries.services.crossref.record import CITATIONS, crossref_record
from refcheck.registries.services.datacite import datacite_record
from refcheck.registries.transport.stated import entries
from refcheck.text.markup import clean
from refcheck.text.recoding import may_need_recoding, recoded_json

if TYPE_CHECKING:
    from zstandard import ZstdCompressor, ZstdDecompressor

zstandard = partial(library, "zstandard", extra="index", whose="a local index")
"""The library that compresses records (BSD)."""

Item = Mapping[str, Any]

_NO_PROVENANCE = Provenance(registry="", url="", retrieved=datetime.min)


def key_of(body: Item) -> str | None:
    """Return the DOI of a body in lower case; ``None`` if it has no DOI."""
    doi = body[ATTRIBUTES].get("doi") if ATTRIBUTES in body else body.get("DOI")
    return Id.doi(clean(doi)).value or None if isinstance(doi, str) else None


def record_of(body: Item, provenance: Provenance) -> Record:
    """Return the record that is stored in a body."""
    if ATTRIBUTES in body:
        return datacite_record(body[ATTRIBUTES], provenance)
    return crossref_record(body, provenance)


def as_crossref(body: Item) -> Item:
    """Return the searchable data of a body in Crossref's fields."""
    if ATTRIBUTES not in body:
        return body
    work = datacite_record(body[ATTRIBUTES], _NO_PROVENANCE).work
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
"""The size that zstandard recommends."""

_LEVEL = 3
"""The compression level of zstandard: higher ones take five times as long and save a twentieth of the size."""


def train(samples: Iterable[bytes]) -> bytes:
    """Return a compression dictionary trained on samples; empty if they are too few or too similar."""
    try:
        dictionary: bytes = zstandard().train_dictionary(DICTIONARY_BYTES, list(samples)).as_bytes()
    except zstandard().ZstdError:
        return b""
    return dictionary


class Packing:
    """Compresses and decompresses bodies with one dictionary. Each thread has its own tools, as zstandard's are not thread-safe."""

    def __init__(self, dictionary: bytes) -> None:
        """``dictionary`` may be empty."""
        self._dictionary = zstandard().ZstdCompressionDict(dictionary)
        self._dictionary.precompute_compress(level=_LEVEL)
        self._own = threading.local()

    def pack(self, body: bytes) -> bytes:
        """Return the compressed body, which states its size, so that a buffer of the right size can be used to unpack it."""
        tool: ZstdCompressor | None = getattr(self._own, "packer", None)
        if tool is None:
            tool = self._own.packer = zstandard().ZstdCompressor(
                dict_data=self._dictionary, write_content_size=True, write_checksum=False, write_dict_id=False
            )
        packed: bytes = tool.compress(body)
        return packed

    def unpack(self, packed: bytes) -> dict[str, Any]:
        """Return the object in a compressed body."""
        tool: ZstdDecompressor | None = getattr(self._own, "unpacker", None)
        if tool is None:
            tool = self._own.unpacker = zstandard().ZstdDecompressor(dict_data=self._dictionary)
        return decoded(tool.decompress(packed))


ATTRIBUTES = "attributes"
"""The key of the fields of a record in DataCite's JSON; Crossref's JSON has no such key."""

DATES = ("issued", *PUBLISHED)
"""The fields of all dates that may be cited, the date of issue first."""

_AS_IT_IS = (
    *("DOI", "ISBN", "ISSN", "article-number", "collection-title", "container-title", "container-title-short"),
    *("degree", "edition", "edition-number", "issue", "language", "number", "original-title", "page", "publisher"),
    *("publisher-location", "publisher-place", "relation", "short-container-title", "short-title", "subtitle"),
    *("subtype", "title", "type", "updated-by", "update-to", "volume"),
)

_PARTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(DATES, ("date-parts",)),
    **dict.fromkeys(
        ("author", "editor", "translator"),
        ("family", "given", "name", "literal", "suffix", "non-dropping-particle", "dropping-particle"),
    ),
    "institution": ("name",),
    "event": ("name",),
    "journal-issue": ("issue", *DATES),
    "resource": ("primary",),
}
"""Fields that contain objects, and the fields of those that are stored."""

_PLAIN = str | int | float | bool | None
"""The types that an untidy record may have in place of an object."""


def kept(item: Item) -> dict[str, Any]:
    """Return the part of a record that is stored, from which ``crossref_record`` makes the same record as from the whole.

    For a record of DataCite it is the part of ``attributes``.
    """
    return _small(msgspec().convert(item, _record_type()))


def read(line: bytes) -> dict[str, Any]:
    """Return the part of a record that is stored, from its JSON; empty if the JSON is not an object.

    Raises:
        ValueError: the line is not JSON.
    """
    try:
        record = _decoder().decode(line)
    except (msgspec().MsgspecError, ValueError):  # msgspec refuses NaN and half a surrogate pair, which occur
        item = recoded_json(json.loads(line))
        return kept(item) if isinstance(item, dict) else {}
    return _small(record)


def encoded(item: Item) -> bytes:
    """Return the JSON of a small object, uncompressed."""
    encode: Callable[[Item], bytes] = msgspec().json.encode
    try:
        return encode(item)
    except UnicodeEncodeError:  # in an object that a caller has made
        return encode(recoded_json(item))


def decoded(body: bytes) -> dict[str, Any]:
    """Return the object that was ``encoded``."""
    item: dict[str, Any] = msgspec().json.decode(body)
    return recoded_json(item) if may_need_recoding(body.decode()) else item


@cache
def _record_type() -> Any:
    """Return the type that a record is read into."""
    parts = {field: _one_or_many(_shape(field, dict.fromkeys(names, Any))) for field, names in _PARTS.items()}
    return _shape("record", {**dict.fromkeys((*_AS_IT_IS, ATTRIBUTES), Any), **parts})


@cache
def _decoder() -> Any:
    """Return the decoder of a record's JSON."""
    return msgspec().json.Decoder(_record_type())


def _shape(name: str, fields: Mapping[str, Any]) -> Any:
    """Return a type with these fields, all of them optional; other fields of an object are ignored."""
    words = {field: field.replace("-", "_") for field in fields}
    return msgspec().defstruct(
        name.replace("-", "_"),
        [(words[field], of, None) for field, of in fields.items()],
        rename={words[field]: field for field in fields},
        omit_defaults=True,
        gc=False,
    )


def _one_or_many(shape: Any) -> Any:
    """Return the type of an object of this shape, a list of such objects, or any other value."""
    return shape | list[shape | list[Any] | _PLAIN] | _PLAIN


def _small(record: Any) -> dict[str, Any]:
    item: dict[str, Any] = msgspec().to_builtins(record)
    attributes = item.pop(ATTRIBUTES, None)
    if isinstance(attributes, dict) and "DOI" not in item:
        return {ATTRIBUTES: kept_attributes(attributes)}
    relation = item.get("relation")
    if relation:
        by_type = relation if isinstance(relation, dict) else {}
        item["relation"] = {kind: by_type[kind] for kind in by_type if kind not in CITATIONS}
    return _with_values(item, item)


_ATTRIBUTES = ("doi", "titles", "container", "publisher", "publicationYear", "dates", "language", "types", "url")
_NAME = ("name", "nameType", "givenName", "familyName", "contributorType")
"""The fields of DataCite's attributes, and of a creator or contributor, that are stored: no affiliations, no identifiers."""

_CITATIONS = {"Cites", "IsCitedBy", "References", "IsReferencedBy", "IsSupplementTo", "IsSupplementedBy"}
"""DataCite's relation types that are not needed to judge a record."""


def kept_attributes(attributes: Item) -> dict[str, Any]:
    """Return the stored part of DataCite's attributes, from which ``datacite_record`` makes the same record as from the whole."""
    related = entries(attributes, "relatedIdentifiers")
    parts = {
        **{
            field: [_with_values(each, _NAME) for each in entries(attributes, field)]
            for field in ("creators", "contributors")
        },
        "relatedIdentifiers": [each for each in related if each.get("relationType") not in _CITATIONS],
    }
    return _with_values(attributes, _ATTRIBUTES) | {field: value for field, value in parts.items() if value}


def _with_values(item: Item, fields: Iterable[str]) -> dict[str, Any]:
    """Return those of the fields that have a value."""
    return {field: value for field in fields if (value := item.get(field)) or value == 0}
