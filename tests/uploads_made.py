"""What somebody may upload who means no good, or whose program wrote nonsense: bytes, and how they are called."""

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from documents_made import archive, docx, odt, paragraph, part
from web_made import TWO

_MB = 1 << 20

Upload = tuple[str, bytes]


def bomb(member: str, size: int, around: Mapping[str, str] | None = None) -> bytes:
    """An archive with one member that unpacks to so many zeros."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name, content in (around or {}).items():
            made.writestr(name, content)
        info = zipfile.ZipInfo(member)
        info.compress_type = zipfile.ZIP_DEFLATED
        with made.open(info, "w", force_zip64=True) as target:
            for _ in range(size // _MB):
                target.write(b" " * _MB)
    return buffer.getvalue()


def lying_size(data: bytes) -> bytes:
    """An archive whose directory says that its members are of one byte."""
    at = data.find(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", 1) + data[at + 28 :]


def overlapping(members: int) -> bytes:
    """An archive of many names for one and the same member."""
    one = archive({"word/document.xml": "a" * 100_000})
    start = one.find(b"PK\x01\x02")
    entry, end = one[start : one.find(b"PK\x05\x06")], one[one.find(b"PK\x05\x06") :]
    counts = struct.pack("<HH", members & 0xFFFF, members & 0xFFFF)
    return one[:start] + entry * members + end[:8] + counts + struct.pack("<I", len(entry) * members) + end[16:]


def nested(depth: int) -> bytes:
    """An archive in an archive in an archive."""
    data = archive({"references.txt": TWO})
    for number in range(depth):
        data = archive({f"{number}.zip": data})
    return data


def encrypted() -> bytes:
    """An archive whose members say that they are encrypted."""
    data = bytearray(docx([paragraph(TWO)]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + place] |= 1
    return bytes(data)


def encrypted_office() -> bytes:
    """The beginning of a document of Office that is encrypted: a compound file with a stream of that name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000) + "EncryptedPackage".encode("utf-16-le") + bytes(1_000)


def encrypted_odt() -> bytes:
    """An OpenDocument text whose manifest says that its content is encrypted."""
    entry = '<file-entry full-path="content.xml"><encryption-data/></file-entry>'
    return odt("", manifest=f"<manifest>{entry}</manifest>")


def encrypted_pdf() -> bytes:
    """A PDF that opens with a password alone, which is not the empty one."""
    lock = f"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{'5a' * 32}> /U <{'a5' * 32}> >>"
    pages = "2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj\n"
    return f"%PDF-1.4\n{_TREE}{pages}trailer << /Root 1 0 R /Encrypt {lock} /ID [<00> <00>] >>\n%%EOF".encode()


_ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "lol">{_ENTITIES}]>'
QUADRATIC = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "{"a" * 50_000}">]>'
FILE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HOST = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "http://127.0.0.1:9/a">]>'
PARAMETER = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>'

_TEI = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><back><listBibl><bibl>{}</bibl></listBibl></back></text></TEI>"
_JATS = "<article><back><ref-list><ref id='a'><mixed-citation>{}</mixed-citation></ref></ref-list></back></article>"


def _word(document: str) -> bytes:
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def _noise(length: int) -> bytes:
    return random.Random(length).randbytes(length)


def _pdf(objects: str) -> bytes:
    return f"%PDF-1.7\n{objects}\ntrailer << /Root 1 0 R >>\n%%EOF".encode("latin-1")


_TREE = "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"


def _flate(unpacked: bytes) -> str:
    data = zlib.compress(unpacked, 9)
    return f"<< /Length {len(data)} /Filter /FlateDecode >> stream\n{data.decode('latin-1')}\nendstream"


def _page(content: str) -> bytes:
    pages = "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
    page = "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >> endobj\n"
    return _pdf(f"{_TREE}{pages}{page}4 0 obj {content} endobj")


_DOUBLED = "@string{s0 = {lol}}\n" + "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 40))


