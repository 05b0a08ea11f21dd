"""BibTeX and biblatex (``.bib``): every entry is a reference, whose ``raw`` is its source.

The text stays as it is, comments and all. An entry that is not well formed is a reference of which nothing was read, and reaches
to where the next one begins; the entries behind it are read all the same.

Signs: ``@``, ``.bib``, ``.bibtex``, ``.biblatex``.
"""

import re
from collections.abc import Mapping

from refcheck.model import Bibliography, Reference
from refcheck.readers.data.bibtex.braces import Braces as Braces
from refcheck.readers.data.bibtex.entry import Reading
from refcheck.readers.data.bibtex.fields import entries_of
from refcheck.readers.data.bibtex.scanner import RawEntry, Strings
from refcheck.readers.data.bibtex.scanner import entries as entries
from refcheck.readers.entries import holds_printed, listed
from refcheck.readers.entries.stated import broken, reference
from refcheck.readers.sources import paused
from refcheck.text.deferred import deferred

NAME = "bibtex"

_SUFFIXES = (".bib", ".bibtex", ".biblatex")

FIRST = re.compile(
    r"(?:^|(?<=\r))[ \t\ufeff]*@[ \t]*(?:[A-Za-z]+[ \t]*[{(][ \t]*[^\s,{}()=\"]*[ \t]*,|(?i:string|preamble|comment)\s*[{(])",
    re.MULTILINE,
)
"""A line that begins an entry: ``@article{smith2020,``."""

FIELD = re.compile(r"[\s,]{0,200}(?:[^\s,={}()%]{1,40}\s{0,40}=|[})%])")
"""The first field of an entry, its end, or a comment: ``title = {``."""

_FOREIGN = ("\\documentclass", "\\begin{", "<", "```", "\n---\n")
"""What says that a text is something else that shows an entry."""

_FENCE = re.compile(
    r"[ \t]*(?:`{3,}|~{3,})[ \t]*(?:(?P<named>bib(?:tex|latex)?)|(?:(?:la)?tex|te?xt)?|(?P<other>\S.*?))[ \t]*$",
    re.IGNORECASE,
)
"""The fence of a code block, and the language that it names: "```bibtex", "~~~", "```python"."""

_CITING = deferred(r"\[[^\[\]]{0,80}@\w|^(?:bibliography|references):")
"""A sign of a text that has a bibliography of its own: "[see @doe]", "bibliography: refs.bib"."""

_LONGEST_HEAD = 2_000
"""How much may stand before the first entry in a file that is not called a bibliography."""

_NOT_REFERENCES = frozenset({"xdata", "set", "control", "ieeetranbstctl"})
"""Entries that only serve others, or set up a style. Source: the manuals of biblatex, REVTeX and IEEEtran's BibTeX style."""


def recognises(name: str, text: str) -> bool:
    """Return whether the text has entries, and nothing before the first that makes it another kind of document."""
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
        and _is_handed_over(text, bool(fence["named"]))
    ):
        head.pop()
    is_first = entry.start() <= _LONGEST_HEAD and not any(mark in line for line in head for mark in _FOREIGN)
    is_macro = entry[0].rstrip().endswith(("{", "("))  # of @string, @preamble, @comment
    return is_first and (is_macro or FIELD.match(text, entry.end()) is not None)


def _is_handed_over(text: str, is_named: bool) -> bool:
    """Return whether entries stand in a code block as chat programs hand them over, with some words around and no other list.

    A block that does not say of what it is may show an example, unless most lines are such.
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
    return (is_named or count > len(others)) and not any(map(_CITING.search, others)) and not holds_printed(others)


def _is_idle(line: str) -> bool:
    """Return whether a line is empty or a comment."""
    return not line.strip() or line.lstrip().startswith("%")


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each entry, in order."""
    return read_among(text, name, {})


def read_among(text: str, name: str, strings: Strings, joint: str = "") -> Bibliography:
    """Return the references of one of several bibliographies that are read as one, as those of a document are.

    ``strings`` are the abbreviations of those before it, to which its own are added; ``joint`` is the text of all of them.
    """
    every = (entry for entry in entries_of(text, strings, joint or text) if entry.type not in _NOT_REFERENCES)
    with paused():
        references = tuple(_reference(entry, place, text) for place, entry in enumerate(every, start=1))
    return listed(text, name, NAME, references)


_NAMING = re.compile(r"\bids\s*=|@\s*set\b", re.IGNORECASE)
"""Entries with other keys than their own, and those that stand for several: ``ids = {old, older}``, ``@set{pair,``."""


def aliases(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the keys by which a text may cite entries beside their own, with those that they stand for.

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
