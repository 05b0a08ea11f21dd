"""Bibliographies that biber or BibTeX has written for biblatex (``.bbl``), and lists of amsrefs.

Source: "User's Guide to the amsrefs Package", American Mathematical Society.

Source: biblatex's documentation of the data interface; only the fields that identify a work are read.
"""

import re
from collections.abc import Iterator, Mapping

from attrs import evolve

from refcheck.model import Bibliography, Date, Name
from refcheck.parsing.dates import read_date
from refcheck.readers.data import bibtex
from refcheck.readers.documents.latex.macros import JOINED, groups, without_comments
from refcheck.readers.entries.items import Given, Item, given, item_of
from refcheck.readers.entries.tex import decode

_BIB = re.compile(r"\\bib\*?\s*\{(?P<key>[^{}\n]{1,200})\}\s*\{(?P<type>[A-Za-z.]{1,40})\}\s*(?=\{)")
r"""The start of an entry of amsrefs: "\\bib{doe}{article}{"."""

_FIELD = re.compile(r"(?P<name>[A-Za-z_-]{1,40})\s*=\s*(?=\{)")
r"""The start of a field: "author={"."""

_ROLES = ("author", "editor", "translator")
"""Fields of persons; amsrefs repeats the field for each person."""


def entries(text: str) -> Bibliography | None:
    """Return the amsrefs entries of a document, converted to BibTeX and read; ``None`` if it has none."""
    source = without_comments(text).replace(JOINED, "")
    ends = groups(source) if "\\bib{" in source or "\\bib*{" in source else {}
    found = [_entry(source, start, ends) for start in _BIB.finditer(source) if start.end() in ends] if ends else []
    return bibtex.read("\n\n".join(found) + "\n", "") if found else None


def _entry(source: str, start: re.Match[str], ends: Mapping[int, int]) -> str:
    fields: dict[str, str] = {}
    for name, value in _fields(source, start.end() + 1, ends):
        fields[name] = f"{fields[name]} and {value}" if name in _ROLES and name in fields else value
    inner = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{start['type'].replace('.', '')}{{{start['key']},\n{inner}}}"


def _fields(source: str, at: int, ends: Mapping[int, int]) -> Iterator[tuple[str, str]]:
    """Yield the names and values of the fields in the group that opens just before ``at``."""
    end = ends[at - 1]
    while (field := _FIELD.search(source, at, end)) and field.end() in ends:
        at = ends[field.end()]
        yield field["name"].lower(), source[field.end() + 1 : at].strip()


_ENTRY = re.compile(r"\\entry\{([^{}]*)\}\{([^{}]*)\}")
r"""An entry of biblatex's ``.bbl``: "\\entry{doe2020}{article}{}"."""

_VALUE = re.compile(r"\\(field|name|list|strng)\{([a-z]+)\}")
r"""A value: "\\field{title}", "\\name{author}{2}{", "\\list{publisher}{1}{"."""

_VERB = re.compile(r"\\verb\{([a-z]+)\}\s*\\verb ([^\n]*)")
r"""A verbatim value: "\\verb{doi}\n\\verb 10.1000/x\n\\endverb"."""

_PART = re.compile(r"(family|given|prefix|suffix)=(?=\{)")
"""A part of a name: "family={Doe}"."""

_DELIMITER = re.compile(r"\\bibnamedelim[a-i]\b\s*")
r"""biblatex's space between two words of a name: "de\\bibnamedelima la", "T.\\bibnamedelimi R."."""

_CUT = re.compile(r"\\true\{moreauthor\}")
r"""The command for "and others" after the authors: "\\true{moreauthor}"."""

_RANGE = re.compile(r"\\bibrangedash\s*")
r"""The dash between two page numbers: "5\\bibrangedash 9"."""

_TYPES = {
    "article": "article-journal", "book": "book", "mvbook": "book", "collection": "book", "inbook": "chapter",
    "incollection": "chapter", "proceedings": "book", "inproceedings": "paper-conference", "thesis": "thesis", "report": "report",
    "online": "webpage", "patent": "patent", "dataset": "dataset", "software": "software",
}  # fmt: skip
_VARIABLES = {
    "title": "title", "journaltitle": "container_title", "booktitle": "container_title", "series": "collection_title",
    "volume": "volume", "number": "issue", "pages": "page", "edition": "edition", "publisher": "publisher",
    "institution": "publisher", "location": "publisher_place", "isbn": "isbn", "issn": "issn", "doi": "doi", "url": "url",
}  # fmt: skip


def items(text: str) -> Iterator[Item]:
    """Yield the entries of biblatex's ``.bbl``, each with its key."""
    if _ENTRY.search(text) is None:
        return
    text = without_comments(text)
    entries = list(_ENTRY.finditer(text))
    ends = groups(text)
    line, before = 1, 0
    starts = [*(entry.start() for entry in entries), len(text)]
    for entry, after in zip(entries, starts[1:], strict=True):
        line, before = line + text.count("\n", before, entry.start()), entry.start()
        values = dict(_values(text, entry.end(), after, ends))
        if (item := item_of(_givens(values), key=entry[1], kind=_TYPES.get(entry[2]), line=line)).raw:
            yield evolve(item, et_al=_CUT.search(text, entry.end(), after) is not None)


def _values(text: str, start: int, end: int, ends: Mapping[int, int]) -> Iterator[tuple[str, str]]:
    for value in _VALUE.finditer(text, start, end):
        at = value.end()
        while text[at : at + 1] == "{" and at in ends and ends[at] < end:
            inner = text[at + 1 : ends[at]]
            at = ends[at] + 1
            if value[1] == "field" or text[at : at + 1] != "{":
                yield value[2], inner
                break
    for value in _VERB.finditer(text, start, end):
        yield value[1], value[2]


def _givens(values: Mapping[str, str]) -> Iterator[Given]:
    for role in _ROLES:
        for name in _names(values.get(role, "")):
            yield Given(name=role, value=name, text=str(name))
    date = "-".join(part for key in ("year", "month", "day") if (part := values.get(key, "")))
    if date:
        yield Given(name="issued", value=read_date(date) or Date(raw=date), text=values.get("year", date))
    for key, variable in _VARIABLES.items():
        yield from given(variable, decode(_RANGE.sub("-", values.get(key, "").replace(JOINED, ""))))


def _names(value: str) -> Iterator[Name]:
    ends = groups(value)
    current: dict[str, str] = {}
    for part in _PART.finditer(value):
        if part[1] in current and part[1] == "family":
            yield _name(current)
            current = {}
        if part.end() in ends:
            current[part[1]] = decode(_DELIMITER.sub(" ", value[part.end() + 1 : ends[part.end()]]))
    if current:
        yield _name(current)


def _name(parts: dict[str, str]) -> Name:
    if "family" not in parts:
        return Name(literal=parts.get("given", ""))
    return Name(
        family=parts["family"], given=parts.get("given"), particle=parts.get("prefix"), suffix=parts.get("suffix")
    )
