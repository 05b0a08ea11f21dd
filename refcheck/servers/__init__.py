"""refcheck where a list is written: for assistants (``mcp``), in editors (``lsp``), and on a page,
served (``web``) or by itself (``browser``). All that they say comes from an audit."""

import hmac

LOCAL = ("127.0.0.1", "localhost", "::1")
"""The names of this machine alone."""


def netloc(host: str, port: int) -> str:
    """Return host and port as they are written in a URL and a ``Host`` header; an IPv6 address is in brackets (RFC 3986 §3.2.2).

    >>> netloc("localhost", 8700), netloc("::1", 8700)
    ('localhost:8700', '[::1]:8700')
    """
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def carries(authorization: str, token: str) -> bool:
    """Return whether ``Authorization`` carries the token: ``Bearer …`` (RFC 6750 §2.1). It takes as long whatever is given."""
    return hmac.compare_digest(authorization.encode("latin-1", "replace"), f"Bearer {token}".encode())
