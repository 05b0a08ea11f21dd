"""Markdown, R Markdown and Quarto: pandoc's citations, the bibliographies that the metadata names, and typed lists.

Signs: ``# ``, ``---``, ``.md``, ``.markdown``, ``.rmd``, ``.qmd``, ``.mdown``, ``.mkd``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import yaml
from attrs import evolve

from refcheck.model import Bibliography, Citation, Span
from refcheck.model.formats import suffixes_of
from refcheck.parsing import split
from refcheck.parsing.splitting.headings import Heading
from refcheck.readers.data import bibtex, csl_yaml
from refcheck.readers.documents.markdown.items import items_of
from refcheck.readers.documents.markdown.printing import lines
from refcheck.readers.papers.list_place import listed
from refcheck.readers.papers.named import completed, named, resolved
from refcheck.readers.papers.notes import in_notes
from refcheck.readers.papers.paper import paper
from refcheck.readers.papers.sheet import TITLE, Block, Sheet
from refcheck.readers.papers.unmarked_list import found_among, split_within
from refcheck.readers.sources.siblings import PROJECT, Siblings
from refcheck.text.folding import alphanumerics

NAME = "markdown"

_SUFFIXES = suffixes_of(NAME)
_METADATA = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.{0,200000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
r"""The metadata before a text: "---\ntitle: A paper\n---\n"."""

_FOLDER = "_metadata.yml"
"""Quarto's file of settings for a folder of a project."""

_NAMING = re.compile(r"^(?:bibliography|references|csl|output|format):", re.MULTILINE)
_TITLE = re.compile(r"^title:", re.MULTILINE)
"""The start of the title in the metadata."""

_CITATION = re.compile(r"\[[^\[\]\n@]{0,80}-?@[\w{][^\[\]\n]{0,400}\]")
"""A citation in brackets, which only Markdown has: "[@doe2020, p. 3]", "[see -@doe]."""

_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
"""A heading in a form that only Markdown has: "# Introduction"."""

_FENCED = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?:bib(?:tex)?|(?:la)?tex)?[ \t]*\r?\n(?P<code>\s*@\w+\s?\{.*?)^ {0,3}(?P=fence)",
    re.MULTILINE | re.DOTALL,
)
"""A code block of BibTeX: "```bibtex\\n@book{doe, …}\\n```"."""

_NOCITE = re.compile(r"@(\*|[\w:.#$%&+?<>~/-]*\w)")


def recognises(name: str, text: str) -> bool:
    """Return whether the file has a suffix of Markdown, or the text has pandoc's metadata, or a heading and pandoc's citations."""
    metadata = _METADATA.match(text)
    if metadata and _NAMING.search(metadata[1]):
        return True
    if name.lower().endswith(_SUFFIXES):
        return True
    return _HEADING.search(text) is not None and _CITATION.search(text) is not None


def read(text: str, name: str) -> Bibliography:
    """Return the references in the metadata, in the files that it names and in typed lists, and the citations by key."""
    metadata = _METADATA.match(text)
    settings = _settings(metadata[1]) if metadata else {}
    body = text[metadata.end() :] if metadata else text
    sheet = Sheet()
    first = text.count("\n", 0, metadata.end()) + 1 if metadata else 1
    titled = _titled(settings.get("title"), metadata[0], sheet) if metadata else []
    own, pointers, noted = _written(body, first, sheet)
    blocks = [*titled, *own]
    beside = Siblings(name)
    uncited = frozenset(_NOCITE.findall(str(settings.get("nocite", ""))))
    cited = {key for pointer in pointers for key in pointer.keys} | uncited
    read_along = named((*_files(settings.get("bibliography")), *_of_project(name, beside)), cited, beside)
    inline = _inline(metadata) if metadata and settings.get("references") else ()
    attached = (*inline, *read_along.bibliographies)
    is_whole = bool(attached) and read_along.is_whole
    if not attached and all(block.level and block.heading(sheet.text) is Heading.LIST for block in blocks):
        attached = tuple(_fenced(body, first))
    known = {reference.key for each in attached for reference in each.references}
    found = entries = listed(sheet.text, blocks)
    if not entries and not attached:
        found = found_among(sheet.text, blocks) or split_within(sheet.text, blocks, split)
        found, remarks = in_notes(sheet.text, found, noted)
        beside.notes += remarks
    bibliography = paper(
        sheet,
        name,
        NAME,
        entries=found,
        attached=attached,
        pointers=resolved(pointers, read_along, None if is_whole else known),
        noted=noted,
    )
    shown = () if attached else _unread(tuple(_fenced(body, first)), bibliography)
    made = evolve(bibliography, notes=(*shown, *bibliography.notes))
    return completed(made, read_along, pointers, uncited=uncited)


