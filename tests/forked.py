"""The command in processes that are forked off one which has loaded the program: to load it takes each of them half a second.

What a test starts is a relay. It hands its streams, folder, environment and arguments to the one that forks, passes signals on, and
ends as the command does.
"""

import atexit
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

_RELAY = """
import json, os, signal, socket, sys
there = socket.socket(socket.AF_UNIX)
there.connect(sys.argv[1])
given = json.dumps([sys.argv[2:], os.getcwd(), dict(os.environ)])
socket.send_fds(there, [b" "], [0, 1, 2])
there.sendall(given.encode() + b"\\n")
os.closerange(0, 3)
told = there.makefile()
command = int(told.readline())
for each in (signal.SIGINT, signal.SIGTERM):
    signal.signal(each, lambda number, frame: os.kill(command, number))
code = int(told.readline())
if code < 0:
    signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
os._exit(code)
"""

_FORKING = """
import importlib, json, os, select, socket, sys
from refcheck import check
from refcheck.cli import main
from refcheck.readers import load_formats, read_bytes
from refcheck.registries import Offline
importlib.import_module(sys.argv[2])
load_formats()
read_bytes(b"@article{a, title = {Rivers}, year = 2012}", "a.bib")
check("Okafor, B. (2012). How rivers move. Rivers, 12(3), 345-360. doi: 10.1000/ rivers.12", registry=Offline())
listening = socket.socket(socket.AF_UNIX)
listening.bind(sys.argv[1])
listening.listen()
print(flush=True)
running = set()
while listening in select.select([listening, 0], [], [])[0]:
    running -= {each for each in running if os.waitpid(each, os.WNOHANG)[0]}
    asked, _ = listening.accept()
    if between := os.fork():
        running.add(between)
        asked.close()
        continue
    listening.close()
    _, streams, *_ = socket.recv_fds(asked, 1, 3)
    arguments, folder, environment = json.loads(asked.makefile().readline())
    command = os.fork()
    if command:
        os.closerange(0, 3)
        for each in streams:
            os.close(each)
        asked.sendall(b"%d\\n" % command)
        asked.sendall(b"%d\\n" % os.waitstatus_to_exitcode(os.waitpid(command, 0)[1]))
        os._exit(0)
    asked.close()
    for number, each in enumerate(streams):
        os.dup2(each, number)
        os.close(each)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    main(arguments)
for each in running:
    os.waitpid(each, os.WNOHANG)
"""
"""It ends when its own input does. Between it and a command stands one that waits for that and tells how it ended."""


def command(loaded: str, *arguments: str) -> list[str]:
    """Return what is started in place of ``python -m refcheck`` with the arguments; ``loaded`` is a module that it needs."""
    return [sys.executable, "-I", "-S", "-c", _RELAY, _forking(loaded), *arguments]


@cache
def _forking(loaded: str) -> str:
    """Return the socket of the process that forks, which ends with this one."""
    folder = tempfile.TemporaryDirectory(prefix="forked-")
    place = str(Path(folder.name) / "here")
    started = subprocess.Popen(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", _FORKING, place, loaded],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert started.stdin is not None
    assert started.stdout is not None
    assert started.stdout.readline()
    started.stdout.close()
    atexit.register(folder.cleanup)
    atexit.register(started.wait)
    atexit.register(started.stdin.close)
    return place
