"""The cursor put to one comment after the other."""

from com.sun.star.lang import IllegalArgumentException

from refcheck_writer.comments import in_order

_SAME, _BEFORE = 0, 1
"""Results of a comparison of two ranges: that they begin together, that the first begins before."""


def go_to_next(document):
    """Put the cursor to refcheck's next comment; to the first, behind the last."""
    anchors = [each.Anchor for each in in_order(document)]
    if not anchors:
        return
    cursor = document.CurrentController.ViewCursor
    compared = [_compared(cursor, each) for each in anchors]
    place = 0
    if _SAME in compared:
        place = compared.index(_SAME) + 1
    elif _BEFORE in compared:
        place = compared.index(_BEFORE)
    document.CurrentController.select(anchors[place % len(anchors)])


def _compared(cursor, anchor):
    """Return how two ranges stand to each other; ``None`` where one is in a table, say, and the other is not."""
    try:
        return anchor.Text.compareRegionStarts(cursor.Start, anchor.Start)
    except IllegalArgumentException:
        return None
