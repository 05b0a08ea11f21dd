"""Fixing of a Word or LibreOffice document, in tracked changes: read → audit → plan → write, until nothing is left to fix."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

from attrs import evolve, frozen

from refcheck.errors import SourceError
from refcheck.fixing.accepting import Accept
from refcheck.fixing.correcting import Audit, Held, Mended, correct
from refcheck.fixing.edits import Edit, Refused, applied
from refcheck.fixing.planning import Planned, plan
from refcheck.model import TRACKABLE, Bibliography, CheckedReference, Document, Report, Safety, Span
from refcheck.office import Change, Stamp, can_stand, changed
from refcheck.readers import binary_format
from refcheck.reading import read_as_set
from refcheck.settings import Settings


def is_document(data: bytes, name: str) -> bool:
    """Return whether a file is a document that can have tracked changes."""
    form = binary_format(name, data)
    return form is not None and form.NAME in TRACKABLE


def mend_document(
    data: bytes, name: str, *, settings: Settings, audit: Audit, wanted: Set[Safety], stamp: Callable[[Report], Stamp]
) -> Mended:
    """Make the fixes of wanted safety of all findings that the settings show, as tracked changes.

    If they are rejected, the text is as before. Text that a citation program writes is not changed, and a note says so.

    Raises:
        SourceError: the file cannot be read, is not such a document, or its fixes do not come to an end.
    """
    settings = evolve(settings, baseline=None)
    read = _read(data, name, settings, stamp)
    return correct(read, settings, audit, wanted)


@frozen(kw_only=True)
class _Read(Held):
    """A document as it was read, with the text that it has if all changes are accepted, and the author of new changes."""

    stamp: Callable[[Report], Stamp]

    def made(self, report: Report, accept: Accept) -> tuple[Planned, "_Read"]:
        """Return the edits of a report that can be made, and the document with them."""
        document = self.bibliography.document
        written = [each for each in report.references if each.case.reference.structured]
        printed = [each for each in report.references if not each.case.reference.structured]
        planned = plan(document, printed, accept, can_stand)
        changes = {Change(span=edit.span, replacement=edit.replacement): edit for edit in planned.edits}
        made = changed(self.data, document, tuple(changes), self.stamp(report))
        refused = [Refused(key=changes[each].key, codes=changes[each].codes, why=why) for each, why in made.refused]
        edits = [edit for change, edit in changes.items() if change not in dict(made.refused)]
        left = [*_of_fields(self.bibliography, written, accept), *planned.refused, *refused]
        planned = evolve(planned, edits=tuple(edits), refused=tuple(_together(left)), notes=_followed(made.followed))
        if not edits:
            return planned, self
        after = _read(made.data, self.name, self.settings, self.stamp)
        if _shown(after.bibliography.document, ()) != _shown(document, edits):
            raise SourceError(f"{self.name}: could not be written correctly; nothing was changed")
        return planned, after

    def heeding(self, settings: Settings) -> "_Read":
        """Return the document, read with other settings."""
        return _read(self.data, self.name, settings, self.stamp)


def _followed(links: int) -> tuple[str, ...]:
    """Return the note on links whose targets were changed, which no word processor tracks."""
    if not links:
        return ()
    counted = "1 link leads" if links == 1 else f"{links} links lead"
    return (f"{counted} to the corrected target; rejecting the change does not undo that.",)


def _read(data: bytes, name: str, settings: Settings, stamp: Callable[[Report], Stamp]) -> _Read:
    bibliography, own = read_as_set(data, name, settings)
    text = f"{bibliography.document.text}\n"
    return _Read(name=name, data=data, text=text, bibliography=bibliography, settings=own, stamp=stamp)


def _of_fields(bibliography: Bibliography, references: Iterable[CheckedReference], accept: Accept) -> Iterator[Refused]:
    """Yield, as refused, the fixes of references that are kept by a citation program."""
    programs = {node.program for node in bibliography.document.nodes if node.program}
    program = programs.pop() if len(programs) == 1 else "a citation program"
    for each in references:
        if codes := tuple(dict.fromkeys(found.code for found in each.findings if accept(each.case.reference, found))):
            yield Refused(key=each.key, codes=codes, why=f"it comes from {program}: correct it in its library")


def _together(refused: Sequence[Refused]) -> Iterator[Refused]:
    """Yield the refused fixes, joined into one for each reason."""
    by_reason: dict[str, list[Refused]] = defaultdict(list)
    for each in refused:
        by_reason[each.why].append(each)
    for why, alike in by_reason.items():
        keys = dict.fromkeys(each.key for each in alike)
        yield Refused(
            key=", ".join(keys), codes=tuple(dict.fromkeys(code for each in alike for code in each.codes)), why=why
        )


def _shown(document: Document, edits: Sequence[Edit]) -> str:
    """Return the part of a document's text that is in its file, with the edits made."""
    text = "".join(node.span.of(document.text) for node in document.nodes)
    text = applied(text, [evolve(edit, span=_within(document, edit.span)) for edit in edits])
    return " ".join(text.split())


def _within(document: Document, span: Span) -> Span:
    start = sum(len(node.span) for node in document.nodes_at(Span(0, span.start)))
    return Span(start, start + sum(len(node.span) for node in document.nodes_at(span)))
