"""Pages of a PDF as PDFium reads them: words with their positions, and links."""

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from attrs import evolve, frozen

from refcheck.errors import LockedSourceError, SourceError
from refcheck.readers.documents.pdf.direction import GAP
from refcheck.readers.documents.pdf.glyphs import READABLE, Glyph, glyphs_of
from refcheck.text.scripts import is_right_to_left

_MOST_PAGES = 3000
_RAISED, _PUSHED = 0.6, 0.08
"""The most that a letter within a word is raised or lowered, and the least that it then overlaps its neighbour, in font sizes.
Source: The TeXbook (D. E. Knuth, 1984), where the E is lowered by half the height of an x and pushed by a sixth of an em."""
_UPRIGHT = 0.1
"""The largest angle of the page's lines, in radians; text turned further is a stamp in the margin or the label of an axis.
Source: a judgement, from the PDF files of the tests."""
_GAP_SEEN = 0.09
"""The gap, in font sizes, that separates two words after a lower-case letter if PDFium, which knows the letters' widths, sees a
space. Fitted: in 210 files this separates some 600 words more, "ofthe" and "Trennmusterfür", forty of them wrongly, in one file
of spaced letters; 0.06 separates as many of the others wrongly as rightly."""
_LEVEL = 0.3
"""The difference between the base lines of glyphs, in font sizes, below which they are on one line. Source: a judgement, from
the PDF files of the tests."""
_LONGEST_URL = 4000
_LARGEST = 14_400
"""The largest width or height of a page, in points. Source: PDF 1.7, Annex C.2."""


@frozen(kw_only=True)
class Word:
    """A word: its text, its box, its base line, its height, the size of its font in points, and whether the font is bold."""

    text: str
    left: float
    right: float
    base: float
    size: float
    points: float = 0.0
    is_bold: bool = False


@frozen(kw_only=True)
class Link:
    """A link to a URL, and the box that is clicked."""

    target: str
    left: float
    right: float
    bottom: float
    top: float


@frozen(kw_only=True)
class Page:
    """The content of one page. ``has_pictures`` distinguishes a scanned page from an empty one, ``has_glyphs`` one whose glyphs
    have no known letters, as in old Type 3 fonts."""

    number: int
    words: tuple[Word, ...]
    links: tuple[Link, ...]
    has_pictures: bool
    has_glyphs: bool = False


def pages(data: bytes, name: str) -> Iterator[Page]:
    """Yield the pages of a PDF, in order; a broken page is empty, and no more than 3,000 are read.

    Raises:
        LockedSourceError: the file needs a password.
        SourceError: the file is broken.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise LockedSourceError(
                f"{name}: needs a password; save it without one, or copy the reference list as text"
            ) from error
        raise SourceError(f"{name}: is a broken PDF: {error}") from error
    with closing(document):
        for number in range(min(len(document), _MOST_PAGES)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                yield Page(number=number + 1, words=(), links=(), has_pictures=False)
                continue
            with closing(page):
                yield _page(page, number + 1, document)


def _page(page: pypdfium2.PdfPage, number: int, document: pypdfium2.PdfDocument) -> Page:
    words: tuple[Word, ...] = ()
    has_glyphs = False
    try:
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        text = None
    if text is not None:
        with closing(text):
            around = _around(page)
            words = _readable(tuple(word for word in _words(text.raw) if around.holds(word)))
            has_glyphs = not words and pdfium.FPDFText_CountChars(text.raw) > 0
    has_pictures = not words and any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return Page(
        number=number,
        words=words,
        links=tuple(_links(page.raw, document.raw)),
        has_pictures=has_pictures,
        has_glyphs=has_glyphs,
    )


def _readable(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words, or none if most of their characters are codes without a letter."""
    letters = "".join(word.text for word in words).replace("-", "")
    return () if 2 * sum(letter < " " for letter in letters) > len(letters) else words


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, word: Word) -> bool:
        """Return whether a word is in the box; a word without a position is not."""
        is_inside = self.left <= word.left <= word.right <= self.right and self.bottom <= word.base <= self.top
        return is_inside and word.size <= self.top - self.bottom


