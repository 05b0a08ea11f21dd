"""The language server, used as an editor does: by a client of the protocol, over standard input."""

import asyncio
import json
import random
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from drawn import examples
from forked import command
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.client import LanguageClient
from pytest_httpserver import HTTPServer
from registries_made import NOWHERE, holding

from refcheck.fixing import occurrences
from refcheck.model import Span
from refcheck.readers import read
from refcheck.registries import Registry
from refcheck.servers.lsp.actions import actions
from refcheck.servers.lsp.placed import key_at, parts_of, read_part, typed_prefix
from refcheck.servers.lsp.protocol import Lines, changed
from refcheck.servers.lsp.server import ASKING_PAUSE, References
from refcheck.servers.lsp.sheets import Sheet
from refcheck.servers.lsp.telling import diagnostics, hover, lenses
from refcheck.servers.lsp.workspace import Loaded
from refcheck.settings import Settings

pytestmark = pytest.mark.end_to_end

SEED = Path(__file__).parents[1] / "seeds" / "jcep-central-asia-ai"
BIB = """@article{doe2001,
  author = {Doe, Jane},
  title = {On harbours},
  journal = {J. Tides},
  year = 2001,
  doi = {10.1000/ tides.1},
}
@article{roe2002, author = {Roe, Richard}, title = {On tides}, journal = {J. Tides}, year = 2002}
"""


def forked() -> Sequence[str]:
    """Return the server, forked off a process that has loaded it."""
    return command("refcheck.servers.lsp.features", "lsp")


def alone() -> Sequence[str]:
    """Return the server as an editor starts it."""
    return sys.executable, "-m", "refcheck", "lsp"


