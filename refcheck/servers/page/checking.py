"""The check of a list: it is read, looked up and judged, with events on the way: some references while others are looked up."""

from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic

from attrs import evolve

from refcheck.audit import Interrupted, audit, judge
from refcheck.model import Bibliography, Case, CheckedReference, Document, Report, Run
from refcheck.registries import Asking as StillAsked
from refcheck.registries.base import utc_now
from refcheck.resolving.progress import seconds_left
from refcheck.servers.page.checked import Checked, proposals
from refcheck.servers.page.decisions import Decisions
from refcheck.servers.page.desk import Desk, Options, Source, read
from refcheck.servers.page.events import Asking, Event, Judged, Read, Reported
from refcheck.servers.page.telling import changed, judged, judged_reference, read_reference, reported
from refcheck.settings import Settings, apply

_KNOWN_EVERY = 0.5
"""Seconds between two events with early results. Source: a judgement: the fewer the events, the less they cost."""


class Early:
    """Collects references as they are resolved, and sends events with a few of them at a time.

    ``told`` are the references sent so far, by their positions: those that are different at the end of the run are sent again.
    """

    def __init__(self, document: Document, settings: Settings, language: str, tell: Callable[[Event], None]) -> None:
        """Start without any results."""
        self.told: dict[int, CheckedReference] = {}
        self._document = document
        self._settings = settings
        self._language = language
        self._tell = tell
        self._known: dict[int, Case] = {}
        self._lock = Lock()
        self._last = monotonic()

    def __call__(self, resolved: Mapping[int, Case]) -> None:
        """Add resolved references, and send all that were added if the last event was long enough ago."""
        with self._lock:
            self._known.update(resolved)
            if monotonic() - self._last < _KNOWN_EVERY:
                return
            known, self._known = self._known, {}
            self._say(known)
            self._last = monotonic()

    def _say(self, known: dict[int, Case]) -> None:
        audited = tuple(judge(self._document, tuple(known.values())))
        now = utc_now()
        report = apply(Report(references=audited, run=Run(version="", started=now, finished=now)), self._settings)
        report = report.translated(self._language)
        told = dict(zip(known, report.references, strict=True))
        references = (
            judged_reference(place, each, self._language, proposals=proposals(each, Decisions(), place))
            for place, each in told.items()
        )
        self._tell(Judged(references=tuple(references)))
        self.told |= told


Tell = Callable[[Event], None]
"""A function that receives the events; if several threads query registries, any of them may call it."""

_EVERY = 0.1
"""Seconds between two events about the progress of queries. Source: a judgement: an eye does not follow more."""

_AT_ONCE = 50
"""Most references in one event of a whole list, as read or as judged at the end."""


def check(source: Source, options: Options, desk: Desk, tell: Tell) -> Checked:
    """Check one list as the command would, and send the results as they become known.

    If the queries are interrupted (``KeyboardInterrupt``), the report covers what was known by then, and says so.

    Raises:
        RefcheckError: nothing was given, it cannot be read, or the registries cannot be queried.
    """
    bibliography, settings = read(source, desk.settings)
    _tell_read(bibliography, options.language, tell)
    known = Early(bibliography.document, settings, options.language, tell)
    try:
        found = audit([bibliography], registry=desk.registry(options), progress=_Progress(tell), on_resolved=known)
    except Interrupted as ended:
        found = ended.report
    checked = Checked(source=source, report=apply(found, settings).translated(options.language))
    shown = enumerate(checked.report.references)
    rest = [index for index, each in shown if index in checked.merges or known.told.get(index) != each]
    for first in range(0, len(rest), _AT_ONCE):
        tell(Judged(references=judged(checked, rest[first : first + _AT_ONCE])))
    tell(reported(checked))
    return checked


def decide(checked: Checked, decisions: Decisions) -> tuple[Checked, Reported]:
    """Return the list with other decisions, and the event that reports them; no registry is queried again."""
    after = evolve(checked, decisions=decisions)
    told = judged(after, changed(checked, after))
    return after, evolve(reported(after), references=told, decisions=decisions.as_json())


def _tell_read(bibliography: Bibliography, language: str, tell: Tell) -> None:
    references = bibliography.references
    for first in range(0, max(1, len(references)), _AT_ONCE):
        some = enumerate(references[first : first + _AT_ONCE], start=first)
        told = tuple(read_reference(index, each, language) for index, each in some)
        notes = bibliography.notes if first == 0 else ()
        tell(Read(references=told, total=len(references), notes=notes))


class _Progress:
    """Sends events about the progress of queries, no more often than a person can follow, and always at the end of a stage."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._started: dict[tuple[str, str], float] = {}
        self._last = float("-inf")

    def __call__(self, stage: str, asking: StillAsked) -> None:
        now = monotonic()
        started = self._started.setdefault((stage, asking.registry), now)
        if now - self._last < _EVERY and asking.done < asking.total:
            return
        self._last = now
        left = round(seconds_left(asking, now - started), 1)
        done, total = asking.done, asking.total
        self._tell(Asking(stage=stage, registry=asking.registry, done=done, total=total, seconds_left=left))
