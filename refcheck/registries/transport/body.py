"""The body of an answer: read and inflated no further than it may be long."""

import zlib
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Any

MOST_BYTES = 16_000_000
"""Bytes of an answer, inflated. Fifty works with all that they cite come to a tenth of it."""

_IN_MEMORY = 2_000_000
"""Bytes of it that are held in memory while it comes; what is beyond them waits in a file, so that an answer that is too long takes
no more."""

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
    pieces = raw.stream(_PIECE, decode_content=False)
    if encoding in _PLAIN:
        return _joined(pieces, most)
    if encoding not in _INFLATED:
        raise BodyError("packed its answer as nobody asked for")
    return _joined(_inflated(pieces), most)


def _joined(pieces: Iterable[bytes], most: int) -> bytes:
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
        for piece in pieces:
            body.write(piece)
            if body.tell() > most:
                raise BodyError(f"gave an answer of more than {most:,} bytes")
        body.seek(0)
        return body.read()


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces without their compression, none of them large: a thousand times as much may be packed in one.

    What stands behind the end of what was packed is not read, but for one look whether it is the answer's end: then the
    connection may serve again.
    """
    inflater, pieces = zlib.decompressobj(_GZIP_OR_ZLIB), iter(pieces)
    some = False
    try:
        for piece in pieces:
            some = True
            while piece:
                yield inflater.decompress(piece, _PIECE)
                piece = inflater.unconsumed_tail
            if inflater.eof:
                next(pieces, None)
                return
    except zlib.error as error:
        raise BodyError("broke off its answer") from error
    if some:
        raise BodyError("broke off its answer")
