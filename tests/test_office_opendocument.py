"""OpenDocument texts written back: annotations where they belong, and changes that can be accepted or rejected."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape

from documents_made import odt
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from refcheck.model import Document, Span
from refcheck.office import Change, Comment, Stamp, annotated, changed
from refcheck.readers import read_bytes

STAMP = Stamp(made=datetime(2026, 1, 2, 12, tzinfo=UTC))
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": " ", f"{TEXT}line-break": "\n"}


def document_of(data: bytes) -> Document:
    return read_bytes(data, "paper.odt").document


def content(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        assert held.namelist()[0] == "mimetype"
        return etree.fromstring(held.read("content.xml"))


def pieces(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The text of a paragraph without notes and annotations, each piece with the element that it stands behind."""
    yield str(element.tag), element.text or ""
    for each in element:
        if each.tag not in (f"{OFFICE}annotation", f"{TEXT}note"):
            yield from pieces(each)
        yield str(each.tag), SIGNS.get(str(each.tag), "") + (each.tail or "")


def anchored(data: bytes) -> dict[str, str]:
    """What stands between the two ends of each annotation."""
    root, found, opened = content(data), {}, dict[str, str]()
    for paragraph in root.iter(f"{TEXT}p", f"{TEXT}h"):
        if next(paragraph.iterancestors(f"{OFFICE}annotation"), None) is not None:
            continue
        for step, each in etree.iterwalk(paragraph, events=("start", "end")):
            name = each.get(f"{OFFICE}name") or ""
            if step == "start" and each.tag == f"{OFFICE}annotation":
                opened[name] = ""
            elif step == "start" and each.tag == f"{OFFICE}annotation-end":
                found[name] = opened.pop(name)
            inside = next(each.iterancestors(f"{OFFICE}annotation", f"{TEXT}note"), None) is not None
            if not inside:
                is_note = each.tag in (f"{OFFICE}annotation", f"{TEXT}note")
                said = (each.text if not is_note else "") if step == "start" else each.tail
                if each is paragraph and step == "end":
                    said = ""
                said = (SIGNS.get(str(each.tag), "") if step == "start" else "") + (said or "")
                opened = {label: text + said for label, text in opened.items()}
    assert not opened
    return found


def comment_on(document: Document, words: str) -> Comment:
    at = document.text.index(words)
    lines = (("First", ""), ("second", "https://example.org/"))
    return Comment(nodes=document.nodes_at(Span(at, at + len(words))), lines=lines)


BODY = (
    "<text:h>Soil</text:h>"
    '<text:p>One <text:span text:style-name="T1">two three</text:span> four<text:s/><text:tab/>five '
    '<text:reference-mark-start text:name="ZOTERO_ITEM a"/>(Six, 1999)'
    '<text:reference-mark-end text:name="ZOTERO_ITEM a"/>.</text:p>'
    "<text:p>Seven<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Eight nine</text:p>"
    "</text:note-body></text:note> ten.</text:p>"
)


def test_an_annotation_stands_at_the_very_characters() -> None:
    data = odt(BODY)
    document = document_of(data)
    words = ["Soil", "two", "three four", "Six", "ten"]
    written = annotated(data, document, [comment_on(document, each) for each in words], STAMP)
    assert list(anchored(written).values()) == ["Soil", "two", "three four", "(Six, 1999)", "ten"]
    assert document_of(written).text == document.text
    first = next(content(written).iter(f"{OFFICE}annotation"))
    assert [each.text for each in first] == ["refcheck", "2026-01-02T12:00:00", "rc", "First", None]
    (link,) = first[4]
    assert (link.text, link.get("{http://www.w3.org/1999/xlink}href")) == ("second", "https://example.org/")


def test_an_annotation_on_a_note_stands_at_its_mark() -> None:
    data = odt(BODY)
    document = document_of(data)
    written = annotated(data, document, [comment_on(document, "Eight nine")], STAMP)
    assert list(anchored(written).values()) == [""]
    note = next(content(written).iter(f"{TEXT}note"))
    before, behind = note.getprevious(), note.getnext()
    assert before is not None
    assert behind is not None
    assert (before.tag, behind.tag, behind.tail) == (f"{OFFICE}annotation", f"{OFFICE}annotation-end", " ten.")


def test_what_a_citation_program_writes_is_not_changed() -> None:
    data = odt(BODY)
    document = document_of(data)
    at = document.text.index("1999")
    written = changed(data, document, [Change(span=Span(at, at + 4), replacement="2000")], STAMP)
    ((_, why),) = written.refused
    assert "Zotero writes it" in why
    assert written.data == data


