"""The commands of the docs: those of the guides are run and print what stands below them; all others are what the command takes."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from documented import BLOCK, DOCS, EXAMPLE, commands, is_shown, shell

from refcheck.cli import main

ROOT = DOCS.parent
GUIDES = sorted((DOCS / "guides").glob("*.md"))
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]

SHELL = re.compile(r"^```(?:sh|console|bash)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
"""A block of commands."""

PYTHON = re.compile(r"^```python\n(?P<code>.*?)^```\n\n(?:```text\n(?P<printed>.*?)^```$)?", re.MULTILINE | re.DOTALL)
"""A block of Python, and what it prints where a text follows."""


def lines() -> Iterator[tuple[str, str]]:
    """Each line of the docs that calls the command, and its page."""
    for page in PAGES:
        for block in SHELL.finditer(page.read_text(encoding="utf-8")):
            for line in block["text"].replace("\\\n", " ").splitlines():
                for part in re.split(r"\s&&\s|\s\|\s", line.removeprefix("$ ")):
                    if re.match(r"(?:\S*/)?refcheck\s", part):
                        yield page.relative_to(ROOT).as_posix(), part


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_a_guide_shows_what_its_commands_print(page: Path) -> None:
    here = shell()
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        for line, said in commands(block["text"]):
            printed = here.run(line)
            assert is_shown(said, printed), f"$ {line}\n{printed}\nrun: python tests/documented.py {page}"


def test_a_guide_shows_what_its_python_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(EXAMPLE)
    blocks = [found for page in GUIDES for found in PYTHON.finditer(page.read_text(encoding="utf-8"))]
    assert blocks
    for block in blocks:
        exec(compile(block["code"], "docs/guides", "exec"), {})
        assert capsys.readouterr().out == (block["printed"] or "")


def test_what_is_left_out_and_what_the_day_brings_is_no_difference() -> None:
    assert is_shown("a 2026-01-01\n[…]\nc\n", "a 2027-02-02\nb\nc\n")
    assert not is_shown("a\n[…]\nc\n", "c\nb\na\n")
    assert not is_shown("a\nb\n", "a\nc\n")


@pytest.mark.parametrize(("page", "line"), sorted(set(lines())))
def test_every_command_in_the_docs_is_one(page: str, line: str) -> None:
    _, *arguments = shlex.split(line, comments=True)
    command: click.Command = main
    context = click.Context(main, info_name="refcheck")
    while isinstance(command, click.Group) and arguments and not arguments[0].startswith("-"):
        name, found, arguments = command.resolve_command(context, list(arguments))
        assert found is not None, f"{page}: {name}"
        context, command = click.Context(found, info_name=name, parent=context), found
    parser = command.make_parser(context)
    parser.parse_args(arguments)