def _around(page: pypdfium2.PdfPage) -> _Box:
    """Return the page's box with as much again on each side; text farther out, as in a damaged file, is not visible."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page.raw, box):
        return _Box(-_LARGEST, -_LARGEST, _LARGEST, _LARGEST)
    width, height = min(box.right - box.left, _LARGEST), min(box.top - box.bottom, _LARGEST)
    return _Box(box.left - width, box.bottom - height, box.left + 2 * width, box.bottom + 2 * height)


def _is_upright(angle: float) -> bool:
    return angle < _UPRIGHT or angle > 6.28 - _UPRIGHT


def _words(text: object) -> Iterator[Word]:
    """Yield the words that are upright and large enough to read."""
    for run in _runs(text):
        if _is_upright(pdfium.FPDFText_GetCharAngle(text, run[0].place)):
            word = _word(run, text)
            if not 0 < word.points < READABLE:
                yield word
            elif word.size >= READABLE:  # of a Type 3 font, which its own matrix enlarges
                yield evolve(word, points=word.size)


def _runs(text: object) -> Iterator[list[Glyph]]:
    """Yield the glyphs of each word."""
    run: list[Glyph] = []
    for glyph in glyphs_of(text):
        is_blank = glyph.text.isspace() or glyph.text == "\0"
        if run and (is_blank or not _continues(run[-1], glyph)):
            yield run
            run = []
        if not is_blank:
            run.append(glyph)
    if run:
        yield run


def _continues(before: Glyph, glyph: Glyph) -> bool:
    """Return whether a glyph belongs to the word of the one before it: to its right, or in Arabic script to its left."""
    size = before.size if before.size > glyph.size else glyph.size  # max() would take a fifth of the whole time
    rise = glyph.base - before.base
    if not -_LEVEL * size < rise < _LEVEL * size:
        return -_RAISED * size < rise < _RAISED * size and _is_set_into(before, glyph, size)
    if glyph.left == before.left and glyph.right == before.right:  # the letters of a ligature, which share its box
        return True
    gap, turned = glyph.left - before.right, before.left - glyph.right
    widest = _GAP_SEEN if glyph.is_parted and before.text.islower() and glyph.text.isalnum() else GAP
    return -size < (gap if gap > turned else turned) < widest * size


def _is_set_into(before: Glyph, glyph: Glyph, size: float) -> bool:
    """Return whether a raised or lowered glyph belongs to the word before it: it overlaps it, as in "TeX", or ends an ordinal."""
    gap = glyph.left - before.right
    if before.text.isalpha() and glyph.text.isalpha() and -size < gap < -_PUSHED * size:
        return True
    return before.text.isdecimal() and glyph.text.islower() and glyph.base > before.base and -size < gap < GAP * size


def _word(run: list[Glyph], text: object) -> Word:
    letters = "".join([glyph.text for glyph in run])
    if run[-1].left < run[0].left or not (letters.isascii() or max(letters) < _FIRST_TURNED):
        letters = "".join([glyph.text for glyph in _as_read(run)])
    return Word(
        text=letters,
        left=min(glyph.left for glyph in run),
        right=max(glyph.right for glyph in run),
        base=run[0].base,
        size=max(glyph.size for glyph in run),
        points=_points(text, run[0].place),
        is_bold=_is_bold(text, run[0].place),
    )


_FIRST_TURNED = "\u0590"
"""The first character that may be written from right to left. Source: Unicode's blocks: Hebrew is the first such block."""


def _as_read(run: list[Glyph]) -> Iterator[Glyph]:
    """Yield the glyphs of a word in a right-to-left line in reading order: letters from the right, digits from the left.

    PDFium returns them so in a simple line, except for the letters of a ligature (لا), which share a box. Digits and punctuation
    without letters stay in order of position: the line determines how they are read.
    """
    letters = [glyph.text for glyph in run if glyph.text.isalpha()]
    if letters and 2 * sum(map(is_right_to_left, letters)) <= len(letters):
        yield from run
        return
    has_no_letter = not letters
    from_right = sorted(run, key=lambda glyph: glyph.left + glyph.right)[::-1]
    for is_number, glyphs in groupby(from_right, key=lambda glyph: has_no_letter or glyph.text.isdecimal()):
        beside = list(glyphs)
        yield from beside[::-1] if is_number else beside


_BOLD = re.compile(
    rb"bold|black|heavy|(?<![a-z])(?:demi|bd)(?![a-z])|[-+](?:cmbx|cmssbx|nimbusromno9l-medi)|-medi?$", re.IGNORECASE
)
"""The name of a bold font: "TimesNewRoman,Bold", "ABCDEF+MinionPro-Semibold", "CMBX10"."""

_NAME = 256
_BOLD_WEIGHT = 600
"""The weight from which a font is bold (700 is bold, 400 regular; OpenType, usWeightClass)."""


def _points(text: object, place: int) -> float:
    """Return the size of a font as shown on the page; 0 if PDFium does not know it."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text, place, matrix):
        return 0.0
    return float(pdfium.FPDFText_GetFontSize(text, place) * math.hypot(matrix.c, matrix.d))


def _is_bold(text: object, place: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(text, place) >= _BOLD_WEIGHT:
        return True
    name, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int(0)
    length = pdfium.FPDFText_GetFontInfo(text, place, name, _NAME, flags)
    return 0 < length <= _NAME and _BOLD.search(name.value) is not None


def _links(page: object, document: object) -> Iterator[Link]:
    """Yield the annotations that link to a URL."""
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    box = pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, place, link):
        action = pdfium.FPDFLink_GetAction(link)
        length = pdfium.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if 1 < length <= _LONGEST_URL and pdfium.FPDFLink_GetAnnotRect(link, box):
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
            target = buffer.value.decode("utf-8", "replace")
            yield Link(target=target, left=box.left, right=box.right, bottom=box.bottom, top=box.top)
