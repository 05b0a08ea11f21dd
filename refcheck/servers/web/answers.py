"""HTTP responses: JSON, problems, a service's description of itself, and events as a browser follows them.

Source: RFC 9457 (problems); the WHATWG's HTML standard, *Server-sent events*.
"""

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.responses import Response, StreamingResponse

from refcheck.servers.page.about import about
from refcheck.servers.page.problems import Problem
from refcheck.servers.web.jobs import Job
from refcheck.servers.web.service import Service


class JsonResponse(Response):
    """A response with JSON in UTF-8."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Return the content as JSON; bytes are JSON already."""
        if isinstance(content, bytes):
            return content
        return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")


class ProblemResponse(JsonResponse):
    """A response with a problem (RFC 9457)."""

    media_type = "application/problem+json"

    def __init__(self, problem: Problem) -> None:
        """Answer with the problem and its status."""
        headers = {"cache-control": "no-store"}
        if problem.status == 401:
            headers["www-authenticate"] = "Bearer"
        if problem.status in (429, 503):
            headers["retry-after"] = "10"
        super().__init__(problem.as_json(), problem.status, headers)


def description_of(service: Service) -> JsonResponse:
    """Return what a service queries, what it accepts, and its limits, so that a page can show them before a list is given."""
    house, limits = service.house, service.limits
    description = about(
        house.connections,
        offline=house.offline,
        links=house.connections.links and not house.offline,
        keep=service.keeps,
        cache=house.connections.cache_path() is not None,
        forgets_after=limits.forgets_after,
        limits={"bytes": limits.upload, "seconds": int(limits.seconds)},
    )
    return JsonResponse(description | ({"services": []} if house.offline else {}))


_HEARTBEAT = 15.0
"""Seconds without events after which a comment line shows that the service is still there. Source: the standard's own advice."""


def events(service: Service, job: Job, after: int) -> StreamingResponse:
    """Return the events of a list after the one with that number, as they come."""
    return StreamingResponse(
        _written(service, job, after),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def _written(service: Service, job: Job, after: int) -> AsyncIterator[bytes]:
    place = max(0, after)
    while True:
        for number, (kind, data) in enumerate(job.told[place:], start=place + 1):
            yield b"id: %d\nevent: %s\ndata: %s\n\n" % (number, kind.encode(), data)
            place = number
            if kind == "done":
                return
        if service.is_ending or job.id not in service.jobs:
            return
        if place >= len(job.told):
            await job.wait(_HEARTBEAT)
            if place >= len(job.told):
                yield b": still here\n\n"
