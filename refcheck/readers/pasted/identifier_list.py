"""A list of nothing but identifiers: DOIs, PMIDs, PMCIDs, arXiv numbers, ISBNs and Handles, one a line or several on one.

Signs: ``10.``, ``pm``, ``arxiv``, ``97``, ``isbn``, ``hdl``.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers import find
from refcheck.identifiers.bare import bare_identifiers
from refcheck.model import Bibliography, Scheme
from refcheck.parsing import Entry, parse_list
from refcheck.readers.entries import LINE, listed

NAME = "identifier-list"

_SCHEMES = frozenset({Scheme.DOI, Scheme.PMID, Scheme.PMCID, Scheme.ARXIV, Scheme.ISBN, Scheme.HANDLE})
"""The schemes of identifiers that identify a work on their own."""

_NUMBER = re.compile(r"[ \t]*(?:[\[(]?(\d{1,5})[\]).:]{1,2}[ \t]+|[•*–-][ \t]+)")
"""A number or a bullet before an identifier: "12. 10.1000/182", "- 10.1000/182"."""

_LONGEST = 200_000
"""The length, in code points, of the longest text that is tested; in a longer one, references are searched for directly."""


def recognises(name: str, text: str) -> bool:
    """Return whether every line consists of identifiers, except for a heading on the first line."""
    return len(text) <= _LONGEST and bool(_items(text))


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each identifier, in order."""
    return listed(text, name, NAME, parse_list(_items(text)))


def _items(text: str) -> list[Entry]:
    """Return the identifiers; none if the text is something else."""
    found: list[Entry] = []
    for place, line in enumerate(filter(lambda each: each[0].strip(), LINE.finditer(text))):
        items = list(_of_line(line[0], line.start()))
        if not items and (place or _cannot_be_heading(line[0])):
            return []
        found += items
    return found if any(find(item.raw) for item in found) else []


def _cannot_be_heading(text: str) -> bool:
    """Return whether a line has a digit or is too long for a heading such as "DOIs to check"."""
    return any(map(str.isdigit, text)) or len(text) > 60


def _of_line(line: str, start: int) -> Iterator[Entry]:
    """Yield the identifiers of a line that contains nothing else."""
    number = _NUMBER.match(line)
    found = bare_identifiers(line, number.end() if number else 0)
    if all(each.scheme in _SCHEMES for each in found):
        for place, each in enumerate(found):
            key = number[1] if number and not place else None
            yield Entry(key=key, raw=each.span.of(line), spans=(each.span.shifted(start),))
