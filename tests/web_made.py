"""A service that runs, as a person starts it, and what goes to it over its own socket."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import requests
from attrs import define, field

SEED = Path(__file__).parents[1] / "seeds" / "jcep-central-asia-ai"
LIST = (SEED / "references.txt").read_text(encoding="utf-8")
LONG = LIST * 200
"""One that takes longer to be checked than a machine stands still."""

OFFLINE = ("--offline", "--no-cache", "--isolated", "--records", str(SEED / "records.jsonl"))

WAIT = "120"
"""Seconds that a request waits for its report at most."""

TWO = """References
1. Okafor, B. (2012). How rivers move across wide plains. Rivers, 12(3), 345-360. https://doi.org/10.1000/ rivers.12
2. Lindqvist, A., & Berg, C. (2013). Lakes of the north. Leiden: Brill.
"""

_ADDRESS = re.compile(r"the page is at (http://\S+/) ")
_SECONDS = 1_200
"""More than anything takes on the slowest machine."""


@define
class Service:
    """A process that serves, and where."""

    process: "subprocess.Popen[str]"
    address: str
    folder: Path
    said: list[str] = field(factory=list)

    def ask(self, method: str, path: str, **how: Any) -> requests.Response:
        """One request, with the header that a program sends."""
        headers = {"X-Refcheck": "1"} | how.pop("headers", {})
        return requests.request(method, self.address + path, headers=headers, timeout=_SECONDS, **how)

    def api(self, method: str, path: str, **how: Any) -> requests.Response:
        return self.ask(method, f"api/v1/{path}", **how)

    def check(self, text: str = TWO, **options: bool) -> str:
        """Give a text, and wait until it is checked; the job's id."""
        answer = self.api("POST", "check", json={"text": text, "options": options})
        assert answer.status_code == 202, answer.text
        job: str = answer.json()["job"]
        assert [kind for _, kind, _ in self.events(job)][-1] == "done"
        return job

    def upload(self, data: bytes, name: str) -> tuple[str, list[tuple[int, str, Any]]]:
        """Give a file, and wait until nothing more is told of it."""
        answer = self.api("POST", "check", params={"name": name}, data=data)
        assert answer.status_code == 202, answer.text
        job: str = answer.json()["job"]
        return job, list(self.events(job))

    def events(self, job: str, after: int = 0) -> Iterator[tuple[int, str, Any]]:
        """Number, kind and data of what is told of a job."""
        headers = {"Last-Event-ID": str(after)}
        with requests.get(
            f"{self.address}api/v1/jobs/{job}/events", headers=headers, stream=True, timeout=_SECONDS
        ) as it:
            assert it.headers["content-type"].startswith("text/event-stream")
            block: dict[str, str] = {}
            for raw in it.iter_lines():
                line = raw.decode()
                if not line and block:
                    yield int(block["id"]), block["event"], json.loads(block["data"])
                    block = {}
                elif line and not line.startswith(":"):
                    name, _, value = line.partition(": ")
                    block[name] = value

    def processes(self) -> list[int]:
        """The processes below the one that serves, without the two that stay."""
        found: dict[int, list[int]] = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                behind = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if behind[0] != "Z":
                found.setdefault(int(behind[1]), []).append(int(path.parent.name))
        staying = found.get(self.process.pid, [])
        return [child for each in staying for child in found.get(each, [])]

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        """Ask it to end; its exit code."""
        self.process.send_signal(how)
        return self.process.wait(_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            assert self.end() == 0
            assert not list(self.folder.iterdir()), "something was left behind"
            assert self.said[1:] == []


@contextmanager
def serving(*options: str, environment: dict[str, str] | None = None) -> Iterator[Service]:
    """A service at a free port, with a folder of its own for what is temporary."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "refcheck", "serve", "--port", "0", "--no-open", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=os.environ | {"TMPDIR": folder, "HOME": folder, "PYTHONWARNINGS": "error"} | (environment or {}),
        )
        assert process.stderr is not None
        said: list[str] = []
        address = ""
        for line in process.stderr:
            said.append(line)
            if found := _ADDRESS.search(line):
                address = found[1]
                break
        assert address, "".join(said)
        rest = threading.Thread(target=lambda: said.extend(process.stderr or ()), daemon=True)
        rest.start()
        with Service(process, address, Path(folder), said) as service:
            yield service
        rest.join(_SECONDS)
        process.stderr.close()


SECRET = "root:x:0"
"""How the file begins that some uploads ask for."""


def outcome(service: Service, called: str, data: bytes) -> tuple[str, Any]:
    """What becomes of an upload: a problem's kind, or a report; whatever it is, it is the last but one thing that is told."""
    _, told = service.upload(data, called)
    assert told[-1][1] == "done", called
    kind, said = told[-2][1:]
    assert SECRET not in str(told), called
    if kind == "report":
        return kind, said
    assert kind == "failed", called
    assert 400 <= said["problem"]["status"] < 500, (called, said)
    return said["problem"]["type"].rpartition("/")[2], said


def left_as_it_was(service: Service) -> None:
    """No process and no file is left, nothing was said of what was read, and the next list is checked as any other."""
    until = time.monotonic() + _SECONDS
    while service.processes() and time.monotonic() < until:
        time.sleep(0.05)
    assert not service.processes()
    assert not [
        path for path in service.folder.rglob("*") if "pymp-" not in str(path)
    ]  # where processes are started from
    assert service.said[1:] == []
    report = service.api("POST", "check", params={"wait": WAIT}, json={"text": TWO}).json()
    assert [each["key"] for each in report["references"]] == ["1", "2"]
