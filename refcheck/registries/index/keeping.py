"""Keeping an index: what is put in, taken out, and verified.

References, abstracts, licences, affiliations and times of registration are left out, which is most of a record: they are passed
over while it is read, and no object is made of them.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from refcheck.registries.index.manifest import Manifest, checksums, shard_folders
from refcheck.registries.index.shard import Shard
from refcheck.registries.index.sources import ATTRIBUTES, kept_attributes
from refcheck.registries.index.sources import msgspec as _imported
from refcheck.registries.services.crossref import PUBLISHED
from refcheck.registries.services.crossref.record import CITATIONS
from refcheck.text.recoding import may_be_dirty, recoded_json


def faults(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the index in ``folder``, in words: cut short, files missing, new or changed, documents lost.

    Raises:
        RecordsError: no index is there, or a shard cannot be opened.
    """
    manifest = Manifest.read(folder)
    if not manifest.finished:
        yield "putting records in was cut short"
        return
    there = checksums(folder)
    for name in sorted(manifest.files.keys() | there.keys()):
        if name not in there:
            yield f"{name} is missing"
        elif name not in manifest.files:
            yield f"{name} does not belong here"
        elif there[name] != manifest.files[name]:
            yield f"{name} has changed"
    if there == manifest.files:
        documents = sum(len(Shard(each)) for each in shard_folders(folder, manifest.shards))
        if documents != manifest.documents:
            yield f"{documents} documents where {manifest.documents} were put in"


msgspec = cache(_imported)
"""The library, looked up once: it is asked for with every record."""

Item = Mapping[str, Any]

DATES = ("issued", *PUBLISHED)
"""Every date that may be cited, the date of issue first."""

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
"""Fields that hold objects, and what is kept of those."""

_PLAIN = str | int | float | bool | None
"""What an untidy record may hold in the place of an object."""


def kept(item: Item) -> dict[str, Any]:
    """Return the part of a record that is kept. ``crossref_record`` makes the same of it as of the whole.

    Of a record of DataCite's it is the ``attributes``.
    """
    return _small(msgspec().convert(item, _record_type()))


def read(line: bytes) -> dict[str, Any]:
    """Return the part that is kept of a record, read from its JSON; empty for what is no object.

    Raises:
        ValueError: no JSON.
    """
    try:
        record = _decoder().decode(line)
    except (msgspec().MsgspecError, ValueError):  # it refuses NaN and half a surrogate pair, which occur
        item = recoded_json(json.loads(line))
        return kept(item) if isinstance(item, dict) else {}
    return _small(record)


def encoded(item: Item) -> bytes:
    """Return the bytes of a small JSON object, before they are compressed."""
    encode: Callable[[Item], bytes] = msgspec().json.encode
    try:
        return encode(item)
    except UnicodeEncodeError:  # of an object that a caller has made
        return encode(recoded_json(item))


def decoded(body: bytes) -> dict[str, Any]:
    """Return the object that was ``encoded``."""
    item: dict[str, Any] = msgspec().json.decode(body)
    return recoded_json(item) if may_be_dirty(body.decode()) else item


@cache
def _record_type() -> Any:
    """Return the type that a record is read into."""
    parts = {field: _some(_shape(field, dict.fromkeys(names, Any))) for field, names in _PARTS.items()}
    return _shape("record", {**dict.fromkeys((*_AS_IT_IS, ATTRIBUTES), Any), **parts})


@cache
def _decoder() -> Any:
    """Return what reads a record's JSON."""
    return msgspec().json.Decoder(_record_type())


def _shape(name: str, fields: Mapping[str, Any]) -> Any:
    """Return a type with these fields, of which any may be missing; the others of an object are passed over."""
    words = {field: field.replace("-", "_") for field in fields}
    return msgspec().defstruct(
        name.replace("-", "_"),
        [(words[field], of, None) for field, of in fields.items()],
        rename={words[field]: field for field in fields},
        omit_defaults=True,
        gc=False,
    )


def _some(shape: Any) -> Any:
    """Return an object of this shape, or a list of them; or whatever else stands there."""
    return shape | list[shape | list[Any] | _PLAIN] | _PLAIN


def _small(record: Any) -> dict[str, Any]:
    item: dict[str, Any] = msgspec().to_builtins(record)
    attributes = item.pop(ATTRIBUTES, None)
    if isinstance(attributes, dict) and "DOI" not in item:
        return {ATTRIBUTES: kept_attributes(attributes)}
    relation = item.get("relation")
    if relation:
        parted = relation if isinstance(relation, dict) else {}
        item["relation"] = {kind: parted[kind] for kind in parted if kind not in CITATIONS}
    return {field: value for field, value in item.items() if value or value == 0}
