"""The marks at the beginning of files that are read as bytes: of archives and PDFs, and the bracket of languages with tags."""

import codecs
import string

OLD_OFFICE = "an old Office document"
"""What begins as documents of Office did before they were archives, and does still where it is encrypted."""

SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive (perhaps a DOCX or ODT document)",
    b"\xd0\xcf\x11\xe0": OLD_OFFICE,
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "compressed",
}
"""How files begin that are no text, whatever their name."""

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_HEAD = 1_024
"""Bytes within which a PDF may have its mark. Source: Adobe's implementation notes to PDF 1.7, appendix H.3."""

_BEFORE = codecs.BOM_UTF8 + codecs.BOM_UTF16_LE + string.whitespace.encode()
"""What may stand before a mark."""


def is_marked(data: bytes) -> bool:
    """Whether a file opens with a mark: only then its bytes say how they are to be read.

    >>> is_marked(b"@article{holt2019,"), is_marked(b"\\xef\\xbb\\xbf <html>"), is_marked(b"PK\\x03\\x04")
    (False, True, True)
    """
    if data.startswith((*SIGNATURES, *_WIDE)) or b"%PDF-" in data[:_HEAD]:
        return True
    return data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"<", b"")


def opening(data: bytes) -> str:
    """What a file opens with: its signature, or else its first characters, in whatever encoding.

    >>> opening(b"PK\\x03\\x04..."), opening(b"  <html>"), opening("\\ufeff<TEI>".encode("utf-16-be"))
    ('PK\\x03\\x04', '<html>', '<TEI>')
    """
    signed = (signature for signature in SIGNATURES if data.startswith(signature))
    head = next(signed, None) or _bare(data[:_HEAD]) or _bare(data)[:_HEAD]
    return head.decode("latin-1")


def _bare(data: bytes) -> bytes:
    return data.replace(b"\0", b"").lstrip(_BEFORE)