FIELD = (
    "<text:p>"
    '<field:fieldmark-start text:name="a"><field:param field:name="x.code" field:value="ADDIN ZOTERO_ITEM {}"/>'
    "</field:fieldmark-start>"
    "(Six, 1999)<field:fieldmark-end/> and "
    '<loext:content-control loext:tag="MENDELEY_CITATION_v3_a">(Seven, 1998)</loext:content-control> and (Eight, 1997)</text:p>'
)


def test_the_fields_of_word_are_the_programs_in_an_open_document_too() -> None:
    spaces = 'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0" xmlns:loext="urn:x:loext"'
    data = odt(FIELD.replace("<text:p>", f"<text:p {spaces}>"))
    document = document_of(data)
    assert {node.program: node.span.of(document.text) for node in document.nodes} == {
        "Zotero": "(Six, 1999)",
        "Mendeley": "(Seven, 1998)",
        "": " and (Eight, 1997)",
    }
    written = annotated(data, document, [comment_on(document, each) for each in ("Six", "1998", "Eight")], STAMP)
    assert list(anchored(written).values()) == ["(Six, 1999)", "(Seven, 1998)", "Eight"]


def settled(data: bytes, *, accept: bool) -> str:
    """The text with every change accepted or rejected, white space as a reader sees it."""
    root = content(data)
    kept = {
        region.get(f"{TEXT}id") or "": next(region.iter(f"{TEXT}p", f"{TEXT}h"), None)
        for region in root.iter(f"{TEXT}changed-region")
        if region[0].tag == f"{TEXT}deletion"
    }
    lines = []
    body = next(root.iter(f"{OFFICE}text"))
    for paragraph in body.iter(f"{TEXT}p", f"{TEXT}h"):
        if next(paragraph.iterancestors(f"{TEXT}tracked-changes"), None) is not None:
            continue
        line, inside = paragraph.text or "", 0
        for step, each in etree.iterwalk(paragraph, events=("start", "end")):
            if each is paragraph:
                continue
            is_in = each.tag == f"{TEXT}change-start"
            inside += (step == "start") * (is_in - (each.tag == f"{TEXT}change-end"))
            if step == "start" and each.tag == f"{TEXT}change" and not accept and not inside:
                gone = kept[each.get(f"{TEXT}change-id") or ""]
                assert gone is not None
                line += "".join(text for _, text in pieces(gone))
            if accept or not inside:
                line += (SIGNS.get(str(each.tag), "") + (each.text or "")) if step == "start" else each.tail or ""
        lines.append(" ".join(line.replace("\n", " ").split()))
    return "\n".join(filter(None, lines))


WORDS = st.text(alphabet="abé, ", max_size=10)


@given(
    paragraphs=st.lists(st.lists(st.tuples(WORDS, st.sampled_from("ns ")), max_size=4), max_size=3),
    cuts=st.lists(st.integers(min_value=0, max_value=80), max_size=6, unique=True),
    words=st.lists(WORDS, min_size=3, max_size=3),
)
def test_whatever_is_changed_can_be_accepted_and_rejected(
    paragraphs: list[list[tuple[str, str]]], cuts: list[int], words: list[str]
) -> None:
    looks = {"n": "{}", "s": '<text:span text:style-name="T1">{}</text:span>', " ": "{}<text:s/>"}
    body = ""
    for paragraph in paragraphs:
        body += "<text:p>"
        for text, look in paragraph:
            behind_blank = re.search(r"(?:\s|<text:s/>)(?:<[^>]*>)*$", body) is not None
            body += looks[look].format(
                escape(text.lstrip() if behind_blank else text)
            )  # a blank behind one is nowhere written
        body += "</text:p>"
    data = odt(body + "<text:p>end</text:p>")
    document = document_of(data)
    edges = sorted(cut for cut in cuts if cut <= len(document.text))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    changes = [Change(span=Span(*pair), replacement=word) for pair, word in zip(pairs, words, strict=False)]
    written = changed(data, document, changes, STAMP)
    text = document.text
    for each in reversed([each for each in changes if each not in dict(written.refused)]):
        text = text[: each.span.start] + each.replacement + text[each.span.end :]
    assert shown(settled(written.data, accept=True)) == shown(text)
    assert shown(settled(written.data, accept=False)) == shown(document.text)
    assert shown(document_of(written.data).text) == shown(text)


def shown(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def test_other_parts_stay_as_they_were() -> None:
    others = {"styles.xml": b"<a> <b/></a>", "Pictures/1.png": b"\x89PNG"}
    buffer = io.BytesIO(odt(BODY))
    with zipfile.ZipFile(buffer, "a") as made:
        for name, held in others.items():
            made.writestr(name, held)
    document = document_of(buffer.getvalue())
    written = annotated(buffer.getvalue(), document, [comment_on(document, "two")], STAMP)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert archive.namelist() == ["mimetype", "content.xml", *others]
        assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        assert {name: archive.read(name) for name in others} == others
