"""The server: what an editor sends and requests, and when the audit runs."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from threading import Event

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from refcheck._version import __version__
from refcheck.errors import RefcheckError
from refcheck.registries import Registry
from refcheck.servers.lsp.protocol import Protocol
from refcheck.servers.lsp.sheets import Sheet
from refcheck.servers.lsp.telling import diagnostics
from refcheck.servers.lsp.workspace import Asks, Loaded, Open, Untrusted, asks_when, files, is_trusted, text_of
from refcheck.settings import Settings

LIST_PAUSE, ASKING_PAUSE = 0.7, 2.0
"""Seconds without typing before the whole list is audited, and before a registry is queried. Source: a judgement; not fitted."""

FIRST, AT_ONCE = 20, 150
"""Parts audited before diagnostics are published, at first and then. Source: a judgement: they take some 0.02 and 0.1 s."""


class References(LanguageServer):
    """The server of one editor."""

    def __init__(
        self,
        registry: Registry | None,
        settings: Settings,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
        untrusted: Untrusted | None = None,
        load: Callable[[], Loaded] | None = None,
    ) -> None:
        """Serve with a registry (``None``: no registry is queried) and settings; ``pause`` waits for some seconds.

        The user is warned of an ``untrusted`` configuration until the workspace is trusted. ``load`` reads the configuration again.
        """
        kind = lsp.TextDocumentSyncKind.Incremental
        super().__init__("refcheck", __version__, text_document_sync_kind=kind, protocol_cls=Protocol)
        self.registry = registry
        self.settings = settings
        self.pause = pause
        self.asks = Asks.TYPING
        self.has_fresh_lenses = False
        self.open: dict[str, Open] = {}
        self._untrusted = untrusted
        self._usual = registry, settings
        self._load = load

    def follow(self) -> None:
        """Read the configuration again, and audit all open documents with it if it has changed."""
        if self._load is None:
            return
        was_trusted = self._untrusted is not None and self.settings is not self._usual[1]
        before = self.settings
        try:
            loaded = self._load()
            self._untrusted, self._usual = loaded.untrusted, (loaded.registry, loaded.settings)
            applied = loaded.untrusted.trusting() if was_trusted and loaded.untrusted else self._usual
        except RefcheckError as error:
            self.warn(str(error))
            return
        if applied[1] == before:
            self._usual = self._usual if was_trusted else (self.registry, before)
            return
        self.registry, self.settings = applied
        self.warn_of_untrusted()
        self._anew()

    def apply_options(self, options: object) -> None:
        """Follow the editor's options: when registries are queried, and whether a workspace's configuration is applied in full."""
        self.asks = asks_when(options) or self.asks
        trusted = is_trusted(options)
        if self._untrusted is None or trusted is None:
            return
        try:
            is_full = trusted and self._untrusted.lies_in(self.folders())
            self.registry, self.settings = self._untrusted.trusting() if is_full else self._usual
        except RefcheckError as error:
            self.warn(str(error))
            return
        self._anew()

    def _anew(self) -> None:
        """Audit all open documents again."""
        for uri, known in list(self.open.items()):
            self.closed(uri)
            self.changed(uri, known.text, known.version)

    def warn_of_untrusted(self) -> None:
        """Warn the user about what the workspace's configuration may not decide, unless it is applied in full."""
        if self._untrusted is not None and self.settings is self._usual[1]:
            self.warn(self._untrusted.warning)

    def warn(self, message: str) -> None:
        """Show the user a warning."""
        self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, f"refcheck: {message}"))

    def folders(self) -> list[str]:
        """Return the folders that the editor has opened."""
        named = [to_fs_path(each.uri) for each in self.workspace.folders.values()]
        return list(filter(None, named or [self.workspace.root_path]))

    def changed(self, uri: str, text: str, version: int | None = None) -> None:
        """Take a document's new text, and audit it step by step."""
        name = to_fs_path(uri) or uri
        known = self.open.setdefault(uri, Open(sheet=Sheet(name=name, settings=self.settings)))
        known.text, known.version = text, version
        known.task = asyncio.ensure_future(self._audit(uri, known.sheet, text, known.anew()))

    async def check(self, uri: str) -> Sheet | None:
        """Audit an open document at once, with new registry queries; ``None`` if it is not open or was changed meanwhile."""
        if (known := self.open.get(uri)) is None:
            return None
        stale = known.anew()
        known.task = task = asyncio.ensure_future(self._check(uri, known.sheet, known.text, stale))
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:  # the client has cancelled its request
            stale.set()
            task.cancel()
            raise
        return None if task.cancelled() or stale.is_set() else task.result()

    async def saved(self, uri: str) -> None:
        """Check a document that was saved, if the editor wants registries queried then."""
        if self.asks is Asks.SAVE:
            await self.check(uri)

    async def _check(self, uri: str, sheet: Sheet, text: str, stale: Event) -> Sheet:
        await self._audit_offline(uri, sheet, text, stale)
        await self._audit_list(uri, sheet)
        sheet.forget_answers()
        await self._ask(uri, sheet, stale)
        return sheet

    async def _audit(self, uri: str, sheet: Sheet, text: str, stale: Event) -> None:
        await self._audit_offline(uri, sheet, text, stale)
        await self.pause(LIST_PAUSE)
        await self._audit_list(uri, sheet)
        if self.asks is Asks.TYPING:
            await self.pause(ASKING_PAUSE - LIST_PAUSE)
            await self._ask(uri, sheet, stale)

    async def _audit_offline(self, uri: str, sheet: Sheet, text: str, stale: Event) -> None:
        await asyncio.to_thread(sheet.change, text, stale)
        at_once = FIRST
        while await asyncio.to_thread(sheet.audit_offline, at_once):
            self.tell(uri, sheet)
            at_once = AT_ONCE
        self.tell(uri, sheet)

    async def _ask(self, uri: str, sheet: Sheet, stale: Event) -> None:
        if self.registry is None:
            return
        try:
            await asyncio.to_thread(sheet.audit_online, self.registry, stale)
        except RefcheckError:
            return
        await self._audit_list(uri, sheet)

    async def _audit_list(self, uri: str, sheet: Sheet) -> None:
        await asyncio.to_thread(sheet.audit_list)
        self.tell(uri, sheet)
        if self.has_fresh_lenses:
            self.workspace_code_lens_refresh(None)

    def tell(self, uri: str, sheet: Sheet) -> None:
        """Publish the diagnostics of a document."""
        version = self.open[uri].version if uri in self.open else None
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, diagnostics(sheet), version))

    def closed(self, uri: str) -> None:
        """Forget a document, and clear its diagnostics."""
        if known := self.open.pop(uri, None):
            known.anew().set()
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def sheet(self, uri: str) -> Sheet | None:
        """Return the sheet of an open document."""
        return self.open[uri].sheet if uri in self.open else None

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Yield the URI, name and text of every document: the open ones, and the other files of the workspace."""
        for uri, known in self.open.items():
            yield uri, known.sheet.name, known.text
        for path in files(self.folders()):
            uri = from_fs_path(str(path)) or str(path)
            if uri not in self.open and (text := text_of(path)) is not None:
                yield uri, str(path), text
