"""The page as a folder of files that any web server can serve: the front end, Python, and refcheck with the libraries it needs.

A file states which services the page queries and what it does, before Python is loaded.
"""

import gzip
import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from shutil import rmtree
from typing import Any
from urllib.parse import urlsplit

from refcheck.errors import SettingsError
from refcheck.registries.connections import Connections
from refcheck.servers.browser.packages import Files, libraries, packed
from refcheck.servers.page.about import about

PDF, MARKUP = "pypdfium2", "lxml"
"""The libraries that a page may have besides those that run anywhere: wheels that are built for a browser."""

_NEEDING = {PDF: (".pdf",), MARKUP: (".html",)}
"""The suffixes of files that cannot be read without these libraries."""

_WRITTEN_WITH_MARKUP, _UNWRITTEN = "annotated", ("queries-docx", "xlsx")
"""The format that the page can write only with a library for markup, and the formats that it can never write."""

_CARRIED = ("crossref_url", "datacite_url", "doi_url", "mailto", "also", "without", "service_urls", "send")
"""The fields of the connections that the page includes; not API keys, which everyone who opens the page could read."""

_MOST_BYTES = 20_000_000
"""Most bytes of a file that is accepted: all of it is held in the browser's memory."""


def _origins(connections: Connections) -> list[str]:
    """Return the origins of all services that are queried, in alphabetical order."""
    main = (connections.crossref_url, connections.datacite_url, connections.doi_url)
    parts = map(urlsplit, (*main, *(each.url for each in connections.further())))
    return sorted({f"{each.scheme}://{each.netloc}" for each in parts})


def _about(connections: Connections, wheels: Iterable[str]) -> dict[str, Any]:
    """Return what the page states before a list is given, in the form of the web service."""
    unread = {suffix for name, suffixes in _NEEDING.items() if name not in wheels for suffix in suffixes}
    unwritten = {*_UNWRITTEN, *(() if MARKUP in wheels else (_WRITTEN_WITH_MARKUP,))}
    own = {"offline": False, "links": False, "keep": False, "cache": False, "limits": {"bytes": _MOST_BYTES}}
    return about(connections, unread=unread, unwritten=unwritten, **own)


_PYTHON = "python"
_FRONT, _OWN = files("refcheck.servers.page") / "static", files("refcheck.servers.browser") / "static"
_STYLE = files("refcheck.reports.html") / "page.css"

_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self' {registries}; base-uri 'none'; form-action 'none'"
)
"""The sources that the page and its worker may load and query: their own files and the registries, and nothing else.
Source: W3C, Content Security Policy Level 3."""

_WHEEL = re.compile(r"^(?P<name>[A-Za-z0-9_.]+)-[^-]+-[^-]+-[^-]+-(?P<platform>[^-]+)\.whl$")
"""A wheel's name: "pypdfium2-5.15.2-py3-none-pyemscripten_2026_0_wasm32.whl". Source: PEP 427."""


