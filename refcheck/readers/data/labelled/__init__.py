"""Records that name their values in words: what databases, catalogues and reference managers show or save as text.

A line is a label and its value, ``Title: On lists``, ``{Title}: On lists``, ``- **Title:** On lists``, ``Title-题名: On lists``,
``Volume<tab>12``, or a label with the value on the lines under it; the title may be above the labels.
Sources: exports of CNKI (NoteExpress, E-Study), ProQuest, Ovid, Embase, Web of Science (full record), EndNote (show all fields),
Zotero (report), and library catalogues, as they name their fields.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import evolve

from refcheck.model import Bibliography, Reference, Span
from refcheck.readers.data.labelled.around import SIGN, Line, is_apart, is_head, titled, with_printed
from refcheck.readers.entries import LINE, listed
from refcheck.readers.entries.columned import PEOPLE, Cell, bare, people_in_one, reference_of, variable_of
from refcheck.readers.entries.sources import JOURNAL, PLACE, PRINTED, part, shown
from refcheck.text.deferred import deferred

NAME = "labelled"

_LABELLED = re.compile(
    r"[ \t]{0,8}(?:(?:[-*+•]|\d{1,3}[.)])[ \t]+)?" + SIGN + r"[*_]{0,3}\{?"
    r"(?P<label>[^\W\d_][^\r\n:{}\t*]{0,34}?)\}?"
    r"(?:[*_]{0,3}[ ]?[:：][*_]{0,3}(?=[ \t]|[^\s/\d]|\Z)[ \t]*|\t[ \t]*)(?P<value>[^\r\n]*)"
)
"""A label and its value: "Title: On lists", "{Title}: On lists", "- **Title:** On lists", "📄 **Title:** On lists",
"Title-题名: On lists", "Volume\t12"."""

_ALONE = re.compile(r"[A-Z][A-Za-z/]{2,15}(?: [A-Za-z/]{2,15}){0,2}")
"""A possible label that is alone on its line: "TITLE", "Author Names", "Unique Identifier"."""

_HEAD = deferred(r"[^\w\r\n]{0,4}(?:[^\W\d]{1,20} )?[^\w\r\n]{0,2}\d{1,6}(?: of \d{1,6})?[^\w\r\n]{0,4}")
"""The line that numbers a record above its labels: "<1>", "Record #1 of 2", "Document 1 of 2"."""

_LONGEST_HEAD = 50
"""The length of the longest such line. Source: the pattern."""

_DIGITS = str.maketrans("", "", "0123456789")
"""A translation that removes digits, in which such lines differ: without them, all have the same label."""

_WITHIN = deferred(r"(?<=\S) (?P<label>Volume|Issue|Pages|DOI|Published|Article Number): ")
"""Labels after others on the same line: "Source: DELTA STUDIES Volume: 3 Pages: 12-19 Published: JUN 2009"."""

_OTHER_NAMES = """
abstract abstractnote affiliations authoraddress authoraddresses authoraffiliation authoridentifiers authorinformation
accessionnumber attachments callnumber cited cityofpublication classification copyright datasource dateadded description doctype
documenttype entrydate id identifierkeyword institution itemtype ky label languageofpublication lastupdated librarycatalog
linkinghub links location modified number objecttype organ pagecount proquestdocumentid provider publicationcountry
publicationinfo publicationsubject pubtime recordnumber rights shorttitle sourcetype srcdatabase subject subjects
summary timescited totaltimescited uniqueidentifier us
xr
"""
_OTHER = frozenset(_OTHER_NAMES.split())
"""Labels of values that a reference has no variable for; in the form that ``bare`` returns."""

_NAMES = {
    "placeofpublication": "publisher_place",
    "sourceofpublication": "container_title",
    "yearofpublication": "issued",
    "period": "issue",
    "pg": "page",
    "yr": "issued",
    "roll": "volume",
    "isbnissn": "issn",
    "datatype": "type",
    "pt": "kinds",
    "publicationtype": "kinds",
    "publishedin": "container_title",
    "volumeissue": "volume",
    "volumeissuepages": "volume",
}
_JOINED = ("volumeissue", "volumeissuepages")
"""Labels of several numbers in one value."""

_IMPRINT = deferred(r"(?P<publisher_place>[^:,;]{2,40}) ?: (?P<publisher>[^:]{2,80}?), ?c?(?P<issued>\d{4})\.?")
"""The publisher field of a library catalogue: "Oslo: North Press, 2003"."""

_LIST = "printed"
"""The variable of a printed reference: its label alone on a line is the heading of a list."""

_METADATA = re.compile(r"\ufeff?---[ \t]*\r?\n")
"""The start of a document's metadata in YAML, where references have labels too: "---"."""

_FEWEST, _RECORDS = 4, 2
_MOSTLY = 0.5
"""The share of a text's lines that must have a known label. Source: a judgement; not fitted."""
_LOOKED_AT = 20_000


