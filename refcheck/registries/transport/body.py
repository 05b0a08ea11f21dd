"""The body of an answer: read and inflated no further than it may be long."""

import zlib
from typing import Any

MOST_BYTES = 16_000_000
"""Bytes of an answer, inflated. Fifty works with all that they cite come to a tenth of it."""

_PIECE = 65_536
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_PLAIN, _INFLATED = ("", "identity"), ("gzip", "x-gzip", "deflate")


class BodyError(ValueError):
    """A body that is too long, broken off, or packed as nobody asked for; the message follows the registry's name."""


def read_body(raw: Any, encoding: str, most: int = MOST_BYTES) -> bytes:
    """The whole body of urllib3's response ``raw``, whose ``Content-Encoding`` is ``encoding``.

    Raises:
        BodyError: it has more than ``most`` bytes, or is not whole.
    """
    encoding = encoding.strip().lower()
    if encoding in _PLAIN:
        return _joined(raw.stream(_PIECE, decode_content=False), most)
    if encoding not in _INFLATED:
        raise BodyError("packed its answer as nobody asked for")
    return _joined(_inflated(raw.stream(_PIECE, decode_content=False), most), most)


def _joined(pieces: Any, most: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > most:
            raise BodyError(f"gave an answer of more than {most:,} bytes")
    return bytes(body)


def _inflated(pieces: Any, most: int) -> Any:
    """The pieces without their compression, each no longer than all may be: a thousand times as much may be packed in one."""
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
    some = False
    try:
        for piece in pieces:
            some = True
            yield inflater.decompress(piece, most + 1)
            if inflater.unconsumed_tail:
                raise BodyError(f"gave an answer of more than {most:,} bytes")
    except zlib.error as error:
        raise BodyError("broke off its answer") from error
    if some and not inflater.eof:
        raise BodyError("broke off its answer")
