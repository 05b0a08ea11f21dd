"""A user's decisions about a checked list: which changes are accepted, edited or refused, which findings are waived, and why."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, ClassVar

from attrs import NOTHING, Attribute, asdict, evolve, fields, frozen

from refcheck.model import CheckedReference, Identifier, Reference, Report
from refcheck.reports.corrected import as_printed_work
from refcheck.servers.page.problems import ProblemError, problem
from refcheck.settings import Decided, Settings, Waiver, apply

_MOST = 10_000
"""Most decisions of one kind that are accepted."""

_LONGEST = 2_000
"""Most characters of a text, such as a reason."""

SOMEBODY = "a reader of the page"
"""The name in a waiver if the user gives none."""


@frozen(kw_only=True)
class OfPlace:
    """A decision about the change at one place: the reference, a finding that asks for it, and the text there.

    Without ``printed`` it is about all that the rule would change in the reference. ``decided`` is the state that the change gets.
    """

    decided: ClassVar[Decided]
    index: int
    code: str
    printed: str | None = None


@frozen(kw_only=True)
class Rejected(OfPlace):
    """The reading that a repair gave, or the change that a finding proposes, is not wanted."""

    decided: ClassVar[Decided] = Decided.REFUSED


@frozen(kw_only=True)
class Accepted(OfPlace):
    """The change that a finding proposes is wanted."""

    decided: ClassVar[Decided] = Decided.ACCEPTED


@frozen(kw_only=True)
class Edited(OfPlace):
    """A different text from the proposed one is wanted."""

    decided: ClassVar[Decided] = Decided.EDITED
    text: str


@frozen(kw_only=True)
class WaivedFinding:
    """The findings of a rule in one reference are waived; without an index, those about the list as a whole."""

    index: int | None = None
    rule: str
    reason: str
    by: str = ""


@frozen(kw_only=True)
class Decisions:
    """All decisions about one list."""

    rejected: tuple[Rejected, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    edited: tuple[Edited, ...] = ()
    waived: tuple[WaivedFinding, ...] = ()

    @classmethod
    def from_json(cls, data: object) -> "Decisions":
        """Return the decisions from JSON data.

        Raises:
            ProblemError: the data are not valid decisions.
        """
        if not isinstance(data, dict) or not set(data) <= _KINDS.keys():
            raise ProblemError(problem("invalid", f"decisions must be an object with {', '.join(sorted(_KINDS))}"))
        return cls(**{name: tuple(_made(kind, each) for each in _objects(data, name)) for name, kind in _KINDS.items()})

    def as_json(self) -> dict[str, Any]:
        """Return the decisions as JSON-ready data."""
        edits = {"accepted": [*map(_given, self.accepted)], "edited": [*map(_given, self.edited)]}
        return {
            "rejected": [*map(_given, self.rejected)],
            **{name: each for name, each in edits.items() if each},
            "waived": [*map(asdict, self.waived)],
        }

    def unwanted(self) -> dict[int, set[str]]:
        """Return the rejected codes, by the positions of their references."""
        codes: dict[int, set[str]] = {}
        for each in self.rejected:
            codes.setdefault(each.index, set()).add(each.code)
        return codes

    def edits(self) -> tuple[OfPlace, ...]:
        """Return the decisions about changes."""
        return (*self.rejected, *self.accepted, *self.edited)

    def each(self) -> frozenset[OfPlace | WaivedFinding]:
        """Return all single decisions."""
        return frozenset((*self.edits(), *self.waived))

    def about_place(self, index: int, codes: Collection[str], printed: str) -> OfPlace | None:
        """Return the decision about the change at a place; of several, an edit before an acceptance before a rejection."""
        here = (each for each in self.edits() if each.index == index and each.code in codes)
        about = [each for each in here if each.printed in (None, printed)]
        return about[-1] if about else None

    def about(self) -> frozenset[int]:
        """Return the positions of the references that any decision is about."""
        waived = (each.index for each in self.waived if each.index is not None)
        return frozenset((*(each.index for each in self.edits()), *waived))


def merged(theirs: Decisions, before: Decisions, after: Decisions) -> Decisions:
    """Return the stored decisions ``theirs`` with the changes that one user made from ``before`` to ``after``.

    Decisions that only others made stay. Of two decisions about one place or one finding the latest counts.
    """
    if theirs == before:
        return after
    gone, made = before.each() - after.each(), after.each() - before.each()
    places = set(map(_place, made))
    lists = {}
    for name in _KINDS:
        kept = (each for each in getattr(theirs, name) if each not in gone and _place(each) not in places)
        lists[name] = (*kept, *(each for each in getattr(after, name) if each in made))
    return Decisions(**lists)


def _place(decision: "OfPlace | WaivedFinding") -> tuple[int | str | None, ...]:
    if isinstance(decision, WaivedFinding):
        return decision.index, decision.rule
    return decision.index, decision.code, decision.printed


def _given(decision: OfPlace) -> dict[str, Any]:
    """Return a decision about a place as JSON-ready data, without values that are ``None``."""
    return {name: value for name, value in asdict(decision).items() if value is not None}


_KINDS: Mapping[str, Any] = {"rejected": Rejected, "accepted": Accepted, "edited": Edited, "waived": WaivedFinding}


def _objects(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    given = data.get(name, [])
    if not isinstance(given, list) or len(given) > _MOST or not all(isinstance(each, dict) for each in given):
        raise ProblemError(problem("invalid", f"{name} must be a list of at most {_MOST} objects"))
    return given


def _made(kind: Any, data: Mapping[str, Any]) -> Any:
    """Return a decision from its JSON data."""
    return kind(**{each.name: _value(each, data.get(each.name)) for each in fields(kind)})


def _value(field: "Attribute[Any]", value: object) -> object:
    if value is None and field.default is not NOTHING:
        return field.default
    if field.name == "index":
        if isinstance(value, bool) or not isinstance(value, int):
            raise ProblemError(problem("invalid", "index must be the position of a reference, counted from 0"))
    elif not isinstance(value, str) or len(value) > _LONGEST:
        raise ProblemError(problem("invalid", f"{field.name} must be a text of at most {_LONGEST} characters"))
    return value


def decided(report: Report, decisions: Decisions) -> Report:
    """Return the report with the decisions applied: rejected readings as printed, and waived findings among the waived ones."""
    return waived(rejected(report, decisions), decisions)


def rejected(report: Report, decisions: Decisions) -> Report:
    """Return the report with rejected readings as printed, and without the fixes that would change them."""
    codes = decisions.unwanted()
    references = (
        _without(each, codes[index]) if index in codes else each for index, each in enumerate(report.references)
    )
    return evolve(report, references=tuple(references))


def _without(audited: CheckedReference, unwanted: Collection[str]) -> CheckedReference:
    case = audited.case
    undone = [each for each in case.reference.identifiers if _is_of(each, unwanted)]
    codes = {*unwanted, *(repair.code for each in undone for repair in each.repairs)}
    findings = tuple(evolve(each, fix=None) if each.code in codes else each for each in audited.findings)
    reference = _as_printed(case.reference, unwanted)
    return evolve(audited, case=evolve(case, reference=reference), findings=findings)


def _is_of(identifier: Identifier, codes: Collection[str]) -> bool:
    return any(repair.code in codes for repair in identifier.repairs)


def _as_printed(reference: Reference, unwanted: Collection[str]) -> Reference:
    """Return the reference with the identifiers that unwanted repairs changed as they are printed."""
    work, identifiers = reference.work, []
    for each in reference.identifiers:
        if _is_of(each, unwanted):
            work = as_printed_work(work, each)
            each = evolve(each, value=each.raw, repairs=(), candidates=())
        identifiers.append(each)
    return evolve(reference, work=work, identifiers=tuple(identifiers))


def waived(report: Report, decisions: Decisions) -> Report:
    """Return the report with the user's waivers applied, as if they were in the configuration."""
    return apply(report, Settings(waivers=tuple(waivers(report, decisions.waived))))


def waivers(report: Report, given: Iterable[WaivedFinding]) -> Iterator[Waiver]:
    """Yield the waived findings as waivers of a configuration."""
    for each in given:
        for fingerprint in _fingerprints(report, each):
            yield Waiver(fingerprint=fingerprint, code=each.rule, who=each.by or SOMEBODY, why=each.reason)


def _fingerprints(report: Report, given: WaivedFinding) -> Iterator[str]:
    """Yield the fingerprints of the references that a waived finding is about."""
    if given.index is not None:
        if 0 <= given.index < len(report.references):
            yield report.references[given.index].case.reference.fingerprint
        return
    about = (each for each in report.list_findings if each.finding.code == given.rule)
    keys = {(each.file, key) for each in about for key in each.finding.references}
    for audited in report.references:
        if (audited.file, audited.key) in keys:
            yield audited.case.reference.fingerprint
