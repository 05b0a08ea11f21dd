"""Records of several formats in one text, such as concatenated exports, and printed lists beside them, read as one list.

A record starts outside those before it: after the end of one whose format marks it; otherwise after an empty line, or directly
after a line with one of its tags. So text in another format within an abstract or a note remains a part of it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import partial
from importlib import import_module
from itertools import islice, pairwise
from typing import Any

from attrs import evolve, frozen

from refcheck.model import DATA, FIXABLE, Bibliography, Document, Part, Reference, Span
from refcheck.readers.discovery import TextFormat, may_hold
from refcheck.readers.entries import LINE, prints_one, resemble_references, titles_of
from refcheck.readers.entries.nodes import values
from refcheck.text.deferred import deferred

_FORMS = ("bibtex", "csl-json", "endnote-tagged", "nbib", "refworks", "ris", "web-of-science")
"""Formats whose records may occur beside those of other formats."""
_ENDS = {
    "ris": deferred(r"(?<![^\r\n])[ \t]*ER[ \t]{0,3}-[^\r\n]*"),
    "web-of-science": deferred(r"(?<![^\r\n])ER[ \t]*(?:\s+EF[ \t]*)?(?![^\r\n])"),
}
"""The lines that end a record: ``ER  -``, ``ER``."""
_JSON = deferred(r"(?<![^\r\n])[ \t\ufeff]*(?=\{\s*\"|\[\s*\{)")
"""The start of an object or an array of objects, at the start of a line: ``[{"id"``."""
_XML = deferred(r"(?<![^\r\n])[ \t\ufeff]*<(?:\?xml[ \t]|(?:xml>\s*<)?records>)", re.IGNORECASE)
"""The start of EndNote's XML, or of any XML with a declaration."""
_BLANK_LINE = deferred(r"(?:\r\n?+|\n)[ \t]*+(?:\r\n?+|\n)|\ufeff")
"""The boundary of two files that were joined: an empty line, or the byte order mark of the second."""
_BLANKS = " \t\r\n\f\v\ufeff"
_FAR = 2000
"""How many characters before a record are searched for white space and the line before it. Source: a judgement: some empty lines, a
long line."""
_LONG = frozenset({"AB", "N1", "N2", "NO", "X", "Z"})
"""The tags of abstracts and notes, which continue on further lines: ``%X``, ``N2  - ``, ``AB``."""


@frozen
class _Section:
    """A stretch of a text in one format; ``is_open`` says that nothing marks the end of its record."""

    form: str
    start: int
    end: int
    is_open: bool = False


def read_sections(text: str, name: str, form: TextFormat | None) -> Bibliography | None:
    """Return the list of a text with records in other formats than the one that recognises it; ``None`` if it has no others."""
    records, within = _records(text) if form is None or form.NAME in _FORMS else ((), ())
    if not records:
        return None
    forms, remarks = {each.form for each in records}, tuple(_not_read(text, records, within))
    edges = [0, *(at for each in records for at in (each.start, each.end)), len(text)]
    gaps = [
        _Section("plain", *gap) for gap in zip(edges[::2], edges[1::2], strict=True) if text[slice(*gap)].strip(_BLANKS)
    ]
    if form and forms == {form.NAME} and (not gaps or name.lower().endswith(".bib")):  # gaps are comments in BibTeX
        return _noted(form.read(text, name), remarks) if remarks else None
    read = [(each, _module(each.form).read(text[each.start : each.end], name)) for each in records]
    titles = titles_of(one for _, each in read for one in each.references)
    printed = [(gap, found) for gap in gaps if (found := _printed(text[gap.start : gap.end], name, titles))]
    if form is None and len(printed) < len(gaps):
        return None  # a document that only shows records
    if len(forms) > 1 or printed:
        return _noted(_joined(sorted((*read, *printed), key=lambda each: each[0].start), text, name), remarks)
    only: TextFormat = _module(records[0].form)
    return _noted(only.read(text, name), remarks) if form and (remarks or only.NAME != form.NAME) else None


def _noted(read: Bibliography, remarks: Sequence[str]) -> Bibliography:
    return evolve(read, notes=(*read.notes, *remarks))


def _not_read(text: str, records: Sequence[_Section], within: Sequence[int]) -> Iterator[str]:
    """Yield notes on records in fields of others, and on XML beside the records: how many were not read, and from which line on."""
    if within:
        one, several = "1 record of another format is", f"{len(within)} records of other formats are"
        found = one if len(within) == 1 else several
        yield f"{found} in a field of the record before and may be part of it: not read{_line(text, within[0])}"
    held = [each for each in records if not each.is_open]
    for start in (each.end() for each in _XML.finditer(text)):
        if not any(each.start <= start < each.end for each in held):
            count = sum(map(text[start:].lower().count, ("<record>", "<pubmedarticle>")))
            counted = f"; records in it: {count}" if count else ""
            yield f"XML beside the records was not read{_line(text, start)}{counted}"
            return


def _line(text: str, at: int) -> str:
    (place,) = Document(name="", format="", text=text).places([Span(at, at)])
    return f" (line {place.line})"


def _module(form: str) -> Any:
    return import_module(f"refcheck.readers.{'pasted' if form == 'plain' else 'data'}.{form.replace('-', '_')}")


def _records(text: str) -> tuple[Sequence[_Section], Sequence[int]]:
    """Return the records in order, adjacent ones of one format as one section; and the offsets of other records in open ones."""
    forms = filter(partial(may_hold, text), _FORMS)
    firsts = {form: _JSON if form == "csl-json" else _module(form).FIRST for form in forms}
    found = sorted(
        ((each.start(), form, each) for form in firsts for each in firsts[form].finditer(text)),
        key=lambda each: each[:2],
    )
    own = [[start for start, form, _ in found if form == each] for each in firsts]
    following = dict(both for starts in own for both in pairwise(starts))
    braces = _module("bibtex").Braces(text) if "bibtex" in firsts else None
    records: list[_Section] = []
    within: list[int] = []
    is_other_json = False
    for start, form, first in found:
        held = records[-1] if records else None
        if (held and start < held.end) or (form == "csl-json" and is_other_json):
            continue
        record = _record(text, form, first, following.get(start, len(text)), braces)
        if record and held and held.is_open and form != held.form and not _is_apart(text, start, held):
            within += [start] if held.form != "nbib" else []
        elif record:
            records.append(record)
        is_other_json = is_other_json or (form == "csl-json" and record is None)
    sections: list[_Section] = []
    for each, end in zip(records, [*(each.start for each in records[1:]), len(text)], strict=False):
        each = evolve(each, end=_tail(text, each, end)) if each.is_open else each
        if sections and sections[-1].form == each.form and not text[sections[-1].end : each.start].strip(_BLANKS):
            each = evolve(sections.pop(), end=each.end)
        sections.append(each)
    return sections, within


def _is_apart(text: str, start: int, held: _Section) -> bool:
    """Return whether a record may start after an open one: after an empty line or a tag, or where PubMed would indent the text."""
    before = text[max(held.start, start - _FAR) : start]
    bare = before.rstrip()
    if _BLANK_LINE.search(before, len(bare)) or text[start] == "\ufeff":
        return True
    if held.form in ("nbib", "bibtex"):
        return held.form == "nbib" and not text[start].isspace()
    last = _module(held.form).LINE.fullmatch(bare, max(bare.rfind("\n"), bare.rfind("\r")) + 1)
    return last is not None and last[1] not in _LONG


def _record(text: str, form: str, first: re.Match[str], following: int, braces: Any) -> _Section | None:
    """Return the record that starts with ``first``, or ``None`` if it is not one; open if it has no end before ``following``."""
    module, end = _module(form), None
    if form == "csl-json":
        node = next(values(text, first.end()), None)
        if node is None or not node.is_whole or not module.recognises("", text[first.end() : node.end]):
            return None
        end = node.end
    elif form == "bibtex":
        if not (first[0].rstrip().endswith(("{", "(")) or module.FIELD.match(text, first.end())):
            return None
        end = braces.close(text.index("{", first.start())) if "{" in first[0] else None
    elif not all(module.LINE.fullmatch(each[0]) for each in islice(LINE.finditer(text, first.start()), 2)):
        return None
    elif form in _ENDS and (last := _ENDS[form].search(text, first.end(), following)):
        end = last.end()
    start = first.end() if form == "csl-json" else first.start()
    return _Section(form, start, end or first.end(), is_open=end is None)


def _tail(text: str, record: _Section, end: int) -> int:
    """Return where an open record ends at the latest: at the empty line after its last tag, or where the next starts."""
    if record.form == "bibtex":
        return end
    line = _module(record.form).LINE
    tagged = [each.end() for each in LINE.finditer(text, record.start, end) if line.fullmatch(text, *each.span())]
    blank = _BLANK_LINE.search(text, tagged[-1], end) if tagged else None
    return blank.end() if blank else end


def _printed(text: str, name: str, titles: Set[str]) -> Bibliography | None:
    """Return the printed list in a text beside records, if it is most of the text and not the records in printed form."""
    if not resemble_references(line for line in text.splitlines() if not line.lstrip().startswith("%")):
        return None
    read: Bibliography = _module("plain").read(text, name)
    raws = [each.raw for each in read.references]
    is_new = not all(prints_one(each, titles) for each in raws)
    return read if is_new and 2 * sum(map(len, raws)) >= len(text.strip()) else None


def _joined(sections: Sequence[tuple[_Section, Bibliography]], text: str, name: str) -> Bibliography:
    """Return the sections as one list, with spans in the whole text; keys that are only positions are renumbered."""
    taken = {each.key for _, read in sections for at, each in enumerate(read.references, 1) if each.key != str(at)}
    pieces: list[str] = []
    parts: list[Part] = []
    references: list[Reference] = []
    length = at = 0
    for section, read in sections:
        pieces += (text[at : section.start], read.document.text)
        length += section.start - at
        parts.append(Part(length, name, read.document.format))
        for place, each in enumerate(read.references, 1):
            key = str(len(references) + 1) if each.key == str(place) else each.key
            key += "b" if each.key == str(place) and key in taken else ""
            references.append(evolve(each, key=key, spans=tuple(span.shifted(length) for span in each.spans)))
        length, at = length + len(read.document.text), section.end
    pieces.append(text[at:])
    counts = Counter(each.document.format for _, each in sections for _ in each.references)
    shown = ", ".join(f"{count} in {form}" for form, count in counts.items())
    notes = (note for _, each in sections for note in each.notes)
    # preferably a format with fields, in which findings can be fixed
    first = min(counts, key=lambda form: form not in FIXABLE or form not in DATA)
    return Bibliography(
        document=Document(name=name, format=first, text="".join(pieces), parts=tuple(parts)),
        references=tuple(references),
        citations=sections[0][1].citations,
        notes=(f"several formats in one file, read as one list: {shown}", *notes),
    )
