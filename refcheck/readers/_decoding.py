"""Bytes → text."""

import codecs

from refcheck.errors import SourceError

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive (perhaps a DOCX or ODT document)",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "compressed",
}
"""How files begin that are no text, whatever their name."""

_FALLBACK = "cp1252"
"""What a text that is no UTF-8 is taken for: the code page of most old pages and documents of Western languages."""


def decode(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else Windows-1252.

    Raises:
        SourceError: the file is no text.
    """
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise SourceError(f"{name}: is {kind}, which cannot be read; copy the reference list as text")
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if b"\0" in data:
        raise SourceError(f"{name}: is a binary file, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_FALLBACK, errors="replace")
