"""Places between the runs of a Word document, in bytes, where a run is closed and opened again if it continues; and its fields."""

from collections.abc import Iterator

from attrs import field, frozen

from refcheck.model import TextNode
from refcheck.office.splicing import Part
from refcheck.office.word_runs import around, run_of, whole
from refcheck.readers.sources.xml import Element, attribute, local, numbered

_PRESERVED = b' xml:space="preserve"'


@frozen
class Gap:
    """A position in the bytes, and the tags to insert before (``closing``) and after (``opening``) the marks that are put there."""

    place: int
    closing: bytes = b""
    opening: bytes = b""


@frozen
class Gaps:
    """The places of a part."""

    part: Part
    numbers: dict[Element, int] = field(init=False)
    _kept: set[int] = field(factory=set, init=False)

    @numbers.default
    def _numbered(self) -> dict[Element, int]:
        return numbered(self.part.root)

    def before(self, element: Element) -> Gap:
        """Return the place before an element."""
        return Gap(self.part.before(self.numbers[element]))

    def behind(self, element: Element) -> Gap:
        """Return the place after an element."""
        return Gap(self.part.behind(self.numbers[element]))

    def starting(self, text: Element, offset: int) -> Gap:
        """Return the place before the run, or the indivisible element, that begins at ``offset`` of a text."""
        if (outer := whole(text)) is not None:
            return self.before(outer)
        if offset:
            return self._within(text, offset)
        is_first = all(local(each) == "rPr" for each in text.itersiblings(preceding=True))
        return self.before(run_of(text)) if is_first else self._between(text, self.before(text))

    def ending(self, text: Element, offset: int) -> Gap:
        """Return the place after the run, or the indivisible element, that ends at ``offset`` of a text."""
        if (outer := whole(text)) is not None:
            return self.behind(outer)
        if 0 < offset < len(text.text or ""):
            return self._within(text, offset)
        return self.behind(run_of(text)) if text.getnext() is None else self._between(text, self.behind(text))

    def _between(self, text: Element, gap: Gap) -> Gap:
        """Return a place between two children of a run, which is split there."""
        run = self.numbers[run_of(text)]
        tag = self.part.start_tag(run)
        properties = next((each for each in run_of(text) if local(each) == "rPr"), None)
        if properties is not None:
            tag += self.part.data[self.before(properties).place : self.behind(properties).place]
        return Gap(gap.place, self.part.end_tag(run), tag)

    def _within(self, text: Element, offset: int) -> Gap:
        """Return a place within a text, which is split there; spaces at the ends of the two pieces are preserved."""
        number, before = self.numbers[text], (text.text or "")[:offset]
        tag = self.part.start_tag(number)
        kept = tag if b"xml:space" in tag else tag[:-1] + _PRESERVED + tag[-1:]
        if kept != tag and before != before.strip() and number not in self._kept:
            self._kept.add(number)
            self.part.put(self.part.inside(number) - 1, _PRESERVED)
        gap = self._between(text, Gap(self.part.at(number, offset)))
        return Gap(gap.place, self.part.end_tag(number) + gap.closing, gap.opening + kept)


@frozen
class Field:
    """A field: its first and last run, their places in the part, its code, and whether it is within one paragraph."""

    first: Element
    last: Element
    start: int
    end: int
    code: str
    is_inline: bool


class Fields:
    """The fields of a part."""

    def __init__(self, root: Element) -> None:
        """Find the fields below the part's root."""
        every = sorted(complex_fields(root), key=lambda each: each.start)
        self._inline = [each for each in every if each.is_inline]
        self._lists = [each for each in every if not each.is_inline]

    def around(self, node: TextNode, element: Element) -> tuple[Element, Element] | None:
        """Return the first and the last element of a program's text at a place, if it is within one paragraph."""
        if not node.program:
            return None
        for own in self._inline:
            if own.start <= node.element <= own.end:
                return own.first, own.last
        for each in reversed([*element.iterancestors("{*}fldSimple", "{*}sdt")]):
            if around(each, "p") is not None:
                return each, each
        return None

    def over_paragraphs(self, place: int) -> Field | None:
        """Return the outermost field over several paragraphs that an element is in."""
        return next((each for each in self._lists if each.start <= place <= each.end), None)


def complex_fields(root: Element) -> Iterator[Field]:
    """Yield the fields below the root of a part that are enclosed in marks (``fldChar``), in the order of their ends."""
    opened: list[tuple[int, Element, list[str]]] = []
    for place, element in enumerate(root.iter("*")):
        if element.tag[-10:] == "}instrText" and opened:
            opened[-1][2].append(element.text or "")
        if element.tag[-8:] != "}fldChar":
            continue
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            opened.append((place, element, []))
        elif kind == "end" and opened:
            start, begin, code = opened.pop()
            first, last = begin.getparent(), element.getparent()
            if first is not None and last is not None:
                is_inline = around(begin, "p") is around(element, "p")
                yield Field(first, last, start, place, "".join(code).strip(), is_inline)
