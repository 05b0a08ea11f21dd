"""What an index keeps of a record: the fields of its JSON that ``crossref_record`` reads, small.

References, abstracts, licences, affiliations and times of registration are left out, which is most of a record. The rest is
JSON still, compressed with a dictionary that is trained on the first records of the index.
"""

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from refcheck.registries.crossref.dates import PUBLISHED
from refcheck.registries.index.needed import zstandard

if TYPE_CHECKING:
    from zstandard import ZstdCompressor, ZstdDecompressor

Item = Mapping[str, Any]

DICTIONARY_BYTES = 112_640
"""The size that zstandard advises."""

_LEVEL = 3
"""Of zstandard: the higher ones take five times as long for a twentieth of the size."""

_LARGEST = 1 << 26
"""Bytes: no record is larger when unpacked."""

_AS_IT_IS = (
    "DOI",
    "ISBN",
    "ISSN",
    "article-number",
    "collection-title",
    "container-title",
    "container-title-short",
    "degree",
    "edition",
    "edition-number",
    "issue",
    "language",
    "number",
    "original-title",
    "page",
    "publisher",
    "publisher-location",
    "publisher-place",
    "short-container-title",
    "short-title",
    "subtitle",
    "subtype",
    "title",
    "type",
    "updated-by",
    "update-to",
    "volume",
)

DATES = ("issued", *PUBLISHED)
"""Every date that may be cited, the date of issue first."""

_PARTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(DATES, ("date-parts",)),
    **dict.fromkeys(
        ("author", "editor", "translator"),
        ("family", "given", "name", "literal", "suffix", "non-dropping-particle", "dropping-particle"),
    ),
    "institution": ("name",),
    "event": ("name",),
    "journal-issue": ("issue", *DATES),
}
"""Fields that hold objects, and what is kept of those."""

_CITATIONS = {"cites", "is-cited-by", "references", "is-referenced-by"}
"""Relations that no record is judged by; a data set has them by the hundred."""

_encode: Callable[[object], str] = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False
).encode


def kept(item: Item) -> dict[str, Any]:
    """The part of a record's JSON that is kept. ``crossref_record`` makes the same of it as of the whole."""
    small = {field: value for field in _AS_IT_IS if (value := item.get(field))}
    for field, parts in _PARTS.items():
        value = item.get(field)
        if value:
            many = value if isinstance(value, list) else [value]
            small[field] = [
                {part: each[part] for part in parts if each.get(part)} for each in many if isinstance(each, dict)
            ]
            if not isinstance(value, list):
                small[field] = small[field][0] if small[field] else {}
    return _with_links(item, small)


def _with_links(item: Item, small: dict[str, Any]) -> dict[str, Any]:
    resource, relation = item.get("resource"), item.get("relation")
    if isinstance(resource, dict) and isinstance(primary := resource.get("primary"), dict):
        small["resource"] = {"primary": {"URL": primary.get("URL")}}
    if isinstance(relation, dict) and (others := {kind: relation[kind] for kind in relation if kind not in _CITATIONS}):
        small["relation"] = others
    return small


def encoded(item: Item) -> bytes:
    """The bytes of a small JSON object, before they are compressed. Half a surrogate pair, which occurs, becomes ``?``."""
    return _encode(item).encode("utf-8", "replace")


def train(samples: Iterable[bytes]) -> bytes:
    """A dictionary for bodies like these; empty where they are too few or too alike to learn from."""
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
        """The body, compressed."""
        tool: ZstdCompressor | None = getattr(self._own, "packer", None)
        if tool is None:
            tool = self._own.packer = zstandard().ZstdCompressor(
                dict_data=self._dictionary, write_content_size=False, write_checksum=False, write_dict_id=False
            )
        packed: bytes = tool.compress(body)
        return packed

    def unpack(self, packed: bytes) -> dict[str, Any]:
        """The object that was packed."""
        tool: ZstdDecompressor | None = getattr(self._own, "unpacker", None)
        if tool is None:
            tool = self._own.unpacker = zstandard().ZstdDecompressor(dict_data=self._dictionary)
        item: dict[str, Any] = json.loads(tool.decompress(packed, max_output_size=_LARGEST))
        return item
