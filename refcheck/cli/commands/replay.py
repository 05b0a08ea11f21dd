"""``refcheck replay``: repeat the audit of a filed case from its own answers."""

import sys
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import click

from refcheck._version import __version__
from refcheck.cli.exits import Exit, Failure, clear_errors
from refcheck.cli.options import OUTPUT_FILE, output_option
from refcheck.cli.output import say
from refcheck.cli.streams import data_of, replace_file
from refcheck.errors import EvidenceError


@click.command("replay")
@click.argument("case", metavar="CASE.zip")
@click.option(
    "--input", "inputs", metavar="FILE", multiple=True, help="The file that was checked, for a case without its text."
)
@output_option("Write the report of the new audit to this file.", OUTPUT_FILE, "FILE.json")
def command(case: str, inputs: tuple[str, ...], output: str | None) -> NoReturn:
    """Audit a case that `check --evidence` filed again, offline, and report whether the result is the same.

    Exit codes: 0 the same verdicts and findings; 1 something else; 2 the case was altered, or cannot be read; 3 the
    same as far as can be determined, but this version sends queries that were not sent then.
    """
    from refcheck.evidence import replay
    from refcheck.reports import render
    from refcheck.reports.phrases import count

    with clear_errors():
        try:
            given = {sha256(data).hexdigest(): data for data in map(data_of, inputs)}
            done = replay(data_of(case), given)
        except EvidenceError as error:
            raise Failure(f"{case}: {error}") from error
        if output is not None:
            replace_file(Path(output), render(done.now, "json").encode())
    before = done.before.run
    say(
        f"{case}: filed by refcheck {before.version} on {before.started:%Y-%m-%d}, {count(len(done.before), 'reference')}."
    )
    say("Nothing in it was altered.")
    if done.is_same:
        say("Audited again from its own answers: the same report, byte for byte.")
    elif not done.changes:
        say(
            f"Audited again by refcheck {__version__}: the same verdicts and findings; the report's wording or form differs."
        )
    else:
        say(f"Audited again by refcheck {__version__}: {len(done.changes)} difference{'s' * (len(done.changes) != 1)}.")
        for change in done.changes:
            say(f"  {change}")
    if done.unasked:
        say(f"Depending on queries that were not sent then: {count(done.unasked, 'reference')}.")
    sys.exit(Exit.COULD_NOT_ASK if done.unasked else Exit.FOUND if done.changes else Exit.CLEAN)
