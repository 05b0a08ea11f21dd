"""One tool on the whole benchmark, in one command: ``python tests/benchmarks/messy/run.py TOOL REPORT.json [--folder FOLDER] [--python PYTHON]``.

The stand-in of the benchmark answers in the registries' place. A peer is installed into an environment of its own for the run, unless
``--python`` names one that has it.
"""

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import threading
import venv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PUBLIC = HERE.parents[2] / "seeds" / "messy-lists-2"
PEERS = {
    "academic-refchecker": "academic-refchecker==3.1.10",
    "bibaudit": "bibaudit==0.1.2",
    "bibtex-verifier": "bibtex-verifier==0.2.0",
    "check-hallucinations": "check-hallucinations==0.23.0",
    "citation-checker": "citation-checker==1.0.3 bibtexparser<2",
    "citecheck": "citecheck-refs==0.4.1",
    "citeguard": "citeguard==0.3.1",
    "hallubib": "hallubib==0.4.0",
    "paper-preflight": "paper-preflight[pdf]==1.0.0",
    "pybtex": "pybtex==0.26.1",
    "ref-verify": "ref-verify==1.3.2",
    "refproof": "refproof==0.1.0",
    "veracite": "veracite==0.2.1",
}
"""Packages of each peer. hallubib wants Python 3.12 or later; citation-checker cannot start with the bibtexparser that is newest."""

OURS = ("refcheck", "citation-js")
"""Tools that run with this Python: the second has none of its own."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("tool", choices=(*OURS, *PEERS))
    arguments.add_argument("report", type=Path)
    arguments.add_argument("--folder", type=Path, default=PUBLIC)
    arguments.add_argument("--python", type=Path)
    given = arguments.parse_args()
    adapter = HERE / "adapters" / f"{given.tool.replace('-', '_')}_.py"
    with _stand_in(given.folder) as (address, asked), _python(given.tool, given.python) as python:
        before = _processor()
        command = [python, HERE / "redirected.py", address, adapter, given.folder.resolve(), given.report.resolve()]
        subprocess.run(list(map(str, command)), check=True)
        cost = {"processor": round(_processor() - before, 1), "requests": dict(Counter(asked).most_common())}
    report = json.loads(given.report.read_text(encoding="utf-8"))
    given.report.write_text(json.dumps(report | cost, ensure_ascii=False), encoding="utf-8")


def _processor() -> float:
    """Return the seconds of the processor that the commands have taken, not counting the stand-in."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _stand_in(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The benchmark's own stand-in, on a free port, and the hosts that are asked of it, one a request."""
    spec = importlib.util.spec_from_file_location("stand_in", PUBLIC / "stand_in.py")
    assert spec is not None
    assert spec.loader is not None
    serve: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(serve)
    asked: list[str] = []
    plain = serve.answer

    def answer(records: Any, host: str, target: str, *more: str) -> Any:
        is_here = host.startswith("127.0.0.1")
        asked.append(target.split("/")[1] if is_here else host.partition(":")[0])
        return plain(records, host, target, *more)

    serve.SERVE.answer = answer
    server = serve.server(serve.load(folder), 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()


@contextmanager
def _python(tool: str, given: Path | None) -> Iterator[Path]:
    """The Python that has the tool."""
    if given is not None or tool not in PEERS:
        yield given or Path(sys.executable)
        return
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", *PEERS[tool].split()], check=True)
        yield python


if __name__ == "__main__":
    main()
