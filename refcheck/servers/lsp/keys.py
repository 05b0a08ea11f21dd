"""Keys of entries and where texts cite them: completed with their titles, renamed everywhere at once.

Source: the cite commands of LaTeX, natbib and biblatex; Pandoc's ``[@key]``; Typst's ``@key`` and ``#cite(<key>)``.
"""

import re
from collections.abc import Iterator
from pathlib import PurePath

from refcheck.model import Span

_ENTRY = re.compile(r"@[ \t]*(?!(?i:string|comment|preamble)\b)[A-Za-z]+[ \t]*[{(][ \t]*([^\s,{}()=\"]+)[ \t]*(?=,)")
_INHERITED = re.compile(r"\b(?:crossref|xref|xdata)\s*=\s*[{\"]([^{}\"]+)[}\"]", re.IGNORECASE)
_CITE = re.compile(r"\\(?:[A-Za-z]*cite[A-Za-z]*|nocite)\*?(?:\s*\[[^\]\n]*\]){0,2}\s*\{([^{}\n]*)\}")
_AT = re.compile(r"(?<![\w@.\\])@([\w\d](?:[\w\d:.#$%&+?<>~/-]*[\w\d])?)")
_LABEL = re.compile(r"#cite\(\s*<([^<>\s]+)>")

_OPEN_CITE = re.compile(r"\\(?:[A-Za-z]*cite[A-Za-z]*|nocite)\*?(?:\s*\[[^\]\n]*\]){0,2}\s*\{[^{}\n]*?([^{},\s]*)\Z")
_OPEN_AT = re.compile(r"(?<![\w@.\\])@([\w:.#$%&+?<>~/-]*)\Z")

TEXTS = (".tex", ".md", ".rmd", ".qmd", ".typ")
LISTS = (".bib", ".bibtex")

SOUND = re.compile(r"[^\s{}(),=\"#%~\\@']+")
"""A key that every one of the formats takes."""


def occurrences(name: str, text: str) -> Iterator[tuple[str, Span]]:
    """The keys that stand in a text, and where."""
    suffix = PurePath(name).suffix.lower()
    if suffix in LISTS:
        yield from _each(_ENTRY, text)
        for found in _INHERITED.finditer(text):
            yield from _in_list(found)
    elif suffix == ".tex":
        for found in _CITE.finditer(text):
            yield from _in_list(found)
    elif suffix in TEXTS:
        yield from _each(_AT, text)
        yield from _each(_LABEL, text)


def key_at(name: str, text: str, offset: int) -> tuple[str, Span] | None:
    """The key at a place, and where it stands."""
    return next((each for each in occurrences(name, text) if each[1].start <= offset <= each[1].end), None)


def begun(name: str, text: str, offset: int) -> str | None:
    """The beginning of a key that is being typed there; ``None`` where no key can stand."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    suffix = PurePath(name).suffix.lower()
    pattern = _OPEN_CITE if suffix == ".tex" else _OPEN_AT if suffix in TEXTS else None
    found = pattern.search(line) if pattern else None
    return found[1] if found else None


def _each(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, Span]]:
    for found in pattern.finditer(text):
        yield found[1], Span(*found.span(1))


def _in_list(found: re.Match[str]) -> Iterator[tuple[str, Span]]:
    """Keys that commas part."""
    start = found.start(1)
    for key in found[1].split(","):
        bare = key.strip()
        if bare:
            at = start + key.index(bare)
            yield bare, Span(at, at + len(bare))
        start += len(key) + 1