QUICK: Mapping[str, Callable[[], Upload]] = {
    "one zero": lambda: ("a.txt", b"\0"),
    "zeros": lambda: ("a.txt", bytes(100_000)),
    "blanks": lambda: ("a.txt", b" \t\r\n" * 10_000),
    "noise called text": lambda: ("a.txt", _noise(50_000)),
    "noise called Word": lambda: ("a.docx", _noise(50_000)),
    "noise called PDF": lambda: ("a.pdf", _noise(50_000)),
    "noise with the mark of an archive": lambda: ("a.docx", b"PK\x03\x04" + _noise(50_000)),
    "noise with the mark of a PDF": lambda: ("a.pdf", b"%PDF-1.7\n" + _noise(50_000)),
    "noise without a name": lambda: ("", _noise(5_000)),
    "a picture": lambda: ("a.png", b"\x89PNG\r\n\x1a\n" + _noise(5_000)),
    "a program": lambda: ("a.exe", b"\x7fELF" + _noise(5_000)),
    "an old Word file": lambda: ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _noise(5_000)),
    "Word cut in two": lambda: ("a.docx", docx([paragraph(TWO)])[:300]),
    "Word without its end": lambda: ("a.docx", docx([paragraph(TWO)])[:-30]),
    "Word without its beginning": lambda: ("a.docx", docx([paragraph(TWO)])[30:]),
    "Word called PDF": lambda: ("a.pdf", docx([paragraph(TWO)])),
    "Word without a document": lambda: ("a.docx", archive({"word/other.xml": "<a/>"})),
    "Word that is not XML": lambda: ("a.docx", _word("References")),
    "Word encrypted": lambda: ("a.docx", encrypted()),
    "Word encrypted by Office": lambda: ("a.docx", encrypted_office()),
    "ODT encrypted": lambda: ("a.odt", encrypted_odt()),
    "PDF encrypted": lambda: ("a.pdf", encrypted_pdf()),
    "Word whose sizes lie": lambda: ("a.docx", lying_size(docx([paragraph(TWO)]))),
    "Word with laughs": lambda: ("a.docx", _word(LAUGHS + "<l>&l9;</l>")),
    "Word with a file of ours": lambda: ("a.docx", _word(FILE + "<l>&a;</l>")),
    "Word with a host of ours": lambda: ("a.docx", _word(HOST + "<l>&a;</l>")),
    "Word with an entity of entities": lambda: ("a.docx", _word(PARAMETER + "<l/>")),
    "Word in UTF-16 that is not": lambda: ("a.docx", _word("<?xml version='1.0' encoding='UTF-16'?><a/>")),
    "Word 5,000 tables deep": lambda: (
        "a.docx",
        _word(part("document", f"<w:body>{'<w:tbl><w:tr><w:tc>' * 5_000}{'</w:tc></w:tr></w:tbl>' * 5_000}</w:body>")),
    ),
    "Word with the same member twice over": lambda: ("a.docx", overlapping(5_000)),
    "Word with too many members": lambda: ("a.docx", archive({f"word/{n}.xml": "" for n in range(21_000)})),
    "Word with a member elsewhere": lambda: ("a.docx", archive({"../../etc/passwd": "a", "word/document.xml": "<a/>"})),
    "Word that unpacks to 50 MB": lambda: ("a.docx", bomb("word/document.xml", 50 * _MB, {"[Content_Types].xml": ""})),
    "LibreOffice that unpacks to 50 MB": lambda: ("a.odt", bomb("content.xml", 50 * _MB)),
    "LibreOffice without content": lambda: ("a.odt", archive({"mimetype": "application/vnd.oasis.opendocument.text"})),
    "LibreOffice with laughs": lambda: ("a.odt", archive({"content.xml": LAUGHS + "<l>&l9;</l>"})),
    "LibreOffice 10,000 spans deep": lambda: ("a.odt", odt("<text:span>" * 10_000 + "a" + "</text:span>" * 10_000)),
    "archives in archives": lambda: ("a.zip", nested(40)),
    "an archive of nothing": lambda: ("a.zip", archive({})),
    "a manuscript that asks for files of ours": lambda: (
        "a.tex",
        rb"\documentclass{a}\begin{document}\input{/etc/passwd}\include{../../../etc/hosts}\bibliography{/etc/passwd}\end{document}",
    ),
    "an archive of a manuscript that asks for more": lambda: (
        "a.zip",
        archive(
            {
                "main.tex": r"\documentclass{a}\begin{document}\input{../../../../etc/passwd}\bibliography{b}\end{document}"
            }
        ),
    ),
    "a manuscript that asks for itself": lambda: ("a.tex", rb"\begin{document}\input{a}\input{a.tex}\end{document}"),
    "commands that make commands": lambda: ("a.tex", rb"\def\a{\b\b}\def\b{\a\a}\begin{document}\a\end{document}" * 50),
    "a page in Markdown that asks for a file": lambda: ("a.md", b"---\nbibliography: /etc/passwd\n---\n@a\n"),
    "YAML with laughs": lambda: (
        "a.yaml",
        ("a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))).encode(),
    ),
    "YAML that makes objects": lambda: ("a.yaml", b"references:\n- !!python/object/apply:os.system [id]\n"),
    "TEI with laughs": lambda: ("a.xml", (LAUGHS + _TEI.format("&l9;")).encode()),
    "TEI with a file of ours": lambda: ("a.xml", (FILE + _TEI.format("&a;")).encode()),
    "JATS with a host of ours": lambda: ("a.xml", (HOST + _JATS.format("&a;")).encode()),
    "JATS that grows by squares": lambda: ("a.xml", (QUADRATIC + _JATS.format("&a;" * 5_000)).encode()),
    "JATS 20,000 elements deep": lambda: ("a.xml", _JATS.format("<i>" * 20_000 + "a" + "</i>" * 20_000).encode()),
    "XML in an encoding that is none": lambda: ("a.xml", b"<?xml version='1.0' encoding='EBCDIC-ROT13'?><article/>"),
    "HTML 30,000 elements deep": lambda: ("a.html", b"<html><body><h2>References</h2>" + b"<div>" * 30_000 + b"a"),
    "HTML with a script": lambda: (
        "a.html",
        b"<html><script>alert(1)</script><h2>References</h2><ol><li>" + TWO.encode(),
    ),
    "JSON 100,000 deep": lambda: ("a.json", b"[" * 100_000),
    "JSON objects deep": lambda: ("a.json", b'{"a":' * 50_000 + b"1" + b"}" * 50_000),
    "JSON with a huge number": lambda: ("a.json", b'[{"type": "book", "volume": ' + b"9" * 100_000 + b"}]"),
    "JSON with infinity": lambda: ("a.json", b'[{"type": "book", "title": NaN, "issued": {"date-parts": [[1e999]]}}]'),
    "JSON of the wrong types": lambda: (
        "a.json",
        json.dumps([{"type": [], "title": {"a": 1}, "author": "x", "issued": 7, "DOI": [None], "id": {}}]).encode(),
    ),
    "JSON with half characters": lambda: ("a.json", rb'[{"type": "book", "title": "\ud800\udfff\ud800"}]'),
    "BibTeX that never closes": lambda: ("a.bib", b"@book{a, title = {" + b"{" * 50_000),
    "BibTeX with strings of strings": lambda: ("a.bib", f"{_DOUBLED}@book{{a, title = s39}}".encode()),
    "BibTeX entries that inherit in a circle": lambda: (
        "a.bib",
        b"@book{a, crossref = {b}}\n@book{b, crossref = {a}}\n@book{c, crossref = {c}, xdata = {c}}",
    ),
    "RIS without an end": lambda: ("a.ris", b"TY  - JOUR\n" + b"AU  - A\n" * 20_000),
    "a table of one endless cell": lambda: ("a.csv", b'title,doi\n"' + b"a," * 100_000),
    "a PDF of one line": lambda: ("a.pdf", b"%PDF-1.7\n%%EOF"),
    "a PDF whose pages are their own children": lambda: (
        "a.pdf",
        _pdf(f"{_TREE}2 0 obj << /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999999 >> endobj"),
    ),
    "a PDF with a stream that grows": lambda: ("a.pdf", _page(_flate(b"q " * 5 * _MB))),
    "a PDF with a font that is none": lambda: ("a.pdf", _page(_flate(b"BT /F1 12 Tf (a) Tj ET"))),
    "a PDF that runs a script": lambda: (
        "a.pdf",
        _pdf("1 0 obj << /Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj"),
    ),
    "half characters and what cannot be seen": lambda: (
        "a.txt",
        TWO.encode() + b"\xed\xa0\x80\xed\xbf\xbf\xe2\x80\xae\xf4\x90",
    ),
    "a mark of another encoding": lambda: ("a.txt", b"\xff\xfe" + TWO.encode()),
    "one line of 200,000 characters": lambda: ("a.txt", b"References 1. " + b"A" * 200_000),
    "brackets without an end": lambda: ("a.txt", b"References\n1. " + b"(" * 50_000 + b"2012)"),
    "a DOI without an end": lambda: (
        "a.txt",
        b"References\n1. Okafor, B. (2012). https://doi.org/10.1000/" + b"a." * 50_000,
    ),
    "markup as a reference": lambda: (
        "a.txt",
        b"References\n1. <img src=x onerror=alert(1)> (2012). <script>alert(1)</script>",
    ),
    "a name that leads upward": lambda: ("../../../../etc/passwd", TWO.encode()),
    "a name of another system": lambda: ("C:\\Windows\\system32\\a.txt", TWO.encode()),
    "a name that cannot be seen": lambda: ("\u202etxt.exe\r\nX-Evil: 1", TWO.encode()),
    "a name without an end": lambda: ("a" * 5_000 + ".txt", TWO.encode()),
    "a name of dots": lambda: ("..", TWO.encode()),
    "a name of quotes": lambda: ('"; rm -rf / #.txt', TWO.encode()),
}
"""Read in a moment, or refused in one."""

