"""Connections to hosts whose names strangers have written: to public addresses only.

A name is resolved once for each connection, every address that it has must be public, and the connection goes to an
address that was looked at. What is checked is so what is reached, whatever the name resolves to a moment later.
"""

import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from refcheck.registries.recording.exchange import Exchange
from refcheck.registries.transport.addresses import is_public
from refcheck.registries.transport.browser import Browser, own_browser

if TYPE_CHECKING:
    import requests

Resolve = Callable[[str], Sequence[str]]
"""Host → its addresses; raises ``socket.gaierror`` or another ``OSError``."""

Connect = Callable[[str, int, float], socket.socket]
"""Address, port, seconds → a connection; raises ``OSError``."""

Played = Callable[[str], Exchange]
"""Address → what was recorded of it."""

PORTS = (80, 443, 8080, 8443)
"""Where web servers listen. What listens elsewhere may be no web server at all, and be told things by a request."""

RESOLVE_SECONDS = 8.0
"""Seconds for a name to be looked up. Source: a choice of patience, not measured."""

_MOST_TRIED = 3
"""Addresses of one host that are tried."""


class NotAskedError(Exception):
    """A host that is not connected to, whatever it would answer; the message says why."""


class NoSuchHostError(Exception):
    """A name that is registered nowhere."""


class UnreachableError(Exception):
    """A host to which there is no connection."""


class Dialler:
    """Connects to hosts by name, in the name and the manner of one caller.

    Where an answer is ``played``, it is asked in place of any connection, and nothing leaves this machine.

    ``program`` is how the caller's own program is called, ``seconds`` how long an answer may take, ``session`` a session of
    requests whose proxies and certificates are used; ``None`` where the caller leaves it to us. ``browser`` is asked in place of
    any connection: where Python runs in one, there are no others.
    """

    def __init__(
        self,
        *,
        resolve: Resolve | None = None,
        connect: Connect | None = None,
        program: str | None = None,
        seconds: float | None = None,
        session: "requests.Session | None" = None,
        browser: Browser | None = None,
        played: Played | None = None,
    ) -> None:
        """``resolve``, ``connect`` and ``browser`` are the system's; tests give a local server a public face with their own."""
        self._resolve = resolve or system_addresses
        self._connect = connect or system_connection
        self.program = program
        self.seconds = seconds
        self.session = session
        self.browser = browser or own_browser()
        self.played = played

    def dial(self, host: str, port: int, seconds: float) -> socket.socket:
        """A connection to the host.

        Raises:
            NotAskedError: the port is none of the web's, or one of the host's addresses is not public.
            NoSuchHostError: there is no host of that name.
            UnreachableError: it cannot be reached.
        """
        if port not in PORTS:
            raise NotAskedError(f"port {port} is not asked")
        try:
            addresses = self._addresses(host.strip("[]"))
        except OSError as error:
            raise UnreachableError(host) from error
        if not all(map(is_public, addresses)):
            raise NotAskedError("its address is not public")
        for address in addresses[:_MOST_TRIED]:
            with suppress(OSError):
                return self._connect(address, port, seconds)
        raise UnreachableError(host)

    def reach(self, host: str, port: int, seconds: float) -> socket.socket:
        """A connection to a host of one's own choice, wherever it is, within so many seconds in all.

        Raises:
            UnreachableError: it cannot be reached.
        """
        end = time.monotonic() + seconds
        try:
            addresses = list(self._resolve(host.strip("[]")))[:_MOST_TRIED]
        except (OSError, UnicodeError) as error:
            raise UnreachableError(host) from error
        for number, address in enumerate(addresses):
            left = end - time.monotonic()
            if left <= 0:
                break
            with suppress(OSError):
                return self._connect(address, port, left / (len(addresses) - number))
        raise UnreachableError(host)

    def exists(self, host: str) -> bool:
        """Whether a name has addresses, or cannot be looked up."""
        try:
            self._addresses(host)
        except NoSuchHostError:
            return False
        except OSError:
            return True
        return True

    def _addresses(self, host: str) -> Sequence[str]:
        try:
            return self._resolve(host)
        except socket.gaierror as error:
            if error.errno == socket.EAI_NONAME:
                raise NoSuchHostError(host) from error
            raise
        except UnicodeError as error:  # a label that is empty or too long
            raise NoSuchHostError(host) from error


def system_addresses(host: str) -> list[str]:
    """The addresses that the system's resolver has, waited for no longer than some seconds.

    Raises:
        OSError: there are none, or the resolver does not answer.
    """
    answer: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            answer.put(list(dict.fromkeys(str(info[4][0]) for info in found)))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        given = answer.get(timeout=RESOLVE_SECONDS)
    except Empty:
        raise TimeoutError("the resolver does not answer") from None
    if isinstance(given, Exception):
        raise given
    return given


def system_connection(address: str, port: int, seconds: float) -> socket.socket:
    """A connection by the system's own means.

    Raises:
        OSError: there is none.
    """
    return socket.create_connection((address, port), timeout=seconds)
