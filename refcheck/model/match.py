"""A reference compared with a record, field by field."""

from datetime import date
from enum import StrEnum

from attrs import field as attribute
from attrs import frozen

from refcheck.model.answer import OFFLINE, Authority, Found, LookupResult, Record, Searched, Unavailable, outage
from refcheck.model.identifier import Scheme
from refcheck.model.reference import Reference
from refcheck.model.span import interned


class Comparison(StrEnum):
    """The verdict on one field.

    ``same``; ``variant``: the same in another spelling or form; ``different``; ``cannot-compare``: one side lacks the field, or
    the two are in different scripts.
    """

    SAME = "same"
    VARIANT = "variant"
    DIFFERENT = "different"
    CANNOT_COMPARE = "cannot-compare"


class Change(StrEnum):
    """The kind of a difference between the two sides of a field."""

    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"
    MISSPELT = "misspelt"
    ORDER = "order"
    WITHIN = "within"
    FORM = "form"


@frozen(kw_only=True)
class Difference:
    """One difference within a field, with the text of each side.

    ``missing``: registered, not cited (a word, an author). ``extra``: cited, not registered. ``misspelt``: the two are so
    alike that the same is probably meant. ``form``: the same in another form that is worth knowing (Bob for Robert); a field with
    no other difference is a ``variant``. ``order``: the same, in another order. ``within``: the cited value is part of the
    registered one (issue 2 of 1–4). ``changed``: any other difference.
    """

    change: Change
    cited: str = ""
    registered: str = ""


@frozen(kw_only=True, weakref_slot=False)
class Agreement:
    """The two sides of a field and the verdict. ``field`` is a CSL variable name (``container-title``, ``issued``, ``ISBN`` …).

    ``similarity`` is from 0 to 1, and ``None`` where nothing could be compared; ``differences`` say what differs.
    ``explained`` names the transformation that turns the registered value into the cited one, wholly or in part (``section``).
    """

    field: str
    cited: str = attribute(converter=interned)
    registered: str = attribute(converter=interned)
    similarity: float | None
    comparison: Comparison
    differences: tuple[Difference, ...] = ()
    explained: str = ""

    def __attrs_post_init__(self) -> None:
        """Store one string where both sides are equal, as a list of many thousand references has ten times as many agreements."""
        if self.registered == self.cited:
            object.__setattr__(self, "registered", self.cited)

    @property
    def agrees(self) -> bool:
        """Whether the two sides are known to agree."""
        return self.comparison in (Comparison.SAME, Comparison.VARIANT)

    @property
    def differs(self) -> bool:
        """Whether the two sides are known to differ."""
        return self.comparison is Comparison.DIFFERENT

    @property
    def is_within(self) -> bool:
        """Whether the cited value is part of the registered one: a page of a range, one of two issues."""
        return any(each.change is Change.WITHIN for each in self.differences)


class Method(StrEnum):
    """How the record of a reference was found."""

    DOI = "doi"
    CANDIDATE = "candidate"
    SEARCH = "search"
    ISBN = "isbn"
    ARXIV = "arxiv"
    PMID = "pmid"
    PMCID = "pmcid"
    RFC = "rfc"
    HANDLE = "handle"
    URL = "url"


@frozen(kw_only=True, weakref_slot=False)
class Match:
    """A reference compared with a record. ``score`` is the probability, from 0 to 1, that the record is the cited work."""

    record: Record
    method: Method
    score: float
    agreements: tuple[Agreement, ...] = ()

    def agreement(self, field: str) -> Agreement | None:
        """Return the agreement on one field (a CSL variable name), if it was compared."""
        return next((agreement for agreement in self.agreements if agreement.field == field), None)

    def agrees(self, field: str) -> bool:
        """Return whether the two sides are known to agree in one field."""
        return any(agreement.field == field and agreement.agrees for agreement in self.agreements)

    def differs(self, field: str) -> bool:
        """Return whether the two sides are known to differ in one field."""
        return any(agreement.field == field and agreement.differs for agreement in self.agreements)

    def similarity(self, field: str) -> float:
        """Return how similar the two sides of one field are, from 0 to 1; 0 where they could not be compared."""
        agreement = self.agreement(field)
        return (agreement.similarity or 0.0) if agreement else 0.0


@frozen(kw_only=True, weakref_slot=False)
class Case:
    """Everything that a rule may use.

    ``reference`` has its identifiers in the reading that the registries confirmed. ``answers`` are the identifiers that were
    looked up, in order; ``search`` is the search, if one was made. ``match`` is the record of the reference: the one of its
    identifier, or else one that a search found and of which the matcher is certain. ``others`` are records of other works: that of
    a printed DOI that belongs to another work, or the nearest hits of a search, best first. ``library`` is the entry of the
    user's own library for the work. ``today`` is the date of the audit; without it, rules that need the date find nothing.
    ``format`` is the name of the reader that read the reference.
    """

    reference: Reference
    answers: tuple[LookupResult, ...] = ()
    search: Searched | None = None
    match: Match | None = None
    others: tuple[Match, ...] = ()
    library: Match | None = None
    today: date | None = None
    format: str = ""

    @property
    def missed(self) -> Unavailable | None:
        """The outage of a registry that registers works, where the record is a catalogue's: no notices were looked up."""
        held = self.match.record if self.match else None
        if held is None or held.provenance.standing is not Authority.CATALOGUED:
            return None
        for each in self.answers:
            if isinstance(each.answer, Found) and each.answer.record == held:
                return outage(each.answer)
        return self.search.missed if self.search else None

    @property
    def is_updated(self) -> bool:
        """Whether a notice about the work is known: that it was retracted or corrected."""
        return self.match is not None and bool(self.match.record.updates)

    @property
    def is_offline(self) -> bool:
        """Whether a registry would have been queried but was not, since the run is offline."""
        return any(isinstance(answer, Unavailable) and answer.registry == OFFLINE for answer in self._of_registries())

    @property
    def outages(self) -> tuple[Unavailable, ...]:
        """The distinct outages that leave the result for the reference incomplete; those of links are in the notes of the run."""
        found = [*filter(None, map(outage, self._of_registries())), *filter(None, [self.missed])]
        known = {
            (each.registry, each.why)
            for each in (*found, self.search and self.search.answer)
            if isinstance(each, Unavailable)
        }
        gaps = self.search.gaps if self.search is not None and self.match is None else ()
        found += (
            Unavailable(registry=each.registry, why=each.why)
            for each in gaps
            if each.registry != OFFLINE and (each.registry, each.why) not in known
        )
        return tuple({(each.registry, each.why): each for each in found}.values())

    def _of_registries(self) -> list[object]:
        """Return the answers for its identifiers, except URLs, as pages are not records, and the answer of its search."""
        answers: list[object] = [each.answer for each in self.answers if each.id.scheme is not Scheme.URL]
        return answers if self.search is None else [*answers, self.search.answer]
