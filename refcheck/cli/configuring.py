"""The options that say what is shown, and the configuration that they add to."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from attrs import evolve, frozen

from refcheck.cli.connecting import unsigned_of
from refcheck.cli.exits import Failure, clear_errors
from refcheck.cli.output import tell
from refcheck.cli.streams import STDIN, data_of, documents_of
from refcheck.errors import CostlySourceError, SettingsError, SourceError
from refcheck.model import Bibliography
from refcheck.settings import (
    Baseline,
    Configuration,
    Settings,
    Whose,
    find,
    load,
    make_selection,
    own_configuration,
)
from refcheck.settings.faults import fault
from refcheck.system.regular_files import DOCUMENT, read_text


class Configured(click.Command):
    """A command whose switches may stand in the configuration; what is given on the command line goes over it.

    So may its words, such as a format, where ``is_check``: other commands have other words under the same names.
    """

    is_check = False

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, find the configuration by them, and read them again over what it says."""
        rest = super().parse_args(context, list(args))
        if context.resilient_parsing:
            return rest
        with clear_errors():
            given = dict(context.params)
            files = given.get("files") or [given[name] for name in ("file",) if name in given]
            known = configuration(files, config=given["config"], isolated=given["isolated"])
            if known.warning is not None:
                tell(known.warning)
            for url in unsigned_of(known.settings, given):
                tell(f"{url} is told neither e-mail address nor key: those come from elsewhere")
            said = known.settings.options
            options = {name: value for name, value in said.items() if self.is_check or isinstance(value, bool)}
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


class ConfiguredCheck(Configured):
    """``check``, whose words may stand in the configuration."""

    is_check = True


def settings_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return the options of a command whose findings are chosen."""
    options = (
        click.option(
            "--select", metavar="CODE,…", help="Show only these rules: codes, patterns such as doi-*, or ALL."
        ),
        click.option("--ignore", metavar="CODE,…", help="Leave these rules out."),
        *_WHERE,
    )
    for option in reversed(options):
        command = option(command)
    return command


def config_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return the options of a command that has a configuration and finds nothing."""
    for option in reversed(_WHERE):
        command = option(command)
    return command


_WHERE = (
    click.option(
        "--config",
        metavar="FILE",
        help="The configuration, if not the nearest one upward from the files. All that it says is heeded.",
    ),
    click.option("--isolated", is_flag=True, help="Read no configuration."),
)


def configured(
    files: Sequence[str], *, config: str | None, isolated: bool, select: str | None = None, ignore: str | None = None
) -> Settings:
    """Return the settings of a run over ``files``.

    Raises:
        SettingsError: a configuration or an option that cannot be used.
    """
    return shown(configuration(files, config=config, isolated=isolated).settings, select, ignore)


def shown(settings: Settings, select: str | None, ignore: str | None) -> Settings:
    """Return the settings with what the options say is shown.

    Raises:
        SettingsError: a code that is none.
    """
    from refcheck.checks import rules

    return settings if select is ignore is None else settings.selecting(make_selection(select, ignore, rules()))


def configuration(
    files: Sequence[str], *, config: str | None, isolated: bool, found: Whose = Whose.PROJECT
) -> Configuration:
    """Return the configuration of a run over ``files``; who stands for a file that was found, and not named, is said by ``found``.

    Raises:
        SettingsError: a configuration that cannot be used.
    """
    from refcheck.checks import rules

    here = Path.cwd()
    if config is not None and isolated:
        raise SettingsError("--config and --isolated exclude each other")
    if isolated:
        return Configuration(settings=Settings(here=here.as_posix()))
    path, whose = config_path(files, config), found if config is None else Whose.USER
    return load(rules(), here=here, own=own_configuration(), path=path, whose=whose)


def config_path(files: Sequence[str], config: str | None = None) -> Path | None:
    """Return the configuration that was named, or the nearest one upward from the folder that holds all files.

    Raises:
        SettingsError: a ``pyproject.toml`` on the way is no TOML.
    """
    if config is not None:
        return Path(config)
    places = [Path(file).absolute() for file in files if file != STDIN]
    folders = [place if place.is_dir() else place.parent for place in places]
    if not folders:
        return find(Path.cwd())
    try:
        return find(Path(os.path.commonpath(folders)))
    except ValueError:  # files on several drives lie in no common folder
        return find(Path.cwd())


@frozen(kw_only=True)
class Reading:
    """What was read of files as somebody chose to, and the settings with what the files' own comments allow.

    It is not whole where a document of a folder was left out because it takes too much to be read.
    """

    bibliographies: Sequence[Bibliography]
    settings: Settings
    is_whole: bool = True


def read_configured(
    files: Sequence[str], settings: Settings, reading: Callable[[str], None] = lambda file: None
) -> Reading:
    """Return the references of files. Of a folder or a pattern the documents are read that it holds; one that cannot be is told and
    left out. ``reading`` is told which file comes next.

    Raises:
        SourceError: a file that was named cannot be read, or a folder holds no document.
    """
    from refcheck.reading import each_once, read_as_set

    bibliographies: list[Bibliography] = []
    is_whole = True
    for file in files:
        before = len(bibliographies)
        broken: list[SourceError] = []
        for found in documents_of(file):
            reading(found)
            try:
                bibliography, settings = read_as_set(data_of(found), found, settings)
            except SourceError as error:
                broken.append(error)
            else:
                bibliographies.append(bibliography)
        if len(bibliographies) == before:
            raise broken[0] if broken else SourceError(f"{file}: holds no document that can be read")
        for each in broken:
            tell(f"{each}; it was left out")
            is_whole = is_whole and not isinstance(each, CostlySourceError)
    return Reading(bibliographies=each_once(bibliographies), settings=settings, is_whole=is_whole)


def with_baseline(settings: Settings, name: str | None) -> Settings:
    """Return the settings with the baseline of that name, if one is given.

    Raises:
        SettingsError: it cannot be read.
    """
    if name is None:
        return settings
    try:
        text = read_text(name, most=DOCUMENT)
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name}: {error}") from error
    return evolve(settings, baseline=Baseline.from_json(text, name))
