"""XML parts into which something is put: at the very place, whatever their bytes look like."""

import pytest

from refcheck.office.splicing import Part
from refcheck.readers.sources.xml import Element, parse

ANEW = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MARKED = b'\xef\xbb\xbf<?xml version="1.0"?>\r\n'


def part_of(data: bytes) -> Part:
    return Part(data, parse(data, "part.xml")[0])


def made(part: Part) -> Element:
    return part.root.makeelement("new")


@pytest.mark.parametrize(
    ("data", "place", "expected"),
    [
        (b"<a><b>one two</b></a>", (1, 3, False), b"<a><b>one| two</b></a>"),
        (b"<a><b>one</b> two</a>", (1, 1, True), b"<a><b>one</b> |two</a>"),
        (b"<a><b/>two</a>", (1, 0, True), b"<a><b/>|two</a>"),
        (b"<a><b></b></a>", (1, 0, False), b"<a><b>|</b></a>"),
        (b"<a>R&amp;D now</a>", (0, 2, False), b"<a>R&amp;|D now</a>"),
        (b"<a>R&#x26;D now</a>", (0, 1, False), b"<a>R|&#x26;D now</a>"),
        (b"<a>R&#x26;</a>", (0, 2, False), b"<a>R&#x26;|</a>"),
        (b"<a>one\r\ntwo</a>", (0, 4, False), b"<a>one\r\n|two</a>"),
        (b"<a>one<!-- not text -->two</a>", (0, 4, False), b"<a>one<!-- not text -->t|wo</a>"),
        ("<a>été</a>".encode(), (0, 2, False), "<a>ét|é</a>".encode()),
        (MARKED + b'<a b="x>y">one</a>', (0, 0, False), MARKED + b'<a b="x>y">|one</a>'),
        # where the bytes do not show where characters stand, the part is written anew
        (b"<a><![CDATA[one two]]></a>", (0, 3, False), ANEW + b"<a>one| two</a>"),
        (b"<a>caf&eacute; two</a>", (0, 4, False), ANEW + "<a>café| two</a>".encode()),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>', (0, 1, False), ANEW + "<a>é|</a>".encode()),
    ],
)  # fmt: skip
def test_something_is_put_at_a_character(data: bytes, place: tuple[int, int, bool], expected: bytes) -> None:
    part = part_of(data)
    element, offset, is_tail = place
    part.put(part.at(element, offset, is_tail=is_tail), b"|")
    assert part.bytes() == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<a><b/>\n</a >", b"<a><b/>\n<new/></a >"),
        (b'<a b="/" />', b'<a b="/"><new/></a>'),
        (b"<x:a xmlns:x='urn:x'/>", b"<x:a xmlns:x='urn:x'><new/></x:a>"),
        (b"<!-- <a/> --><a/>", b"<!-- <a/> --><a><new/></a>"),
    ],
)
def test_an_element_is_put_last(data: bytes, expected: bytes) -> None:
    part = part_of(data)
    part.append([made(part)])
    assert part.bytes() == expected


def test_what_the_root_declares_is_not_declared_again() -> None:
    part = part_of(b'<w:a xmlns:w="urn:w">xmlns:w="urn:w"</w:a>')
    new = part.root.makeelement("{urn:w}b", {"{urn:v}c": ' xmlns:w="urn:w"'}, {"w": "urn:w", "v": "urn:v"})
    new.text = ' xmlns:w="urn:w"'
    assert part.markup(new) == b'<w:b xmlns:v="urn:v" v:c=" xmlns:w=&quot;urn:w&quot;"> xmlns:w="urn:w"</w:b>'