def recognises(name: str, text: str) -> bool:
    """Return whether most lines of a text, each with its continuation lines, have known labels."""
    if _METADATA.match(text):
        return False
    lines = list(_lines(text[:_LOOKED_AT]))
    known = [line.variable for line in lines if line.variable is not None]
    variables = set(filter(None, known))
    return (
        "title" in variables
        and len(variables & {"author", "issued", "container_title", "publisher", "doi", "isbn"}) >= _RECORDS
        and len(set(known)) >= _FEWEST
        and len(known) >= _MOSTLY * len(lines)
        and not is_head(text, [_span(each) for each in _records(lines)])
    )


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each record, and for each reference printed beside the records, in order."""
    records = [_reference(each, at, text) for at, each in enumerate(_records(list(_lines(text))), start=1)]
    return listed(text, name, NAME, with_printed(text, records))


def _span(record: Sequence[Line]) -> Span:
    return Span(record[0].span.start, record[-1].span.end)


def _reference(record: Sequence[Line], place: int, text: str) -> Reference:
    cells = _cells(record, text)
    span = _span(record)
    made = reference_of(cells, span, place, text)
    unread = tuple(cell.span.shifted(-span.start) for cell in cells.get("", ()))
    return evolve(made, unread=(*made.unread, *unread)) if unread else made


def _lines(text: str) -> Iterator[Line]:
    """Yield the lines, each joined with those that continue its value or are under a label alone on its line."""
    held: Line | None = None
    for line in titled(list(_each(text)), text):
        if held is not None and line.variable is None and _continues(held, line, text):
            held = evolve(
                held,
                value=Span(held.value.start if len(held.value) else line.span.start, line.span.end),
                span=Span(held.span.start, line.span.end),
            )
            continue
        if held is not None:
            yield held
        is_label = held is not None and line.variable is None
        held = evolve(line, value=Span(line.span.end, line.span.end)) if is_label else line
        if len(held.value):
            yield held
            held = None
    if held is not None:
        yield held


def _continues(held: Line, line: Line, text: str) -> bool:
    """Return whether a line without a known label continues the value above it, and is not an unknown label."""
    if not len(held.value):
        return True
    if text[held.value.start].isspace():
        return text[line.span.start].isspace()
    is_label = _ALONE.fullmatch(text, line.span.start, line.span.end) and line.span.of(text).isupper()
    return not (is_label and is_apart(text, held, line) and text[held.span.start : held.value.start].isupper())


def _each(text: str) -> Iterator[Line]:
    for found in LINE.finditer(text):
        if not found[0].strip():
            continue
        span = Span(found.start(), found.start() + len(found[0].rstrip()))
        labelled = _LABELLED.fullmatch(text, *found.span())
        label = _name(labelled["label"]) if labelled else ""
        variable = _variable(label) if labelled else None
        if (
            labelled is None
            and _ALONE.fullmatch(text, span.start, span.end)
            and (alone := _variable(_name(found[0]))) not in (None, _LIST)
        ):
            yield Line(alone, _name(found[0]), Span(span.end, span.end), span)
            continue
        if labelled is None or variable is None or (variable == _LIST and not labelled["value"].strip()):
            number = labelled is None and len(span) <= _LONGEST_HEAD and _HEAD.fullmatch(text, span.start, span.end)
            yield Line(None, number[0].translate(_DIGITS) if number else "", span, span)
            continue
        start = labelled.start("value")
        for inner in _WITHIN.finditer(text, start, found.end()):
            yield Line(variable, label, Span(start, inner.start()), Span(span.start, inner.start()))
            label, start = _name(inner["label"]), inner.end()
            span, variable = Span(inner.start("label"), span.end), _variable(label) or ""
        yield Line(variable, label, Span(start, max(start, span.end)), span)


def _name(label: str) -> str:
    """Return the letters and digits of a label, without a translation or bracketed ending: "Title-题名", "Author(s)"."""
    return bare(re.sub(r"-[^\x00-\x7f]+$|\([^()]*\)$", "", label.strip()))


def _variable(name: str) -> str | None:
    return _NAMES.get(name) or ("" if name in _OTHER else variable_of(name))


def _records(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Yield the lines of each record; it starts with its number, or with a label that each has once, or on consecutive lines."""
    places = [place for place, line in enumerate(lines) if not place or lines[place - 1].label != line.label]
    counts = Counter(lines[place].label for place in places)
    titles = counts[next((line.label for line in lines if line.variable == "title"), "")]
    first = next((line.label for line in lines if line.label and _is_in_all(line, counts[line.label], titles)), "")
    starts = [place for place in places if lines[place].label == first] if first else []
    for start, end in pairwise((*starts, len(lines))):
        known = [place for place in range(start, end) if lines[place].variable is not None]
        yield from [lines[known[0] : known[-1] + 1]] if known else []


def _is_in_all(line: Line, count: int, titles: int) -> bool:
    """Return whether each record has a line with this label; some of the numbered records may have no title."""
    return count == titles or (line.variable is None and count > titles)


def _cells(record: Sequence[Line], text: str) -> Mapping[str, Sequence[Cell]]:
    """Return the cells of each variable; those of the empty variable were not understood."""
    cells: dict[str, list[Cell]] = {}
    full = {line.variable for line in record if line.variable in PEOPLE and "full" in line.label and len(line.value)}
    for line in record:
        if line.variable and (line.variable not in full or "full" in line.label):
            value = line.value.of(text)
            if line.variable in PEOPLE and ";" not in value:
                value = "; ".join(each.strip() for each in value.splitlines())
            cells.setdefault(line.variable, []).append(Cell(value, line.value))
    if any(line.label in _JOINED for line in record):
        part(cells, "volume", PLACE)
    if "container_title" in cells:
        part(cells, "container_title", JOURNAL, PRINTED)
    for variable in {"title", *PEOPLE} & cells.keys():
        cells[variable] = [evolve(cell, text=shown(cell)[0]) for cell in cells[variable]]
    if (publisher := cells.get("publisher")) and (imprint := _IMPRINT.fullmatch(publisher[0].text.strip())):
        start = publisher[0].span.start + len(publisher[0].text) - len(publisher[0].text.lstrip())
        for variable in ("publisher_place", "publisher", "issued"):
            span = Span(*imprint.span(variable)).shifted(start)
            if variable == "publisher" or variable not in cells:
                cells[variable] = [Cell(imprint[variable], span)]
    return people_in_one(cells)