def _of_project(name: str, beside: Siblings) -> Iterator[str]:
    """Yield the bibliographies of the Quarto project that a document belongs to; Quarto does not render a ``README.md``."""
    for above in beside.paths_up_to_project() if name.lower().endswith((".qmd", ".rmd")) else ():
        for file in (_FOLDER, PROJECT):
            source = beside.read(above + file, "") if beside.holds(file, above) else None
            yield from (above + each for each in _files(_settings(source or "").get("bibliography")))


def _titled(title: object, metadata: str, sheet: Sheet) -> list[Block]:
    """Write down the title of a page that is only a list, "title: Publications", and return it as a block."""
    found = _TITLE.search(metadata)
    if not found or not isinstance(title, str):
        return []
    block = Block(span=Span(0, len(title)), item=None, level=TITLE)
    if block.heading(title) is not Heading.LIST:
        return []
    return [evolve(block, span=sheet.write(title, line=metadata.count("\n", 0, found.start()) + 1))]


_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,40})\]:")
"""The marker of a footnote: "[^1]: ", "[^dunes]: "."""


def _written(body: str, first: int, sheet: Sheet) -> tuple[list[Block], list[Citation], list[tuple[Span, int]]]:
    """Write down the body, which starts at line ``first``; return its lines by item or paragraph, its citations, its notes."""
    blocks: list[Block] = []
    pointers: list[Citation] = []
    notes: list[tuple[Span, int]] = []
    paragraph = 0
    sources = body.split("\n")
    items = items_of(sources)
    for line in lines(body, first):
        text, links = line.printed.text, tuple(line.printed.links)
        span = sheet.write(text, line=line.number, marks=links)
        pointers += [
            Citation(span=mark.span.shifted(span.start), keys=tuple(mark.value.split(" ")))
            for mark in line.printed.citations
        ]
        if mark := _NOTE.match(sources[line.number - first]):
            notes.append((span, int(mark[1]) if mark[1].isdecimal() else 0))
        elif text and notes and notes[-1][0].end + 1 == span.start:
            notes[-1] = Span(notes[-1][0].start, span.end), notes[-1][1]
        if text:
            item = items[line.number - first]
            blocks.append(Block(span=span, item=-item or paragraph, is_entry=item > 0, level=line.level, marks=links))
        else:
            paragraph += 1
    return blocks, pointers, notes


def _fenced(body: str, first: int) -> Iterator[Bibliography]:
    """Yield the BibTeX in the code blocks of a body, with its line numbers in the document."""
    for found in _FENCED.finditer(body):
        read = bibtex.read(found["code"], "code block")
        start = first + body.count("\n", 0, found.start("code"))
        numbers = tuple(range(start, start + found["code"].count("\n") + 1))
        yield evolve(read, document=evolve(read.document, lines=numbers))


def _unread(fenced: Sequence[Bibliography], own: Bibliography) -> Iterator[str]:
    """Yield a note with the count of entries in code blocks that were not read beside a list, and whose titles it lacks."""
    printed = [alphanumerics(each.raw) for each in own.references]
    entries = [entry for each in fenced for entry in each.references]
    titles = [title for each in entries if (title := alphanumerics(each.work.title or ""))]
    count = sum(not any(title in raw for raw in printed) for title in titles)
    if printed and count:
        was = "1 BibTeX entry in a code block was" if count == 1 else f"{count} BibTeX entries in code blocks were"
        yield f"{was} not read (line {fenced[0].document.lines[0]})"


def _settings(source: str) -> Mapping[str, object]:
    try:
        found = yaml.safe_load(source)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _files(value: object) -> Iterator[str]:
    """Yield the file names under ``bibliography``: a string, a list, or a mapping of topics to either."""
    values = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else [value]
    for each in values:
        if isinstance(each, str):
            yield each
        elif isinstance(each, list):
            yield from (name for name in each if isinstance(name, str))


def _inline(metadata: re.Match[str]) -> Iterator[Bibliography]:
    """Yield the references given in the metadata, as CSL YAML, with their line numbers in the document."""
    read = csl_yaml.read(metadata[1], "")
    if read.references:
        first = metadata.string.count("\n", 0, metadata.start(1)) + 1
        lines = tuple(range(first, first + metadata[1].count("\n") + 1))
        yield evolve(read, document=evolve(read.document, lines=lines))
