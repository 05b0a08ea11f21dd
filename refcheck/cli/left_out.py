"""The values of a bibliography that are nowhere in another format that it was written in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from io import BytesIO
from itertools import repeat
from zipfile import ZipFile, is_zipfile

from refcheck.model import Bibliography, Reference, Scheme, Span
from refcheck.readers import formats, read_bytes
from refcheck.readers.data import bibtex, csl_json, endnote_tagged, nbib, ris, wikitext
from refcheck.readers.data.wikitext.templates import templates
from refcheck.readers.entries.tagged import lines
from refcheck.text.deferred import deferred
from refcheck.text.folding import alphanumerics
from refcheck.writers._common import as_csl, other_addresses

_MEMBER = deferred(r"\"([\w-]+)\"\s*:\s*(\"(?:[^\"\\]|\\.)*+\"|\[[^\[\]{}]*+\]|[\w.-]++)")
"""A member of an object whose value holds no other object: ``"collections": "7"``, ``"tags": ["a", "b"]``."""

_LINES = {each.NAME: each.LINE for each in (endnote_tagged, nbib, ris)}
"""A line with a name and a value, in the source of each format that has such lines."""

_ELSEWHERE = frozenset({"0", "AU", "ER", "ID", "TY", "crossref", "langid", "month", "type"})
"""Names that say what a record is and where it ends, and those of which something else says the same: ``AU`` beside ``FAU``."""

_NOT_TOLD = frozenset({"type", "id", "raw", "unread", "derived", "custom"})
"""Members of an item of CSL-JSON that are about the item itself."""


def left_out(before: Bibliography, written: bytes, form: str) -> Counter[str]:
    """Return in how many references ``written`` in the format ``form`` lacks each variable, or each name that no reader knows."""
    references = before.references
    after: Sequence[Reference] = read_bytes(written, form, format=form).references if form in formats() else ()
    if after and len(after) != len(references):
        return Counter(references=max(0, len(references) - len(after)))
    found = (({name for name, _ in _told(each)}, alphanumerics(_texts(each))) for each in after)
    kept = found if after else repeat((set(), alphanumerics(_all(written))))
    lost: Counter[str] = Counter()
    for reference, (variables, text) in zip(references, kept, strict=False):
        told = ((name, value) for name, value in _told(reference) if name not in variables)
        home = before.document.home_of(reference.spans)
        others = ((each.scheme.name, each.value) for each in reference.identifiers if each.scheme is not Scheme.URL)
        more = (*others, *(("URL", each) for each in other_addresses(reference)), *_unknown(reference, home.format))
        lost.update(dict.fromkeys((name for name, value in (*told, *more) if alphanumerics(value) not in text), 1))
    return lost


def _told(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield variables with their values as text, of names one part and of dates the year."""
    item = as_csl(reference)
    for name, value in (item | item.get("custom", {})).items():
        if name not in _NOT_TOLD:
            for each in value if isinstance(value, list) else [value]:
                parts = list(each.values()) if isinstance(each, dict) else [each]
                while isinstance(parts[0], list):
                    parts = parts[0]
                yield name, str(parts[0])


def _unknown(reference: Reference, form: str) -> Iterator[tuple[str, str]]:
    """Yield the names and values in the source that no field is read from."""
    places = [*(each.span for each in reference.fields), *(each.span for each in reference.identifiers)]
    for name, value in _named(reference.raw, form):
        if name not in _ELSEWHERE and not any(value.overlaps(place) for place in places):
            yield name, value.of(reference.raw)


def _named(raw: str, form: str) -> Iterator[tuple[str, Span]]:
    """Yield the names in the source of a reference, with where their values stand; none of a format that is not known here."""
    if form == bibtex.NAME:
        yield from ((field.name, field.span) for entry in bibtex.entries(raw) for field in entry.fields)
    elif form == wikitext.NAME:
        yield from ((each.name, each.span) for found in templates(raw) for each in found.parameters)
    elif form == csl_json.NAME:
        yield from ((found[1], Span(*found.span(2))) for found in _MEMBER.finditer(raw))
    elif form in _LINES:
        yield from ((line.tag, line.value) for line in lines(raw, _LINES[form]))


def _texts(reference: Reference) -> str:
    return " ".join((reference.raw, reference.key, *(field.value for field in reference.fields)))


def _all(written: bytes) -> str:
    """Return the text of a file that no reader reads: of an archive, that of all its parts."""
    if not is_zipfile(BytesIO(written)):
        return unescape(written.decode("utf-8", "replace"))
    with ZipFile(BytesIO(written)) as archive:
        return " ".join(unescape(archive.read(name).decode("utf-8", "replace")) for name in archive.namelist())
