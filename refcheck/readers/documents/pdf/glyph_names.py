"""Type 3 fonts whose glyphs are named by numbers: PDFium reads their codes as they are, which say nothing; the names say more.

Old programs of TeX number the glyphs of a font as they meet them and name each by its place in TeX's encoding: ``/65`` or ``/a65``
or, in hexadecimal, ``/K41`` for an A. The file is written again with a table from codes to letters (``ToUnicode``), which PDFium
follows in any font.

Source: PDF 1.7, sections 9.6.5 (Type 3 fonts, ``Differences``) and 9.10.3 (``ToUnicode``).
"""

import logging
import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

_NUMBERED = re.compile(r"/([A-Za-z]{0,2}?)([0-9A-F]{1,3})")
"""A glyph's name that is a number behind no more than two letters: ``/65``, ``/a65``, ``/K41``."""

_TYPE_3, _PACKED = b"/Type3", b"/ObjStm"
"""A file that says neither has no such font; one that packs its objects may have one."""
_OLD = dict(zip((11, 12, 13, 14, 15, 16, 25, 26, 27, 28, 29, 30, 31), "ﬀﬁﬂﬃﬄıßæœøÆŒØ", strict=True)) | {
    123: "–",
    124: "—",
    127: "¨",
}
"""What TeX's encoding of 128 letters has where ASCII has other signs. Source: fontenc, OT1 (D. E. Knuth, *Computer Modern
Typefaces*, 1986, table of roman letters)."""
_CORK = dict(zip((16, 17, 21, 22, 25, 27, 28, 29, 30, 31, 127), "“”–—ıﬀﬁﬂﬃﬄ-", strict=True))
"""The same of its encoding of 256, which above 192 is that of Latin-1. Source: fontenc, T1 (TeX Users Group, Cork, 1990)."""

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{count} beginbfchar
{rows}
endbfchar
endcmap
end
end
"""


def with_letters(data: bytes) -> bytes | None:
    """Return the PDF with letters for the numbered glyphs of its Type 3 fonts; None if it has none or cannot be written again."""
    if _TYPE_3 not in data and _PACKED not in data:
        return None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
        named = [(font, dict(_names(font))) for font in _fonts(writer)]
        letters = _letters({name for _, names in named for name in names.values()})
        for font, names in named:
            _tell(writer, font, {code: letters[name] for code, name in names.items() if name in letters})
        written = BytesIO()
        writer.write(written)
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError):  # a broken file
        return None
    return written.getvalue() if letters else None


def _fonts(writer: PdfWriter) -> Iterator[DictionaryObject]:
    """Yield the Type 3 fonts that no table says the letters of."""
    for number in range(1, len(writer._objects) + 1):
        font = writer.get_object(number)
        if isinstance(font, DictionaryObject) and font.get("/Subtype") == "/Type3" and "/ToUnicode" not in font:
            yield font


def _names(font: DictionaryObject) -> Iterator[tuple[int, str]]:
    """Yield each code of a font and the name of its glyph."""
    encoding = font.get("/Encoding", DictionaryObject()).get_object()
    differences = encoding.get("/Differences") if isinstance(encoding, DictionaryObject) else None
    if differences is not None and isinstance(listed := differences.get_object(), ArrayObject):
        code = 0
        for item in listed:
            if isinstance(item, NameObject):
                yield code, str(item)
                code += 1
            else:
                code = int(item)


def _letters(names: set[str]) -> dict[str, str]:
    """Return what the names that are numbers stand for: hexadecimal where a name of the same letters needs it."""
    found = {name: _NUMBERED.fullmatch(name) for name in names}
    numbered = {name: match.groups() for name, match in found.items() if match}
    hexadecimal = {before for before, number in numbered.values() if not number.isdecimal()}
    codes = {name: int(number, 16 if before in hexadecimal else 10) for name, (before, number) in numbered.items()}
    encoding = _CORK if any(127 < code < 256 for code in codes.values()) else _OLD
    return {name: encoding.get(code, chr(code)) for name, code in codes.items() if code < 256}


def _tell(writer: PdfWriter, font: DictionaryObject, letters: dict[int, str]) -> None:
    """Give a font its table."""
    if letters:
        table = StreamObject()
        rows = "\n".join(f"<{code:02X}> <{ord(letter):04X}>" for code, letter in letters.items() if code < 256)
        table.set_data(_CMAP.format(count=len(letters), rows=rows).encode("ascii"))
        font[NameObject("/ToUnicode")] = writer._add_object(table)