SLOW: Mapping[str, Callable[[], Upload]] = {
    "Word that unpacks to 2 GB": lambda: ("a.docx", bomb("word/document.xml", 2048 * _MB)),
    "Word of 30 MB of one letter": lambda: (
        "a.docx",
        _word(part("document", f"<w:body>{paragraph('a' * (30 * _MB))}</w:body>")),
    ),
    "Word of 200,000 paragraphs": lambda: ("a.docx", docx([paragraph("References"), *[paragraph("a")] * 200_000])),
    "a text of 30 MB": lambda: ("a.txt", TWO.encode() * (30 * _MB // len(TWO))),
    "noise of 30 MB": lambda: ("a.txt", _noise(30 * _MB)),
    "one line of 30 MB": lambda: ("a.txt", b"1. " + b"Okafor, " * (30 * _MB // 8)),
    "BibTeX of 30 MB": lambda: ("a.bib", b"@book{a, title = {Rivers}, year = 2012}\n" * (30 * _MB // 40)),
    "JSON of 30 MB": lambda: ("a.json", b"[" + b'{"type": "book", "title": "Rivers"},' * (30 * _MB // 36) + b"{}]"),
    "XML of 30 MB": lambda: ("a.xml", _JATS.format("<i>a</i>" * (30 * _MB // 8)).encode()),
    "HTML of 20 MB": lambda: ("a.html", b"<h2>References</h2>" + b"<li>Okafor (2012)" * (20 * _MB // 17)),
    "RIS of 20 MB": lambda: ("a.ris", b"TY  - BOOK\nTI  - Rivers\nER  - \n" * (20 * _MB // 31)),
    "a PDF with a stream of 1 GB": lambda: ("a.pdf", _page(_flate(b"q " * 512 * _MB))),
    "YAML of 10 MB": lambda: ("a.yaml", b"references:\n" + b"- type: book\n  title: Rivers\n" * (10 * _MB // 29)),
    "a table of 20 MB": lambda: ("a.csv", b"title,doi\n" + b"Rivers,10.1000/a\n" * (20 * _MB // 17)),
}
"""Large ones, which take as long as a list may, or are ended."""


EVERY_RUN = (
    "noise with the mark of an archive",
    "Word with laughs",
    "Word with a file of ours",
    "Word that unpacks to 50 MB",
    "a manuscript that asks for files of ours",
    "JATS 20,000 elements deep",
    "JSON 100,000 deep",
    "a PDF whose pages are their own children",
    "a name that leads upward",
    "markup as a reference",
)
"""Those that are uploaded in every run of the tests."""


@cache
def upload(name: str) -> Upload:
    """One of them, made once."""
    return {**QUICK, **SLOW}[name]()
