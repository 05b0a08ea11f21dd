"""Comments brought from an annotated copy into the open document."""

from refcheck_writer.failures import ChangedError
from refcheck_writer.places import AUTHOR, cursor_at, length, listed, paragraphs, portions, select, shown

_ANNOTATION = "com.sun.star.text.textfield.Annotation"
_LINK = "com.sun.star.text.textfield.URL"


def of_refcheck(document):
    """Return refcheck's comments of a document."""
    fields = [each for each in listed(document.TextFields) if each.supportsService(_ANNOTATION)]
    return [each for each in fields if each.Author == AUTHOR]


def in_order(document):
    """Return refcheck's comments of a document in the order of its text."""
    return [field for paragraph in paragraphs(document) for _, field in _within(paragraph)]


def remove(document):
    """Take refcheck's comments out, and return how many there were."""
    found = of_refcheck(document)
    for each in found:
        each.dispose()
    return len(found)


def found(annotated, document):
    """Return where the comments of an annotated copy belong in the document: a paragraph, a place in it, and the comment.

    Raises:
        ChangedError: the document is not what the copy is.
    """
    own, others = paragraphs(document), paragraphs(annotated)
    if [shown(each) for each in own] != [shown(each) for each in others]:
        raise ChangedError()
    return [(paragraph, *each) for paragraph, other in zip(own, others, strict=True) for each in _within(other)]


def bring(places, document):
    """Put comments at their places, from the end, so that places before stay."""
    for paragraph, place, field in reversed(places):
        _put(document, paragraph, place, field)


def _within(paragraph):
    """Yield where the comments of a paragraph begin, and the comments."""
    place = 0
    for portion, text in portions(paragraph):
        if portion.TextPortionType == "Annotation" and portion.TextField.Author == AUTHOR:
            yield place, portion.TextField
        place += length(text)


def _put(document, paragraph, place, field):
    cursor = cursor_at(paragraph, place)
    if not select(cursor, field.Anchor.getString()):
        cursor.gotoRange(paragraph.Start, False)
        cursor.gotoRange(paragraph.End, True)
    new = document.createInstance(_ANNOTATION)
    new.Author, new.Initials, new.DateTimeValue = field.Author, field.Initials, field.DateTimeValue
    _write(document, field.TextRange, new.TextRange)
    cursor.Text.insertTextContent(cursor, new, not cursor.isCollapsed())


def _write(document, source, target):
    """Copy the text of a comment, with its links."""
    cursor = target.createTextCursor()
    for number, paragraph in enumerate(listed(source)):
        if number:
            cursor.gotoEnd(False)
            target.insertControlCharacter(cursor, 0, False)  # a paragraph's end
        for portion in listed(paragraph):
            cursor.gotoEnd(False)
            if portion.TextPortionType == "TextField":
                link = document.createInstance(_LINK)
                link.URL, link.Representation = portion.TextField.URL, portion.TextField.Representation
                target.insertTextContent(cursor, link, False)
            else:
                target.insertString(cursor, portion.getString(), False)
