"""A checked list: its records as a registry, which sends no new requests, and the proposals for each place of a reference, with
the decisions about them, for the page and for a configuration.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from refcheck.fixing import DUPLICATE, accepting, fuller_first, one_per_place, why_not_merged
from refcheck.model import Answer, CheckedReference, Hit, Hits, Id, Query, Report, Safety, Span, Unavailable
from refcheck.registries import Offline
from refcheck.servers.page.decisions import SOMEBODY, Decisions, Edited, decided
from refcheck.servers.page.desk import Source
from refcheck.settings import Decided, EditDecision, Settings

Merge = tuple[str, str]
"""The key of an entry that could be merged into another entry, and the key of that entry."""


@frozen(kw_only=True)
class Checked:
    """A list, the report on it with the server's settings, the decisions made since, and the report with these decisions.

    ``merges`` are the entries that could be merged into others, by their positions: their own key, and that of the other entry.
    """

    source: Source
    report: Report
    decisions: Decisions = field(factory=Decisions)
    decided: Report = field(init=False)
    merges: Mapping[int, Merge] = field(init=False)

    @decided.default
    def _with_decisions(self) -> Report:
        return decided(self.report, self.decisions)

    @merges.default
    def _of_duplicates(self) -> dict[int, Merge]:
        places = {each.key: place for place, each in reversed(list(enumerate(self.report.references)))}
        entries = self.report.references
        found: dict[int, Merge] = {}
        for finding in (each.finding for each in self.decided.list_findings if each.finding.code == DUPLICATE):
            pair = [entries[places[key]].case.reference for key in finding.references if key in places]
            own = len(pair) == 2 and entries[places[pair[0].key]]
            if own and own.format == "bibtex" and own.file == self.source.name and not why_not_merged(*pair):
                stays, gone = fuller_first(*pair)
                found.setdefault(places[gone.key], (gone.key, stays.key))
        return found


class Known(Offline):
    """Registry of a report's answers: those for the identifiers looked up, and the record that a search found for a work."""

    def __init__(self, report: Report) -> None:
        """Remember the answers of a report."""
        super().__init__()
        self._answers = {each.id: each.answer for audited in report.references for each in audited.case.answers}
        self.schemes = frozenset(each.scheme for each in self._answers) | self.schemes
        self._found = {
            audited.case.reference.work.title: audited.case.match.record
            for audited in report.references
            if audited.case.match is not None and audited.case.search is not None
        }

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """Return the known answers; for all other identifiers, that no registry was queried."""
        return {**super().lookup(ids), **{each: self._answers[each] for each in ids if each in self._answers}}

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:  # type: ignore[override]
        """Return the record that was found for a work with the same title."""
        return tuple(
            Hits(registry=record.provenance.registry, hits=(Hit(record=record),))
            if (record := self._found.get(query.work.title)) is not None
            else unasked
            for query, unasked in zip(queries, super().search(queries), strict=True)
        )


_WHY = "decided on the page"

PROPOSED = "proposed"
"""The state of a change that no user decided about and that is not made automatically."""


@frozen(kw_only=True)
class Proposal:
    """One change at one place: the findings that ask for it, the text there, and its replacement.

    For a merge, these texts are the keys of the entry that is removed and of the entry that stays.
    ``state`` is ``proposed``, ``accepted``, ``refused`` or ``edited``; ``text`` is what the user wrote in the last case.
    """

    codes: tuple[str, ...]
    before: str
    after: str
    safe: bool
    state: str
    text: str = ""


def proposals(
    audited: CheckedReference, decisions: Decisions, index: int, merge: Merge | None = None
) -> tuple[Proposal, ...]:
    """Return the proposals for a reference, in the order printed; safe ones are accepted unless the user decided otherwise."""
    return tuple(_decided(each, decisions, index) for each in _places(audited, merge))


def as_decided(audited: CheckedReference, decisions: Decisions, index: int) -> CheckedReference:
    """Return the reference as it is shown: a change that the user accepted or wrote counts as safe."""
    edits = tuple(edit_decisions_of(audited, decisions, index))
    if not edits:
        return audited
    accept = accepting(set(Safety), edits)
    about = {each.code for each in edits if each.decided is not Decided.REFUSED}
    reference = audited.case.reference
    findings = tuple(
        evolve(each, fix=evolve(fix, safety=Safety.SAFE))
        if each.code in about and (fix := accept(reference, each)) is not None
        else each
        for each in audited.findings
    )
    return evolve(audited, findings=findings)


def settings_with(settings: Settings, checked: Checked) -> Settings:
    """Return the settings with the decisions about the proposals of a list."""
    return evolve(settings, edits=(*settings.edits, *edit_decisions(checked)))


def edit_decisions(checked: Checked) -> Iterator[EditDecision]:
    """Yield the decisions in the form of a configuration: one about a place applies to every finding that changes the place."""
    references = checked.report.references
    for index in sorted({each.index for each in checked.decisions.edits()}):
        if 0 <= index < len(references):
            yield from edit_decisions_of(references[index], checked.decisions, index, checked.merges.get(index))


def edit_decisions_of(
    audited: CheckedReference, decisions: Decisions, index: int, merge: Merge | None = None
) -> Iterator[EditDecision]:
    """Yield the decisions about one reference, in the same form."""
    for each in _places(audited, merge):
        if decisions.about_place(index, each.codes, each.before) is None:
            continue
        proposal = _decided(each, decisions, index)
        for code in each.codes:
            yield EditDecision(
                fingerprint=audited.case.reference.fingerprint,
                code=code,
                decided=Decided(proposal.state),
                who=SOMEBODY,
                why=_WHY,
                printed=each.before or None,
                value=proposal.text if proposal.state == Decided.EDITED else None,
            )


def _places(audited: CheckedReference, merge: Merge | None) -> list[Proposal]:
    """Return the changes of a reference as they are before any decision."""
    found: list[tuple[Span, Proposal]] = []
    for safety in Safety:
        codes: dict[tuple[Span, str], list[str]] = {}
        for each in one_per_place(audited, accepting({safety})):
            if each.fix is not None:
                codes.setdefault((each.fix.span, each.fix.replacement), []).append(each.code)
        for (span, after), asking in codes.items():
            state = Decided.ACCEPTED.value if safety is Safety.SAFE else PROPOSED
            proposal = Proposal(
                codes=tuple(dict.fromkeys(asking)),
                before=span.of(audited.case.reference.raw),
                after=after,
                safe=safety is Safety.SAFE,
                state=state,
            )
            found.append((span, proposal))
    made = [each for _, each in sorted(found, key=lambda one: one[0].start)]
    if merge is not None:
        made.append(Proposal(codes=(DUPLICATE,), before=merge[0], after=merge[1], safe=False, state=PROPOSED))
    return made


def _decided(proposal: Proposal, decisions: Decisions, index: int) -> Proposal:
    decision = decisions.about_place(index, proposal.codes, proposal.before)
    if decision is None:
        return proposal
    text = decision.text if isinstance(decision, Edited) else ""
    return evolve(proposal, state=decision.decided.value, text=text)
