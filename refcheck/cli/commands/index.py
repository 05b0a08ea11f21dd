"""``refcheck index``: build and update a local index of records."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from refcheck.cli.exits import Exit, clear_errors
from refcheck.cli.output import say, tell

if TYPE_CHECKING:
    from refcheck.registries.index import Manifest, Source

_FOLDER = click.argument("index", metavar="INDEX", type=click.Path(file_okay=False, path_type=Path))
_JOBS = click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read records."
)


@click.group("index")
def command() -> None:
    """Make and keep a local index: records by the million, looked up and searched without a network.

    Use it with `refcheck check --index INDEX`.
    """


@command.command("build")
@_FOLDER
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--edition", default="", metavar="NAME", help="A name for the data, such as “Crossref 2026”.")
@click.option(
    "--shards", type=click.IntRange(1, 64), default=1, show_default=True, help="Parts that are searched as one."
)
@_JOBS
def _build(index: Path, files: tuple[Path, ...], edition: str, shards: int, jobs: int) -> None:
    """Make an index, the folder INDEX, of files or folders. They hold JSON lines or {"items": […]}, plain, gzipped or in a tar.

    If it is interrupted, run the same command to continue.
    """
    from refcheck.registries.index import build

    with clear_errors():
        _summary(index, build(index, files, edition=edition, shards=shards, jobs=jobs, on_progress=_tell))


@command.command("add")
@_FOLDER
@click.argument("files", metavar="[FILE…]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--aliases", metavar="FILE.csv", type=click.Path(path_type=Path), help="An alias and its DOI in each row."
)
@click.option(
    "--retraction-watch", metavar="FILE.csv", type=click.Path(path_type=Path), help="Retraction Watch's table."
)
@_JOBS
def _add(index: Path, files: tuple[Path, ...], aliases: Path | None, retraction_watch: Path | None, jobs: int) -> None:
    """Add records, aliases or notices to an index. They replace those with the same DOI."""
    from refcheck.registries.index import Manifest, add, add_aliases, add_notices

    with clear_errors():
        if files or (aliases is None and retraction_watch is None):
            add(index, files, jobs=jobs, on_progress=_tell)
        if aliases is not None:
            add_aliases(index, aliases)
        if retraction_watch is not None:
            add_notices(index, retraction_watch)
        _summary(index, Manifest.read(index))


@command.command("info")
@_FOLDER
def _info(index: Path) -> None:
    """Say what an index holds, and what it was made of."""
    from refcheck.registries.index import Manifest

    with clear_errors():
        manifest = Manifest.read(index)
        for source in manifest.sources:
            _tell(source)
        _summary(index, manifest)


@command.command("verify")
@_FOLDER
def _verify(index: Path) -> None:
    """Say whether an index is whole: exit code 1 if not."""
    from refcheck.registries.index import faults

    with clear_errors():
        found = tuple(faults(index))
    for fault in found:
        say(f"{index}: {fault}")
    if found:
        raise SystemExit(Exit.FOUND)
    say(f"{index}: whole")


def _tell(source: "Source") -> None:
    """Report how many records of a file were read, and what in it was not a record."""
    state = "" if source.finished else ", not finished"
    tell(f"{source.name}: {source.records} records, {source.malformed} malformed{state}")
    if source.finished:
        for malformed in source.told:
            tell(f"  {malformed}")


def _summary(index: Path, manifest: "Manifest") -> None:
    from refcheck.registries.index.manifest import size

    say(f"{index}: {'finished' if manifest.finished else 'not finished: repeat the command that added the records'}")
    say(f"edition: {manifest.edition or 'not named'}; made {manifest.made:%Y-%m-%d %H:%M} UTC")
    say(f"format {manifest.format}, tantivy {manifest.engine}, {manifest.shards} shards, {size(index)} bytes")
    say(
        f"{manifest.documents} documents, {manifest.aliases} aliases, {manifest.notices} works with notices from Retraction Watch"
    )
