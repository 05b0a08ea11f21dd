"""PDF files made for tests by a typesetter."""

import string
import struct
import zlib
from collections.abc import Callable, Sequence

import typst

BODY = "#lorem(250)\n\n#lorem(200)\n\n"


def text(content: str) -> str:
    """Typst source that prints the content as it is."""
    return '#"' + content.replace("\\", "\\\\").replace('"', '\\"') + '"'


def listed(references: Sequence[str]) -> str:
    """A list of references under its heading, each a paragraph."""
    return "= References\n\n" + "\n\n".join(map(text, references))


def numbered(references: Sequence[str]) -> str:
    """The same with numbers in the margin."""
    rows = (f"#grid(columns: (2em, 1fr), [[{number}]], [{text(each)}])" for number, each in enumerate(references, 1))
    return "= References\n\n" + "\n\n".join(rows)


HEADS = """header: [Journal of Made Examples #h(1fr) Vol. 3],
  footer: context [#h(1fr) #counter(page).display() #h(1fr)]"""


def pdf(body: str, *, columns: int = 1, hanging: str = "1.2em", page: str = HEADS) -> bytes:
    """A paper with a running head and page numbers; ``hanging`` is how far the later lines of a paragraph are indented."""
    source = f"""
#set page(paper: "a4", columns: {columns}, margin: (x: 2cm, y: 2.2cm))
#set page({page})
#set text(size: 10pt, hyphenate: true, lang: "en")
#set par(justify: true, hanging-indent: {hanging}, spacing: 0.65em)
#place(top + center, scope: "parent", float: true)[#text(16pt)[A made paper about lists and about what they hold]]
{body}
"""
    return bytes(typst.compile(source.encode()))


def picture() -> str:
    """Typst source of a picture."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )
    return f"#image(bytes({tuple(data)}), width: 90%)"


_TIMES = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"


def by_hand(
    words: Sequence[tuple[float, float, str]], *, box: str = "0 0 595 842", size: float = 10, font: str = _TIMES
) -> bytes:
    """A PDF of one page with words at places in points, seen from its lower left corner, that no typesetter would choose."""
    shown = "\n".join(f"BT /F {size:f} Tf 1 0 0 1 {left:f} {base:f} Tm ({word}) Tj ET" for left, base, word in words)
    return _page_of(shown, font, box=box)


def in_expert_letters(words: Sequence[tuple[float, float, str]]) -> bytes:
    """The same in a font whose digits are old-style ones and whose small letters are small capitals, as in Adobe's expert fonts."""
    names = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    digits = " ".join(f"/{name}oldstyle" for name in names)
    small = " ".join(f"/{letter}small" for letter in string.ascii_uppercase)
    font = (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman "
        f"/Encoding << /Type /Encoding /Differences [48 {digits} 97 {small} 233 /Eacutesmall] >> >>"
    )
    return by_hand(words, font=font)


def of_nameless_letters(codes: bytes) -> bytes:
    """A page in a font of drawings, a letter each, of which it says neither names nor what they stand for."""
    glyph = "500 0 0 0 500 500 d1 0 0 500 500 re f"
    return _page_of(
        f"BT /F 10 Tf 72 700 Td <{codes.hex()}> Tj ET",
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /drawing 6 0 R >> "
        "/Encoding << /Type /Encoding /Differences [1 /drawing /drawing /drawing /drawing] >> "
        "/FirstChar 1 /LastChar 4 /Widths [500 500 500 500] >>",
        f"<< /Length {len(glyph)} >>\nstream\n{glyph}\nendstream",
    )


def of_counted_letters(line: str, named: Callable[[str], str]) -> bytes:
    """A page whose font counts the letters as they come and gives each a name, as old programs did."""
    letters = list(dict.fromkeys(line))
    names = " ".join(f"/{named(letter)}" for letter in letters)
    codes = bytes(letters.index(letter) for letter in line)
    glyph = "500 0 0 0 400 500 d1 0 0 400 500 re f"
    drawn = " ".join(f"{each} 6 0 R" for each in dict.fromkeys(names.split()))
    widths = " ".join("250" if letter == " " else "420" for letter in letters)
    return _page_of(
        f"BT /F 10 Tf 72 700 Td <{codes.hex()}> Tj ET",
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << {drawn} >> "
        f"/Encoding << /Type /Encoding /Differences [0 {names}] >> /FirstChar 0 /LastChar {len(letters) - 1} /Widths [{widths}] >>",
        f"<< /Length {len(glyph)} >>\nstream\n{glyph}\nendstream",
    )


def in_dots(words: Sequence[tuple[float, float, str]]) -> bytes:
    """The same in letters of dots, 300 an inch, as TeX set them: the font's own measure makes a size of 0.24 points one of ten, and
    nobody says how large it is but the ink of its letters, tall, low and mere dots."""
    signs = [chr(code) for code in range(33, 123)]
    names = [sign if sign.isalpha() else _NAMES.get(sign, "a") for sign in signs]
    drawn = {
        name: 8 if sign in ".," else 7 if sign in "aceimnorsuvwxz-" else 6
        for name, sign in zip(names, signs, strict=True)
    }
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 -1] /FontMatrix [1 0 0 -1 0 0] "
        f"/CharProcs << {' '.join(f'/{name} {place} 0 R' for name, place in sorted(drawn.items()))} >> "
        f"/Encoding << /Type /Encoding /Differences [33 {' '.join(f'/{name}' for name in names)}] >> "
        f"/FirstChar 32 /LastChar 122 /Widths [20 {' '.join('8' if sign in '.,' else '20' for sign in signs)}] >>"
    )
    inks = [f"{wide + 3} 0 0 0 {wide} {high} d1 0 0 {wide} {high} re f" for wide, high in ((17, 30), (17, 19), (5, 5))]
    shown = "\n".join(f"BT /F 0.24 Tf 1 0 0 -1 {left:f} {base:f} Tm ({word}) Tj ET" for left, base, word in words)
    return _page_of(shown, font, *(f"<< /Length {len(ink)} >>\nstream\n{ink}\nendstream" for ink in inks))


_NAMES = dict(
    zip("0123456789", ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), strict=True)
) | {
    ".": "period",
    ",": "comma",
    "-": "hyphen",
    ":": "colon",
    "(": "parenleft",
    ")": "parenright",
    "[": "bracketleft",
    "]": "bracketright",
}
"""Names of signs that are no letters, as fonts give them."""


def _page_of(shown: str, font: str, *further: str, box: str = "0 0 595 842") -> bytes:
    """A PDF of one page: what is shown on it, the font ``F`` that it is set in, and further objects from the sixth on."""
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [{box}] >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        font,
        *further,
    )
    made, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{made}{end}startxref\n{len(made)}\n%%EOF\n".encode()
