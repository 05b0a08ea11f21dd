"""Bytes → text and back: whatever a file holds, what is not changed is written as it was."""

import codecs
from typing import cast

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from refcheck.errors import SourceError
from refcheck.model import Span
from refcheck.readers import decode, read, read_bytes, read_each
from refcheck.readers.discovery import binary_format_named, formats
from refcheck.readers.single import parse
from refcheck.readers.sources.decoding import Decoded
from refcheck.readers.sources.encodings import is_marked

BINARY = [form for name in formats() if (form := binary_format_named(name))]


def decoded_or_none(data: bytes) -> Decoded | None:
    try:
        return decode(data, "x.txt")
    except SourceError:
        return None


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("Müller – “A title”\r\n".encode(), "Müller – “A title”\r\n"),
        (codecs.BOM_UTF8 + "Müller".encode(), "Müller"),
        ("M\xfcller \u2013 \u201cA title\u201d".encode("cp1252"), "Müller – “A title”"),
        (b"M\xfcller, then " + "Müller".encode(), "Müller, then Müller"),
        (b"\x81\x8d\x8f\x90\x9d", "\x81\x8d\x8f\x90\x9d"),
        (codecs.BOM_UTF16_LE + "Müller 𝒳".encode("utf-16-le"), "Müller 𝒳"),
        (codecs.BOM_UTF16_BE + "Müller".encode("utf-16-be"), "Müller"),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00c", "a\ufffdb"),
    ],
)
def test_what_is_read(data: bytes, text: str) -> None:
    decoded = decode(data, "x.txt")
    assert decoded.text == text
    assert decoded.rewritten(()) == data


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        ("Müller".encode(), []),
        (b"M\xfcller \x96", ["Bytes that are not valid UTF-8, read as Windows-1252: 2."]),
        (codecs.BOM_UTF16_LE + b"\x00\xd8b\x00c", ["Characters that are not valid UTF-16, shown as \ufffd: 2."]),
    ],
)
def test_what_was_guessed_is_told(data: bytes, notes: list[str]) -> None:
    assert list(read_bytes(data, "x.txt").notes) == notes


@pytest.mark.parametrize(
    ("given", "text", "notes"),
    [
        ("Müller 😀 \ufffd", "Müller 😀 \ufffd", []),
        ("M\udcfcller \udc96", "Müller –", ["Bytes that are not valid UTF-8, read as Windows-1252: 2."]),
        ("Marsh \ud83d\ude00", "Marsh 😀", []),
        ("\ud83d\udc96", "💖", []),
        ("a\ud800b\udc01", "a\ufffdb\ufffd", ["Characters that are not valid UTF-16, shown as \ufffd: 2."]),
        (
            "M\udcfcller \ud800",
            "Müller \ufffd",
            [
                "Bytes that are not valid UTF-8, read as Windows-1252: 1.",
                "Characters that are not valid UTF-16, shown as \ufffd: 1.",
            ],
        ),
    ],
)
def test_what_only_a_text_of_python_holds(given: str, text: str, notes: list[str]) -> None:
    """Half a surrogate pair, as ``errors="surrogateescape"`` leaves it; a reference alone is read alike."""
    printed = f"{given} (2020). Tides of the marsh."
    for found in (read(printed), read_each([printed])):
        assert found.document.text == f"{text} (2020). Tides of the marsh."
        assert [note for note in found.notes if "UTF" in note] == notes
    assert parse(printed).raw == found.document.text


@given(st.sampled_from([b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE]), st.binary())
def test_every_byte_comes_back(mark: bytes, data: bytes) -> None:
    decoded = decoded_or_none(mark + data)
    assume(decoded is not None)
    assert cast(Decoded, decoded).rewritten(()) == mark + data


MIXED = st.lists(
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")).map(str.encode)
    | st.binary(max_size=3).map(lambda data: data.replace(b"\0", b"")),
    max_size=8,
).map(b"".join)


