"""Files in one ZIP file that always has the same bytes for the same files, and in which no byte can change unnoticed.

``manifest-sha256.txt`` contains the SHA-256 of every other file, in the format that ``sha256sum --check`` reads. The ZIP's comment,
at its very end, contains the SHA-256 of all bytes before it, so that a change of the container is noticed too.

Source: APPNOTE.TXT of PKWARE, 4.3.16 (the comment); RFC 8493 (BagIt) for the manifest's name and format.
"""

import zlib
from collections.abc import Iterator, Mapping
from hashlib import file_digest, sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from refcheck.errors import EvidenceError

MANIFEST = "manifest-sha256.txt"

_SEAL = b"sha256:"
_DIGITS = 64
_MOST_TIMES, _ROOM = 100, 1 << 20
"""Limit on the unpacked size of a case: this many times its size, plus this many bytes. A list of 1,500 made-up entries grew 23
times."""

_LEVEL = 9
_ERRORS = (BadZipFile, zlib.error, ValueError, LookupError, OSError, NotImplementedError, RuntimeError, EOFError)
"""Exceptions that reading an altered ZIP file may raise."""


def sealed(files: Mapping[str, bytes]) -> bytes:
    """Return the ZIP file of the given files, by their names."""
    manifest = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    whole = {MANIFEST: manifest.encode(), **dict(sorted(files.items()))}
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as container:
        for name, data in whole.items():
            member = ZipInfo(name)  # dated 1980-01-01
            member.compress_type, member.create_system, member.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            container.writestr(member, data)
        container.comment = _SEAL + b"0" * _DIGITS
    before = stream.getvalue()[:-_DIGITS]
    return before + _digest(before)


class Sealed(Mapping[str, bytes]):
    """The files of such a ZIP file by their names, without the manifest; each is unpacked on access and not kept."""

    def __init__(self, data: bytes) -> None:
        """Check the names and sizes before anything is unpacked, then the hash of every file, read a piece at a time.

        Raises:
            EvidenceError: the data are not such a ZIP file, or a byte has changed; the message names the file, if one has changed.
        """
        before, seal = data[:-_DIGITS], data[-_DIGITS:]
        is_whole = before.endswith(_SEAL) and seal == _digest(before)
        try:
            self._container = ZipFile(BytesIO(data))
            self._members = _bounded(self._container, len(data))
            listed = _listed(self._container, self._members)
            self._members.pop(MANIFEST, None)
            for name in sorted({*listed, *self._members}):
                if name not in self._members:
                    raise EvidenceError(f"has been altered: {name} is missing")
                if listed.get(name) != self._hash(name):
                    raise EvidenceError(f"has been altered: {name} does not match the manifest")
        except _ERRORS as error:
            raise EvidenceError(f"has been altered, or is not a case: {error}") from error
        if not is_whole:
            raise EvidenceError("has been altered: its files match the manifest, but the ZIP does not match its seal")

    def __getitem__(self, name: str) -> bytes:
        """Return the content of a file."""
        return self._container.read(self._members[name])

    def size_of(self, name: str) -> int:
        """Return the size of an unpacked file in bytes."""
        return self._members[name].file_size

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over the names."""
        return iter(self._members)

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self._members)

    def _hash(self, name: str) -> str:
        with self._container.open(self._members[name]) as member:
            return file_digest(member, sha256).hexdigest()  # type: ignore[arg-type]  # typed as IO, but it reads into buffers, too


def _digest(data: bytes) -> bytes:
    return sha256(data).hexdigest().encode()


def _bounded(container: ZipFile, size: int) -> dict[str, ZipInfo]:
    """Return the members by their names.

    Raises:
        ValueError: a name occurs twice, or the members are larger than those of a case can be.
    """
    members = {member.filename: member for member in container.infolist()}
    if len(members) != len(container.infolist()):
        raise ValueError("it contains two files with the same name")
    if sum(member.file_size for member in members.values()) > _MOST_TIMES * size + _ROOM:
        raise ValueError(f"unpacked it would be more than {_MOST_TIMES} times as large")
    return members


def _listed(container: ZipFile, members: Mapping[str, ZipInfo]) -> dict[str, str]:
    """Return the hashes in the manifest, by the names of the files; none if it is longer than its lines can be."""
    member = members.get(MANIFEST)
    lines = (_DIGITS + len(f"  {name}\n".encode()) for name in members if name != MANIFEST)
    if member is None or member.file_size > sum(lines) + _ROOM:
        return {}
    parts = (line.partition("  ") for line in container.read(member).decode("utf-8", "replace").splitlines())
    return {name: digest for digest, _, name in parts}
