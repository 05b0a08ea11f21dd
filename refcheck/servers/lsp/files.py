"""The files of a workspace that may hold references or cite them."""

from collections.abc import Iterable
from pathlib import Path

from refcheck.fixing import LISTS, TEXTS
from refcheck.system.regular_files import DOCUMENT, read_file

_MOST = 300
"""The most files of a workspace that are looked into."""

_SUFFIXES = (*LISTS, ".ris", *TEXTS, ".txt")


def files(folders: Iterable[str]) -> list[Path]:
    """Return the files in these folders, and in those within, that are read; of hidden ones none."""
    found: list[Path] = []
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if len(found) >= _MOST:
                return found
            if path.suffix.lower() in _SUFFIXES and path.is_file() and not path.name.startswith("."):
                found.append(path)
    return found


def text_of(path: Path) -> str | None:
    """Return a file's text; ``None`` where it cannot be read."""
    try:
        return read_file(path, most=DOCUMENT).decode("utf-8", "replace")
    except OSError:
        return None
