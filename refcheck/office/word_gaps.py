"""Places between the runs of a Word document, in bytes; a run is closed there and opened again where one goes on."""

from attrs import field, frozen

from refcheck.office.splicing import Part
from refcheck.office.word_runs import whole
from refcheck.readers.sources.xml import Element, local, numbered

_PRESERVED = b' xml:space="preserve"'


@frozen
class Gap:
    """A place between bytes, and what is to stand there before and behind the marks that are put into it."""

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
        """Return the place behind an element."""
        return Gap(self.part.behind(self.numbers[element]))

    def starting(self, text: Element, offset: int) -> Gap:
        """Return the place before the run, or the whole, that begins with the character at ``offset`` of a text."""
        if (outer := whole(text)) is not None:
            return self.before(outer)
        if offset:
            return self._within(text, offset)
        is_first = all(local(each) == "rPr" for each in text.itersiblings(preceding=True))
        return self.before(_run(text)) if is_first else self._between(text, self.before(text))

    def ending(self, text: Element, offset: int) -> Gap:
        """Return the place behind the run, or the whole, that ends before the character at ``offset`` of a text."""
        if (outer := whole(text)) is not None:
            return self.behind(outer)
        if 0 < offset < len(text.text or ""):
            return self._within(text, offset)
        return self.behind(_run(text)) if text.getnext() is None else self._between(text, self.behind(text))

    def _between(self, text: Element, gap: Gap) -> Gap:
        """Return a place between two contents of a run."""
        run = self.numbers[_run(text)]
        tag = self.part.start_tag(run)
        properties = next((each for each in _run(text) if local(each) == "rPr"), None)
        if properties is not None:
            tag += self.part.data[self.before(properties).place : self.behind(properties).place]
        return Gap(gap.place, self.part.end_tag(run), tag)

    def _within(self, text: Element, offset: int) -> Gap:
        """Return a place within a text, of which no blank at the ends of its pieces is dropped."""
        number, before = self.numbers[text], (text.text or "")[:offset]
        tag = self.part.start_tag(number)
        kept = tag if b"xml:space" in tag else tag[:-1] + _PRESERVED + tag[-1:]
        if kept != tag and before != before.strip() and number not in self._kept:
            self._kept.add(number)
            self.part.put(self.part.inside(number) - 1, _PRESERVED)
        gap = self._between(text, Gap(self.part.at(number, offset)))
        return Gap(gap.place, self.part.end_tag(number) + gap.closing, gap.opening + kept)


def _run(text: Element) -> Element:
    run = text.getparent()
    assert run is not None
    return run
