"""Connections to hosts that are named in untrusted documents: only to public addresses.

Source: the IANA registries of special-purpose addresses (as ``ipaddress`` has them), RFC 6052 and RFC 8215 (NAT64), RFC 3056
(6to4), RFC 4380 (Teredo).

A name is resolved once for each connection, all its addresses must be public, and the connection goes to one of them. The
address that was checked is therefore the one that is connected to, whatever the name resolves to a moment later.
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
        "168.63.129.16/32",  # an internal service of a cloud at a public address
        "192.0.0.0/24",  # protocol assignments, among them an internal service of a cloud
        "192.88.99.0/24",  # 6to4 relays
        "::/96",  # IPv4 in IPv6, deprecated
        "64:ff9b:1::/48",  # NAT64 of one network
        "2001::/32",  # Teredo: the host that answers is behind another party's router
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local, deprecated
    )
)
"""Networks that ``ipaddress`` calls global although their addresses lead, or may lead, to hosts that are not public."""

_NAT64 = ip_network("64:ff9b::/96")
"""IPv4 addresses in networks without IPv4: the last 32 bits are the IPv4 address."""

_LAST_32_BITS = 0xFFFF_FFFF


def is_public(address: str) -> bool:
    """Return whether an IP address (``93.184.216.34``, ``2606:2800:220:1::1``, ``fe80::1%eth0``) is public.

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
"""A function that returns the IP addresses of a host; it raises ``socket.gaierror`` or another ``OSError``."""

Connect = Callable[[str, int, float], socket.socket]
"""A function that returns a connection to an IP address and port within a number of seconds; it raises ``OSError``."""

Played = Callable[[str], Exchange]
"""A function that returns the recorded exchange for a URL."""

PORTS = (80, 443, 8080, 8443)
"""The ports of web servers. Another port may be that of another service, which a request could make do something."""

RESOLVE_SECONDS = 8.0
"""Seconds to resolve a name. Source: a judgement of how long a user waits; not measured."""

_MOST_TRIED = 3
"""The most addresses of one host to try."""


class NotAskedError(Exception):
    """A host to which no connection is allowed; the message says why."""


class NoSuchHostError(Exception):
    """A host name that does not exist."""


class UnreachableError(Exception):
    """A host to which no connection could be made."""


@define(kw_only=True, eq=False)
class Dialler:
    """Connects to hosts by name, with the settings of one caller.

    If ``played`` is set, it answers all requests, and nothing is sent.

    ``program`` is the name of the calling program, ``seconds`` the time for an answer, ``session`` a session of requests whose
    proxies and certificates are used; each is ``None`` for the default. ``browser`` makes all requests where Python runs in a
    browser, which allows no other connections. By default ``resolve``, ``connect`` and ``browser`` are the system's; tests pass
    their own, which give a local server a public address.
    """

    _resolve: Resolve = field(factory=lambda: system_addresses)
    _connect: Connect = field(factory=lambda: system_connection)
    program: str | None = None
    seconds: float | None = None
    session: "requests.Session | None" = None
    browser: Browser | None = field(factory=own_browser)
    played: Played | None = None

    def dial(self, host: str, port: int, seconds: float) -> socket.socket:
        """Return a connection to a public host.

        Raises:
            NotAskedError: the port is not in ``PORTS``, or one of the addresses of the host is not public.
            NoSuchHostError: there is no host of that name.
            UnreachableError: the host cannot be reached.
        """
        if port not in PORTS:
            raise NotAskedError(f"port {port} is not allowed")
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
        """Return a connection to a host that the user chose, at any address, within ``seconds`` in all.

        Raises:
            UnreachableError: the host cannot be reached.
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
        """Return whether a host name exists; true also if it cannot be resolved at present."""
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
        except UnicodeError as error:  # a label of the name is empty or too long
            raise NoSuchHostError(host) from error


def system_addresses(host: str) -> list[str]:
    """Return the addresses of a host by the system's resolver, within ``RESOLVE_SECONDS``.

    Raises:
        OSError: there are none, or the resolver does not answer.
    """
    from concurrent.futures import Future  # here, because an offline run resolves no names

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
    """Return a TCP connection to an IP address, without any check.

    Raises:
        OSError: it cannot be made.
    """
    return socket.create_connection((address, port), timeout=seconds)
