"""Questions to an assistant over lists of many kinds: what it must know stands in the text, which is all that it reads."""

import json
import tomllib
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import anyio
import pytest
from attrs import evolve
from browser_made import Registries
from browser_made import serving as answering
from mcp.client import Client
from mcp_types import CallToolResult, TextContent
from tables import CASES

from refcheck.registries import Registry
from refcheck.registries.connections import Connections
from refcheck.registries.further import FURTHER
from refcheck.registries.ladder import offline, online
from refcheck.servers.mcp.auditing import Desk, Roots
from refcheck.servers.mcp.server import server
from refcheck.servers.mcp.shortening import MOST

FOLDER = CASES / "doors"
QUESTIONS = tomllib.loads((FOLDER / "questions.toml").read_text(encoding="utf-8"))["question"]
NOBODY = "http://127.0.0.1:9"
WITHOUT = ",".join(FURTHER)


@pytest.fixture(scope="module")
def registries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Registry]]:
    """Return the registries by how asking them goes: the answers are remembered from question to question."""
    records = map(json.loads, (FOLDER / "records.jsonl").read_text(encoding="utf-8").splitlines())
    with answering(Registries(list(records))) as answered:
        cache = str(tmp_path_factory.mktemp("remembered") / "cache.sqlite")
        up = answered.connections(without=WITHOUT, mailto="desk@journal.example")
        down = Connections(crossref_url=NOBODY, datacite_url=NOBODY, doi_url=NOBODY, cache="off", without=WITHOUT)
        yield {
            "online": online(evolve(up, cache=cache)),
            "offline": offline(Connections(cache="off")),
            "down": online(down),
        }


def forty() -> str:
    """The references of all texts, and as many invented ones as are missing."""
    texts = (FOLDER / name for name in ("tides.txt", "world.txt", "shelf.txt"))
    lines = [line for text in texts for line in text.read_text(encoding="utf-8").splitlines()[1:] if line]
    bare = [line.partition(". ")[2] if line[0].isdigit() else line for line in lines]
    names = [
        "walls",
        "gates",
        "lamps",
        "bells",
        "ropes",
        "cranes",
        "pilots",
        "gulls",
        "stones",
        "tides",
        "ghosts",
        "maps",
        "fogs",
        "nets",
    ]
    bare += [f"Doe, J. (20{n:02}). On the {name} of harbours. Tides, {n + 3}(2), 5–9." for n, name in enumerate(names)]
    return "References\n\n" + "".join(f"{number}. {line}\n" for number, line in enumerate(bare, start=1))


def arguments(name: str, folder: Path) -> dict[str, str]:
    """Return the arguments of the tool for a list."""
    (folder / "setup.docx").write_bytes(b"\x7fELF" + bytes(range(256)))
    made = {"forty": forty(), "nothing": " \n", "prose": "Hello there. How are you today?"}
    if name == "unreadable":
        return {"path": str(folder / "setup.docx")}
    return {"text": made[name]} if name in made else {"path": str(FOLDER / name)}


def answered(question: dict[str, Any], registries: dict[str, Registry], folder: Path) -> CallToolResult:
    results: list[CallToolResult] = []

    async def run() -> None:
        desk = Desk(registry=registries[question.get("by", "online")], roots=Roots((FOLDER, folder)))
        async with Client(server(desk)) as client:
            given = arguments(question["list"], folder) | question.get("more", {})
            results.append(await client.call_tool(question.get("tool", "check_references"), given))

    anyio.run(run)
    return results[0]


def about(text: str, key: str) -> str:
    """The rows of one reference, with the reason why it is open."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"- key: {key} |"))
    rows = [lines[start], *takewhile(lambda line: line.startswith("  "), lines[start + 1 :])]
    _, _, reason = lines[start].partition("| open: ")
    return "\n".join([*rows, *(line for line in lines if reason and line.startswith(f"  {reason}: "))])


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question["asks"]))
def test_the_answer_stands_in_the_text(
    question: dict[str, Any], registries: dict[str, Registry], tmp_path: Path
) -> None:
    result = answered(question, registries, tmp_path)
    text = "".join(each.text for each in result.content if isinstance(each, TextContent))
    assert bool(result.is_error) is question.get("fails", False)
    place = about(text, question["of"]) if "of" in question else text
    assert [each for each in question["stands"] if each not in place] == []
    assert [each for each in question.get("not", ()) if each in place] == []
    assert len(text.encode()) <= MOST
