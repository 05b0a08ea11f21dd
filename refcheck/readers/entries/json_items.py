"""JSON that holds bibliographic items → a bibliography."""

from collections.abc import Iterator

from refcheck.model import Bibliography, Document, Reference, Span
from refcheck.readers.entries import csl_items as _csl
from refcheck.readers.entries.nodes import Node, plainly_written, values
from refcheck.readers.entries.stated import broken, reference

_LISTS = ("message", "items", "references")
"""Members that hold the items of a wrapped list, the outermost first: Crossref's ``message`` may hold ``items``."""

_HEAD = 100_000
"""How much of a text is looked at to tell what it is, in code points."""


def head_of(text: str) -> str:
    """The beginning of a text that may be JSON; empty for any other."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    return head if head[:1] in ("[", "{") else ""


def bibliography(text: str, name: str, form: str) -> Bibliography:
    """One reference for each item. An item that breaks off is not read.

    The document's text has every character written as itself, so that an identifier in it can be found and mended.
    """
    text = plainly_written(text)
    roots = list(values(text))
    references = tuple(
        _reference(item, place, text) for place, item in enumerate((i for root in roots for i in _items(root)), start=1)
    )
    is_cut = any(not root.is_whole for root in roots)
    return Bibliography(
        document=Document(name=name, format=form, text=text),
        references=references,
        notes=("the JSON is broken; what stands behind was not read",) if is_cut else (),
    )


def _items(root: Node) -> Iterator[Node]:
    """The objects that are items, wherever the list of them is."""
    for key in _LISTS:
        if key in root.items and not isinstance(root.items[key].value, str):
            root = root.items[key]
    for node in root.elements if isinstance(root.value, list) else [root]:
        if isinstance(node.value, dict):
            yield node


def _reference(item: Node, place: int, text: str) -> Reference:
    if not item.is_whole:
        return broken(str(place), text, Span(item.start, len(text.rstrip())))
    return reference(_csl.entry(item, place), text)
