"""What a page's worker runs: one list after the other, told of in JSON, held in memory until it is forgotten."""

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
"""Is told an event: its kind, and what it says as JSON."""

_WARMING = (
    "Sample, A. (2020). A title of nothing in particular. Journal of Samples, 3(1), 4–9. https://doi.org/10.1000/1"
)
"""What is read before anybody gives a list, so that what takes long to load is there."""


class Worker:
    """The checker behind a page that runs by itself. Its methods are what the page's scripts call."""

    def __init__(self, house: str) -> None:
        """``house`` says, as JSON, whom to ask and in whose name: fields of ``Connections``."""
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
        """Check a list, and tell of it all the way; whatever is wrong with it is told as well."""
        job = token_urlsafe()

        def told(event: Event) -> None:
            tell(event.kind, event.to_json())

        try:
            source = Source(data=bytes(data), **({"name": name} if name else {}))
            told(Started(job=job, name=source.name, bytes=len(source.data)))
            self._jobs[job] = check(source, Options(**json.loads(options)), self._desk, told)
        except Exception as error:
            told(Failed(problem=_problem(error)))
        told(Done())

    def decide(self, job: str, decisions: str) -> str:
        """Take the decisions about a list, all of them; the report then, as JSON.

        Raises:
            ProblemError: the list is not known, or these are no decisions.
        """
        self._jobs[job], told = decide(self._checked(job), Decisions.from_json(json.loads(decisions)))
        return told.to_json()

    def download(self, job: str, form: str, language: str) -> tuple[str, str, bytes]:
        """Return a list as a file: name, media type, bytes.

        Raises:
            ProblemError: the list is not known, or cannot be had so.
        """
        made = download(self._checked(job), form, self._desk.settings, language)
        return made.name, made.media_type, made.data

    def forget(self, job: str) -> None:
        """Hold a list no longer."""
        self._jobs.pop(job, None)

    def attempted(self, method: str, *given: Any) -> Any:
        """Return what a method gives; or what is wrong, as the JSON of a problem."""
        try:
            return getattr(self, method)(*given)
        except Exception as error:
            return json.dumps({"problem": _problem(error).as_json()})

    def _checked(self, job: str) -> Checked:
        if job not in self._jobs:
            raise ProblemError(problem("forgotten"))
        return self._jobs[job]

    def _registry(self, options: Options) -> Registry:
        """Return whom a list asks. All lists ask the same, so that its pace holds for all."""
        from refcheck.registries.ladder import offline, online

        if options.offline:
            return offline(self._connections)
        self._online = self._online or online(self._connections)
        return self._online


def _stand_in() -> None:
    """Put something in the place of what httpx2 sends by in a browser: habanero, which writes our addresses, loads it unused."""
    name = "httpx2_jsfetch"
    if name not in sys.modules and find_spec(name) is None:
        sys.modules[name] = module = ModuleType(name)
        for each in ("AsyncJavascriptFetchTransport", "JavascriptFetchTransport"):
            setattr(module, each, type(each, (), {}))


def _problem(error: Exception) -> Problem:
    """Return the problem that is told; one of ours with the place, since nobody keeps a log."""
    if isinstance(error, RefcheckError):
        return problem_of(error)
    return problem("internal", f"{type(error).__name__}: {error}")
