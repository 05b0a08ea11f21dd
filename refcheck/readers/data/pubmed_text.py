"""PubMed's texts: its abstract format, and the results of a search, pasted from the page.

The source, the title and the authors of a work are on lines or in paragraphs of their own; its PMID comes last.

Signs: ``PMID:``.
"""

import re

from refcheck.model import Bibliography, Reference, Span
from refcheck.readers.entries import listed
from refcheck.readers.entries.columned import Cell, reference_of
from refcheck.text.deferred import deferred

NAME = "pubmed-text"

_SOURCE = (
    r"(?P<journal>[^\r\n;:]{2,120}?)\. (?P<date>\d{4}[^\r\n;:.]{0,20})(?:;\s?(?P<volume>[^\s();:]{1,20})?"
    r"(?:\((?P<issue>[^()]{1,30})\))?(?::\s?(?P<page>[^\s.;]{1,30}))?)?\.[^\r\n]*(?:\n(?!\s*\n)[^\r\n]*){0,2}?"
)
"""Journal, date, volume, issue and pages: "J Made Ex. 2008 Mar;12(3):45-67. doi: 10.1000/a. Epub 2008 Jan 12."."""

_NUMBER = r"PMID: ?(?P<pmid>\d{1,9})"
_ABSTRACT = re.compile(
    rf"(?:^|\n)(?P<key>\d{{1,5}})\. {_SOURCE}\n\s*\n(?P<title>\S[^\n]*(?:\n\S[^\n]*){{0,4}})\n\s*\n"
    r"(?P<author>\S[^\n]*(?:\n\S[^\n]*){0,40})\n\s*\n(?P<rest>.{0,20000}?)(?=\n\d{1,5}\. [^\n]{2,120}\. \d{4}|\Z)",
    re.DOTALL,
)
"""A record of the abstract format: source, title and authors, a paragraph each, and the rest up to the next record."""

_RESULT = re.compile(
    rf"(?:^|\n)(?P<key>\d{{1,5}})\s*\n(?:Cite\s*\n)?(?P<title>\S[^\n]+)\n(?P<author>\S[^\n]+)\n{_SOURCE}\n{_NUMBER}"
)
"""A search result: number, title, authors, source and PMID, each on a line of its own."""

_IN_REST = re.compile(_NUMBER)
_MARKS = re.compile(r"\(\d{1,3}\)|[*#†‡]")
"""The marks that refer to an author's affiliations: "Oxley M(1)(2)"."""

_DOI = re.compile(r"\bdoi:\s+(10\.\d{4,9}/\S+?)\.?(?=\s|$)", re.IGNORECASE)
"""A DOI after its label: "DOI: 10.1000/182"."""

_NOTICE = deferred(r"(?<=[\r\n])(?:Retraction|Partial retraction|Expression of concern) in(?=:?[ \t]*[\r\n])")
"""The heading above the citation of a notice: "Retraction in"."""

_GROUPS = {"title": "title", "journal": "container_title", "date": "issued"} | {
    name: name for name in ("volume", "issue", "page")
}
"""Variables by the groups of the patterns."""

_FEWEST = 2


def recognises(name: str, text: str) -> bool:
    """Return whether the text starts with a record of the abstract format, or contains several search results."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "PMID:" not in text:
        return False
    first = _ABSTRACT.match(text.lstrip())
    return (first is not None and _IN_REST.search(first["rest"]) is not None) or len(_RESULT.findall(text)) >= _FEWEST


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each record, in order."""
    lines = text.replace("\r\n", " \n").replace("\r", "\n")
    found = list(_ABSTRACT.finditer(lines)) or _RESULT.finditer(lines)
    return listed(text, name, NAME, (_reference(each, place, text) for place, each in enumerate(found, start=1)))


def _reference(found: re.Match[str], place: int, text: str) -> Reference:
    cells: dict[str, list[Cell]] = {}
    for group, variable in _GROUPS.items():
        if found[group]:
            cells[variable] = [Cell(" ".join(found[group].split()).removesuffix("."), Span(*found.span(group)))]
    authors = _MARKS.sub("", " ".join(found["author"].split())).strip(" .")
    cells["author"] = [Cell(authors.replace(", ", "; "), Span(*found.span("author")))]
    start, end = found.start("key"), found.end()
    if found.groupdict().get("pmid"):
        cells["pmid"] = [Cell(found["pmid"], Span(*found.span("pmid")))]
    elif number := _IN_REST.search(text, found.start("rest"), found.end()):
        cells["pmid"] = [Cell(number["pmid"], Span(*number.span("pmid")))]
        end = number.end()
    if doi := _DOI.search(text, start, end):
        cells["doi"] = [Cell(doi[1], Span(*doi.span(1)))]
    for notice in _NOTICE.finditer(text, start, end):
        cells.setdefault("kinds", []).append(Cell(notice[0], Span(*notice.span())))
    return reference_of(cells, Span(start, end), place, text)
