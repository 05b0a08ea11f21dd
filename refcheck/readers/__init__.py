"""File or text → bibliography, one format per module.

A format is a module with ``NAME`` and the functions of a :class:`TextFormat` or of a :class:`BinaryFormat`; it is found by
discovery, and imported if a document has one of its signs. A reader keeps the text as it is, makes no requests, and never raises
because of the content of a text.
"""

import os
import re
from pathlib import Path
from typing import Protocol

from attrs import evolve

from refcheck.errors import SourceError
from refcheck.model import DATA, Bibliography, Reference, Span
from refcheck.model.formats import FILE_TYPES
from refcheck.readers.discovery import (
    PybtexData,
    binary_format,
    binary_format_named,
    formats,
    load_formats,
    text_format,
    text_format_named,
)
from refcheck.readers.pasted.lines import list_read, read_each
from refcheck.readers.sections import read_sections
from refcheck.readers.single import bibtex_of
from refcheck.readers.sources.budgeted import within_budget
from refcheck.readers.sources.decoding import Decoded, decode, decode_text
from refcheck.readers.sources.folder import PLAIN, find_documents
from refcheck.readers.sources.refusing import REPORT, is_report, refusal
from refcheck.system.regular_files import DOCUMENT, read_file
from refcheck.text.deferred import deferred

__all__ = [
    "NAMELESS",
    "PLAIN",
    "Decoded",
    "PybtexData",
    "Readable",
    "binary_format",
    "decode",
    "find_documents",
    "formats",
    "list_read",
    "load_formats",
    "read",
    "read_bytes",
    "read_each",
    "read_text",
]

TEXT_NAME, NAMELESS = "<text>", "<input>"
"""The names of a document that was given as a string, and of bytes without a name."""

_LONGEST_NAME = 4096
"""The length of the longest path (POSIX ``PATH_MAX`` on Linux)."""


_SUFFIXES = "|".join(suffix[1:] for suffix, known in FILE_TYPES.items() if known.proof)
_FILE_NAME = deferred(rf"(?!10\.\d|www\.)[^\s:]{{1,200}}\.(?:{_SUFFIXES})", re.IGNORECASE)
"""One word with the suffix of a file: "references.bib", "lists/one.docx"; not a DOI or a URL."""


Binary = bytes | bytearray | memoryview
"""A file's content in memory."""


class Readable(Protocol):
    """An open file, of text or of bytes."""

    def read(self) -> str | bytes:
        """Return the rest of its content."""


def read(
    source: str | bytes | os.PathLike[str] | Readable | PybtexData,
    *,
    format: str | None = None,  # noqa: A002 - the public name
) -> Bibliography:
    """Return the references of a file, a text, or a bibliography of pybtex.

    Args:
        source: an ``os.PathLike`` is a file, a ``str`` is the text itself, ``bytes`` and an open file are a file's content;
            pybtex's ``BibliographyData`` is accepted too.
        format: one of ``refcheck.readers.formats()``; without it, the format is recognised.

    Raises:
        SourceError: the file is missing, a directory, unreadable, or not a document that can be read; the text is the name of
            a file; the format is unknown; the source is of another type.
    """
    if isinstance(source, PybtexData):
        return _read_text(bibtex_of(source), type(source).__name__, "bibtex")
    if isinstance(source, str):
        return read_text(as_text(source), TEXT_NAME, format=format)
    if isinstance(source, Binary):
        return read_bytes(bytes(source), NAMELESS, format=format)
    if not isinstance(source, os.PathLike):
        return _read_open(source, format)
    name = os.fspath(source)
    try:
        data = read_file(name, most=DOCUMENT)
    except OSError as error:
        raise SourceError(f"{name}: {error.strerror or error}") from error
    return read_bytes(data, name, format=format)


def _read_open(file: Readable, form: str | None) -> Bibliography:
    """Return the references of an open file, under its name if it has one."""
    if not hasattr(file, "read"):
        raise SourceError(
            f"a source is a path, a text, bytes or an open file, not {type(file).__name__}; check takes lists too"
        )
    name = getattr(file, "name", NAMELESS)
    name = name if isinstance(name, str) else NAMELESS
    try:
        content = file.read()
    except (OSError, ValueError) as error:  # closed, open for writing, or in another encoding
        raise SourceError(f"{name}: {error}") from error
    return (
        read_text(content, name, format=form)
        if isinstance(content, str)
        else read_bytes(bytes(content), name, format=form)
    )


