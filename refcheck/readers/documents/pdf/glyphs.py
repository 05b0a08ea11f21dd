"""The signs of a page as PDFium tells them, each with its place; accents that are set by themselves are put onto their letters."""

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import pypdfium2.raw as pdfium

from refcheck.text.adobe_letters import SHOWN
from refcheck.text.combining import ACCENTS

READABLE = 1.0
"""Smaller letters, in points, are the dots of a drawing. Source: set by hand on the PDF files of the tests."""
_MOST = 60_000
"""A page with more signs is a drawing."""
_SMALLEST = 0.5
"""Source: set by hand on the PDF files of the tests."""
_EM = 0.8
"""The size of a font for the height of its loose boxes, which have room for accents and descenders. Source: set by hand on
the PDF files of the tests."""
_READ_AS = SHOWN | {"\x02": "-"}
"""Letters of expert fonts, and what PDFium has for a hyphen at a line's end, whoever put it there."""
_DOTLESS = {"ı": "i", "ȷ": "j"}
_MOST_ACCENTS = 3000
"""A page with more accents is a drawing, or a listing."""
_AROUND = 200
"""Signs before and behind an accent among which its letter is sought. Source: set by hand: PDFium tells an accent beside its letter
or further along the line."""
_SLANT = 0.1
"""A slanted f whose ink reaches so many sizes of the font before its beginning reaches as far over its end, where PDFium, which
knows how wide it is, sees a blank. Source: set by hand on files of TeX: 0.2 of Computer Modern."""
_RAISED = 0.5
"""An accent's base line lies no more sizes of the font from its letter's: above a capital it is raised. Source: set by hand."""


class Glyph(NamedTuple):
    """A sign, its box, its base line, and its size.

    ``is_ink`` says that the box is that of what is printed, as in Type 3 fonts, ``is_parted`` that PDFium sees a blank before it.
    """

    place: int
    text: str
    left: float
    right: float
    base: float
    size: float
    is_ink: bool
    is_parted: bool = False


def glyphs_of(text: object) -> list[Glyph]:
    """Return the signs of a page in the order that PDFium has them in, without those that it adds for blanks and line ends."""
    signs = list(_signs(text))
    if 0 < sum(each.text in ACCENTS for each in signs) < _MOST_ACCENTS:
        signs = _accented(signs)
    return list(_as_large_as_beside(signs)) if any(each.is_ink for each in signs) else signs


def _accented(signs: Sequence[Glyph]) -> list[Glyph]:
    """Return the signs, letters with the accents that are printed over or under them: TeX sets an accent as a sign of its own."""
    made = list(signs)
    gone = set()
    for place, accent in enumerate(signs):
        if accent.text in ACCENTS:
            for at in _nearest_first(place, len(signs)):
                if _is_over(accent, made[at]) and (whole := _with_accent(made[at].text, accent.text)):
                    made[at] = made[at]._replace(text=whole)
                    gone.add(place)
                    break
    return [sign for place, sign in enumerate(made) if place not in gone]


def _nearest_first(place: int, count: int) -> Iterator[int]:
    """Yield the places around one of ``count``, nearest first."""
    for step in range(1, _AROUND):
        if place + step < count:
            yield place + step
        if place >= step:
            yield place - step


def _is_over(accent: Glyph, letter: Glyph) -> bool:
    """Return whether an accent's middle stands over or under a letter, on its line."""
    middle = (accent.left + accent.right) / 2
    return (
        letter.left <= middle <= letter.right
        and abs(accent.base - letter.base) < _RAISED * max(accent.size, letter.size)
        and letter.text.isalpha()
    )


def _with_accent(letter: str, accent: str) -> str:
    """Return the letter with the accent; nothing if there is no such letter."""
    whole = unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + ACCENTS[accent])
    return whole if len(whole) == 1 else ""


def _signs(text: object) -> Iterator[Glyph]:
    """Yield the signs as they are."""
    box, left, base = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    get_code, is_generated = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_IsGenerated
    get_box, get_origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    get_measure = pdfium.FPDFText_GetFontSize
    high, before, is_small, is_parted = 0, 0.0, False, False
    for place in range(min(pdfium.FPDFText_CountChars(text), _MOST)):
        code = get_code(text, place)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if is_generated(text, place) == 1:
            is_parted = True
            continue
        if code and get_box(text, place, box) and get_origin(text, place, left, base):
            size = max(box.top - box.bottom, _SMALLEST) * _EM
            sign = chr(code)
            # All signs of a font that has a measure are of one size: not each of them need be asked.
            if is_small or size != before:
                before, is_small = size, get_measure(text, place) < READABLE
            is_ink = is_small and _is_ink(text, place, box)
            right = box.right
            if not is_ink and left.value - box.left > _SLANT * size and is_generated(text, place + 1) == 1:
                right -= left.value - box.left
            yield Glyph(place, _READ_AS.get(sign, sign), box.left, right, base.value, size, is_ink, is_parted)
            is_parted = False


def _is_ink(text: object, place: int, box: pdfium.FS_RECTF) -> bool:
    """Return whether a glyph's loose box is no wider than what is printed, since its font has no measure."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, place, left, right, bottom, top)
    own = (left.value, right.value, bottom.value, top.value)
    return all(
        abs(one - other) < _SAME for one, other in zip(own, (box.left, box.right, box.bottom, box.top), strict=True)
    )


_SAME = 0.01
"""Points by which two boxes differ that are one. Source: set by hand: rounding."""
_TALL, _OF_TALL = 0.75, 1.3
"""Of the heights of letters side by side so many are no more than those of "b" and "T"; and the size of a font for that of such a
letter's ink, which reaches some 0.7 of an em above the line. Source: set by hand on files of TeX with bitmaps."""


def _as_large_as_beside(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Yield the glyphs; those whose box is their ink are as large as the tall ones of their line: a dot is in no smaller font."""
    for (is_ink, _), beside in groupby(glyphs, key=lambda each: (each.is_ink, (each.base + 0.5) // 1)):
        line = list(beside)
        size = _OF_TALL * sorted(each.size for each in line)[int(_TALL * (len(line) - 1))]
        yield from (each._replace(size=size) for each in line) if is_ink else line
