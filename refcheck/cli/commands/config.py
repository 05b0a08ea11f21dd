"""``refcheck config``: show every setting that is in force, and where it comes from."""

import os
from collections.abc import Iterator

import click
from attrs import fields

from refcheck.cli.configuring import config_options, config_path, configured
from refcheck.cli.connecting import connections_of
from refcheck.cli.exits import clear_errors
from refcheck.cli.saying import put
from refcheck.registries.connections import Connections
from refcheck.settings import Settings

_DEFAULT = "default"


@click.command("config")
@click.argument("files", metavar="[FILE…]", nargs=-1)
@config_options
def command(files: tuple[str, ...], config: str | None, isolated: bool) -> None:
    """Show every setting that is in force for FILE…, or in this folder, and where it comes from."""
    with clear_errors():
        settings = configured(files, config=config, isolated=isolated)
        path = None if isolated else config_path(files, config)
        put(f"configuration: {path or 'none'}\n")
        for name, value, origin in (*_shown(settings, str(path)), *_connections(settings, str(path))):
            put(f"{name:<18} {value:<44} {origin}\n")


def _shown(settings: Settings, path: str) -> Iterator[tuple[str, str, str]]:
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
        ("baseline", f"{len(settings.baseline.adopted)} findings" if settings.baseline else ""),
        *((name, str(value).lower()) for name, value in settings.options.items()),
    ):
        if value:
            yield name, value, path


def _connections(settings: Settings, path: str) -> Iterator[tuple[str, str, str]]:
    """Whom a run would ask, each with who said so: the environment, the configuration, or nobody."""
    given = {name: (value, path) for name, value in settings.connections.items()}
    given |= {
        each.name: (os.environ[variable], variable)
        for each in fields(Connections)
        if os.environ.get(variable := f"REFCHECK_{each.name.upper()}")
    }
    connections = connections_of({name: value for name, (value, _) in given.items()})
    for each in fields(Connections):
        value = getattr(connections, each.name)
        if each.type is not bool and (value is not None or each.name in given):
            yield each.name.replace("_", "-"), str(value), given.get(each.name, ("", _DEFAULT))[1]
    cache = connections.cache_path()
    if connections.cache is None:
        yield "cache", str(cache or "off"), _DEFAULT
