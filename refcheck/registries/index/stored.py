"""The bodies of an index's documents: small JSON objects, compressed with a dictionary that is trained on the first of them."""

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from refcheck.registries.index.keeping import decoded
from refcheck.registries.index.needed import zstandard

if TYPE_CHECKING:
    from zstandard import ZstdCompressor, ZstdDecompressor

DICTIONARY_BYTES = 112_640
"""The size that zstandard advises."""

_LEVEL = 3
"""Of zstandard: the higher ones take five times as long for a twentieth of the size."""


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
        """The body, compressed. It says its size, or a buffer for the largest would be made for each that is unpacked."""
        tool: ZstdCompressor | None = getattr(self._own, "packer", None)
        if tool is None:
            tool = self._own.packer = zstandard().ZstdCompressor(
                dict_data=self._dictionary, write_content_size=True, write_checksum=False, write_dict_id=False
            )
        packed: bytes = tool.compress(body)
        return packed

    def unpack(self, packed: bytes) -> dict[str, Any]:
        """The object that was packed."""
        tool: ZstdDecompressor | None = getattr(self._own, "unpacker", None)
        if tool is None:
            tool = self._own.unpacker = zstandard().ZstdDecompressor(dict_data=self._dictionary)
        return decoded(tool.decompress(packed))
