"""Answers of registries, and the names by which some of them are known."""

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from refcheck.model.identifier import Id
from refcheck.model.work import Date, Work

CROSSREF, DOI_ORG = "Crossref", "doi.org"
"""Whose records are Crossref's own; who knows of every DOI whether it is registered."""

LOCAL_RECORDS, RETRACTION_WATCH, LIBRARY = "local records", "Retraction Watch", "your library"
"""Files that somebody gave a run."""

ARCHIVE = "Wayback Machine"
"""Who has copies of pages that are gone."""

OFFLINE = "offline"
"""Who answers in an offline run: a choice, and no outage."""

MOVED_TO = "moved-to"
"""The relation in a page's record whose every redirect is for good."""

MAY_BE_MISSING = "may-be-missing"
"""The notice in a page's record whose answer may be another page than was asked for."""


class Authority(StrEnum):
    """What a record weighs against a reference.

    ``registered``: from who registers the work or is told by its publisher. ``catalogued``: a catalogue's own description, of a
    copy or an edition that it happens to have. ``page``: what a web page says of itself. The last two can confirm a reference;
    where they differ from it, that is worth a note and no more.
    """

    REGISTERED = "registered"
    CATALOGUED = "catalogued"
    PAGE = "page"


@frozen(kw_only=True)
class Provenance:
    """Who said it, at which address (empty for a local file without one), when (UTC), and what it weighs."""

    registry: str
    url: str
    retrieved: datetime
    standing: Authority = Authority.REGISTERED


@frozen(kw_only=True)
class Update:
    """A notice about a work: ``type`` as Crossref spells it, with hyphens (``retraction``, ``expression-of-concern`` …).

    ``doi`` is the notice's own DOI; ``source`` is who says so (``publisher``, ``retraction-watch``).
    """

    type: str
    doi: str | None = None
    label: str | None = None
    source: str | None = None
    updated: Date | None = None


@frozen(kw_only=True)
class Relation:
    """A typed link to another work, in Crossref's words (``is-preprint-of``, ``has-preprint`` …)."""

    type: str
    id_type: str
    id: str


@frozen(kw_only=True, weakref_slot=False)
class Record:
    """A registry's work. ``updates`` are notices about it; ``update_to`` is not empty where the record *is* such a notice."""

    id: Id
    work: Work
    updates: tuple[Update, ...] = ()
    update_to: tuple[Update, ...] = ()
    relations: tuple[Relation, ...] = ()
    provenance: Provenance

    @property
    def published_as(self) -> tuple[str, ...]:
        """The DOIs of the articles that a preprint became, as far as its record names them."""
        return tuple(each.id for each in self.relations if each.type == "is-preprint-of" and each.id_type == "doi")


class Scope(StrEnum):
    """How far a "not found" reaches: not among mine (``holdings``), or registered nowhere (``registration``)."""

    HOLDINGS = "holdings"
    REGISTRATION = "registration"


@frozen(kw_only=True)
class Found:
    """The registry holds it. ``missed`` is the outage of one that was asked before, whose record might say more."""

    record: Record
    missed: "Unavailable | None" = None


@frozen(kw_only=True)
class NotFound:
    """The registry was reached, answered, and does not hold it; where and when it said so, as far as that was kept."""

    registry: str
    scope: Scope
    url: str | None = field(default=None, eq=False)
    retrieved: datetime | None = field(default=None, eq=False)


class Cause(StrEnum):
    """What kept a registry from answering, as far as it matters to whoever might ask again.

    ``unable``: it does not do this at all, and nothing was sent. ``refused``: it turned the request itself down (a 4xx),
    so that the same request is pointless. ``busy``: it asked to come later (429, 503). ``broken``: a server's error, a
    dropped connection, a timeout, an answer that cannot be read; it may pass. ``unreachable``: nobody answers at the
    address. ``blocked``: 403, a person's decision; to go on asking makes it worse. ``registered``: it was asked and knows
    the identifier, and nobody has a record of the work. ``slow``: it did not answer in time. ``other-record``: it answered with
    the record of something else than it was asked for. ``unknown``: anything else.
    """

    UNABLE = "unable"
    REFUSED = "refused"
    BUSY = "busy"
    BROKEN = "broken"
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    REGISTERED = "registered"
    SLOW = "slow"
    OTHER_RECORD = "other-record"
    UNKNOWN = "unknown"

    @property
    def may_pass(self) -> bool:
        """Whether the same request may well be answered a moment later."""
        return self in (Cause.BUSY, Cause.BROKEN, Cause.SLOW, Cause.OTHER_RECORD)


@frozen(kw_only=True)
class Unavailable:
    """The registry could not be asked, or its answer could not be used: nothing is known.

    ``why`` is for people, in words that follow the registry's name; ``retry_after`` are the seconds that it asked to wait.
    """

    registry: str
    why: str
    cause: Cause = Cause.UNKNOWN
    retry_after: float | None = None

    @property
    def is_gap(self) -> bool:
        """Whether another run may tell what this one could not: an outage, and not a limit of who was asked."""
        return self.cause not in (Cause.UNABLE, Cause.REGISTERED)


Answer = Found | NotFound | Unavailable


def outage(answer: object) -> Unavailable | None:
    """Return the outage that left open what an answer tells: itself, or the one behind a catalogue's record.

    Such a record does not stand for that of whoever registers the work. An offline run is a choice and no outage; nor is it one
    that a registry does not do what it was asked for.
    """
    said = answer
    if isinstance(answer, Found):
        said = answer.missed if answer.record.provenance.standing is Authority.CATALOGUED else None
    return said if isinstance(said, Unavailable) and said.is_gap and said.registry != OFFLINE else None


class Aim(StrEnum):
    """What a search is for: the work of a reference, or anything that appeared in one journal or book."""

    WORK = "work"
    VENUE = "venue"


@frozen(kw_only=True)
class Query:
    """A search: the printed reference, and what was read in it.

    Of a venue ``raw`` is its name, and ``work`` has the year that something must have appeared in or before, if any.
    """

    raw: str
    work: Work
    aim: Aim = Aim.WORK


@frozen(kw_only=True)
class Hit:
    """One search result. ``score`` is the engine's own, without a unit; ``None`` where it gives none."""

    record: Record
    score: float | None = None


@frozen(kw_only=True)
class Hits:
    """What a search brought, best first; an empty one is an honest "nothing like it among mine"."""

    registry: str
    hits: tuple[Hit, ...] = ()


@frozen(kw_only=True, weakref_slot=False)
class LookupResult:
    """An identifier that was asked for, and the answer."""

    id: Id
    answer: Answer


@frozen(kw_only=True)
class SearchedAt:
    """One of those that were searched: its name, what it can hold (in words), how many hits it gave, or why it gave no answer."""

    registry: str
    holds: str = ""
    hits: int = 0
    why: str = ""


@frozen(kw_only=True)
class Searched:
    """A search that was made, what it brought, and everybody who was searched, in the order of the registries.

    A catalogue that could not be asked does not make the others' answer ``Unavailable``; it stands in ``asked`` with its reason.
    ``missed`` is the outage of who registers works, where what was found is a catalogue's record.
    """

    answer: Hits | Unavailable
    asked: tuple[SearchedAt, ...] = ()
    missed: Unavailable | None = None

    @property
    def gaps(self) -> tuple[SearchedAt, ...]:
        """Those that could not be asked."""
        return tuple(each for each in self.asked if each.why)
