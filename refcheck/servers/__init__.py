"""refcheck where a list is written: for assistants (``mcp``), in editors (``lsp``), and on a page,
served (``web``) or by itself (``browser``). All that they say comes from an audit."""

import hmac

LOCAL = ("127.0.0.1", "localhost", "::1")
"""The names of this machine alone."""


def carries(authorization: str, token: str) -> bool:
    """Return whether ``Authorization`` carries the token: ``Bearer …`` (RFC 6750 §2.1). It takes as long whatever is given."""
    return hmac.compare_digest(authorization.encode("latin-1", "replace"), f"Bearer {token}".encode())
