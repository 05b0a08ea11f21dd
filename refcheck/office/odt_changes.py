"""Tracked changes written into an OpenDocument text.

Deleted text is kept in the list of changes at the beginning of the document, with a mark where it was; inserted text is
between two marks.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import partial

from lxml import etree

from refcheck.model import Document, TextNode
from refcheck.office.odt_comments import CONTENT, SIGNS, made
from refcheck.office.package import free_name, read, serialised
from refcheck.office.tracking import Link, Tracked
from refcheck.office.values import Change, Stamp
from refcheck.readers.sources.archive import Archive
from refcheck.readers.sources.xml import Element, attribute, children, descendants, local, text_of

_BLANKS = " \n\r\t"
"""White space that is collapsed into one space with the white space before it."""

_BLANK = "s"
"""The element that stands for a space."""

_PARAGRAPHS = ("p", "h")
_SIGNS = {"\t": "text:tab", "\n": "text:line-break"}
_LABEL = "refcheck-"

_GONE = "gone"
"""The temporary name of an element that is being removed."""


class TrackedInOpenDocument(Tracked):
    """The content that is being changed, from the end of the text to the beginning."""

    def __init__(self, archive: Archive, document: Document, stamp: Stamp) -> None:
        """Read the content, without changing it.

        Raises:
            SourceError: the content is broken.
        """
        super().__init__(document)
        self._stamp, self._is_changed = stamp, False
        _, self._root = read(archive, CONTENT)
        self._elements = list(self._root.iter("*"))
        self._ids = {attribute(each, "id") for each in self._root.iter("{*}changed-region")}
        self._own = list(self._own_insertions())

    def parts(self) -> Mapping[str, bytes]:
        """Return the content if it was changed."""
        return {CONTENT: serialised(self._root)} if self._is_changed else {}

    def _links(self, changes: Sequence[Change]) -> Iterator[Link]:
        """Yield the document's links."""
        for first, element in enumerate(self._elements):
            key = next((key for key in element.attrib if str(key).endswith("}href")), None)
            if local(element) == "a" and key is not None:
                last = first + sum(1 for _ in descendants(element))
                write = partial(_write, element, str(key))
                yield Link(part=CONTENT, first=first, last=last, target=str(element.get(key)), write=write)

    def _insert(self, change: Change) -> None:
        """Insert text after the deleted text; without that, after the preceding stretch, or before the following one."""
        node = self._nodes(change.span)[-1]
        is_before = node.span.start >= change.span.end
        is_own = self._is_own(node)
        marks = {"text_change_id": "" if is_own else self._region("insertion")}
        start, *signs = _written(made(self._root, "text:change-start", **marks), change.replacement)
        end = made(self._root, "text:change-end", **marks)
        new = [start, *signs, *([] if is_own else [end])]
        self._put(node, new, is_before=is_before)
        if self._document.text[: change.span.end].endswith(tuple(_BLANKS)):
            _join_blank(new[-1])
        if is_own:
            _drop(start)

    def _put(self, node: TextNode, new: Sequence[Element], *, is_before: bool) -> None:
        """Put elements, with their tails, before or after a stretch."""
        self._is_changed = True
        element = self._elements[node.element]
        tails = [each.tail or "" for each in new]
        for each in new if is_before and self._is_sign(node) else reversed(new):
            if not self._is_sign(node):
                _put_into(element, node.offset + (0 if is_before else len(node.span)), each, is_tail=node.is_tail)
            else:
                each.tail = None
                (element.addprevious if is_before else element.addnext)(each)
        for each, tail in zip(new, tails, strict=True):
            each.tail = tail + (each.tail or "") or None

    def _delete(self, node: TextNode) -> None:
        """Delete a stretch, and keep it in the list of changes unless refcheck itself inserted it before."""
        element = self._elements[node.element]
        mark = made(self._root, "text:change", text_change_id="")
        self._put(node, [mark], is_before=False)
        if self._is_sign(node):
            gone: str | Element = deepcopy(element)
            ends_blank = local(element) == _BLANK
            _drop(element)
        else:
            gone = ((element.tail if node.is_tail else element.text) or "")[node.offset :]
            ends_blank = gone[-1:] in _BLANKS
            _put_into(element, node.offset, carrier := made(mark, "text:span"), is_tail=node.is_tail)
            carrier.tail = None
            _drop(carrier)
        if ends_blank:
            _join_blank(mark)
        if self._is_own(node):
            _drop(mark)
        else:
            for key in list(mark.attrib):
                mark.set(key, self._region("deletion", _kept(mark, gone)))

    def _region(self, kind: str, *content: Element) -> str:
        """Add a change to the list of changes, and return its identifier."""
        identifier = free_name(_LABEL, self._ids)
        self._ids.add(identifier)
        like, stamp = self._root, self._stamp
        by = made(like, "dc:creator", stamp.author), made(like, "dc:date", stamp.date)
        change = made(like, f"text:{kind}", None, made(like, "office:change-info", None, *by), *content)
        ids = {"xml_id": identifier, "text_id": identifier}
        self._list().append(made(like, "text:changed-region", None, change, **ids))
        return identifier

    def _list(self) -> Element:
        """Return the list of changes, which is created if there is none."""
        if (known := next(self._root.iter("{*}tracked-changes"), None)) is not None:
            return known
        body = next(text for each in descendants(self._root, "body") for text in children(each, "text"))
        new = made(self._root, "text:tracked-changes", text_track_changes="false")
        body.insert(sum(1 for _ in children(body, "forms")), new)
        return new

    def _is_sign(self, node: TextNode) -> bool:
        """Return whether a stretch is an element that stands for a character."""
        return not node.is_tail and local(self._elements[node.element]) in SIGNS

    def _is_own(self, node: TextNode) -> bool:
        """Return whether a stretch is in text that refcheck itself inserted."""
        return any(start <= node.element < end for start, end in self._own)

    def _own_insertions(self) -> Iterator[tuple[int, int]]:
        own = {
            attribute(region, "id")
            for region in self._root.iter("{*}changed-region")
            if any(text_of(each) == self._stamp.author for each in region.iter("{*}creator"))
        }
        opened: dict[str, int] = {}
        for place, each in enumerate(self._elements):
            identifier = attribute(each, "change-id")
            if identifier in own and local(each) == "change-start":
                opened[identifier] = place
            elif identifier in opened and local(each) == "change-end":
                yield opened.pop(identifier), place


