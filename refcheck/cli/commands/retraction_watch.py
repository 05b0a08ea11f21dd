"""``refcheck retraction-watch``: download Retraction Watch's table, or show its date."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from refcheck.cli.exits import Failure, clear_errors
from refcheck.cli.output import put, say
from refcheck.registries.connections import RETRACTION_WATCH_URL, Connections


@click.command("retraction-watch")
@click.argument("action", type=click.Choice(["update", "info", "path"]))
@click.option("--url", default=RETRACTION_WATCH_URL, show_default=True, help="Where the table is.")
@click.option("--file", metavar="FILE.csv", help="The file that it is kept in, if it is not the usual one.")
def command(action: str, url: str, file: str | None) -> None:
    """Fetch Retraction Watch's table if it has changed (update), or print where it is (path) and its date (info).

    Nothing of yours is sent. The table at its usual place is used by every command that asks registries; what is fetched
    takes its place only if it can be read and has not lost a tenth of its works.
    """
    from refcheck.registries.services.retraction_watch import works_in
    from refcheck.registries.tables import fetch

    with clear_errors():
        path = Path(file) if file else Connections.from_environment(os.environ).table_path()
        if path is None:
            raise Failure("the table has no default file without a cache; name one with --file")
        if action == "path":
            put(f"{path}\n")
        elif action == "update":
            fetched = fetch(url, path, works_in)
            what = "fetched" if fetched.is_new else "is the same as the local one"
            more = f" ({fetched.works - fetched.before:+,})" if fetched.is_new and fetched.before is not None else ""
            say(f"The table of {fetched.day:%Y-%m-%d} {what}: {fetched.works:,} works{more}. {path}")
        elif not path.exists():
            raise Failure(f"{path}: there is no table; refcheck retraction-watch update fetches it")
        else:
            day = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            say(f"{path}: of {day:%Y-%m-%d}, {(datetime.now(UTC) - day).days} days old, {works_in(path):,} works")
