"""The protocol as this server speaks it: places in UTF-16 units, and texts that it keeps itself.

Source: Language Server Protocol 3.17, "Text Documents" and "Text Document Synchronization".
"""

from collections.abc import Generator, Sequence
from typing import Any

from lsprotocol import types as lsp
from pygls.protocol import LanguageServerProtocol, lsp_method

from refcheck.servers.lsp.lines import Lines


class Protocol(LanguageServerProtocol):
    """Counts in UTF-16 units whatever an editor would like better, and leaves it to the server to follow changes.

    The library's own way ends lines at form feeds and line separators too, so that changes behind one come to stand elsewhere.
    """

    @lsp_method(lsp.INITIALIZE)
    def lsp_initialize(self, params: lsp.InitializeParams) -> Generator[Any, Any, lsp.InitializeResult]:
        """Offer no other unit than the one that every editor has."""
        if params.capabilities.general is not None:
            params.capabilities.general.position_encodings = None
        return (yield from super().lsp_initialize(params))

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        """Hand a change on."""
        handler = self.fm.features.get(lsp.TEXT_DOCUMENT_DID_CHANGE)
        if handler is not None:
            yield handler, (params,), None


def changed(text: str, changes: Sequence[lsp.TextDocumentContentChangeEvent]) -> str:
    """Return the text after changes, each of which counts in the text that the one before left."""
    for change in changes:
        if isinstance(change, lsp.TextDocumentContentChangePartial):
            lines = Lines(text)
            start, end = lines.offset(change.range.start), lines.offset(change.range.end)
            text = text[:start] + change.text + text[max(start, end) :]
        else:
            text = change.text
    return text
