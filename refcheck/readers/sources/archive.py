"""Documents that are ZIP archives of XML files (DOCX, ODT), unpacked within limits."""

import io
import zipfile
import zlib

from refcheck.errors import LargeSourceError, LockedSourceError, SourceError
from refcheck.readers.sources.encodings import ZIP
from refcheck.readers.sources.xml import Element, attribute, children, parse

_LARGEST = 96 * 1024 * 1024
"""The most that is unpacked of one archive, in bytes."""
_MOST_FILES = 20_000
_RATIO = 400
"""The highest compression ratio of XML in documents written by people."""
_SMALL = 4 * 1024 * 1024
"""The size in bytes up to which any compression ratio is accepted."""

_ENCRYPTED = 1
"""The flag of an encrypted file. Source: PKWARE's APPNOTE, 4.4.4."""

BROKEN = (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zlib.error)
"""Errors that Python's library raises for an archive that cannot be read."""


class Archive:
    """A ZIP archive whose files are read one by one, within its limits."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the archive.

        Raises:
            SourceError: the file is not an archive, or has too many files.
        """
        self.name = name
        self._left = _LARGEST
        try:
            self._files = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise SourceError(f"{name}: is a broken ZIP archive: {error}") from error
        if len(self._files.namelist()) > _MOST_FILES:
            raise SourceError(f"{name}: is an archive of more than {_MOST_FILES} files, too many for a document")

    def holds(self, member: str) -> bool:
        """Return whether the archive has a file of that name."""
        return member in self._files.NameToInfo

    def matching(self, beginning: str, end: str) -> list[str]:
        """Return the names of files that start with ``beginning`` and end with ``end``, in order."""
        return sorted(name for name in self._files.namelist() if name.startswith(beginning) and name.endswith(end))

    def read(self, member: str) -> bytes:
        """Return the content of one file.

        Raises:
            LockedSourceError: the file is encrypted.
            LargeSourceError: it would be too large.
            SourceError: it is missing or broken.
        """
        try:
            info = self._files.getinfo(member)
            if info.file_size > self._left or (
                info.file_size > _SMALL and info.file_size > _RATIO * info.compress_size
            ):
                raise LargeSourceError(
                    f"{self.name}: {member} would unpack to {info.file_size} bytes, too many for a document"
                )
            if info.flag_bits & _ENCRYPTED:
                raise LockedSourceError(
                    f"{self.name}: {member} needs a password; save it without one, or copy the list as text"
                )
            with self._files.open(info) as file:
                content = file.read(self._left + 1)
        except KeyError as error:
            raise SourceError(f"{self.name}: the archive has no {member}") from error
        except BROKEN as error:
            raise SourceError(f"{self.name}: {member} cannot be unpacked: {error}") from error
        self._left -= len(content)
        if self._left < 0:
            raise LargeSourceError(f"{self.name}: unpacks to more than {_LARGEST >> 20} MB, too much for a document")
        return content

    def xml(self, member: str) -> tuple[Element, tuple[str, ...]]:
        """Return the root of one of the archive's XML files, with notes if it is broken.

        Raises:
            SourceError: the file cannot be read.
        """
        root, notes = parse(self.read(member), f"{self.name}: {member}")
        return root, tuple(f"{member}: {note}" for note in notes)


def members(data: bytes) -> frozenset[str]:
    """Return the names of an archive's files; none if it is not an archive or cannot be opened."""
    if not data.startswith(ZIP):
        return frozenset()
    try:
        return frozenset(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except BROKEN:
        return frozenset()


def relations_of(member: str) -> str:
    """Return the name of the part with the relationships of another part."""
    folder, _, file = member.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def external_relationships(relations: Element) -> dict[str, Element]:
    """Return the relationships of such a part whose targets are outside the document, by their ids."""
    every = children(relations, "Relationship")
    return {attribute(each, "Id"): each for each in every if attribute(each, "TargetMode") == "External"}
