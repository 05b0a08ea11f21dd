"""The characters of a page as PDFium returns them, with their positions; accents set separately are combined with their letters."""

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import pypdfium2.raw as pdfium

from refcheck.text.adobe_letters import SHOWN
from refcheck.text.combining import ACCENTS, DOTLESS

READABLE = 1.0
"""The size of letters, in points, below which they are the dots of a drawing. Source: a judgement, from the PDF files of the
tests."""
_MOST = 60_000
"""The most characters that are read of a page; a page with more is a drawing."""
_SMALLEST = 0.5
"""The least height of a character's box. Source: a judgement, from the PDF files of the tests."""
_EM = 0.8
"""The size of a font as a share of the height of its loose boxes, which have room for accents and descenders. Source: a
judgement, from the PDF files of the tests."""
_READ_AS = SHOWN | {"\x02": "-"}
"""Letters of expert fonts, and PDFium's code for a hyphen at a line's end, the author's or the typesetter's."""
_MOST_ACCENTS = 3000
"""The count of accents from which a page is a drawing, or a listing."""
_AROUND = 200
"""How many characters before and after an accent are searched for its letter. Source: a judgement: PDFium returns an accent
beside its letter or farther along the line."""
_SLANT = 0.1
"""How far before its origin, in font sizes, the ink of a slanted f starts; it ends as far beyond its width, where PDFium, which
knows the width, sees a space. Source: a judgement, from files of TeX: it is 0.2 in Computer Modern."""
_RAISED = 0.5
"""The largest distance between the base lines of an accent and its letter, in font sizes: above a capital, the accent is raised.
Source: a judgement; not fitted."""


class Glyph(NamedTuple):
    """A character, its box, its base line, and its size.

    ``is_ink`` says that the box is that of the printed ink, as in Type 3 fonts, ``is_parted`` that PDFium sees a space before it.
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
    """Return the characters of a page in PDFium's order, without the spaces and line ends that it adds."""
    glyphs = list(_as_returned(text))
    if 0 < sum(each.text in ACCENTS for each in glyphs) < _MOST_ACCENTS:
        glyphs = _accented(glyphs)
    return list(_as_large_as_beside(glyphs)) if any(each.is_ink for each in glyphs) else glyphs


def _accented(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the characters, with accents combined with the letters over or under which they are: TeX sets accents separately."""
    made = list(glyphs)
    gone = set()
    for place, accent in enumerate(glyphs):
        if accent.text in ACCENTS:
            for at in _nearest_first(place, len(glyphs)):
                if _is_over(accent, made[at]) and (whole := _with_accent(made[at].text, accent.text)):
                    made[at] = made[at]._replace(text=whole)
                    gone.add(place)
                    break
    return [glyph for place, glyph in enumerate(made) if place not in gone]


def _nearest_first(place: int, count: int) -> Iterator[int]:
    """Yield the places around a place in a sequence of ``count``, nearest first."""
    for step in range(1, _AROUND):
        if place + step < count:
            yield place + step
        if place >= step:
            yield place - step


def _is_over(accent: Glyph, letter: Glyph) -> bool:
    """Return whether the middle of an accent is over or under a letter of the same line."""
    middle = (accent.left + accent.right) / 2
    return (
        letter.left <= middle <= letter.right
        and abs(accent.base - letter.base) < _RAISED * max(accent.size, letter.size)
        and letter.text.isalpha()
    )


def _with_accent(letter: str, accent: str) -> str:
    """Return the letter with the accent; an empty string if there is no such letter."""
    whole = unicodedata.normalize("NFC", DOTLESS.get(letter, letter) + ACCENTS[accent])
    return whole if len(whole) == 1 else ""


def _as_returned(text: object) -> Iterator[Glyph]:
    """Yield the characters as PDFium returns them."""
    box, left, base = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    get_code, is_generated = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_IsGenerated
    get_box, get_origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    get_font_size = pdfium.FPDFText_GetFontSize
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
            character = chr(code)
            # All characters of a font with metrics have boxes of one height, so the font size is not queried for each.
            if is_small or size != before:
                before, is_small = size, get_font_size(text, place) < READABLE
            is_ink = is_small and _is_ink(text, place, box)
            right = box.right
            if not is_ink and left.value - box.left > _SLANT * size and is_generated(text, place + 1) == 1:
                right -= left.value - box.left
            yield Glyph(place, _READ_AS.get(character, character), box.left, right, base.value, size, is_ink, is_parted)
            is_parted = False


def _is_ink(text: object, place: int, box: pdfium.FS_RECTF) -> bool:
    """Return whether a glyph's loose box is only its printed ink, because its font has no metrics."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, place, left, right, bottom, top)
    own = (left.value, right.value, bottom.value, top.value)
    return all(
        abs(one - other) < _SAME for one, other in zip(own, (box.left, box.right, box.bottom, box.top), strict=True)
    )


_SAME = 0.01
"""The difference in points below which two boxes are the same. Source: a judgement: rounding."""
_TALL, _OF_TALL = 0.75, 1.3
"""The quantile of the letters' heights in a line that is taken for the height of "b" and "T"; and the size of a font as a multiple
of the ink of such a letter, which reaches some 0.7 em above the line. Source: a judgement, from files of TeX with bitmap fonts."""


def _as_large_as_beside(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Yield the glyphs, those whose box is their ink with the size of their line's tall ones: a dot's font is no smaller."""
    for (is_ink, _), beside in groupby(glyphs, key=lambda each: (each.is_ink, (each.base + 0.5) // 1)):
        line = list(beside)
        size = _OF_TALL * sorted(each.size for each in line)[int(_TALL * (len(line) - 1))]
        yield from (each._replace(size=size) for each in line) if is_ink else line
