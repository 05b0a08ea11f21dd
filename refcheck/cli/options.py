"""Options that several commands share: the output, the findings to show, and the registries to query."""

import os
from collections.abc import Callable
from functools import wraps
from itertools import product
from pathlib import Path
from typing import Any

import click

from refcheck.cli.streams import STDIN
from refcheck.messages import languages
from refcheck.model import Severity
from refcheck.registries.connections import NO_CACHE, WAYBACK_URL, Send
from refcheck.registries.further import FURTHER
from refcheck.settings import NEVER, SEVERITIES

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def stacked(*options: Decorator) -> Decorator:
    """Return a decorator that adds all these options to a command, in this order."""

    def decorated(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


class OutputFile(click.ParamType[str | None]):
    """The name of a file that can be written: not a folder, and in a folder that exists."""

    name = "file"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str | None:
        """Return the name as it was given.

        Raises:
            click.BadParameter: nothing can be written there.
        """
        path = Path(value)
        folder = path.resolve().parent
        if value == STDIN:
            self.fail("this cannot be written to standard output; name a file", param, ctx)
        if path.is_dir():
            self.fail(f"{value} is a folder", param, ctx)
        if not folder.is_dir():
            self.fail(f"{value}: there is no folder {path.parent}", param, ctx)
        if not path.exists() and not os.access(folder, os.W_OK):
            self.fail(f"{value}: nothing can be written in {path.parent}", param, ctx)
        return value


class Output(OutputFile):
    """The name of a file that can be written, or ``-`` for standard output, which is converted to ``None``, as by default."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str | None:
        """Return the name as it was given, or ``None``.

        Raises:
            click.BadParameter: nothing can be written there.
        """
        return None if value == STDIN else super().convert(value, param, ctx)


OUTPUT_FILE, OUTPUT = OutputFile(), Output()
"""The types of options for output: a file, and a file or standard output."""


def output_option(help: str, to: OutputFile = OUTPUT, metavar: str = "FILE", **more: Any) -> Decorator:  # noqa: A002
    """Return the option that names the output file, which must not be a file that the command reads."""
    option = click.option("--output", "-o", type=to, metavar=metavar, help=help, **more)
    return lambda command: option(_sparing_inputs(command))


def _sparing_inputs(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command that refuses to overwrite a file that it reads, except by the option that writes that file."""

    @wraps(command)
    def running(*given: Any, **options: Any) -> Any:
        context, names = click.get_current_context(), {True: list[tuple[str, str]](), False: list[tuple[str, str]]()}
        for each in context.command.params:
            is_written, name = isinstance(each.type, OutputFile), each.name or ""
            if is_written or isinstance(each, click.Argument) or "FILE" in (each.metavar or ""):
                value = context.params.get(name) or ()
                files = [value] if isinstance(value, str) else value
                names[is_written] += ((name, _OPEN_INPUT if file == STDIN else file) for file in files)
        for (option, output), (source, file) in product(names[True], names[False]):
            are_files = all(map(os.path.isfile, (output, file)))
            if option != f"write_{source}" and are_files and Path(output).samefile(file):
                raise click.UsageError(f"{output} is read and would be lost: name another file to write.")
        return command(*given, **options)

    return running


_OPEN_INPUT = "/dev/stdin"
"""The path of the file that a shell has opened as standard input: ``refcheck check - < list.txt``."""

fail_on_option = click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, NEVER]),
    help=f"Exit with 1 if a finding is at least as severe.  [default: {Severity.ERROR}]",
)

LANGUAGE = click.option(
    "--language",
    type=click.Choice(languages()),
    help="Show the findings, and the text around them, in this language; pt is that of Portugal. Codes, progress, errors and "
    "notes on files that were not read stay in English.",
)
"""The option of a command that shows findings."""

evidence_options = stacked(
    click.option(
        "--evidence",
        type=OUTPUT_FILE,
        metavar="FILE.zip",
        help="File the run: input, questions, answers and report, for `replay`.",
    ),
    click.option("--no-text", is_flag=True, help="With --evidence: file the hash of the input, and not the input."),
)
"""The options of a command that can file its run."""

decision_options = stacked(
    click.option("--why", required=True, metavar="TEXT", help="The reason, for later readers."),
    click.option("--who", metavar="NAME", help="The person who decides; by default the name of your account."),
    click.option("--config", metavar="FILE", help="The configuration that it belongs in, if not the nearest one."),
    click.option("--write", is_flag=True, help="Add it to the configuration, instead of printing it."),
)
"""The options of a command that records a decision."""

config_options = stacked(
    click.option(
        "--config",
        metavar="FILE",
        help="The configuration, if not the nearest one upward from the files. All its settings are used.",
    ),
    click.option("--isolated", is_flag=True, help="Read no configuration."),
)
"""The options of a command that has a configuration but no findings."""

settings_options = stacked(
    click.option("--select", metavar="CODE,…", help="Show only these rules: codes, patterns such as doi-*, or ALL."),
    click.option("--ignore", metavar="CODE,…", help="Leave these rules out."),
    config_options,
)
"""The options of a command that shows findings of selected rules."""

_BY_DEFAULT = tuple(name for name, service in FURTHER.items() if service.by_default)
_NOT_BY_DEFAULT = tuple(name for name, service in FURTHER.items() if not service.by_default)

connection_options = stacked(
    click.option(
        "--offline/--online",
        help="Use only local records and the cache; --online overrides a configuration that says offline.",
    ),
    click.option("--records", metavar="FILE.jsonl", help="Local records in Crossref's JSON, used before the network."),
    click.option("--index", metavar="PATH", help="A local index (`refcheck index`), used before the network."),
    click.option(
        "--retraction-watch",
        metavar="FILE.csv",
        help="Retraction Watch's table, whose notices are added to the records, or off.",
    ),
    click.option(
        "--library",
        metavar="FILE|URL",
        help="Your own library (zotero.sqlite, BibTeX, CSL-JSON, a running Zotero), searched for works in no registry.",
    ),
    click.option("--mailto", metavar="ADDRESS", help="Your e-mail address, sent to Crossref for its polite pool."),
    click.option("--crossref-url", metavar="URL", help="The URL of Crossref's API."),
    click.option("--datacite-url", metavar="URL", help="The URL of DataCite's API."),
    click.option("--doi-url", metavar="URL", help="The URL of doi.org."),
    click.option("--also", metavar="NAMES", help=f"Further services to query: {', '.join(_NOT_BY_DEFAULT)}."),
    click.option("--without", metavar="NAMES", help=f"Services not to query: {', '.join(_BY_DEFAULT)} …"),
    click.option("--service-urls", metavar="NAME=URL,…", help="The URLs of further services."),
    click.option(
        "--send", type=click.Choice([each.value for each in Send]), help="The most that may be sent to the registries."
    ),
    click.option("--links", is_flag=True, help="Check whether the web pages of URLs exist."),
    click.option("--robots", is_flag=True, help="With --links: do not request what a host's robots.txt forbids."),
    click.option(
        "--wayback", "wayback_url", flag_value=WAYBACK_URL, help="With --links: look for copies of pages that are gone."
    ),
    click.option("--wayback-url", metavar="URL", help="Look for copies at this URL, instead."),
    click.option("--cache", metavar="FILE", help="The file in which answers are kept, or off."),
    click.option("--no-cache", "cache", flag_value=NO_CACHE, help="Keep no answers and use none."),
    click.option("--refresh", is_flag=True, help="Query again for answers that are in the cache."),
)
"""The options of a command that queries registries. Each except ``--offline`` is a field of ``Connections``."""
