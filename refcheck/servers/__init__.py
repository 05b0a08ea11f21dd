"""refcheck where a list is written: for assistants (``mcp``), in editors (``lsp``), and on a page,
with a server (``web``) or without one (``browser``). All that they report comes from an audit."""

import hmac

LOCAL = ("127.0.0.1", "localhost", "::1")
"""The host names that mean only this machine."""


def carries(authorization: str, token: str) -> bool:
    """Return whether ``Authorization`` carries the token: ``Bearer …`` (RFC 6750 §2.1). The comparison takes constant time."""
    return hmac.compare_digest(authorization.encode("latin-1", "replace"), f"Bearer {token}".encode())
