"""``refcheck convert``: convert references to another format."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from io import BytesIO
from itertools import repeat
from json import dumps
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import click
from attrs import evolve

from refcheck.checks import is_short_form, unsure
from refcheck.cli.exits import Failure, clear_errors
from refcheck.cli.options import output_option
from refcheck.cli.output import put, tell
from refcheck.cli.reporting import XLSX, form_by_ending
from refcheck.cli.streams import read_source, replace_file
from refcheck.model import ENDINGS, Bibliography, Reference, Safety, Scheme, Span, Work
from refcheck.readers import formats as readable
from refcheck.readers import read_bytes
from refcheck.readers.data import bibtex, csl_json, endnote_tagged, nbib, ris, wikitext
from refcheck.readers.data.wikitext.templates import templates
from refcheck.readers.entries.tagged import lines
from refcheck.reports import sheets
from refcheck.text.deferred import deferred
from refcheck.text.folding import alphanumerics
from refcheck.writers import formats, render
from refcheck.writers._common import as_csl, other_addresses

_ENDINGS = {ending: form for ending, form in ENDINGS.items() if form in formats()} | {
    ".json": "csl-json",
    ".xlsx": XLSX,
}
"""Formats by the suffix of a file's name: as for reports, but without the formats that only reports have."""


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
    that was not understood is written as a note; a short form (“Ibid.”, “Lund, supra note 3”) is not a work and is left out.
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
    _tell(bibliography, short, lost)


def _by_ending(output: str | None) -> str:
    """Return the format by the suffix of the output file."""
    if output is None:
        raise click.UsageError("Give the format with --to, or a file with --output whose name ends in it.")
    return form_by_ending(output, _ENDINGS, "--to")


_NAMED = 5
"""The most references named that lost a value of one name."""


def _in_words(name: str, keys: Sequence[str]) -> str:
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return f"{name} ({len(keys)}: {', '.join(keys[:_NAMED])}{more})"


def _tell(bibliography: Bibliography, short: Sequence[Reference], lost_values: Mapping[str, Sequence[str]]) -> None:
    """Report on standard error what was not read, which short forms were left out, and what was not written."""
    lost = [reference.key for reference in bibliography.references if reference.work == Work()]
    notes = [*bibliography.notes, *([f"not understood, written as notes: {', '.join(lost)}"] if lost else ())]
    if short:
        keys = ", ".join(reference.key for reference in short)
        notes.append(f"short forms of works cited before them, left out: {keys}")
    if not bibliography.references and not short:
        notes.append("no reference was found in it")
    if lost_values:
        most_first = sorted(lost_values, key=lambda name: -len(lost_values[name]))
        notes.append(f"left out: {', '.join(_in_words(name, lost_values[name]) for name in most_first)}")
    guessed = [  # identifiers with repairs that are not safe
        f"{reference.key}: {each.value}"
        for reference in bibliography.references
        for each in reference.identifiers
        if any(repair.safety is not Safety.SAFE for repair in each.repairs)
    ]
    guessed += [  # fields that are probably misread, and parts that were not read
        f"{reference.key}: {', '.join(name.replace('_', '-') or 'a part that was not read' for name in names)}"
        for reference in bibliography.references
        if reference.key not in lost and (names := unsure(reference))
    ]
    if guessed:
        notes.append(f"uncertain values; check them, or run refcheck check: {'; '.join(guessed)}")
    for note in notes:
        tell(f"{bibliography.document.name}: {note}")


_MEMBER = deferred(r"\"([\w-]+)\"\s*:\s*(\"(?:[^\"\\]|\\.)*+\"|\[[^\[\]{}]*+\]|[\w.-]++)")
"""A member of an object whose value contains no other object: ``"collections": "7"``, ``"tags": ["a", "b"]``."""

_MARKUP = deferred(r"\\(?:emph|text(?:bf|it|sc|sub|super)[a-z]*|it|bf|sc)\b|\$[^$]*[\^_][^$]*\$|</(?:i|b|sub|sup)>")
"""Emphasis, subscripts and superscripts, of which only the text is written: ``\\emph{Homo}``, ``$x^2$``, ``<i>Homo</i>``."""

_LINES = {each.NAME: each.LINE for each in (endnote_tagged, nbib, ris)}
"""The pattern of a line with a name and a value, for each format that has such lines."""

