"""Letters derived from glyph names where PDFium does not know them: ligatures, alternates, and numbers in Type 3 fonts.

PDFium maps a font's code to a letter if the name of the glyph is in Adobe's list. It leaves the code as it is for ``/f_i`` and
``/one.taboldstyle``, whose letters follow from Adobe's rules, and in Type 3 fonts, whatever the names. Old TeX programs number
the glyphs of such a font in order of use, and name each by its code in TeX's encoding: ``/65`` or ``/a65`` or, in hexadecimal,
``/K41`` for an A. The file is rewritten with a table from codes to letters (``ToUnicode``), which PDFium uses in any font.

Source: PDF 1.7, sections 9.6.6 (``Differences``) and 9.10.3 (``ToUnicode``); Adobe Glyph List Specification, section 2.
"""

import logging
import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf._codecs.adobe_glyphs import adobe_glyphs
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

_NUMBERED = re.compile(r"/([A-Za-z]{0,2}?)([0-9A-F]{1,3})")
"""A glyph name that is a number after at most two letters: ``/65``, ``/a65``, ``/K41``."""

_OLD = dict(zip((11, 12, 13, 14, 15, 16, 25, 26, 27, 28, 29, 30, 31), "ﬀﬁﬂﬃﬄıßæœøÆŒØ", strict=True)) | {
    123: "–",
    124: "—",
    127: "¨",
}
"""TeX's encoding of 128 characters, where it differs from ASCII. Source: fontenc, OT1 (D. E. Knuth, *Computer Modern
Typefaces*, 1986, table of roman letters)."""
_LIGATURES = frozenset(range(11, 16))
"""The codes of ligatures in it; in the encoding of 256 characters, these are accents and quotation marks."""
_COMMON = dict(zip((16, 17, 18, 19, 20, 21, 22, 25, 26, 27, 28, 29, 30, 31, 127), "“”„«»–—ıȷﬀﬁﬂﬃﬄ-", strict=True))
_CORK = _COMMON | {
    **dict(enumerate("ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£", start=128)),
    **dict(zip((215, 223, 247, 255), "Œẞœß", strict=True)),
}
"""TeX's encoding of 256 characters, where it differs from Latin-1. Source: fontenc, T1 (TeX Users Group, Cork, 1990)."""
_CYRILLIC = _COMMON | {
    **dict(zip((156, 157, 159, 188, 190, 191), "Ё№§ё«»", strict=True)),
    **dict(enumerate(map(chr, range(ord("А"), ord("я") + 1)), start=192)),
}
"""TeX's encoding of Cyrillic letters, as far as Russian needs it. Source: fontenc, T2A."""

_LAST, _CYRILLIC_FROM = 255, 192
"""The last code of a font with one byte for each character, and the code of "А" in TeX's Cyrillic encoding."""
_Names = dict[int, str]

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its warnings about broken files would be printed

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
    """Return the PDF with letters derived from glyph names; ``None`` if there are none, or the file cannot be rewritten."""
    try:
        found = dict(_fonts(PdfReader(BytesIO(data))))
        numbered = _numbered({name for is_type_3, names in found.values() if is_type_3 for name in names.values()})
        tables = {
            font: table for font, (is_type_3, names) in found.items() if (table := _table(names, is_type_3, numbered))
        }
        return _written(data, tables) if tables else None
    except Exception:  # pypdf may raise anything for a broken file
        return None


def _written(data: bytes, tables: dict[int, dict[int, str]]) -> bytes:
    """Return the PDF with a table for each of the fonts, which are identified by their object numbers."""
    writer = PdfWriter(BytesIO(data), incremental=True)
    for number, letters in tables.items():
        rows = "\n".join(f"<{code:02X}> <{shown.encode('utf-16-be').hex()}>" for code, shown in letters.items())
        table = StreamObject()
        table.set_data(_CMAP.format(count=len(letters), rows=rows).encode("ascii"))
        font = writer.get_object(number)
        if isinstance(font, DictionaryObject):
            font[NameObject("/ToUnicode")] = writer._add_object(table)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _fonts(reader: PdfReader) -> Iterator[tuple[int, tuple[bool, _Names]]]:
    """Yield, for each font without a table of letters, its object number, whether it is a Type 3 font, and its glyph names."""
    seen = set()
    for page in reader.pages:
        fonts = _dictionary(_dictionary(page, "/Resources"), "/Font")
        for name in fonts:
            reference = fonts.raw_get(name)
            if isinstance(reference, IndirectObject) and reference.idnum not in seen:
                seen.add(reference.idnum)
                font = _dictionary(fonts, name)
                if "/ToUnicode" not in font:
                    yield reference.idnum, (font.get("/Subtype") == "/Type3", dict(_names(font)))


def _dictionary(holder: DictionaryObject, key: str) -> DictionaryObject:
    """Return the dictionary under a key of another one; an empty one if there is none."""
    found = holder.get(key, DictionaryObject()).get_object()
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _names(font: DictionaryObject) -> Iterator[tuple[int, str]]:
    """Yield each code of a font and the name of its glyph."""
    encoding = _dictionary(font, "/Encoding")
    listed = encoding.get("/Differences", ArrayObject()).get_object()
    code = 0
    for item in listed if isinstance(listed, ArrayObject) else ():
        if not isinstance(item, NameObject):
            code = int(item)
        elif 0 <= code <= _LAST:
            yield code, str(item)
            code += 1


def _numbered(names: set[str]) -> dict[str, str]:
    """Return the characters of glyph names that are numbers, read as hexadecimal if one with the same prefix letters must be."""
    found = {name: _NUMBERED.fullmatch(name) for name in names}
    parted = {name: match.groups() for name, match in found.items() if match}
    counting = {before for before, number in parted.values() if any(map(str.isdecimal, number))}
    numbered = {
        name: (before, number)
        for name, (before, number) in parted.items()
        if before in counting - {""} or number.isdecimal()
    }
    hexadecimal = {before for before, number in numbered.values() if not number.isdecimal()}
    codes = {name: int(number, 16 if before in hexadecimal else 10) for name, (before, number) in numbered.items()}
    used = frozenset(codes.values())
    is_cork = any(127 < code <= _LAST for code in used) or (used & _CORK.keys() and not used & _LIGATURES)
    is_cyrillic = sum(code >= _CYRILLIC_FROM for code in used) > sum(
        chr(code).isascii() and chr(code).isalpha() for code in used
    )
    encoding = (_CYRILLIC if is_cyrillic else _CORK) if is_cork else _OLD
    return {
        name: encoding.get(code, chr(code)) for name, code in codes.items() if code in encoding or 31 < code <= _LAST
    }


def _table(names: _Names, is_type_3: bool, numbered: dict[str, str]) -> dict[int, str]:
    """Return the letters of a font's codes that PDFium does not know and the glyph names give."""
    return {code: letters for code, name in names.items() if (letters := _letters(name, is_type_3, numbered))}


def _letters(name: str, is_type_3: bool, numbered: dict[str, str]) -> str:
    """Return the letters of a glyph; an empty string if PDFium knows them, or the name does not give them."""
    if is_type_3 and name in numbered:
        return numbered[name]
    parts = name.removeprefix("/").partition(".")[0].split("_")
    letters = [adobe_glyphs.get(f"/{part}", "") for part in parts]
    return "".join(letters) if all(letters) and (is_type_3 or len(parts) > 1 or "." in name) else ""
