"""The connections to registries, the display of progress, and the token and socket of servers."""

import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields

from refcheck.cli.exits import Failure
from refcheck.cli.output import StatusLine, shown_status
from refcheck.registries.connections import Connections, variable
from refcheck.servers import LOCAL, netloc
from refcheck.settings import Settings
from refcheck.text.visible import visible

if TYPE_CHECKING:
    from refcheck.registries import Asking
    from refcheck.resolving import Progress


def token_for(host: str, given: str | None) -> str | None:
    """Return the given token, or else that of REFCHECK_TOKEN; ``None`` is allowed on a local host only.

    Raises:
        Failure: a host that is not local would be served without a token.
    """
    token = given or os.environ.get("REFCHECK_TOKEN") or None
    if host not in LOCAL and token is None:
        raise Failure(f"--host {host} allows access from other machines: give a --token")
    return token


def listening(host: str, port: int, *, free: str) -> socket.socket:
    """Return a socket that listens; ``free`` is the option that takes any free port.

    Raises:
        Failure: the address is in use, or is not an address of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise Failure(f"cannot listen at {netloc(host, port)}: {why} ({free} takes one that is free)") from error


def connections_of(settings: Settings | None = None, **options: Any) -> Connections:
    """Return the connections that the options describe.

    Missing options are taken from the environment, or else from the settings.

    Raises:
        SettingsError: an option cannot be used.
    """
    settings = settings or Settings()
    given = {option: value for option, value in options.items() if value is not None}
    configured = {variable(name): value for name, value in settings.connections.items()}
    connections = evolve(Connections.from_environment({**configured, **os.environ}), **given)
    if not settings.of_project:
        return connections
    from refcheck.settings.trusted import unsigned  # here, because few files of projects set connections

    of_project = {name for name in settings.of_project - given.keys() if variable(name) not in os.environ}
    return evolve(connections, unsigned=unsigned(connections, of_project))


def unsigned_of(settings: Settings, options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the URLs to which a command with these options sends neither the user's e-mail address nor keys."""
    if not settings.of_project:
        return ()
    given = {each.name: options[each.name] for each in fields(Connections) if options.get(each.name) is not None}
    return connections_of(settings, **given).unsigned


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator["Progress | None"]:
    """Provide a display of progress on standard error; ``None`` if that is not a terminal, or with ``quiet``."""
    with shown_status(quiet=quiet) as line:
        yield drawn_progress(line) if line else None


@contextmanager
def shown_reading(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Provide a function that shows on standard error which file is being read, if that is a terminal."""
    with shown_status(quiet=quiet) as line:
        yield (lambda file: line.show(f"reading {visible(file)}")) if line else (lambda file: None)


def drawn_progress(line: StatusLine, *, clock: Callable[[], float] = time.monotonic) -> "Progress":
    """Return a function that shows the stage, the registry, the count and the time left; ``clock`` returns seconds."""
    from refcheck.resolving.progress import time_left

    started: dict[tuple[str, str], float] = {}

    def show(stage: str, asking: "Asking") -> None:
        since = started.setdefault((stage, asking.registry), clock())
        left = time_left(asking, clock() - since)
        line.show(f"{stage}: {asking.registry} {asking.done}/{asking.total}{left}")

    return show
