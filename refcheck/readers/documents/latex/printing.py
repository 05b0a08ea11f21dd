"""LaTeX as it is printed."""

import re

from attrs import define, field, frozen

from refcheck.model import Span
from refcheck.readers.documents.latex.macros import JOINED
from refcheck.readers.entries.tex import decode
from refcheck.readers.papers.flow import Mark

_CITED, _LITERAL, _LINK, _LINK_END = "\ue000", "\ue001", "\ue002", "\ue003"
r"""Signs that stand for a citation, a literal text, the beginning and the end of a link while the rest is decoded:
"\ue0003;"."""

_PLACEHOLDER = re.compile(f"([{_CITED}{_LITERAL}{_LINK}])(\\d+);|{_LINK_END}")
_PRIVATE = re.compile(f"[{_CITED}-{_LINK_END}{JOINED[0]}]")


def without_private(source: str) -> str:
    """Return the source without the signs that are used here."""
    return _PRIVATE.sub(" ", source)


@frozen(kw_only=True)
class Printed:
    """What was printed. The values of ``citations`` are keys, parted by commas; those of ``links`` are addresses."""

    text: str
    links: tuple[Mark, ...]
    citations: tuple[Mark, ...]


@define
class Printer:
    """Prints source in which citations and addresses are set aside, so that decoding does not touch them."""

    _kept: list[str] = field(factory=list)

    def citation(self, keys: str) -> str:
        """Source that prints as the keys in brackets."""
        return self._aside(_CITED, keys)

    def literal(self, text: str) -> str:
        """Source that prints as the text, which is an address."""
        return self._aside(_LITERAL, text)

    def link(self, target: str, source: str) -> str:
        """Source that prints as ``source`` and leads to ``target``."""
        return f"{self._aside(_LINK, target)}{source}{_LINK_END}"

    def printed(self, source: str) -> Printed:
        """Return what the source prints."""
        written = _Written()
        decoded = decode(source.replace(JOINED, ""))
        end = 0
        for found in _PLACEHOLDER.finditer(decoded):
            written.add(decoded[end : found.start()])
            end = found.end()
            if found[1] is None:
                written.close()
            else:
                written.put(found[1], self._kept[int(found[2])])
        written.add(decoded[end:])
        return Printed(text="".join(written.parts), links=tuple(written.links), citations=tuple(written.citations))

    def _aside(self, sign: str, text: str) -> str:
        self._kept.append(text)
        return f"{sign}{len(self._kept) - 1};"


@define
class _Written:
    parts: list[str] = field(factory=list)
    length: int = 0
    links: list[Mark] = field(factory=list)
    citations: list[Mark] = field(factory=list)
    opened: list[tuple[int, str]] = field(factory=list)

    def add(self, text: str) -> Span:
        """Add a text. Returns where it stands."""
        self.parts.append(text)
        self.length += len(text)
        return Span(self.length - len(text), self.length)

    def put(self, sign: str, text: str) -> None:
        """Add what was set aside under the sign."""
        if sign == _CITED:
            self.citations.append(Mark(self.add(f"[{text}]"), text))
        elif sign == _LITERAL:
            self.links.append(Mark(self.add(text), text))
        else:
            self.opened.append((self.length, text))

    def close(self) -> None:
        """End the link that was opened last."""
        if self.opened:
            start, target = self.opened.pop()
            self.links.append(Mark(Span(start, self.length), target))
