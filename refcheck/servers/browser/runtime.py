"""Python for the browser: the core of Pyodide, from its npm package or its folder."""

import json
import tarfile
from pathlib import Path

from refcheck.errors import SettingsError

_CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
_LOCK = "pyodide-lock.json"

_LARGEST = 100_000_000
"""Bytes of one file of the core; it has some ten million."""


def runtime(source: Path) -> dict[str, bytes]:
    """The files of the core by their names, with a lock file that names no packages: the page brings its own.

    Raises:
        SettingsError: there is no such folder or archive, or it is not Pyodide.
    """
    try:
        held = _folder(source) if source.is_dir() else _archive(source)
        lock = json.loads(held[_LOCK])
        return {name: held[name] for name in _CORE} | {_LOCK: json.dumps(lock | {"packages": {}}).encode()}
    except KeyError as error:
        raise SettingsError(f"{source}: is not Pyodide: it has no {error.args[0]}") from error
    except (OSError, tarfile.TarError, ValueError) as error:
        raise SettingsError(f"{source}: cannot be read as Pyodide: {error}") from error


def _folder(source: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for name in (*_CORE, _LOCK) if (path := source / name).is_file()}


def _archive(source: Path) -> dict[str, bytes]:
    """The files of an npm package (``package/…``) or of a release (``pyodide/…``)."""
    found: dict[str, bytes] = {}
    with tarfile.open(source) as archive:
        for entry in archive:
            name = Path(entry.name).name
            if name in (*_CORE, _LOCK) and entry.isfile() and entry.size <= _LARGEST:
                file = archive.extractfile(entry)
                found[name] = file.read() if file is not None else b""
    return found
