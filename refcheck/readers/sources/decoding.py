"""Bytes → text, and back: whatever the bytes, each can be written back unchanged."""

import codecs
import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from refcheck.errors import LockedSourceError, SourceError
from refcheck.model import Span
from refcheck.model.formats import file_type
from refcheck.readers.sources.encodings import OLD_OFFICE, RESAVED, SIGNATURES
from refcheck.text.characters import LOST
from refcheck.text.recoding import WINDOWS, without_lone_surrogates

_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

_UNICODE = frozenset({"utf-8", *_WIDE.values()})
"""The encodings that are not guessed."""

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""A lone surrogate, which no encoding has. In a file's text it represents a byte that is invalid in the file's encoding:
``"\\udc92"`` for 0x92 in what is otherwise UTF-8.
"""

_FROM_ESCAPES = {0xDC00 + byte: character for byte, character in WINDOWS.items()}
_TO_ESCAPES = {ord(character): chr(0xDC00 + byte) for byte, character in WINDOWS.items()}
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream that holds an encrypted document of today's Office. Source: Microsoft, [MS-OFFCRYPTO], 1.3.2."""
_CHANCE = 2
"""The ratio of invalid bytes to valid non-ASCII characters above which the latter are valid UTF-8 by chance."""


@frozen(kw_only=True)
class Decoded:
    """A file's text, and what is needed to write the file back.

    ``text`` is the readable text. ``escaped`` is the same, character for character, except for lone surrogates, which represent
    bytes that are invalid in the ``encoding``. ``head`` and ``tail`` are bytes that are not text: a byte order mark, half a
    character. ``is_guess`` says that the encoding is unknown, so that nothing new but ASCII can be written.
    """

    text: str
    escaped: str
    encoding: str
    errors: str
    head: bytes = b""
    tail: bytes = b""
    is_guess: bool = False

    def notes(self) -> Iterator[str]:
        """Yield notes on what had to be guessed."""
        if self.encoding not in _UNICODE:
            yield f"The text was read as {self.encoding}."
        invalid = LONE_SURROGATE.findall(self.escaped)
        bytes_ = sum(ord(each) in _FROM_ESCAPES for each in invalid) if self.encoding == "utf-8" else 0
        if bytes_:
            yield f"Bytes that are not valid UTF-8, read as Windows-1252: {bytes_}."
        if halves := len(invalid) - bytes_ + bool(self.tail):
            yield f"Characters that are not valid UTF-16, shown as {LOST}: {halves}."

    def can_write(self, text: str) -> bool:
        """Return whether the file's encoding is known to have every character of ``text``."""
        if self.is_guess:
            return text.isascii()
        try:
            self._encoded(text)
        except UnicodeEncodeError:
            return False
        return True

    def rewritten(self, changes: Sequence[tuple[Span, str]]) -> bytes:
        """Return the file with some spans of its text replaced, and every other byte unchanged.

        ``changes`` are in order and do not overlap; the file's encoding has their characters, or they are moved within it.
        """
        parts, end = [self.head], 0
        for span, replacement in changes:
            parts += [self._unchanged(end, span.start), self._encoded(replacement)]
            end = span.end
        return b"".join([*parts, self._unchanged(end, len(self.escaped)), self.tail])

    def _unchanged(self, start: int, end: int) -> bytes:
        return self.escaped[start:end].encode(self.encoding, self.errors)

    def _encoded(self, text: str) -> bytes:
        """Return new text in the file's encoding; text from elsewhere in a file whose encoding is a guess has the same bytes again.

        Raises:
            UnicodeEncodeError: the encoding lacks a character.
        """
        if self.is_guess and self.encoding == "utf-8":
            return text.translate(_TO_ESCAPES).encode(self.encoding, self.errors)
        return text.encode(self.encoding)


def require_text(data: bytes, name: str) -> None:
    """Raise an error if a file that no reader of documents accepts is not text either.

    Raises:
        LockedSourceError: it is an Office document that needs a password.
        SourceError: it is not text.
    """
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            if kind == OLD_OFFICE and _LOCKED in data:
                raise LockedSourceError(f"{name}: needs a password; save it without one, or copy the list as text")
            known = file_type(name)
            if kind in RESAVED and not (known and known.is_sheet_or_slides):
                raise SourceError(f"{name}: is {kind}, which cannot be read; save it as .docx or .odt")
            raise SourceError(f"{name}: is {kind}, which cannot be read; copy the reference list as text")
    if b"\0" in data and not data.startswith(tuple(_WIDE)):
        raise SourceError(f"{name}: is a binary file, not text")


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of a file: UTF-16 with a byte order mark, else UTF-8, in which invalid bytes are read as Windows-1252.

    A file with hardly any valid non-ASCII UTF-8 is read in another script's encoding if that is certain, and in another one of
    Latin letters if only that makes words of it.

    Raises:
        LockedSourceError: it is an Office document that needs a password.
        SourceError: it is not text.
    """
    require_text(data, name)
    for mark, encoding in _WIDE.items():
        if data.startswith(mark):
            return _wide(data, mark, encoding)
    head = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    escaped = data[len(head) :].decode("utf-8", "surrogateescape")
    invalid = len(LONE_SURROGATE.findall(escaped))
    strange = invalid > 0
    beyond = sum(not character.isascii() for character in escaped) - invalid
    is_guess = not head and invalid > _CHANCE * beyond
    if is_guess:
        from refcheck.readers.sources.encodings import detected_encoding, likely_latin  # here, as few files need them

        if sure := detected_encoding(data):
            text = data.decode(sure)
            return Decoded(text=text, escaped=text, encoding=sure, errors="strict")
        if likely := likely_latin(data):
            text = data.decode(likely)
            return Decoded(text=text, escaped=text, encoding=likely, errors="strict", is_guess=True)
    return Decoded(
        text=escaped.translate(_FROM_ESCAPES) if strange else escaped,
        escaped=escaped,
        encoding="utf-8",
        errors="surrogateescape",
        head=head,
        is_guess=is_guess,
    )


def decode_text(text: str) -> Decoded:
    r"""Return a Python string as the text of a file, which in UTF-8 has no lone surrogates.

    Those that represent bytes (``errors="surrogateescape"``) are read like such bytes in a file, others become U+FFFD.

    >>> decode_text("M\udcfcller, \ud83d\ude00, \ud800").text
    'Müller, 😀, \ufffd'
    """
    if LONE_SURROGATE.search(text) is None:
        return Decoded(text=text, escaped=text, encoding="utf-8", errors="strict")
    escaped = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")  # joins pairs
    read = without_lone_surrogates(escaped.translate(_FROM_ESCAPES))
    return Decoded(text=read, escaped=escaped, encoding="utf-8", errors="surrogatepass")


def _wide(data: bytes, mark: bytes, encoding: str) -> Decoded:
    whole = len(data) - len(data) % 2
    escaped = data[len(mark) : whole].decode(encoding, "surrogatepass")
    return Decoded(
        text=LONE_SURROGATE.sub(LOST, escaped),
        escaped=escaped,
        encoding=encoding,
        errors="surrogatepass",
        head=mark,
        tail=data[whole:],
    )
