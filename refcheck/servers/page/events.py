"""What is told of a list while it is checked: frozen values, each of a kind, each JSON-ready."""

import json
from typing import Any, ClassVar

from attrs import asdict, frozen

from refcheck.servers.page.checked import Proposal
from refcheck.servers.page.problems import Problem


@frozen(kw_only=True)
class Event:
    """Something that is told."""

    kind: ClassVar[str]

    def to_json(self) -> str:
        """Return the event as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


@frozen(kw_only=True)
class Started(Event):
    """A list is about to be read. ``kept`` says whether it is kept until somebody deletes it."""

    kind: ClassVar[str] = "started"
    job: str
    name: str
    bytes: int
    kept: bool = False


@frozen(kw_only=True)
class ReadReference:
    """One reference as it was read, before anybody was asked. ``html`` is its card, ``said`` the work in a few words."""

    index: int
    key: str
    raw: str
    said: str
    html: str


@frozen(kw_only=True)
class Read(Event):
    """References that were read, of ``total``; ``notes`` are the reader's."""

    kind: ClassVar[str] = "read"
    references: tuple[ReadReference, ...]
    total: int
    notes: tuple[str, ...] = ()


@frozen(kw_only=True)
class Asking(Event):
    """Who is being asked, and how far that has come."""

    kind: ClassVar[str] = "asking"
    stage: str
    registry: str
    done: int
    total: int
    seconds_left: float


@frozen(kw_only=True)
class Left:
    """Who left a finding, and for which reason."""

    reason: str
    by: str


@frozen(kw_only=True)
class ToldFinding:
    """A finding in short. ``fix`` says whether it would change something; ``waived`` whether somebody left it."""

    rule: str
    severity: str
    message: str
    fix: bool
    waived: Left | None = None


@frozen(kw_only=True)
class ToldRepair:
    """A reading that was mended: what was printed, and what it was read as. ``rejected`` where somebody did not want it."""

    code: str
    before: str
    after: str
    rejected: bool = False


@frozen(kw_only=True)
class JudgedReference:
    """One reference as far as it is judged. The findings are those of the card in ``html``, in its order.

    ``proposals`` are the changes, one a place, with what was decided about each. ``priority`` is the number of its group: the
    references of the lowest are to be read first.
    """

    index: int
    key: str
    verdict: str
    severity: str
    priority: int
    html: str
    findings: tuple[ToldFinding, ...]
    repairs: tuple[ToldRepair, ...]
    proposals: tuple[Proposal, ...] = ()


@frozen(kw_only=True)
class Judged(Event):
    """What is known of some references now; more may come to be known of the same."""

    kind: ClassVar[str] = "judged"
    references: tuple[JudgedReference, ...]


@frozen(kw_only=True)
class Summary:
    """The counts: references by verdict, findings by severity, and both in a sentence."""

    verdicts: dict[str, int]
    severities: dict[str, int]
    sentence: str


@frozen(kw_only=True)
class Reported(Event):
    """All that was found out: the order from the gravest, and what is said of the list as a whole.

    ``references`` are those that are shown otherwise than before, ``downloads`` the formats that this list can be had in, and
    ``fixes`` counts what a corrected list has otherwise; its words are in ``language``. After a decision,
    ``decisions`` are all by now.
    """

    kind: ClassVar[str] = "report"
    summary: Summary
    order: tuple[int, ...]
    list_html: str
    glossary_html: str
    notes: tuple[str, ...]
    services: tuple[dict[str, Any], ...]
    incomplete: tuple[str, ...]
    fixes: int
    downloads: tuple[str, ...]
    references: tuple[JudgedReference, ...] = ()
    language: str = "en"
    decisions: dict[str, Any] | None = None


@frozen(kw_only=True)
class Failed(Event):
    """The list could not be checked."""

    kind: ClassVar[str] = "failed"
    problem: Problem


@frozen(kw_only=True)
class Done(Event):
    """Nothing more is told."""

    kind: ClassVar[str] = "done"
