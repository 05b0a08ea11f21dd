"""Connections that are closed in time: a client that sends no request is not waited for, and no client can take them all.

Source: RFC 9110 §15.5.9 and RFC 9112 §9.5 (a server may close what sends no request); the attack is known as *Slowloris*.
"""

import asyncio
from collections.abc import Sequence

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS = 10.0
"""Seconds for the header of a request, from the connection or its first byte. Source: a choice of patience, not measured."""

OF_CLIENT = 256
"""Most open connections of one IP address, which may be a proxy for many people: half of the 500 at which uvicorn answers 503."""

IN_WAITING = 128
"""Most open connections of all clients without a request in progress. Source: a judgement: a header comes in one packet."""


class BoundedProtocol(H11Protocol):
    """uvicorn's protocol with limits: of too many connections, the one that has waited longest without a request is closed."""

    header_seconds = HEADER_SECONDS

    _deadline: asyncio.TimerHandle | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether no request is in progress."""
        return self.cycle is None or self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Start to wait for a request, and close another connection if there are too many."""
        super().connection_made(transport)
        self._wait()
        if one := self._too_many():
            one.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Read data; the deadline ends when the request's header is complete."""
        self._wait()
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._wait_no_longer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadline."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._deadline is None and self.conn.their_state is h11.IDLE:
            self._deadline = self.loop.call_later(self.header_seconds, self.transport.abort)

    def _wait_no_longer(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_many(self) -> "BoundedProtocol | None":
        """Return the connection to be closed if there is one too many, of this client or of all."""
        every = [
            each for each in self.connections if isinstance(each, BoundedProtocol) and not each.transport.is_closing()
        ]
        own = [each for each in every if self.client and each.client and each.client[0] == self.client[0]]
        if len(own) > OF_CLIENT:
            return _longest_waiting(own) or self
        waiting = [each for each in every if each.is_waiting]
        return _longest_waiting(waiting) if len(waiting) > IN_WAITING else None


def _longest_waiting(connections: Sequence[BoundedProtocol]) -> BoundedProtocol | None:
    """Return the waiting connection to close first: those kept open for a further request, then the one whose deadline is next."""
    waiting = [each for each in connections if each.is_waiting]
    return min(waiting, key=lambda each: each._deadline.when() if each._deadline else 0.0, default=None)
