"""Replies: their bodies, read up to a limit, as untrusted JSON or XML; and ``Retry-After``."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from refcheck.registries.failures import Failure, broken
from refcheck.text.recoding import may_need_recoding, recoded_json, without_controls
from refcheck.text.xml_tree import tree

LONGEST = 86_400.0
"""Seconds: one day. A longer ``Retry-After`` makes no sense for a run and counts as a day. Source: a judgement; not measured."""


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds that a server asks to wait, given as a number or a date (RFC 9110 §10.2.3); ``None`` if unusable."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), LONGEST)
    try:
        return min(max(0.0, (parsedate_to_datetime(value) - now).total_seconds()), LONGEST)
    except (ValueError, TypeError, OverflowError):
        return None


MOST_VALUES = 500_000
"""The most values of an answer: ten thousand for each of fifty works. A value of two bytes takes a hundred bytes in memory."""

_BEGINNINGS = b",[{"
"""The characters one of which precedes every value but the first."""


def read_json(body: bytes, what: str) -> Any | Failure:
    """Return the data of a body, or why it cannot be read; ``what`` starts the reason ("answered 200 with something").

    Every string is recoded (:mod:`refcheck.text.recoding`): none contains half of a surrogate pair or a control character.

    >>> read_json(b'{"a": 1}', "came")
    {'a': 1}
    >>> read_json(b'{"a\\\\u0000": "10.1000/\\\\ud800"}', "came")
    {'a': '10.1000/\ufffd'}
    >>> read_json(b"[" * 200_000, "came with something").why
    'came with something that is not JSON'
    >>> read_json(b"[" + b"[]," * MOST_VALUES + b"0]", "came with something").why
    'came with something of more than 500,000 values'
    """
    if sum(map(body.count, _BEGINNINGS)) > MOST_VALUES:
        return broken(f"{what} of more than {MOST_VALUES:,} values")
    try:
        text = body.decode(json.detect_encoding(body), "surrogatepass")
        value = json.loads(text)
        return recoded_json(value) if may_need_recoding(text) else value
    except (ValueError, RecursionError):
        return broken(f"{what} that is not JSON")


if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element
else:
    Element = object

MOST_TAGS = 500_000
"""The most tags of an answer. A tag of four bytes in an answer takes some hundred in memory."""


def read_xml(body: bytes, what: str) -> Element | Failure:
    """Return the root element of a body, or why it cannot be read; ``what`` starts the reason ("answered 200 with something").

    >>> read_xml(b"<a><b/></a>", "came").tag
    'a'
    >>> read_xml(b"<a>", "came with something").why
    'came with something that is not XML'
    >>> read_xml(b"<a>" + b"<b/>" * MOST_TAGS + b"</a>", "came with something").why
    'came with something of more than 500,000 tags'
    """
    if body.count(b"<") > MOST_TAGS:
        return broken(f"{what} of more than {MOST_TAGS:,} tags")
    try:
        from lxml import etree
    except ImportError:
        own, broken_at = tree(body)
        whole = own is not None and broken_at is None
        return _cleaned(cast(Element, own)) if whole else broken(f"{what} that is not XML")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return broken(f"{what} that is not XML")
    return _cleaned(root) if root is not None else broken(f"{what} that is not XML")


def _cleaned(root: Element) -> Element:
    """Return the tree without control characters: XML may contain those above U+007F."""
    for element in root.iter():
        if (text := without_controls(element.text or "")) != (element.text or ""):
            element.text = text
        if (tail := without_controls(element.tail or "")) != (element.tail or ""):
            element.tail = tail
        for name, value in element.attrib.items():
            element.set(name, without_controls(str(value)))
    return root


def text_of(element: Element | None) -> str:
    """Return all the text in an element, with white space collapsed; an empty string for ``None``."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split()) if element is not None else ""


@frozen(kw_only=True)
class Reply:
    """An answer of a server. Header names are case-insensitive; ``passed`` are the URLs requested in turn, ``url`` itself last."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    passed: tuple[str, ...] = ()

    def json(self) -> Any | Failure:
        """Return the body as JSON, whatever the status, or why it cannot be read."""
        return read_json(self.body, f"answered {self.status} with something")

    def xml(self) -> Element | Failure:
        """Return the root element of the body as XML, in the same way."""
        return read_xml(self.body, f"answered {self.status} with something")


MOST_BYTES = 16_000_000
"""The most bytes of a decompressed answer. Fifty works with all their references take a tenth of it."""

_IN_MEMORY = 2_000_000
"""The bytes of an answer that are kept in memory while it is received; a longer answer is written to a temporary file."""

_CHUNK_BYTES = 65_536
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_PLAIN, INFLATED = ("", "identity"), ("gzip", "x-gzip", "deflate")


class BodyError(ValueError):
    """A body that is too long, incomplete, or in an encoding not requested; the message follows the name of the registry."""


def read_body(raw: Any, encoding: str) -> bytes:
    """Return the whole body of urllib3's response ``raw``, whose ``Content-Encoding`` is ``encoding``.

    Raises:
        BodyError: it has more than ``MOST_BYTES`` bytes, is incomplete, or has an encoding not requested.
    """
    encoding = encoding.strip().lower()
    pieces = raw.stream(_CHUNK_BYTES, decode_content=False)
    if encoding in _PLAIN:
        return _joined(pieces)
    if encoding not in INFLATED:
        raise BodyError("compressed its answer in a format not requested")
    return _joined(_inflated(pieces))


def _joined(pieces: Iterable[bytes]) -> bytes:
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
        for piece in pieces:
            body.write(piece)
            if body.tell() > MOST_BYTES:
                raise BodyError(f"gave an answer of more than {MOST_BYTES:,} bytes")
        body.seek(0)
        return body.read()


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the decompressed body in small chunks, since one compressed chunk may expand a thousandfold.

    Nothing after the end of the compressed data is used; one more chunk is requested, so that a body that ends there is read
    completely and its connection can be reused.
    """
    inflater, pieces = zlib.decompressobj(GZIP_OR_ZLIB), iter(pieces)
    some = False
    try:
        for piece in pieces:
            some = True
            while piece:
                yield inflater.decompress(piece, _CHUNK_BYTES)
                piece = inflater.unconsumed_tail
            if inflater.eof:
                next(pieces, None)
                return
    except zlib.error as error:
        raise BodyError("sent an incomplete answer") from error
    if some:
        raise BodyError("sent an incomplete answer")
