"""Events as a browser follows them.

Source: the WHATWG's HTML standard, *Server-sent events*.
"""

from collections.abc import AsyncIterator

from starlette.responses import StreamingResponse

from refcheck.servers.web.jobs import Job, Told
from refcheck.servers.web.service import Service

_HEARTBEAT = 15.0
"""Seconds of silence after which a line without meaning says that we are still here. Source: the standard's own advice."""


def events(service: Service, job: Job, after: int) -> StreamingResponse:
    """The events of a list behind the one of that number, as they come."""
    return StreamingResponse(
        _written(service, job, after),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def _written(service: Service, job: Job, after: int) -> AsyncIterator[bytes]:
    place = max(0, after)
    while True:
        for told in job.told[place:]:
            yield _event(told)
            place = told.number
            if told.kind == "done":
                return
        if service.is_ending or job.id not in service.jobs:
            return
        if place >= len(job.told):
            await job.wait(_HEARTBEAT)
            if place >= len(job.told):
                yield b": still here\n\n"


def _event(told: Told) -> bytes:
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (told.number, told.kind.encode(), told.data)
