"""The commands that a page shows, run in a copy of the examples; ``python tests/documented.py PAGE…`` writes what they say.

A block ``console`` holds commands behind ``$`` and what each prints on both streams. ``refcheck …`` is run in this process, ``echo
$?`` tells how the last one ended, and ``cat FILE`` shows a file. ``[…]`` alone on a line stands for lines that are left out.
"""

import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from refcheck.cli import main

DOCS = Path(__file__).parent.parent / "docs"
EXAMPLE = DOCS / "guides" / "example"

BLOCK = re.compile(r"(?<=^```console\n)(?P<text>.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
"""A block of commands and what they print."""

_OF_THE_DAY = (
    (re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z))?"), "DAY"),
    (re.compile(r"\b\d+\.\d+ s\b"), "SECONDS"),
    (re.compile(r"\b[0-9a-f]{32,64}\b"), "DIGEST"),
)
"""What is another tomorrow: ``2026-11-24``, ``0.4 s``, and the digest of a file with a day in it."""

_ENVIRONMENT = {"REFCHECK_CACHE": "off", "LOGNAME": "ann", "NO_COLOR": "1", "TERM": "dumb"}
"""No answer is kept, and whoever waives a finding is Ann."""

_LEFT_OUT = "[…]"


class Shell:
    """Runs commands in a folder, and knows how the last one ended."""

    def __init__(self, folder: Path) -> None:
        """A shell in that folder."""
        self._folder = folder
        self._environment = _ENVIRONMENT | {"XDG_CONFIG_HOME": str(folder.parent / "user")}
        self._code = 0

    def run(self, line: str) -> str:
        """What a command prints."""
        command, *arguments = shlex.split(line, comments=True)
        if command == "echo" and arguments == ["$?"]:
            return f"{self._code}\n"
        if command == "cat":
            return (self._folder / arguments[0]).read_text(encoding="utf-8")
        assert command == "refcheck", f"{line}: no command that is run here"
        with chdir(self._folder):
            result = CliRunner(env=self._environment).invoke(
                main, arguments, catch_exceptions=False, prog_name="refcheck"
            )
        self._code = result.exit_code
        return result.output.replace(f"{self._folder}/", "")


def shell() -> Shell:
    """A shell in a new copy of the examples, whose configuration is trusted."""
    folder = Path(tempfile.mkdtemp()) / "example"
    shutil.copytree(EXAMPLE, folder)
    made = Shell(folder)
    made.run("refcheck config trust .")
    return made


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block and what stands below each."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, printed = part.partition("\n")
        yield line, printed


def is_shown(said: str, printed: str) -> bool:
    """Whether a page says what a command printed, but for what is another tomorrow and what is left out."""
    said, printed = (_without_the_day(text) for text in (said, printed))
    if _LEFT_OUT not in said:
        return said.strip("\n") == printed.strip("\n")
    at = 0
    for part in said.split(_LEFT_OUT):
        found = printed.find(part.strip("\n"), at)
        if found < 0:
            return False
        at = found + len(part.strip("\n"))
    return True


def _without_the_day(text: str) -> str:
    for pattern, name in _OF_THE_DAY:
        text = pattern.sub(name, text)
    return text


def _written(page: str) -> str:
    """The page with what its commands print; what has lines left out stays as it is."""
    here = shell()

    def filled(found: re.Match[str]) -> str:
        parts = []
        for line, said in commands(found["text"]):
            printed = here.run(line)
            parts.append(f"$ {line}\n{said if _LEFT_OUT in said or is_shown(said, printed) else printed}")
        return "".join(part if part.endswith("\n") else f"{part}\n" for part in parts)

    return BLOCK.sub(filled, page)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(_written(path.read_text(encoding="utf-8")), encoding="utf-8")
