"""The corrected list: a source with its accepted edits, made until none is left. All that shows a corrected list uses this module.

Also single references with their accepted edits, for pages and programs that do not write the source.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set

from attrs import evolve, field, frozen

from refcheck.errors import SourceError
from refcheck.fixing.accepting import Accept, accepting
from refcheck.fixing.edits import Edit, Refused, apart, applied, diff
from refcheck.fixing.planning import STRUCTURED, Planned, one_per_place, plan
from refcheck.model import Bibliography, CheckedReference, Document, Report, Safety, Span, Work
from refcheck.parsing import parse
from refcheck.readers import read
from refcheck.settings import Settings, apply, following, renamed

_ROUNDS = 20
"""The number of rounds after which fixes are taken to undo one another. Two are usual: one that fixes, one that finds nothing."""

Audit = Callable[[Bibliography], Report]
"""A function that audits a list, with whichever registries it chooses."""


@frozen(kw_only=True)
class Held(ABC):
    """A source that was read: its bytes, the text that is compared, its references, and the settings, with its own waivers."""

    name: str
    data: bytes
    text: str
    bibliography: Bibliography
    settings: Settings

    @abstractmethod
    def made(self, report: Report, accept: Accept) -> tuple[Planned, "Held"]:
        """Return the edits of a report that can be made, and the source with them.

        Raises:
            SourceError: the source cannot be written with the edits.
        """

    @abstractmethod
    def heeding(self, settings: Settings) -> "Held":
        """Return the same source, read with other settings."""


@frozen(kw_only=True)
class Mended:
    """A source before and after its fixes.

    ``data`` is the content of the corrected file, ``bibliography`` what is read from it. ``codes`` counts the findings that were
    fixed, a link and its text as one, and the citations that were changed for a merged entry. ``refused`` are fixes that cannot be
    made, ``withheld`` counts those that were not wanted. ``renamed`` are the fingerprints in decisions that have changed, with the
    new ones, ``keys`` the keys of merged entries, with those of the entries that remain. ``is_incomplete`` says that a registry
    could not be queried. ``notes`` are the reader's, and those on additional changes.
    """

    name: str
    before: str
    after: str
    data: bytes
    bibliography: Bibliography
    codes: Counter[str] = field(factory=Counter)
    refused: tuple[Refused, ...] = ()
    withheld: int = 0
    renamed: Mapping[str, str] = field(factory=dict)
    keys: Mapping[str, str] = field(factory=dict)
    is_incomplete: bool = False
    notes: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether anything was fixed."""
        return self.before != self.after

    def diff(self) -> Iterator[str]:
        """Return the lines of the difference, in the format of ``patch``."""
        return diff(self.before, self.after, self.name)


def correct(held: Held, settings: Settings, audit: Audit, wanted: Set[Safety]) -> Mended:
    """Make the accepted fixes of all findings that the settings show.

    The result has nothing left to fix: if a fix leads to another finding, that is fixed too. Decisions follow a reference whose
    fingerprint changes.

    Raises:
        SourceError: the source cannot be written, or its fixes do not come to an end.
    """
    decided = {each.fingerprint: each.fingerprint for each in settings.decisions}
    name = held.name
    mended = Mended(name=name, before=held.text, after=held.text, data=held.data, bibliography=held.bibliography)
    mended = evolve(mended, notes=held.bibliography.notes)
    for _ in range(_ROUNDS):
        report = apply(audit(held.bibliography), held.settings)
        planned, after = held.made(report, accepting(wanted, settings.edits))
        incomplete = bool(report.run.incomplete)
        mended = evolve(mended, refused=planned.refused, withheld=planned.withheld, is_incomplete=incomplete)
        if not planned.edits:
            return evolve(mended, renamed={was: now for was, now in decided.items() if was != now})
        found = {(code, edit.key, edit.shown or edit.span) for edit in planned.edits for code in edit.codes}
        codes = mended.codes + Counter(code for code, *_ in found)
        mended = evolve(mended, after=after.text, data=after.data, bibliography=after.bibliography)
        mended = evolve(mended, codes=codes, notes=(*mended.notes, *planned.notes))
        names = renamed(held.bibliography, after.bibliography)
        decided = {was: names.get(now, now) for was, now in decided.items()}
        followed = following(settings, names)
        held = after if followed == settings else after.heeding(followed)
        settings = followed
    raise SourceError(f"{name}: its fixes undo one another; nothing was changed")


_LONGEST_LABEL = 12
"""The length of the longest label before a reference."""


def corrected_text(audited: CheckedReference, accept: Accept) -> str:
    """Return the reference as printed with its accepted edits."""
    edits = [
        Edit(span=each.fix.span, replacement=each.fix.replacement, key=audited.key, codes=(each.code,))
        for each in one_per_place(audited, accept)
        if each.fix is not None and not each.fix.adds
    ]
    return applied(audited.case.reference.raw, apart(edits))


def corrected_work(audited: CheckedReference, accept: Accept) -> Work | None:
    """Return the work that is read from a reference alone, with its accepted edits; ``None`` if that is not one reference."""
    reference = audited.case.reference
    form = audited.format if reference.structured else "plain"
    before = "- " if form == "csl-yaml" else ""  # an item must be in a list
    document = Document(name="", format=form, text=before + reference.raw)
    alone = evolve(reference, spans=(Span(len(before), len(document.text)),))
    planned = plan(document, [evolve(audited, case=evolve(audited.case, reference=alone))], accept, lambda text: True)
    text = applied(document.text, planned.edits)
    if not reference.structured:
        return parse(text).work
    references = read(text, format=form).references if form in STRUCTURED else ()
    return references[0].work if len(references) == 1 else None


def lines(bibliography: Bibliography) -> Iterator[str]:
    """Yield the references of a printed list, one line each, with the label that is printed before them, if any."""
    text = bibliography.document.text
    for reference in bibliography.references:
        start = reference.spans[0].start if reference.spans else 0
        label = text[text.rfind("\n", 0, start) + 1 : start].strip()
        label = label if 0 < len(label) <= _LONGEST_LABEL else ""
        yield " ".join(f"{label} {reference.raw}".split())
