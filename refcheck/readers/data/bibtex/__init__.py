"""BibTeX and biblatex (``.bib``): every entry is a reference, whose ``raw`` is its source.

The text is kept unchanged, with its comments. A malformed entry becomes a reference of which nothing was read, and extends to the
start of the next entry; the entries after it are read as usual.

Signs: ``@``, ``.bib``, ``.bibtex``, ``.biblatex``.
"""

import re
from collections.abc import Mapping

from refcheck.model import Bibliography, Reference
from refcheck.model.formats import suffixes_of
from refcheck.readers.data.bibtex.braces import Braces as Braces
from refcheck.readers.data.bibtex.entry import Reading
from refcheck.readers.data.bibtex.fields import entries_of
from refcheck.readers.data.bibtex.scanner import RawEntry, Strings
from refcheck.readers.data.bibtex.scanner import entries as entries
from refcheck.readers.entries import listed, resemble_references
from refcheck.readers.entries.stated import broken, reference
from refcheck.readers.sources import paused
from refcheck.text.deferred import deferred

NAME = "bibtex"

_SUFFIXES = suffixes_of(NAME)

FIRST = re.compile(
    r"(?:^|(?<=\r))[ \t\ufeff]*@[ \t]*(?:[A-Za-z]+[ \t]*[{(][ \t]*[^\s,{}()=\"]*[ \t]*,|(?i:string|preamble|comment)\s*[{(])",
    re.MULTILINE,
)
"""The start of an entry, at the start of a line: ``@article{smith2020,``."""

FIELD = re.compile(r"[\s,]{0,200}(?:[^\s,={}()%]{1,40}\s{0,40}=|[})%])")
"""The first field of an entry, its end, or a comment: ``title = {``."""

_FOREIGN = ("\\documentclass", "\\begin{", "<", "```", "\n---\n")
"""Strings of other kinds of documents, which may show an entry."""

_FENCE = re.compile(
    r"[ \t]*(?:`{3,}|~{3,})[ \t]*(?:(?P<named>bib(?:tex|latex)?)|(?:(?:la)?tex|te?xt)?|(?P<other>\S.*?))[ \t]*$",
    re.IGNORECASE,
)
"""The fence of a code block, and the language that it names: "```bibtex", "~~~", "```python"."""

_CITING = deferred(r"\[[^\[\]]{0,80}@\w|^(?:bibliography|references):")
"""Evidence that a text has a bibliography of its own: "[see @doe]", "bibliography: refs.bib"."""

_LONGEST_HEAD = 2_000
"""The longest text before the first entry of a file whose name is not that of a bibliography, in code points."""

_NOT_REFERENCES = frozenset({"xdata", "set", "control", "ieeetranbstctl"})
"""Entry types that serve other entries or configure a style. Source: the manuals of biblatex, REVTeX and IEEEtran's style."""


def recognises(name: str, text: str) -> bool:
    """Return whether the text has entries, and no text before the first that shows it to be another kind of document."""
    entry = FIRST.search(text)
    if entry is None:
        return name.lower().endswith(_SUFFIXES) and all(_is_idle(line) for line in text.splitlines())
    if name.lower().endswith(_SUFFIXES):
        return True
    head = [line for line in text[: entry.start()].splitlines() if not _is_idle(line)]
    if (
        head
        and (fence := _FENCE.match(head[-1]))
        and not fence["other"]
        and _is_chat_answer(text, bool(fence["named"]))
    ):
        head.pop()
    is_first = entry.start() <= _LONGEST_HEAD and not any(mark in line for line in head for mark in _FOREIGN)
    is_macro = entry[0].rstrip().endswith(("{", "("))  # of @string, @preamble, @comment
    return is_first and (is_macro or FIELD.match(text, entry.end()) is not None)


def _is_chat_answer(text: str, is_named: bool) -> bool:
    """Return whether the entries are in a code block, as chat programs print them, with some words around and no other list.

    A block that does not name its language may be an example, unless most lines of the text are in such blocks.
    """
    count = 0
    others: list[str] = []
    is_within = is_code = False
    for line in text.splitlines():
        if fence := _FENCE.match(line):
            is_within = not is_within
            is_code = is_within and not fence["other"]
        elif line.strip() and is_code:
            count += 1
        elif line.strip():
            others.append(line)
    return (
        (is_named or count > len(others)) and not any(map(_CITING.search, others)) and not resemble_references(others)
    )


def _is_idle(line: str) -> bool:
    """Return whether a line is empty or a comment."""
    return not line.strip() or line.lstrip().startswith("%")


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each entry, in order."""
    return read_among(text, name, {})


def read_among(text: str, name: str, strings: Strings, joint: str = "") -> Bibliography:
    """Return the references of one of several bibliographies that are read together, such as those of one document.

    ``strings`` are the abbreviations of the bibliographies before it, to which its own are added; ``joint`` is the text of all.
    """
    every = (entry for entry in entries_of(text, strings, joint or text) if entry.type not in _NOT_REFERENCES)
    with paused():
        references = tuple(_reference(entry, place, text) for place, entry in enumerate(every, start=1))
    return listed(text, name, NAME, references)


_NAMING = re.compile(r"\bids\s*=|@\s*set\b", re.IGNORECASE)
"""A field with further keys of an entry, and an entry that stands for several: ``ids = {old, older}``, ``@set{pair,``."""


def aliases(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the additional keys by which a text may cite entries, each with the keys of the entries that it stands for.

    Source: the manual of biblatex, on the field ``ids`` and the entry type ``set``.
    """
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries(text) if _NAMING.search(text) else ():
        for field in entry.fields:
            keys = tuple(key for each in (field.text or "").split(",") if (key := each.strip()))
            if entry.key and field.name == "ids":
                found |= dict.fromkeys(keys, (entry.key,))
            elif entry.key and entry.type == "set" and field.name == "entryset":
                found[entry.key] = keys
    return found


def _reference(entry: RawEntry, place: int, text: str) -> Reference:
    if entry.is_broken:
        return broken(entry.key or str(place), text, entry.span)
    return reference(Reading(entry).entry(place), text)
