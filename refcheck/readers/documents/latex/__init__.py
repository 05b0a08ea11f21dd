"""LaTeX: a ``thebibliography``, the ``.bib`` and ``.bbl`` files beside it, and the citations in the text.

The files that a document names are read if they are in its folder or below it. Of a ``.bib``, the cited entries become references;
all entries do if there is a ``\\nocite{*}`` or nothing is cited.

Signs: ``\\``, ``.tex``, ``.ltx``, ``.latex``, ``.bbl``.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from refcheck.model import Bibliography, Citation, Part, Span
from refcheck.model.formats import suffixes_of
from refcheck.parsing import Entry
from refcheck.parsing.splitting.evidence import LIKE_A_REFERENCE, evidence, is_sentence
from refcheck.readers.documents.latex.bbl import entries as entries_of_amsrefs
from refcheck.readers.documents.latex.bbl import items
from refcheck.readers.documents.latex.macros import embedded_files
from refcheck.readers.documents.latex.text import BIBLIOGRAPHIES, Tex, TexParagraph
from refcheck.readers.entries.items import write_items
from refcheck.readers.papers.list_place import listed
from refcheck.readers.papers.named import completed, named, resolved
from refcheck.readers.papers.notes import in_notes
from refcheck.readers.papers.paper import paper
from refcheck.readers.papers.sheet import Block, Sheet
from refcheck.readers.papers.unmarked_list import found_among
from refcheck.readers.sources.siblings import Siblings
from refcheck.text.deferred import deferred

NAME = "latex"

_SUFFIXES = suffixes_of(NAME)
_SIGNATURE = re.compile(
    r"^[ \t]*\\(?:documentclass|begin\{(?:document|thebibliography)\}|bibitem\b|refsection\b|entry\{)", re.MULTILINE
)
r"""Commands that only LaTeX has: "\\documentclass{article}", "\\begin{thebibliography}{9}", "\\bibitem{doe}", Biber's
"\\entry{"."""

_COMMAND = re.compile(r"^[ \t]*\\[A-Za-z]+\*?[\[{]", re.MULTILINE)
r"""A command at the start of a line, as in an included part of a document: "\\section{", "\\chapter*{"."""

_OF_BIBLATEX = deferred(r"^[^%\n]*(?:\\add\w*bib|\\printbibliography\b|\{biblatex)", re.MULTILINE)
r"""Commands of a document that biber processes, which distinguishes case in keys, unlike BibTeX: "\\addbibresource{refs.bib}"."""

Pairs = Sequence[tuple[TexParagraph, Span]]
"""The paragraphs, each with its span in the written text."""


def recognises(name: str, text: str) -> bool:
    """Return whether the text is a LaTeX document, or the file is named as one and contains commands or nothing."""
    is_named = name.lower().endswith(_SUFFIXES)
    return _SIGNATURE.search(text) is not None or (is_named and (_COMMAND.search(text) is not None or not text.strip()))


def read(text: str, name: str) -> Bibliography:
    """Return the references of the document and of the bibliographies that it names, and its citations by key."""
    sheet = Sheet()
    if given := tuple(items(text)):
        references = write_items(given, sheet)
        return Bibliography(document=sheet.document(name, NAME), references=references)
    beside = Siblings(name)
    tex = Tex(include=lambda file: beside.read(file, ".tex", ""))
    paragraphs = list(tex.paragraphs(text))
    spans = [sheet.write(each.printed.text, line=each.line, marks=each.printed.links) for each in paragraphs]
    pairs = list(zip(paragraphs, spans, strict=True))
    listings = ((each.key, each.printed.text, span) for each, span in pairs)
    entries = tuple(Entry(key=key, raw=raw, spans=(span,)) for key, raw, span in listings if key is not None)
    same = str if _OF_BIBLATEX.search(text) else str.lower
    read_along = named(tex.files, tex.cited, beside, embedded_files(text), same)
    attached = read_along.bibliographies
    is_whole = read_along.is_whole
    bbl = f"{PurePath(name).stem}.bbl"
    if not entries and (of_amsrefs := entries_of_amsrefs(text)):
        attached = (*attached, of_amsrefs)
    if not entries and not attached:
        attached = tuple(_bbl(bbl, name, beside))
        of_biber = any(each.structured for other in attached for each in other.references)
        is_whole = bool(attached) and not of_biber and tex.naming == BIBLIOGRAPHIES
    elif attached and beside.holds(bbl):
        names = ", ".join(each.document.name for each in attached)
        beside.notes.append(f"{bbl} was not read: it was generated from {names}.")
    if tex.footnotes:
        beside.notes.append(f"Footnotes in the list are not references: {', '.join(tex.footnotes)}.")
    has_text = any(each.key is None and not each.is_note and not each.level for each in paragraphs)
    pointers = tuple(_pointers(pairs, tex.footnotes)) if has_text else ()
    has_keys = bool(entries or attached)
    known = {entry.key or "" for entry in entries} | {each.key for other in attached for each in other.references}
    bibliography = paper(
        sheet,
        name,
        NAME,
        entries=entries or (() if attached else _printed(sheet.text, pairs, beside) or None),
        attached=attached,
        pointers=resolved(pointers, read_along, None if is_whole and has_keys else known),
        noted=_noted(pairs),
        parts=tuple(_parts(pairs, name, beside)),
    )
    return completed(bibliography, read_along, pointers, uncited=tex.unprinted)


def _printed(text: str, pairs: Pairs, beside: Siblings) -> tuple[Entry, ...]:
    """Return the references of a list under a heading, or, if there is none, those of the footnotes."""
    blocks = [Block(span=span, item=number, level=each.level) for number, (each, span) in enumerate(pairs)]
    notes = [block for block, (each, _) in zip(blocks, pairs, strict=True) if each.is_note and _may_cite(each)]
    found, remarks = in_notes(
        text, listed(text, blocks) or found_among(text, *([note] for note in notes)), _noted(pairs)
    )
    beside.notes += remarks if found else ()
    return found


def _noted(pairs: Pairs) -> list[tuple[Span, int]]:
    """Return the spans of the footnotes, and 0 for their numbers."""
    return [(span, 0) for each, span in pairs if each.is_note]


def _may_cite(note: TexParagraph) -> bool:
    """Return whether a footnote is more than a remark."""
    text = note.printed.text
    return not is_sentence(text) or evidence(text) >= LIKE_A_REFERENCE


def _bbl(file: str, name: str, beside: Siblings) -> Iterator[Bibliography]:
    """Yield the list in the ``.bbl`` file, read because the bibliographies that it was made from are missing."""
    text = beside.read(file, "") if file != PurePath(name).name and beside.holds(file) else None
    if text is not None:
        yield read(text, beside.name_of(file, ""))


def _pointers(pairs: Pairs, footnotes: Sequence[str]) -> Iterator[Citation]:
    for paragraph, span in pairs:
        marks, lines = paragraph.printed.citations, paragraph.cited_at
        lines = lines if len(lines) == len(marks) else (paragraph.line,) * len(marks)
        for mark, line in zip(marks, lines, strict=True):
            keys = tuple(key for key in mark.value.split(", ") if key not in footnotes)
            yield from [Citation(span=mark.span.shifted(span.start), keys=keys, line=line)] if keys else ()


def _parts(pairs: Pairs, name: str, beside: Siblings) -> Iterator[Part]:
    """Yield the positions where the text of an included file starts, and where that of the document continues."""
    file = ""
    for paragraph, span in pairs:
        if paragraph.file != file:
            file = paragraph.file
            yield Part(span.start, beside.name_of(file, ".tex", "") if file else name, NAME)
