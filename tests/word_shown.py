"""What a Word document shows, read without refcheck's reader: its paragraphs, its comments and what they stand at, its changes."""

import base64
import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy

from attrs import define, field, frozen
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
"""The strict form's name for the same, read as the transitional one."""

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SHOWN = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_NOTES = {f"{W}footnoteReference": "word/footnotes.xml", f"{W}endnoteReference": "word/endnotes.xml"}


_SEEN = {f"{W}t", _MATH, *_SHOWN, *_NOTES, f"{W}tag", f"{W}instrText", f"{W}fldData"}


@frozen
class Shown:
    """A comment: who, when, its lines; the text that it stands at, and all of the paragraphs and notes that it touches."""

    author: str
    initials: str
    date: str
    lines: tuple[str, ...]
    text: str
    around: str
    fields: str


@define
class _Range:
    text: list[str] = field(factory=list)
    paragraphs: dict[int, etree._Element] = field(factory=dict)
    elements: list[etree._Element] = field(factory=list)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).replace(*_STRICT) for name in archive.namelist()}


def comments(data: bytes, author: str = "refcheck") -> list[Shown]:
    """The comments of an author, in the order of the part."""
    held = parts(data)
    if "word/comments.xml" not in held:
        return []
    ranges = _ranges(etree.fromstring(held["word/document.xml"]))
    found = []
    for each in etree.fromstring(held["word/comments.xml"]).iter(f"{W}comment"):
        if each.get(f"{W}author") == author:
            anchor = ranges.get(each.get(f"{W}id") or "", _Range())
            notes = " ".join(_notes(anchor, held))
            around = " ".join(text_of(paragraph) for paragraph in anchor.paragraphs.values())
            codes = "".join(map(_code, anchor.elements))
            found.append(
                Shown(
                    each.get(f"{W}author") or "",
                    each.get(f"{W}initials") or "",
                    each.get(f"{W}date") or "",
                    tuple(text_of(line) for line in each.iter(f"{W}p")),
                    "".join(anchor.text),
                    f"{around} {notes}",
                    codes,
                )
            )
    return found


def _ranges(root: etree._Element) -> dict[str, _Range]:
    """What stands between the marks of each comment; every one that begins must end and be referred to."""
    opened: dict[str, _Range] = {}
    closed: dict[str, _Range] = {}
    referred: set[str] = set()
    paragraph = None
    for step, element in etree.iterwalk(root, events=("start", "end")):
        if step == "end":
            continue
        number = element.get(f"{W}id") or ""
        if element.tag == f"{W}commentRangeStart":
            opened[number] = _Range()
        elif element.tag == f"{W}commentRangeEnd":
            closed[number] = opened.pop(number)
        elif element.tag == f"{W}commentReference":
            referred.add(number)
        elif element.tag == f"{W}p":
            paragraph = element
        elif element.tag in _SEEN:
            for each in opened.values():
                each.text.append(_text(element))
                each.elements.append(element)
                own = next(element.iterancestors(f"{W}p"), paragraph)
                assert own is not None
                each.paragraphs[id(own)] = own
    assert not opened
    assert referred >= set(closed)
    return closed


def _code(element: etree._Element) -> str:
    """What the field or control holds that an element tells of, unpacked where it is base64."""
    if element.tag == f"{W}instrText":
        return element.text or ""
    packed = element.text or "" if element.tag == f"{W}fldData" else ""
    if element.tag == f"{W}tag":
        packed = (element.get(f"{W}val") or "").rpartition("_")[2]
    return base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8", "replace")


def _notes(anchor: _Range, held: dict[str, bytes]) -> Iterator[str]:
    for element in anchor.elements:
        if element.tag in _NOTES:
            root = etree.fromstring(held[_NOTES[element.tag]])
            for note in root:
                if note.get(f"{W}id") == element.get(f"{W}id"):
                    yield " ".join(text_of(each) for each in note.iter(f"{W}p"))


def text_of(paragraph: etree._Element) -> str:
    return "".join(
        _text(each)
        for each in paragraph.iter(f"{W}t", _MATH, *_SHOWN)
        if next(each.iterancestors(f"{W}p"), None) is paragraph and next(each.iterancestors(f"{W}tabs"), None) is None
    )


def _text(element: etree._Element) -> str:
    return element.text or "" if element.tag in (f"{W}t", _MATH) else _SHOWN.get(str(element.tag), "")


def texts(data: bytes, part: str = "word/document.xml") -> list[str]:
    """The text of every paragraph, deleted text left out."""
    return [text_of(each) for each in etree.fromstring(parts(data)[part]).iter(f"{W}p")]


def accepted(data: bytes, author: str = "refcheck") -> bytes:
    """The document with the changes of an author accepted."""
    return _settled(data, author, f"{W}del", f"{W}ins")


def rejected(data: bytes, author: str = "refcheck") -> bytes:
    """The document with the changes of an author rejected."""
    return _settled(data, author, f"{W}ins", f"{W}del")


def _settled(data: bytes, author: str, dropped: str, kept: str) -> bytes:
    held = parts(data)
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if name in held:
            root = etree.fromstring(held[name])
            for each in [each for each in root.iter(dropped) if each.get(f"{W}author") == author]:
                parent = each.getparent()
                assert parent is not None
                parent.remove(each)
            for each in [each for each in root.iter(kept) if each.get(f"{W}author") == author]:
                for run in reversed(list(each)):
                    each.addnext(run)
                parent = each.getparent()
                assert parent is not None
                parent.remove(each)
                for run in root.iter(f"{W}delText"):
                    if next(run.iterancestors(f"{W}del"), None) is None:
                        run.tag = f"{W}t"
            held[name] = etree.tostring(root)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def without_marks(data: bytes, part: str = "word/document.xml") -> bytes:
    """The canonical XML of a part without the marks of comments, and with runs of one formatting as one."""
    root = etree.fromstring(parts(data)[part])
    for each in list(root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd")):
        _drop(each)
    for each in list(root.iter(f"{W}commentReference")):
        run = next(each.iterancestors(f"{W}r"))
        _drop(run)
    for run in list(root.iter(f"{W}r")):
        _join(run)
    for text in root.iter(f"{W}t"):
        text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", "")
    canonical: bytes = etree.tostring(root, method="c14n")
    return canonical


def is_all_there(before: bytes, after: bytes) -> bool:
    """Whether every byte of one part stands in another, in order: something was put in, and nothing else done."""
    later = iter(after)
    return all(byte in later for byte in before)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _join(run: etree._Element) -> None:
    """Put what follows in runs of the same formatting into this one."""
    while (other := run.getnext()) is not None and run.getparent() is not None and _look(run) == _look(other):
        content = [each for each in other if each.tag != f"{W}rPr"]
        last = run[-1] if len(run) else None
        if last is not None and content and last.tag == content[0].tag == f"{W}t":
            last.text = (last.text or "") + (content.pop(0).text or "")
        run.extend(content)
        _drop(other)


def _look(run: etree._Element) -> tuple[object, ...]:
    if run.tag != f"{W}r":
        return (id(run),)
    formats = [deepcopy(each) for each in run if each.tag == f"{W}rPr"]
    return tuple(run.attrib.items()), tuple(etree.tostring(each, method="c14n") for each in formats)
