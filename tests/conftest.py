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
from hypothesis import HealthCheck, settings, strategies
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

if sys.dont_write_bytecode:
    # Processes that tests start by the hundred would compile all of it each time. Git ignores what lies beside the source.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

_LOOPBACK = ("127.", "::1", "localhost")

_READER = Standing()
atexit.register(Worker.close, _READER)

_USERS = count()
"""Every test is another user's, who has set and trusts nothing."""


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Find the code points of a text, which Hypothesis keeps on disk, before processes that test side by side each find them."""
    if getattr(session.config.option, "numprocesses", None):
        strategies.text().validate()


def pytest_configure(config: pytest.Config) -> None:
    """Have each of the processes that test side by side begin to read at another file, and find the others compiled.

    In a fresh checkout it is two thirds of what it takes to collect the tests.
    """
    given = getattr(config, "workerinput", None)
    if given is not None and config.args == config.getini("testpaths"):
        patterns, folders = config.getini("python_files"), [config.rootpath / each for each in config.args]
        files = sorted({str(each) for folder in folders for pattern in patterns for each in folder.rglob(pattern)})
        start = len(files) * int(given["workerid"].removeprefix("gw")) // given["workercount"]
        config.args[:] = files[start:] + files[:start]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with tests that share a browser or a service: the last ones are given to other processes, which would start another."""

    def is_alone(item: pytest.Item) -> bool:
        given = getattr(getattr(item, "callspec", None), "params", ())
        return {"browser", "service"}.isdisjoint({*getattr(item, "fixturenames", ())} - {*given})

    items.sort(key=lambda item: (is_alone(item), item.path))


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """End the browser that tests share behind the last of them."""
    if "chromium" in sys.modules and "browser" not in getattr(nextitem, "fixturenames", ()):
        sys.modules["chromium"].SHARED.end()


gc.disable()  # nothing is thrown away while modules are loaded and tests collected


def pytest_collection_finish() -> None:
    """What was collected stays to the end: nobody looks again and again whether it is garbage, nor often for what is."""
    gc.freeze()
    gc.set_threshold(10_000)
    gc.enable()


@pytest.fixture(autouse=True)
def _as_it_was(_apart: str) -> Iterator[None]:
    """Each test is another user's. What all tests of a process share is the same behind it: one that fails beside others is told
    by name, and so is one that sent what the service's documentation does not describe.
    """
    before = _shared()
    os.environ["XDG_CONFIG_HOME"] = f"{_apart}/user-{next(_USERS)}"
    yield
    os.environ.pop("XDG_CONFIG_HOME", None)
    assert _shared() == before
    refused = _REFUSED.read_text(encoding="utf-8") if _REFUSED.stat().st_size else ""
    if refused:
        _REFUSED.write_text("", encoding="utf-8")
    assert not refused, "a service would refuse what was sent"


def _shared() -> dict[str, Any]:
    # As it is kept: to decode each name and value twice a test takes longer than many a test.
    environment = dict(vars(os.environ)["_data"])
    environment.pop(os.environ.encodekey("PYTEST_CURRENT_TEST"), None)
    return {
        "fields of csv": csv.field_size_limit(),
        "folder": Path.cwd(),
        "locale": locale.setlocale(locale.LC_ALL),
        "digits": decimal.getcontext().prec,
        "time of sockets": socket.getdefaulttimeout(),
        "depth": sys.getrecursionlimit(),
        "collector": gc.isenabled(),
        "environment": environment,
    }


@pytest.fixture(scope="session", autouse=True)
def _apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """No test reaches another machine, waits for a turn, or reads or keeps anything where the user does, but in this folder."""
    with pytest.MonkeyPatch.context() as patch:
        _close_network(patch)
        _end_waiting(patch)
        patch.setattr("refcheck.cli.Worker", lambda **given: _READER)  # commands share the one that reads for them
        for name in [name for name in os.environ if name.startswith("REFCHECK_")]:
            patch.delenv(name)
        patch.setenv("REFCHECK_CACHE", "off")
        patch.delenv("XDG_CONFIG_HOME", raising=False)
        yield str(tmp_path_factory.getbasetemp())


def _close_network(patch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
            raise OSError(f"a test tried to reach {address[0]}")
        connect(self, address)

    patch.setattr(socket.socket, "connect", guarded)


def _end_waiting(patch: pytest.MonkeyPatch) -> None:
    """No test waits for the turn that the pace of a real service would give it; those of paces bring a clock of their own."""
    begin = Pace.__init__

    def at_once(self: Pace, limit: Limit, *, sleep: Any = lambda seconds: None, **given: Any) -> None:
        begin(self, limit, sleep=sleep, **given)

    patch.setattr(Pace, "__init__", at_once)
