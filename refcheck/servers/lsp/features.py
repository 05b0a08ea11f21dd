"""Features of the protocol, registered with the language server."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from refcheck.fixing import LISTS, SOUND, occurrences
from refcheck.model import Span
from refcheck.servers.lsp.actions import KINDS, actions, add_commands, is_of
from refcheck.servers.lsp.mends import merging
from refcheck.servers.lsp.placed import given, key_at, keys_in, parts_of, read_part, typed_prefix
from refcheck.servers.lsp.protocol import Lines
from refcheck.servers.lsp.protocol import changed as changed_text
from refcheck.servers.lsp.server import References
from refcheck.servers.lsp.sheets import Sheet
from refcheck.servers.lsp.telling import hover, lenses, symbols
from refcheck.servers.lsp.workspace import CONFIGURATIONS, Loaded


def server(load: Callable[[], Loaded]) -> References:
    """Return a server that answers an editor's requests; ``load`` reads the configuration, now and whenever it changes."""
    loaded = load()
    made = References(loaded.registry, loaded.settings, untrusted=loaded.untrusted, load=load)
    _follows(made)
    _keeps(made)
    _shows(made)
    _edits(made)
    _renames(made)
    add_commands(made)
    return made


def _follows(made: References) -> None:
    """Register the features that follow the configuration."""

    @made.feature(lsp.INITIALIZE)
    def initialized(params: lsp.InitializeParams) -> None:
        made.apply_options(params.initialization_options)

    @made.feature(lsp.INITIALIZED)
    def ready(params: lsp.InitializedParams) -> None:
        made.warn_of_untrusted()
        workspace = made.client_capabilities.workspace
        shown = workspace.code_lens if workspace else None
        made.has_fresh_lenses = bool(shown and shown.refresh_support)
        watching = workspace.did_change_watched_files if workspace else None
        if watching is not None and watching.dynamic_registration:
            watched = [lsp.FileSystemWatcher(pattern) for pattern in CONFIGURATIONS]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watched)
            registration = lsp.Registration("configuration", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            made.client_register_capability(lsp.RegistrationParams([registration]))

    @made.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def written(params: lsp.DidChangeWatchedFilesParams) -> None:
        made.follow()

    @made.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(params: lsp.DidChangeConfigurationParams) -> None:
        made.apply_options(params.settings)
        made.follow()


def _keeps(made: References) -> None:
    """Register the features that follow the open texts."""

    @made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        made.changed(params.text_document.uri, params.text_document.text, params.text_document.version)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        if uri in made.open:
            text = changed_text(made.open[uri].text, params.content_changes)
            made.changed(uri, text, params.text_document.version)

    @made.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        await made.saved(params.text_document.uri)

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
        pending = "registries have not been queried yet" if made.registry is not None else ""
        return hover(sheet, sheet.lines.offset(params.position), pending) if sheet else None

    @made.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outlined(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        sheet = made.sheet(params.text_document.uri)
        return symbols(sheet) if sheet else []

    @made.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(params: lsp.DefinitionParams) -> list[lsp.Location]:
        """Return where the key at a position is given to an entry, in this text or in another of the workspace."""
        found = _key(made, params)
        if found is None:
            return []
        return [
            lsp.Location(uri, Lines(text).range(span))
            for uri, name, text in made.texts()
            for key, span in given(name, text)
            if key == found[0]
        ]

    @made.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def summed(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        sheet = made.sheet(params.text_document.uri)
        return lenses(sheet) if sheet else []


def _edits(made: References) -> None:
    @made.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=KINDS),
    )
    async def acted(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        uri = params.text_document.uri
        sheet = made.sheet(uri)
        return await asyncio.to_thread(_acted, made, sheet, params) if sheet else []

    @made.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["{", ",", "@"]))
    def completed(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        sheet = made.sheet(params.text_document.uri)
        if sheet is None or typed_prefix(sheet.name, sheet.text, sheet.lines.offset(params.position)) is None:
            return []
        known = {
            key: work
            for _, name, text in made.texts()
            if Path(name).suffix.lower() in LISTS
            for part in parts_of(name, text)
            for key, work in keys_in(read_part(name, part))
        }
        return [
            lsp.CompletionItem(
                key, kind=lsp.CompletionItemKind.Reference, detail=work, filter_text=f"{key} {work}", insert_text=key
            )
            for key, work in known.items()
        ]


def _renames(made: References) -> None:
    @made.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def renamable(params: lsp.PrepareRenameParams) -> lsp.Range | None:
        sheet, found = made.sheet(params.text_document.uri), _key(made, params)
        return sheet.lines.range(found[1]) if sheet and found else None

    @made.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def renamed(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        """Return the edits that rename a key in every file of the workspace.

        Raises:
            JsonRpcInvalidParams: the new name cannot be a key, or is the key of another entry, which would confuse citations.
        """
        found = _key(made, params)
        if found is None:
            return None
        new = params.new_name
        if not SOUND.fullmatch(new):
            raise JsonRpcInvalidParams(f"{new!r} cannot be a key: choose one without spaces, commas, braces or quotes")
        texts = list(made.texts())
        if new != found[0] and any(key == new for _, name, text in texts for key, _ in given(name, text)):
            raise JsonRpcInvalidParams(f"{new} is the key of another entry: choose an unused key")
        changes = {}
        for uri, name, text in texts:
            lines = Lines(text)
            edits = [lsp.TextEdit(lines.range(span), new) for key, span in occurrences(name, text) if key == found[0]]
            if edits:
                changes[uri] = edits
        return lsp.WorkspaceEdit(changes=changes)


def _acted(made: References, sheet: Sheet, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    uri, only = params.text_document.uri, params.context.only or ()
    found = actions(sheet, uri, params.range, only)
    if not only or any(is_of(lsp.CodeActionKind.RefactorRewrite, kind) for kind in only):
        found += merging(sheet, uri, params.range, made.texts)
    return found


def _key(
    made: References, params: lsp.DefinitionParams | lsp.PrepareRenameParams | lsp.RenameParams
) -> tuple[str, Span] | None:
    """Return the key at a position, and its span."""
    sheet = made.sheet(params.text_document.uri)
    return key_at(sheet.name, sheet.text, sheet.lines.offset(params.position)) if sheet else None
