"""``refcheck parse``: print the references of a file as CSL-JSON."""

import click

from refcheck.cli.exits import clear_errors
from refcheck.cli.output import put, tell
from refcheck.cli.streams import read_source


@click.command("parse")
@click.argument("file")
@click.option("--lines", is_flag=True, help="One reference a line: one item for each line, in order.")
def command(file: str, lines: bool) -> None:
    """Print the references of FILE (- for standard input) as a CSL-JSON array."""
    from refcheck.writers import csl_json

    with clear_errors():
        bibliography = read_source(file, "lines" if lines else None)
    put(csl_json.render(bibliography))
    for note in bibliography.notes:
        tell(f"{bibliography.document.name}: {note}")
