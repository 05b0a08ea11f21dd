"""The code that a page's worker runs: one list after the other, reported in JSON, kept in memory until it is forgotten."""

import json
import sys
from collections.abc import Callable
from importlib.util import find_spec
from secrets import token_urlsafe
from types import ModuleType
from typing import Any

from attrs import evolve

from refcheck.errors import RefcheckError
from refcheck.registries import Registry
from refcheck.registries.connections import NO_CACHE, Connections
from refcheck.servers.page.checked import Checked
from refcheck.servers.page.checking import check, decide
from refcheck.servers.page.decisions import Decisions
from refcheck.servers.page.desk import Desk, Options, Source
from refcheck.servers.page.downloads import download
from refcheck.servers.page.events import Done, Event, Failed, Started
from refcheck.servers.page.problems import Problem, ProblemError, problem, problem_of

Tell = Callable[[str, str], None]
"""A function that receives an event: its kind, and its data as JSON."""

_WARMING = (
    "Sample, A. (2020). A title of nothing in particular. Journal of Samples, 3(1), 4–9. https://doi.org/10.1000/1"
)
"""A reference that is read before the first list, so that what takes long to load is loaded."""


class Worker:
    """The checker of a page without a server. Its methods are called by the page's scripts."""

    def __init__(self, house: str) -> None:
        """Take ``house``, JSON with fields of ``Connections``: which services to query, and on whose behalf."""
        _stand_in()
        self._connections = evolve(Connections(**json.loads(house)), cache=NO_CACHE, links=False)
        self._desk = Desk(registry=self._registry)
        self._online: Registry | None = None
        self._jobs: dict[str, Checked] = {}

    def warm(self) -> None:
        """Load what a check needs."""
        check(Source(data=_WARMING.encode()), Options(offline=True), self._desk, lambda event: None)
        self._registry(Options())

    def check(self, data: bytes, name: str, options: str, tell: Tell) -> None:
        """Check a list, and send events on the way; an error is sent as an event, too."""
        job = token_urlsafe()

        def send(event: Event) -> None:
            tell(event.kind, event.to_json())

        try:
            source = Source(data=bytes(data), **({"name": name} if name else {}))
            send(Started(job=job, name=source.name, bytes=len(source.data)))
            self._jobs[job] = check(source, Options(**json.loads(options)), self._desk, send)
        except Exception as error:
            send(Failed(problem=_problem(error)))
        send(Done())

    def decide(self, job: str, decisions: str) -> str:
        """Replace all decisions about a list, and return the resulting event as JSON.

        Raises:
            ProblemError: the list is not known, or the data are not decisions.
        """
        self._jobs[job], event = decide(self._checked(job), Decisions.from_json(json.loads(decisions)))
        return event.to_json()

    def download(self, job: str, form: str, language: str) -> tuple[str, str, bytes]:
        """Return a list as a file: name, media type, bytes.

        Raises:
            ProblemError: the list is not known, or cannot be downloaded in this format.
        """
        made = download(self._checked(job), form, self._desk.settings, language)
        return made.name, made.media_type, made.data

    def forget(self, job: str) -> None:
        """Remove a list from memory."""
        self._jobs.pop(job, None)

    def attempted(self, method: str, *given: Any) -> Any:
        """Return what a method returns; if it fails, the problem as JSON."""
        try:
            return getattr(self, method)(*given)
        except Exception as error:
            return json.dumps({"problem": _problem(error).as_json()})

    def _checked(self, job: str) -> Checked:
        if job not in self._jobs:
            raise ProblemError(problem("forgotten"))
        return self._jobs[job]

    def _registry(self, options: Options) -> Registry:
        """Return the registry that is queried for a list. All lists share it, so that its pace applies to all of them together."""
        from refcheck.registries.ladder import offline, online

        if options.offline:
            return offline(self._connections)
        self._online = self._online or online(self._connections)
        return self._online


def _stand_in() -> None:
    """Replace the module by which httpx2 sends requests in a browser: habanero, which writes refcheck's URLs, loads it unused."""
    name = "httpx2_jsfetch"
    if name not in sys.modules and find_spec(name) is None:
        sys.modules[name] = module = ModuleType(name)
        for each in ("AsyncJavascriptFetchTransport", "JavascriptFetchTransport"):
            setattr(module, each, type(each, (), {}))


def _problem(error: Exception) -> Problem:
    """Return the problem to report; for a bug with the exception's message, since a browser keeps no log."""
    if isinstance(error, RefcheckError):
        return problem_of(error)
    return problem("internal", f"{type(error).__name__}: {error}")
