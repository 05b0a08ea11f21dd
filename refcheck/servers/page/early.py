"""References that are told of while others are still asked about."""

from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic

from refcheck.audit import judge, utc_now
from refcheck.model import Case, CheckedReference, Document, Report, Run
from refcheck.servers.page.cards import Told, judged_reference
from refcheck.servers.page.decisions import Decisions
from refcheck.servers.page.events import Event, Judged
from refcheck.servers.page.proposals import proposals
from refcheck.settings import Settings, apply

_EVERY = 0.5
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
            if monotonic() - self._last < _EVERY:
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
        self._tell(
            Judged(
                references=tuple(
                    judged_reference(
                        place,
                        Told(audited=each, left={}, proposals=proposals(each, Decisions(), place)),
                        self._language,
                    )
                    for place, each in told.items()
                )
            )
        )
        self.told |= told
