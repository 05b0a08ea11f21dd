"""``refcheck wrong``: report a wrong finding as a case that can be sent."""

from pathlib import Path

import click

from refcheck.cli.exits import Failure, clear_errors
from refcheck.cli.options import OUTPUT_FILE, output_option
from refcheck.cli.output import put, tell
from refcheck.cli.reporting import read_report
from refcheck.cli.streams import replace_file
from refcheck.errors import EvidenceError
from refcheck.system.regular_files import MAX_SETTINGS, read_text


@click.command("wrong")
@click.argument("report", metavar="REPORT.json")
@click.argument("fingerprint")
@click.argument("code")
@click.option("--why", default="", metavar="TEXT", help="What is right, in a few words.")
@output_option("Append the row to this file.", OUTPUT_FILE, "FILE.toml")
def command(report: str, fingerprint: str, code: str, why: str, output: str | None) -> None:
    """Make a minimal case of a finding that is wrong: only the reference, the record and the finding.

    REPORT.json is what `check --format json` wrote; `-v` shows the FINGERPRINT of each reference, and its key does too. Read
    the row before you send it: it contains what it shows, and nothing else.
    """
    from refcheck.evidence import minimal, to_toml

    with clear_errors():
        read = read_report(report)
        try:
            row = minimal(read, fingerprint, code, why)
        except EvidenceError as error:
            raise Failure(f"{report}: {error}") from error
        text = to_toml(row)
        if output is None:
            put(text)
            return
        path = Path(output)
        before = read_text(path, most=MAX_SETTINGS) if path.exists() else ""
        replace_file(path, f"{before}{'' if not before or before.endswith(chr(10)) else chr(10)}{text}".encode())
        tell(f"added to {path}")