def build(folder: Path, *, python: Path, wheels: Iterable[Path], connections: Connections) -> int:
    """Write the page into a folder that is new, empty, or has an earlier page in it; return its compressed size in bytes.

    Args:
        folder: the folder to write to.
        python: Pyodide, as the archive of its npm package or as a folder.
        wheels: libraries built for a browser that are to be included: pypdfium2 for PDF, lxml for documents and pages.
        connections: which services the page queries, and on whose behalf.

    Raises:
        SettingsError: the folder has other files in it, or something that the page is made of is missing.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / "about.json").is_file():
        raise SettingsError(f"{folder}: contains something other than an earlier page; name another folder")
    made = site(python=python, wheels=wheels, connections=connections)
    for name in ("static", _PYTHON):
        rmtree(folder / name, ignore_errors=True)
    for name, data in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return sum(min(len(data), len(gzip.compress(data))) for data in made.values())


def site(*, python: Path, wheels: Iterable[Path], connections: Connections) -> Files:
    """Return all the files of the page, by their paths in it; the arguments are those of :func:`build`."""
    brought = {_name_of(path): path for path in wheels}
    fields: dict[str, Any] = {name: it for name in _CARRIED if (it := getattr(connections, name)) is not None}
    asked = Connections(**fields)
    house = {"connections": fields, "wheels": {name: path.name for name, path in brought.items()}}
    made: Files = {
        "index.html": _index(asked),
        "report.css": _STYLE.read_bytes(),
        "about.json": _json(_about(asked, brought)),
        **{f"static/{name}": data for name, data in (*_below(_FRONT), *_below(_OWN)) if name != "index.html"},
        **{f"{_PYTHON}/{name}": data for name, data in runtime(python).items()},
        f"{_PYTHON}/packages.data": packed(libraries()),
        f"{_PYTHON}/house.json": _json(house),
        **{f"{_PYTHON}/{path.name}": path.read_bytes() for path in brought.values()},
    }
    keeper = made.pop("static/service_worker.js")
    return made | {"service_worker.js": _listing(made) + keeper}


def _name_of(path: Path) -> str:
    """Return the name of the library in a wheel.

    Raises:
        SettingsError: the file is not a wheel, or not built for a browser.
    """
    found = _WHEEL.match(path.name)
    if found is None or not path.is_file():
        raise SettingsError(f"{path}: is not a wheel")
    if "wasm32" not in found["platform"]:
        raise SettingsError(f"{path}: is not built for a browser; give a wasm32 wheel")
    return re.sub(r"[-_.]+", "-", found["name"]).lower()


def _index(connections: Connections) -> bytes:
    """Return the front end's first file, with the policy of what it may load and query before everything else."""
    policy = _POLICY.format(registries=" ".join(_origins(connections)))
    policy = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    return (_FRONT / "index.html").read_text(encoding="utf-8").replace("<title>", f"{policy}<title>", 1).encode()


def _listing(made: Files) -> bytes:
    """Return the service worker's list of files to keep for use offline, and a version that changes with any of the files."""
    digest = sha256()
    for name in sorted(made):
        digest.update(name.encode() + b"\0" + sha256(made[name]).digest())
    kept = [name for name in sorted(made) if not name.endswith(".whl")]
    return f"const VERSION = {json.dumps(digest.hexdigest()[:16])};\nconst FILES = {json.dumps(kept)};\n".encode()


def _below(place: Traversable, above: str = "") -> Iterator[tuple[str, bytes]]:
    for each in sorted(place.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            yield from _below(each, f"{above}{each.name}/")
        else:
            yield f"{above}{each.name}", each.read_bytes()


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


_CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
_LOCK = "pyodide-lock.json"

_LARGEST = 100_000_000
"""Most bytes of one file of Pyodide's core, which has some ten million."""


def runtime(source: Path) -> dict[str, bytes]:
    """Return the files of Pyodide's core by name, with a lock file that names no packages, as the page includes its own.

    Raises:
        SettingsError: there is no such folder or archive, or it is not Pyodide.
    """
    try:
        paths = [source / name for name in (*_CORE, _LOCK)]
        held = (
            {each.name: each.read_bytes() for each in paths if each.is_file()} if source.is_dir() else _archive(source)
        )
        lock = json.loads(held[_LOCK])
        return {name: held[name] for name in _CORE} | {_LOCK: json.dumps(lock | {"packages": {}}).encode()}
    except KeyError as error:
        raise SettingsError(f"{source}: is not Pyodide: {error.args[0]} is missing") from error
    except (OSError, tarfile.TarError, ValueError) as error:
        raise SettingsError(f"{source}: cannot be read as Pyodide: {error}") from error


def _archive(source: Path) -> dict[str, bytes]:
    """Return the files of an npm package (``package/…``) or of a release (``pyodide/…``)."""
    found: dict[str, bytes] = {}
    with tarfile.open(source) as archive:
        for entry in archive:
            name = Path(entry.name).name
            if name in (*_CORE, _LOCK) and entry.isfile() and entry.size <= _LARGEST:
                file = archive.extractfile(entry)
                found[name] = file.read() if file is not None else b""
    return found
