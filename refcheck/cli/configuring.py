"""The configuration of a command, and the options that override it."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve, field, fields, frozen

from refcheck.cli.connecting import connections_of, unsigned_of
from refcheck.cli.exits import Failure, clear_errors
from refcheck.cli.options import connection_options, settings_options
from refcheck.cli.output import tell
from refcheck.cli.streams import STDIN
from refcheck.errors import SettingsError
from refcheck.registries.connections import Connections
from refcheck.settings import Baseline, Configuration, Settings, Whose, find, load, make_selection, own_configuration
from refcheck.settings.faults import fault
from refcheck.system.regular_files import DOCUMENT, read_text

if TYPE_CHECKING:
    from refcheck.registries import Registry


class Configured(click.Command):
    """A command whose switches can be set in the configuration; the command line takes precedence.

    For ``check``, options with a value can be set, too, such as a format: other commands use the same names for other values.
    """

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments, find the configuration by them, and parse them again with its values as defaults."""
        rest = super().parse_args(context, list(args))
        if context.resilient_parsing:
            return rest
        with clear_errors():
            given = dict(context.params)
            files = given.get("files") or [given[name] for name in ("file",) if name in given]
            known = RunOptions(config=given["config"], isolated=given["isolated"]).configuration(files)
            if known.warning is not None:
                tell(known.warning)
            for url in unsigned_of(known.settings, given):
                tell(f"{url} gets neither e-mail address nor key, which come from another source")
            said = known.settings.options
            options = {name: value for name, value in said.items() if self.name == "check" or isinstance(value, bool)}
        if options:
            names = {option.lstrip("-"): each.name for each in self.params for option in each.opts}
            context.default_map = {names[option]: value for option, value in options.items() if option in names}
            context.params.clear()
            try:
                rest = super().parse_args(context, list(args))
            except click.BadParameter as error:
                option = next((each for each, name in names.items() if error.param and name == error.param.name), "")
                if option not in options:
                    raise
                path = known.origins[option]
                raise Failure(str(fault(path, error.message, option))) from error
        return rest


def config_path(files: Sequence[str], config: str | None = None) -> Path | None:
    """Return the path of the named configuration, or of the nearest one upward from the common folder of the files.

    Raises:
        SettingsError: a ``pyproject.toml`` on the way is not valid TOML.
    """
    if config is not None:
        return Path(config)
    places = [Path(file).absolute() for file in files if file != STDIN]
    folders = [place if place.is_dir() else place.parent for place in places]
    if not folders:
        return find(Path.cwd())
    try:
        return find(Path(os.path.commonpath(folders)))
    except ValueError:  # files on several drives have no common folder
        return find(Path.cwd())


def with_baseline(settings: Settings, name: str | None) -> Settings:
    """Return the settings with the baseline in the file ``name``, if one is given.

    Raises:
        SettingsError: the baseline cannot be read.
    """
    if name is None:
        return settings
    try:
        text = read_text(name, most=DOCUMENT)
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name}: {error}") from error
    return evolve(settings, baseline=Baseline.from_json(text, name))


@frozen(kw_only=True)
class RunOptions:
    """The options of a command: which findings are shown, the configuration, and the registries to query."""

    select: str | None = None
    ignore: str | None = None
    config: str | None = None
    isolated: bool = False
    offline: bool = False
    connections: Mapping[str, Any] = field(factory=dict)

    @property
    def repeated(self) -> tuple[str, ...]:
        """The options that were given, as words of a command line, without the user's e-mail address."""
        values: dict[str, Any] = {
            "select": self.select,
            "ignore": self.ignore,
            "config": self.config,
            "isolated": self.isolated,
        }
        given = sorted(
            (name, value) for name, value in {**values, **self.connections}.items() if value and name != "mailto"
        )
        words = ((f"--{name.replace('_', '-')}", value) for name, value in given)
        return tuple(word for option in words for word in option if word is not True)

    def configuration(self, files: Sequence[str] = (), found: Whose = Whose.PROJECT) -> Configuration:
        """Return the configuration of a run over ``files``; ``found`` says whose a configuration is that was found, not named.

        Raises:
            SettingsError: the configuration cannot be used.
        """
        from refcheck.checks import rules

        here = Path.cwd()
        if self.config is not None and self.isolated:
            raise SettingsError("--config and --isolated exclude each other")
        if self.isolated:
            return Configuration(settings=Settings(here=here.as_posix()))
        path, whose = config_path(files, self.config), found if self.config is None else Whose.USER
        return load(rules(), here=here, own=own_configuration(), path=path, whose=whose)

    def shown(self, settings: Settings) -> Settings:
        """Return the settings with the selection of rules from the options.

        Raises:
            SettingsError: an option names an unknown code.
        """
        from refcheck.checks import rules

        if self.select is self.ignore is None:
            return settings
        return settings.selecting(make_selection(self.select, self.ignore, rules()))

    def settings(self, files: Sequence[str] = ()) -> Settings:
        """Return the settings of a run over ``files``.

        Raises:
            SettingsError: the configuration or an option cannot be used.
        """
        return self.shown(self.configuration(files).settings)

    def connections_of(self, settings: Settings) -> Connections:
        """Return the connections of the options, then of the environment, then of the settings.

        Raises:
            SettingsError: an option cannot be used.
        """
        return connections_of(settings, **self.connections)

    def registry(self, settings: Settings, *, offline: bool = False) -> "Registry":
        """Return the registry that the options describe; with ``offline``, one that sends no requests.

        Raises:
            SettingsError: an option cannot be used.
            RecordsError: the file of local records is malformed.
        """
        from refcheck.libraries import libraries_of
        from refcheck.registries import ladder

        connections = self.connections_of(settings)
        build = ladder.offline if self.offline or offline else ladder.online
        return build(connections, *libraries_of(connections))


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command with the options for querying registries and selecting findings, which are passed to it as ``run``."""
    return settings_options(connection_options(as_run(command)))


def as_run(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command that gets its options about the shown findings and the queried registries as ``run``."""
    own = {each.name for each in fields(RunOptions)}
    connection_names = {each.name for each in fields(Connections)}

    @wraps(command)
    def running(*given: Any, **options: Any) -> Any:
        chosen = {name: options.pop(name) for name in own & options.keys()}
        connections = {name: options.pop(name) for name in connection_names & options.keys()}
        return command(*given, run=RunOptions(**chosen, connections=connections), **options)

    return running
