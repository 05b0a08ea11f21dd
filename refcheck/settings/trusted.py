"""Which projects' files the user trusts, as they were on that day; it is kept in the user's own folder.

A file is trusted by its place and its SHA-256: one that was changed since is not.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from attrs import frozen

from refcheck.errors import SettingsError
from refcheck.settings.discovery import own_folder
from refcheck.system.regular_files import SETTINGS, read_text

_STORE = "trusted.json"


@frozen
class Trusted:
    """The files that the user trusts: their absolute places, and the SHA-256 of what they held.

    Links to a folder are followed; a link to a trusted file is another file, beside which other files lie.
    """

    digests: Mapping[str, str]

    @classmethod
    def read(cls) -> Self:
        """Those that were written down.

        Raises:
            SettingsError: what was written down cannot be read.
        """
        path = cls.path()
        try:
            data = json.loads(read_text(path, most=SETTINGS))
            return cls({str(place): str(digest) for place, digest in data["trusted"].items()})
        except FileNotFoundError:
            return cls({})
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise SettingsError(f"{path}: is no list of trusted files; delete it") from error

    @staticmethod
    def path() -> Path:
        """Where they are written down."""
        return own_folder() / _STORE

    def knows(self, path: Path) -> bool:
        """Whether a file is trusted, or was before it was changed."""
        return _place(path) in self.digests

    def holds(self, path: Path, content: bytes) -> bool:
        """Whether a file with this content is trusted."""
        return self.digests.get(_place(path)) == _digest(content)

    def adding(self, path: Path, content: bytes) -> "Trusted":
        """Those, and a file as it is now."""
        return Trusted({**self.digests, _place(path): _digest(content)})

    def without(self, place: Path) -> "Trusted":
        """Those, but the file at a place and the files in the folder at that place."""
        names = (_place(place), str(place.resolve()))
        left = {
            each: it for each, it in self.digests.items() if each not in names and str(Path(each).parent) not in names
        }
        return Trusted(left)

    def to_json(self) -> str:
        """As they are written down."""
        return json.dumps({"trusted": dict(sorted(self.digests.items()))}, ensure_ascii=False, indent=1) + "\n"


def _place(path: Path) -> str:
    return str(path.absolute().parent.resolve() / path.name)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
