"""The protocol as this server implements it: positions in lines and UTF-16 units, and texts that the server keeps itself.

Source: Language Server Protocol 3.17, "Text Documents", "Text Document Synchronization" and "Position": a line ends with ``\\n``,
``\\r\\n`` or ``\\r`` and with nothing else, so that a form feed or a line separator in pasted text does not end a line.
"""

import re
from bisect import bisect_right
from collections.abc import Generator, Sequence
from typing import Any

from lsprotocol import types as lsp
from lsprotocol.types import Position, Range
from pygls.protocol import LanguageServerProtocol, lsp_method

from refcheck.model import Span

_END = re.compile(r"\r\n|\n|\r")


class Lines:
    """The lines of a text, by the offsets at which they begin."""

    def __init__(self, text: str) -> None:
        """Find the lines of a text."""
        self.text = text
        self._starts = [0, *(end.end() for end in _END.finditer(text))]

    def position(self, offset: int) -> Position:
        """Return the position of a code point."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, _units(self.text[self._starts[line] : offset]))

    def range(self, span: Span) -> Range:
        """Return the range of a span."""
        return Range(self.position(span.start), self.position(span.end))

    def offset(self, position: Position) -> int:
        """Return the code point at a position; the nearest code point if there is no such position."""
        if position.line >= len(self._starts):
            return len(self.text)
        start = self._starts[position.line]
        line = _END.split(self.text[start : start + position.character + 2], maxsplit=1)[0]
        units = 0
        for place, char in enumerate(line):
            if units >= position.character:
                return start + place
            units += 1 + (char > "\uffff")
        return start + len(line)

    def line(self, number: int) -> Span:
        """Return a line by its number, counted from 1, without surrounding whitespace; the last line if there are fewer."""
        start = self._starts[min(max(number, 1), len(self._starts)) - 1]
        end = _END.search(self.text, start)
        line = self.text[start : end.start() if end else len(self.text)]
        begin = start + len(line) - len(line.lstrip()) if line.strip() else start
        return Span(begin, start + len(line.rstrip()))

    def line_of(self, span: Span) -> Span:
        """Return the first line of a span, without the whitespace at its end."""
        end = _END.search(self.text, span.start, span.end)
        stop = end.start() if end else span.end
        return Span(span.start, span.start + len(self.text[span.start : stop].rstrip()))


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class Protocol(LanguageServerProtocol):
    """Counts in UTF-16 units, whatever unit an editor prefers, and leaves it to the server to follow changes.

    The library itself also ends lines at form feeds and line separators, so that changes after one would be misplaced.
    """

    @lsp_method(lsp.INITIALIZE)
    def lsp_initialize(self, params: lsp.InitializeParams) -> Generator[Any, Any, lsp.InitializeResult]:
        """Offer only the unit that every editor supports."""
        if params.capabilities.general is not None:
            params.capabilities.general.position_encodings = None
        return (yield from super().lsp_initialize(params))

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        """Pass a change on to the server."""
        handler = self.fm.features.get(lsp.TEXT_DOCUMENT_DID_CHANGE)
        if handler is not None:
            yield handler, (params,), None


def changed(text: str, changes: Sequence[lsp.TextDocumentContentChangeEvent]) -> str:
    """Return the text after changes, each of which refers to the text after the previous change."""
    for change in changes:
        if isinstance(change, lsp.TextDocumentContentChangePartial):
            lines = Lines(text)
            start, end = lines.offset(change.range.start), lines.offset(change.range.end)
            text = text[:start] + change.text + text[max(start, end) :]
        else:
            text = change.text
    return text