@given(MIXED, st.data())
def test_only_what_is_changed_is_other_than_it_was(data: bytes, draw: st.DataObject) -> None:
    decoded = decoded_or_none(data)
    assume(decoded is not None)
    was = cast(Decoded, decoded)
    start = draw.draw(st.integers(0, len(was.text)))
    end = draw.draw(st.integers(start, len(was.text)))
    new = draw.draw(st.text(st.characters(blacklist_categories=["Cs"])))
    assume(was.can_write(new))
    written = was.rewritten([(Span(start, end), new)])
    before, behind = was.rewritten([(Span(start, len(was.text)), "")]), was.rewritten([(Span(0, end), "")])
    head = len(was.head)
    assert written.startswith(before)
    assert written.endswith(behind[head:])
    assert len(written) == len(before) + len(behind) - head + len(was.rewritten([(Span(0, len(was.text)), new)])) - head


@pytest.mark.parametrize(
    ("data", "text", "can_write"),
    [
        (b"M\xfcller", "a - b", True),
        (b"M\xfcller", "ß", False),
        (b"M\xfcller, \xd4\xbc\xca\xf5\xd1\xd0\xbe\xbf", "ß", False),
        (b"M\xfcller " + "ć".encode(), "ć", True),
        (b"plain", "ć", True),
        (codecs.BOM_UTF16_LE + b"a\x00", "ć 𝒳", True),
    ],
)
def test_what_the_encoding_has(data: bytes, text: str, can_write: bool) -> None:
    decoded = decode(data, "x.txt")
    assert decoded.can_write(text) is can_write
    if can_write:
        written = decoded.rewritten([(Span(0, 0), text)])
        assert decode(written, "x.txt").text == text + decoded.text


@pytest.mark.parametrize(
    "data", ["Müller – ž".encode("cp1252"), b"\xd4\xbc\xca\xf5\xd1\xca", "Frédéric à été".encode("mac_roman")]
)
def test_what_is_moved_within_a_guessed_file_keeps_its_bytes(data: bytes) -> None:
    decoded = decode(data, "x.txt")
    assert decoded.is_guess
    assert decoded.rewritten([(Span(0, 0), decoded.text)]) == data + data


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"%PDF-1.7", "copy the reference list as text"),
        (b"PK\x03\x04", "copy the reference list as text"),
        (b"\x89PNG", "copy the reference list as text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx or .odt"),
        (rb"{\rtf1\ansi Roe, J.}", "save it as .docx or .odt"),
        (b"a\0b", "is a binary file"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, advice: str) -> None:
    with pytest.raises(SourceError, match=advice):
        decode(data, "x")


@pytest.mark.parametrize(
    ("name", "advice"),
    [("a.doc", "save it as .docx"), ("A.XLS", "as text"), ("a.ppt", "as text"), ("a.pptx", "as text")],
)
def test_only_a_word_processors_file_is_to_be_saved_as_another(name: str, advice: str) -> None:
    with pytest.raises(SourceError, match=f"is an old Office document, which cannot be read; .*{advice}"):
        decode(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", name)


@given(
    st.sampled_from([b"", b" \n", b"\xef\xbb\xbf", b"\xff\xfe", b"x", b" " * 2_000]),
    st.sampled_from(
        [
            b"<html><body><p>a<p>b<p>c",
            b"<?xml version='1.0'?><TEI>",
            b"PK\x03\x04word/document.xml",
            b"%PDF-1.7",
            b"@article{",
        ]
    ),
    st.binary(max_size=30),
)
def test_what_no_mark_opens_is_read_as_text(before: bytes, opening: bytes, rest: bytes) -> None:
    data = before + opening + rest
    if any(form.recognises_bytes("file.pdf", data) for form in BINARY):
        assert is_marked(data)
    assert is_marked(b"@article{holt2019," + rest) == (b"%PDF-" in rest)
