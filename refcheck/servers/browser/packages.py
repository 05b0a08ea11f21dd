"""The libraries that the page needs, as installed here: only their Python, which any machine runs; and the archive of them.

The parts of a library that are built for this machine are left out. Those of refcheck's libraries that have such parts (rapidfuzz,
PyYAML, MarkupSafe, yarl and its dependencies) work without them, but more slowly.
"""

import gzip
import io
import re
import sys
import tarfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

from refcheck.errors import SettingsError
from refcheck.extras import library

DISTRIBUTION = "refcheck-audit"

TARGET = {
    "sys_platform": "emscripten",
    "python_version": "3.14",
    "python_full_version": "3.14.2",
    "os_name": "posix",
    "extra": "",
}
"""The environment for which the markers of requirements are evaluated. Source: Pyodide 314."""

HERE = {"sys_platform": sys.platform}
"""The part of that environment that is different on this machine."""

_BUILT = re.compile(r"\.(?:so|pyd|dylib|dll|exe|pyc|pyi|c|h|pyx|pxd)$")
"""Files that no browser runs: "_speedups.cpython-314-x86_64-linux-gnu.so", "_speedups.c", "parser.pyi"."""

_ASIDE = frozenset({"tests", "test", "__pycache__", "bin"})
_METADATA = re.compile(r"\.dist-info/(?:METADATA|(?:licenses/.*|LICEN[CS]E.*|NOTICE.*|COPYING.*))$", re.IGNORECASE)
"""The files about a distribution that are included: its metadata and its licences."""

_STDNUM = frozenset({"__init__", "ean", "exceptions", "isbn", "issn", "numdb", "util"})
"""The modules of python-stdnum that refcheck uses, of some three hundred; those for countries are most of its size."""

Files = dict[str, bytes]
"""Files by their paths among installed packages."""


def libraries() -> Files:
    """Return the files of refcheck and of all libraries that it needs in a browser.

    Raises:
        SettingsError: refcheck, or a library that it needs, is not installed here.
    """
    found = dict(_own())
    for each in _closure():
        found |= dict(_of(each))
    return found


def _own() -> Iterator[tuple[str, bytes]]:
    """Yield refcheck's own files, wherever it runs from, without the static files of pages."""
    home = Path(__file__).parents[2]
    for path in sorted(home.rglob("*")):
        inner = path.relative_to(home)
        if path.is_file() and not (_ASIDE | {"static"}) & set(inner.parts):
            yield f"{home.name}/{inner.as_posix()}", path.read_bytes()


def _closure() -> list[Distribution]:
    """Return the distributions that refcheck needs in a browser, with their own requirements, in alphabetical order."""
    found: dict[str, Distribution] = {}
    waiting = [DISTRIBUTION]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _installed(name)
            waiting += _needed(found[name])
    return [found[name] for name in sorted(found)]


def _needed(each: Distribution) -> Iterator[str]:
    """Yield what a distribution requires in a browser and here: what only browsers need is not installed or used by the page."""
    requirements = library("packaging.requirements", extra="browser", whose="web-build")
    for line in each.requires or ():
        requirement = requirements.Requirement(line)
        marker = requirement.marker
        if marker is None or (marker.evaluate(TARGET) and marker.evaluate(TARGET | HERE)):
            yield re.sub(r"[-_.]+", "-", requirement.name).lower()


def _installed(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError as error:
        raise SettingsError(f"{name} is needed for the page but is not installed: pip install {name}") from error


def _of(each: Distribution) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a distribution that the page needs; of refcheck only the metadata, as its files are added elsewhere."""
    is_own = each.metadata["Name"] == DISTRIBUTION
    for file in each.files or ():
        path = PurePosixPath(file.as_posix())
        is_wanted = _METADATA.search(str(path)) or not (is_own or ".dist-info/" in str(path))
        if path.is_absolute() or ".." in path.parts or not is_wanted:
            continue
        if _ASIDE & set(path.parts) or _BUILT.search(path.name) or (path.parts[0] == "stdnum" and not _is_used(path)):
            continue
        place = Path(str(each.locate_file(file)))
        if place.is_file():
            yield str(path), place.read_bytes()


def _is_used(path: PurePosixPath) -> bool:
    return len(path.parts) == 2 and path.stem in _STDNUM


_BEST = 9
_MODE = 0o644


def packed(files: dict[str, bytes]) -> bytes:
    """Return a ``.tar.gz`` archive of files, given by their paths."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in sorted(files):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(files[name]), _MODE
            archive.addfile(entry, io.BytesIO(files[name]))
    return gzip.compress(tar.getvalue(), _BEST, mtime=0)
