"""Which addresses of the Internet are public.

Source: the IANA registries of special-purpose addresses (as ``ipaddress`` has them), RFC 6052 and RFC 8215 (NAT64), RFC 3056
(6to4), RFC 4380 (Teredo).
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

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
    """Whether an address (``93.184.216.34``, ``2606:2800:220:1::1``, ``fe80::1%eth0``) is one of the public Internet.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and (meant := _ipv4_in(ip)) is not None:
        return is_public(str(meant))
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _DENIED)


def _ipv4_in(ip: IPv6Address) -> IPv4Address | None:
    return IPv4Address(int(ip) & _LAST_32_BITS) if ip in _NAT64 else ip.ipv4_mapped
