"""No test reaches a host off this machine, sends what a service would refuse, or leaves the process otherwise than it was."""

import atexit
import csv
import decimal
import gc
import locale
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import strictly
from hypothesis import HealthCheck, settings
from standing import Standing

from refcheck.registries.wrappers.pace import Limit, Pace
from refcheck.system.worker import Worker

settings.register_profile(  # a machine that is busy is no fault, and every run is the same one
    "same",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    database=None,
    max_examples=25,
)
settings.register_profile("long", settings.get_profile("same"), max_examples=100)
settings.register_profile("wide", settings.get_profile("same"), derandomize=False, max_examples=1_000)
settings.load_profile("same")  # another with --hypothesis-profile; what a test says of examples is in proportion

_REFUSED = Path(tempfile.mkstemp(prefix="refused-")[1])
atexit.register(_REFUSED.unlink, missing_ok=True)
"""What the services that are played would have refused to real ones, by the processes of this test."""

os.environ.update(strictly.environment(_REFUSED))
strictly.watch()

if sys.dont_write_bytecode and "PYTHONPYCACHEPREFIX" not in os.environ:
    # No bytecode is wanted beside the source. Processes that tests start by the hundred would compile all of it each time.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

_LOOPBACK = ("127.", "::1", "localhost")

_READER = Standing()
atexit.register(Worker.close, _READER)

_USERS = count()
"""Every test is another user's, who has set and trusts nothing."""


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """What all tests of a process share is the same behind each: a test that fails beside another is told by name."""
    before = _shared()
    yield
    assert _shared() == before


@pytest.fixture(autouse=True)
def _accepted() -> Iterator[None]:
    """What is sent is what the service's documentation describes."""
    yield
    refused = _REFUSED.read_text(encoding="utf-8")
    if refused:
        _REFUSED.write_text("", encoding="utf-8")
    assert not refused, "a service would refuse what was sent"


def _shared() -> dict[str, Any]:
    return {
        "fields of csv": csv.field_size_limit(),
        "folder": Path.cwd(),
        "locale": locale.setlocale(locale.LC_ALL),
        "digits": decimal.getcontext().prec,
        "time of sockets": socket.getdefaulttimeout(),
        "depth": sys.getrecursionlimit(),
        "collector": gc.isenabled(),
        "environment": {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
    }


@pytest.fixture(autouse=True)
def _closed_network(_as_it_was: None, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
            raise OSError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for the turn that the pace of a real service would give it; those of paces bring a clock of their own."""
    begin = Pace.__init__

    def at_once(self: Pace, limit: Limit, *, sleep: Any = lambda seconds: None, **given: Any) -> None:
        begin(self, limit, sleep=sleep, **given)

    monkeypatch.setattr(Pace, "__init__", at_once)


@pytest.fixture(autouse=True)
def _one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that are run in this process share the one that reads for them."""
    monkeypatch.setattr("refcheck.cli.Worker", lambda **given: _READER)


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads what the user has set or trusts, or keeps answers where the user does."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / f"user-{next(_USERS)}"))
    for name in [name for name in os.environ if name.startswith("REFCHECK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("REFCHECK_CACHE", "off")
