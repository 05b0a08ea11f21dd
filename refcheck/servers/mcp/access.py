"""Which files the server may read: those below the folders that it was given, and no others."""

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from refcheck.errors import SourceError

_LARGEST = 64 * 1024 * 1024
"""The largest file that is read, in bytes. Source: set by hand, above any manuscript."""


@frozen
class Roots:
    """The folders below which files may be read; without any, none may."""

    folders: Sequence[Path] = ()

    def file(self, name: str) -> Path:
        """The file of that name, links followed; a relative name is looked for in each folder.

        Raises:
            SourceError: it lies in no folder that may be read, is no file, or is too large.
        """
        if not self.folders:
            raise SourceError("files cannot be read: the server was started without --root; give the text itself")
        for folder in self.folders:
            home = folder.resolve()
            path = (home / name).resolve()
            if path.is_relative_to(home) and path.is_file():
                if path.stat().st_size > _LARGEST:
                    raise SourceError(f"{name}: larger than {_LARGEST // 1024**2} MB")
                return path
        raise SourceError(f"{name}: no file below the folders that may be read")
