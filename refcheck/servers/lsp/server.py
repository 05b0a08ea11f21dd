"""The server: what an editor tells and asks, and when the audit runs."""

import asyncio
import webbrowser
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from threading import Event

from attrs import define, field
from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from refcheck._version import __version__
from refcheck.errors import RefcheckError
from refcheck.registries import Registry
from refcheck.servers.lsp import keys
from refcheck.servers.lsp.actions import KINDS, OPEN, actions
from refcheck.servers.lsp.lines import Lines
from refcheck.servers.lsp.parts import keys_in, parts_of, read_part
from refcheck.servers.lsp.protocol import Protocol
from refcheck.servers.lsp.protocol import changed as changed_text
from refcheck.servers.lsp.sheets import Sheet
from refcheck.servers.lsp.telling import diagnostics, hover, lenses, symbols
from refcheck.servers.lsp.workspace import Untrusted, is_trusted
from refcheck.settings import Settings
from refcheck.system.regular_files import DOCUMENT, read_file

WORKSPACE = "refcheck.workspace"
"""The command that looks into every file of the workspace."""

LIST_PAUSE, ASKING_PAUSE = 0.7, 2.0
"""Seconds without typing before the whole list is looked at, and before any registry is asked. Source: set by hand."""

AT_ONCE = 500
"""So many parts are audited before what is known of them is told."""

_FILES = 300
"""So many files of a workspace are looked into at most."""

_SUFFIXES = (*keys.LISTS, ".ris", *keys.TEXTS, ".txt")


@define
class Open:
    """An open document: what is known of it, what is under way, and which text that is about."""

    sheet: Sheet
    text: str = ""
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
    ) -> None:
        """Serve with a registry to ask (``None``: nobody is asked) and settings; ``pause`` lets so many seconds go by.

        Of what is ``untrusted`` a person is warned, until the editor says that the workspace is trusted.
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

    def heed(self, told: object) -> None:
        """Heed a workspace's configuration in full, or no longer, where an editor says so."""
        trusted = is_trusted(told)
        if self._untrusted is None or trusted is None:
            return
        try:
            is_full = trusted and self._untrusted.lies_in(self.folders())
            self.registry, self.settings = self._untrusted.trusting() if is_full else self._usual
        except RefcheckError as error:
            self.warn(str(error))
            return
        for uri, known in list(self.open.items()):
            self.closed(uri)
            self.changed(uri, known.text)

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

    def changed(self, uri: str, text: str) -> None:
        """Take a document's text, and audit it anew step by step."""
        name = to_fs_path(uri) or uri
        known = self.open.setdefault(uri, Open(sheet=Sheet(name=name, settings=self.settings)))
        known.text = text
        known.stale.set()
        if known.task is not None:
            known.task.cancel()
        known.stale = Event()
        known.task = asyncio.ensure_future(self._audit(uri, known, text, known.stale))

    async def _audit(self, uri: str, known: Open, text: str, stale: Event) -> None:
        sheet = known.sheet
        await asyncio.to_thread(sheet.change, text, stale)
        while await asyncio.to_thread(sheet.audit_offline, AT_ONCE):
            self.tell(uri, sheet)
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
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, diagnostics(sheet)))

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


def server(registry: Registry | None, settings: Settings, untrusted: Untrusted | None = None) -> References:
    """A server that answers what an editor asks."""
    made = References(registry, settings, untrusted=untrusted)
    _hears(made)
    _shows(made)
    _edits(made)
    return made


def _hears(made: References) -> None:
    @made.feature(lsp.INITIALIZE)
    def begun(params: lsp.InitializeParams) -> None:
        made.heed(params.initialization_options)

    @made.feature(lsp.INITIALIZED)
    def ready(params: lsp.InitializedParams) -> None:
        made.warn_of_untrusted()

    @made.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(params: lsp.DidChangeConfigurationParams) -> None:
        made.heed(params.settings)

    @made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        made.changed(params.text_document.uri, params.text_document.text)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        if uri in made.open:
            made.changed(uri, changed_text(made.open[uri].text, params.content_changes))

    @made.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        made.closed(params.text_document.uri)

    @made.feature(lsp.SHUTDOWN)
    def ended(params: None) -> None:
        for known in made.open.values():
            known.stale.set()


