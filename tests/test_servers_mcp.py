"""The MCP server, asked by the protocol's own client: in process, over standard input, over HTTP."""

import json
import random
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest
from drawn import examples
from forked import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult, TextContent, TextResourceContents

from refcheck.errors import SourceError
from refcheck.model import Answer, Id, Report
from refcheck.readers import read_bytes
from refcheck.registries import Chain, Offline, ladder
from refcheck.registries.connections import NO_CACHE, Connections
from refcheck.registries.wrappers.chain import Stopped, stoppable
from refcheck.servers.mcp.auditing import Call, Desk, Roots, in_thread
from refcheck.servers.mcp.server import server

pytestmark = pytest.mark.end_to_end

SEED = Path(__file__).parents[1] / "seeds" / "jcep-central-asia-ai"
LIST = (SEED / "references.txt").read_text(encoding="utf-8")
TOOLS = {
    *("check_references", "parse_references", "repair_identifiers", "find_work", "bibtex_for", "explain_rule"),
    *("find_retractions", "fix_references", "explain"),
}


def desk(*roots: Path) -> Desk:
    connections = Connections(records=str(SEED / "records.jsonl"), cache=NO_CACHE)
    return Desk(registry=ladder.offline(connections), roots=Roots(roots))


def asked(use: Callable[[Client], Awaitable[None]], *roots: Path) -> None:
    """Run what a client does with a server of its own."""

    async def run() -> None:
        async with Client(server(desk(*roots))) as client:
            await use(client)

    anyio.run(run)


def text_of(result: CallToolResult) -> str:
    return "".join(each.text for each in result.content if isinstance(each, TextContent))


def keys_of(found: dict[str, Any]) -> list[str]:
    """The keys of an audit's page, in its order."""
    quiet = (work.partition(":")[0] for each in found.get("others", ()) for work in each["works"])
    return [*(each["key"] for each in found["references"]), *quiet]


def test_every_tool_says_what_it_takes_and_gives() -> None:
    async def use(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == TOOLS
        for tool in tools:
            assert tool.description
            assert tool.output_schema
            assert tool.input_schema["additionalProperties"] is False
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint

    asked(use)


def test_a_pasted_list_is_checked_in_compact_form() -> None:
    messages: list[str] = []

    async def told(progress: float, total: float | None, message: str | None) -> None:
        messages.append(message or "")

    async def use(client: Client) -> None:
        result = await client.call_tool("check_references", {"text": LIST}, progress_callback=told)
        found = result.structured_content
        assert found is not None
        assert found["total"] == len(set(keys_of(found))) == 33
        assert "next_offset" not in found
        by_key = {each["key"]: each for each in found["references"]}
        assert by_key["5"]["verdict"] == "differs"
        assert by_key["5"]["closest"]["likely"] > 0.9
        assert "likely" not in by_key["29"]["closest"], "its DOI leads to it"
        rows = [*found["references"], *found["others"]]
        assert set(found["meaning"]) == {each["verdict"] for each in rows}
        assert {each["open"] for each in rows if "open" in each} <= set(found["open"])
        assert "issue-differs: The issue is cited as “2” and registered as “1-4”" in text_of(result)

    asked(use)
    assert messages


def test_words_that_cannot_be_taken_for_an_accusation() -> None:
    async def use(client: Client) -> None:
        result = await client.call_tool("check_references", {"text": LIST})
        said = (json.dumps(result.structured_content) + text_of(result)).lower()
        assert not re.search(r"\b(?:fake|fabricat|hallucinat|invented|bogus)", said)

    asked(use)


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("check_references", {"text": "  "}, "text is empty"),
        ("check_references", {"text": LIST, "limit": 0}, "limit is 0"),
        ("check_references", {"text": LIST, "offset": -1}, "offset is -1"),
        ("parse_references", {"text": LIST, "limit": -5}, "limit is -5"),
        ("parse_references", {"text": ""}, "text is empty"),
        ("find_work", {"description": ""}, "description is empty"),
        ("find_work", {"description": "Doe, J. (2001). A title.", "limit": 0}, "limit is 0"),
        ("bibtex_for", {"reference": " "}, "description is empty"),
        ("check_references", {"txt": LIST}, "check_references does not take 'txt'; it takes text, path, offset, limit"),
        (
            "explain_rule",
            {"code": "doi-missing", "language": "de"},
            "explain_rule does not take 'language'; it takes code",
        ),
        ("check_references", {"text": 5}, "text: "),
        ("find_work", {"description": "Doe, J. (2001). A title.", "limit": "many"}, "limit: "),
        ("fix_references", {"text": LIST, "fixes": "most"}, "fixes: "),
        ("fix_references", {"text": LIST, "offset": -1}, "offset is -1"),
        ("find_retractions", {"text": ""}, "text is empty"),
        ("explain", {"text": LIST}, "key is missing: there are 33 references"),
        ("explain", {"text": LIST, "key": "99"}, "no reference has the key '99'"),
    ],
)
def test_what_cannot_be_meant_is_an_error_that_names_it(tool: str, arguments: dict[str, Any], said: str) -> None:
    async def use(client: Client) -> None:
        result = await client.call_tool(tool, arguments)
        assert result.is_error
        assert said in text_of(result)

    asked(use)


