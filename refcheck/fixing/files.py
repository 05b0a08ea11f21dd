"""Fixing of a file: read → audit → plan → write, until nothing is left to fix."""

from collections.abc import Iterator, Sequence, Set

from attrs import evolve, frozen

from refcheck.errors import SourceError
from refcheck.fixing.accepting import Accept
from refcheck.fixing.correcting import Audit, Held, Mended, correct
from refcheck.fixing.duplicates import CODE as DUPLICATE
from refcheck.fixing.edits import Edit, Refused, applied
from refcheck.fixing.endnote_xml import FORMAT as ENDNOTE_XML
from refcheck.fixing.endnote_xml import plan_in_records
from refcheck.fixing.json_items import places
from refcheck.fixing.markup import misplaced, plan_in_markup
from refcheck.fixing.merging import merged, where_accepted
from refcheck.fixing.planning import STRUCTURED, Planned, plan
from refcheck.model import FIXABLE, MARKUP, TRACKABLE, Bibliography, Reference, Report, Safety
from refcheck.readers import Decoded, decode
from refcheck.reading import read_as_set
from refcheck.settings import Settings

_DATA = (".json", ".yaml", ".yml", ".xml")
"""Suffixes of files that may be destroyed by a change of text that was not understood."""


def mend(data: bytes, name: str, *, settings: Settings, audit: Audit, wanted: Set[Safety]) -> Mended:
    """Make the fixes of wanted safety of all findings that the settings show.

    All other bytes are unchanged. The baseline is ignored.

    Raises:
        SourceError: the file cannot be read, has a format that cannot be fixed, or its fixes do not come to an end.
    """
    settings = evolve(settings, baseline=None)
    read = _read(data, name, settings)
    form = read.bibliography.document.format
    if form not in (*STRUCTURED, *MARKUP) and name.lower().endswith(_DATA):
        raise SourceError(f"{name}: could not be read in the format of its name; nothing was changed")
    mended = correct(read, settings, audit, wanted)
    merges = form == "bibtex" and any(
        each.code == DUPLICATE and where_accepted(each.decided) for each in settings.edits
    )
    return merged(mended, settings, audit, where_accepted) if merges else mended


def _has_own(bibliography: Bibliography) -> bool:
    """Return whether the document is markup that itself contains references."""
    document = bibliography.document
    homes = (document.home_of(each.spans) for each in bibliography.references)
    return document.format in MARKUP and any(home.name == document.name for home in homes)


def _why_unfixable(bibliography: Bibliography) -> str:
    form = bibliography.document.format
    homes = (bibliography.document.home_of(each.spans) for each in bibliography.references)
    if named := ", ".join(dict.fromkeys(home.name for home in homes if home.format in FIXABLE)):
        return f"is {form}; its references are in {named}: fix that instead"
    if form == "mojibake":
        return "was saved in a wrong encoding, as “MÃ¼ller” for “Müller”; save it correctly first"
    return (
        f"a file of this format ({form}) cannot be fixed; `refcheck check --format bibtex` writes a corrected bibliography. "
        f"Formats that can: {', '.join(each for each in (*FIXABLE, *MARKUP, *TRACKABLE) if each != 'lines')}"
    )


@frozen(kw_only=True)
class _Read(Held):
    """A text file as it was read."""

    decoded: Decoded

    def made(self, report: Report, accept: Accept) -> tuple[Planned, "_Read"]:
        """Return the edits of a report that can be made, and the file with them."""
        planned, changed = _made(self, _planned(self, report, accept))
        if planned.edits and changed.text != applied(self.text, planned.edits):
            raise SourceError(f"{self.name}: its mixed encodings do not allow the fixes; nothing was changed")
        return planned, changed

    def heeding(self, settings: Settings) -> "_Read":
        """Return the file, read with other settings."""
        return _read(self.data, self.name, settings)


def _read(data: bytes, name: str, settings: Settings) -> _Read:
    bibliography, own = read_as_set(data, name, settings)
    is_empty = not bibliography.references and bibliography.document.format in MARKUP  # the audit says so
    if not (is_empty or bibliography.document.format in FIXABLE or _has_own(bibliography)):
        raise SourceError(f"{name}: {_why_unfixable(bibliography)}")
    decoded = decode(data, name)
    return _Read(name=name, data=data, text=decoded.text, decoded=decoded, bibliography=bibliography, settings=own)