def _put_into(element: Element, offset: int, new: Element, *, is_tail: bool) -> None:
    """Put a new element before the character at ``offset`` of an element's text, or of its tail."""
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


def _write(link: Element, key: str, target: str) -> bool:
    link.set(key, target)
    return True


def _kept(mark: Element, gone: str | Element) -> Element:
    """Return the text deleted at a mark, in copies of the paragraph and the spans that it was in, with their styles."""
    kept: Element | None = None
    for each in mark.iterancestors():
        if local(each) not in ("span", *_PARAGRAPHS):
            continue
        around = made(each, f"text:{local(each)}")
        for key, value in each.attrib.items():
            if "style" in str(key):
                around.set(key, value)
        if kept is not None:
            around.append(kept)
        elif isinstance(gone, str):
            carrier, *signs = _written(made(mark, "text:span"), gone)
            around.text = carrier.tail
            around.extend(signs)
        else:
            around.append(gone)
        kept = around
        if local(each) in _PARAGRAPHS:
            break
    assert kept is not None
    return kept


def _written(start: Element, text: str) -> Iterator[Element]:
    """Yield ``start`` and further elements, whose tails are a text: one for each tab, line end and space that would be lost."""
    piece = start
    for place, character in enumerate(text):
        is_lost = character == " " and (place in (0, len(text) - 1) or text[place - 1] == " ")
        if is_lost or character in _SIGNS:
            yield piece
            piece = made(start, _SIGNS.get(character, "text:s"))
        else:
            piece.tail = (piece.tail or "") + character
    yield piece


def _join_blank(mark: Element) -> None:
    """Remove the white space after a mark, which was collapsed with a space before it and would now be shown."""
    mark.tail = (mark.tail or "").lstrip(_BLANKS) or None


def _drop(element: Element) -> None:
    """Remove an element, but not its tail."""
    parent = element.getparent()
    assert parent is not None
    element.tag = _GONE
    etree.strip_elements(parent, _GONE, with_tail=False)
