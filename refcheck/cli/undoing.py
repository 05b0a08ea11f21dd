"""What takes a change of files back: a patch, and copies of what was there."""

import os
from collections.abc import Mapping
from pathlib import Path

from refcheck.cli.streams import replace_file
from refcheck.errors import SourceError
from refcheck.fixing import difference_of_bytes
from refcheck.system.regular_files import DOCUMENT, read_file


def write_patch(patch: str, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Write a patch that leads from the files as they are ``after`` to what they were ``before``, names seen from here.

    Raises:
        OSError: it cannot be written.
    """
    pieces = [difference_of_bytes(after[name], before[name], _from_here(name)) for name in after]
    replace_file(Path(patch), pieces)


def keep(name: str, data: bytes, ending: str) -> None:
    """Keep what a file holds in one beside it, whose name has an ``ending`` more. What stands there already is not overwritten.

    Raises:
        SourceError: there is a file of that name which holds something else.
        OSError: it cannot be written.
    """
    path = Path(name).resolve()
    copy = path.with_name(path.name + ending)
    if copy.exists() and read_file(copy, most=DOCUMENT) != data:
        raise SourceError(f"{name}: {copy.name} is there already, with something else in it; nothing was changed")
    replace_file(copy, data)
    copy.chmod(path.stat().st_mode & 0o7777)


def _from_here(name: str) -> str:
    """A name that ``patch -p0`` takes: relative, if the file is here or below."""
    path = Path(os.path.relpath(name)) if Path(name).is_absolute() else Path(name)
    return name if path.parts[:1] == ("..",) else path.as_posix()
