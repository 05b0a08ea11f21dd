"""Answers of registries, and the names by which some of them are known."""

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from refcheck.model.identifier import Id
from refcheck.model.work import Date, Work

CROSSREF, DOI_ORG = "Crossref", "doi.org"
"""The registry of Crossref's own records, and the one that knows of every DOI whether it is registered."""

LOCAL_RECORDS, RETRACTION_WATCH, LIBRARY = "local records", "Retraction Watch", "your library"
"""The registries that are files which the user gave to the run."""

ARCHIVE = "Wayback Machine"
"""The service that has copies of web pages that no longer exist."""

OFFLINE = "offline"
"""The registry that answers in an offline run: being offline is the user's choice, not an outage."""

MOVED_TO = "moved-to"
"""The relation in the record of a page all of whose redirects are permanent."""

MAY_BE_MISSING = "may-be-missing"
"""The notice in the record of a page that may not be the page that was requested."""


class Authority(StrEnum):
    """How much a record counts against a reference.

    ``registered``: from an agency that registers the work or has its data from the publisher. ``catalogued``: a catalogue's own
    description of a copy or an edition that it happens to have. ``page``: what a web page says of itself. The last two can confirm
    a reference; where they differ from it, only a note is justified.
    """

    REGISTERED = "registered"
    CATALOGUED = "catalogued"
    PAGE = "page"


@frozen(kw_only=True)
class Provenance:
    """The registry of a record, its URL (empty for a local file without one), the time (UTC), and how much the record counts."""

    registry: str
    url: str
    retrieved: datetime
    standing: Authority = Authority.REGISTERED


@frozen(kw_only=True)
class Update:
    """A notice about a work: ``type`` as Crossref spells it, with hyphens (``retraction``, ``expression-of-concern`` …).

    ``doi`` is the notice's own DOI; ``source`` is where the notice is from (``publisher``, ``retraction-watch``).
    """

    type: str
    doi: str | None = None
    label: str | None = None
    source: str | None = None
    updated: Date | None = None


@frozen(kw_only=True)
class Relation:
    """A typed link to another work, in Crossref's terms (``is-preprint-of``, ``has-preprint`` …)."""

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
    """The scope of a "not found": not among the registry's own records (``holdings``), or registered nowhere (``registration``)."""

    HOLDINGS = "holdings"
    REGISTRATION = "registration"


@frozen(kw_only=True)
class Found:
    """The registry has a record. ``missed`` is the outage of a registry queried earlier, whose record might say more."""

    record: Record
    missed: "Unavailable | None" = None


@frozen(kw_only=True)
class NotFound:
    """The registry was reached, answered, and has no record; the URL and the time of the answer, if they were kept."""

    registry: str
    scope: Scope
    url: str | None = field(default=None, eq=False)
    retrieved: datetime | None = field(default=None, eq=False)


class Cause(StrEnum):
    """Why a registry did not answer, as far as it matters for a later request.

    ``unable``: it does not offer this, and nothing was sent. ``refused``: it rejected the request itself (a 4xx), so that
    repeating it is pointless. ``busy``: it asked for a later request (429, 503). ``broken``: a server error, a dropped
    connection, a timeout, or an unreadable answer; it may pass. ``unreachable``: no server answers at the URL. ``blocked``: 403,
    a person's decision, which further requests make worse. ``registered``: the identifier is registered, but no registry has
    a record of the work. ``slow``: it did not answer in time. ``other-record``: it answered with the record of another item than
    the one requested. ``unknown``: any other cause.
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
        """Whether the same request is likely to be answered a moment later."""
        return self in (Cause.BUSY, Cause.BROKEN, Cause.SLOW, Cause.OTHER_RECORD)


@frozen(kw_only=True)
class Unavailable:
    """The registry could not be queried, or its answer could not be used: nothing is known.

    ``why`` is for people, in words that follow the registry's name; ``retry_after`` is how many seconds it asked to wait.
    """

    registry: str
    why: str
    cause: Cause = Cause.UNKNOWN
    retry_after: float | None = None

    @property
    def is_gap(self) -> bool:
        """Whether another run may get an answer: it is an outage, not a limit of the registry."""
        return self.cause not in (Cause.UNABLE, Cause.REGISTERED)


Answer = Found | NotFound | Unavailable


def outage(answer: object) -> Unavailable | None:
    """Return the outage because of which an answer is incomplete: the answer itself, or the one kept with a catalogue's record.

    A catalogue's record does not replace that of the agency that registers the work. An offline run is the user's choice and
    not an outage; nor is a request that the registry does not support.
    """
    found = answer
    if isinstance(answer, Found):
        found = answer.missed if answer.record.provenance.standing is Authority.CATALOGUED else None
    return found if isinstance(found, Unavailable) and found.is_gap and found.registry != OFFLINE else None


class Aim(StrEnum):
    """The purpose of a search: the work of a reference, or any work that appeared in one journal or book."""

    WORK = "work"
    VENUE = "venue"


@frozen(kw_only=True)
class Query:
    """A search: the printed reference, and the work that was read from it.

    For a venue, ``raw`` is its name, and ``work`` has the year in or before which a work must have appeared, if any.
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
    """The results of a search, best first; if empty, the registry has nothing similar."""

    registry: str
    hits: tuple[Hit, ...] = ()


@frozen(kw_only=True, weakref_slot=False)
class LookupResult:
    """An identifier that was looked up, and the answer."""

    id: Id
    answer: Answer


@frozen(kw_only=True)
class SearchedAt:
    """A registry that was searched: its name, what it can have (in words), its number of hits, or why it gave no answer."""

    registry: str
    holds: str = ""
    hits: int = 0
    why: str = ""


@frozen(kw_only=True)
class Searched:
    """A completed search: its results, and all registries that were searched, in the registries' order.

    A catalogue that could not be queried does not make the others' answer ``Unavailable``; it is in ``asked`` with the reason.
    ``missed`` is the outage of a registry that registers works, where the record found is a catalogue's.
    """

    answer: Hits | Unavailable
    asked: tuple[SearchedAt, ...] = ()
    missed: Unavailable | None = None

    @property
    def gaps(self) -> tuple[SearchedAt, ...]:
        """The registries that could not be queried."""
        return tuple(each for each in self.asked if each.why)
