"""A file that a command is to write, looked at before anything is done: an audit is not lost to a slip in a name."""

import os
from pathlib import Path

import click

from refcheck.cli.streams import STDIN


class OutputFile(click.ParamType[str | None]):
    """The name of a file that can be written: no folder, and in a folder that is there."""

    name = "file"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str | None:
        """The name as it was given.

        Raises:
            click.BadParameter: nothing can be written there.
        """
        path = Path(value)
        folder = path.resolve().parent
        if value == STDIN:
            self.fail("this is written to a file, and not to standard output", param, ctx)
        if path.is_dir():
            self.fail(f"{value} is a folder", param, ctx)
        if not folder.is_dir():
            self.fail(f"{value}: there is no folder {path.parent}", param, ctx)
        if not path.exists() and not os.access(folder, os.W_OK):
            self.fail(f"{value}: nothing can be written in {path.parent}", param, ctx)
        return value


class Output(OutputFile):
    """The same, or ``-`` for standard output, which is ``None``: what is written there if nothing is named."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str | None:
        """The name as it was given, or ``None``.

        Raises:
            click.BadParameter: nothing can be written there.
        """
        return None if value == STDIN else super().convert(value, param, ctx)


OUTPUT_FILE, OUTPUT = OutputFile(), Output()
"""The types of options that name what is written: a file, and a file or standard output."""