def test_pages_come_one_after_the_other() -> None:
    async def use(client: Client) -> None:
        keys: list[str] = []
        offset: int | None = 0
        while offset is not None:
            result = await client.call_tool("check_references", {"text": LIST, "offset": offset, "limit": 10})
            assert result.structured_content is not None
            keys += keys_of(result.structured_content)
            offset = result.structured_content.get("next_offset")
        assert len(keys) == len(set(keys)) == 33

    asked(use)


def test_a_work_is_found_and_its_entry_made() -> None:
    described = "Peyrouse, S. Discussing China: Sinophilia and sinophobia in Central Asia. Journal of Eurasian Studies."

    async def use(client: Client) -> None:
        found = await client.call_tool("find_work", {"description": described})
        assert found.structured_content is not None
        assert found.structured_content["works"][0]["doi"] == "10.1016/j.euras.2015.10.003"
        for reference in ("10.1016/j.euras.2015.10.003", described):
            entry = await client.call_tool("bibtex_for", {"reference": reference})
            assert entry.structured_content is not None
            assert "doi = {10.1016/j.euras.2015.10.003}" in entry.structured_content["bibtex"]
        none = await client.call_tool("bibtex_for", {"reference": "Doe, J. (2001). Nothing like it. Oslo."})
        assert none.structured_content is not None
        assert "bibtex" not in none.structured_content
        assert "there is no record" in none.structured_content["said"]

    asked(use)


def test_what_asks_nobody() -> None:
    async def use(client: Client) -> None:
        mended = await client.call_tool("repair_identifiers", {"text": "(doi: 10.1016/ j.euras.2015.10.003)"})
        assert mended.structured_content is not None
        (only,) = mended.structured_content["identifiers"]
        assert (only["value"], len(only["repairs"])) == ("10.1016/j.euras.2015.10.003", 1)
        parsed = await client.call_tool("parse_references", {"text": LIST, "limit": 2})
        assert parsed.structured_content is not None
        assert [parsed.structured_content[name] for name in ("total", "next_offset")] == [33, 2]
        assert "# " in text_of(await client.call_tool("explain_rule", {"code": "doi-missing"}))

    asked(use)


def test_resources_and_prompts() -> None:
    async def use(client: Client) -> None:
        async def read(address: str) -> str:
            (content,) = (await client.read_resource(address)).contents
            assert isinstance(content, TextResourceContents)
            return content.text

        assert "doi-missing" in await read("refcheck://rules")
        assert "doi-missing" in await read("refcheck://rules/doi-missing")
        assert await read("refcheck://report") == "null"
        await client.call_tool("check_references", {"text": LIST, "limit": 1})
        assert len(json.loads(await read("refcheck://report"))["references"]) == 33
        for prompt in (await client.list_prompts()).prompts:
            made = await client.get_prompt(prompt.name, {"text": "Doe, J. (2001)."})
            assert "Doe, J. (2001)." in str(made.messages)

    asked(use)


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "missing.txt", "link.txt", ".", "", "a\0b"])
def test_files_elsewhere_are_not_read(name: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret.txt").write_text(LIST, encoding="utf-8")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")

    async def use(client: Client) -> None:
        for tool in ("check_references", "parse_references"):
            result = await client.call_tool(tool, {"path": name})
            assert result.is_error
            assert "Traceback" not in text_of(result)

    asked(use, root)


def test_a_file_below_the_root_is_read(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "list.txt").write_text(LIST, encoding="utf-8")

    async def use(client: Client) -> None:
        for path in ("sub/list.txt", str(tmp_path / "sub" / "list.txt")):
            result = await client.call_tool("check_references", {"path": path, "limit": 1})
            assert result.structured_content is not None
            assert result.structured_content["total"] == 33

    asked(use, tmp_path)
    with pytest.raises(SourceError, match="without --root"):
        Roots().file("sub/list.txt")


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("check_references", {}),
        ("check_references", {"text": "a", "path": "b"}),
        ("explain_rule", {"code": "no-such-rule"}),
        ("check_references", {"text": 5}),
        ("find_work", {}),
        ("explain", {"text": LIST}),
        ("explain", {"text": LIST, "key": "no such key"}),
        ("fix_references", {"text": "no list", "fixes": "most"}),
    ],
)
def test_a_wrong_call_gets_a_clear_error(tool: str, arguments: dict[str, Any]) -> None:
    async def use(client: Client) -> None:
        result = await client.call_tool(tool, arguments)
        assert result.is_error
        assert text_of(result)

    asked(use)


