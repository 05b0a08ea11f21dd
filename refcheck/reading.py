"""Reading of files with the settings: the waivers in their comments, and the chosen readings of identifiers."""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from pathlib import PurePath

from attrs import evolve

from refcheck.checks import rules
from refcheck.errors import SourceError
from refcheck.model import Bibliography, Document
from refcheck.readers import decode, read_bytes
from refcheck.readers.sources.siblings import ReadFile, keep
from refcheck.settings import Settings, allowed, choose, takes_comments

_MANUSCRIPTS = (".tex", ".ltx", ".latex")
"""Suffixes of manuscripts for which LaTeX writes a ``.bbl`` of the same name."""


def read_as_set(data: bytes, name: str, settings: Settings) -> tuple[Bibliography, Settings]:
    """Return the references of a file with the chosen readings, and the settings with the waivers in the file's own comments.

    Raises:
        SourceError: the file cannot be read.
    """
    keep(ReadFile(name=name, data=data))
    bibliography = choose(read_bytes(data, name), settings.choices)
    if not takes_comments(bibliography.document.format):
        return bibliography, settings
    waivers, notes = allowed(bibliography, decode(data, name).text, rules())
    noted = evolve(bibliography, notes=(*bibliography.notes, *notes))
    return noted, evolve(settings, waivers=(*settings.waivers, *waivers))


def left_out(name: str, error: SourceError) -> Bibliography:
    """Return a bibliography for a document that could not be read: without references, and with a note that says why."""
    note = f"{str(error).removeprefix(f'{name}: ')}; it was left out"
    return Bibliography(document=Document(name=name, format="", text=""), notes=(note,))


def each_once(bibliographies: Sequence[Bibliography]) -> list[Bibliography]:
    """Return the bibliographies, dropping from a file's own bibliography the entries that were also read along with a manuscript.

    Of such a file, only entries that the manuscript does not cite remain; if there are none, the file is left out. Files that the
    manuscript includes are also left out, and entries in the ``.bbl`` that LaTeX wrote for it if the manuscript has them.
    """
    held: dict[str, set[str]] = defaultdict(set)
    for each in bibliographies:
        own = each.document
        for reference in each.references:
            if (file := own.home_of(reference.spans).name) != own.name:
                held[os.path.realpath(file)].add(reference.key)
        if own.name.lower().endswith(_MANUSCRIPTS):
            made = PurePath(own.name).with_suffix(".bbl")
            held[os.path.realpath(made)].update(reference.key for reference in each.references)
    included: set[str] = set()
    for each in bibliographies:
        if os.path.realpath(each.document.name) not in included:  # of two that include each other, the first remains
            included.update(_included_by(each))
    left = [each for each in bibliographies if os.path.realpath(each.document.name) not in included]
    kept = (_without(each, held.get(os.path.realpath(each.document.name), set())) for each in left)
    return [after for before, after in zip(left, kept, strict=True) if after.references or after is before]


def _included_by(bibliography: Bibliography) -> Iterator[str]:
    """Yield the files that are left out beside a manuscript, since their text is part of its text."""
    document = bibliography.document
    for part in document.parts:
        if part.name != document.name and part.format == document.format:
            yield os.path.realpath(part.name)


def _without(bibliography: Bibliography, keys: Set[str]) -> Bibliography:
    if not keys:
        return bibliography
    return evolve(bibliography, references=tuple(each for each in bibliography.references if each.key not in keys))
