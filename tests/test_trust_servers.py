"""What an editor and an assistant are told of a stranger's configuration, and what the trust of a workspace changes."""

import asyncio
import json
from pathlib import Path
from typing import Any

import anyio
import pytest
from forked import command
from lsprotocol import types as lsp
from mcp.client import Client
from pygls.lsp.client import LanguageClient
from registries_made import holding, record

from refcheck.errors import SettingsError
from refcheck.registries import Offline, Registry
from refcheck.servers.lsp.server import References
from refcheck.servers.lsp.workspace import Untrusted, is_trusted
from refcheck.servers.mcp.auditing import Desk
from refcheck.servers.mcp.server import server
from refcheck.settings import Settings

BIB = "@article{doe2001,\n author = {Doe, Jane},\n title = {On harbours},\n year = 2001,\n doi = {10.1000/tides.1}}\n"
RECORD = {
    "DOI": "10.1000/tides.1",
    "type": "journal-article",
    "title": ["On harbours"],
    "author": [{"family": "Doe", "given": "Jane"}],
    "issued": {"date-parts": [[1987]]},
}
FORBIDDEN = "may not set records; to allow it: refcheck config trust"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "paper"
    made.mkdir()
    (made / "records.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    (made / "refcheck.toml").write_text("records = 'records.jsonl'\n", encoding="utf-8")
    return made


class Editor:
    """An editor that opens one list in a workspace, and hears what it is told until somebody has looked into its records."""

    def __init__(self, opened: Path) -> None:
        self.client = LanguageClient("test", "1")
        self.opened = opened
        self.warned: list[str] = []
        self.found: set[object] = set()
        self.told = asyncio.Event()

    async def run(self, folder: Path, options: object, later: object = None) -> None:
        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)  # type: ignore[untyped-decorator]
        def warned(params: lsp.ShowMessageParams) -> None:
            self.warned.append(params.message)

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def told(params: lsp.PublishDiagnosticsParams) -> None:
            self.found = {each.code for each in params.diagnostics}
            if "year-differs" in self.found:
                self.told.set()

        program = command("refcheck.servers.lsp.features", "lsp", "--offline", "--no-cache")
        await self.client.start_io(*program, cwd=folder)
        folders = [lsp.WorkspaceFolder(self.opened.as_uri(), "test")]
        given = lsp.InitializeParams(
            lsp.ClientCapabilities(), workspace_folders=folders, initialization_options=options
        )
        await self.client.initialize_async(given)
        self.client.initialized(lsp.InitializedParams())
        item = lsp.TextDocumentItem((folder / "list.bib").as_uri(), "bibtex", 0, BIB)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        if later is not None:
            self.client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(later))
        await asyncio.wait_for(self.told.wait(), 1_200)
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()  # type: ignore[no-untyped-call]


def test_a_trusted_workspace_is_heeded_and_nobody_is_warned(folder: Path) -> None:
    async def run() -> None:
        editor = Editor(folder)
        await editor.run(folder, {"workspaceTrusted": True})
        assert editor.warned == []

    asyncio.run(run())


def test_another_one_is_not_heeded_until_it_is_trusted(folder: Path) -> None:
    async def run() -> None:
        editor = Editor(folder)
        await editor.run(folder, None, {"refcheck": {"workspaceTrusted": True}})
        assert [FORBIDDEN in each for each in editor.warned] == [True]

    asyncio.run(run())


class Told(References):
    """A server that keeps what it would tell a person."""

    def __init__(self, untrusted: Untrusted, folders: list[str], registry: Registry) -> None:
        super().__init__(registry, Settings(), untrusted=untrusted)
        self.said: list[str] = []
        self._folders = folders

    def warn(self, message: str) -> None:
        """Keep it."""
        self.said.append(message)

    def folders(self) -> list[str]:
        """Those that were opened."""
        return self._folders


def serving(folder: Path, opened: Path, trusting: Any = None) -> tuple[Told, Registry, Registry]:
    usual, whole = Offline(), holding(record("10.1000/tides.1"))
    untrusted = Untrusted(
        path=folder / "refcheck.toml",
        warning="may not",
        trusting=trusting or (lambda: (whole, Settings(fail_on="info"))),
    )
    return Told(untrusted, [str(opened)], usual), usual, whole


@pytest.mark.parametrize(
    ("told", "heeds"),
    [
        (None, False),
        ({}, False),
        ({"workspaceTrusted": False}, False),
        ({"workspaceTrusted": "true"}, False),
        ({"workspaceTrusted": 1}, False),
        ({"other": {"workspaceTrusted": True}}, False),
        ([True], False),
        ({"workspaceTrusted": True}, True),
        ({"refcheck": {"workspaceTrusted": True}}, True),
    ],
)
def test_an_editor_that_says_nothing_trusts_nothing(folder: Path, told: object, heeds: bool) -> None:
    made, usual, whole = serving(folder, folder)
    made.apply_options(told)
    assert made.registry is (whole if heeds else usual)
    made.warn_of_untrusted()
    assert made.said == ([] if heeds else ["may not"])
    made.apply_options({"workspaceTrusted": False})
    assert made.registry is usual


def test_a_configuration_outside_the_workspace_is_not_trusted_with_it(folder: Path) -> None:
    (folder / "sub").mkdir()
    made, usual, _ = serving(folder, folder / "sub")
    made.apply_options({"workspaceTrusted": True})
    assert made.registry is usual


def test_a_link_out_of_the_workspace_is_not_trusted_with_it(folder: Path, tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    opened.mkdir()
    (opened / "refcheck.toml").symlink_to("../paper/refcheck.toml")
    made, usual, _ = serving(opened, opened)
    made.apply_options({"workspaceTrusted": True})
    assert made.registry is usual


def test_a_trusted_configuration_that_cannot_be_used_is_told(folder: Path) -> None:
    def broken() -> tuple[Registry, Settings]:
        raise SettingsError("there are no records")

    made, usual, _ = serving(folder, folder, broken)
    made.apply_options({"workspaceTrusted": True})
    assert (made.registry, made.said) == (usual, ["there are no records"])


def test_deep_nonsense_is_no_trust() -> None:
    deep: Any = {}
    for _ in range(100_000):
        deep = {"refcheck": deep}
    assert is_trusted(deep) is None


def test_an_assistant_is_told_with_every_check() -> None:
    async def run() -> None:
        async with Client(server(Desk(registry=Offline(), notes=["/a/refcheck.toml may not set cache"]))) as client:
            for _ in range(2):
                result = await client.call_tool("check_references", {"text": "Doe, J. (2020). One. A Journal, 1, 2."})
                assert result.structured_content is not None
                assert result.structured_content["notes"][0] == "/a/refcheck.toml may not set cache"

    anyio.run(run)
