"""A list checked: read, asked about, judged, and told of all the way: of some references while others are still asked about."""

from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic

from attrs import evolve

from refcheck.audit import Interrupted, audit, judge, utc_now
from refcheck.model import Bibliography, Case, CheckedReference, Document, Report, Run
from refcheck.registries import Asking as StillAsked
from refcheck.resolving.progress import seconds_left
from refcheck.servers.page.checked import Checked, proposals
from refcheck.servers.page.decisions import Decisions
from refcheck.servers.page.desk import Desk, Options, Source, read
from refcheck.servers.page.events import Asking, Event, Judged, Read, Reported
from refcheck.servers.page.telling import changed, judged, judged_reference, read_reference, reported
from refcheck.settings import Settings, apply

_KNOWN_EVERY = 0.5
"""Seconds between two words about what is known. Source: set by hand; what is told all at once costs least."""


class Early:
    """Hears of references as they are known, and tells of them a few at a time.

    ``told`` are those that were, by their places: what the end of the run says otherwise is told again.
    """

    def __init__(self, document: Document, settings: Settings, language: str, tell: Callable[[Event], None]) -> None:
        """Nothing is known yet."""
        self.told: dict[int, CheckedReference] = {}
        self._document = document
        self._settings = settings
        self._language = language
        self._tell = tell
        self._known: dict[int, Case] = {}
        self._lock = Lock()
        self._last = monotonic()

    def __call__(self, resolved: Mapping[int, Case]) -> None:
        """Take some, and tell of all that were taken, where the last word is long enough ago."""
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
"""Is told what is known; where registries are asked by several threads, by any of them."""

_EVERY = 0.1
"""Seconds between two words about whom is asked. Source: set by hand; an eye follows no more."""

_AT_ONCE = 50
"""How many references are told at once."""


def check(source: Source, options: Options, desk: Desk, tell: Tell) -> Checked:
    """Check one list as the command would, and tell what is known as it comes to be known.

    Where the asking is interrupted (``KeyboardInterrupt``), the report is of what was known by then, and says so.

    Raises:
        RefcheckError: nothing was given, it cannot be read, or those who are to be asked cannot be.
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
    """Return the list with other decisions, and what is told of it then; nobody is asked anew."""
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
    """Tells whom is asked, no more often than anybody can follow; the end of each stage in any case."""

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
