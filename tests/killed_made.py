"""A command that kills itself when it has written to its ledger so many times: within its run, whatever the machine is at."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from attrs import frozen

_PROGRAM = """
import json, os, signal, sqlite3, sys
from datetime import UTC, datetime

from refcheck.cli import main
from refcheck.cli.commands import backfile, monitor

if sys.argv.pop(2) == "alone":
    import pyarrow.dataset  # which loads much
    from refcheck.backfile.processes import work

    backfile._runner = lambda scheduler, jobs: lambda partitions, job: (work(each, job) for each in partitions)

name, connect, writes, left = sys.argv[1], sqlite3.connect, 0, 0

def count(statement):
    global writes
    if statement.split(" ")[0].upper().strip(";") in ("BEGIN", "CREATE", "INSERT", "UPDATE", "DELETE", "COMMIT", "PRAGMA"):
        if writes == left:
            os.kill(os.getpid(), signal.SIGKILL)
        writes += 1

def connected(path, *given, **more):
    connection = connect(path, *given, **more)
    if str(path).endswith(name):
        connection.set_trace_callback(count)
    return connection

class Noon(datetime):
    @classmethod
    def now(cls, zone=None):
        return datetime(2026, 11, 24, 12, tzinfo=UTC)

sqlite3.connect, monitor.datetime = connected, Noon
answers = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
for line in sys.stdin:
    left, arguments = json.loads(line)
    child = os.fork()
    if not child:
        code = 70
        try:
            main(arguments)
        except SystemExit as end:
            code = end.code or 0
        finally:
            os.write(answers, b"%d " % writes)
            os._exit(code)
    os.write(answers, b"%d\\n" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
"""SQLite tells of a statement before it carries it out; all that was written before stands, or is one transaction half done."""


@frozen
class Victim:
    """A process that forks one off for each run of a command, so that none has to load the program anew."""

    process: "subprocess.Popen[str]"
    arguments: Sequence[str]

    def writes(self) -> int:
        """How often the command writes to its ledger when it is let run to its end."""
        written, code = self._run(-1)
        assert int(code) in (0, 1)
        return int(written)

    def is_killed(self, after: int) -> bool:
        """Whether the command is killed after so many writes; else it ran to its end."""
        *_, code = self._run(after)
        assert int(code) in (0, 1, -signal.SIGKILL)
        return int(code) == -signal.SIGKILL

    def _run(self, after: int) -> list[str]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{json.dumps([after, list(self.arguments)])}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().split()


class Work(StrEnum):
    """Who works: the process that writes the ledger itself, or others, as many as the command says."""

    ALONE = "alone"
    OTHERS = "others"


@contextmanager
def victim(arguments: Sequence[str], ledger: str, folder: Path, who: Work = Work.OTHERS) -> Iterator[Victim]:
    """A command that is run again and again in a folder, and writes to the ledger of that name."""
    program = [sys.executable, "-c", _PROGRAM, ledger, who]
    with subprocess.Popen(
        program, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield Victim(process, arguments)
        assert process.stdin is not None
        process.stdin.close()
