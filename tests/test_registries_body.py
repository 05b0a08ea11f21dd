"""The body of an answer: whole or refused, and never more in memory than it may be long."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator

import pytest

from refcheck.registries.transport.body import MOST_BYTES, BodyError, read_body

TEXT = b'{"message": {"items": []}}' * 100
PACKED = gzip.compress(TEXT)
ONE_MEGABYTE = b"x" * 1_000_000


class Raw:
    """What urllib3 hands on, and how many pieces of it were taken."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.taken = 0

    def stream(self, amount: int, decode_content: bool) -> Iterator[bytes]:
        for piece in self._pieces:
            self.taken += 1
            yield piece


def endless(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


@pytest.mark.parametrize(
    ("pieces", "encoding", "body"),
    [
        ([TEXT], "", TEXT),
        ([TEXT[:9], b"", TEXT[9:]], "identity", TEXT),
        ([PACKED], "gzip", TEXT),
        ([PACKED[:1], PACKED[1:]], " X-GZIP", TEXT),
        ([zlib.compress(TEXT)], "deflate", TEXT),
        ([PACKED, b"and what nobody packed"], "gzip", TEXT),
        ([], "gzip", b""),
        ([], "", b""),
    ],
)
def test_a_whole_body(pieces: list[bytes], encoding: str, body: bytes) -> None:
    assert read_body(Raw(pieces), encoding) == body


@pytest.mark.parametrize(
    ("pieces", "encoding", "why"),
    [
        ([PACKED[:-9]], "gzip", "sent an incomplete answer"),
        ([b"\x00" * 9], "gzip", "sent an incomplete answer"),
        ([TEXT], "gzip", "sent an incomplete answer"),
        ([PACKED], "br", "compressed its answer in a format not requested"),
        ([PACKED], "gzip, gzip", "compressed its answer in a format not requested"),
    ],
)
def test_a_body_that_is_none(pieces: list[bytes], encoding: str, why: str) -> None:
    with pytest.raises(BodyError, match=why):
        read_body(Raw(pieces), encoding)


@pytest.mark.parametrize(
    ("pieces", "encoding"),
    [(lambda: endless(ONE_MEGABYTE), ""), (lambda: [gzip.compress(b" " * 2 * MOST_BYTES)], "gzip")],
    ids=["without end", "bomb"],
)
def test_what_is_too_long_takes_no_memory(pieces: Callable[[], Iterable[bytes]], encoding: str) -> None:
    raw = Raw(pieces())
    tracemalloc.start()
    try:
        with pytest.raises(BodyError, match=f"more than {MOST_BYTES:,} bytes"):
            read_body(raw, encoding)
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES / 2
    finally:
        tracemalloc.stop()


def test_nothing_is_read_behind_the_end_of_what_was_packed() -> None:
    def pieces() -> Iterator[bytes]:
        yield PACKED
        yield from endless(ONE_MEGABYTE)

    raw = Raw(pieces())
    assert read_body(raw, "gzip") == TEXT
    assert raw.taken == 2
