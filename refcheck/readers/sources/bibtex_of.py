"""The text of a bibliography that pybtex holds: its values as they stand, which are LaTeX.

pybtex's own writer is not asked: it takes a value for plain text and writes a backslash as two.
"""

from collections.abc import Iterator
from typing import Any

from refcheck.readers.discovery import PybtexData


def bibtex_of(data: PybtexData) -> str:
    """The entries in BibTeX, in order."""
    return "\n".join(_entry(key, entry) for key, entry in data.entries.items())


def _entry(key: str, entry: Any) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in _fields(entry)]
    return "\n".join([f"@{entry.type}{{{key},", *lines, "}", ""])


def _fields(entry: Any) -> Iterator[tuple[str, str]]:
    for role, persons in entry.persons.items():
        yield role, " and ".join(map(str, persons))
    yield from entry.fields.items()
