"""``refcheck cache``: show the cache of registry answers, or clear it."""

import os
from pathlib import Path

import click

from refcheck.cli.exits import Failure, clear_errors
from refcheck.cli.output import put, say
from refcheck.registries.connections import Connections


@click.command("cache")
@click.argument("action", type=click.Choice(["info", "path", "clear"]))
@click.option("--cache", "file", metavar="FILE", help="The file that answers are kept in, if it is not the usual one.")
def command(action: str, file: str | None) -> None:
    """Say where answers are kept (path) and how many (info), or forget them (clear).

    Beside them are files by which all runs share the limits of the services: paces.sqlite3, place-… They go with the answers.
    """
    from refcheck.registries.network import forget_paces  # here, because it loads every registry
    from refcheck.registries.wrappers.cache import Cache

    with clear_errors():
        settings = Connections.from_environment(os.environ)
        path = Path(file) if file else settings.cache_path()
    if path is None:
        raise Failure("no cache is in use")
    with clear_errors():
        answers = Cache(path)
    if action == "clear":
        answers.clear()
        with clear_errors():
            forget_paces(path)
    elif action == "path":
        put(f"{path}\n")
    else:
        info = answers.info()
        say(f"{info.path}: {info.answers} answers, {info.size} bytes")
