"""``refcheck fix``: fix what check finds."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.core import ParameterSource

from refcheck.cli.configuring import Configured, RunOptions, run_options
from refcheck.cli.connecting import shown_progress
from refcheck.cli.exits import Exit, Failure, clear_errors, exit_code
from refcheck.cli.filing import stamp_of
from refcheck.cli.options import OUTPUT_FILE
from refcheck.cli.output import is_terminal, put, tell, tell_incomplete
from refcheck.cli.reporting import audit_noting, tell_gaps
from refcheck.cli.streams import STDIN, data_of, once, other_names, replace_file
from refcheck.errors import SourceError
from refcheck.model import Note, Safety
from refcheck.model.formats import file_type
from refcheck.settings import NEVER
from refcheck.text.visible import visible
from refcheck.writers import formats

if TYPE_CHECKING:
    from refcheck.fixing import Mended
    from refcheck.registries import Registry
    from refcheck.settings import Settings

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command("fix", cls=Configured)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("--diff", "how", flag_value="diff", default="diff", help="Print what would be changed (the default).")
@click.option("--in-place", "how", flag_value="in-place", help="Change the files.")
@click.option("--output", "-o", type=OUTPUT_FILE, metavar="OUT", help="Write the file with its fixes there instead.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="Also make the fixes that a person should check, such as registered values."
)
@click.option(
    "--merge-duplicates",
    is_flag=True,
    help="In BibTeX, merge entries that are certainly the same work; the fuller one is kept.",
)
@click.option(
    "--citing",
    multiple=True,
    type=OUTPUT_FILE,
    metavar="FILE",
    help="With --merge-duplicates, a LaTeX, Markdown, Typst or Word document whose citations are updated.",
)
@click.option(
    "--backup", metavar="ENDING", help="With --in-place, keep each file as it was, under its name and this: .bak"
)
@click.option(
    "--patch",
    type=OUTPUT_FILE,
    metavar="FILE",
    help="With --in-place, write a patch that undoes the fixes: patch -p0 < FILE",
)
@click.option("--quiet", "-q", is_flag=True, help="Show no progress and no counts.")
@run_options
def command(
    files: tuple[str, ...],
    how: str,
    output: str | None,
    unsafe_fixes: bool,
    merge_duplicates: bool,
    citing: tuple[str, ...],
    backup: str | None,
    patch: str | None,
    quiet: bool,
    run: RunOptions,
) -> NoReturn:
    """Make the fixes of what `check` finds.

    FILE is text, a bibliography (BibTeX, RIS, CSL …), markup (LaTeX, Markdown, JATS …), or - for standard input.

    In Word (.docx) and LibreOffice (.odt) documents they are tracked changes, which are accepted or rejected there.

    By default only safe fixes are made, and only local records and the cache are used; with --unsafe-fixes or --online the
    registries are queried as by `check`. Without --in-place or --output nothing is changed: the difference is printed.

    Exit codes: 2 could not run; 1 there are fixes to make (without --in-place or --output), or some that cannot be made; 4 a file
    is empty, or no reference was found or understood in it; 3 a registry that was asked could not be reached; 130 interrupted,
    and nothing was changed; 141 the reader of the output closed it; 0 otherwise.
    """
    unread: dict[Note, None] = {}
    is_written = how == "in-place" or output is not None
    _check(files, how, output, backup, patch)
    if patch is not None and Path(patch).resolve() in {Path(file).resolve() for file in (*files, *citing)}:
        raise click.UsageError(f"{patch} is fixed, and the patch would be lost: name another file to write.")
    if citing and (output is not None or not merge_duplicates):
        raise Failure("--citing needs --merge-duplicates, and cannot be combined with --output")
    with clear_errors():
        settings = run.settings(files)
        source = click.get_current_context().get_parameter_source("offline")
        registry = run.registry(settings, offline=not unsafe_fixes and source is not ParameterSource.COMMANDLINE)
        wanted = frozenset(Safety) if unsafe_fixes else frozenset({Safety.SAFE})
        sources = {file: data_of(file) for file in once(files, set())}
        with shown_progress(quiet=quiet) as progress:
            audit = audit_noting(unread, registry, progress)
            mended = [
                _mended(data, file, settings=settings, audit=audit, wanted=wanted) for file, data in sources.items()
            ]
        if merge_duplicates:
            cited = {name: data for file in citing for name, data in _with_included(file).items()}
            sources |= cited
            mended = _merged(mended, cited, settings, registry)
        changed = [each for each in mended if each.is_changed]
        if output is not None:
            _check_name(output, files[0], mended[0].bibliography.document.format)
            replace_file(Path(output), mended[0].data)
        elif how == "in-place":
            _write_all(changed, sources, backup, patch)
        else:
            for each in changed:
                _print(each.diff())
    if not quiet:
        for each in mended:
            _tell(each, "made" if is_written else "to be made")
    told = {(each.name, note) for each in mended for note in each.notes} if not quiet else set()
    tell_gaps((), (note for note in unread if (note.file, note.message) not in told))
    if (changed and not is_written) or any(each.refused for each in mended):
        sys.exit(Exit.FOUND)
    incomplete = any(each.is_incomplete for each in mended)
    sys.exit(exit_code((), NEVER, incomplete=incomplete, is_empty=bool(unread)))


def _check(files: Sequence[str], how: str, output: str | None, backup: str | None, patch: str | None) -> None:
    """Refuse options that cannot be combined."""
    if how == "in-place" and STDIN in files:
        raise Failure("standard input cannot be changed in place")
    if how != "in-place" and (backup is not None or patch is not None):
        raise Failure("--backup and --patch need --in-place: without it nothing is changed")
    if backup is not None and (not backup or "/" in backup or os.sep in backup):
        raise Failure(f"--backup is the ending of a file's name, such as .bak, and not “{backup}”")
    if output is not None and (len(files) > 1 or how == "in-place"):
        raise click.UsageError("--output is for one FILE, and cannot be combined with --in-place.")


def _check_name(output: str, file: str, form: str) -> None:
    """Refuse a name with the suffix of another format than that of the file: its format is kept."""
    ending, own = (Path(name).suffix.lower() for name in (output, file))
    if ending != own and (known := file_type(output)) is not None and not known.may_hold(form):
        kept = "plain text" if form in ("lines", "plain") else form
        raise Failure(
            f"{output}: fix writes {kept}, the format of {file}{f'; use a name that ends in {own}' if own else ''}. "
            f"`refcheck convert` writes the references as {', '.join(formats())}"
        )


def _mended(data: bytes, file: str, **how: Any) -> "Mended":
    """Return a file with its fixes: as tracked changes in a document of a word processor, in the text of any other file."""
    from refcheck.fixing.documents import is_document, mend_document
    from refcheck.fixing.files import mend

    return mend_document(data, file, stamp=stamp_of, **how) if is_document(data, file) else mend(data, file, **how)


def _with_included(file: str) -> dict[str, bytes]:
    """Return the content of a citing document and of the documents that it includes, by their names."""
    from refcheck.fixing import TEXTS
    from refcheck.readers.sources.siblings import keeping
    from refcheck.reading import read_as_set
    from refcheck.settings import Settings

    data = data_of(file)
    with keeping() as kept:
        read_as_set(data, file, Settings())
    beside = (Path(file).resolve().parent / each.beside for each in kept if each.beside.endswith(TEXTS))
    return {file: data} | {os.path.relpath(each): each.read_bytes() for each in beside}


def _merged(
    mended: Sequence["Mended"], citing: Mapping[str, bytes], settings: "Settings", registry: "Registry"
) -> list["Mended"]:
    """Return the files with their duplicates merged, and the documents that cite them with the new keys."""
    from refcheck.audit import audit
    from refcheck.fixing.documents import is_document
    from refcheck.fixing.merging import document_with_keys, merged, with_keys

    made = [merged(each, settings, lambda read: audit([read], registry=registry), citing=citing) for each in mended]
    keys = {gone: stays for each in made for gone, stays in each.keys.items()}
    stamp = stamp_of(audit([], registry=registry))
    cited = (
        document_with_keys(data, file, keys, stamp) if is_document(data, file) else with_keys(data, file, keys)
        for file, data in citing.items()
    )
    return [*made, *cited]


def _write_all(
    changed: Sequence["Mended"], sources: Mapping[str, bytes], backup: str | None, patch: str | None
) -> None:
    """Replace the files, unless one was changed since it was read; copies and patches that undo this are written first."""
    from refcheck.cli.streams import keep, write_patch
    from refcheck.fixing.documents import is_document

    if patch is not None and any(is_document(sources[each.name], each.name) for each in changed):
        raise SourceError("a patch cannot undo tracked changes: reject them in the document, or use --backup")
    for each in changed:
        if data_of(each.name) != sources[each.name]:
            raise SourceError(f"{each.name}: was changed by another program meanwhile; it was not fixed")
    if backup is not None:
        for each in changed:
            keep(each.name, sources[each.name], backup)
    if patch is not None and changed:
        write_patch(patch, sources, {each.name: each.data for each in changed})
    for each in changed:
        _write(each)


def _write(mended: "Mended") -> None:
    """Replace the file, and report hard links that still lead to the old one."""
    others = other_names(Path(mended.name))
    replace_file(Path(mended.name), mended.data)
    if others:
        tell(f"{mended.name}: had {others} more hard {'link' if others == 1 else 'links'}; what they name is as it was")


def _print(lines: Iterable[str]) -> None:
    """Print a diff: unchanged into a pipe, coloured and with control characters made visible on a terminal."""
    is_shown = is_terminal(sys.stdout)
    for line in lines:
        if is_shown:
            click.secho(visible(line.rstrip("\r\n")), fg=_COLOURS.get(line[0]))
        else:
            put(line)


def _tell(mended: "Mended", what: str) -> None:
    """Report on standard error what was done to a file."""
    number = mended.codes.total()
    codes = ", ".join(f"{code} ({count})" if count > 1 else code for code, count in sorted(mended.codes.items()))
    tell(f"{mended.name}: {number} {'fix' if number == 1 else 'fixes'} {what}{f': {codes}' if codes else ''}")
    if mended.is_incomplete:
        tell_incomplete(mended.name)
    for note in mended.notes:
        tell(f"{mended.name}: {note}")
    if mended.withheld:
        tell(f"{mended.name}: {mended.withheld} more, as far as they can be made, with --unsafe-fixes")
    for each in mended.refused:
        tell(f"{mended.name}: not fixed: {', '.join(each.codes)} in reference {each.key}: {each.why}")
    for was, now in mended.renamed.items():
        tell(f"{mended.name}: the reference called {was} in the configuration is now {now}")
