"""The command line: arguments in, exit code out, one command in each module. The work is done by the layers below.

A command is a module with ``command``, a click command; it has the module's name and is found by discovery.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click
from click.shell_completion import CompletionItem

from refcheck._version import __version__
from refcheck.cli import commands
from refcheck.cli.exits import code_of
from refcheck.docstrings import docstrings
from refcheck.system.worker import Worker, working_in

_NEW_OBJECTS = 100_000
"""The threshold of new objects for the cyclic garbage collector: what a command imports and reads has no cycles. Source: measured;
with the default of 700, collection takes a tenth of the second in which work on a short list starts."""


class _Commands(click.Group):
    """The commands in the folder ``commands``, each imported when it is needed."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of the commands, in alphabetical order."""
        return sorted(module.name.replace("_", "-") for module in iter_modules(commands.__path__))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return the command called ``name``, or ``None``."""
        if name not in self.list_commands(context):
            return None
        command: click.Command = import_module(f"{commands.__name__}.{name.replace('-', '_')}").command
        return command

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command named in the arguments; for an unknown name, suggest the nearest one in the error."""
        try:
            return super().resolve_command(context, args)
        except click.UsageError as error:
            from difflib import get_close_matches  # here, because names are seldom misspelt

            near = get_close_matches(args[0], self.list_commands(context), n=1)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near[0]!r}?", ctx=error.ctx) from error

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a line for each command, from its module's docstring, so that none is imported."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_summaries()))

    def shell_complete(self, context: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin with ``incomplete``, for a shell, without importing a command."""
        found = [CompletionItem(name, help=summary) for name, summary in _summaries() if name.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, context, incomplete)]

    def invoke(self, context: click.Context) -> Any:
        """Run a command; readers run in a worker process with limited resources."""
        with working_in(Worker(meanwhile=_load_checks)):
            return super().invoke(context)

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run a command, and end the process with the documented exit code."""
        run: Callable[..., Any] = super().main
        if not standalone_mode:
            return run(*args, standalone_mode=False, **extra)
        gc.set_threshold(_NEW_OBJECTS)
        code = code_of(lambda: run(*args, standalone_mode=False, **extra))
        gc.freeze()  # the process ends: a last collection would take a tenth of a second
        sys.exit(code)


def _load_checks() -> None:
    from refcheck import checks  # here, because most commands read without a worker process

    checks.load()


def _summaries() -> Iterator[tuple[str, str]]:
    """Yield each command and a short description of it."""
    for name, docstring in docstrings(commands.__path__):
        summary = docstring.partition("\n")[0].partition(": ")[2]
        yield name.replace("_", "-"), summary[:1].upper() + summary[1:]


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="refcheck")
def main() -> None:
    """Read reference lists in any form, repair their identifiers, query the registries, and report what is wrong."""
