"""A list checked: read, asked about, judged, and told of all the way."""

from collections.abc import Callable
from time import monotonic

from attrs import evolve

from refcheck.audit import Interrupted, audit
from refcheck.model import Bibliography
from refcheck.registries import Asking as StillAsked
from refcheck.resolving.progress import seconds_left
from refcheck.servers.page.cards import read_reference
from refcheck.servers.page.checked import Checked
from refcheck.servers.page.decisions import Decisions
from refcheck.servers.page.desk import Desk, Options, Source
from refcheck.servers.page.early import Early
from refcheck.servers.page.events import Asking, Event, Judged, Read, Reported
from refcheck.servers.page.reading import read
from refcheck.servers.page.telling import changed, judged, reported
from refcheck.settings import apply

Tell = Callable[[Event], None]
"""Is told what is known; where registries are asked by several threads, by any of them."""

_EVERY = 0.1
"""Seconds between two words about whom is asked. Source: set by hand; an eye follows no more."""

_AT_ONCE = 50
"""So many references are told at once."""


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
    rest = [
        index
        for index, each in enumerate(checked.report.references)
        if index in checked.merges or known.told.get(index) != each
    ]
    for first in range(0, len(rest), _AT_ONCE):
        tell(Judged(references=judged(checked, rest[first : first + _AT_ONCE])))
    tell(reported(checked))
    return checked


def decide(checked: Checked, decisions: Decisions) -> tuple[Checked, Reported]:
    """The list with other decisions, and what is told of it then; nobody is asked anew."""
    after = evolve(checked, decisions=decisions)
    return after, evolve(reported(after), references=judged(after, changed(checked, after)))


def _tell_read(bibliography: Bibliography, language: str, tell: Tell) -> None:
    references = bibliography.references
    for first in range(0, max(1, len(references)), _AT_ONCE):
        told = tuple(
            read_reference(index, each, language)
            for index, each in enumerate(references[first : first + _AT_ONCE], start=first)
        )
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
        self._tell(
            Asking(
                stage=stage,
                registry=asking.registry,
                done=asking.done,
                total=asking.total,
                seconds_left=round(seconds_left(asking, now - started), 1),
            )
        )
