"""No test reaches a host off this machine: connecting to one is an error."""

import os
import socket
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # a machine that is busy is no fault
settings.register_profile("the same for all", settings.get_profile("any machine"), derandomize=True)
settings.load_profile("the same for all" if os.environ.get("CI") else "any machine")  # a run of CI can be made again

_LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def _closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
            raise OSError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads what the user has set, or keeps answers where the user does."""
    for name in [name for name in os.environ if name.startswith("REFCHECK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("REFCHECK_CACHE", "off")
