"""``refcheck evidence``: file an earlier report as evidence, with the answers in the cache."""

import os
from pathlib import Path

import click

from refcheck.cli.configuring import Configured, RunOptions, run_options
from refcheck.cli.exits import clear_errors
from refcheck.cli.filing import Filer
from refcheck.cli.options import OUTPUT_FILE, output_option
from refcheck.cli.output import say, tell
from refcheck.cli.reporting import read_report
from refcheck.cli.streams import read_configured
from refcheck.errors import SourceError
from refcheck.model import Report
from refcheck.settings.trusted import is_within


@click.command("evidence", cls=Configured)
@click.argument("report", metavar="REPORT.json")
@output_option("Where to write the case.", OUTPUT_FILE, "CASE.zip", required=True)
@click.option("--no-text", is_flag=True, help="File the hash of the input, and not the input.")
@run_options
def command(report: str, output: str, no_text: bool, run: RunOptions) -> None:
    """File REPORT.json, which `check --format json` wrote, as a case.

    No registry is queried: the answers are those still in the cache, without the bodies that they were read from. The
    files that were checked are filed if they are still where they were, in this folder. `check --evidence` files all that
    was answered.
    """
    from refcheck.evidence import audited_again, compare

    with clear_errors():
        before = read_report(report)
        names = _files(before)
        here = [name for name in names if is_within(Path(), name)]
        files = [name for name in here if Path(name).is_file()]
        settings = run.settings(files)
        connections = run.connections_of(settings)
        filed = Filer(output, settings, connections, no_text=no_text)
        registry = filed.recording(run.registry(settings, offline=True))
        with filed.reading():
            read = read_configured(files, settings)
        bibliographies, settings = read.bibliographies, read.settings
        now = audited_again(before, bibliographies, registry, settings)
        filed.file(before, settings)
    for name in names:
        if name not in here:
            tell(f"{name} is outside this folder and was not filed; run the command in its folder")
        elif name not in files:
            tell(f"{name} no longer exists: its references cannot be audited again from the case")
    if changes := compare(before, now):
        some = "1 reference or list differs" if len(changes) == 1 else f"{len(changes)} references or lists differ"
        where = "with the answers in the cache" if connections.cache_path() else "without answers, as the cache is off"
        say(f"{some} {where}, and will differ in a replay.")


def _files(report: Report) -> list[str]:
    """Return the files that a report names, in order.

    Raises:
        SourceError: the report has no references.
    """
    names = list(dict.fromkeys(os.fspath(each.file) for each in report.references))
    if not names:
        raise SourceError("the report has no references")
    return names