_ELSEWHERE = frozenset({"0", "AU", "ER", "ID", "TY", "archiveprefix", "eprinttype", "langid", "month", "raw", "type"})
"""Names that give the type or the end of a record, and those whose value is also under another name: ``AU`` beside ``FAU``."""

_ABOUT_ITEM = frozenset({"type", "id", "raw", "unread", "derived", "custom"})
"""Members of an item of CSL-JSON that are about the item itself."""


def left_out(before: Bibliography, written: bytes, form: str) -> Mapping[str, Sequence[str]]:
    """Return the variables, and the names that no reader knows, that are lost in ``written``, each with the references' keys."""
    references = before.references
    after: Sequence[Reference] = read_bytes(written, form, format=form).references if form in readable() else ()
    if after and len(after) != len(references):
        return {"references": [each.key for each in references[len(after) :]]}
    found = (({name for name, _ in _values(each)}, alphanumerics(_texts(each))) for each in after)
    kept = found if after else repeat((set(), alphanumerics(_all(written))))
    lost: dict[str, list[str]] = defaultdict(list)
    keys = {each.key for each in references}
    for reference, (variables, text) in zip(references, kept, strict=False):
        for source in (reference.raw, dumps(reference.raw, ensure_ascii=False)):  # a copy of the source keeps no value
            text = text.replace(alphanumerics(source), "")
        stated = list(_values(reference))
        printed = {value for _, value in stated}
        values = ((name, value) for name, value in stated if name not in variables)
        home = before.document.home_of(reference.spans)
        others = ((each.scheme.name, each.value) for each in reference.identifiers if each.scheme is not Scheme.URL)
        others = (each for each in others if each[1] not in printed)
        unknown = (each for each in _unknown(reference, home.format) if each[0] != "crossref" or each[1] not in keys)
        more = (*others, *(("URL", each) for each in other_addresses(reference)), *unknown)
        names = [name for name, value in (*values, *more) if alphanumerics(value) not in text]
        names += ["markup"] if any(_MARKUP.search(each.raw) for each in reference.fields) else []
        for name in dict.fromkeys(names):
            lost[name].append(reference.key)
    return lost


def _values(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield variables with their values as text: one part of each name, and the year of each date."""
    item = as_csl(reference)
    for name, value in (item | item.get("custom", {})).items():
        if name not in _ABOUT_ITEM and name not in item.get("custom", {}).get("derived", ()):
            for each in value if isinstance(value, list) else [value]:
                parts = list(each.values()) if isinstance(each, dict) else [each]
                while isinstance(parts[0], list):
                    parts = parts[0]
                yield name, str(parts[0])


def _unknown(reference: Reference, form: str) -> Iterator[tuple[str, str]]:
    """Yield the names and values in the source that no field or identifier was read from."""
    places = [*(each.span for each in reference.fields), *(each.span for each in reference.identifiers)]
    for name, value in _named(reference.raw, form):
        if name not in _ELSEWHERE and not any(value.overlaps(place) for place in places):
            yield name, value.of(reference.raw)


def _named(raw: str, form: str) -> Iterator[tuple[str, Span]]:
    """Yield the names in the source of a reference, with the spans of their values; none for a format that is not known here."""
    if form == bibtex.NAME:
        yield from ((field.name, field.span) for entry in bibtex.entries(raw) for field in entry.fields)
    elif form == wikitext.NAME:
        yield from ((each.name, each.span) for found in templates(raw) for each in found.parameters)
    elif form == csl_json.NAME:
        yield from ((found[1], Span(*found.span(2))) for found in _MEMBER.finditer(raw))
    elif form in _LINES:
        yield from ((line.tag, line.value) for line in lines(raw, _LINES[form]))


def _texts(reference: Reference) -> str:
    return " ".join((reference.raw, reference.key, *(field.value for field in reference.fields)))


def _all(written: bytes) -> str:
    """Return the text of a file in a format that has no reader: of an archive, the text of all its members."""
    if not is_zipfile(BytesIO(written)):
        return unescape(written.decode("utf-8", "replace"))
    with ZipFile(BytesIO(written)) as archive:
        return " ".join(unescape(archive.read(name).decode("utf-8", "replace")) for name in archive.namelist())
