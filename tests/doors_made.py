"""Each door's account of a list, read out of what a person or a program gets there: findings, their order, and the sums."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any

import anyio
from attrs import frozen
from click.testing import CliRunner
from documents_made import docx, paragraph
from mcp.client import Client
from mcp_types import TextContent
from web_made import Service
from word_shown import comments

from refcheck.cli import main
from refcheck.cli.exits import Exit
from refcheck.registries import Registry
from refcheck.servers.browser.worker import Worker
from refcheck.servers.lsp.sheets import Sheet
from refcheck.servers.lsp.telling import diagnostics, lenses
from refcheck.servers.mcp.auditing import Desk
from refcheck.servers.mcp.server import server

Told = tuple[str, str, str]
"""The key of a reference, or nothing for the list as a whole; a rule's code; the severity."""

_NOTE = "info"
_SEVERITIES = {"error": "error", "warning": "warning", "note": _NOTE}

_ABOVE = re.compile(r"\[(?P<key>[^\]]+)\] ")
"""The line above the findings of a reference: ``[29] Lewis et al. (2021) …``."""

_FINDING = re.compile(r"  (?P<word>error|warning|note) +.*  (?P<code>[a-z-]+)")
"""A finding in the terminal: ``  warning The volume is …  volume-differs``."""

_ITEM = re.compile(r"(?:  )?- (?P<word>error|warning|note): .*`(?P<code>[a-z-]+)`")
"""A finding in Markdown: ``  - warning: The volume is … `volume-differs` ``."""

_OF_REFERENCE = re.compile(r"- \*\*\\\[(?P<key>.+?)\\\]\*\*")
"""A reference in Markdown: ``- **\\[29\\]** differs: …``."""

_CARD = re.compile(r'<article id="r\d+".*?</article>|<div class="item whole".*?</div>', re.DOTALL)
_KEY = re.compile(r'<span class="key">(.*?)</span>')
_REMARK = re.compile(r'<li [^>]*?class="(error|warning|info)">.*?class="code" href="#rule-([a-z-]+)"', re.DOTALL)

_LINE = re.compile(r"(?P<word>error|warning|note) (?P<code>[a-z-]+)(?=:|$)")
"""A finding for an assistant: ``warning volume-differs: …``."""

_COMMENTED = re.compile(r"Reference (?P<key>[^:]+)")
_BULLET = re.compile(r"• (?P<word>error|warning|note): .*\[(?P<code>[a-z-]+)\]")
"""A finding in a comment: ``• warning: The volume is … [volume-differs]``."""

_QUERY = re.compile(r"\*\*AQ\d+\*\* \(references? (?P<keys>.+)\)$", re.MULTILINE)


@frozen(kw_only=True)
class Said:
    """The account of a door: each finding, in its order, and the sentence that counts."""

    told: tuple[Told, ...]
    sums: str = ""


def command(name: str, *options: str) -> str:
    result = CliRunner().invoke(main, [name, *options], catch_exceptions=False)
    assert result.exit_code != Exit.COULD_NOT_RUN, result.stderr
    return result.stdout


def _found(lines: str, head: re.Pattern[str], finding: re.Pattern[str], between: str) -> Iterator[Told]:
    """Findings behind the heads of their references; a line that begins with ``between`` stands above others."""
    key = ""
    for line in lines.splitlines():
        if above := head.match(line):
            key = above["key"]
        elif found := finding.match(line):
            yield key, found["code"], _SEVERITIES[found["word"]]
        elif re.match(between, line):
            key = ""


def terminal(path: Path) -> Said:
    drawn = command("check", str(path), "--show", "all", "-v", "--fail-on", "never")
    return Said(told=tuple(_found(drawn, _ABOVE, _FINDING, r"\w")), sums=drawn.partition("\n")[0])


