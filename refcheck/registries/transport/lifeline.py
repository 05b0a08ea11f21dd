"""Connections that are cut when the time is up, in whatever state they are: a server may send a byte now and then for hours."""

import socket
import threading
from contextlib import suppress
from contextvars import ContextVar, Token
from types import TracebackType


class Lifeline:
    """A context in which all connections that are used are cut after so many seconds."""

    def __init__(self, seconds: float) -> None:
        """The time begins with the context."""
        self._lines: list[socket.socket] = []
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._timer = threading.Timer(max(0.0, seconds), self._cut)
        self._timer.daemon = True
        self._token: Token[Lifeline | None] | None = None

    @property
    def is_over(self) -> bool:
        """Whether the time was up, so that what came last may have been cut off."""
        return self._over.is_set()

    def __enter__(self) -> "Lifeline":
        """Begin."""
        self._token = _CURRENT.set(self)
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End; what was not cut may be used further."""
        self._timer.cancel()
        if self._token is not None:
            _CURRENT.reset(self._token)
        with self._lock:
            self._lines.clear()

    def hold(self, line: socket.socket) -> None:
        """A connection that is used now. It is a duplicate of the one that is read from, so that TLS is not in the way."""
        with self._lock:
            self._lines.append(line)
        if self.is_over:
            self._cut()

    def _cut(self) -> None:
        self._over.set()
        with self._lock:
            for line in self._lines:
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)


_CURRENT: ContextVar[Lifeline | None] = ContextVar("lifeline", default=None)


def hold(line: socket.socket) -> None:
    """Put a connection on the lifeline of whoever asks, if there is one."""
    if (lifeline := _CURRENT.get()) is not None:
        lifeline.hold(line)
