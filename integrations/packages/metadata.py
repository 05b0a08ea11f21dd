"""The ingredients of every package: the project's metadata, its version, and its dependencies as a lock has them.

python metadata.py version
python metadata.py requirements EXTRA…    # exact versions with hashes, for pip
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_VERSION = re.compile(r'^__version__ = "(?P<version>[^"]+)"$', re.MULTILINE)
"""Where the version stands: ``__version__ = "1.2.3"``."""


def project() -> dict:
    """Return the table ``project`` of ``pyproject.toml``."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def version() -> str:
    """Return the version.

    Raises:
        LookupError: the file has none.
    """
    if found := _VERSION.search((ROOT / "refcheck/_version.py").read_text(encoding="utf-8")):
        return found["version"]
    raise LookupError("refcheck/_version.py has no version")


def locked(extras: tuple[str, ...], form: str) -> str:
    """Return the project's dependencies with those of some extras, as uv exports them: ``pylock.toml``, ``requirements.txt``."""
    with tempfile.TemporaryDirectory() as room:
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, room)
        (Path(room) / "refcheck").mkdir()
        shutil.copy(ROOT / "refcheck/_version.py", Path(room) / "refcheck")
        command = [
            "uv",
            "export",
            "--quiet",
            "--no-dev",
            "--no-emit-project",
            "--no-header",
            "--no-annotate",
            "--format",
            form,
        ]
        command += [argument for extra in extras for argument in ("--extra", extra)]
        environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
        return subprocess.run(command, cwd=room, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    print(version() if sys.argv[1] == "version" else locked(tuple(sys.argv[2:]), "requirements.txt"), end="")
