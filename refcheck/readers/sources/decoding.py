"""Bytes → text, and back: whatever the bytes, each can be written again as it was."""

import codecs
import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from refcheck.errors import LockedSourceError, SourceError
from refcheck.model import Span
from refcheck.readers.sources.encodings import OLD_OFFICE, RESAVED, SIGNATURES
from refcheck.text.recoding import without_halves

_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

_UNICODE = frozenset({"utf-8", *_WIDE.values()})
"""The encodings that nobody has to guess."""

_ESCAPED = re.compile("[\ud800-\udfff]")
"""What stands for bytes that are not of the encoding: ``"\\udc92"`` for 0x92 in what is else UTF-8."""

_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)}
"""The upper half of Windows-1252; the five bytes that it leaves free are control characters (WHATWG Encoding, §9)."""
_FROM_ESCAPES = {0xDC00 + byte: character for byte, character in _WINDOWS.items()}
_TO_ESCAPES = {ord(character): chr(0xDC00 + byte) for byte, character in _WINDOWS.items()}
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""What holds a document of today's Office that is encrypted. Source: Microsoft, [MS-OFFCRYPTO], 1.3.2."""
_CHANCE = 2
"""A text with so many times more bytes that are no UTF-8 than characters beyond ASCII that are has those by chance."""
_REPLACEMENT = "\ufffd"


@frozen(kw_only=True)
class Decoded:
    """A file's text, and what it takes to write the file again.

    ``text`` is what people read. ``escaped`` is the same, character for character, but for lone surrogates, which stand for
    bytes that are not of the ``encoding``. ``head`` and ``tail`` are bytes that are no text: a byte order mark, half a character.
    """

    text: str
    escaped: str
    encoding: str
    errors: str
    head: bytes = b""
    tail: bytes = b""
    is_windows: bool = False

    def notes(self) -> Iterator[str]:
        """Yield what had to be guessed, for people."""
        if self.encoding not in _UNICODE:
            yield f"The text was read as {self.encoding}."
        strangers = _ESCAPED.findall(self.escaped)
        bytes_ = sum(ord(each) in _FROM_ESCAPES for each in strangers) if self.encoding == "utf-8" else 0
        if bytes_:
            yield f"{bytes_} bytes are no UTF-8; they were read as Windows-1252."
        if halves := len(strangers) - bytes_ + bool(self.tail):
            yield f"{halves} characters are no UTF-16; they are shown as {_REPLACEMENT}."

    def can_write(self, text: str) -> bool:
        """Return whether the file's encoding has every character of ``text``."""
        try:
            self._encoded(text)
        except UnicodeEncodeError:
            return False
        return True

    def rewritten(self, changes: Sequence[tuple[Span, str]]) -> bytes:
        """Return the file with some spans of its text replaced, and every other byte as it was.

        ``changes`` are in order and do not overlap; the file's encoding has their characters.
        """
        parts, end = [self.head], 0
        for span, replacement in changes:
            parts += [self._as_it_was(end, span.start), self._encoded(replacement)]
            end = span.end
        return b"".join([*parts, self._as_it_was(end, len(self.escaped)), self.tail])

    def _as_it_was(self, start: int, end: int) -> bytes:
        return self.escaped[start:end].encode(self.encoding, self.errors)

    def _encoded(self, text: str) -> bytes:
        """New text in the file's encoding.

        Raises:
            UnicodeEncodeError: the encoding lacks a character.
        """
        if not self.is_windows:
            return text.encode(self.encoding)
        escaped = text.translate(_TO_ESCAPES)
        _ESCAPED.sub("", escaped).encode("ascii")
        return escaped.encode(self.encoding, self.errors)


def demand_text(data: bytes, name: str) -> None:
    """Raise where a file that no reader of documents takes is no text either.

    Raises:
        LockedSourceError: it is a document of Office that wants a password.
        SourceError: it is no text.
    """
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            if kind == OLD_OFFICE and _LOCKED in data:
                raise LockedSourceError(f"{name}: wants a password; save it without one, or copy the list as text")
            if kind in RESAVED:
                raise SourceError(f"{name}: is {kind}, which cannot be read; save it as .docx or .odt")
            raise SourceError(f"{name}: is {kind}, which cannot be read; copy the reference list as text")
    if b"\0" in data and not data.startswith(tuple(_WIDE)):
        raise SourceError(f"{name}: is a binary file, not text")


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of a file: UTF-16 with its mark, else UTF-8, of which the bytes that are none are taken for Windows-1252.

    A file of which nothing beyond ASCII is UTF-8 is in another script's encoding, where one of these is sure.

    Raises:
        LockedSourceError: it is a document of Office that wants a password.
        SourceError: it is no text.
    """
    demand_text(data, name)
    for mark, encoding in _WIDE.items():
        if data.startswith(mark):
            return _wide(data, mark, encoding)
    head = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    escaped = data[len(head) :].decode("utf-8", "surrogateescape")
    strangers = len(_ESCAPED.findall(escaped))
    strange = strangers > 0
    beyond = sum(not character.isascii() for character in escaped) - strangers
    is_foreign = strange and not head and not beyond
    if not head and strangers > _CHANCE * beyond:
        from refcheck.readers.sources.encodings import sure_encoding  # here, because most files are in UTF-8

        if sure := sure_encoding(data):
            text = data.decode(sure)
            return Decoded(text=text, escaped=text, encoding=sure, errors="strict")
    return Decoded(
        text=escaped.translate(_FROM_ESCAPES) if strange else escaped,
        escaped=escaped,
        encoding="utf-8",
        errors="surrogateescape",
        head=head,
        is_windows=is_foreign,
    )


def decode_text(text: str) -> Decoded:
    r"""Return a text of Python's as that of a file: halves of surrogate pairs are what UTF-8 has not.

    Those that stand for bytes (``errors="surrogateescape"``) are read as the bytes are in a file, others are U+FFFD.

    >>> decode_text("M\udcfcller, \ud83d\ude00, \ud800").text
    'Müller, 😀, \ufffd'
    """
    if _ESCAPED.search(text) is None:
        return Decoded(text=text, escaped=text, encoding="utf-8", errors="strict")
    escaped = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")  # joins pairs
    read = without_halves(escaped.translate(_FROM_ESCAPES))
    return Decoded(text=read, escaped=escaped, encoding="utf-8", errors="surrogatepass")


def _wide(data: bytes, mark: bytes, encoding: str) -> Decoded:
    whole = len(data) - len(data) % 2
    escaped = data[len(mark) : whole].decode(encoding, "surrogatepass")
    return Decoded(
        text=_ESCAPED.sub(_REPLACEMENT, escaped),
        escaped=escaped,
        encoding=encoding,
        errors="surrogatepass",
        head=mark,
        tail=data[whole:],
    )
