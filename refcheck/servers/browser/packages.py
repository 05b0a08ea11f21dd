"""The libraries that the page needs, as they are installed here: their Python alone, which any machine runs; and their archive.

What a library has built for this machine is left out. Those among refcheck's that have such parts (rapidfuzz, PyYAML, MarkupSafe,
yarl and what it needs) do without them, slower.
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
"""What markers of requirements are asked about. Source: Pyodide 314."""

HERE = {"sys_platform": sys.platform}
"""What is otherwise on this machine."""

_BUILT = re.compile(r"\.(?:so|pyd|dylib|dll|exe|pyc|pyi|c|h|pyx|pxd)$")
"""What no browser runs: "_speedups.cpython-314-x86_64-linux-gnu.so", "_speedups.c", "parser.pyi"."""

_ASIDE = frozenset({"tests", "test", "__pycache__", "bin"})
_SAID = re.compile(r"\.dist-info/(?:METADATA|(?:licenses/.*|LICEN[CS]E.*|NOTICE.*|COPYING.*))$", re.IGNORECASE)
"""What a distribution says of itself that is carried along: its metadata and its licences."""

_STDNUM = frozenset({"__init__", "ean", "exceptions", "isbn", "issn", "numdb", "util"})
"""The modules of python-stdnum that refcheck uses, of some three hundred; those of countries are most of its size."""

Files = dict[str, bytes]
"""Files by the paths that they have among installed packages."""


def libraries() -> Files:
    """Return the files of refcheck and of all that it needs in a browser.

    Raises:
        SettingsError: refcheck is not installed here, or something that it needs is not.
    """
    found = dict(_own())
    for each in _closure():
        found |= dict(_of(each))
    return found


def _own() -> Iterator[tuple[str, bytes]]:
    """refcheck's own files, wherever it runs from, without those that pages are made of."""
    home = Path(__file__).parents[2]
    for path in sorted(home.rglob("*")):
        inner = path.relative_to(home)
        if path.is_file() and not (_ASIDE | {"static"}) & set(inner.parts):
            yield f"{home.name}/{inner.as_posix()}", path.read_bytes()


def _closure() -> list[Distribution]:
    """Return the distributions that refcheck needs in a browser, and those that these need, in alphabetical order."""
    found: dict[str, Distribution] = {}
    waiting = [DISTRIBUTION]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _installed(name)
            waiting += _needed(found[name])
    return [found[name] for name in sorted(found)]


def _needed(each: Distribution) -> Iterator[str]:
    """Yield what it requires there, and here as well: what is for browsers alone is not here, and nothing that the page calls."""
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
        raise SettingsError(f"the page is made of what is installed, and {name} is not: pip install {name}") from error


def _of(each: Distribution) -> Iterator[tuple[str, bytes]]:
    """The files of a distribution that the page needs; of refcheck, whose own files are taken elsewhere, what is said of it."""
    is_own = each.metadata["Name"] == DISTRIBUTION
    for file in each.files or ():
        path = PurePosixPath(file.as_posix())
        said = _SAID.search(str(path)) or not (is_own or ".dist-info/" in str(path))
        if path.is_absolute() or ".." in path.parts or not said:
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
    """Return a ``.tar.gz`` of files by their paths."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in sorted(files):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(files[name]), _MODE
            archive.addfile(entry, io.BytesIO(files[name]))
    return gzip.compress(tar.getvalue(), _BEST, mtime=0)