class Editor:
    """An editor with one server: what it opened, and what it was told."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.told: dict[str, list[list[lsp.Diagnostic]]] = {}
        self.version = 0
        self.capabilities: lsp.ServerCapabilities | None = None

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def opens(self, name: str, text: str) -> None:
        item = lsp.TextDocumentItem(self.uri(name), "text", 0, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def types(self, name: str, text: str) -> None:
        self.version += 1
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self.version, self.uri(name)),
                [lsp.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def sees(
        self, name: str, wanted: Callable[[list[lsp.Diagnostic]], bool], seconds: float = 1_200
    ) -> list[lsp.Diagnostic]:
        """The first diagnostics that are as wanted."""
        seen = 0
        for _ in range(int(seconds * 50)):
            told = self.told.get(self.uri(name), [])
            for each in told[seen:]:
                if wanted(each):
                    return each
            seen = len(told)
            await asyncio.sleep(0.02)
        raise AssertionError(
            f"never told: {[[(d.code, d.message) for d in each] for each in self.told.get(self.uri(name), [])]}"
        )


def edited(
    folder: Path,
    use: Callable[[Editor], Awaitable[None]],
    *arguments: str,
    wishes: lsp.GeneralClientCapabilities | None = None,
    is_isolated: bool = True,
    program: Callable[[], Sequence[str]] = forked,
) -> None:
    """Run what an editor does with a server of its own, in a folder."""

    async def run() -> None:
        client = LanguageClient("test", "1")
        editor = Editor(client, folder)

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def told(params: lsp.PublishDiagnosticsParams) -> None:
            editor.told.setdefault(params.uri, []).append(list(params.diagnostics))

        isolated = ("--isolated",) if is_isolated else ()
        await client.start_io(*program(), *isolated, "--no-cache", *(arguments or ("--offline",)), cwd=folder)
        folders = [lsp.WorkspaceFolder(folder.as_uri(), "test")]
        given = lsp.InitializeParams(lsp.ClientCapabilities(general=wishes), workspace_folders=folders)
        editor.capabilities = (await client.initialize_async(given)).capabilities
        client.initialized(lsp.InitializedParams())
        try:
            await use(editor)
        finally:
            await client.shutdown_async(None)
            client.exit(None)
            await client.stop()  # type: ignore[no-untyped-call]

    asyncio.run(run())


def codes(found: list[lsp.Diagnostic]) -> set[Any]:
    return {each.code for each in found}


def test_a_finding_appears_is_fixed_and_goes(tmp_path: Path) -> None:
    async def use(editor: Editor) -> None:
        editor.opens("list.bib", BIB)
        found = await editor.sees("list.bib", lambda each: "doi-with-inner-space" in codes(each))
        there = next(each for each in found if each.code == "doi-with-inner-space")
        assert there.range.start.line == 5
        assert there.source == "refcheck"
        where = lsp.TextDocumentIdentifier(editor.uri("list.bib"))
        offered = await editor.client.text_document_code_action_async(
            lsp.CodeActionParams(where, there.range, lsp.CodeActionContext([there]))
        )
        assert offered
        mend = next(each for each in offered if isinstance(each, lsp.CodeAction) and each.is_preferred)
        assert mend.edit is not None
        assert mend.edit.changes is not None
        (change,) = mend.edit.changes[editor.uri("list.bib")]
        lines = Lines(BIB)
        start, end = lines.offset(change.range.start), lines.offset(change.range.end)
        text = BIB[:start] + change.new_text + BIB[end:]
        assert text == BIB.replace("10.1000/ tides.1", "10.1000/tides.1")
        editor.types("list.bib", text)
        await editor.sees("list.bib", lambda each: "doi-with-inner-space" not in codes(each))

    edited(tmp_path, use, program=alone)


def test_what_is_said_of_an_entry(tmp_path: Path) -> None:
    async def use(editor: Editor) -> None:
        entry = (
            "@article{peyrouse,\n author={Peyrouse, S.}, title={Discussing China}, doi={10.1016/j.euras.2015.10.003}}\n"
        )
        editor.opens("list.bib", entry)
        where = lsp.TextDocumentIdentifier(editor.uri("list.bib"))
        await editor.sees("list.bib", lambda each: len(editor.told[editor.uri("list.bib")]) >= 3)
        shown = await editor.client.text_document_hover_async(lsp.HoverParams(where, lsp.Position(1, 5)))
        assert shown is not None
        assert isinstance(shown.contents, lsp.MarkupContent)
        assert "Sinophilia" in shown.contents.value
        lens = await editor.client.text_document_code_lens_async(lsp.CodeLensParams(where))
        assert lens
        assert lens[0].command is not None
        assert lens[0].command.title.startswith("1 reference")
        offered = await editor.client.text_document_code_action_async(
            lsp.CodeActionParams(where, lsp.Range(lsp.Position(0, 0), lsp.Position(1, 90)), lsp.CodeActionContext([]))
        )
        titles = [each.title for each in offered or ()]
        assert any(title.startswith("Open https://doi.org/10.1016") for title in titles)
        assert any(title.startswith("Replace the entry") for title in titles)
        assert any(title.startswith("Waive ") for title in titles)

    edited(tmp_path, use, "--offline", "--records", str(SEED / "records.jsonl"))


def test_keys_are_completed_and_renamed_in_every_file(tmp_path: Path) -> None:
    (tmp_path / "list.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "notes.md").write_text("See [@doe2001; @roe2002] and doe2001@example.org.", encoding="utf-8")
    tex = "\\documentclass{article}\n\\begin{document}\n\\cite{roe2002, doe2001} \\cite{\n\\end{document}\n"

    async def use(editor: Editor) -> None:
        editor.opens("paper.tex", tex)
        await editor.sees("paper.tex", lambda each: True)
        where = lsp.TextDocumentIdentifier(editor.uri("paper.tex"))
        items = await editor.client.text_document_completion_async(lsp.CompletionParams(where, lsp.Position(2, 30)))
        assert isinstance(items, list)
        assert {each.label for each in items} == {"doe2001", "roe2002"}
        assert any("On harbours" in (each.detail or "") for each in items)
        nothing = await editor.client.text_document_completion_async(lsp.CompletionParams(where, lsp.Position(0, 3)))
        assert not nothing
        edit = await editor.client.text_document_rename_async(lsp.RenameParams(where, lsp.Position(2, 17), "doe2001a"))
        assert edit is not None
        assert edit.changes is not None
        assert {uri.rpartition("/")[2]: len(edits) for uri, edits in edit.changes.items()} == {
            "paper.tex": 1,
            "list.bib": 1,
            "notes.md": 1,
        }
        same = await editor.client.text_document_rename_async(lsp.RenameParams(where, lsp.Position(2, 17), "doe2001"))
        assert same is not None
        for refused, why in (("a b", "cannot be a key"), ("roe2002", "roe2002 is the key of another entry")):
            with pytest.raises(JsonRpcInvalidParams, match=why):
                await editor.client.text_document_rename_async(lsp.RenameParams(where, lsp.Position(2, 17), refused))

    edited(tmp_path, use)


def test_a_server_that_is_shut_down_ends_well() -> None:
    def framed(method: str, **more: object) -> bytes:
        body = json.dumps({"jsonrpc": "2.0", "method": method, **more}).encode()
        return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)

    said = framed("initialize", id=1, params={"processId": None, "rootUri": None, "capabilities": {}})
    said += framed("initialized", params={}) + framed("shutdown", id=2, params=None) + framed("exit", params=None)
    ended = subprocess.run(
        [*alone(), "--isolated", "--no-cache", "--offline"], input=said, capture_output=True, timeout=300
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_the_whole_workspace_on_demand(tmp_path: Path) -> None:
    for folder in ("", ".git", ".venv/share", "node_modules/a"):  # what is hidden or installed is not the author's
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "list.bib").write_text(BIB, encoding="utf-8")

    async def use(editor: Editor) -> None:
        told = await editor.client.workspace_execute_command_async(lsp.ExecuteCommandParams("refcheck.workspace"))
        assert told == 1
        await editor.sees("list.bib", lambda each: "doi-with-inner-space" in codes(each))

    edited(tmp_path, use)


async def told_by(editor: Editor, command: str, *arguments: str) -> Any:
    return await editor.client.workspace_execute_command_async(lsp.ExecuteCommandParams(command, list(arguments)))


def test_a_document_is_checked_at_once_and_its_report_given(tmp_path: Path) -> None:
    async def use(editor: Editor) -> None:
        editor.opens("list.bib", BIB)
        uri = editor.uri("list.bib")
        assert (await told_by(editor, "refcheck.check", uri)).startswith("2 references: 2 unverified.")
        assert "doi-with-inner-space" in codes(editor.told[uri][-1])
        page = await told_by(editor, "refcheck.report", uri)
        assert page.startswith("<!DOCTYPE html>")
        assert all(each in page for each in ("On harbours", "On tides"))
        for wish in ("refcheck.check", "refcheck.report"):
            assert await told_by(editor, wish, editor.uri("other.bib")) is None

    edited(tmp_path, use)


def test_a_selected_text_is_read_as_the_document_that_it_stands_in(tmp_path: Path) -> None:
    entry = BIB[: BIB.index("@article{roe")]

    async def use(editor: Editor) -> None:
        page = await told_by(editor, "refcheck.excerpt", "list.bib", entry)
        assert "doe2001" in page
        assert "roe2002" not in page
        assert not editor.told

    edited(tmp_path, use)


@pytest.mark.parametrize(("code", "begins"), [("doi-with-inner-space", "# "), ("no-such-rule", None)])
def test_a_rule_is_explained(tmp_path: Path, code: str, begins: str | None) -> None:
    async def use(editor: Editor) -> None:
        page = await told_by(editor, "refcheck.explain", code)
        assert page == begins if begins is None else page.startswith(begins)

    edited(tmp_path, use)


@pytest.mark.parametrize(
    ("options", "before", "saved"),
    [
        ({"askRegistries": "command"}, 0, 0),
        ({"refcheck": {"askRegistries": "save"}}, 0, 1),
        ({"askRegistries": "typing"}, 1, 1),
        ({"askRegistries": "never heard of"}, 1, 1),
        (None, 1, 1),
    ],
)
def test_registries_are_asked_when_the_editor_says_so(options: object, before: int, saved: int) -> None:
    """And by the command always, once more."""
    registry = holding(miss=NOWHERE)

    async def run() -> None:
        server, uri = Unpaused(registry), "file:///list.bib"
        server.apply_options(options)
        server.changed(uri, BIB)
        task = server.open[uri].task
        assert task is not None
        await task
        assert len(registry.lookups) == before
        await server.saved(uri)
        assert len(registry.lookups) == saved
        sheet = await server.check(uri)
        assert sheet is not None
        assert len(registry.lookups) == saved + 1

    asyncio.run(run())


def test_a_check_of_a_text_that_is_changed_meanwhile_ends() -> None:
    async def run() -> None:
        server, uri = Unpaused(holding(miss=NOWHERE)), "file:///list.bib"
        server.changed(uri, BIB)
        checking = asyncio.ensure_future(server.check(uri))
        await asyncio.sleep(0)
        server.changed(uri, BIB.replace("harbours", "quays"))
        assert await checking is None

    asyncio.run(run())


def test_registries_are_asked_when_nobody_types(tmp_path: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request(re.compile(".*")).respond_with_json(
        {"message": {"items": []}, "data": [], "responseCode": 100}
    )
    here = httpserver.url_for("")
    urls = [f"--{name}-url={here}" for name in ("crossref", "datacite", "doi")]

    async def use(editor: Editor) -> None:
        editor.opens("list.bib", BIB)
        for _ in range(1_200 * 50):
            if httpserver.log:
                break
            await asyncio.sleep(0.02)
        assert httpserver.log

    edited(tmp_path, use, "--without", "dblp,open-library,europe-pmc,arxiv", *urls)


class Quiet(References):
    """A server without an editor, whose pauses end when the test says so."""

    def __init__(self, registry: Registry) -> None:
        super().__init__(registry, Settings(), self._pause)
        self.pauses: asyncio.Queue[tuple[float, asyncio.Event]] = asyncio.Queue()

    async def _pause(self, seconds: float) -> None:
        over = asyncio.Event()
        self.pauses.put_nowait((seconds, over))
        await over.wait()

    def tell(self, uri: str, sheet: Sheet) -> None:
        """Nobody is there."""


class Unpaused(Quiet):
    """A server without an editor, that waits for nobody."""

    async def _pause(self, seconds: float) -> None:
        """Go on at once."""


def test_nobody_is_asked_while_somebody_types() -> None:
    registry = holding(miss=NOWHERE)

    async def run() -> None:
        server, uri = Quiet(registry), "file:///list.bib"
        for count in range(7):
            server.changed(uri, BIB.replace("tides.1", f"tides.{count}"))
            before_list, over = await server.pauses.get()
            if count % 2 == 0:  # the pause goes on that long, and to its end with the last text
                over.set()
                before_asking, over = await server.pauses.get()
                assert before_list + before_asking == pytest.approx(ASKING_PAUSE)
            assert (registry.lookups, registry.searches) == ([], [])
        over.set()
        task = server.open[uri].task
        assert task is not None
        await task
        assert [doi for batch in registry.lookups for doi in batch if "tides" in doi] == ["10.1000/tides.6"]

    asyncio.run(run())


def test_what_is_typed_is_sent_alone(tmp_path: Path) -> None:
    """And places count in UTF-16 units, though the editor would like bytes better."""
    text = f"% 😀 Ängström\n{BIB}"
    wishes = lsp.GeneralClientCapabilities(
        position_encodings=[lsp.PositionEncodingKind.Utf8, lsp.PositionEncodingKind.Utf16]
    )

    async def use(editor: Editor) -> None:
        capabilities = editor.capabilities
        assert capabilities is not None
        assert capabilities.position_encoding == lsp.PositionEncodingKind.Utf16
        assert isinstance(capabilities.text_document_sync, lsp.TextDocumentSyncOptions)
        assert capabilities.text_document_sync.change == lsp.TextDocumentSyncKind.Incremental
        editor.opens("list.bib", text)
        await editor.sees("list.bib", lambda each: "doi-with-inner-space" in codes(each))
        place = lsp.Position(6, 17)
        change = lsp.TextDocumentContentChangePartial(lsp.Range(place, lsp.Position(6, 18)), "")
        document = lsp.VersionedTextDocumentIdentifier(1, editor.uri("list.bib"))
        editor.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))
        await editor.sees("list.bib", lambda each: "doi-with-inner-space" not in codes(each))

    edited(tmp_path, use, wishes=wishes)


@given(
    st.text(alphabet="a中😀\n\r\f\u2028", max_size=20),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.text(alphabet="b😀\n\f", max_size=4)), max_size=4),
)
def test_changes_give_the_text_that_the_editor_has(text: str, edits: list[tuple[int, int, str]]) -> None:
    wanted, changes = text, []
    for one, other, new in edits:
        lines = Lines(wanted)
        start, end = (min(each, len(wanted)) for each in sorted((one, other)))
        start, end = (lines.offset(lines.position(each)) for each in (start, end))
        changes.append(lsp.TextDocumentContentChangePartial(lines.range(Span(start, end)), new))
        wanted = wanted[:start] + new + wanted[end:]
    assert changed(text, changes) == wanted
    assert changed(text, [*changes, lsp.TextDocumentContentChangeWholeDocument("all")]) == "all"


def test_an_outline_and_the_way_from_a_citation_to_its_entry(tmp_path: Path) -> None:
    (tmp_path / "list.bib").write_text(BIB, encoding="utf-8")
    texts = {
        "paper.tex": ("\\cite{roe2002}", 8),
        "paper.md": ("See [@doe2001; @roe2002].", 17),
        "paper.org": ("See [cite:@doe2001;@roe2002].", 22),
        "paper.rst": ("See :cite:t:`roe2002`.", 15),
        "paper.typ": ("See @roe2002.", 6),
    }

    async def use(editor: Editor) -> None:
        for name, (text, column) in texts.items():
            editor.opens(name, text)
            await editor.sees(name, lambda each: True)
            where = lsp.TextDocumentIdentifier(editor.uri(name))
            found = await editor.client.text_document_definition_async(
                lsp.DefinitionParams(where, lsp.Position(0, column))
            )
            assert isinstance(found, list), name
            assert [(str(each.uri).rpartition("/")[2], each.range.start.line) for each in found] == [("list.bib", 7)], (
                name
            )
            nothing = await editor.client.text_document_definition_async(
                lsp.DefinitionParams(where, lsp.Position(0, 0))
            )
            assert not nothing
        editor.opens("list.bib", BIB)
        await editor.sees("list.bib", lambda each: "doi-with-inner-space" in codes(each))
        outline = await editor.client.text_document_document_symbol_async(
            lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(editor.uri("list.bib")))
        )
        assert [each.name for each in outline or ()] == ["doe2001", "roe2002"]

    edited(tmp_path, use)


def test_a_changed_configuration_is_followed(tmp_path: Path) -> None:
    async def use(editor: Editor) -> None:
        editor.opens("list.bib", BIB)
        await editor.sees("list.bib", lambda each: "doi-with-inner-space" in codes(each))
        (tmp_path / "refcheck.toml").write_text('ignore = ["doi-with-inner-space"]\n', encoding="utf-8")
        written = lsp.FileEvent((tmp_path / "refcheck.toml").as_uri(), lsp.FileChangeType.Created)
        before = len(editor.told[editor.uri("list.bib")])
        editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([written]))
        await editor.sees(
            "list.bib",
            lambda each: (
                len(editor.told[editor.uri("list.bib")]) > before + 1 and "doi-with-inner-space" not in codes(each)
            ),
        )

    edited(tmp_path, use, "--offline", is_isolated=False)


def test_a_configuration_that_says_the_same_changes_nothing() -> None:
    usual = Settings()
    kept = References(None, usual, load=lambda: Loaded(registry=None, settings=Settings()))
    kept.follow()
    assert kept.settings is usual
    wanted = Settings(fail_on="never")
    other = References(None, usual, load=lambda: Loaded(registry=None, settings=wanted))
    other.follow()
    assert other.settings is wanted


def test_what_is_said_of_an_entry_contradicts_nothing() -> None:
    sheet = Sheet(name="list.bib")
    sheet.change(BIB)
    sheet.audit_offline()
    place = BIB.index("harbours")

    def said(pending: str) -> str:
        shown = hover(sheet, place, pending)
        assert shown is not None
        assert isinstance(shown.contents, lsp.MarkupContent)
        return shown.contents.value

    assert said("").startswith("**unverified: not confirmed by any registry**")
    assert said("not asked yet").startswith("**not asked yet**")
    assert "offline" not in said("not asked yet")
    sheet.audit_online(holding(miss=NOWHERE), Event())
    assert "not asked yet" not in said("not asked yet")


def test_an_older_text_that_comes_late_is_not_taken() -> None:
    sheet, stale = Sheet(name="list.bib"), Event()
    sheet.change(BIB)
    stale.set()
    sheet.change("", stale)
    assert sheet.text == BIB


def test_a_comment_leaves_a_finding(tmp_path: Path) -> None:
    sheet = Sheet(name="list.bib")
    sheet.change(BIB)
    sheet.audit_offline()
    assert "doi-with-inner-space" in codes(diagnostics(sheet))
    sheet.change("% refcheck: allow doi-with-inner-space printed so\n" + BIB)
    sheet.audit_offline()
    assert "doi-with-inner-space" not in codes(diagnostics(sheet))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.bib", BIB),
        ("a.bib", '@string{jt = "J. Tides"}\n@article{a, author={Doe, J.}, title={A}, journal=jt, year=2001}\n'),
        ("a.bib", "% head\n@article{a, title={A}, year=2001}\n@article{b, crossref={a}, title={B}}\n"),
        ("a.ris", "TY  - JOUR\nAU  - Doe, J.\nTI  - A\nER  - \n\nTY  - BOOK\nTI  - B\nPY  - 2001\nER  - \n"),
        ("a.bib", ""),
        (
            "a.txt",
            "Doe, J. (2001). On tides. J. Tides, 3(2), 5-9.\nRoe, R. (2002). On harbours. J. Tides, 4(1), 1-2.\n",
        ),
    ],
)
def test_parts_give_what_the_whole_gives(name: str, text: str) -> None:
    parts = parts_of(name, text)
    assert all(part.text == text[part.start : part.start + len(part.text)] for part in parts)
    found = [
        (each.key, each.work, tuple(span.shifted(part.start) for span in each.spans))
        for part in parts
        for each in read_part(name, part).references
    ]
    whole = read(text, format={"bib": "bibtex", "ris": "ris", "txt": "plain"}[name[2:]])
    keyed = [(each.key, each.work, each.spans) for each in whole.references]
    assert [each[1:] for each in found] == [each[1:] for each in keyed]


@given(st.text(alphabet="aä中😀\n\r\f\u2028 ", max_size=40))
def test_places_are_those_of_the_protocol(text: str) -> None:
    lines = Lines(text)
    for offset in range(len(text) + 1):
        place = lines.position(offset)
        before = text[:offset].replace("\r\n", "\n" if offset and text[:offset].endswith("\r\n") else "\r\n")
        assert place.line >= before.count("\n") - before.count("\r\n")
        if not (0 < offset < len(text) and text[offset - 1 : offset + 1] == "\r\n"):
            assert lines.offset(place) == offset
    assert lines.range(Span(0, len(text))).start == lsp.Position(0, 0)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.tex", r"\citep[see][5]{doe, roe} \nocite{*} \footcite{poe}", ["doe", "roe", "*", "poe"]),
        ("a.bib", "@string{a = {b}} @book{doe, crossref = {roe}}", ["doe", "roe"]),
        ("a.md", "[@doe, p. 5; -@roe:2001] a@b.org \\@no", ["doe", "roe:2001"]),
        ("a.typ", "@doe[p. 5] #cite(<roe>)", ["doe", "roe"]),
        ("a.txt", "@doe", []),
    ],
)
def test_keys_that_stand_in_a_text(name: str, text: str, found: list[str]) -> None:
    assert sorted(key for key, _ in occurrences(name, text)) == sorted(found)
    assert all(span.of(text) == key for key, span in occurrences(name, text))


_SNIPPETS = st.sampled_from(
    [
        BIB,
        "@",
        "{",
        "}",
        '"',
        ",",
        "\n",
        "\r\n",
        "\f",
        "\u2028",
        "😀",
        "\\cite{",
        "doi = {10.1/",
        "%",
        "@string{a=",
        "crossref={doe2001}",
        "\0",
    ]
)


@given(
    st.sampled_from(["a.bib", "a.ris", "a.tex", "a.md", "a.typ", "a.txt"]), st.lists(_SNIPPETS, max_size=8), st.data()
)
@settings(max_examples=examples(60), deadline=None)
def test_any_text_and_any_place_get_an_answer(name: str, pieces: list[str], data: st.DataObject) -> None:
    sheet = Sheet(name=name)
    for end in range(len(pieces) + 1):
        sheet.change("".join(pieces[:end]))
        sheet.audit_offline()
        sheet.audit_list()
        for each in diagnostics(sheet):
            assert 0 <= sheet.lines.offset(each.range.start) <= sheet.lines.offset(each.range.end) <= len(sheet.text)
    offset = data.draw(st.integers(0, len(sheet.text)))
    place = sheet.lines.position(offset)
    hover(sheet, offset)
    lenses(sheet)
    actions(sheet, "file:///a", lsp.Range(place, place))
    key_at(name, sheet.text, offset)
    typed_prefix(name, sheet.text, offset)


@pytest.mark.slow
def test_two_thousand_odd_requests(tmp_path: Path) -> None:
    chance = random.Random(1)
    odd = [lsp.Position(0, 0), lsp.Position(3, 7), lsp.Position(10**6, 10**6), lsp.Position(5, 0)]

    async def use(editor: Editor) -> None:
        texts = [BIB, "", "@article{", "\\cite{", BIB * 20, "\0\f\u2028😀"]
        names = ["a.bib", "a.tex", "a.md", "a.txt", "a.unknown"]
        for name in names:
            editor.opens(name, chance.choice(texts))
        for _ in range(2000):
            name, place = chance.choice(names), chance.choice(odd)
            where = lsp.TextDocumentIdentifier(editor.uri(chance.choice([name, name, "never-opened.bib"])))
            client = editor.client
            match chance.randrange(6):
                case 0:
                    editor.types(name, chance.choice(texts))
                case 1:
                    await client.text_document_hover_async(lsp.HoverParams(where, place))
                case 2:
                    context = lsp.CodeActionContext([])
                    await client.text_document_code_action_async(
                        lsp.CodeActionParams(where, lsp.Range(place, place), context)
                    )
                case 3:
                    await client.text_document_completion_async(lsp.CompletionParams(where, place))
                case 4:
                    with suppress(JsonRpcInvalidParams):
                        await client.text_document_rename_async(
                            lsp.RenameParams(where, place, chance.choice(["x", "", "a b"]))
                        )
                case _:
                    await client.text_document_code_lens_async(lsp.CodeLensParams(where))
        editor.types("a.bib", BIB)
        await editor.sees("a.bib", lambda each: "doi-with-inner-space" in codes(each))

    edited(tmp_path, use)
