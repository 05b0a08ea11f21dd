"""The names of OpenDocument, and elements made with them and put between the characters of a text.

Source: OpenDocument 1.3 (OASIS), part 3: annotations and tracked changes.
"""

from refcheck.readers.sources.xml import Element, names


def put_into(element: Element, offset: int, new: Element, *, is_tail: bool) -> None:
    """Put an element before the character at ``offset`` of the text that another begins with, or of that behind its end."""
    whole = (element.tail if is_tail else element.text) or ""
    new.tail = whole[offset:] or None
    if is_tail:
        element.tail = whole[:offset] or None
        parent = element.getparent()
        assert parent is not None
        parent.insert(parent.index(element) + 1, new)
    else:
        element.text = whole[:offset] or None
        element.insert(0, new)


CONTENT = "content.xml"

SIGNS = names("s tab line-break")
"""Elements that are a character each."""

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    "office": f"{_OASIS}office:1.0",
    "text": f"{_OASIS}text:1.0",
    "meta": f"{_OASIS}meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


def made(like: Element, name: str, text: str | None = None, *inner: Element, **attributes: str) -> Element:
    """Return a new element, by its prefixed name (``text:p``), for the tree of another; so its attributes (``text_name="x"``).

    Behind its text it holds the inner ones.
    """
    prefix, _, local = name.partition(":")
    given = {key.partition("_"): value for key, value in attributes.items()}
    new = like.makeelement(
        f"{{{_SPACES[prefix]}}}{local}",
        {f"{{{_SPACES[space]}}}{key.replace('_', '-')}": value for (space, _, key), value in given.items()},
        {prefix: _SPACES[prefix]},
    )
    new.text = text
    new.extend(inner)
    return new
