"""The title of a PDF: what its first page shows in the largest letters, and what its properties say.

It takes the extra ``pdf``; without it a PDF says nothing of itself.
"""

import math
import threading
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from refcheck.errors import SettingsError
from refcheck.extras import library
from refcheck.text.markup import clean
from refcheck.text.recoding import recoded

PDF_BEGINS = b"%PDF"
"""What every PDF begins with. Source: ISO 32000-1, 7.5.2."""

_MOST_GLYPHS = 6_000
"""Letters of the first page that are looked at."""

_SIZES = 3
"""The title is among the texts in so many of the largest sizes: a site's name may be larger."""

_FEWEST_LETTERS, _LONGEST = 8, 400
"""Letters of a title: fewer are an ornament, more are the text."""

_ONE_AT_A_TIME = threading.Lock()
"""PDFium serves one thread at a time."""


def pdf_titles(data: bytes) -> tuple[str, ...]:
    """The texts that may be the title, the largest first; nothing where it cannot be read."""
    try:
        pdfium = library("pypdfium2", extra="pdf", whose="the title of a PDF")
    except SettingsError:
        return ()
    with _ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError:
            return ()
        try:
            return tuple(dict.fromkeys(_titles(document, pdfium)))
        except pdfium.PdfiumError:
            return ()
        finally:
            document.close()


def _titles(document: Any, pdfium: Any) -> Iterator[str]:
    page = document[0].get_textpage()
    sizes = groupby(_glyphs(page, pdfium.raw), key=lambda glyph: glyph[0])
    runs = [(size, clean(recoded("".join(letter for _, letter in run)))) for size, run in sizes]
    told = [
        (size, text) for size, text in runs if sum(map(str.isalpha, text)) >= _FEWEST_LETTERS and len(text) <= _LONGEST
    ]
    largest = sorted({size for size, _ in told}, reverse=True)[:_SIZES]
    for size in largest:
        yield from (text for each, text in told if each == size)
    if title := clean(recoded(document.get_metadata_value("Title"))):
        yield title


def _glyphs(page: Any, raw: Any) -> Iterator[tuple[float, str]]:
    """Each letter with its size; a space has that of the letter before it, so that it parts no text."""
    size = 0.0
    matrix = raw.FS_MATRIX()
    for place in range(min(raw.FPDFText_CountChars(page), _MOST_GLYPHS)):
        letter = chr(raw.FPDFText_GetUnicode(page, place))
        if not letter.isspace():
            scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(page, place, matrix) else 1.0
            size = round(raw.FPDFText_GetFontSize(page, place) * scale, 1)
        yield size, letter
