"""The server: what an editor tells and asks, and when the audit runs."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from threading import Event

from attrs import define, field
from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from refcheck._version import __version__
from refcheck.errors import RefcheckError
from refcheck.fixing import LISTS, TEXTS
from refcheck.registries import Registry
from refcheck.servers.lsp.protocol import Protocol
from refcheck.servers.lsp.sheets import Sheet
from refcheck.servers.lsp.telling import diagnostics
from refcheck.servers.lsp.workspace import Loaded, Untrusted, is_trusted
from refcheck.settings import Settings
from refcheck.system.regular_files import DOCUMENT, read_file

LIST_PAUSE, ASKING_PAUSE = 0.7, 2.0
"""Seconds without typing before the whole list is looked at, and before any registry is asked. Source: set by hand."""

FIRST, AT_ONCE = 20, 150
"""So many parts are audited before what is known of them is told, at first and then. Source: by hand, to 0.02 and 0.1 s."""

_FILES = 300
"""So many files of a workspace are looked into at most."""

_SUFFIXES = (*LISTS, ".ris", *TEXTS, ".txt")


@define
class Open:
    """An open document: what is known of it, what is under way, and which text that is about."""

    sheet: Sheet
    text: str = ""
    version: int | None = None
    task: "asyncio.Task[None] | None" = None
    stale: Event = field(factory=Event)


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
        """Serve with a registry to ask (``None``: nobody is asked) and settings; ``pause`` lets so many seconds go by.

        Of what is ``untrusted`` a person is warned, until the workspace is trusted. ``load`` reads the configuration anew.
        """
        super().__init__(
            "refcheck",
            __version__,
            text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental,
            protocol_cls=Protocol,
        )
        self.registry = registry
        self.settings = settings
        self.pause = pause
        self.open: dict[str, Open] = {}
        self._untrusted = untrusted
        self._usual = registry, settings
        self._load = load

    def follow(self) -> None:
        """Read the configuration anew, and audit all that is open by it if it says something else now."""
        if self._load is None:
            return
        was_trusted = self._untrusted is not None and self.settings is not self._usual[1]
        before = self.settings
        try:
            loaded = self._load()
            self._untrusted, self._usual = loaded.untrusted, (loaded.registry, loaded.settings)
            heeded = loaded.untrusted.trusting() if was_trusted and loaded.untrusted else self._usual
        except RefcheckError as error:
            self.warn(str(error))
            return
        if heeded[1] == before:
            self._usual = self._usual if was_trusted else (self.registry, before)
            return
        self.registry, self.settings = heeded
        self.warn_of_untrusted()
        self._anew()

    def apply_trust(self, options: object) -> None:
        """Heed a workspace's configuration in full, or no longer, where an editor says so."""
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
        """Audit all that is open once more."""
        for uri, known in list(self.open.items()):
            self.closed(uri)
            self.changed(uri, known.text, known.version)

    def warn_of_untrusted(self) -> None:
        """Tell a person what the workspace's configuration may not decide, if it is not heeded."""
        if self._untrusted is not None and self.settings is self._usual[1]:
            self.warn(self._untrusted.warning)

    def warn(self, message: str) -> None:
        """Tell a person something that matters."""
        self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, f"refcheck: {message}"))

    def folders(self) -> list[str]:
        """The folders that the editor has opened."""
        named = [to_fs_path(each.uri) for each in self.workspace.folders.values()]
        return list(filter(None, named or [self.workspace.root_path]))

    def changed(self, uri: str, text: str, version: int | None = None) -> None:
        """Take a document's text, and audit it anew step by step."""
        name = to_fs_path(uri) or uri
        known = self.open.setdefault(uri, Open(sheet=Sheet(name=name, settings=self.settings)))
        known.text, known.version = text, version
        known.stale.set()
        if known.task is not None:
            known.task.cancel()
        known.stale = Event()
        known.task = asyncio.ensure_future(self._audit(uri, known, text, known.stale))

    async def _audit(self, uri: str, known: Open, text: str, stale: Event) -> None:
        sheet = known.sheet
        await asyncio.to_thread(sheet.change, text, stale)
        at_once = FIRST
        while await asyncio.to_thread(sheet.audit_offline, at_once):
            self.tell(uri, sheet)
            at_once = AT_ONCE
        self.tell(uri, sheet)
        await self.pause(LIST_PAUSE)
        await asyncio.to_thread(sheet.audit_list)
        self.tell(uri, sheet)
        if self.registry is None:
            return
        await self.pause(ASKING_PAUSE - LIST_PAUSE)
        try:
            await asyncio.to_thread(sheet.audit_online, self.registry, stale)
        except RefcheckError:
            return
        await asyncio.to_thread(sheet.audit_list)
        self.tell(uri, sheet)

    def tell(self, uri: str, sheet: Sheet) -> None:
        """Tell an editor what is known of a document."""
        version = self.open[uri].version if uri in self.open else None
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, diagnostics(sheet), version))

    def closed(self, uri: str) -> None:
        """Forget a document."""
        known = self.open.pop(uri, None)
        if known is not None:
            known.stale.set()
            if known.task is not None:
                known.task.cancel()
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def sheet(self, uri: str) -> Sheet | None:
        """What is known of an open document."""
        known = self.open.get(uri)
        return known.sheet if known else None

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Address, name and text of every document: those that are open, and the other files of the workspace."""
        for uri, known in self.open.items():
            yield uri, known.sheet.name, known.text
        for path in self._files():
            uri = from_fs_path(str(path)) or str(path)
            if uri not in self.open:
                try:
                    yield uri, str(path), read_file(path, most=DOCUMENT).decode("utf-8", "replace")
                except OSError:
                    continue

    def _files(self) -> list[Path]:
        found: list[Path] = []
        for folder in self.folders():
            for path in sorted(Path(folder).rglob("*")):
                if len(found) >= _FILES:
                    return found
                if path.suffix.lower() in _SUFFIXES and path.is_file() and not path.name.startswith("."):
                    found.append(path)
        return found
