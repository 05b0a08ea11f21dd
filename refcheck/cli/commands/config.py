"""``refcheck config``: show all settings and where they come from, or trust a project's file."""

import os
from collections.abc import Iterator
from pathlib import Path

import click
from attrs import fields

from refcheck.cli.configuring import RunOptions, as_run
from refcheck.cli.connecting import connections_of
from refcheck.cli.deciding import write_down
from refcheck.cli.exits import Failure, clear_errors
from refcheck.cli.options import config_options
from refcheck.cli.output import put, say
from refcheck.registries.connections import Connections, variable
from refcheck.reports.phrases import count
from refcheck.settings import SETTINGS, Configuration, File, Settings, Whose, find, own_configuration
from refcheck.settings.trusted import Trusted, sift

_DEFAULT = "default"
_HIDDEN = "(not shown)"


class _ShowsByDefault(click.Group):
    """A group whose default command is ``show``: ``refcheck config FILE`` is ``refcheck config show FILE``."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, with ``show`` before them where no command is named."""
        named = bool(args) and (args[0] in self.commands or args[0] in context.help_option_names)
        is_whole = named or context.resilient_parsing  # shell completion needs the commands
        return super().parse_args(context, args if is_whole else ["show", *args])


@click.group("config", cls=_ShowsByDefault)
def command() -> None:
    """Show the settings in force and where each comes from, or trust a project's file.

    A project's file chooses rules, severities and waivers. Addresses, keys and files elsewhere it decides only if you trust it.
    """


@command.command("show")
@click.argument("files", metavar="[FILE…]", nargs=-1)
@config_options
@as_run
def _show(files: tuple[str, ...], run: RunOptions) -> None:
    """Show the settings for FILE…, or for this folder, and where each comes from."""
    with clear_errors():
        known = run.configuration(files)
        put(f"configuration: {known.path or 'none'}{' (trusted)' if known.whose is Whose.TRUSTED else ''}\n")
        put(f"your own: {known.own or f'none at {own_configuration()}'}\n")
        for name, value, origin in (*_shown(known), *_connections(known)):
            put(f"{name:<20} {value:<42} {origin}\n")
        if known.warning is not None:
            say(known.warning)


@command.command("trust")
@click.argument("folder", metavar="[FOLDER]", default=".", type=click.Path(exists=True))
def _trust(folder: str) -> None:
    """Let the file of FOLDER decide all, until it is changed."""
    with clear_errors():
        place = Path(folder).absolute()
        path = place if place.is_file() else find(place)
        if path is None:
            raise Failure(f"{folder}: there is no configuration")
        file = File.read(path)
        write_down(Trusted.read().adding(path, file.content))
        say(f"{path} is trusted, as it is now")
        _, refused = sift(file.data, path.parent, Settings())
        for name in refused:
            say(f"  {name} = {_HIDDEN if name.endswith('-key') else file.data[name]}")


@command.command("untrust")
@click.argument("folder", metavar="[FOLDER]", default=".", type=click.Path())
def _untrust(folder: str) -> None:
    """Stop trusting the file of FOLDER."""
    with clear_errors():
        place, trusted = Path(folder).absolute(), Trusted.read()
        left = trusted.without(place)
        if left == trusted and place.is_dir() and (path := find(place)) is not None:
            place, left = path, trusted.without(path)
        if left == trusted:
            raise Failure(f"{folder}: nothing there is trusted")
        write_down(left)
        say(f"{place} is no longer trusted")


def _shown(known: Configuration) -> Iterator[tuple[str, str, str]]:
    settings = known.settings
    for name, value in (
        ("select", ", ".join(code for each in settings.selections for code in each.select or ())),
        ("ignore", ", ".join(code for each in settings.selections for code in each.ignore)),
        ("fail-on", settings.fail_on or ""),
        ("severities", ", ".join(f"{each.code} = {each.severity.value}" for each in settings.severities)),
        (
            "per-file-ignores",
            ", ".join(f"{each.files}: {', '.join(each.ignore)}" for each in settings.per_file_ignores),
        ),
        ("waiver", str(len(settings.waivers) or "")),
        ("choice", str(len(settings.choices) or "")),
        ("baseline", count(len(settings.baseline.adopted), "finding") if settings.baseline else ""),
        *((name, str(value).lower()) for name, value in settings.options.items()),
    ):
        if value:
            yield name, value, str(known.origins[name])


def _connections(known: Configuration) -> Iterator[tuple[str, str, str]]:
    """Yield the connections of a run, with the origin of each: an environment variable, a file, or the default."""
    connections = connections_of(known.settings)
    for each in fields(Connections):
        setting = SETTINGS.get(each.name.replace("_", "-"))
        named = variable(each.name)
        value = getattr(connections, each.name)
        if setting is None or not setting.is_connection or value is None:
            continue
        origin = named if os.environ.get(named) else known.origins.get(setting.name, _DEFAULT)
        yield setting.name, _HIDDEN if setting.name.endswith("-key") else str(value), str(origin)
    if connections.cache is None:
        yield "cache", str(connections.cache_path() or "off"), _DEFAULT
    for url in connections.unsigned:
        yield "no key or e-mail", url, "gets neither e-mail address nor key, which come from another source"