def _shows(made: References) -> None:
    @made.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovers(params: lsp.HoverParams) -> lsp.Hover | None:
        sheet = made.sheet(params.text_document.uri)
        pending = "registries were not asked yet" if made.registry is not None else ""
        return hover(sheet, sheet.lines.offset(params.position), pending) if sheet else None

    @made.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outlined(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        sheet = made.sheet(params.text_document.uri)
        return symbols(sheet) if sheet else []

    @made.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(params: lsp.DefinitionParams) -> list[lsp.Location]:
        """Where the key at a place is given to an entry, in this text or in another of the workspace."""
        sheet = made.sheet(params.text_document.uri)
        found = keys.key_at(sheet.name, sheet.text, sheet.lines.offset(params.position)) if sheet else None
        if found is None:
            return []
        return [
            lsp.Location(uri, Lines(text).range(span))
            for uri, name, text in made.texts()
            for key, span in keys.given(name, text)
            if key == found[0]
        ]

    @made.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def summed(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        sheet = made.sheet(params.text_document.uri)
        return lenses(sheet) if sheet else []

    @made.command(WORKSPACE)
    async def of_workspace() -> int:
        """Tell the diagnostics of every file of the workspace, and how many files there are."""
        told = 0
        for uri, name, text in list(made.texts()):
            known = made.sheet(uri)
            sheet = known if known is not None else await asyncio.to_thread(_audited, name, made.settings, text)
            made.tell(uri, sheet)
            told += 1
        return told

    @made.command(OPEN)
    def shown(address: str) -> None:
        if address.startswith("https://doi.org/"):
            webbrowser.open(address)


def _audited(name: str, settings: Settings, text: str) -> Sheet:
    sheet = Sheet(name=name, settings=settings)
    sheet.change(text)
    sheet.audit_offline()
    sheet.audit_list()
    return sheet


def _edits(made: References) -> None:
    @made.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=KINDS),
    )
    async def acted(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        uri = params.text_document.uri
        sheet, only = made.sheet(uri), params.context.only or ()
        return await asyncio.to_thread(actions, sheet, uri, params.range, only) if sheet else []

    @made.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["{", ",", "@"]))
    def completed(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        sheet = made.sheet(params.text_document.uri)
        if sheet is None or keys.begun(sheet.name, sheet.text, sheet.lines.offset(params.position)) is None:
            return []
        known = {
            key: work
            for _, name, text in made.texts()
            if Path(name).suffix.lower() in keys.LISTS
            for part in parts_of(name, text)
            for key, work in keys_in(read_part(name, part))
        }
        return [
            lsp.CompletionItem(
                key, kind=lsp.CompletionItemKind.Reference, detail=work, filter_text=f"{key} {work}", insert_text=key
            )
            for key, work in known.items()
        ]

    @made.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def renamable(params: lsp.PrepareRenameParams) -> lsp.Range | None:
        sheet = made.sheet(params.text_document.uri)
        found = keys.key_at(sheet.name, sheet.text, sheet.lines.offset(params.position)) if sheet else None
        return sheet.lines.range(found[1]) if sheet and found else None

    @made.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def renamed(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        return _renamed(made, params)


def _renamed(made: References, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    """The edits that give a key another name, in every file of the workspace."""
    sheet = made.sheet(params.text_document.uri)
    found = keys.key_at(sheet.name, sheet.text, sheet.lines.offset(params.position)) if sheet else None
    if found is None or not keys.SOUND.fullmatch(params.new_name):
        return None
    changes = {}
    for uri, name, text in made.texts():
        lines = Lines(text)
        edits = [
            lsp.TextEdit(lines.range(span), params.new_name)
            for key, span in keys.occurrences(name, text)
            if key == found[0]
        ]
        if edits:
            changes[uri] = edits
    return lsp.WorkspaceEdit(changes=changes)