def read_text(text: str, name: str, *, format: str | None = None) -> Bibliography:  # noqa: A002 - the public name
    """Return the references of a text; ``name`` is its name in reports.

    Raises:
        SourceError: the text is not a document that can be read, or the format is unknown.
    """
    decoded = decode_text(text)
    data = decoded.text.encode("utf-8-sig")  # for HTML and XML, whatever encoding they declare
    bibliography = _read_binary(data, name, format) or _read_text(decoded.text, name, format)
    return evolve(bibliography, notes=(*decoded.notes(), *bibliography.notes))


def read_bytes(data: bytes, name: str, *, format: str | None = None) -> Bibliography:  # noqa: A002 - the public name
    """Return the references of a file from its content; ``name`` is its name in reports.

    Raises:
        SourceError: the file cannot be read as a whole, or the format is unknown.
    """
    return within_budget(_read_here, data, name, format)


def _read_here(data: bytes, name: str, format: str | None) -> Bibliography:  # noqa: A002 - as in read_bytes
    if bibliography := _read_binary(data, name, format):
        return bibliography
    decoded = decode(data, name)
    bibliography = _read_text(decoded.text, name, format)
    return evolve(bibliography, notes=(*decoded.notes(), *bibliography.notes))


def _read_binary(data: bytes, name: str, form: str | None) -> Bibliography | None:
    if form is None and is_report(data):
        raise SourceError(f"{name}: {REPORT}")
    reader = binary_format(name, data) if form is None else binary_format_named(form)
    return _under_headings(_with_end_unread(reader.read_bytes(data, name))) if reader is not None else None


def _with_end_unread(bibliography: Bibliography) -> Bibliography:
    """Return a bibliography; if its source is broken, the last reference, which may be cut off, is marked as unread."""
    lasts = bibliography.references[-1:] if bibliography.is_cut else ()
    unread = tuple(evolve(last, unread=(Span(0, len(last.raw)),)) for last in lasts)
    return evolve(bibliography, references=(*bibliography.references[:-1], *unread)) if unread else bibliography


_REACH, _BETWEEN = 200, 100
"""How far before its list a heading may be, and the length of text between two references above which a repeated heading starts a
new list: headers and footers are shorter, chapters are longer. The heading of a chapter, or of another section, shows one too.
Source: a judgement: a few short lines.
"""


def _under_headings(bibliography: Bibliography) -> Bibliography:
    """Return a bibliography; in a document with several lists under headings, each reference states in which list it is."""
    if bibliography.document.format in DATA:
        return bibliography
    # here, because bibliographic data needs no lexicon
    from refcheck.lexicon import LISTS, Section, section
    from refcheck.lexicon.misspelling import AROUND_HEADINGS

    text, found = bibliography.document.text, list[Reference]()
    numbers: dict[str, int] = {}
    end = number = last = 0
    for each in bibliography.references:
        at = each.spans[0].start if each.spans else end
        is_apart = bool(end) and len(text[end:at].strip()) > _BETWEEN
        for line in text[max(end, at - _REACH) : at].splitlines():
            title = line.strip(AROUND_HEADINGS).casefold()
            if (heading := section(title)) not in (None, *LISTS):
                is_apart = bool(end)
            if heading is Section.REFERENCES:
                if title not in numbers or is_apart:
                    numbers[title] = last = last + 1
                number = numbers[title]
        found.append(evolve(each, in_list=number) if number > 1 else each)
        end = each.spans[-1].end if each.spans else end
    return evolve(bibliography, references=tuple(found)) if last > 1 else bibliography


def _read_text(text: str, name: str, form: str | None) -> Bibliography:
    reader = text_format(name, text) if form is None else text_format_named(form)
    if form is None and (bibliography := read_sections(text, name, reader)):
        return bibliography
    if reader is None and form is not None:
        raise SourceError(f"no reader for the format {form!r}; choose one of {', '.join(formats())}")
    if reader is None:
        from refcheck.readers.pasted import plain  # here, because the parser takes long to import

        if reason := refusal(name, text):
            raise SourceError(f"{name}: {reason}")
        reader = plain
    return _under_headings(reader.read(text, name))


def as_text(text: str) -> str:
    """Return a text as it is; raise :class:`SourceError` if it is the name of a file, or looks like one."""
    if _names_a_file(text):
        raise SourceError(f"{text!r} is the name of a file: give Path({text!r}) to read it")
    if _FILE_NAME.fullmatch(text):
        raise SourceError(f"{text!r} looks like a file name, but no such file exists: give the text, or a Path")
    return text


def _names_a_file(text: str) -> bool:
    if len(text) > _LONGEST_NAME or not text.strip() or len(text.splitlines()) > 1:
        return False
    try:
        return Path(text).is_file()
    except OSError:  # a part of it is too long for a name
        return False
