"""Adapters of requests whose connections are made and checked by a dialler, and are shut down when their time is up.

Every connection is added to the current ``Lifeline``. The dialler is in :mod:`~refcheck.registries.transport.dialling`.
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
    """A context in which all connections that are used are shut down after a number of seconds."""

    def __init__(self, seconds: float) -> None:
        """Set the time, which starts when the context is entered."""
        self._lines: list[socket.socket] = []
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._timer = threading.Timer(max(0.0, seconds), self._cut)
        self._timer.daemon = True
        self._token: Token[Lifeline | None] | None = None

    @property
    def is_over(self) -> bool:
        """Whether the time is up, so that the last answer may be incomplete."""
        return self._over.is_set()

    def __enter__(self) -> "Lifeline":
        """Start the time."""
        self._token = _CURRENT.set(self)
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop the time; connections that were not shut down may be used further."""
        self._timer.cancel()
        if self._token is not None:
            _CURRENT.reset(self._token)
        with self._lock:
            self._lines.clear()

    def hold(self, line: socket.socket) -> None:
        """Add a connection that is in use: a duplicate of the socket that is read, so that it can be shut down despite TLS."""
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
    """Add a connection to the current lifeline, if there is one."""
    if (lifeline := _CURRENT.get()) is not None:
        lifeline.hold(line)


Dial = Callable[[str, int], socket.socket]
"""A function that returns a connection to a host and port."""


class _Plain(HTTPConnection):
    """An HTTP connection whose socket is made by ``dial``."""

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
        """Send a request, over a connection that may have been used before."""
        if self._line is not None:
            hold(self._line)
        super().request(*args, **kwargs)

    def close(self) -> None:
        """Close the connection and its duplicate."""
        super().close()
        if self._line is not None:
            self._line.close()
            self._line = None


class _Secure(_Plain, HTTPSConnection):
    """The same with TLS on top of the dialled socket; the certificate must be that of the host."""


def _dialled(manager: PoolManager, dial: Dial) -> None:
    """Make a pool manager open all its connections with ``dial``."""
    kinds = {"http": partial(_Plain, dial=dial), "https": partial(_Secure, dial=dial)}
    make = manager._new_pool

    def new_pool(scheme: str, *given: Any, **options: Any) -> Any:
        pool = make(scheme, *given, **options)
        pool.ConnectionCls = kinds[scheme]  # type: ignore[assignment]  # urllib3 only calls it
        return pool

    manager._new_pool = new_pool  # type: ignore[method-assign]  # a subclass would be needed for each of two classes


class DiallingAdapter(HTTPAdapter):
    """An adapter of requests whose connections are dialled."""

    def __init__(self, dial: Dial, *, to_proxy: Dial | None = None) -> None:
        """Open every connection with ``dial``, and those to a proxy with ``to_proxy``."""
        self._dial = dial
        self._to_proxy = to_proxy or dial
        super().__init__()

    def init_poolmanager(self, *given: Any, **options: Any) -> None:
        """Create the pools, with dialled connections."""
        super().init_poolmanager(*given, **options)
        _dialled(self.poolmanager, self._dial)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """Return the pools of a proxy, with connections by ``to_proxy``, as the user has chosen the proxy."""
        is_new = proxy not in self.proxy_manager
        manager = super().proxy_manager_for(proxy, **options)
        if is_new and isinstance(manager, ProxyManager) and not proxy.lower().startswith("socks"):
            _dialled(manager, self._to_proxy)
        return manager


class StrangersAdapter(DiallingAdapter):
    """The adapter for hosts that a document names: it ignores the environment and shares one TLS context."""

    def init_poolmanager(self, *given: Any, **options: Any) -> None:
        """Create one pool, for one request."""
        self.poolmanager = PoolManager(num_pools=1, ssl_context=tls_context())
        _dialled(self.poolmanager, self._dial)

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Do nothing: the TLS context already has the CA bundle, which need not be read again for each connection."""


@cache
def tls_context() -> ssl.SSLContext:
    """Return a TLS context that verifies certificates by the CA bundle of requests, and host names."""
    return ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
