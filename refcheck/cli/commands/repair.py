"""``refcheck repair``."""

import sys

import click

from refcheck.cli.streams import STDIN, console, stdin


@click.command("repair")
@click.argument("text")
def command(text: str) -> None:
    """Print the identifiers of TEXT (- for standard input, one text a line), mended.

    On a terminal each with its repairs and their reasons; into a pipe one JSON object a line.
    """
    from refcheck.reports import identifiers as _identifiers

    texts = stdin().decode("utf-8", "replace").splitlines() if text == STDIN else [text]
    for each in texts:
        if sys.stdout.isatty():
            _identifiers.draw(each, console(sys.stdout))
        else:
            click.echo(_identifiers.json_lines(each))
