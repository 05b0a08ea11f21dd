"""Where in a Writer document its paragraphs and characters stand, counted alike in the document and in a copy of it."""

AUTHOR = "refcheck"

_SHOWN = ("Text", "TextField", "Footnote", "ContentControl")
"""Portions of a paragraph that hold characters; what another one holds is no text."""


def listed(container):
    """Yield what an enumeration of a container holds."""
    items = container.createEnumeration()
    while items.hasMoreElements():
        yield items.nextElement()


def paragraphs(document):
    """Return the paragraphs of the text, of its tables and of its frames, in one order."""
    frames = document.TextFrames
    texts = [document.Text, *(frames.getByName(name) for name in frames.ElementNames)]
    return [paragraph for text in texts for paragraph in _within(text)]


def _within(text):
    for each in listed(text):
        if each.supportsService("com.sun.star.text.TextTable"):
            for name in each.CellNames:
                yield from _within(each.getCellByName(name))
        elif each.supportsService("com.sun.star.text.Paragraph"):
            yield each


def portions(paragraph):
    """Yield the portions of a paragraph, each with what it shows; nothing of one that holds no characters."""
    for portion in listed(paragraph):
        yield portion, portion.getString() if portion.TextPortionType in _SHOWN else ""


def shown(paragraph):
    """Return the characters of a paragraph."""
    return "".join(text for _, text in portions(paragraph))


def length(text):
    """Return how many units a text has as Writer counts them.

    >>> length("né"), length("𝒳")
    (2, 2)
    """
    return len(text.encode("utf-16-le")) // 2


def cursor_at(paragraph, place):
    """Return a cursor before a character of a paragraph, which is told by its number of units."""
    for portion, text in portions(paragraph):
        if place < length(text):
            cursor = portion.Text.createTextCursorByRange(portion.Start)
            cursor.goRight(place, False)
            return cursor
        place -= length(text)
    return paragraph.Text.createTextCursorByRange(paragraph.End)


def select(cursor, text):
    """Extend a cursor over a text that begins at it, and return whether that stands there; else it is not extended."""
    if not text:
        return True
    start = cursor.Start
    cursor.goRight(length(text), True)
    while length(cursor.getString()) < length(text) and cursor.goRight(1, True):
        pass  # what holds no characters counts, too
    if _lines(cursor.getString()) == _lines(text):
        return True
    cursor.gotoRange(start, False)
    return False


def _lines(text):
    return text.replace("\r\n", "\n")
