"""Pages of a PDF as PDFium tells them: words with their places, and links."""

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
"""Letters of a word are raised or lowered by fewer sizes of the font, and pushed into one another by more. Source: The TeXbook
(D. E. Knuth, 1984), where the E is lowered by half the height of an x and pushed by a sixth of an em."""
_UPRIGHT = 0.1
"""Text turned by more, in radians, is none of the page's lines: a stamp in the margin, a label of an axis. Source: set by
hand on the PDF files of the tests."""
_GAP_SEEN = 0.09
"""A gap that parts two words behind a small letter, where PDFium, which knows how wide the letters are, sees a blank. Fitted: in
210 files this parts some 600 words more, "ofthe" and "Trennmusterfür", forty of them wrongly, in one file of spaced letters; 0.06
parts as many of the others wrongly as rightly."""
_LEVEL = 0.3
"""Glyphs whose base lines differ by less, in font sizes, stand on one line. Source: set by hand on the PDF files of the
tests."""
_LONGEST_ADDRESS = 4000
_LARGEST = 14_400
"""Points that a page is wide or high at most. Source: PDF 1.7, Annex C.2."""


@frozen(kw_only=True)
class Word:
    """A word: its text, its box, its base line, its height, the size of its font in points, and whether that is bold."""

    text: str
    left: float
    right: float
    base: float
    size: float
    points: float = 0.0
    is_bold: bool = False


@frozen(kw_only=True)
class Link:
    """A link to an address, and the box that is clicked."""

    target: str
    left: float
    right: float
    bottom: float
    top: float


@frozen(kw_only=True)
class Page:
    """What stands on one page. ``has_pictures`` tells a page that was scanned from an empty one, ``has_glyphs`` one whose letters
    are none of any alphabet, as in old Type 3 fonts."""

    number: int
    words: tuple[Word, ...]
    links: tuple[Link, ...]
    has_pictures: bool
    has_glyphs: bool = False


def pages(data: bytes, name: str) -> Iterator[Page]:
    """Yield the pages of a PDF, in order; a broken one is empty, and no more than 3,000 are read.

    Raises:
        LockedSourceError: the file wants a password.
        SourceError: it is broken.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise LockedSourceError(
                f"{name}: wants a password; save it without one, or copy the reference list as text"
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
    """Return the words, unless most of their letters are codes that no font gives a name."""
    letters = "".join(word.text for word in words).replace("-", "")
    return () if 2 * sum(letter < " " for letter in letters) > len(letters) else words


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, word: Word) -> bool:
        """Return whether a word lies in it; one without a place does not."""
        lies_in = self.left <= word.left <= word.right <= self.right and self.bottom <= word.base <= self.top
        return lies_in and word.size <= self.top - self.bottom


def _around(page: pypdfium2.PdfPage) -> _Box:
    """Return the page and as much again on each side of it: nobody sees what lies farther out, as in a file that is damaged."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page.raw, box):
        return _Box(-_LARGEST, -_LARGEST, _LARGEST, _LARGEST)
    width, height = min(box.right - box.left, _LARGEST), min(box.top - box.bottom, _LARGEST)
    return _Box(box.left - width, box.bottom - height, box.left + 2 * width, box.bottom + 2 * height)


def _is_upright(angle: float) -> bool:
    return angle < _UPRIGHT or angle > 6.28 - _UPRIGHT


def _words(text: object) -> Iterator[Word]:
    """Yield the words that stand upright and can be read."""
    for run in _runs(text):
        if _is_upright(pdfium.FPDFText_GetCharAngle(text, run[0].place)):
            word = _word(run, text)
            if not 0 < word.points < READABLE:
                yield word
            elif word.size >= READABLE:  # of a Type 3 font, whose own measure makes it larger
                yield evolve(word, points=word.size)


def _runs(text: object) -> Iterator[list[Glyph]]:
    """Yield the glyphs of each word."""
    run: list[Glyph] = []
    for glyph in glyphs_of(text):
        is_blank = glyph.text.isspace() or glyph.text == "\0"
        if run and (is_blank or not _goes_on(run[-1], glyph)):
            yield run
            run = []
        if not is_blank:
            run.append(glyph)
    if run:
        yield run


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    """Return whether a glyph belongs to the word of the one before it: to its right, or in Arabic script to its left."""
    size = before.size if before.size > glyph.size else glyph.size  # without max(), which costs a fifth of it all
    rise = glyph.base - before.base
    if not -_LEVEL * size < rise < _LEVEL * size:
        return -_RAISED * size < rise < _RAISED * size and _is_set_into(before, glyph, size)
    if glyph.left == before.left and glyph.right == before.right:  # the letters of a ligature, which share its box
        return True
    gap, turned = glyph.left - before.right, before.left - glyph.right
    widest = _GAP_SEEN if glyph.is_parted and before.text.islower() and glyph.text.isalnum() else GAP
    return -size < (gap if gap > turned else turned) < widest * size


def _is_set_into(before: Glyph, glyph: Glyph, size: float) -> bool:
    """Return whether a raised or lowered glyph is of the word before it: pushed into it, as in TeX's name, or of an ordinal."""
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
"""No letter before it is written from right to left. Source: Unicode's blocks: Hebrew is the first."""


def _as_read(run: list[Glyph]) -> Iterator[Glyph]:
    """Yield the signs of a word of a line from right to left: its letters from the right, its figures from the left.

    PDFium tells them so where the line is plain, but for the letters of a ligature (لا), which share a box. Of figures and marks
    alone the order is that of their places: the line tells how they are read.
    """
    letters = [glyph.text for glyph in run if glyph.text.isalpha()]
    if letters and 2 * sum(map(is_right_to_left, letters)) <= len(letters):
        yield from run
        return
    are_figures = not letters
    from_right = sorted(run, key=lambda glyph: glyph.left + glyph.right)[::-1]
    for is_number, signs in groupby(from_right, key=lambda glyph: are_figures or glyph.text.isdecimal()):
        beside = list(signs)
        yield from beside[::-1] if is_number else beside


_BOLD = re.compile(
    rb"bold|black|heavy|(?<![a-z])(?:demi|bd)(?![a-z])|[-+](?:cmbx|cmssbx|nimbusromno9l-medi)|-medi?$", re.IGNORECASE
)
"""A font's name that says that it is bold: "TimesNewRoman,Bold", "ABCDEF+MinionPro-Semibold", "CMBX10"."""

_NAME = 256
_BOLD_WEIGHT = 600
"""The weight from which a font is bold (700 is bold, 400 regular; OpenType, usWeightClass)."""


def _points(text: object, place: int) -> float:
    """Return the size of a font as the page shows it; 0 where PDFium does not know."""
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
    """Yield the annotations that lead to an address."""
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    box = pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, place, link):
        action = pdfium.FPDFLink_GetAction(link)
        length = pdfium.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if 1 < length <= _LONGEST_ADDRESS and pdfium.FPDFLink_GetAnnotRect(link, box):
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
            target = buffer.value.decode("utf-8", "replace")
            yield Link(target=target, left=box.left, right=box.right, bottom=box.bottom, top=box.top)
