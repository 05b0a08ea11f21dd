"""``refcheck parse``: print the references of a file as CSL-JSON."""

import sys
from typing import NoReturn

import click

from refcheck.cli.exits import Exit, clear_errors
from refcheck.cli.output import put, tell
from refcheck.cli.streams import read_source


@click.command("parse")
@click.argument("file")
@click.option("--lines", is_flag=True, help="One reference a line: one item for each line, in order.")
def command(file: str, lines: bool) -> NoReturn:
    """Print the references of FILE (- for standard input) as a CSL-JSON array.

    Exit codes: 2 could not run; 4 the file is empty, or no reference was found or understood in it; 0 otherwise.
    """
    from refcheck.checks.unread import why_unread
    from refcheck.checks.unread.seen import Seen
    from refcheck.writers import csl_json

    with clear_errors():
        bibliography = read_source(file, "lines" if lines else None)
    put(csl_json.render(bibliography))
    why = None if lines else why_unread(bibliography, Seen.of(bibliography.document, bibliography.references))
    for note in dict.fromkeys((*bibliography.notes, *([why] if why else ()))):
        tell(f"{bibliography.document.name}: {note}")
    sys.exit(Exit.NOTHING_READ if why else Exit.CLEAN)
