"""Tracked changes written into a Word document: ``w:del`` and ``w:ins``, with the formatting of the original text.

And the links of its parts, with functions that write their targets.

Source: Office Open XML (ISO/IEC 29500-1, 17.16.5.25 ``HYPERLINK``, 17.16.22; ISO/IEC 29500-2, relationships).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from attrs import define, field

from refcheck.errors import SourceError
from refcheck.model import Document, TextNode
from refcheck.office.package import free_name, read, serialised
from refcheck.office.tracking import Link, Tracked, parts_of
from refcheck.office.values import Change, Stamp
from refcheck.office.word_gaps import complex_fields
from refcheck.office.word_runs import alike, ending, highest_id, like, made, namespace, starting, whole
from refcheck.readers.sources.archive import Archive, external_relationships, relations_of
from refcheck.readers.sources.xml import Element, attribute, children, descendants, local

_NUMBERED = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "bookmarkStart", "commentRangeStart")
"""Elements whose ids should be unique among all of them."""

_INSERTIONS = ("ins", "moveTo")
"""Elements of text that another author inserted and that is not accepted yet."""


class TrackedInWord(Tracked):
    """The parts of a document that are being changed, from the end of the text to the beginning."""

    def __init__(self, archive: Archive, document: Document, stamp: Stamp) -> None:
        """Prepare a document for changes; its parts are read when they are changed."""
        super().__init__(document)
        self._roots: dict[str, Element] = {}
        self._archive, self._stamp = archive, stamp
        self._linked = _Links(archive)
        self._elements: dict[str, list[Element]] = {}
        self._free: dict[str, int] = {}

    def parts(self) -> Mapping[str, bytes]:
        """Return the parts that were to be changed."""
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
            return "it is in a text box or a formula"
        return ""

    def _insert(self, change: Change) -> None:
        """Insert text after the deleted text; without that, after the preceding stretch, or before the following one."""
        node = self._nodes(change.span)[-1]
        is_before = node.span.start >= change.span.end
        element, end = self._element(node), node.offset + len(node.span)
        beside = starting(element, node.offset) if is_before else ending(element, end)
        run = like(beside, change.replacement)
        if self._own(beside) is None:
            marked = self._mark(beside, "ins", node.part)
            marked.append(run)
            beside, run = self._outside_insertion(beside, is_before=is_before), marked
        if is_before:
            beside.addprevious(run)
        else:
            beside.addnext(run)

    def _delete(self, node: TextNode) -> None:
        """Mark a stretch as deleted; what refcheck itself inserted before is removed without a trace."""
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
        """Return the insertion by refcheck that a run is in, if any."""
        parent = run.getparent()
        is_own = parent is not None and local(parent) == "ins" and attribute(parent, "author") == self._stamp.author
        return parent if is_own else None

    def _outside_insertion(self, run: Element, *, is_before: bool) -> Element:
        """Return a run, or the part of another author's insertion that ends (or begins) with it: insertions are not nested."""
        outer = run.getparent()
        if outer is None or local(outer) not in _INSERTIONS:
            return run
        behind = [*([run] if is_before else []), *run.itersiblings()]
        if not behind or len(behind) == len(outer):
            return outer
        rest = alike(outer)
        rest.extend(behind)
        outer.addnext(rest)
        return rest if is_before else outer

    def _mark(self, beside: Element, kind: str, part_name: str) -> Element:
        """Return the element for a change, with an id of its own."""
        self._free[part_name] += 1
        number = str(self._free[part_name])
        return made(beside, kind, id=number, author=self._stamp.author, date=f"{self._stamp.date}Z")

    def _element(self, node: TextNode) -> Element:
        if node.part not in self._roots:
            _, root = read(self._archive, node.part)
            self._roots[node.part], self._elements[node.part] = root, list(root.iter("*"))
            self._free[node.part] = highest_id(root, *_NUMBERED)
        return self._elements[node.part][node.element]


_ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')
r"""The URL in a field: 'HYPERLINK "https://doi.org/10.1000/x" \o "tip"'."""

_LABEL = "refcheck"
"""The prefix of the ids of new relationships."""


@define
class _Links:
    """The links of the parts of a document, with their relationships, which are written if a target changes."""

    _archive: Archive
    _written: dict[str, Element] = field(factory=dict)

    def parts(self) -> Mapping[str, bytes]:
        """Return the relationships that were changed."""
        return {name: serialised(root) for name, root in self._written.items()}

    def of_part(self, part: str, elements: Sequence[Element]) -> Iterator[Link]:
        """Yield the links of a part that lead out of the document; ``elements`` are the part's, in order."""
        targets = self._targets(part)
        for first, element in enumerate(elements):
            name = local(element)
            if name == "hyperlink" and (relation := targets.get(attribute(element, "id"))) is not None:
                write = partial(self._relate, part, element, relation)
                target = attribute(relation, "Target")
                yield Link(part=part, first=first, last=_last(first, element), target=target, write=write)
            elif name == "fldSimple" and (code := _ADDRESS.match(attribute(element, "instr"))):
                write = partial(_write_instruction, element, code[1])
                yield Link(part=part, first=first, last=_last(first, element), target=code[1], write=write)
        for each in complex_fields(elements[0]) if elements else ():
            if code := _ADDRESS.match(each.code):
                texts = [one for one in elements[each.start : each.end] if local(one) == "instrText"]
                write = partial(_write_code, texts, each.code, code[1])
                yield Link(part=part, first=each.start, last=each.end, target=code[1], write=write)

    def _targets(self, part: str) -> Mapping[str, Element]:
        """Return the relationships of a part that lead out of the document, by their ids."""
        name = relations_of(part)
        try:
            root = self._written[name] if name in self._written else read(self._archive, name)[1]
        except SourceError:  # the part of relationships is broken or missing
            return {}
        return external_relationships(root)

    def _relate(self, part: str, link: Element, relation: Element, target: str) -> bool:
        """Set the target of a link, in a new relationship, since other links may use the old one."""
        root = relation.getparent()
        key = next((key for key in link.attrib if str(key).endswith("}id")), None)
        if root is None or key is None:
            return False
        own = free_name(_LABEL, {attribute(each, "Id") for each in children(root, "Relationship")})
        attributes = {str(name): str(value) for name, value in relation.attrib.items()}
        root.append(root.makeelement(str(relation.tag), attributes | {"Id": own, "Target": target}))
        link.set(key, own)
        used = {attribute(each, "id") for each in link.getroottree().iter("{*}hyperlink")}
        if attribute(relation, "Id") not in used:
            root.remove(relation)
        self._written[relations_of(part)] = root
        return True


def _last(first: int, element: Element) -> int:
    return first + sum(1 for _ in descendants(element))


def _write_instruction(element: Element, before: str, target: str) -> bool:
    key = next(key for key in element.attrib if str(key).endswith("instr"))
    element.set(key, str(element.get(key)).replace(before, target, 1))
    return True


def _write_code(texts: Sequence[Element], code: str, before: str, target: str) -> bool:
    """Write a URL into the code of a field, whose pieces become one; not if another field is nested in it."""
    if "".join(each.text or "" for each in texts).strip() != code:
        return False
    first, *others = texts
    first.text = f" {code.replace(before, target, 1)} "
    for each in others:
        each.text = ""
    return True