_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=30), st.lists(st.text(max_size=5), max_size=3)
)


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(TOOLS)),
            st.dictionaries(
                st.sampled_from(
                    ["text", "path", "offset", "limit", "description", "reference", "code", "key", "fixes", "odd"]
                ),
                _VALUES,
                max_size=4,
            ),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_odd_calls_never_end_the_server(calls: list[tuple[str, dict[str, Any]]]) -> None:
    async def use(client: Client) -> None:
        for tool, arguments in calls:
            await client.call_tool(tool, arguments)
        assert (await client.list_tools()).tools

    asked(use)


OFFLINE = ("--isolated", "--offline", "--no-cache")


def forked(*arguments: str) -> list[str]:
    """Return the server as a command, forked off a process that has loaded it."""
    return command("refcheck.servers.mcp.server", "mcp", *arguments)


def test_over_standard_input() -> None:
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "refcheck", "mcp", *OFFLINE, "--records", str(SEED / "records.jsonl")]
    )

    async def run() -> None:
        async with Client(stdio_client(parameters)) as client:
            result = await client.call_tool("check_references", {"text": LIST, "limit": 1})
            assert result.structured_content is not None
            assert result.structured_content["total"] == 33

    anyio.run(run)


def has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@contextmanager
def served(*arguments: str) -> Iterator[str]:
    """The address of a server over HTTP."""
    with subprocess.Popen(forked(*OFFLINE, "--http", "0", *arguments), stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        try:
            yield re.findall(r"http://\S+", line)[0]
        finally:
            process.terminate()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_over_http_with_a_token(host: str) -> None:
    import httpx2

    if ":" in host and not has_ipv6():
        pytest.skip("this machine has no IPv6")
    with served("--token", "secret", "--host", host) as address:
        assert httpx2.post(address, json={}).status_code == 401
        wrong = {"authorization": "Bearer secret", "host": "evil.example"}
        assert httpx2.post(address, json={}, headers=wrong).status_code in (403, 421)

        async def run() -> None:
            async with (
                httpx2.AsyncClient(headers={"authorization": "Bearer secret"}) as http,
                Client(streamable_http_client(address, http_client=http)) as client,
            ):
                result = await client.call_tool("repair_identifiers", {"text": "doi 10.1000/ 182"})
                assert result.structured_content is not None

        anyio.run(run)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--http", "0", "--host", "0.0.0.0"), "--token"),
        (("--root", "no-such-folder"), "no such folder"),
    ],
)
def test_what_would_not_be_safe_is_refused(arguments: tuple[str, ...], said: str) -> None:
    done = subprocess.run(
        forked(*OFFLINE, *arguments), capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    assert done.returncode == 2
    assert said in done.stderr


def test_a_port_that_is_taken_is_said() -> None:
    with served() as address:
        port = re.findall(r":(\d+)/", address)[0]
        done = subprocess.run(forked(*OFFLINE, "--http", port), capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert "cannot listen" in done.stderr


class Gated(Offline):
    """A registry that is asked for one identifier at a time, counts them, and answers as many as it may; five at first."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.turns = threading.Semaphore(5)

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        return tuple((each,) for each in ids)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        self.asked += len(ids)
        assert self.turns.acquire(timeout=60)
        return super().lookup(ids)


def _at_a_checkpoint(call: Call) -> None:
    while True:
        call.checkpoint()


def _reading(call: Call) -> None:
    read_bytes(b"Brandt, K. (1998). On lists. Journal of Lists, 3(2), 5-9.\n" * 200_000, "<text>")


@pytest.mark.parametrize("stage", [_at_a_checkpoint, _reading])
def test_work_ends_when_nobody_waits(stage: Callable[[Call], None]) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(call: Call) -> None:
        begun.set()
        try:
            stage(call)
        finally:
            ended.set()

    async def run() -> None:
        async with anyio.create_task_group() as calls:
            calls.start_soon(in_thread, work)
            await anyio.to_thread.run_sync(begun.wait)
            calls.cancel_scope.cancel()
        assert await anyio.to_thread.run_sync(ended.wait, 60)

    anyio.run(run)


def test_what_is_asked_ends_before_the_next_request() -> None:
    gated, call = Gated(), Call()
    call.cancel()
    with pytest.raises(Stopped):
        stoppable(gated, call.checkpoint).lookup([Id.doi("10.1000/a")])
    assert not gated.asked


def test_work_gives_its_result_or_its_error() -> None:
    async def run() -> None:
        assert await in_thread(lambda call: 5) == 5
        with pytest.raises(ZeroDivisionError):
            await in_thread(lambda call: 1 / 0)

    anyio.run(run)


@contextmanager
def spoken(*arguments: str) -> Iterator[Callable[[str], dict[str, Any]]]:
    """A server over standard input: it is written a line, and gives the next message. In the end its input is closed."""
    with subprocess.Popen(
        forked("--isolated", "--no-cache", *arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def said(line: str) -> dict[str, Any]:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(line.encode() + b"\n")
            process.stdin.flush()
            answer: dict[str, Any] = json.loads(process.stdout.readline()) if '"id"' in line or "{" not in line else {}
            return answer

        who = {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "a", "version": "1"}}
        assert "result" in said(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": who}))
        said('{"jsonrpc": "2.0", "method": "notifications/initialized"}')
        try:
            yield said
            process.stdin.close()
            assert process.wait(15) == 0  # less than a request may take
        finally:
            process.kill()


@pytest.fixture(scope="module")
def offline_server() -> Iterator[Callable[[str], dict[str, Any]]]:
    """One server for many lines: none of them may end it."""
    with spoken("--offline") as said:
        yield said


def _call(text: str, number: str = "2") -> str:
    return f'''{{"jsonrpc": "2.0", "id": {number}, "method": "tools/call", "params":
        {{"name": "repair_identifiers", "arguments": {{"text": "{text}"}}}}}}'''.replace("\n", "")


@pytest.mark.parametrize(
    ("line", "number", "code"),
    [
        (_call(r"10.1000/182 \ud800"), 2, -32700),
        (_call(r"\udc00 10.1000/182", '"a"'), "a", -32700),
        (_call(r"\ud800", r'"\ud800"'), "?", -32700),
        (_call(r"\ud800", "true"), None, -32700),
        ("no JSON", None, -32700),
        ("[" * 100_000, None, -32700),
        ("5", None, -32600),
        ('{"id": 7}', 7, -32600),
        (_call(r"10.1000/182 \ud83d\ude00"), 2, 0),
        (_call(r"10.1000/182 \u0000"), 2, 0),
    ],
)
def test_every_line_gets_an_answer(
    line: str, number: object, code: int, offline_server: Callable[[str], dict[str, Any]]
) -> None:
    answer = offline_server(line)
    assert answer["id"] == number
    assert answer.get("error", {"code": 0})["code"] == code
    assert "result" in offline_server(_call("10.1000/182", "8"))


def test_the_end_of_input_ends_a_check_that_waits_for_a_registry() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        to_it = [f"--{each}-url={address}" for each in ("crossref", "datacite", "doi")]
        with spoken(*to_it) as said:
            call = json.loads(_call("10.1000/182"))
            call["params"]["name"] = "check_references"
            said(json.dumps(call).replace('"id"', '"\\u0069d"'))  # an id that said() does not wait for
            with silent.accept()[0]:  # it is under way, and will not be answered
                pass
            line = silent.accept()[0]
        line.close()


def test_a_cancelled_check_ends_and_the_server_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"Doe, J. (2001). On tides {n}. J. Tides. https://doi.org/10.1000/tides.{n}\n" for n in range(400))
    gated, ended, audited = Gated(), threading.Event(), Desk._audited

    def audited_to_its_end(*given: Any) -> Report:
        try:
            return audited(*given)
        finally:
            ended.set()

    monkeypatch.setattr(Desk, "_audited", audited_to_its_end)

    async def run() -> None:
        async with Client(server(Desk(registry=Chain(gated)))) as client:
            async with anyio.create_task_group() as calls:

                async def call() -> None:
                    await client.call_tool("check_references", {"text": text})

                calls.start_soon(call)
                while gated.asked < 6:
                    await anyio.sleep(0.01)
                calls.cancel_scope.cancel()
            assert (await client.list_tools()).tools  # what is answered was heard behind the end of the call
            gated.turns.release(10)
            assert await anyio.to_thread.run_sync(ended.wait, 60), "it waits for the other turns"
            assert (await client.list_tools()).tools
            gated.turns.release(400)

    anyio.run(run)


@pytest.mark.slow
def test_two_thousand_odd_calls() -> None:
    chance = random.Random(1)
    values: list[Any] = [
        None,
        True,
        -1,
        10**9,
        "",
        "\0",
        "a" * 10_000,
        LIST[:300],
        "10.1000/ 182",
        [],
        ["a"],
        {"a": 1},
        1.5,
    ]
    names = ["text", "path", "offset", "limit", "description", "reference", "code", "other"]

    async def use(client: Client) -> None:
        for _ in range(2000):
            arguments = {name: chance.choice(values) for name in chance.sample(names, chance.randrange(4))}
            await client.call_tool(chance.choice(sorted(TOOLS)), arguments)
        assert (await client.list_tools()).tools

    asked(use)
