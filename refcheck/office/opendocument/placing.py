"""Elements put between the characters of a text, from its end to its beginning."""

from refcheck.readers.sources.xml import Element


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


def put_before(element: Element, new: Element) -> None:
    """Put an element directly before another."""
    parent = element.getparent()
    assert parent is not None
    new.tail = None
    parent.insert(parent.index(element), new)


def put_behind(element: Element, new: Element) -> None:
    """Put an element directly behind another."""
    put_into(element, 0, new, is_tail=True)
