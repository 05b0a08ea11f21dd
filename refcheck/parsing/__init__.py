"""Printed references → works: finding them in a pasted text, and reading one or a whole list.

What reads is imported when something is to be read: a bibliography whose fields are given needs nothing of it.
"""

from collections.abc import Sequence

from refcheck.model import Reference, Span
from refcheck.parsing.splitting import Entry

__all__ = ["Entry", "apart", "parse", "parse_each", "parse_list", "split", "split_list"]


def parse(text: str, *, key: str = "1", spans: tuple[Span, ...] = ()) -> Reference:
    """Read one printed reference with the model that ships with the package.

    Args:
        text: the reference as printed; its pieces joined by newlines if it stood in several.
        key: its number or key in the list.
        spans: where its pieces stand in the document.

    Nothing is raised for any text: what was not understood is ``unread``, and a text without a reference, or of more than
    ``reading.LONGEST`` code points, is unread as a whole.
    """
    from refcheck.parsing.reading import parse_with
    from refcheck.parsing.tagging.tagger import MODEL

    return parse_with(MODEL, text, key=key, spans=spans)


def parse_list(entries: Sequence[Entry]) -> tuple[Reference, ...]:
    """Read the entries of one list, in order; in a list of some length, doubtful ones in the style of the others.

    An entry without a printed number has its place as key, counted from 1, with a letter behind it where that number is printed
    before another. Where dashes stand for the authors of the entry before, the work has those authors, and their field is the
    dashes.
    """
    from refcheck.parsing import lists

    return lists.parse_list(entries)


def parse_each(entries: Sequence[Entry]) -> tuple[Reference, ...]:
    """Read entries that may be of many lists, in order, each in its own style; otherwise as :func:`parse_list`."""
    from refcheck.parsing import lists

    return lists.parse_each(entries)


def apart(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries of a list, each reference one. Each piece of an entry must be a line of its text."""
    from refcheck.parsing import lists

    return tuple(lists.apart(entries))


def split(text: str) -> tuple[Entry, ...]:
    """Return the references of a pasted text, in order; none where it holds none.

    The list is found by its heading or by what it holds, and what stands before, between and after is left out. Every
    line of a reference is a piece of its own. Never raises, whatever the text.
    """
    from refcheck.parsing.splitting import splitter

    return splitter.split(text)


def split_list(text: str) -> tuple[Entry, ...]:
    """Return the references of a text that is known to be a list, as a document says of it; otherwise as :func:`split`."""
    from refcheck.parsing.splitting import splitter

    return splitter.split_list(text)
