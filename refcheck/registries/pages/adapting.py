"""requests over connections that somebody else makes: what is looked at before it is connected to stays what is connected to."""

import socket
import ssl
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.poolmanager import PoolManager

Dial = Callable[[str, int], socket.socket]
"""Host, port → a connection."""


class _Plain(HTTPConnection):
    """A connection that is dialled for it."""

    def __init__(self, *args: Any, dial: Dial, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dial = dial

    def _new_conn(self) -> socket.socket:
        return self._dial(self.host, self.port or 80)


class _Secure(HTTPSConnection):
    """The same, before TLS is spoken on it; the certificate must be the host's."""

    def __init__(self, *args: Any, dial: Dial, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dial = dial

    def _new_conn(self) -> socket.socket:
        return self._dial(self.host, self.port or 443)


class _Pools(PoolManager):
    """Pools of connections that are dialled."""

    def __init__(self, dial: Dial, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._kinds = {"http": partial(_Plain, dial=dial), "https": partial(_Secure, dial=dial)}

    def _new_pool(self, scheme: str, host: str, port: int, request_context: dict[str, Any] | None = None) -> Any:
        pool = super()._new_pool(scheme, host, port, request_context)
        pool.ConnectionCls = self._kinds[scheme]  # type: ignore[assignment]  # it is called, and nothing else
        return pool


class DiallingAdapter(HTTPAdapter):
    """requests' way to the network, by connections that are dialled. Nothing of the environment is asked."""

    def __init__(self, dial: Dial) -> None:
        """Every connection is what ``dial`` gives for a host and a port."""
        self._dial = dial
        super().__init__()

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any) -> None:
        """One pool for one request."""
        self.poolmanager = _Pools(self._dial, num_pools=1, ssl_context=tls_context())

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """The context has what certificates are verified by, and need not read it again for each connection."""


@cache
def tls_context() -> ssl.SSLContext:
    """Certificates are verified by requests' own bundle, and for the host's name."""
    return ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
