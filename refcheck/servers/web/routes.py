"""The REST interface for programs."""

import json
from collections.abc import Awaitable, Callable
from functools import cache, partial
from importlib.resources import files
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from refcheck._version import __version__
from refcheck.errors import RefcheckError
from refcheck.servers.page.decisions import Decisions
from refcheck.servers.page.desk import Options, demand_readable
from refcheck.servers.page.problems import ProblemError, log, problem, problem_of
from refcheck.servers.web.answers import JsonResponse, ProblemResponse, description_of, events
from refcheck.servers.web.intake import given, json_of
from refcheck.servers.web.jobs import Job
from refcheck.servers.web.service import Service, Turn
from refcheck.servers.web.tasks import Frame, annotate, convert, parse, repair

API = "/api/v1"

_LONGEST_WAIT = 120.0
"""Most seconds that a request may wait for a report. Source: a judgement: below the time-outs of proxies."""

_CONVERTED = ("bibtex", "ris", "csl-json")
"""The formats in which a list can be written without querying registries."""

Endpoint = Callable[[Request], Awaitable[Response]]


class Api:
    """The endpoints of one service."""

    def __init__(self, service: Service) -> None:
        """Serve the endpoints of this service."""
        self._service = service

    def routes(self) -> list[Route]:
        """Return the routes of all endpoints."""
        return [
            _route("/about", GET=self.about),
            _route("/openapi.json", GET=self.described),
            _route("/check", POST=self.check),
            _route("/parse", POST=self.parse),
            _route("/repair", POST=self.repair),
            _route("/convert", POST=self.convert),
            _route("/annotate", POST=self.annotate),
            _route("/jobs/{job}", GET=self.report, DELETE=self.forget),
            _route("/jobs/{job}/events", GET=self.events),
            _route("/jobs/{job}/decisions", GET=self.decided, PUT=self.decide, PATCH=self.amend),
            _route("/jobs/{job}/download/{form}", GET=self.download),
        ]

    async def about(self, request: Request) -> Response:
        """Return the service's description of itself."""
        return description_of(self._service)

    async def described(self, request: Request) -> Response:
        """Return the OpenAPI description of the interface."""
        return JsonResponse(_description())

    async def check(self, request: Request) -> Response:
        """Accept a list; with ``wait``, return its report if it is ready in time."""
        seconds = _wait(request)
        source, options = await given(request, self._service.limits)
        self._demand_allowed(options)
        demand_readable(source)
        job = await self._service.submit(source, options, _client(request))
        if seconds and await job.over(seconds):
            return self._report(request, job)
        return JsonResponse(_place(job), 202, {"location": f"{API}/jobs/{job.id}", "cache-control": "no-store"})

    async def report(self, request: Request) -> Response:
        """Return the report of a list, or the state of its check."""
        return self._report(request, await self._job(request))

    async def forget(self, request: Request) -> Response:
        """Forget a list."""
        await self._service.forget(await self._job(request))
        return Response(status_code=204)

    async def events(self, request: Request) -> Response:
        """Return the events of a list as they come."""
        last = request.headers.get("last-event-id", "0")
        after = int(last) if last.isdecimal() and len(last) < 10 else 0
        return events(self._service, await self._job(request), after)

    async def decided(self, request: Request) -> Response:
        """Return the decisions about a list."""
        job = await self._job(request)
        return JsonResponse(job.decisions.as_json(), headers={"cache-control": "no-store"})

    async def decide(self, request: Request) -> Response:
        """Replace all decisions about a list."""
        job = await self._job(request)
        decisions = Decisions.from_json(await json_of(request, self._service.limits))
        event = await self._service.decide(job, decisions)
        return JsonResponse(event, headers={"cache-control": "no-store"})

    async def amend(self, request: Request) -> Response:
        """Apply the changes between two states of the decisions; what others decided meanwhile stays."""
        job = await self._job(request)
        data = await json_of(request, self._service.limits)
        if not isinstance(data, dict) or data.keys() != {"before", "after"}:
            raise ProblemError(
                problem("invalid", "The body must be an object with before and after, each with all decisions.")
            )
        before, after = (Decisions.from_json(data[name]) for name in ("before", "after"))
        event = await self._service.decide(job, after, before)
        return JsonResponse(event, headers={"cache-control": "no-store"})

    async def download(self, request: Request) -> Response:
        """Return a list in one of the download formats."""
        job = await self._job(request)
        language = request.query_params.get("language", "en")
        made = await self._service.download(job, request.path_params["form"], language)
        return _file(made)

    async def parse(self, request: Request) -> Response:
        """Return a list as CSL-JSON items."""
        source, _ = await given(request, self._service.limits)
        return _file(await self._service.made(partial(parse, source=source), _client(request)))

    async def repair(self, request: Request) -> Response:
        """Return the identifiers of a text, repaired."""
        source, _ = await given(request, self._service.limits)
        text = source.data.decode("utf-8", "replace")
        return _file(await self._service.made(partial(repair, text=text), _client(request)))

    async def convert(self, request: Request) -> Response:
        """Return a list in another bibliographic format."""
        form = request.query_params.get("to", "")
        if form not in _CONVERTED:
            raise ProblemError(problem("invalid", f"to must be one of {', '.join(_CONVERTED)}."))
        source, _ = await given(request, self._service.limits)
        task = partial(convert, source=source, form=form)
        return _file(await self._service.made(task, _client(request)))

    async def annotate(self, request: Request) -> Response:
        """Return a document with the findings in its margin."""
        source, options = await given(request, self._service.limits)
        self._demand_allowed(options)
        task = partial(annotate, source=source, options=options)
        return _file(await self._service.made(task, _client(request), Turn.LIST))

    async def _job(self, request: Request) -> Job:
        return await self._service.job(request.path_params["job"])

    def _demand_allowed(self, options: Options) -> None:
        house = self._service.house
        if options.links and (not house.connections.links or house.offline or options.offline):
            raise ProblemError(problem("invalid", "Links are not checked here (refcheck serve --links)."))
        if options.keep and not self._service.keeps:
            raise ProblemError(problem("invalid", "Nothing is kept here (refcheck serve --keep FILE)."))

    def _report(self, request: Request, job: Job) -> Response:
        if job.problem is not None:
            return ProblemResponse(job.problem)
        if not job.is_over:
            return JsonResponse({"state": job.state.value, **_place(job)}, headers={"cache-control": "no-store"})
        headers = {"etag": f'"{job.tag}"', "cache-control": "private, no-cache", "location": f"{API}/jobs/{job.id}"}
        if _has(request.headers.get("if-none-match", ""), job.tag):
            return Response(status_code=304, headers=headers)
        return JsonResponse(job.report(), headers=headers)


