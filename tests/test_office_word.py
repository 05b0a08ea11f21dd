"""Word documents written back: comments where they belong, changes to accept or reject, and everything else as it was."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from documents_made import docx, paragraph, part, run
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from soffice import HAS_UNO, what_it_shows
from word_made import DOCUMENTS, REFERENCES, formatted, inserted, made, strict, typed
from word_shown import W, accepted, comments, is_all_there, parts, rejected, texts, without_marks

from refcheck.errors import SourceError
from refcheck.model import Document, Span, TextNode
from refcheck.office import Change, Comment, Stamp, annotated, changed
from refcheck.readers import read_bytes

STAMP = Stamp(made=datetime(2026, 1, 2, 12, tzinfo=UTC))
WRITTEN = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}


def document_of(data: bytes) -> Document:
    return read_bytes(data, "paper.docx").document


def comment_on(document: Document, words: str) -> Comment:
    at = document.text.index(words)
    return Comment(nodes=document.nodes_at(Span(at, at + len(words))), lines=((f"On {words}", ""),))


def change_of(document: Document, words: str, replacement: str) -> Change:
    at = document.text.index(words)
    return Change(span=Span(at, at + len(words)), replacement=replacement)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_stretch_of_the_text_is_known_in_the_file(name: str) -> None:
    data = DOCUMENTS[name]()
    document = document_of(data)
    places = [node.span for node in document.nodes]
    assert places == sorted(places, key=lambda span: span.start)
    shown = "".join(span.of(document.text) for span in places)
    held = [part for part in ("word/document.xml", "word/endnotes.xml", "word/footnotes.xml") if part in parts(data)]
    assert "".join(shown.split()) == "".join("".join(text for each in held for text in texts(data, each)).split())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_comments_leave_everything_else_as_it_was(name: str) -> None:
    data = DOCUMENTS[name]()
    document = document_of(data)
    every = [Comment(nodes=(node,), lines=(("a", ""), ("b", "https://example.org/"))) for node in document.nodes[::3]]
    written = annotated(data, document, every, STAMP)
    before, after = parts(data), parts(written)
    assert [each for each in before if each not in WRITTEN and before[each] != after[each]] == []
    assert all(is_all_there(before[each], after[each]) for each in before)
    assert set(after) - set(before) <= {"word/comments.xml", "word/_rels/comments.xml.rels"}
    assert without_marks(data) == without_marks(written)
    shown = comments(written)
    assert len(shown) == len(every)
    assert {(each.author, each.initials, each.date) for each in shown} == {("refcheck", "rc", "2026-01-02T12:00:00Z")}
    assert {each.lines for each in shown} == {("a", "b")}
    assert document_of(written).text == document.text
    assert comments(data, "Ann") == comments(written, "Ann")


@pytest.mark.slow
@pytest.mark.skipif(not HAS_UNO, reason="LibreOffice, or Python with UNO, is not installed")
def test_libreoffice_shows_the_text_and_the_link_of_every_comment(tmp_path: Path) -> None:
    lines = (("a", ""), ("b", "https://example.org/?c=d&e=f"))
    made_ = {}
    for name in DOCUMENTS:
        data = DOCUMENTS[name]()
        document = document_of(data)
        every = [Comment(nodes=(node,), lines=lines) for node in document.nodes[::3]]
        (tmp_path / f"{name}.docx").write_bytes(annotated(data, document, every, STAMP))
        made_[tmp_path / f"{name}.docx"] = len(every)
    for (path, count), shown in zip(
        made_.items(), what_it_shows([(path, "") for path in made_], tmp_path / "profile"), strict=True
    ):
        own = [(each["text"], each["links"]) for each in shown["comments"] if each["author"] == STAMP.author]
        assert own == [("a\nb", [lines[1][1]])] * count, path.name


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("zotero", ["Fallback", "begin", "Choice", "end"]),
        ("words_own", ["begin", "Choice", "end", "Fallback"]),  # of this list LibreOffice makes an index
        ("citavi_control", ["Fallback", "sdt", "begin", "Choice", "end"]),
        ("in_control", ["sdt", "r"]),
    ],
)
def test_a_comment_in_a_field_over_paragraphs_is_referred_to_twice(name: str, order: list[str]) -> None:
    """Word takes the reference at the comment's place; LibreOffice, which would drop the comment's text there, the one outside."""
    data = DOCUMENTS[name]()
    document = document_of(data)
    at = document.text.index("plateau. Journal")
    comment = Comment(nodes=document.nodes_at(Span(at, at + 4)), lines=(("a", ""),))
    written = annotated(data, document, [comment], STAMP)
    root = etree.fromstring(parts(written)["word/document.xml"])
    marks = (f"{W}commentReference", f"{W}fldChar", f"{W}sdt")
    seen = [
        (each, etree.QName(each.getparent() if each.tag == marks[0] else each).localname) for each in root.iter(marks)
    ]
    shown = [each.get(f"{W}fldCharType") if kind == "fldChar" else kind for each, kind in seen]
    assert [each for each in shown if each != "separate"][-len(order) :] == order
    assert len(comments(written)) == 1


def test_a_comment_stands_at_the_very_characters() -> None:
    data = typed()
    document = document_of(data)
    words = ["10.5555/jhs. 2015.045", "(Castellan, 2009)", "2018). Measuring"]
    shown = comments(annotated(data, document, [comment_on(document, each) for each in words], STAMP))
    assert [each.text for each in shown] == words
    assert [each.lines for each in shown] == [(f"On {each}",) for each in words]


def test_a_comment_on_a_field_stands_around_it_and_on_a_note_at_its_mark() -> None:
    data = DOCUMENTS["unlisted"]()
    document = document_of(data)
    (shown,) = comments(annotated(data, document, [comment_on(document, "Author 1")], STAMP))
    assert shown.text == "(Author 1, 2015)"
    assert "Measuring what rivers carry" in shown.fields
    data = DOCUMENTS["in_footnotes"]()
    document = document_of(data)
    (shown,) = comments(annotated(data, document, [comment_on(document, "The grammar of maps")], STAMP))
    assert shown.text == ""
    assert "Castellan" in shown.around


def test_comments_are_numbered_behind_those_that_are_there() -> None:
    data = DOCUMENTS["commented"]()
    document = document_of(data)
    twice = annotated(data, document, [comment_on(document, "maps have")], STAMP)
    document = document_of(twice)
    twice = annotated(twice, document, [comment_on(document, "archives get")], STAMP)
    assert [each.text for each in comments(twice)] == ["maps have", "archives get"]
    assert [each.lines for each in comments(twice, "Ann")] == [("Sure?",)]


def test_changes_can_be_accepted_and_rejected() -> None:
    first, second, *_ = REFERENCES
    data = made([paragraph(formatted(first[:90], "<w:i/>") + formatted(first[90:], "<w:b/>")), paragraph(second)])
    document = document_of(data)
    changes = [change_of(document, "Highland", "Lowland"), change_of(document, "jhs. 2015", "jhs.2015")]
    written = changed(data, document, changes, STAMP)
    assert written.refused == ()
    assert texts(rejected(written.data)) == [first, second]
    assert without_marks(rejected(written.data)) == without_marks(data)
    assert texts(accepted(written.data)) == [first.replace("Highland", "Lowland").replace("jhs. ", "jhs."), second]
    body = parts(written.data)["word/document.xml"].decode()
    assert '<w:ins w:id="1" w:author="refcheck" w:date="2026-01-02T12:00:00Z"><w:r><w:rPr><w:i/></w:rPr>' in body


@pytest.mark.parametrize(
    ("name", "words", "why"),
    [
        ("zotero", "(Author 0, 2015)", "Zotero writes it"),
        ("endnote", "plateau. Journal", "EndNote writes it"),
        ("mendeley_cite", "Soil and memory on", "Mendeley writes it"),
        ("words_own", "plateau. Journal", "Word writes it"),
        ("bookmarks", "(Abara, 2015)", "Zotero writes it"),
        ("in_box", "Soil and memory on", "text box"),
        ("with_formula", "memx=1ory", "formula"),
        ("typed", "letters (Farahani, 2019).\nReferences", "end of a paragraph"),
    ],
)
def test_what_cannot_be_changed_is_told(name: str, words: str, why: str) -> None:
    data = DOCUMENTS[name]()
    document = document_of(data)
    (refused,) = changed(data, document, [change_of(document, words, "else")], STAMP).refused
    assert why in refused[1]


def test_what_others_changed_stays_theirs() -> None:
    data = made([paragraph(inserted("one two") + run(" three"))])
    document = document_of(data)
    changes = [change_of(document, "one", "uno"), change_of(document, "three", "tres")]
    written = changed(data, document, changes, STAMP).data
    assert texts(accepted(written)) == ["uno two tres"]
    assert texts(rejected(written)) == ["one two three"]
    assert texts(rejected(rejected(written), "Ann")) == [" three"]
    assert texts(accepted(rejected(written, "Ann"))) == ["uno tres"]


TEXT = st.text(alphabet="ab .é\t\n<&", max_size=12)


@given(
    paragraphs=st.lists(st.lists(st.tuples(TEXT, st.sampled_from(["", "<w:i/>", "<w:b/>"])), max_size=4), max_size=4),
    cuts=st.lists(st.integers(min_value=0, max_value=120), max_size=8, unique=True),
    words=st.lists(TEXT, min_size=4, max_size=4),
    more=st.tuples(st.integers(min_value=0, max_value=120), TEXT),
)
@example(paragraphs=[], cuts=[0, 1], words=["E", "", "", ""], more=(0, "b"))  # put in before what was put in
def test_whatever_is_changed_can_be_accepted_and_rejected(
    paragraphs: list[list[tuple[str, str]]], cuts: list[int], words: list[str], more: tuple[int, str]
) -> None:
    runs = ["".join(_formatted(text, look) for text, look in each) or run("") for each in paragraphs]
    data = docx([*map(paragraph, runs), paragraph("end")])
    document = document_of(data)
    edges = sorted(cut for cut in cuts if cut <= len(document.text))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    changes = [Change(span=Span(*pair), replacement=word) for pair, word in zip(pairs, words, strict=False)]
    once = changed(data, document, changes, STAMP)
    made_ = [each for each in changes if each not in dict(once.refused)]
    text = _applied(document.text, made_)
    assert _lines("\n".join(texts(accepted(once.data)))) == _lines(text)
    assert texts(rejected(once.data)) == texts(data)
    second = document_of(once.data)  # what was put in, and what stands beside it, is changed once more
    at = min(more[0], len(second.text))
    again = Change(span=Span(max(0, at - 3), at), replacement=more[1])
    twice = changed(once.data, second, [again], STAMP)
    text = second.text if twice.refused else _applied(second.text, [again])
    assert _lines("\n".join(texts(accepted(twice.data)))) == _lines(text)
    assert texts(rejected(twice.data)) == texts(data)


def _formatted(text: str, look: str) -> str:
    return run(text).replace("<w:r>", f"<w:r><w:rPr>{look}</w:rPr>", 1)


def _applied(text: str, changes: list[Change]) -> str:
    for each in reversed(changes):
        text = text[: each.span.start] + each.replacement + text[each.span.end :]
    return text


def _lines(text: str) -> list[str]:
    """The lines that hold something: a paragraph that has become empty is shown no more."""
    return [line for line in text.split("\n") if line.strip()]


def test_the_strict_form_is_kept() -> None:
    data = strict()
    document = document_of(data)
    written = annotated(data, document, [comment_on(document, "maps have")], STAMP)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        relations, body = archive.read("word/_rels/document.xml.rels"), archive.read("word/comments.xml")
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in relations
    assert b"http://schemas" not in body
    assert [each.text for each in comments(written)] == ["maps have"]


@pytest.mark.parametrize(
    ("data", "document", "why"),
    [
        (b"<x/>", Document(name="a.odt", format="odt", text=""), "one XML file"),
        (typed(), Document(name="a.pdf", format="pdf", text=""), "is pdf"),
        (
            docx([], word__document=part("document", "<w:body>")[:-4]),
            Document(name="a.docx", format="docx", text=""),
            "broken",
        ),
        (typed()[:-40], Document(name="a.docx", format="docx", text=""), "broken"),
    ],
)
def test_what_cannot_be_written_is_a_clear_error(data: bytes, document: Document, why: str) -> None:
    nodes = (TextNode(Span(0, 1), "word/document.xml", 0),)
    with pytest.raises(SourceError, match=why):
        annotated(data, document, [Comment(nodes=nodes, lines=())], STAMP)
