"""``refcheck repair``: print the identifiers of a text, mended."""

import sys

import click

from refcheck.cli.output import is_terminal, put, screen
from refcheck.cli.streams import STDIN, stdin


@click.command("repair")
@click.argument("text")
def command(text: str) -> None:
    """Print the identifiers of TEXT (- for standard input, one text a line), mended.

    On a terminal each with its repairs and their reasons; into a pipe one JSON object a line, which names the line of
    standard input that it is about.
    """
    from refcheck.reports import identifiers as _identifiers

    texts = enumerate(stdin().decode("utf-8", "replace").splitlines(), start=1) if text == STDIN else [(None, text)]
    for line, each in texts:
        if is_terminal(sys.stdout):
            _identifiers.draw(each, screen(sys.stdout))
        else:
            put(f"{_identifiers.json_lines(each, line)}\n")
