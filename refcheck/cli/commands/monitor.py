"""``refcheck monitor``: report what has happened to the works of a report since."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from attrs import evolve

from refcheck.cli.configuring import Configured, RunOptions, as_run
from refcheck.cli.connecting import shown_progress
from refcheck.cli.exits import clear_errors, code_for
from refcheck.cli.options import config_options, connection_options, output_option
from refcheck.cli.output import put
from refcheck.cli.reporting import read_report
from refcheck.cli.streams import replace_file

if TYPE_CHECKING:
    from refcheck.monitoring import Bulletin, Memory, Monitored, Watched

FORMATS = ("text", "html", "markdown", "atom", "json")


@click.command("monitor", cls=Configured)
@click.argument("olds", metavar="OLD.json…", nargs=-1, required=True)
@click.option("--format", "name", default="text", show_default=True, type=click.Choice(FORMATS))
@output_option("Write there instead of to standard output.")
@click.option("--ledger", metavar="FILE", help="Report each change only once: this file remembers what was reported.")
@click.option("--search", is_flag=True, help="Search again for references without a record, with one request each.")
@click.option("--quiet", "-q", is_flag=True, help="Show no progress, and nothing where there is no news.")
@config_options
@connection_options
@as_run
def command(
    olds: tuple[str, ...], name: str, output: str | None, ledger: str | None, search: bool, quiet: bool, run: RunOptions
) -> NoReturn:
    """Query again what may have changed since OLD.json, which `check --format json` wrote, or since a backfile (its folder).

    Reported are retractions, concerns, corrections, new versions, published preprints, DOIs that were added or removed, and
    with --links pages that are gone or back. Exit codes: 0 no news; 1 news; 2 could not run; 3 no news, but a registry
    could not be queried, or a backfile is not finished.
    """
    from refcheck.monitoring import Memory, look, render, search_again, together

    with clear_errors():
        refresh = run.connections["refresh"] or not run.offline
        registry = evolve(run, connections={**run.connections, "refresh": refresh}).registry(run.settings())
        watched, ledger = _watched(olds, ledger)
        memory = Memory(Path(ledger)) if ledger else None
        with shown_progress(quiet=quiet) as progress:
            monitored = look(watched, registry, progress)
            if search:
                again = search_again(watched, registry, progress)
                monitored = evolve(monitored, news=tuple(together((*monitored.news, *again))))
        bulletin = _bulletin(olds, monitored, memory)
        text = render(bulletin, name)
        if output is not None:
            replace_file(Path(output), text.encode("utf-8", "replace"))
        elif bulletin.news or bulletin.gaps or not quiet:
            put(text)
        if memory is not None:
            memory.remember([each.news for each in bulletin.news], bulletin.made)
    sys.exit(code_for(found=bulletin.news, is_open=bulletin.gaps))


def _watched(olds: tuple[str, ...], ledger: str | None) -> tuple[list["Watched"], str | None]:
    """Return what is monitored of all reports and backfiles, and the ledger: by default that of a single backfile."""
    from refcheck.monitoring import of_report

    watched: list[Watched] = []
    for old in olds:
        if Path(old).is_dir():
            from refcheck.backfile.ledger import LEDGER
            from refcheck.monitoring import of_archive

            watched += of_archive(Path(old))
            ledger = ledger or (str(Path(old, LEDGER)) if len(olds) == 1 else None)
        else:
            watched += of_report(read_report(old))
    return watched, ledger


def _bulletin(olds: tuple[str, ...], monitored: "Monitored", memory: "Memory | None") -> "Bulletin":
    """Return the bulletin, in which earlier news are separated from new ones by the ledger."""
    from refcheck.monitoring import Bulletin, Told, unfinished

    now = datetime.now(UTC)
    earlier = memory.told() if memory is not None else ()
    known = {each.news.what for each in earlier}
    news = tuple(Told(news=each, told=now) for each in monitored.news if each.what not in known)
    parts = tuple(part for old in olds if Path(old).is_dir() and (part := unfinished(old)))
    return Bulletin(sources=olds, made=now, monitored=monitored, news=news, earlier=earlier, unfinished=parts)
