"""The events sent while a list is checked: frozen, JSON-ready values, one class for each kind."""

import json
from typing import Any, ClassVar

from attrs import asdict, frozen

from refcheck.servers.page.checked import Proposal
from refcheck.servers.page.problems import Problem


@frozen(kw_only=True)
class Event:
    """An event about a list that is being checked."""

    kind: ClassVar[str]

    def to_json(self) -> str:
        """Return the event as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


@frozen(kw_only=True)
class Started(Event):
    """A list is about to be read. ``kept`` states whether it is kept until a user deletes it."""

    kind: ClassVar[str] = "started"
    job: str
    name: str
    bytes: int
    kept: bool = False


@frozen(kw_only=True)
class ReadReference:
    """A reference as read, before any registry was queried. ``html`` is its card, ``said`` the work in a few words."""

    index: int
    key: str
    raw: str
    said: str
    html: str


@frozen(kw_only=True)
class Read(Event):
    """References that were read, out of ``total``; ``notes`` are those of the reader."""

    kind: ClassVar[str] = "read"
    references: tuple[ReadReference, ...]
    total: int
    notes: tuple[str, ...] = ()


@frozen(kw_only=True)
class Asking(Event):
    """The registry that is being queried, and the progress of the queries."""

    kind: ClassVar[str] = "asking"
    stage: str
    registry: str
    done: int
    total: int
    seconds_left: float


@frozen(kw_only=True)
class Left:
    """The reason why a finding was waived, and the name of the person who waived it."""

    reason: str
    by: str


@frozen(kw_only=True)
class ToldFinding:
    """A finding in short. ``fix`` states whether it has a fix; ``waived`` is set if the user waived it."""

    rule: str
    severity: str
    message: str
    fix: bool
    waived: Left | None = None


@frozen(kw_only=True)
class ToldRepair:
    """A repaired reading: what was printed, and what it was read as. ``rejected`` states whether the user rejected it."""

    code: str
    before: str
    after: str
    rejected: bool = False


@frozen(kw_only=True)
class JudgedReference:
    """A reference as far as it is judged. The findings are those of the card in ``html``, in the same order.

    ``proposals`` are the changes, one for each place, with the decisions about them. ``priority`` is the number of the reference's
    group: the references of the group with the lowest number are to be read first.
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
    """The judgements of some references so far; later events may report more about the same references."""

    kind: ClassVar[str] = "judged"
    references: tuple[JudgedReference, ...]


@frozen(kw_only=True)
class Summary:
    """The numbers of references by verdict and of findings by severity, and both in a sentence."""

    verdicts: dict[str, int]
    severities: dict[str, int]
    sentence: str


@frozen(kw_only=True)
class Reported(Event):
    """The complete result: the order of the references, the most severe first, and the findings about the list as a whole.

    ``references`` are those that are shown differently from before, ``downloads`` the formats in which this list can be downloaded,
    and ``fixes`` the number of findings with a fix; the texts are in ``language``. After a decision, ``decisions`` are all
    decisions by now.
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
    """No further events follow."""

    kind: ClassVar[str] = "done"
