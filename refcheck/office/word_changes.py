"""Tracked changes written into a Word document: ``w:del`` and ``w:ins``, in the formatting of what was there."""

from collections.abc import Iterator, Mapping, Sequence

from refcheck.model import Document, TextNode
from refcheck.office.package import read, serialised
from refcheck.office.tracking import Link, Tracked, parts_of
from refcheck.office.values import Change, Stamp
from refcheck.office.word_links import WordLinks
from refcheck.office.word_runs import alike, ending, highest_id, like, made, namespace, starting, whole
from refcheck.readers.sources.archive import Archive
from refcheck.readers.sources.xml import Element, attribute, local

_NUMBERED = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "bookmarkStart", "commentRangeStart")
"""What has a number that no other mark should have."""

_COMING = ("ins", "moveTo")
"""Text that somebody else has put in, and nobody has accepted yet."""


class TrackedInWord(Tracked):
    """The parts of a document that are being changed, from the end of its text to the beginning."""

    def __init__(self, archive: Archive, document: Document, stamp: Stamp) -> None:
        """Nothing is changed yet."""
        super().__init__(document)
        self._roots: dict[str, Element] = {}
        self._archive, self._stamp = archive, stamp
        self._linked = WordLinks(archive, document.name)
        self._elements: dict[str, list[Element]] = {}
        self._free: dict[str, int] = {}

    def parts(self) -> Mapping[str, bytes]:
        """Return the parts in which something was to be changed."""
        return {name: serialised(root) for name, root in self._roots.items()} | dict(self._linked.parts())

    def _links(self, changes: Sequence[Change]) -> Iterator[Link]:
        each_part = (part for change in changes for part in parts_of(change, self._document.text))
        nodes = (node for part in each_part if not self._why_not(part) for node in self._nodes(part.span))
        for name in dict.fromkeys(node.part for node in nodes):
            yield from self._linked.of_part(name, self._elements[name])

    def _why_not(self, change: Change) -> str:
        if why := super()._why_not(change):
            return why
        if any(whole(self._element(node)) is not None for node in self._nodes(change.span)):
            return "it stands in a text box or a formula"
        return ""

    def _insert(self, change: Change) -> None:
        """Put text in behind what is taken out, else behind what stands before the place, or before what stands behind."""
        node = self._nodes(change.span)[-1]
        is_before = node.span.start >= change.span.end
        element, end = self._element(node), node.offset + len(node.span)
        beside = starting(element, node.offset) if is_before else ending(element, end)
        run = like(beside, change.replacement)
        if self._own(beside) is None:
            marked = self._mark(beside, "ins", node.part)
            marked.append(run)
            beside, run = self._out_of_coming(beside, is_before=is_before), marked
        if is_before:
            beside.addprevious(run)
        else:
            beside.addnext(run)

    def _delete(self, node: TextNode) -> None:
        """Mark a stretch as taken out. What refcheck itself has put in before goes without a trace."""
        text = self._element(node)
        ending(text, node.offset + len(node.span))
        run = starting(text, node.offset)
        if (outer := self._own(run)) is not None:
            outer.remove(run)
            if not len(outer) and (around := outer.getparent()) is not None:
                around.remove(outer)
            return
        deleted = self._mark(run, "del", node.part)
        run.addprevious(deleted)
        deleted.append(run)
        for each in list(run.iter("{*}t")):
            each.tag = f"{{{namespace(each)}}}delText"

    def _own(self, run: Element) -> Element | None:
        """Return what refcheck has put in that a run stands in."""
        parent = run.getparent()
        is_own = parent is not None and local(parent) == "ins" and attribute(parent, "author") == self._stamp.author
        return parent if is_own else None

    def _out_of_coming(self, run: Element, *, is_before: bool) -> Element:
        """Return a run, or where somebody else has put it in, what of that ends (or begins) with it: ours stands beside theirs."""
        outer = run.getparent()
        if outer is None or local(outer) not in _COMING:
            return run
        behind = [*([run] if is_before else []), *run.itersiblings()]
        if not behind or len(behind) == len(outer):
            return outer
        rest = alike(outer)
        rest.extend(behind)
        outer.addnext(rest)
        return rest if is_before else outer

    def _mark(self, beside: Element, kind: str, part_name: str) -> Element:
        """Return what holds a change, under a number of its own."""
        self._free[part_name] += 1
        number = str(self._free[part_name])
        return made(beside, kind, id=number, author=self._stamp.author, date=f"{self._stamp.date}Z")

    def _element(self, node: TextNode) -> Element:
        if node.part not in self._roots:
            _, root = read(self._archive, node.part, self._document.name)
            self._roots[node.part], self._elements[node.part] = root, list(root.iter("*"))
            self._free[node.part] = highest_id(root, *_NUMBERED)
        return self._elements[node.part][node.element]
