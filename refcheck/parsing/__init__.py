"""Printed references → works: finding them in a pasted text, and reading one or a whole list.

The code that reads is imported only when there is something to read: a bibliography whose fields are given does not need it.
"""

from collections.abc import Sequence

from refcheck.model import Reference, Span
from refcheck.parsing.splitting import Entry

__all__ = ["Entry", "apart", "parse", "parse_each", "parse_list", "split", "split_list"]


def parse(text: str, *, key: str = "1", spans: tuple[Span, ...] = ()) -> Reference:
    """Read one printed reference with the model that ships with the package.

    Args:
        text: the reference as printed; its pieces joined by newlines if there are several.
        key: its number or key in the list.
        spans: the spans of its pieces in the document.

    No text raises an error: what was not understood is ``unread``, and a text without a reference, or of more than
    ``reading.LONGEST`` code points, is unread as a whole.
    """
    from refcheck.parsing.reading import parse_with
    from refcheck.parsing.tagging.tagger import MODEL

    return parse_with(MODEL, text, key=key, spans=spans)


def parse_list(entries: Sequence[Entry]) -> tuple[Reference, ...]:
    """Read the entries of one list, in order; in a list of some length, doubtful entries in the style of the others.

    The key of an entry without a printed number is its position, counted from 1, followed by a letter if that number is printed
    before another entry. If dashes stand for the authors of the entry above, the work has those authors, and the span of their
    field is the dashes.
    """
    from refcheck.parsing import lists

    return lists.parse_list(entries)


def parse_each(entries: Sequence[Entry]) -> tuple[Reference, ...]:
    """Read entries that may be of many lists, in order, each in its own style; otherwise as :func:`parse_list`."""
    from refcheck.parsing import lists

    return lists.parse_each(entries)


def apart(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries of a list, with one entry for each reference. Each piece of an entry must be a line of its text."""
    from refcheck.parsing import lists

    return tuple(lists.apart(entries))


def split(text: str) -> tuple[Entry, ...]:
    """Return the references of a pasted text, in order; an empty tuple if it has none.

    The list is found by its heading or by its content, and the text before, between and after the references is left out. Every
    line of a reference is a separate piece. Never raises, whatever the text.
    """
    from refcheck.parsing.splitting import splitter

    return splitter.split(text)


def split_list(text: str) -> tuple[Entry, ...]:
    """Return the references of a text that is known to be a list because a document marks it so; otherwise as :func:`split`."""
    from refcheck.parsing.splitting import splitter

    return splitter.split_list(text)
