"""Connections to hosts whose names strangers have written: to public addresses only.

Source: the IANA registries of special-purpose addresses (as ``ipaddress`` has them), RFC 6052 and RFC 8215 (NAT64), RFC 3056
(6to4), RFC 4380 (Teredo).

A name is resolved once for each connection, every address that it has must be public, and the connection goes to an
address that was looked at. What is checked is so what is reached, whatever the name resolves to a moment later.
"""

import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from attrs import define, field

from refcheck.registries.recording import Exchange
from refcheck.registries.transport.browser import Browser, own_browser

if TYPE_CHECKING:
    import requests

_DENIED = tuple(
    ip_network(network)
    for network in (
        "168.63.129.16/32",  # a cloud's own service, behind a public address
        "192.0.0.0/24",  # protocol assignments, among them a cloud's own service
        "192.88.99.0/24",  # 6to4 relays
        "::/96",  # IPv4 in IPv6, given up
        "64:ff9b:1::/48",  # NAT64 of one network
        "2001::/32",  # Teredo: whoever answers stands behind somebody else's router
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local, given up
    )
)
"""Networks that ``ipaddress`` calls global and that lead elsewhere all the same, or may."""

_NAT64 = ip_network("64:ff9b::/96")
"""IPv4 as a network without IPv4 sees it: the last 32 bits are the address that is meant."""

_LAST_32_BITS = 0xFFFF_FFFF


def is_public(address: str) -> bool:
    """Return whether an address (``93.184.216.34``, ``2606:2800:220:1::1``, ``fe80::1%eth0``) is one of the public Internet.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        meant = IPv4Address(int(ip) & _LAST_32_BITS) if ip in _NAT64 else ip.ipv4_mapped
        if meant is not None:
            return is_public(str(meant))
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _DENIED)


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


@define(kw_only=True, eq=False)
class Dialler:
    """Connects to hosts by name, in the name and the manner of one caller.

    Where an answer is ``played``, it is asked in place of any connection, and nothing leaves this machine.

    ``program`` is how the caller's own program is called, ``seconds`` how long an answer may take, ``session`` a session of
    requests whose proxies and certificates are used; ``None`` where the caller leaves it to us. ``browser`` is asked in place of
    any connection: where Python runs in one, there are no others. ``resolve``, ``connect`` and ``browser`` are the system's; tests
    give a local server a public face with their own.
    """

    _resolve: Resolve = field(factory=lambda: system_addresses)
    _connect: Connect = field(factory=lambda: system_connection)
    program: str | None = None
    seconds: float | None = None
    session: "requests.Session | None" = None
    browser: Browser | None = field(factory=own_browser)
    played: Played | None = None

    def dial(self, host: str, port: int, seconds: float) -> socket.socket:
        """Return a connection to the host.

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
        """Return a connection to a host of one's own choice, wherever it is, within so many seconds in all.

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
        """Return whether a name has addresses, or cannot be looked up."""
        try:
            with suppress(OSError):
                self._addresses(host)
        except NoSuchHostError:
            return False
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
    """Return the addresses that the system's resolver has, waited for no longer than some seconds.

    Raises:
        OSError: there are none, or the resolver does not answer.
    """
    from concurrent.futures import Future  # here, because a run that is offline looks nobody up

    answer: Future[list[str]] = Future()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            answer.set_result(list(dict.fromkeys(str(info[4][0]) for info in found)))
        except (OSError, UnicodeError) as error:
            answer.set_exception(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        return answer.result(RESOLVE_SECONDS)
    except TimeoutError:
        raise TimeoutError("the resolver does not answer") from None


def system_connection(address: str, port: int, seconds: float) -> socket.socket:
    """Return a connection by the system's own means.

    Raises:
        OSError: there is none.
    """
    return socket.create_connection((address, port), timeout=seconds)
