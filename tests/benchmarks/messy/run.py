"""One tool on the whole benchmark, in one command: ``python tests/benchmarks/messy/run.py TOOL REPORT.json [--folder FOLDER] [--python PYTHON]``.

The stand-in of the benchmark answers in the registries' place. A peer is installed into an environment of its own for the run, unless
``--python`` names one that has it.
"""

import argparse
import importlib.util
import subprocess
import sys
import tempfile
import threading
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PUBLIC = HERE.parents[2] / "seeds" / "messy-lists-2"
PEERS = {"paper-preflight": "paper-preflight[pdf]==1.0.0", "refproof": "refproof==0.1.0", "bibaudit": "bibaudit==0.1.2"}
"""What is installed of each peer."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("tool", choices=("refcheck", *PEERS))
    arguments.add_argument("report", type=Path)
    arguments.add_argument("--folder", type=Path, default=PUBLIC)
    arguments.add_argument("--python", type=Path)
    given = arguments.parse_args()
    adapter = HERE / "adapters" / f"{given.tool.replace('-', '_')}_.py"
    with _stand_in(given.folder) as address, _python(given.tool, given.python) as python:
        command = [python, HERE / "redirected.py", address, adapter, given.folder.resolve(), given.report.resolve()]
        subprocess.run(list(map(str, command)), check=True)


@contextmanager
def _stand_in(folder: Path) -> Iterator[str]:
    """The benchmark's own stand-in, on a free port."""
    spec = importlib.util.spec_from_file_location("stand_in", PUBLIC / "stand_in.py")
    assert spec is not None
    assert spec.loader is not None
    serve: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(serve)
    server = serve.server(serve.load(folder), 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
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
        subprocess.run([python, "-m", "pip", "install", "-q", PEERS[tool]], check=True)
        yield python


if __name__ == "__main__":
    main()
