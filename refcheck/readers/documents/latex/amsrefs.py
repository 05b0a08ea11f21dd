"""Lists of amsrefs, which stand in the document itself: ``\\bib{key}{article}{author={Doe, J.}, title={…}}``.

Source: "User's Guide to the amsrefs Package", American Mathematical Society.
"""

import re
from collections.abc import Iterator, Mapping

from refcheck.model import Bibliography
from refcheck.readers.data import bibtex
from refcheck.readers.documents.latex.source import groups, without_comments

_BIB = re.compile(r"\\bib\*?\s*\{(?P<key>[^{}\n]{1,200})\}\s*\{(?P<type>[A-Za-z.]{1,40})\}\s*(?=\{)")
r"""The beginning of an entry: "\\bib{doe}{article}{"."""

_FIELD = re.compile(r"(?P<name>[A-Za-z_-]{1,40})\s*=\s*(?=\{)")
r"""The beginning of a field: "author={"."""

_NAMES = frozenset({"author", "editor", "translator"})
"""Fields of which there is one a person."""


def entries(text: str) -> Bibliography | None:
    """The entries of a document's lists, as the BibTeX that says the same; ``None`` where there is none."""
    source = without_comments(text)
    ends = groups(source) if "\\bib{" in source or "\\bib*{" in source else {}
    found = [_entry(source, begun, ends) for begun in _BIB.finditer(source) if begun.end() in ends] if ends else []
    return bibtex.read("\n\n".join(found) + "\n", "") if found else None


def _entry(source: str, begun: re.Match[str], ends: Mapping[int, int]) -> str:
    fields: dict[str, str] = {}
    for name, value in _fields(source, begun.end() + 1, ends):
        fields[name] = f"{fields[name]} and {value}" if name in _NAMES and name in fields else value
    inner = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{begun['type'].replace('.', '')}{{{begun['key']},\n{inner}}}"


def _fields(source: str, at: int, ends: Mapping[int, int]) -> Iterator[tuple[str, str]]:
    """The fields of the group that has begun before ``at``, and their values."""
    end = ends[at - 1]
    while (field := _FIELD.search(source, at, end)) and field.end() in ends:
        at = ends[field.end()]
        yield field["name"].lower(), source[field.end() + 1 : at].strip()
