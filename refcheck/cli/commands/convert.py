"""``refcheck convert``: write references in another format."""

from collections.abc import Sequence
from pathlib import Path

import click
from attrs import evolve

from refcheck.checks import is_short_form, unsure
from refcheck.cli.exits import Failure, clear_errors
from refcheck.cli.left_out import left_out
from refcheck.cli.options import output_option
from refcheck.cli.output import put, tell
from refcheck.cli.reporting import XLSX
from refcheck.cli.streams import read_source, replace_file
from refcheck.model import ENDINGS, Bibliography, Reference, Safety, Work
from refcheck.reports import sheets
from refcheck.writers import formats, render

_ENDINGS = {ending: form for ending, form in ENDINGS.items() if form in formats()} | {
    ".json": "csl-json",
    ".xlsx": XLSX,
}
"""Formats by the ending of a file's name: as of a report's, but that its own are none of a list."""


@click.command("convert")
@click.argument("file", metavar="IN")
@click.option(
    "--to",
    "form",
    type=click.Choice((*formats(), XLSX)),
    help="The format to write; by default by the ending of --output.",
)
@output_option("Write there instead of to standard output.")
def command(file: str, form: str | None, output: str | None) -> None:
    """Write the references of IN (- for standard input) in another format.

    What the other format has no place for is left out, and named on standard error; so is what was read with doubt. A reference
    that was not understood is written as a note; a short form (“Ibid.”, “Lund, supra note 3”) is no work and is left out.
    """
    form = form or _by_ending(output)
    with clear_errors():
        everything = read_source(file)
        short = [each for each in everything.references if is_short_form(each)]
        bibliography = evolve(everything, references=tuple(each for each in everything.references if each not in short))
        if form == XLSX:
            if output is None:
                raise Failure("a workbook is written with --output")
            written = sheets.bibliography(bibliography)
        else:
            text = render(bibliography, form)
            written = text.encode("utf-8", "replace")
        if output is None:
            put(text)
        else:
            replace_file(Path(output), written)
        lost = left_out(bibliography, written, form)
    _tell(bibliography, short, ", ".join(f"{name} ({count})" for name, count in lost.most_common() if count))


def _by_ending(output: str | None) -> str:
    """Return the format that the name of the file to write ends in."""
    if output is None:
        raise click.UsageError("Give the format with --to, or a file with --output whose name ends in it.")
    ending = Path(output).suffix.lower()
    if ending not in _ENDINGS:
        raise click.UsageError(
            f"{output}: its ending names no format; give one with --to, or end it in {', '.join(_ENDINGS)}."
        )
    return _ENDINGS[ending]


def _tell(bibliography: Bibliography, short: Sequence[Reference], lost_values: str) -> None:
    """Say on standard error what was not read, which short forms were left out, and what was not written."""
    lost = [reference.key for reference in bibliography.references if reference.work == Work()]
    notes = [*bibliography.notes, *([f"not understood, written as notes: {', '.join(lost)}"] if lost else ())]
    if short:
        keys = ", ".join(reference.key for reference in short)
        notes.append(f"short forms of works cited before them, left out: {keys}")
    if not bibliography.references and not short:
        notes.append("no reference was found in it")
    if lost_values:
        notes.append(f"left out: {lost_values}")
    guessed = [  # identifiers that no safe repair made what they are written as
        f"{reference.key}: {each.value}"
        for reference in bibliography.references
        for each in reference.identifiers
        if any(repair.safety is not Safety.SAFE for repair in each.repairs)
    ]
    guessed += [  # fields that are likelier misread than not, and parts that were not read at all
        f"{reference.key}: {', '.join(name.replace('_', '-') or 'a part' for name in names)}"
        for reference in bibliography.references
        if reference.key not in lost and (names := unsure(reference))
    ]
    if guessed:
        notes.append(f"read with doubt, so look at them, or run refcheck check: {'; '.join(guessed)}")
    for note in notes:
        tell(f"{bibliography.document.name}: {note}")
