"""How fast assistants and editors are answered: ``python tests/benchmarks/servers.py``.

A list of 40 pasted references through the MCP server, answers at hand; a BibTeX file of 5,000 entries through the language server,
opened and then changed by one keystroke at a time, as editors send them. Wall-clock seconds, since that is what a person waits.
"""

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

import anyio
from lsprotocol import types as lsp
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import TextContent
from pygls.lsp.client import LanguageClient

SEED = Path(__file__).parents[2] / "seeds" / "jcep-central-asia-ai"
ENTRIES = 5_000
KEYSTROKES = 5


async def of_mcp() -> None:
    """The seconds and bytes of one answer."""
    text = (SEED / "references.txt").read_text(encoding="utf-8")
    lines = (
        text
        + "\n"
        + "\n".join(f"Doe, J. (20{n:02}). On harbours {n}. Journal of Tides, {n + 1}(2), 5–9." for n in range(7))
    )
    arguments = [
        "-m",
        "refcheck",
        "mcp",
        "--isolated",
        "--offline",
        "--no-cache",
        "--records",
        str(SEED / "records.jsonl"),
    ]
    async with Client(stdio_client(StdioServerParameters(command=sys.executable, args=arguments))) as client:
        for turn in ("first call", "another list"):
            started = time.perf_counter()
            result = await client.call_tool(
                "check_references", {"text": lines if turn == "first call" else lines + "\n"}
            )
            took = time.perf_counter() - started
            found = result.structured_content or {}
            size = len(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode())
            told = sum(len(each.text.encode()) for each in result.content if isinstance(each, TextContent))
            print(f"MCP, {found['total']} references, {turn:<14} {took:6.2f} s {size:6} bytes, as text {told:6}")


def made(count: int) -> str:
    """A BibTeX file."""
    return "".join(
        f"@article{{key{n},\n  author = {{Doe{n}, Jane and Roe, Richard}},\n  title = {{On harbours and tides, number {n}}},\n"
        f"  journal = {{Journal of Tides}},\n  year = {{{1990 + n % 30}}},\n  volume = {{{n % 40 + 1}}},\n  pages = {{{n}--{n + 9}}},\n"
        f"  doi = {{10.1000/tides.{n}}},\n}}\n\n"
        for n in range(count)
    )


async def quiet(heard_at: list[float]) -> None:
    """Wait until nothing was told for a while: everything is read."""
    while time.perf_counter() - heard_at[-1] < 15:
        await asyncio.sleep(0.5)


async def of_lsp(folder: Path) -> None:
    """The seconds from a text to its diagnostics."""
    client = LanguageClient("benchmark", "1")
    told = asyncio.Event()
    heard_at: list[float] = []
    wanted = [0]

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
    def heard(params: lsp.PublishDiagnosticsParams) -> None:
        heard_at.append(time.perf_counter())
        if params.version == wanted[-1]:
            told.set()

    await client.start_io(sys.executable, "-m", "refcheck", "lsp", "--isolated", "--offline", "--no-cache", cwd=folder)
    await client.initialize_async(lsp.InitializeParams(lsp.ClientCapabilities(), root_uri=folder.as_uri()))
    client.initialized(lsp.InitializedParams())
    uri, text = (folder / "big.bib").as_uri(), made(ENTRIES)
    started = time.perf_counter()
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "bibtex", 0, text)))
    await told.wait()
    print(f"LSP, {ENTRIES} entries, first diagnostics  {time.perf_counter() - started:6.2f} s")
    for when in ("while the list is read", "afterwards"):
        if when == "afterwards":
            await quiet(heard_at)
        for count in range(KEYSTROKES):
            place = lsp.Position(10 * (ENTRIES // 2 + count) + 2, 12)
            change = lsp.TextDocumentContentChangePartial(lsp.Range(place, place), "x")
            wanted.append(wanted[-1] + 1)
            version = lsp.VersionedTextDocumentIdentifier(wanted[-1], uri)
            told.clear()
            started = time.perf_counter()
            client.text_document_did_change(lsp.DidChangeTextDocumentParams(version, [change]))
            await told.wait()
            took = time.perf_counter() - started
            print(f"LSP, a keystroke {when:<22} {took:6.2f} s")
            await asyncio.sleep(0.2)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    anyio.run(of_mcp)
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(of_lsp(Path(name)))
