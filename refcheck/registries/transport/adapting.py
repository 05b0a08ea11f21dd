"""requests over connections that somebody else makes and looks at before; they are cut when the time is up, whatever their state.

Every connection is put on the lifeline of whoever uses it (:mod:`~refcheck.registries.transport.dialling`).
"""

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar, Token
from functools import cache, partial
from types import TracebackType
from typing import Any

from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.poolmanager import PoolManager, ProxyManager


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
        """Hold a connection that is used now: a duplicate of the one that is read from, so that TLS is not in the way."""
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


Dial = Callable[[str, int], socket.socket]
"""Host, port → a connection."""


class _Plain(HTTPConnection):
    """A connection that is dialled for it."""

    def __init__(self, *args: Any, dial: Dial, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dial = dial
        self._line: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        connection = self._dial(self.host, self.port or self.default_port)
        self._line = connection.dup()
        hold(self._line)
        return connection

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send a request, over a connection that may have served others before."""
        if self._line is not None:
            hold(self._line)
        super().request(*args, **kwargs)

    def close(self) -> None:
        """Let go of the connection and of its duplicate."""
        super().close()
        if self._line is not None:
            self._line.close()
            self._line = None


class _Secure(_Plain, HTTPSConnection):
    """The same, before TLS is spoken on it; the certificate must be the host's."""


def _dialled(manager: PoolManager, dial: Dial) -> None:
    """Let all connections of a manager of pools be dialled."""
    kinds = {"http": partial(_Plain, dial=dial), "https": partial(_Secure, dial=dial)}
    make = manager._new_pool

    def new_pool(scheme: str, *given: Any, **options: Any) -> Any:
        pool = make(scheme, *given, **options)
        pool.ConnectionCls = kinds[scheme]  # type: ignore[assignment]  # it is called, and nothing else
        return pool

    manager._new_pool = new_pool  # type: ignore[method-assign]  # what urllib3 leaves to a subclass, of two classes at once


class DiallingAdapter(HTTPAdapter):
    """requests' way to the network, by connections that are dialled."""

    def __init__(self, dial: Dial, *, to_proxy: Dial | None = None) -> None:
        """Open every connection with what ``dial`` gives for a host and a port; one to a proxy is what ``to_proxy`` gives."""
        self._dial = dial
        self._to_proxy = to_proxy or dial
        super().__init__()

    def init_poolmanager(self, *given: Any, **options: Any) -> None:
        """Pools of connections that are dialled."""
        super().init_poolmanager(*given, **options)
        _dialled(self.poolmanager, self._dial)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """Return the same behind a proxy, which is somebody's own."""
        is_new = proxy not in self.proxy_manager
        manager = super().proxy_manager_for(proxy, **options)
        if is_new and isinstance(manager, ProxyManager) and not proxy.lower().startswith("socks"):
            _dialled(manager, self._to_proxy)
        return manager


class StrangersAdapter(DiallingAdapter):
    """The same for hosts that strangers have named: nothing of the environment is asked, and one context serves for all."""

    def init_poolmanager(self, *given: Any, **options: Any) -> None:
        """Make one pool for one request."""
        self.poolmanager = PoolManager(num_pools=1, ssl_context=tls_context())
        _dialled(self.poolmanager, self._dial)

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Do nothing: the context has what certificates are verified by, and need not read it again for each connection."""


@cache
def tls_context() -> ssl.SSLContext:
    """Certificates are verified by requests' own bundle, and for the host's name."""
    return ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
