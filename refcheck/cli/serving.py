"""What commands that serve have in common: the token that lets others in, and the socket."""

import os
import socket

from refcheck.cli.exits import Failure
from refcheck.servers.admission import LOCAL


def token_for(host: str, given: str | None) -> str | None:
    """The token that is given, or else that of REFCHECK_TOKEN; none where only this machine is answered and there is none.

    Raises:
        Failure: others would be let in without one.
    """
    token = given or os.environ.get("REFCHECK_TOKEN") or None
    if host not in LOCAL and token is None:
        raise Failure(f"--host {host} lets others in: give a --token")
    return token


def listening(host: str, port: int, *, free: str) -> socket.socket:
    """A socket that listens; ``free`` is the option that takes any port.

    Raises:
        Failure: the address is taken, or is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise Failure(f"cannot listen at {host}:{port}: {why} ({free} takes one that is free)") from error
