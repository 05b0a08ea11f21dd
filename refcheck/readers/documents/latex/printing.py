"""Conversion of LaTeX source to the text that it prints."""

import re

from attrs import define, field

from refcheck.model import Span
from refcheck.readers.documents.latex.macros import JOINED
from refcheck.readers.entries.tex import decode
from refcheck.readers.papers.flow import Mark, Written

_CITED, _LITERAL, _LINK, _LINK_END = "\ue000", "\ue001", "\ue002", "\ue003"
r"""Placeholders for a citation, a literal text, and the start and end of a link while the rest is decoded; a number follows all but
the last: "\ue0003;"."""

_PLACEHOLDER = re.compile(f"([{_CITED}{_LITERAL}{_LINK}])(\\d+);|{_LINK_END}")
_PRIVATE = re.compile(f"[{_CITED}-{_LINK_END}{JOINED[0]}]")


def without_private(source: str) -> str:
    """Return the source with the private-use and control characters of this module replaced by spaces."""
    return _PRIVATE.sub(" ", source)


@define
class Printer:
    """A converter of source to text that keeps citations and URLs aside, so that decoding does not change them."""

    _kept: list[str] = field(factory=list)

    def citation(self, keys: str) -> str:
        """Return source that prints as the keys in brackets."""
        return self._aside(_CITED, keys)

    def literal(self, text: str) -> str:
        """Return source that prints as the text, which is a URL, and links to it."""
        return self._aside(_LITERAL, text)

    def link(self, target: str, source: str) -> str:
        """Return source that prints as ``source`` and links to ``target``."""
        return f"{self._aside(_LINK, target)}{source}{_LINK_END}"

    def printed(self, source: str) -> Written:
        """Return the text that the source prints; the keys of a citation are separated by commas."""
        written = Written()
        opened: list[tuple[int, str]] = []
        decoded = decode(source.replace(JOINED, ""))
        end = 0
        for found in _PLACEHOLDER.finditer(decoded):
            written.add(decoded[end : found.start()])
            end = found.end()
            kept = self._kept[int(found[2])] if found[2] else ""
            if found[1] == _CITED:
                written.citations.append(Mark(written.add(f"[{kept}]"), kept))
            elif found[1] == _LITERAL:
                written.links.append(Mark(written.add(kept), kept))
            elif found[1] == _LINK:
                opened.append((written.length, kept))
            elif opened:
                start, target = opened.pop()
                written.links.append(Mark(Span(start, written.length), target))
        written.add(decoded[end:])
        return written

    def _aside(self, placeholder: str, text: str) -> str:
        self._kept.append(text)
        return f"{placeholder}{len(self._kept) - 1};"
