"""``refcheck repair``: print the identifiers of a text, mended."""

import sys

import click

from refcheck.cli.output import is_terminal, put, screen
from refcheck.cli.streams import STDIN, stdin


@click.command("repair")
@click.argument("text")
def command(text: str) -> None:
    """Print the identifiers of TEXT (- for standard input, one text a line), mended.

    On a terminal each with its repairs and their reasons; into a pipe one JSON object a line.
    """
    from refcheck.reports import identifiers as _identifiers

    texts = stdin().decode("utf-8", "replace").splitlines() if text == STDIN else [text]
    for each in texts:
        if is_terminal(sys.stdout):
            _identifiers.draw(each, screen(sys.stdout))
        else:
            put(f"{_identifiers.json_lines(each)}\n")