def _planned(read: _Read, report: Report, accept: Accept) -> Planned:
    """Return the changes of the file's own text, which differs from the document's text in JSON: there, escapes are decoded."""
    document = read.bibliography.document
    if document.format in MARKUP:
        planning = plan_in_records if document.format == ENDNOTE_XML else plan_in_markup
        return planning(report.references, accept, read.text, read.name, read.decoded.can_write)
    if document.text == read.text:
        return plan(document, report.references, accept, read.decoded.can_write)
    if document.parts:
        raise SourceError(f"{read.name}: has JSON with escapes beside other formats; nothing was changed")
    can_write = str.isascii if read.text.isascii() else read.decoded.can_write
    planned = plan(document, report.references, accept, can_write)
    place = places(read.text)
    return evolve(planned, edits=tuple(evolve(edit, span=place(edit.span)) for edit in planned.edits))


def _made(read: _Read, planned: Planned) -> tuple[Planned, _Read]:
    """Return the edits of a plan that can be made, and the file with them.

    Lines are not joined if the list would then be read differently, and an entry is not changed if that would change how another
    of its fields is read.
    """
    if not planned.edits:
        return planned, read
    try:
        changed = _with(read, planned)
    except SourceError:
        return _without(read, planned, set(planned.edits), "the fixed file could not be read")
    if read.bibliography.document.format in MARKUP:
        why = "it would change how the list is read"
        if wrong := misplaced(planned.edits, read.bibliography, changed.bibliography):
            planned, changed = _without(read, planned, wrong, why)
        if _is_same_list(read.bibliography, changed.bibliography, planned.edits):
            return planned, changed
        return _without(read, planned, set(planned.edits), why)
    joining = {edit for edit in planned.edits if edit.joins}
    if joining and not _is_same_list(read.bibliography, changed.bibliography, planned.edits):
        return _without(read, planned, joining, "without the line end, the list would be read differently")
    if read.bibliography.document.format not in STRUCTURED:
        return planned, changed
    spoilt = set(_spoilt(read.bibliography, changed.bibliography, planned.edits))
    if not spoilt:
        return planned, changed
    return _without(read, planned, spoilt, "it would change how other fields are read")


def _without(read: _Read, planned: Planned, dropped: Set[Edit], why: str) -> tuple[Planned, _Read]:
    """Return a plan without some of its edits, and the file with the remaining edits."""
    edits = tuple(edit for edit in planned.edits if edit not in dropped)
    refused = (Refused(key=edit.key, codes=edit.codes, why=why) for edit in planned.edits if edit in dropped)
    planned = evolve(planned, edits=edits, refused=(*planned.refused, *refused))
    return planned, _with(read, planned) if edits else read


def _spoilt(before: Bibliography, after: Bibliography, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edits of entries in which a field changed that none of their edits is about."""
    if [each.key for each in before.references] != [each.key for each in after.references]:
        yield from edits
        return
    of_entry: dict[str, list[Edit]] = {}
    for edit in edits:
        of_entry.setdefault(edit.key, []).append(edit)
    for was, now in zip(before.references, after.references, strict=True):
        own = of_entry.get(was.key, [])
        touched = frozenset[str]().union(*(edit.fields for edit in own))
        if was.raw != now.raw and _values(was, touched) != _values(now, touched):
            yield from own


def _values(reference: Reference, but: Set[str]) -> list[tuple[str, str]]:
    """Return the fields of a reference with their values, except those in ``but``."""
    return [(field.name, field.value) for field in reference.fields if field.name not in but]


def _with(read: _Read, planned: Planned) -> _Read:
    """Return the file with the edits of a plan."""
    data = read.decoded.rewritten([(edit.span, edit.replacement) for edit in planned.edits])
    return _read(data, read.name, read.settings)


def _is_same_list(before: Bibliography, after: Bibliography, edits: Sequence[Edit]) -> bool:
    """Return whether the references are the same, except those that have edits."""
    edited = {edit.key for edit in edits}
    return len(before.references) == len(after.references) and all(
        was.fingerprint == now.fingerprint or was.key in edited
        for was, now in zip(before.references, after.references, strict=True)
    )
