"""Answers as HTTP has them: JSON, problems, what a service says of itself, and events as a browser follows them.

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
    """JSON in UTF-8."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Return what is ready already is sent as it is."""
        if isinstance(content, bytes):
            return content
        return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")


class ProblemResponse(JsonResponse):
    """A problem (RFC 9457)."""

    media_type = "application/problem+json"

    def __init__(self, problem: Problem) -> None:
        """Say what is wrong."""
        headers = {"cache-control": "no-store"}
        if problem.status == 401:
            headers["www-authenticate"] = "Bearer"
        if problem.status in (429, 503):
            headers["retry-after"] = "10"
        super().__init__(problem.as_json(), problem.status, headers)


def said_of(service: Service) -> JsonResponse:
    """Return whom a service asks, what it takes, and how much, so that a page can tell people before they give anything."""
    house, limits = service.house, service.limits
    told = about(
        house.connections,
        offline=house.offline,
        links=house.connections.links and not house.offline,
        keep=service.keeps,
        cache=house.connections.cache_path() is not None,
        forgets_after=limits.forgets_after,
        limits={"bytes": limits.upload, "seconds": int(limits.seconds)},
    )
    return JsonResponse(told | ({"services": []} if house.offline else {}))


_HEARTBEAT = 15.0
"""Seconds of silence after which a line without meaning says that we are still here. Source: the standard's own advice."""


def events(service: Service, job: Job, after: int) -> StreamingResponse:
    """Return the events of a list behind the one of that number, as they come."""
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
