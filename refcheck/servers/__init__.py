"""refcheck where a list is written: for assistants (``mcp``), in editors (``lsp``), and on a page,
with a server (``web``) or without one (``browser``). All that they report comes from an audit."""

import hmac

LOCAL = ("127.0.0.1", "localhost", "::1")
"""The host names that mean only this machine."""


def netloc(host: str, port: int) -> str:
    """Return host and port as they are written in a URL and a ``Host`` header; an IPv6 address is in brackets (RFC 3986 §3.2.2).

    >>> netloc("localhost", 8700), netloc("::1", 8700)
    ('localhost:8700', '[::1]:8700')
    """
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def carries(authorization: str, token: str) -> bool:
    """Return whether ``Authorization`` carries the token: ``Bearer …`` (RFC 6750 §2.1). The comparison takes constant time."""
    return hmac.compare_digest(authorization.encode("latin-1", "replace"), f"Bearer {token}".encode())