def as_json(path: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(command("check", str(path), "--format", "json"))
    return report


def html(path: Path) -> Said:
    page = command("check", str(path), "--format", "html")
    sums = re.search(r"Findings: (.*?)\.", page)
    assert sums is not None
    return Said(told=tuple(of_cards(page)), sums=sums[1])


def of_cards(markup: str) -> Iterator[Told]:
    for card in _CARD.findall(markup):
        key = _KEY.search(card)
        for severity, code in _REMARK.findall(card):
            yield unescape(key[1]) if key else "", code, severity


def markdown(path: Path) -> Said:
    """Errors and warnings, and behind them the notes."""
    text = command("check", str(path), "--format", "markdown")
    return Said(told=tuple(_found(text, _OF_REFERENCE, _ITEM, r"\*\*")), sums=text.partition("\n")[0])


def service(path: Path, service: Service) -> Said:
    _, events = service.upload(path.read_bytes(), path.name)
    return _of_events([(kind, data) for _, kind, data in events])


def browser(path: Path, worker: Worker) -> Said:
    events: list[tuple[str, Any]] = []
    worker.check(path.read_bytes(), path.name, "{}", lambda kind, data: events.append((kind, json.loads(data))))
    return _of_events(events)


def _of_events(events: list[tuple[str, Any]]) -> Said:
    """The findings as a program hears them; the cards that a person sees hold the same."""
    report = dict(events)["report"]
    judged = {each["index"]: each for kind, data in events if kind == "judged" for each in data["references"]}
    judged |= {each["index"]: each for each in report["references"]}
    ordered = sorted((judged[index] for index in report["order"]), key=lambda each: each["priority"] > _LISTS)
    told = [(each["key"], one["rule"], one["severity"]) for each in ordered for one in each["findings"]]
    assert list(of_cards("".join(each["html"] for each in ordered))) == told
    before = sum(len(each["findings"]) for each in ordered if each["priority"] < _LISTS)
    told[before:before] = of_cards(report["list_html"])
    return Said(told=tuple(told), sums=report["summary"]["sentence"])


_LISTS = 4
"""The number of the group in whose place the list as a whole is told."""


def assistant(path: Path, registry: Registry) -> Said:
    """Return what stands in the text: errors and warnings with their references, then the list's, then the notes by rule."""
    answers: list[str] = []

    async def run() -> None:
        arguments: dict[str, Any] = {"text": path.read_text(encoding="utf-8"), "offset": 0}
        async with Client(server(Desk(registry=registry))) as client:
            while arguments["offset"] is not None:
                result = await client.call_tool("check_references", arguments)
                answers.extend(each.text for each in result.content if isinstance(each, TextContent))
                arguments["offset"] = (result.structured_content or {}).get("next_offset")

    anyio.run(run)
    told = tuple(each for answer in answers for each in _of_answer(answer))
    return Said(told=told, sums=answers[0].partition("\n")[0].removeprefix("summary: "))


def _of_answer(text: str) -> Iterator[Told]:
    key, part = "", ""
    for line in text.splitlines():
        if not line.startswith((" ", "-")):
            part, key = line.partition(":")[0], ""
        elif line.startswith("- key: "):
            key = line.removeprefix("- key: ").partition(" | ")[0]
        elif part == "notes_by_rule":
            code, _, keys = line.removeprefix("- ").partition(": ")
            yield from ((each, code, _NOTE) for each in keys.split(", "))
        elif found := _LINE.match(line.removeprefix("  ").removeprefix("- ")):
            yield key, found["code"], _SEVERITIES[found["word"]]


def editor(path: Path, registry: Registry) -> Said:
    """The diagnostics; which reference each is about is where it stands."""
    sheet = Sheet(name=path.name)
    sheet.change(path.read_text(encoding="utf-8"))
    sheet.audit_offline()
    sheet.audit_online(registry, Event())
    sheet.audit_list()
    placed = [(each.audited.key, sheet.lines.range(each.stretch)) for each in sheet.placed()]
    of_list = {each.code for each in sheet.list_findings}
    told = []
    for each in diagnostics(sheet):
        line = each.range.start.line
        home = next((key for key, it in placed if it.start.line <= line <= it.end.line), "")
        severity = ("error", "warning", _NOTE)[(each.severity or 1) - 1]
        told.append(("" if each.code in of_list else home, str(each.code), severity))
    (lens,) = lenses(sheet)
    assert lens.command is not None
    return Said(told=tuple(told), sums=lens.command.title)


def word(path: Path, folder: Path) -> Said:
    """The comments in the margin; what is said of a few references stands at each of them."""
    source, made = folder / f"{path.stem}.docx", folder / f"{path.stem}-annotated.docx"
    text = path.read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    heading, lines = (first, rest) if first.isalpha() else ("References", text)
    source.write_bytes(docx([paragraph(heading, "Heading1"), *map(paragraph, filter(None, lines.splitlines()))]))
    command("annotate", str(source), "-o", str(made), "--quiet")
    told = []
    for comment in comments(made.read_bytes()):
        named = _COMMENTED.match(comment.lines[0])
        bullets = filter(None, map(_BULLET.match, comment.lines))
        told += [(named["key"] if named else "", each["code"], _SEVERITIES[each["word"]]) for each in bullets]
    return Said(told=tuple(told))


def queries(path: Path) -> tuple[str, ...]:
    """The references that each query is about."""
    return tuple(found["keys"] for found in _QUERY.finditer(command("queries", str(path))))