@cache
def _description() -> bytes:
    text = files(__package__).joinpath("openapi.json").read_text(encoding="utf-8")
    description = json.loads(text)
    description["info"]["version"] = __version__
    return json.dumps(description, ensure_ascii=False).encode()


def _route(path: str, **endpoints: Endpoint) -> Route:
    """Return the route to an endpoint for each method; an error in an endpoint is answered with a problem."""

    async def answered(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        try:
            return await endpoints[method](request)
        except RefcheckError as error:
            return ProblemResponse(problem_of(error))
        except Exception as error:  # a bug: the log says where, and nothing of what was read
            log(error)
            return ProblemResponse(problem("internal"))

    return Route(f"{API}{path}", answered, methods=list(endpoints))


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _wait(request: Request) -> float:
    """Return the seconds that the request is to wait at most."""
    given = request.query_params.get("wait", "0")
    if not (given.isascii() and given.isdecimal() and len(given) < 7):
        raise ProblemError(problem("invalid", "wait must be a number of seconds."))
    return min(float(given), _LONGEST_WAIT)


def _place(job: Job) -> dict[str, object]:
    here = f"{API}/jobs/{job.id}"
    links = {name: f"{here}/{name}" for name in ("events", "decisions", "download")}
    return {"job": job.id, "links": {"self": here, **links}}


def _has(given: str, tag: str) -> bool:
    """Return whether a condition names the tag (RFC 9110 §13.1.2, weak comparison)."""
    tags = [each.strip().removeprefix("W/") for each in given.split(",")]
    return "*" in tags or f'"{tag}"' in tags


def _file(made: Frame) -> Response:
    headers = {"cache-control": "no-store"}
    if made.name:
        headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(made.name)}"
    return Response(made.data, media_type=made.media_type, headers=headers)
