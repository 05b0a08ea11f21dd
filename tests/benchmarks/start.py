"""What `refcheck check` costs on short documents, where the start is most of it: modules, patterns and seconds of the processor.

Usage: python tests/benchmarks/start.py FILE… [--beside CHECKOUT]

Each file is checked offline, without a cache, and the first of them against services on this machine that know of nothing, in
processes of their own, seven times; the median counts. Modules are all that a process has imported, Python's own among them, and
patterns all that it has compiled. With another checkout both run in turns, so that the load of the machine is the same for both.
The two must have their byte code written (`python -m compileall refcheck`), as every installed package has.
"""

import json
import os
import statistics
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

TIMES = 7
HERE = Path(__file__).parents[2]

COUNTED = """
import json, re, sys
patterns, compiled = 0, re._compiler.compile
def counted(*given, **named):
    global patterns
    patterns += 1
    return compiled(*given, **named)
re._compiler.compile = counted
from refcheck.cli import main
try:
    main(sys.argv[1:], standalone_mode=False)
except SystemExit:
    pass
print("\\n" + json.dumps([len(sys.modules), patterns]), file=sys.stderr)
"""


class Unknowing(BaseHTTPRequestHandler):
    """Crossref, DataCite and doi.org without a work."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *given: object) -> None:
        return None


def main() -> None:
    *files, other = [*sys.argv[1:], HERE]
    if "--beside" in files:
        place = files.index("--beside")
        other = Path(files[place + 1])
        files = files[:place] + files[place + 2 :]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Unknowing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    offline = ["--offline", "--no-cache", "--isolated"]
    online = ["--crossref-url", url, "--datacite-url", url, "--doi-url", url, "--no-cache", "--isolated"]
    checkouts = list(dict.fromkeys([Path(other).resolve(), HERE]))
    print(f"| document | {' | '.join('modules, patterns | seconds' for _ in checkouts)} |")
    print(f"|---|{'---|---|' * len(checkouts)}")
    for name, options in [*((file, offline) for file in files), (files[0], online)]:
        command = ["check", str(Path(name).resolve()), *options]
        seconds: dict[Path, list[float]] = {each: [] for each in checkouts}
        for _ in range(TIMES):
            for each in checkouts:
                seconds[each].append(spent(each, command))
        cells = [f"{counted(each, command)} | {statistics.median(seconds[each]):.2f}" for each in checkouts]
        print(
            f"| {Path(name).name}, {'online' if options is online else 'offline'} | {' | '.join(cells)} |", flush=True
        )


def spent(checkout: Path, command: list[str]) -> float:
    """Seconds of the processor that one run takes."""
    before = getrusage(RUSAGE_CHILDREN)
    run(checkout, ["-m", "refcheck", *command])
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def counted(checkout: Path, command: list[str]) -> str:
    modules, patterns = json.loads(run(checkout, ["-c", COUNTED, *command]).stderr.splitlines()[-1])
    return f"{modules}, {patterns}"


def run(checkout: Path, arguments: list[str]) -> "subprocess.CompletedProcess[str]":
    there = {**os.environ, "PYTHONPATH": str(checkout)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=checkout, env=there, capture_output=True, text=True, check=False
    )


if __name__ == "__main__":
    main()
